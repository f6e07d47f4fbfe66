"""Litestream beside SQLite: it copies while people write, the program starts and stops beside it, an older copy in the place of the data ends every session,
and what was forgotten opens from no copy."""

import random
import shutil
import sqlite3
import time

import pytest

import asking
from account import Account, named
from deeds import Rows, is_there
from litestream import Litestream
from served import GROUP
from steady import SteadyLoad
from test_clock_gap import withdraw
from visitor import Visitor
from waiting import wait_until

pytestmark = pytest.mark.long

LAG = 5  # seconds after which a change has surely been copied


def put_back(served, copy):
    """The copy in the place of the data, as after the disk was lost; the keys are still there. The server must not be running."""
    for path in served.folder.glob("alongside.sqlite*"):
        path.unlink()
    shutil.copy2(copy, served.folder / "alongside.sqlite")


def test_litestream_copies_everything_while_people_write_and_the_program_starts_anew(served, tmp_path):
    account = Account(served)
    with Litestream(served, tmp_path) as stream:
        load = SteadyLoad(served.address, account.cookie)
        load.begin()
        wait_until(lambda: len(load.acknowledged_at) > 10, 60, "nothing was acknowledged")
        began = time.monotonic()
        assert served.stop() == 0, served.errors()
        served.start()
        assert time.monotonic() - began < 20
        before = len(load.acknowledged_at)
        wait_until(lambda: len(load.acknowledged_at) > before + 10, 60, "it did not go on")
        load.end()
        assert served.problems() == []
        account.note(load)
        stream.copy_all()
        stream.kill()
        served.kill()
        put_back(served, stream.restore(tmp_path / "restored.sqlite"))
    served.start()
    assert served.problems() == []
    account.look(load)
    assert not account.wrong, account.wrong
    # A backup of our own, and a move to a server, take none of what Litestream keeps in the file.
    served.stop()
    served.alongside("move", "--to", served.server()[0])
    served.alongside("move", "--to", "sqlite")


def test_litestream_copy_taken_in_the_middle_of_kills_is_whole(served, tmp_path):
    """What was acknowledged in the last seconds may be missing, nothing older, and never half of something."""
    account = Account(served)
    with Litestream(served, tmp_path) as stream:
        chance = random.Random(5)
        for _ in range(5):
            account.round(chance)
        early, then = [sent for sent in account.deeds if sent.is_acknowledged], time.monotonic()
        while time.monotonic() - then < LAG:
            account.round(chance)
        served.kill()
        stream.kill()
        put_back(served, stream.restore(tmp_path / "restored.sqlite"))
    served.start()
    assert served.problems() == []
    database = served.database()
    rows = Rows(database)
    database.close()
    missing = [named(sent) for sent in early if not is_there(sent, rows)]
    assert early and not missing, missing


def test_litestream_copy_opens_nothing_that_was_forgotten(served_in_time, tmp_path):
    served = served_in_time
    visitor = Visitor(served.address)
    sent = asking.send(visitor, asking.fill_ask(visitor, GROUP))
    with Litestream(served, tmp_path) as stream:
        withdraw(served, sent)
        stream.copy_all()
        copy = stream.restore(tmp_path / "before.sqlite")
    member = Visitor(served.address).sign_in(served.sign_in_links["dispatcher"])
    assert member.get(f"/{GROUP}/desk").status == 200
    served.stop()
    put_back(served, copy)
    served.start()
    # An older file in the place of the data is settled like a restored backup.
    assert "The data went back to" in served.errors()
    again = Visitor(served.address)
    again.cookie = member.cookie
    assert again.get(f"/{GROUP}/desk").status != 200, "somebody is still signed in"
    assert sent.fields["what"] in Visitor(served.address).get(sent.link).text, "the copy does not open while its keys are there"

    served.stop()
    served.move_clock(days=32)
    served.start()
    served.alongside("confirm-clock")
    left = "SELECT count(*) FROM ask WHERE forgotten_at IS NULL AND closing = 'withdrawn'"
    wait_until(lambda: served.database().execute(left).fetchone() == (0,), 60, "it was not forgotten")
    served.stop()

    put_back(served, copy)
    sealed = served.database().execute("SELECT count(*) FROM ask WHERE face IS NOT NULL AND closing = 'withdrawn'").fetchone()
    assert sealed[0] >= 1, "there is nothing in the copy that could open"
    # Or the start makes links for people of the demo town who were forgotten.
    with sqlite3.connect(served.folder / "alongside.sqlite") as database:
        database.execute("UPDATE installation SET made_by_demo = 0")
    served.start()
    page = Visitor(served.address).get(sent.link)
    assert all(text not in page.text for text in sent.said), "a copy opened what was forgotten"
