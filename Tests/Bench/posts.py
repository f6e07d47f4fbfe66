"""Sends requests that are ready over connections that stay open. Each is different, which wrk could do only by running a script for every
answer; and their number is fixed, so that the town is as full after one round as after the same round elsewhere."""

import collections
import dataclasses
import gc
import re
import selectors
import socket
import time
import urllib.parse

PATIENCE = 60  # seconds without any answer
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
LOCATION = re.compile(rb"\r\nlocation: *([^\r]*)", re.IGNORECASE)


@dataclasses.dataclass
class Answer:
    status: int
    location: str
    took: float  # seconds, from the first byte sent to the last received
    bytes: int


class _Line:
    """One connection with at most one request under way."""

    def __init__(self, address):
        parts = urllib.parse.urlsplit(address)
        self.socket = socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received, self.began = b"", 0.0

    def send(self, request):
        self.received, self.began = b"", time.monotonic()
        self.socket.sendall(request)

    def answer(self):
        """Reads what is there; the answer once it is whole."""
        piece = self.socket.recv(65536)
        if not piece:
            raise ConnectionError(f"The server closed a connection in the midst of an answer: {self.received[:200]!r}")
        self.received += piece
        head, end, body = self.received.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if not end or len(body) < (int(length.group(1)) if length else 0):
            return None
        location = LOCATION.search(head)
        return Answer(int(head[9:12]), location.group(1).decode() if location else "", time.monotonic() - self.began, len(body))


class Posts:
    def __init__(self, address, connections, requests):
        self._waiting = collections.deque(requests)
        self._lines = [_Line(address) for _ in range(min(connections, len(requests)))]

    def run(self):
        """Sends all of them and gives their answers in the order in which they came."""
        answers, wanted = [], len(self._waiting)
        gc.disable()  # A pause of the generator would look like one of the server.
        try:
            with selectors.DefaultSelector() as selector:
                for line in self._lines:
                    selector.register(line.socket, selectors.EVENT_READ, line)
                    line.send(self._waiting.popleft())
                while len(answers) < wanted:
                    ready = selector.select(PATIENCE)
                    if not ready:
                        raise TimeoutError(f"No answer within {PATIENCE} s.")
                    for key, _ in ready:
                        answer = key.data.answer()
                        if answer is None:
                            continue
                        answers.append(answer)
                        if self._waiting:
                            key.data.send(self._waiting.popleft())
        finally:
            gc.enable()
            for line in self._lines:
                line.socket.close()
        return answers
