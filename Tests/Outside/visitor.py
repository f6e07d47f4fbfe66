"""Somebody who comes with a plain HTTP client: reads a page, fills in its form, remembers what was answered."""

import http.client
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

from sayings import NOTHING_SAVED, says

PATIENCE = 20  # seconds until an answer


class Unanswered(Exception):
    """The server hung up, or was not there: nobody knows whether it did what it was asked."""


class Busy(Exception):
    """The server says that it cannot just now."""


@dataclass
class Answer:
    status: int
    location: str | None
    cookie: str | None
    text: str

    @property
    def is_acknowledged(self):
        return self.status in (200, 303)

    @property
    def says_nothing_was_saved(self):
        return self.status >= 400 and says(self.text, *NOTHING_SAVED)


@dataclass
class Form:
    """The hidden fields of the first form of a page that has some, and the values that its radio buttons and checkboxes offer."""

    hidden: dict
    offered: dict


class Visitor:
    """One client with a connection of its own, as a browser keeps it. `source` is the address that it comes from."""

    def __init__(self, address, source=None, headers=None, patience=PATIENCE):
        self.address = address
        parts = urlsplit(address)
        self._connection = http.client.HTTPConnection(
            parts.hostname, parts.port, timeout=patience, source_address=(source, 0) if source else None
        )
        self.headers = dict(headers or {})
        self.cookie = None  # of a session

    def get(self, path):
        return self.send("GET", path, None, {})

    def page(self, path):
        """A page that has to be there. Raises `Busy` where the server says that it cannot just now."""
        answer = self.get(path)
        if answer.status == 503:
            raise Busy(path)
        if answer.status != 200:
            raise AssertionError(f"{path} answered {answer.status}")
        return answer

    def post(self, path, fields):
        """`fields` is a dictionary, or a list of pairs where a name comes more than once."""
        return self.send("POST", path, urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"})

    def form(self, path, action=None):
        """The form on the page at `path`; the one that goes to `action` when there are several."""
        answer = self.page(path)
        found = [form for to, form in read_forms(answer.text) if action is None or urlsplit(to).path == action]
        if not found:
            raise AssertionError(f"{path} has no form{f' to {action}' if action else ''}")
        return found[0]

    def sign_in(self, link):
        """Presses the button behind a sign-in link."""
        path = urlsplit(link).path
        answer = self.post(path, self.form(path, path).hidden)
        assert answer.status == 303 and answer.cookie, f"{path} signed nobody in: {answer.status}"
        self.cookie = answer.cookie
        return self

    def close(self):
        self._connection.close()

    def send(self, method, path, body, headers):
        """Any request. Raises `Unanswered` when the server hung up or is not there."""
        sent = {"Accept-Language": "en", **self.headers, **headers}
        if self.cookie:
            sent["Cookie"] = self.cookie
        try:
            self._connection.request(method, path, body, sent)
            response = self._connection.getresponse()
            text = response.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise Unanswered(f"{method} {path}") from error
        cookie = response.headers.get("Set-Cookie")
        return Answer(response.status, response.headers.get("Location"), cookie and cookie.split(";")[0], text)


def read_forms(page):
    reader = _Forms()
    reader.feed(page)
    return [(to, Form(hidden, offered)) for to, hidden, offered in reader.forms if hidden]


class _Forms(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms = []

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        if tag == "form":
            self.forms.append((said.get("action", ""), {}, {}))
        elif tag == "input" and self.forms and "name" in said:
            _, hidden, offered = self.forms[-1]
            if said.get("type") == "hidden":
                hidden[said["name"]] = said.get("value", "")
            elif said.get("type") in ("radio", "checkbox"):
                offered.setdefault(said["name"], []).append(said.get("value", ""))
