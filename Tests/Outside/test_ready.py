"""What a proxy sees that asks /ready: a server that is told to stop says so at once, answers on for a moment, and finishes what was begun."""

import os
import signal
import socket
import time
from urllib.parse import urlencode, urlsplit

import asking
from served import GROUP, Served
from visitor import Visitor
from waiting import wait_until

DRAIN = 3  # seconds


def test_told_to_stop_it_says_no_at_once_answers_on_and_finishes_what_was_begun():
    with Served(options=["--drain", str(DRAIN)]) as served:
        proxy = Visitor(served.address)
        assert proxy.get("/ready").text == "ready\n"
        ask = asking.fill_ask(Visitor(served.address), GROUP).fields
        half, finish = half_sent(served.address, f"/{GROUP}/ask", urlencode(ask))

        os.kill(served.pid, signal.SIGTERM)
        began = time.monotonic()
        wait_until(lambda: Visitor(served.address).get("/ready").status == 503, DRAIN, "it went on saying that it is ready")
        refusal = Visitor(served.address).get("/ready")
        assert refusal.text == "not ready: stopping\n"
        assert Visitor(served.address).get(f"/{GROUP}/ask").status == 200
        finish()
        assert half.recv(64).startswith(b"HTTP/1.1 303"), "a request in progress was cut off"
        assert time.monotonic() - began < DRAIN, "the machine was too slow to show anything"
        assert served.stop() == 0


def test_where_nobody_asks_it_stops_at_once():
    with Served(options=["--drain", "600"]) as served:
        Visitor(served.address).get("/health")
        assert served.stop() == 0  # which waits for half a minute at most


def half_sent(address, path, body):
    """A request of which half the body is sent, and what sends the rest."""
    parts = urlsplit(address)
    connection = socket.create_connection((parts.hostname, parts.port), timeout=20)
    head = f"POST {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    half = len(body) // 2
    connection.sendall((head + body[:half]).encode())
    return connection, lambda: connection.sendall(body[half:].encode())
