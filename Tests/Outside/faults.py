"""What a crash run does to a town: kills of either program, a disk that is full, and writes and syncs that fail.

Each is a function of an account and of chance, after which the town is served again as if nothing had been done to it.
"""

import time

import town as towns
from database_server import DidNotStart
from visitor import Unanswered, Visitor
from waiting import wait_until

STRACE = ["strace", "-D", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync,fsync,pwrite64,write"]
UNKNOWN, FULL = 70, "The disk is full"  # the exit code after a COMMIT of which nobody knows; what the log says of a full disk
NOT_KNOWN = "The disk did not say whether the last write is there"


class Broken(Exception):
    """The program did not do what it says that it does."""


def program_dies(account, chance):
    """SIGKILL to the program."""
    return account.round(chance)


# On SQLite


def syncs_fail(account, chance):
    """From a sync on that chance names, each one fails: the program says that it does not know, and stops."""
    return _until_it_stops(account, f"fdatasync,fsync:error=EIO:when={chance.randrange(6, 30)}+")


def writes_fail(account, chance):
    """The same with what is written."""
    return _until_it_stops(account, f"pwrite64:error=EIO:when={chance.randrange(60, 500)}+")


def disk_turns_read_only(account, chance):
    """As the system turns a disk that fails: from one write on, none is allowed any more."""
    return _until_it_stops(account, f"pwrite64:error=EROFS:when={chance.randrange(60, 500)}+")


def _until_it_stops(account, what):
    served = account.served
    if not _serve_failing(account, what):
        return None
    load = account.load()
    load.begin()
    try:
        wait_until(lambda: served.ended_with is not None or load.faults, 60, f"with {what} the program does not stop")
    finally:
        served.kill()
        account.note(load)
    if served.ended_with != UNKNOWN or NOT_KNOWN not in served.errors():
        raise Broken(f"with {what} the program ended with {served.ended_with} and said:\n{served.errors()[-2000:]}")
    account.stops += 1
    served.start()
    return load


def writes_find_no_room(account, chance):
    """Some writes are told that the disk is full, others go through: whoever is told so is told so alone, and the program goes on."""
    first, step = chance.randrange(40, 200), chance.randrange(3, 40)
    what = f"pwrite64:error=ENOSPC:when={first}+{step}"
    served = account.served
    if not _serve_failing(account, what):
        return None
    load = account.load()
    load.begin()
    time.sleep(chance.uniform(0.6, 1.4))
    ended = served.ended_with
    served.kill()
    account.note(load)
    unclear = [sent for sent in load.deeds if sent.answer is not None and sent.answer.status == 503 and not sent.answer.says_nothing_was_saved]
    if ended is not None or unclear:
        raise Broken(f"with {what} the program ended with {ended}, or answered: {unclear[0].answer.text if unclear else ''}")
    served.start()
    return load


def _serve_failing(account, what):
    """Kills the program and serves again with system calls that fail; whether it started. What refuses to start says why in one line."""
    served = account.served
    served.kill()
    account.kills += 1
    said = len(served.errors())
    served.under = [*STRACE, "-e", f"inject={what}"]
    try:
        served.start()
        return True
    except towns.ProgramFailed:
        if not any(words in served.errors()[said:] for words in ("The database cannot be used", "The disk is full", "The system refused")):
            raise
    finally:
        served.under = []
    account.refusals += 1
    served.start()
    return False


def disk_is_full(account, chance):
    """The disk of the folder runs full under load. Then there is room again, and the same process goes on; then it is killed."""
    served = account.served
    served.disk.leave(chance.randrange(150_000, 900_000))
    load = account.load()
    load.begin()
    is_full = lambda: any(sent.answer is not None and sent.answer.status == 503 for sent in load.deeds)
    try:
        wait_until(lambda: is_full() or load.faults, 60, "the disk did not run full")
        time.sleep(chance.uniform(0, 0.3))
    finally:
        served.disk.give_room()
    _goes_on(account, load)
    if FULL not in served.errors():
        raise Broken("the log does not say that the disk is full")
    return _die_under(account, load)


# On PostgreSQL


def server_dies(account, chance):
    """The database server dies with all that it has started, or is stopped at once; the program lives on, or dies with it."""
    served, server = account.served, account.server
    load = account.load()
    load.begin()
    account.wait_a_moment(load, chance)
    server.stop_at_once() if chance.random() < 0.3 else server.kill()
    account.kills += 1
    time.sleep(chance.uniform(0, 0.2))
    if chance.random() < 0.5:
        served.kill()
        account.kills += 1
        account.note(load)
        server.start()
        served.start()
        return load
    server.start()
    _goes_on(account, load)
    account.note(load)
    return load


def server_syncs_fail(account, chance):
    """A sync of the server's own fails: it panics, recovers and goes on, and nothing that it had confirmed is gone."""
    return _with_server_failing(account, chance, f"fdatasync:error=EIO:when={chance.randrange(6, 40)}")


def server_writes_fail(account, chance):
    return _with_server_failing(account, chance, f"pwrite64:error=EIO:when={chance.randrange(60, 400)}")


def _with_server_failing(account, chance, what):
    served, server = account.served, account.server
    server.kill()
    account.kills += 1
    try:
        server.start([*STRACE, "-e", f"inject={what}"])
    except DidNotStart:
        server.start()  # it refused to, which is as good
        return None
    wait_until_served(served)
    load = account.load()
    load.begin()
    time.sleep(chance.uniform(1, 2.5))
    server.kill()
    server.start()
    _goes_on(account, load)
    account.note(load)
    return load


def server_disk_is_full(account, chance):
    """The server's disk runs full under load. Once there is room it goes on, started again if it had to stop."""
    served, server = account.served, account.server
    server.disk.leave(chance.randrange(300_000, 1_500_000))
    load = account.load()
    load.begin()
    is_full = lambda: any(sent.answer is not None and sent.answer.status == 503 for sent in load.deeds) or not server.is_running
    try:
        wait_until(lambda: is_full() or load.faults, 90, "the server's disk did not run full")
        time.sleep(chance.uniform(0, 0.5))
    finally:
        server.disk.give_room()
    if chance.random() < 0.5 or not server.is_running or not server.answers():
        server.kill()
        account.kills += 1
        server.start()
    _goes_on(account, load)
    return _die_under(account, load)


# Parts of these


def _goes_on(account, load):
    """The same process acknowledges something again."""
    count = lambda: sum(1 for sent in load.deeds if sent.is_acknowledged)
    before = count()
    wait_until(lambda: count() > before or load.faults, 30, lambda: f"nothing is acknowledged any more:\n{account.served.errors()[-2000:]}")


def _die_under(account, load):
    account.served.kill()
    account.kills += 1
    account.note(load)
    account.served.start()
    return load


def wait_until_served(served):
    """Until a page that needs the database is answered: after a failure nobody asks the server for up to five seconds."""

    def answers():
        visitor = Visitor(served.address)
        try:
            return visitor.get("/riverside").status == 200
        except Unanswered:
            return False
        finally:
            visitor.close()

    wait_until(answers, 30, "the page of the group is not answered")


# By engine and disk: what may happen, and how often of a hundred.
PLENTY = {
    "sqlite": {program_dies: 82, syncs_fail: 6, writes_fail: 5, disk_turns_read_only: 3, writes_find_no_room: 4},
    "postgres": {program_dies: 40, server_dies: 44, server_syncs_fail: 8, server_writes_fail: 8},
}
SMALL = {"sqlite": {program_dies: 70, disk_is_full: 30}, "postgres": {program_dies: 50, server_dies: 20, server_disk_is_full: 30}}
