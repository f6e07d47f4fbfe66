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
    answer: object = None

    @property
    def once(self):
        return self.fields["once"]

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
    return Sent(path, fields)


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
    return Sent(path, fields)


def send(visitor, sent):
    """Sends a form that was filled in; raises `Unanswered` when no answer came."""
    sent.answer = visitor.post(sent.path, sent.fields)
    return sent


def code_word(page):
    """The two words by which an ask is known, as its private page and the board show them."""
    found = re.search(r'codeword-word">(?:<[^>]+>)*([^<]+)', page)
    return found.group(1).strip() if found else None
