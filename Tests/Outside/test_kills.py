"""Fifty SIGKILLs under load: whatever was acknowledged is there with all its parts, and nothing is half there."""

import os
import random
import re
import time

import pytest

import asking
import once
from half_there import half_there
from load import DESK, Load
from served import GROUP
from visitor import Visitor

KILLS = 50
SEED = int(os.environ.get("ALONGSIDE_KILL_SEED", random.SystemRandom().randrange(1 << 32)))
ROWS = {"ask": "SELECT ask_id FROM ask", "offer": "SELECT offer_id FROM offer"}


class Account:
    """What was acknowledged over all kills, and the look at whether it is there."""

    def __init__(self, served):
        self.served = served
        self.asks, self.offers, self.triages = [], [], []
        database = served.database()
        self.before = {kind: ids(database, kind) for kind in ROWS}
        database.close()
        self.cookie = Visitor(served.address).sign_in(served.sign_in_links["dispatcher"]).cookie

    def round(self, after, meanwhile=lambda: None):
        """Load, and SIGKILL so many seconds into it. `meanwhile` happens while no server runs."""
        load = Load(self.served.address, self.cookie)
        load.begin()
        time.sleep(after)  # the moment of the kill; no result is waited for
        self.served.kill()
        load.end()
        meanwhile()
        self.served.start()
        self.asks += load.asks
        self.offers += load.offers
        self.triages += load.triages
        return load

    def look(self, load):
        """Everything that this load was told is there, for those who hold its links and for the desk."""
        visitor = Visitor(self.served.address)
        for sent in load.acknowledged_asks() + load.acknowledged_offers():
            page = visitor.get(sent.link)
            assert page.status == 200, f"{sent.fields['name']} was acknowledged, and {sent.link} answers {page.status}"
            assert sent.fields["what"] in page.text, f"the page of {sent.fields['name']} lacks what was said"
        self._look_at_board(visitor, load.acknowledged_asks())
        database = self.served.database()
        assert half_there(database) == {}
        for sent in load.triages:
            if sent.link:
                triaged = once.decode(sent.path.split("/")[-2])
                found = database.execute("SELECT urgency, closing FROM ask WHERE ask_id = ? AND triaged_at IS NOT NULL", [triaged]).fetchone()
                assert found == ("week", "out_of_scope" if "misfit" in sent.fields else None), f"a triage was acknowledged and is not there: {found}"
        database.close()

    def _look_at_board(self, visitor, asks):
        """Each ask is on the board under its name and its code word, the same that its private page shows."""
        waiting = {sent.fields["name"]: asking.code_word(visitor.get(sent.link).text) for sent in asks}
        assert all(waiting.values()), "a private page shows no code word"
        desk = Visitor(self.served.address)
        desk.cookie = self.cookie
        for queue in ("triage", "open", "closed"):
            for page in range(1, 8):
                if not waiting:
                    return
                rows = desk.get(f"{DESK}?queue={queue}&order=newest&page={page}").text.split("<li>")
                shown = [name for name, word in waiting.items() if any(name in row and word in row for row in rows)]
                for name in shown:
                    del waiting[name]
                if not shown and page > 1:
                    break
        assert not waiting, f"acknowledged and not on the board: {waiting}"

    def send_again(self, load):
        """A form that is sent again leads to the same page, whether its first answer came or not, and makes nothing twice."""
        visitor = Visitor(self.served.address)
        for sent in load.acknowledged_asks()[-2:] + load.acknowledged_offers()[-1:]:
            assert visitor.post(sent.path, sent.fields).location == sent.link
        for sent in load.unanswered():
            again = visitor.post(sent.path, sent.fields)
            assert again.status == 303, f"{sent.path}, sent again, answered {again.status}"
            sent.answer = again
            assert visitor.get(sent.link).status == 200
        self.nothing_twice()

    def nothing_twice(self):
        """Exactly one row for every form that was sent, and no row that nobody sent."""
        database = self.served.database()
        for kind, forms in (("ask", self.asks), ("offer", self.offers)):
            results = once.results(database, forms)
            assert len(results) == len(forms), f"{len(forms) - len(results)} forms were answered and left nothing"
            assert len(set(results.values())) == len(forms), f"two forms led to the same {kind}"
            assert ids(database, kind) - self.before[kind] == set(results.values()), f"there is an {kind} too many"
        database.close()


def ids(database, kind):
    return {row[0] for row in database.execute(ROWS[kind])}


def test_fifty_kills_under_load_lose_nothing_that_was_acknowledged(served):
    chance = random.Random(SEED)
    account = Account(served)
    unanswered = 0
    for number in range(KILLS):
        load = account.round(after=chance.uniform(0.02, 0.45))
        unanswered += len(load.unanswered())
        try:
            account.look(load)
            account.send_again(load)
        except AssertionError as lost:
            raise AssertionError(f"after kill {number + 1} of {KILLS} (ALONGSIDE_KILL_SEED={SEED}): {lost}") from lost
        assert served.problems() == []
    # It was load, and kills did fall into it.
    assert len(account.asks) > 10 * KILLS / 5 and len(account.offers) > KILLS / 5 and len(account.triages) > KILLS / 5
    assert unanswered > KILLS / 5, f"only {unanswered} forms were under way when the server was killed"
    visitor = Visitor(served.address)
    gone = [sent.link for sent in account.asks if visitor.get(sent.link).status != 200]
    assert gone == [], "acknowledged early, and gone by the end"
    print(f"{KILLS} kills, {len(account.asks)} asks, {len(account.offers)} offers, {len(account.triages)} triages, {unanswered} unanswered")


def test_a_lost_write_would_be_seen(served):
    """What SQLite had not yet written into its file is taken away, as if its log had never been: the same look says so."""
    account = Account(served)
    log = served.folder / "alongside.sqlite-wal"
    for _ in range(5):  # SQLite may have written its log into the file in the very moment before
        load = account.round(after=0.5, meanwhile=lambda: os.truncate(log, 32))
        assert load.acknowledged_asks()
        try:
            account.look(load)
        except AssertionError as lost:
            assert re.search("was acknowledged, and .* answers 404", str(lost)), lost
            break
    else:
        raise AssertionError("five times the log was taken away, and nothing was missed")
    with pytest.raises(AssertionError, match="were answered and left nothing"):
        account.nothing_twice()


def test_an_ask_too_many_would_be_seen(served):
    """As if a form that was sent again had been taken for a new one."""
    account = Account(served)
    visitor = Visitor(served.address)
    first, second = (asking.send(visitor, asking.fill_ask(visitor, GROUP)) for _ in range(2))
    account.asks = [first, second]
    account.nothing_twice()
    account.asks = [first]
    with pytest.raises(AssertionError, match="too many"):
        account.nothing_twice()
