"""What a town acknowledged over many kills of its server, and the look at whether all of it is there, whole, and once.

The one source of truth of `bin/crash` and of the tests: every form that was sent, and what was answered.
"""

import itertools
import time

import asking
import once
from deeds import Rows, changes_of, is_there, was_done
from half_there import half_there
from load import DESK, Load
from neighbourhood import OVER, Business, Neighbourhood
from visitor import Visitor

QUEUES = {"new": "triage", "open": "open", "offered": "offered", "accepted": "way", "under_way": "way", "done": "follow", "closed": "closed"}


class Account:
    """What was sent and acknowledged over all kills, and what was found to be wrong, each a sentence: lost, half there, twice, or untrue."""

    def __init__(self, served, seed=0, server=None):
        """`server` is the database server, where the account's holder may kill that too."""
        self.served, self.seed, self.server = served, seed, server
        self.business = Business()
        self.deeds = []
        self.kills = self.rounds = 0
        self.stops = 0  # of the program by itself, because it did not know whether something is there
        self.refusals = 0  # of the program to start, because its database could not be used
        self.lost = {}  # what it is, to a sentence
        self.half, self.twice, self.untrue = {}, {}, {}  # a sentence, to how many there are
        database = served.database()
        rows = Rows(database)
        self.before = {"ask": set(rows.asks), "offer": rows.offers}
        self.balance_before = rows.balance
        database.close()
        self.cookie, self.money_cookie = self.signed_in("dispatcher"), self.signed_in("treasurer")

    def signed_in(self, role):
        """The cookie of somebody at the desk."""
        visitor = Visitor(self.served.address)
        try:
            return visitor.sign_in(self.served.sign_in_links[role]).cookie
        finally:
            visitor.close()

    # What people do

    def load(self):
        """Everybody of the neighbourhood, not yet at work. What they decide follows from the seed and the number of the round."""
        self.rounds += 1
        return Neighbourhood(self.served.address, self.cookie, self.money_cookie, self.business, f"{self.seed} {self.rounds}")

    def simple_load(self):
        return Load(self.served.address, self.cookie)

    def round(self, chance):
        """Load, and SIGKILL at a moment by chance."""
        load = self.load()
        load.begin()
        self.wait_a_moment(load, chance)
        self.served.kill()
        self.kills += 1
        self.note(load)
        self.served.start()
        return load

    def wait_a_moment(self, load, chance):
        """Until some forms by chance were answered (a busy machine takes longer for as many), and somewhere between two of them."""
        wanted, end = chance.randrange(18), time.monotonic() + 3
        while time.monotonic() < end and sum(1 for sent in load.deeds if sent.is_acknowledged) < wanted:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.04))

    def note(self, load):
        """Takes down what a load was told, once it is at its end."""
        load.end()
        self.deeds += load.deeds

    def of(self, kind):
        return [sent for sent in self.deeds if sent.kind == kind]

    @property
    def acknowledged(self):
        return sum(1 for sent in self.deeds if sent.is_acknowledged)

    @property
    def wrong(self):
        return [*self.lost.values(), *self.half, *self.twice, *self.untrue]

    # What there is

    def look(self, load=None):
        """Everything that was ever acknowledged is in the database, whole and once; and what this load was told is there for those who hold its
        links and for the desk."""
        database = self.served.database()
        rows = Rows(database)
        self.half |= half_there(database)
        database.close()
        self._look_for_deeds(rows, load.deeds if load else [])
        self._look_for_doubles(rows)
        self._look_at_books(rows)
        # A small disk is as small as the test wants it.
        problems = [finding for finding in self.served.problems() if not (self.served.disk and finding["check"] == "space")]
        self.half |= {f"doctor: {finding['what']}": 1 for finding in problems}
        if load:
            visitor = Visitor(self.served.address)
            pages = self._look_at_pages(visitor, load)
            self._look_at_board(visitor, load.acknowledged_asks(), pages, rows)
            visitor.close()

    def _look_for_deeds(self, rows, latest):
        for sent in self.deeds:
            if sent.is_acknowledged and not is_there(sent, rows):
                self.lost[sent.once] = f"{named(sent)} was acknowledged and is not there"
        for ask, count in changes_of(self.deeds).items():
            if rows.history.get((rows.result(ask), "changed"), 0) < count:
                self.lost["changes", ask] = f"the ask of {ask} was changed {count} times, and not all of them are there"
        for sent in latest:
            if sent.answer is not None and sent.answer.says_nothing_was_saved and was_done(sent, rows):
                self.untrue[f"{named(sent)} was answered with {sent.answer.status}, nothing was saved, and is there"] = 1

    def _look_for_doubles(self, rows):
        """No row of an ask or an offer that nobody sent, no two for one form, no message sent twice, no delivery repaid twice."""
        for kind, there in (("ask", set(rows.asks)), ("offer", rows.offers)):
            made = [result for result in (rows.result(sent.once) for sent in self.of(kind)) if result]
            if extra := there - self.before[kind] - set(made):
                self.twice[f"an {kind} too many"] = len(extra)
            if len(made) > len(set(made)):
                self.twice[f"two forms led to the same {kind}"] = len(made) - len(set(made))
        for message, count in rows.told.items():
            if count > 1:
                self.twice[f"message {message.hex()} was marked as sent {count} times"] = 1
        for message in self.business.seen_again + [message for message in self.business.marked if rows.messages.get(message, "?")[0] == "waiting"]:
            self.twice[f"message {message.hex()} was marked as sent, and waits to be sent again"] = 1
        written = {}
        for message, (state, match, kind, person) in rows.messages.items():
            if match and (match, kind, person) in written and state != "cancelled" and rows.matches[match][0] not in self.before["ask"]:
                self.twice[f"two messages of the kind {kind} to the same person about match {match.hex()}"] = 1
            if match and state != "cancelled":
                written[match, kind, person] = message
        for receipt, amounts in rows.repayments.items():
            if receipt and len(amounts) > 1:
                self.twice[f"receipt {receipt.hex()} was repaid {len(amounts)} times"] = 1

    def _look_at_books(self, rows):
        """What the pots hold is what they held before, less each receipt that the account says was or may have been paid, and that is."""
        paid = {sent.about for sent in self.of("pay") if sent.is_acknowledged or is_there(sent, rows)}
        spent = sum(rows.receipts[receipt][1] for receipt in paid if receipt in rows.receipts)
        if rows.balance != self.balance_before - spent:
            self.half[f"the pots hold {rows.balance}, and by the account {self.balance_before - spent}"] = 1

    def _look_at_pages(self, visitor, load):
        """What each private page shows, by the one-time key of its form."""
        changes, pages = {}, {}
        for sent in load.deeds:
            if sent.kind == "change" and (sent.is_acknowledged or sent.is_unsettled):
                changes.setdefault(sent.about, []).append(sent)
        for sent in load.acknowledged_asks() + load.acknowledged_offers():
            page = visitor.get(sent.link)
            changed = changes.get(sent.once, [])
            last = max((number for number, change in enumerate(changed) if change.is_acknowledged), default=None)
            may_be_said = [sent, *changed] if last is None else changed[last:]
            if page.status != 200:
                self.lost[sent.once] = f"{named(sent)} was acknowledged, and {sent.link} answers {page.status}"
            elif not any(said.fields["what"] in page.text for said in may_be_said):
                self.lost[sent.once] = f"the page of {sent.fields['name']} lacks what was said last"
            else:
                pages[sent.once] = page.text
        return pages

    def _look_at_board(self, visitor, asks, pages, rows):
        """Each ask is on the board under its name and its code word, the same that its private page shows."""
        waiting = {sent.fields["name"]: asking.code_word(pages[sent.once]) for sent in asks if sent.once in pages}
        for name in [name for name, word in waiting.items() if not word]:
            del waiting[name]
            self.lost[name] = f"the private page of {name} shows no code word"
        visitor.cookie = self.cookie
        for queue in dict.fromkeys(QUEUES[rows.asks[result][0]] for result in (rows.result(sent.once) for sent in asks) if result in rows.asks):
            for page in itertools.count(1):
                if not waiting:
                    return
                shown = self._shown(visitor.get(f"{DESK}?queue={queue}&order=newest&page={page}").text, waiting)
                for name in shown:
                    del waiting[name]
                if not shown and page > 1:
                    break
        for name in waiting:
            self.lost[name] = f"{name} was acknowledged and is not on the board"

    def _shown(self, page, waiting):
        rows = page.split("<li>")
        return [name for name, word in waiting.items() if any(name in row and word in row for row in rows)]

    # What people do who heard no answer

    def send_again(self, load):
        """A form that is sent again leads to the same page, whether its first answer came or not, and makes nothing twice."""
        visitor = Visitor(self.served.address)
        for sent in load.acknowledged_asks()[-2:] + load.acknowledged_offers()[-1:]:
            again = visitor.post(sent.path, sent.fields)
            if again.location != sent.link:
                self.lost[sent.once] = f"{named(sent)}, sent again, led to {again.location or again.status}"
        # Whoever did it with another form meanwhile does not send this one again.
        done = {(sent.kind, sent.about) for sent in load.deeds if sent.about and sent.is_acknowledged}
        for sent in [sent for sent in load.deeds if sent.is_unsettled and (sent.kind, sent.about) not in done]:
            visitor.cookie = sent.cookie
            again = visitor.post(sent.path, sent.fields)
            may_be_over = sent.kind not in ("ask", "offer", "receipt", "pay")
            if again.status != 303 and not (may_be_over and again.status in OVER):
                self.untrue[f"{named(sent)}, sent again, answered {again.status}"] = 1
            sent.answer = again
            if sent.kind == "sent" and sent.is_acknowledged:
                self.business.marked.add(sent.about)
        visitor.close()

    def nothing_missing(self):
        """After everything unanswered was sent again: exactly one row for every form that was sent and not refused."""
        database = self.served.database()
        for kind in ("ask", "offer"):
            sent = [sent for sent in self.of(kind) if sent.is_acknowledged or sent.is_unsettled]
            missing = len(sent) - len(once.results(database, sent))
            if missing:
                self.lost["missing", kind] = f"{missing} forms of the kind {kind} were answered and left nothing"
        database.close()

    def gone(self):
        """Links of asks that were acknowledged early and lead nowhere by the end."""
        visitor = Visitor(self.served.address)
        return [sent.link for sent in self.of("ask") if sent.link and visitor.get(sent.link).status != 200]


def named(sent):
    """A form as a sentence begins: what it does, and to what."""
    about = sent.fields.get("name") or (sent.about if isinstance(sent.about, str) else (sent.about or b"").hex())
    return f"{sent.kind} {about} (once {sent.once})"
