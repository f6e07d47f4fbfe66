"""A database server whose disk died, recovered to a point in time: what was there is there, what was forgotten is not, and the program knows by itself."""

import hashlib
import subprocess

import pytest

import once
import town as towns
from archived_server import ArchivedServer
from served import GROUP, Served
from test_clock_gap import DAY, KEYS, SEALED, ask, withdraw
from visitor import Visitor
from waiting import wait_until

DUE = "SELECT subject_id, kind FROM subject WHERE living = 0 AND due_day < ?"


@pytest.fixture
def archived():
    with ArchivedServer() as server, Served(moved_clock=True, on_server=server.url) as served:
        yield server, served


@pytest.mark.long
def test_a_server_recovered_to_a_point_in_time_opens_nothing_that_was_forgotten(archived):
    server, served = archived
    address = (served.folder / "database-address").read_text().strip()
    server.take_base()
    server.close_log()
    before = len(list(server.archive.iterdir()))
    assert server.clean_archive() < before
    kept, taken_back = ask(served), ask(served)
    signed_in = Visitor(served.address).sign_in(served.sign_in_links["dispatcher"])
    assert signed_in.get(f"/{GROUP}/desk").status == 200
    today = served.database().execute("SELECT newest_seen / ? FROM installation", [DAY]).fetchone()[0]
    server.close_log()
    moment = server.now()

    # What happens after that moment: an ask, a promise taken back, and three days with their nights.
    lost = ask(served)
    withdraw(served, taken_back)
    for _ in range(3):
        assert served.stop() == 0
        served.move_clock(days=1)
        before = len(served.errors())
        served.start()
        wait_until(lambda: "Keys overwritten" in served.errors()[before:], 60, lambda: f"no key was overwritten: {served.errors()[before:]}")
    due = served.database().execute(DUE, [today + 3]).fetchall()
    assert due == [], "what was due in those days is still there"
    server.close_log()
    served.kill()

    server.recover(moment)
    # It is all in the database again, sealed; the keys of those days are not, for they were never in it.
    due = served.database().execute(DUE, [today + 3]).fetchall()
    assert due and sum(served.database().execute(SEALED[kind], [subject]).fetchone()[0] for subject, kind in due if kind in SEALED) > 0
    waiting = server.ask("SELECT count(*) FROM message WHERE state = 'waiting'", address)
    assert server.ask("SELECT count(*) FROM session WHERE ended_at IS NULL", address) > 0

    before = len(served.errors())
    served.start()
    said = served.errors()[before:]
    assert "The data went back to" in said and "sign in again" in said, said
    visitor = Visitor(served.address)
    assert kept.fields["what"] in visitor.get(kept.link).text
    assert visitor.get(lost.link).status == 404
    visitor.cookie = signed_in.cookie
    assert visitor.get(f"/{GROUP}/desk").status != 200
    database = served.database()
    withdrawn = "SELECT closing FROM ask WHERE ask_id = (SELECT subject_id FROM link WHERE token_hash = ?)"
    assert database.execute(withdrawn, [link_hash(taken_back.link)]).fetchone() == ("withdrawn",)
    assert database.execute("SELECT count(*) FROM session WHERE ended_at IS NULL").fetchone() == (0,)
    # Those of that time; what those three days would have sent is written anew.
    still = "SELECT count(*) FROM message WHERE state = 'waiting' AND created_at < (SELECT restored_at FROM installation)"
    assert database.execute(still).fetchone() == (0,)
    assert database.execute("SELECT count(*) FROM message WHERE state = 'unsure'").fetchone()[0] >= waiting
    assert sum(database.execute(KEYS, [subject]).fetchone()[0] for subject, _ in due) == 0
    assert sum(database.execute(SEALED[kind], [subject]).fetchone()[0] for subject, kind in due if kind in SEALED) == 0
    database.close()
    assert [finding for finding in served.problems() if finding["check"] not in ("backup", "night")] == []

    # The next start has nothing to settle.
    before = len(served.errors())
    assert served.stop() == 0
    served.start()
    assert "went back" not in served.errors()[before:]


@pytest.mark.long
def test_a_new_machine_takes_over_a_database_that_is_still_there(archived):
    """The machine of the program is gone with its keys, the server is not: the sealed keys and the recovery code make an installation around it."""
    server, served = archived
    address = (served.folder / "database-address").read_text().strip()
    kept = ask(served)
    served.alongside("backup", "--out", str(served.parent / "backup"))
    code = served.folder.with_name(served.folder.name + ".recovery-code").read_text()
    served.kill()
    for path in (served.folder, served.folder.with_name(served.folder.name + ".keys")):
        path.rename(path.with_name(path.name + "-gone"))

    keys = served.parent / "backup.keys" / "keys.sealed"
    command = [towns.PROGRAM, "restore", "--data", served.folder, "--adopt", address, "--keys-from", keys]
    adopted = subprocess.run(command, input=code, capture_output=True, text=True, timeout=120)
    assert adopted.returncode == 0 and "has its keys again" in adopted.stdout, adopted.stdout + adopted.stderr
    served.start()
    assert kept.fields["what"] in Visitor(served.address).get(kept.link).text
    assert [finding for finding in served.problems() if finding["check"] != "backup"] == []


def link_hash(path):
    """How the database knows a private link."""
    token = path.split("/l/")[1].split("/")[0]
    return hashlib.sha256(b"alongside link hash/" + once.decode(token)).digest()
