"""Reads one trace of the program and of its PostgreSQL server, and checks that no answer to a write left before the server had confirmed its COMMIT, nor
the server confirmed it before its log was synced.

Lines of both stand in one file, so that what came first is seen. The two ends of a connection know each other by the numbers of their sockets.
"""

import re

import once
from tracing import READS, STRACE, SYNCS, WRITES

SOCKETS = re.compile(r"UNIX(?:-STREAM)?:\[(\d+)->(\d+)")
COMMIT = re.compile(rb"Q.{4}EXECUTE own_place \(-?\d+\); COMMIT\x00", re.DOTALL)  # a simple query: whether the program's place is held still, and only then the COMMIT
PAGE, PAGE_HEADER = 8192, 24  # of the server's log, in bytes
CONFIRMED = b"C\x00\x00\x00\x0bCOMMIT\x00"  # and what the server says once it is done


def strace(processes):
    """The command before the program that traces it, and these processes of the server with all that they will start."""
    return [*STRACE, *(part for process in processes for part in ("-p", str(process)))]


def ends(call):
    """The socket of this call and its other end; nothing where it is no connection to the server."""
    found = SOCKETS.match(call.target)
    return found and found.groups()


def unconfirmed_answers(calls, keys):
    """What is wrong: an answer to a form, by its one-time key, that left too early. Nothing when all is well. A key that cannot be followed all the way
    is an error of its own: a trace that shows nothing proves nothing.
    """
    followed = [Followed(calls, key) for key in keys]
    return [f"{one.key}: {one.wrong}" for one in followed if one.wrong]


class Followed:
    """One form on its way: in `wrong` is what is wrong with it."""

    def __init__(self, calls, key):
        self.key = key
        self._calls = calls
        self.wrong = self._follow()

    def _follow(self):
        asked = self._first(lambda call: call.is_client and call.name in READS and f"once={self.key}".encode() in call.data)
        if asked is None:
            return "the request is not in the trace"
        answer = self._first(lambda call: call.target == asked.target and call.name in WRITES and call.start > asked.end and call.data)
        if answer is None or not re.match(rb"HTTP/1\.1 (200|303) ", answer.data):
            return "the answer is not in the trace"
        # The last that was sent before the answer: one that lost a race was sent before.
        told = [call for call in self._calls if call.name in WRITES and ends(call) and once.key_hash(self.key) in call.data and call.start < answer.start]
        if not told:
            return "its rows were not sent to the server"
        here, there = ends(told[-1])
        ordered = self._first(lambda call: call.name in WRITES and ends(call) == (here, there) and call.start > told[-1].start and COMMIT.search(call.data))
        if ordered is None or ordered.start > answer.start:
            return "answered before its COMMIT was sent"
        confirmed = self._first(
            lambda call: call.name in READS and ends(call) == (here, there) and call.end > ordered.end and CONFIRMED in call.data
        )
        if confirmed is None or confirmed.end > answer.start:
            return "answered before the server confirmed its COMMIT"
        return self._look_at_server(here, there, ordered)

    def _look_at_server(self, here, there, ordered):
        server = [call for call in self._calls if ends(call) == (there, here)]
        heard = next((call for call in server if call.name in READS and call.end > ordered.start and COMMIT.search(call.data)), None)
        said = heard and next((call for call in server if call.name in WRITES and call.start > heard.end and CONFIRMED in call.data), None)
        if said is None:
            return "what the server did is not in the trace"
        written = first_logged(self._calls, once.key_hash(self.key))
        syncs = [call for call in self._calls if call.name in SYNCS and is_log(call) and call.result == 0]
        # A sync that began before the record stood in the log may not have taken it along.
        is_synced = written and any(sync.start > max(heard.start, written.end) and sync.end < said.start for sync in syncs)
        if not is_synced:
            return "the server confirmed before its log was synced"
        return None

    def _first(self, fits):
        return next((call for call in self._calls if fits(call)), None)


def is_log(call):
    return "/pg_wal/" in call.target


def first_logged(calls, text):
    """The call after which the whole of `text` stands in the server's log; None where none does. A record of the log goes on behind the header of the
    next page, which another call may have written."""
    pages = {}
    for call in calls:
        if not (is_log(call) and call.name == "pwrite64"):
            continue
        first = call.offset // PAGE
        count = -(-len(call.data) // PAGE)
        for number in range(count):
            pages[call.target, first + number] = call.data[number * PAGE : (number + 1) * PAGE]
        around = [pages.get((call.target, first + number), b"")[PAGE_HEADER if number >= 0 else 0 :] for number in range(-1, count + 1)]
        if text in b"".join(around):
            return call
    return None
