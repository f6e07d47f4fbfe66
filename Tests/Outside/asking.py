"""The forms that the tests fill in as people do, with texts of their own that are found again."""

import itertools
import re
from dataclasses import dataclass

_numbers = itertools.count(1)


@dataclass
class Sent:
    """A form that was sent, what it said, and the answer, if there was one."""

    path: str
    fields: dict
    kind: str = ""  # what it does: a name of `deeds.THERE`
    about: bytes | None = None  # the row that it is about, where it makes none of its own
    answer: object = None
    cookie: str | None = None  # whose session it was sent in

    @property
    def once(self):
        return dict(self.fields)["once"]

    @property
    def is_acknowledged(self):
        return self.answer is not None and self.answer.is_acknowledged

    @property
    def is_unsettled(self):
        """Nobody knows whether it is there: no answer came, or one that says so."""
        return self.answer is None or (self.answer.status == 503 and not self.answer.says_nothing_was_saved)

    @property
    def link(self):
        """The path of the private page that the answer leads to."""
        return self.answer.location if self.answer is not None and self.answer.is_acknowledged else None

    @property
    def said(self):
        """What a person typed: nothing of it may stand anywhere in the clear."""
        return [self.fields[name] for name in ("name", "what", "reach", "place") if self.fields.get(name)]


def fill_ask(visitor, group, words="Two loaves and oat milk", place=None):
    """The ask form, filled in and not yet sent, by somebody whom nobody else is."""
    path, number = f"/{group}/ask", next(_numbers)
    form = visitor.form(path, path)
    fields = {
        **form.hidden,
        "kind": form.offered["kind"][0],
        "what": f"{words}, please knock {number:05d} times",
        "when": "today",
        "name": f"Quillfeather {number:05d}",
        "reach": f"07{700_000_000 + number}",
        "language": "en",
        **({"place": place} if place else {"place-later": "yes"}),
    }
    return Sent(path, fields, "ask")


def fill_change(visitor, ask):
    """The form by which an asker says something else, filled in for an ask that was acknowledged."""
    path = f"{ask.link}/change"
    hidden = visitor.form(path, path).hidden
    return Sent(path, {**ask.fields, **hidden, "what": f"Oranges instead, please knock {next(_numbers):05d} times"}, "change")


def fill_withdrawal(visitor, ask):
    path = f"{ask.link}/withdraw"
    return Sent(path, visitor.form(ask.link, path).hidden, "withdraw")


def fill_offer(visitor, group):
    """The offer form, filled in and not yet sent."""
    path, number = f"/{group}/offer", next(_numbers)
    form = visitor.form(path, path)
    fields = {
        **form.hidden,
        "kind": form.offered["kind"][0],
        "what": f"I can carry {number:05d} heavy boxes",
        "minutes": "60",
        "name": f"Thistlewood {number:05d}",
        "reach": f"07{800_000_000 + number}",
        "transport": "foot",
    }
    return Sent(path, fields, "offer")


def send(visitor, sent):
    """Sends a form that was filled in; raises `Unanswered` when no answer came."""
    sent.cookie = visitor.cookie
    sent.answer = visitor.post(sent.path, sent.fields)
    return sent


def code_word(page):
    """The two words by which an ask is known, as its private page and the board show them."""
    found = re.search(r'codeword-word">(?:<[^>]+>)*([^<]+)', page)
    return found.group(1).strip() if found else None
