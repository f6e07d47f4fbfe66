"""One request at a time, for what is fetched around the measuring."""

import http.client
import urllib.parse


def connect(town):
    return http.client.HTTPConnection(urllib.parse.urlsplit(town.address).netloc, timeout=60)


def send(connection, method, path, headers=None, body=None):
    """Status, headers and body; the connection stays open."""
    connection.request(method, path, body=body, headers=headers or {})
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def get(town, path, headers=None):
    connection = connect(town)
    try:
        return send(connection, "GET", path, headers)
    finally:
        connection.close()
