"""SIGKILLs under load, on both engines: whatever was acknowledged is there with all its parts, and nothing is half there."""

import os
import random
import re

import pytest

import asking
from account import Account
from served import GROUP, Served
from visitor import Visitor

KILLS = 50
KILLS_ON_A_SERVER = 20
SEED = int(os.environ.get("ALONGSIDE_KILL_SEED", random.SystemRandom().randrange(1 << 32)))


def test_fifty_kills_under_load_lose_nothing_that_was_acknowledged(served):
    kill_and_look(served, KILLS)


def test_twenty_kills_lose_nothing_on_postgresql():
    """The program dies, with its transactions open on a server that lives on."""
    with Served(on_server=True) as served:
        kill_and_look(served, KILLS_ON_A_SERVER)


def kill_and_look(served, kills):
    chance = random.Random(SEED)
    account = Account(served)
    unanswered = 0
    for number in range(kills):
        load = account.round(after=chance.uniform(0.02, 0.45))
        unanswered += len(load.unanswered())
        try:
            account.look(load)
            account.send_again(load)
        except AssertionError as lost:
            raise AssertionError(f"after kill {number + 1} of {kills} (ALONGSIDE_KILL_SEED={SEED}): {lost}") from lost
        assert served.problems() == []
    # It was load, and kills did fall into it.
    assert len(account.asks) > 10 * kills / 5 and len(account.offers) > kills / 5 and len(account.triages) > kills / 5
    assert unanswered > kills / 5, f"only {unanswered} forms were under way when the server was killed"
    visitor = Visitor(served.address)
    gone = [sent.link for sent in account.asks if visitor.get(sent.link).status != 200]
    assert gone == [], "acknowledged early, and gone by the end"
    print(f"{kills} kills, {len(account.asks)} asks, {len(account.offers)} offers, {len(account.triages)} triages, {unanswered} unanswered")


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
