"""SIGKILLs under load, on both engines: whatever was acknowledged is there with all its parts, and nothing is half there."""

import os
import random

import pytest

import asking
from account import Account
from served import GROUP, Served
from visitor import Visitor
from waiting import wait_until

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
    account = Account(served, SEED)
    unanswered = 0
    for number in range(kills):
        load = account.round(chance)
        unanswered += len(load.unanswered())
        account.look(load)
        account.send_again(load)
        assert account.wrong == [], f"after kill {number + 1} of {kills} (ALONGSIDE_KILL_SEED={SEED})"
    account.look()
    account.nothing_missing()
    assert account.wrong == []
    assert account.gone() == [], "acknowledged early, and gone by the end"
    # It was load, and kills did fall into it.
    count = {kind: sum(1 for sent in account.of(kind) if sent.is_acknowledged) for kind in ("ask", "offer", "triage", "change", "withdraw", "sent")}
    assert count["ask"] > 2 * kills and count["offer"] > kills / 5 and all(done > kills / 10 for done in count.values()), count
    assert unanswered > kills / 5, f"only {unanswered} forms were under way when the server was killed"
    print(f"{kills} kills, {account.acknowledged} acknowledged, {unanswered} unanswered: {count}")


def test_a_lost_write_would_be_seen(served):
    """What SQLite had not yet written into its file is taken away, as if its log had never been: the same look says so."""
    account = Account(served)
    log = served.folder / "alongside.sqlite-wal"
    for _ in range(5):  # SQLite may have written its log into the file in the very moment before
        load = account.simple_load()
        load.begin()
        wait_until(lambda: len(load.acknowledged_asks()) > 3, 30, "nobody's ask was acknowledged")
        served.kill()
        account.note(load)
        os.truncate(log, 32)
        served.start()
        assert load.acknowledged_asks()
        account.look(load)
        if account.lost:
            break
    else:
        raise AssertionError("five times the log was taken away, and nothing was missed")
    assert any(said.startswith("ask") and "was acknowledged" in said and said.endswith("answers 404") for said in account.lost.values()), account.lost
    account.nothing_missing()
    assert "were answered and left nothing" in account.lost["missing", "ask"]


def test_an_ask_too_many_would_be_seen(served):
    """As if a form that was sent again had been taken for a new one."""
    account = Account(served)
    visitor = Visitor(served.address)
    first, second = (asking.send(visitor, asking.fill_ask(visitor, GROUP)) for _ in range(2))
    account.deeds = [first, second]
    account.look()
    assert account.wrong == []
    account.deeds = [first]
    account.look()
    assert account.wrong == ["an ask too many"]
