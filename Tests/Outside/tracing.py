"""Reads what `strace` wrote, and checks that no answer to a write left before the sync that covers it had returned.

The trace has to be made with the options of `STRACE`: every byte is in it, and every file and client by its name.
"""

import re
from dataclasses import dataclass

import once

READS = ("read", "recvfrom", "recvmsg")
WRITES = ("write", "writev", "sendto", "sendmsg", "pwrite64", "pwritev")
SYNCS = ("fdatasync", "fsync")
# -D: the program stays the child of who started it. --seccomp-bpf: only the calls that are asked for are slowed down.
# -s: PostgreSQL writes what several commits left in its log at once, at most a segment of 16 MiB.
STRACE = ["strace", "-D", "-f", "--seccomp-bpf", "-yy", "-xx", "-s", str(16 << 20), "-e", "trace=" + ",".join(READS + WRITES + SYNCS)]

LINE = re.compile(r"^(\d+) +(?:<\.\.\. (\w+) resumed>|(\w+)\()(.*)$", re.DOTALL)
RESULT = re.compile(r"= (-?\d+)(?: \w+.*)?$")
DESCRIPTOR = re.compile(r"^(-?\d+)<((?:->|[^<>])*)[<>]")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
CUT = '"...'  # behind bytes that were longer than strace was asked to tell
OFFSET = re.compile(r", (\d+)\) += ")


@dataclass
class Call:
    """One system call. One call was over before another began when its `end` is less than the other's `start`: both count lines."""

    name: str
    start: int
    end: int
    target: str  # the path of a file; TCP:[127.0.0.1:80->127.0.0.1:5000] for a client
    data: bytes
    result: int
    offset: int = 0  # where in the file, of a call that says so

    @property
    def is_client(self):
        return self.target.startswith("TCP")

    @property
    def is_log(self):
        return self.target.endswith("-wal")


def read_trace(lines):
    """The calls of a trace, in the order in which they began. A call that never returned is left out.

    Raises ValueError where bytes of a call are not all there: what is not in the trace cannot be looked for.
    """
    calls, begun = [], {}
    for number, line in enumerate(lines):
        found = LINE.match(line.rstrip("\n"))
        if not found:
            continue
        thread, resumed, name, rest = found.groups()
        if resumed:
            start, before = begun.pop((thread, resumed), (None, ""))
            if start is None:
                continue
            name, rest = resumed, before + rest
        else:
            start = number
        if rest.endswith("<unfinished ...>"):
            begun[thread, name] = (start, rest.removesuffix("<unfinished ...>").rstrip(" "))
            continue
        if CUT in rest and name != "recvmsg":  # which the system library asks for names with, some bytes of which strace never tells
            raise ValueError(f"line {number + 1} of the trace does not tell all the bytes of a {name}")
        result, descriptor = RESULT.search(rest), DESCRIPTOR.match(rest)
        if result and descriptor:
            data = b"".join(unescaped(text) for text in TEXT.findall(rest))
            offset = OFFSET.search(rest) if name == "pwrite64" else None
            calls.append(Call(name, start, number, plain(descriptor.group(2)), data, int(result.group(1)), int(offset.group(1)) if offset else 0))
    return sorted(calls, key=lambda call: call.start)


def unescaped(text):
    return bytes.fromhex(text.replace("\\x", ""))


def plain(name):
    """With -xx even a path is written in numbers; the address of a client is not."""
    return re.sub(r"(?:\\x[0-9a-f]{2})+", lambda part: unescaped(part.group()).decode("utf-8", "replace"), name)


@dataclass
class Commit:
    """One transaction in SQLite's write-ahead log: its pages, and the line on which the last of them had been written."""

    pages: bytes
    end: int


def commits(calls):
    """The transactions of the log. A page stands behind a header of 24 bytes; the second number there is zero unless the page is its last."""
    found, pages, is_last = [], [], False
    for call in calls:
        if not (call.is_log and call.name in WRITES):
            continue
        if len(call.data) == 24:
            is_last = any(call.data[4:8])
        elif len(call.data) > 32:
            pages.append(call.data)
            if is_last:
                found.append(Commit(b"".join(pages), call.end))
                pages, is_last = [], False
    return found


def unsynced_answers(calls, keys):
    """What is wrong: an answer to a form, by its one-time key, that began to leave before its commit was synced. Nothing when all is well.

    A key's hash stands in the pages of its commit, and a sync covers what had been written when it began. A key that cannot be followed all
    the way is an error of its own: a trace that shows nothing proves nothing.
    """
    every, wrong = commits(calls), []
    syncs = [call for call in calls if call.name in SYNCS and call.is_log and call.result == 0]
    for key in keys:
        asked = next((call for call in calls if call.is_client and call.name in READS and f"once={key}".encode() in call.data), None)
        if asked is None:
            wrong.append(f"{key}: the request is not in the trace")
            continue
        answer = next(
            (call for call in calls if call.target == asked.target and call.name in WRITES and call.start > asked.end and call.data), None
        )
        if answer is None or not re.match(rb"HTTP/1\.1 (200|303) ", answer.data):
            wrong.append(f"{key}: the answer is not in the trace")
            continue
        commit = next((commit for commit in every if once.key_hash(key) in commit.pages), None)
        if commit is None or commit.end > answer.start:
            wrong.append(f"{key}: answered before its commit was written")
        elif not any(sync.start > commit.end and sync.end < answer.start for sync in syncs):
            wrong.append(f"{key}: answered before its commit was synced")
    return wrong
