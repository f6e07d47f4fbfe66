"""Two hundred people fight over the same asks, tasks, receipts and sheets, on both engines: everything happens once, and nobody is left without a clear
answer."""

import os
import random
import time

import pytest

from deeds import Rows
from fight import CONFLICT, SHEET, Fight
from half_there import half_there
from served import Served

SEED = int(os.environ.get("ALONGSIDE_FIGHT_SEED", random.SystemRandom().randrange(1 << 32)))
SECONDS = 120 if os.environ.get("ALONGSIDE_VARIANTS") == "eight" else 0  # `bin/test --all` goes on fighting
WAVES = 6  # at least: what is asked in the first is repaid in the sixth
MOST_BUSY = 0.02  # of all answers, at most


@pytest.mark.parametrize("on_server", [False, True], ids=["sqlite", "postgres"])
def test_two_hundred_people_fight_over_the_same(on_server):
    with Served(on_server=on_server) as served:
        fight = Fight(served, SEED)
        database = served.database()
        before = Rows(database)
        end = time.monotonic() + SECONDS
        while fight.wave < WAVES or time.monotonic() < end:
            fight.go()
        fight.close()
        rows = Rows(database)
        print(f"{fight.wave} waves, answers {dict(fight.answers)}, ALONGSIDE_FIGHT_SEED={SEED}")

        every = sum(fight.answers.values())
        assert set(fight.answers) <= {303, 503, *CONFLICT}, fight.answers
        assert fight.answers[503] <= MOST_BUSY * every, fight.answers
        assert half_there(database) == {}
        assert served.problems() == []
        look_at_asks(fight, before, rows)
        look_at_claims(fight, rows)
        look_at_money(fight, before, rows)
        look_at_sheets(fight, before, database)
        database.close()


def look_at_asks(fight, before, rows):
    """One ask for a form, however often it was sent, and everybody is led to it."""
    forms = {sent.once for sent in fight.asks}
    asks = {rows.result(key) for key in forms}
    assert None not in asks and len(asks) == len(forms)
    for key in forms:
        assert len({sent.link for sent in fight.asks if sent.once == key and sent.is_acknowledged}) == 1
    sheet = SHEET.count("\n") - 1
    assert len(set(rows.asks) - set(before.asks)) == len(forms) + sheet * fight.wave


def look_at_claims(fight, rows):
    """An ask has one winner, and whoever was told that it is theirs is that winner."""
    winners, told = {}, {}
    for match, (ask, _, state, accepted_at) in rows.matches.items():
        if state in ("accepted", "shopping", "at_door", "done"):
            winners.setdefault(ask, []).append(match)
            assert accepted_at is not None
    doubled = [ask for ask, matches in winners.items() if len(matches) > 1 and rows.asks[ask][0] != "closed"]
    assert doubled == []
    for sent in fight.accepts:
        if sent.is_acknowledged:
            match = rows.match_of(sent.about)
            told.setdefault(rows.matches[match][0], set()).add(match)
    assert told, "nobody took anything on"
    assert all(matches == set(winners[ask]) for ask, matches in told.items())
    fought = {rows.matches[rows.match_of(sent.about)][0] for sent in fight.accepts if not sent.is_acknowledged}
    assert fought & set(told), "no two said yes to the same ask"


def look_at_money(fight, before, rows):
    """A form hands in one receipt, a receipt is repaid once, and the pots hold what was there less what was repaid."""
    for key in {sent.once for sent in fight.receipts}:
        sent = next(sent for sent in fight.receipts if sent.once == key)
        assert len(rows.handed_in[rows.match_of(sent.about)]) == 1
    paid = {sent.about for sent in fight.pays if sent.is_acknowledged}
    assert paid, "nothing was repaid"
    assert all(len(amounts) == 1 for receipt, amounts in rows.repayments.items() if receipt in paid)
    spent = sum(rows.receipts[receipt][1] for receipt in paid)
    assert rows.balance == before.balance - spent
    for receipt in paid:
        assert sum(1 for sent in fight.pays if sent.about == receipt and sent.is_acknowledged) == 1, "two were told that they have paid it"


def look_at_sheets(fight, before, database):
    """A sheet is brought in once, whoever else tries."""
    assert all(count == 1 for count in fight.imported), fight.imported
    batches = database.execute("SELECT count(*) FROM import_batch WHERE state = 'done' AND ask_count = ?", [SHEET.count("\n") - 1]).fetchone()[0]
    assert batches == fight.wave
