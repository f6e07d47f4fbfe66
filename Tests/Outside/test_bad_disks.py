"""A disk that is full, one that can only be read, and one that gives back something else than was written: said clearly, by pages, log and doctor, and
nothing is lost in silence."""

import os
import subprocess

import psycopg
import pytest

import asking
import town as towns
from account import Account
from database_server import DatabaseServer
from sayings import says
from served import GROUP, Served
from small_disk import may_mount
from visitor import Visitor
from waiting import wait_until

PAGE = 4096
RESTORE = "restore a backup: alongside restore"


def asks(served, count=12):
    visitor = Visitor(served.address)
    return [asking.send(visitor, asking.fill_ask(visitor, GROUP)) for _ in range(count)]


def look_for(served, sent):
    """What the private pages of these answer."""
    visitor = Visitor(served.address)
    return [visitor.get(ask.link) for ask in sent]


def problems(served):
    return {finding["check"]: finding for finding in served.problems()}


def refusal(served):
    """What the program says that does not start."""
    said = len(served.errors())
    with pytest.raises(towns.ProgramFailed):
        served.start()
    return served.errors()[said:]


def test_a_disk_that_can_only_be_read_is_said_and_loses_nothing():
    if not may_mount():
        pytest.skip("this account may not mount a tmpfs")
    with Served(megabytes=60) as served:
        sent = asks(served)
        assert served.stop() == 0
        subprocess.run(["mount", "-o", "remount,ro", served.folder], check=True)
        said = refusal(served)
        assert "Read-only file system" in said and "can be written, then start again" in said and len(said.splitlines()) == 1, said
        found = problems(served)
        assert "can only be read" in found["readOnly"]["what"] and "the system's log" in found["readOnly"]["todo"], found
        subprocess.run(["mount", "-o", "remount,rw", served.folder], check=True)
        served.start()
        assert all(page.status == 200 for page in look_for(served, sent))
        assert "readOnly" not in problems(served)


def test_a_disk_that_is_full_is_said_in_the_language_of_the_reader_and_once_there_is_room_the_same_form_arrives():
    if not may_mount():
        pytest.skip("this account may not mount a tmpfs")
    with Served(megabytes=60) as served:
        form = asking.fill_ask(Visitor(served.address), GROUP)
        before = ids(served)
        served.disk.leave(0)
        for language, words in (("en", "Our disk is full. Nothing was saved."), ("es", "Nuestro disco está lleno. No se guardó"), ("ar", "القرص ممتلئ")):
            answer = Visitor(served.address, headers={"Accept-Language": language}).post(form.path, form.fields)
            assert answer.status == 503 and words in answer.text, (answer.status, answer.text[-1500:])
        assert "The disk is full. Nothing of this was written. Make room on it." in served.errors()
        assert ids(served) == before
        served.disk.give_room()
        sent = asking.send(Visitor(served.address), form)
        assert sent.is_acknowledged and look_for(served, [sent])[0].status == 200
        assert len(ids(served) - before) == 1


def ids(served):
    database = served.database()
    found = {row[0] for row in database.execute("SELECT ask_id FROM ask")}
    database.close()
    return found


def damage(path, first, last):
    """Overwrites half of each of these pages, from where it says what is in it."""
    with open(path, "r+b") as file:
        for page in range(first, last):
            file.seek(page * PAGE or 100)
            file.write(os.urandom(PAGE // 2))


@pytest.mark.parametrize("where", ["its first page", "the middle"])
def test_a_page_that_was_damaged_while_nobody_served_is_said_and_a_backup_brings_all_back(served, where):
    sent = asks(served)
    backups = served.parent / "backups"
    served.alongside("backup", "--out", str(backups))
    assert served.stop() == 0
    path = served.folder / "alongside.sqlite"
    pages = path.stat().st_size // PAGE
    # A page that no start needs, or every start.
    damage(path, *((0, 1) if where == "its first page" else (pages // 2, pages // 2 + 40)))

    found = problems(served)
    assert RESTORE in found["integrity"]["todo"] and "is damaged" in found["integrity"]["what"], found
    copied = subprocess.run([towns.PROGRAM, "backup", "--data", served.folder, "--out", served.parent / "later"], capture_output=True, text=True)
    assert copied.returncode == 1 and "The database is damaged" in copied.stderr and len(copied.stderr.splitlines()) == 1, copied
    if where == "its first page":
        said = refusal(served)
        assert "The database is damaged" in said and RESTORE in said and len(said.splitlines()) == 1, said

    restored = served.parent / "restored"
    code = (served.parent / "town.recovery-code").read_text()
    done = subprocess.run([towns.PROGRAM, "restore", "--from", backups, "--data", restored], input=code, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    served.folder = restored
    served.start()
    assert all(page.status == 200 and ask.fields["what"] in page.text for ask, page in zip(sent, look_for(served, sent)))
    # The restored folder has no backup of its own yet; nothing else is wrong.
    assert not set(problems(served)) - {"backup"}


def test_pages_that_are_damaged_in_use_are_said_to_readers_in_their_language_and_to_the_log(served):
    account = Account(served)
    sent = asks(served)
    served.restart()  # the log is in the file now, and no page in memory
    path = served.folder / "alongside.sqlite"
    damage(path, 2, path.stat().st_size // PAGE)
    for language, word in (("en", "Part of what we keep is damaged"), ("es", "está dañada"), ("ar", "تلف جزء")):
        page = Visitor(served.address, headers={"Accept-Language": language}).get(sent[0].link)
        assert page.status == 503 and says(page.text, "problem.database.damaged") and word in page.text, (page.status, page.text[-1500:])
    visitor = Visitor(served.address)
    answer = visitor.post(f"/{GROUP}/ask", sent[0].fields)
    assert answer.status == 503 and answer.says_nothing_was_saved
    assert RESTORE in served.errors() and served.ended_with is None
    assert RESTORE in problems(served)["integrity"]["todo"]
    assert account.wrong == []


def test_a_page_that_is_damaged_on_a_server_is_said():
    # In memory where that may be had: a server that died syncs a thousand files before it is back.
    with DatabaseServer(300 if may_mount() else None) as server, Served(on_server=server.url) as served:
        sent = asks(served)
        address = (served.folder / "database-address").read_text().strip()
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            file = server.data / connection.execute("SELECT pg_relation_filepath('ask')").fetchone()[0]
        server.kill()
        damage(file, 0, 1)
        server.start()
        visitor = Visitor(served.address)
        wait_until(lambda: visitor.get(f"/{GROUP}/crisis").status == 200, 30, "the page that needs no ask is not answered")
        page = visitor.get(sent[0].link)
        assert page.status == 503 and says(page.text, "problem.database.damaged"), (page.status, page.text[-1500:])
        assert RESTORE in served.errors()
        # That it was read is what a server knows of a damaged page; it tells a moment later.
        wait_until(lambda: "integrity" in problems(served), 30, lambda: f"doctor finds only {problems(served)}")
