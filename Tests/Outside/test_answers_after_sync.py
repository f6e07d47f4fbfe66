"""No answer to a write leaves before the fdatasync that covers it has returned, as a trace of the system calls shows."""

import pathlib
import shutil
import subprocess

import pytest

from load import Load
from served import Served
from tracing import STRACE, read_trace, unsynced_answers
from visitor import Visitor
from waiting import wait_until

FORMS = 40  # of each trace, at least


def traced(folder, environment=None):
    """Serves a town under strace with several people writing at once. Returns the calls, and the keys of the forms that were answered."""
    trace = folder / "trace"
    with Served(under=[*STRACE, "-o", str(trace)], environment=environment) as served:
        cookie = Visitor(served.address).sign_in(served.sign_in_links["dispatcher"]).cookie
        load = Load(served.address, cookie)
        load.begin()
        count = lambda: sum(1 for sent in load.asks + load.offers + load.triages if sent.link)
        wait_until(lambda: count() >= FORMS and load.triages and load.offers, 60, lambda: f"only {count()} forms were answered in a minute")
        load.end()
        assert served.stop() == 0
    wait_until(lambda: trace.read_text().rstrip().endswith("+++"), 20, "strace did not finish")
    keys = [sent.once for sent in load.asks + load.offers + load.triages if sent.link]
    with open(trace, encoding="ascii") as lines:
        return read_trace(lines), keys


@pytest.fixture(scope="module")
def pretending(tmp_path_factory):
    """The library that lets the program run with another `synchronous` than it believes."""
    library = tmp_path_factory.mktemp("pretending") / "other_synchronous.so"
    compiler = shutil.which("cc") or shutil.which("clang")  # Swift brings the second one
    assert compiler, "there is no C compiler"
    source = pathlib.Path(__file__).with_name("other_synchronous.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, source, "-ldl"], check=True)
    return library


def test_every_answer_waits_for_its_sync(tmp_path):
    calls, keys = traced(tmp_path)
    assert len(keys) >= FORMS
    assert unsynced_answers(calls, keys) == []


@pytest.mark.parametrize("setting", ["NORMAL", "OFF"])
def test_another_synchronous_is_seen(setting, tmp_path, pretending):
    """The same program, of which SQLite is told something else than it asks for."""
    calls, keys = traced(tmp_path, {"LD_PRELOAD": str(pretending), "OTHER_SYNCHRONOUS": setting})
    wrong = unsynced_answers(calls, keys)
    # A few may be covered by the sync of a checkpoint that came between.
    assert len([line for line in wrong if line.endswith("before its commit was synced")]) > len(keys) / 2, wrong
    # Nothing else is different: every request, commit and answer was found.
    assert all(line.endswith("before its commit was synced") for line in wrong)
