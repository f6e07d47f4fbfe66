"""On what it was measured: numbers of two machines compare only with this beside them."""

import os
import pathlib
import platform
import re
import resource
import statistics
import tempfile
import time

SYNCS = 50


def described(folder):
    """Ask before anything is measured: who keeps the machine busy then are others."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "kernel": platform.release(),
        "file_system": _file_system(folder),
        "sync_us": _sync_us(folder),
        "busy": round(_busy(), 3),
    }


def generator_seconds():
    """Processor time that this process and the generators that it ran have taken so far. The server is still running and does not count."""
    return sum(use.ru_utime + use.ru_stime for use in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def _processor():
    match = re.search(r"^model name\s*: (.+)$", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return match.group(1) if match else platform.machine()


def _busy():
    """Which share of all processor time was taken within one second, by whomever: the load average would still remember a build that is over."""
    before, _ = _clocks(), time.sleep(1)
    taken, all_of_it = (after - early for after, early in zip(_clocks(), before))
    return taken / all_of_it if all_of_it else 0


def _clocks():
    """Ticks that were not idle, and all ticks, since the machine began."""
    ticks = [int(count) for count in pathlib.Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
    return sum(ticks) - ticks[3] - ticks[4], sum(ticks)


def _file_system(folder):
    """The type of the file system that the folder lies on."""
    best, kind = "", "unknown"
    for line in pathlib.Path("/proc/mounts").read_text().splitlines():
        _, place, type_name, *_ = line.split()
        if len(place) >= len(best) and (os.path.realpath(folder) + "/").startswith(place.rstrip("/") + "/"):
            best, kind = place, type_name
    return kind


def _sync_us(folder):
    """What it costs there to write 4 KiB so that they last, in microseconds: the floor under every acknowledged write."""
    took = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for _ in range(SYNCS):
            began = time.monotonic()
            os.write(file.fileno(), b"\0" * 4096)
            os.fdatasync(file.fileno())
            took.append((time.monotonic() - began) * 1_000_000)
    return statistics.median(took)
