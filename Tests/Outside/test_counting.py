"""The closing line of bin/test: what counts as passed and as failed."""

import json
import os
import pathlib
import subprocess
import sys

RESULTS = pathlib.Path(__file__).parents[2] / "bin/lib/results.py"
PASSING = '<testsuites><testsuite><testcase classname="t" name="{}" time="1.0"/></testsuite></testsuites>'
LEFT_OUT = '<testsuites><testsuite><testcase classname="t" name="a" time="1"/><testcase classname="t" name="b"><skipped message="no"/></testcase></testsuite></testsuites>'


def swift(*events):
    lines = [{"kind": "test", "payload": {"kind": "function", "id": "Suite/one()", "name": "one()"}}]
    lines += [{"kind": "event", "payload": {"kind": kind, "testID": "Suite/one()", "instant": {"absolute": at}}} for at, kind in enumerate(events)]
    return "\n".join(json.dumps(line) for line in [*lines, {"kind": "event", "payload": {"kind": "runEnded"}}])


def count(folder, *options, leave_out=(), ci=False, **changed):
    """Writes what a whole run leaves behind, with what is `changed`, and returns the exit code and what was printed."""
    files = {
        "format.status": "0", "swift.status": "0", "swift.jsonl": swift("testStarted", "testEnded"), "postgres.status": "0",
        "postgres.jsonl": swift("testStarted", "testEnded"), "partitions.status": "0",
        "partitions.jsonl": swift("testStarted", "testEnded"), "browser.status": "0",
        "browser.xml": PASSING.format("b"), "outside.status": "0", "outside.xml": PASSING.format("o"), "steps": "build\t61\nSwift tests\t120\n",
    }
    for name, text in {**files, **{name.replace("_", "."): text for name, text in changed.items()}}.items():
        if name not in leave_out:
            (folder / name).write_text(text)
    surroundings = {name: value for name, value in os.environ.items() if name != "CI"} | ({"CI": "true"} if ci else {})
    done = subprocess.run([sys.executable, "-B", str(RESULTS), str(folder), *options], capture_output=True, text=True, env=surroundings, timeout=60)
    return done.returncode, done.stdout.strip().splitlines()


def test_counting_a_whole_run_ends_with_the_count_and_says_how_long_the_steps_took(tmp_path):
    code, lines = count(tmp_path)
    assert (code, lines[-1]) == (0, "6 passed, 0 failed")
    assert [line.split(" s ")[1].strip() for line in lines[lines.index("The steps:") + 1 :][:3]] == ["build", "Swift tests", "all together"]
    assert "181 s  all together" in "\n".join(lines)


def test_counting_a_runner_that_was_not_started_is_a_failure(tmp_path):
    for number, runner in enumerate(("format", "swift", "postgres", "partitions", "browser", "outside")):
        folder = tmp_path / runner
        folder.mkdir()
        code, lines = count(folder, leave_out=[f"{runner}.status"])
        assert (code, lines[-1]) == (1, "5 passed, 1 failed"), runner
    chosen = tmp_path / "chosen"
    chosen.mkdir()
    code, lines = count(chosen, "--some", leave_out=["format.status", "postgres.status", "partitions.status", "browser.status", "outside.status"])
    assert (code, lines[-1]) == (0, "1 passed, 0 failed")


def test_counting_a_test_that_was_left_out_fails_where_ci_is_set(tmp_path):
    code, lines = count(tmp_path, browser_xml=LEFT_OUT)
    assert (code, lines[-1]) == (0, "6 passed, 0 failed")
    assert any(line.startswith("Skipped: t: b") for line in lines)
    code, lines = count(tmp_path, browser_xml=LEFT_OUT, ci=True)
    assert (code, lines[-1]) == (1, "6 passed, 1 failed")
    code, lines = count(tmp_path, swift_jsonl=swift("testSkipped"), ci=True)
    assert (code, lines[-1]) == (1, "5 passed, 2 failed"), "the one test, and its runner, which ran none"
