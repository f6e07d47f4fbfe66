"""Reads what the runners left behind, names what failed, what was left out and what was slow, and counts.

    results.py FOLDER [--some]

A runner that died, or that did not run or ran nothing though nothing was filtered out, is a failure of its own. Where CI is set, so is a test
that was left out: what a machine cannot do is seen there, not passed over.
"""

import functools
import json
import os
import sys
import xml.etree.ElementTree as xml
from dataclasses import dataclass, field


@dataclass
class Outcome:
    passed: int = 0
    failures: list = field(default_factory=list)  # (name, what was said)
    skipped: list = field(default_factory=list)  # (name, why)
    seconds: list = field(default_factory=list)  # (seconds, name)


def swift_tests(path, outcome, engine=""):
    """Swift Testing's event stream: one JSON object a line. Returns whether the run came to its end."""
    names, began, issues, ended = {}, {}, {}, False
    for line in open(path, encoding="utf-8", errors="replace"):
        try:
            record = json.loads(line)
        except ValueError:
            continue  # the last line of a runner that died may be cut off
        payload = record.get("payload", {})
        if record.get("kind") == "test" and payload.get("kind") == "function":
            names[payload["id"]] = swift_name(payload) + engine
        kind, test = payload.get("kind"), payload.get("testID")
        if kind == "runEnded":
            ended = True
        if kind == "issueRecorded" and not payload["issue"].get("isKnown") and payload["issue"].get("severity") != "warning":
            issues.setdefault(test, []).append(said(payload))
        if test not in names:
            continue
        if kind == "testStarted":
            began[test] = payload["instant"]["absolute"]
        elif kind == "testSkipped":
            outcome.skipped.append((names[test], " ".join(m["text"] for m in payload.get("messages", []))))
            began.pop(test, None)
        elif kind == "testEnded":
            took = payload["instant"]["absolute"] - began.pop(test, payload["instant"]["absolute"])
            outcome.seconds.append((took, f"{names[test]} (shared the cores)"))
            if test in issues:
                outcome.failures.append((names[test], "\n".join(issues.pop(test))))
            else:
                outcome.passed += 1
    for test in began:
        outcome.failures.append((names[test], "began and never ended"))
    for test, texts in issues.items():
        if test not in began:
            outcome.failures.append((names.get(test, str(test or "outside any test")), "\n".join(texts)))
    return ended


def swift_name(test):
    suite = test["id"].split("/")[0]
    return f"{suite}: {test.get('displayName') or test['name']}"


def said(event):
    place = event["issue"].get("sourceLocation") or {}
    where = f"{place.get('fileID', '')}:{place.get('line', '')} " if place else ""
    return where + " ".join(m["text"] for m in event.get("messages", []))


def python_tests(path, outcome):
    """pytest's JUnit file. Returns whether it was written, which pytest does at its end."""
    for case in xml.parse(path).getroot().iter("testcase"):
        name = f"{case.get('classname').split('.')[-1]}: {case.get('name')}"
        outcome.seconds.append((float(case.get("time", 0)), name))
        wrong = [mark for mark in case if mark.tag in ("failure", "error")]
        left_out = case.find("skipped")
        if wrong:
            outcome.failures.append((name, "\n".join((mark.text or mark.get("message") or "").strip() for mark in wrong)))
        elif left_out is not None:
            outcome.skipped.append((name, left_out.get("message") or ""))
        else:
            outcome.passed += 1
    return True


def main():
    folder, some = sys.argv[1], "--some" in sys.argv
    outcome = Outcome()
    file = lambda name: os.path.join(folder, name)
    text = lambda name: open(file(name), encoding="utf-8", errors="replace").read() if os.path.exists(file(name)) else ""

    if text("format.status").strip() == "0":
        outcome.passed += 1
    elif not text("format.status") and not some:
        outcome.failures.append(("format", "It was not looked at."))
    elif text("format.status"):
        outcome.failures.append(("format", "Run bin/format.\n" + "\n".join(text("format.log").splitlines()[:40])))

    if text("warnings.status").strip() == "0":
        outcome.passed += 1
    elif text("warnings.status"):
        outcome.failures.append(("the compiler's warnings", "Mend them; this build compiled:\n" + "\n".join(text("warnings.log").splitlines()[:40])))

    on_postgres = functools.partial(swift_tests, engine=" (on PostgreSQL)")
    in_partitions = functools.partial(swift_tests, engine=" (on PostgreSQL, in partitions)")
    runners = (
        ("swift", "swift.jsonl", swift_tests), ("postgres", "postgres.jsonl", on_postgres), ("partitions", "partitions.jsonl", in_partitions),
        ("browser", "browser.xml", python_tests), ("outside", "outside.xml", python_tests),
    )
    if text("year.status"):  # with --all alone
        runners += (("year", "year.jsonl", swift_tests),)
    for runner, kept, read in runners:
        if not text(f"{runner}.status"):
            if not some:
                outcome.failures.append((f"the {runner} runner", "It was not started."))
            continue
        status, passed, failed = int(text(f"{runner}.status")), outcome.passed, len(outcome.failures)
        ended = os.path.exists(file(kept)) and read(file(kept), outcome)
        ran_none = outcome.passed == passed and len(outcome.failures) == failed
        log = "\n".join(text(f"{runner}.log").splitlines()[-40:])
        if not ended:
            outcome.failures.append((f"the {runner} runner", f"It died with status {status}. The end of {file(runner + '.log')}:\n{log}"))
        elif ran_none and not some:
            outcome.failures.append((f"the {runner} runner", f"It ran no test at all. The end of {file(runner + '.log')}:\n{log}"))
        elif status != 0 and len(outcome.failures) == failed and not ran_none:
            outcome.failures.append((f"the {runner} runner", f"It ended with status {status} though no test failed:\n{log}"))

    if os.environ.get("CI"):
        outcome.failures += [(name, f"It was left out: {why or 'no reason was given'}") for name, why in outcome.skipped]
        outcome.skipped.clear()

    for name, words in outcome.failures:
        print(f"\nFAILED {name}\n" + "\n".join("    " + line for line in words.splitlines()[:60]))
    for name, why in outcome.skipped:
        print(f"Skipped: {name}" + (f" ({why})" if why else ""))
    steps = [line.split("\t") for line in text("steps").splitlines()]
    if steps:
        print("\nThe steps:")
    for name, seconds in steps + [["all together", sum(int(seconds) for _, seconds in steps)]] * bool(steps):
        print(f"{int(seconds):8d} s  {name}")
    if outcome.seconds:
        print("\nThe slowest tests (those in Swift run side by side, so that each waits for the others too):")
    for seconds, name in sorted(outcome.seconds, reverse=True)[:10]:
        print(f"{seconds:8.2f} s  {name}")
    if not outcome.passed and not outcome.failures:
        outcome.failures.append(("everything", ""))
        print("\nFAILED: no test has that name")
    print(f"\n{outcome.passed} passed, {len(outcome.failures)} failed")
    sys.exit(1 if outcome.failures else 0)


main()
