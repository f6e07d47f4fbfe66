"""The crash run of `bin/crash`, in short: on both engines nothing is lost, half there or sent twice, and each of these is found where it is."""

import os
import random

import pytest

import crash
import faults
from small_disk import may_mount

SEED = int(os.environ.get("ALONGSIDE_CRASH_SEED", random.SystemRandom().randrange(1 << 32)))


def short(engine, *kinds, rounds=1, **more):
    """A town in which each of these happens, in an order by chance. A round with nobody served, since its start was refused, is made up for."""
    tally = crash.run(engine, 300, SEED, kinds={kind: 1 for kind in kinds}, rounds=rounds, **more)
    assert tally.is_clean, f"ALONGSIDE_CRASH_SEED={SEED}\n" + "\n".join(tally.lines())
    assert tally.kills
    return tally


@pytest.mark.parametrize("fault", [faults.syncs_fail, faults.writes_fail, faults.disk_turns_read_only], ids=lambda fault: fault.__name__)
def test_where_nobody_knows_whether_a_write_is_there_the_program_stops_and_loses_nothing(fault):
    tally = short("sqlite", fault)
    assert tally.stops or tally.refusals


def test_a_disk_that_is_full_loses_nothing_and_is_gone_on_with():
    if not may_mount():
        pytest.skip("this account may not mount a tmpfs")
    assert short("sqlite", faults.disk_is_full, small=True).acknowledged


def test_a_database_server_that_dies_or_whose_sync_fails_loses_nothing():
    # In memory where that may be had: a server that died syncs a thousand files before it is back.
    assert short("postgres", faults.server_dies, faults.server_syncs_fail, rounds=3, small=may_mount()).acknowledged


def test_a_database_server_whose_disk_is_full_loses_nothing():
    if not may_mount():
        pytest.skip("this account may not mount a tmpfs")
    assert short("postgres", faults.server_disk_is_full, small=True).acknowledged


if os.environ.get("ALONGSIDE_VARIANTS") == "eight":  # two minutes an engine: part of bin/test --all

    @pytest.mark.parametrize("engine", ["sqlite", "postgres"])
    def test_a_long_run_finds_nothing(engine, capsys):
        assert crash.main(["--engine", engine, "--seconds", "120", "--seed", str(SEED)]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("engine, breaking", [("sqlite", "lost"), ("sqlite", "half"), ("sqlite", "twice"), ("postgres", "lost")])
def test_what_is_broken_is_found(engine, breaking, capsys):
    """A row that was acknowledged and is lost, an ask of which a row is missing, a message that waits to be sent twice."""
    status = crash.main(["--engine", engine, "--seconds", "40", "--seed", "5", "--break", breaking])
    counts = dict(zip(("kills", "acknowledged", "lost", "half", "twice"), numbers(capsys.readouterr().out)))
    assert status == 1 and counts[breaking] >= 1 and counts["acknowledged"] > 0, counts


def numbers(printed):
    line = next(line for line in printed.splitlines() if line.endswith("sent twice") and " lost, " in line)
    return [int(word) for word in line.replace(",", "").split() if word.isdigit()]
