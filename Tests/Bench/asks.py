"""Asks posted as a browser would: each with a form of its own, fetched beforehand, all fields as they stand in it."""

import collections
import random
import time
import urllib.parse

import town as towns
from form import Form
from machine import generator_seconds
from posts import Posts
from rounds import Measured
from wire import connect, get, send

BROWSER = {"Accept-Language": "en", "Sec-Fetch-Site": "same-origin"}
# As people write; the streets are those of the demo town, so that its gazetteer is searched as it would be.
PLACES = ["12 Weir Walk", "Sluice Street 4, second floor", "31 Larkfield, ring twice", "Dock Street 18", "the bench by the library"]
WORDS = ["milk\nbread\n6 eggs\nrice", "Somebody to collect my prescription, please. I cannot leave the house this week.", "soup for two, no pork"]


def sign_in(town, role="dispatcher"):
    """The cookie of a session that the printed link of this role begins."""
    path = urllib.parse.urlsplit(town.sign_in_links[role]).path
    form = Form.in_page(get(town, path, BROWSER)[2], path)
    connection = connect(town)
    status, headers, _ = send(connection, "POST", form.action, {**BROWSER, **Form.TYPE}, form.encoded())
    connection.close()
    cookie = (headers["set-cookie"] or "").partition(";")[0]
    if status != 303 or not cookie:
        raise towns.ProgramFailed(f"Signing in answered {status}, {'with' if cookie else 'without'} a cookie.")
    return cookie


class Asks:
    def __init__(self, town, path, connections):
        self.town, self.path, self.connections = town, path, connections
        self._random = random.Random(7)
        self._forms = collections.deque()
        self._links = []

    def fetch_forms(self, count):
        connection = connect(self.town)
        for number in range(count):
            status, _, page = send(connection, "GET", self.path, BROWSER)
            if status != 200:
                raise towns.ProgramFailed(f"The ask form answers {status}.")
            self._forms.append(self._filled(Form.in_page(page, self.path), number))
        connection.close()

    def _filled(self, form, number):
        form.choose_first("kind")
        form.choose_first("when")
        form.type("name", f"Neighbour {number}")
        form.type("reach", f"neighbour{number}@example.org")
        form.type("place", self._random.choice(PLACES))
        form.type("what", self._random.choice(WORDS))
        return form

    def post(self, count):
        """Posts that many at once and measures them. An ask is acknowledged by the redirect to its own private page."""
        forms = [self._forms.popleft() for _ in range(count)]
        posts = Posts(self.town.address, self.connections, [self._request(form) for form in forms])
        before, idle, began = self.town.processor_us(), generator_seconds(), time.monotonic()
        answers = posts.run()
        seconds, spent = time.monotonic() - began, self.town.processor_us() - before
        generator = (generator_seconds() - idle) / seconds
        for answer in answers:
            if answer.status != 303 or "/l/" not in answer.location:
                raise towns.ProgramFailed(f"Posting an ask answered {answer.status}, leading to {answer.location!r}.")
            self._links.append(answer.location)
        took = sorted(answer.took for answer in answers)
        p99_us = took[-(-99 * count // 100) - 1] * 1_000_000
        return Measured(processor_us=spent / count, p99_us=p99_us, a_second=count / seconds, bytes=answers[0].bytes, generator=generator)

    def _request(self, form):
        body = form.encoded().encode()
        head = [f"POST {form.action} HTTP/1.1", f"Host: {urllib.parse.urlsplit(self.town.address).netloc}", f"Content-Length: {len(body)}"]
        head += [f"{name}: {value}" for name, value in {**BROWSER, **Form.TYPE, "Origin": self.town.address}.items()]
        return "\r\n".join(head).encode() + b"\r\n\r\n" + body

    def check(self):
        """That every acknowledged ask has a page of its own, and some of them are there to be read."""
        if len(set(self._links)) != len(self._links):
            raise towns.ProgramFailed("Two asks were led to the same page: not every post was an ask of its own.")
        for link in self._random.sample(self._links, 10):
            status, _, _ = get(self.town, urllib.parse.urlsplit(link).path, BROWSER)
            if status != 200:
                raise towns.ProgramFailed(f"An ask that was acknowledged answers {status}.")
