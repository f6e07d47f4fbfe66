"""Measures the server on a demo town. Run it through bin/bench; docs/bench.md says how to read what it prints.

    bench.py [--json] [--rounds N] [--seconds N]
"""

import argparse
import json
import os
import pathlib
import signal
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Browser"))

import machine
import report
import town as towns
from asks import Asks, sign_in
from pages import Pages
from rounds import Rounds, spread
from server import MeasuredTown

CONNECTIONS = 16  # kept open by the load generator, each with one request under way
STARTS = 3  # cold, and as many warm
POSTS = 400  # asks a round
# Asks posted before the first round. A code word is compared with those of the newest 200 open asks, so from there on every ask costs the same.
FIRST_POSTS = 200


def say(text):
    print(text, file=sys.stderr, flush=True)


def measure_starts(town):
    """Start to first answer, in milliseconds. The first start of all is already over; it also writes the recovery code."""
    starts = {"first": [town.first_answer_ms], "cold": [], "warm": []}
    for _ in range(STARTS):
        for kind in ("cold", "warm"):
            town.stop()
            if kind == "cold":
                town.forget_files()
            town.start()
            starts[kind].append(town.first_answer_ms)
    return starts


def measure_load(town, options):
    """Two courses, each in rounds together with plain text: the pages as the demo made the town, then asks that fill it."""
    paths = {page["name"]: page["path"] for page in towns.pages()}
    cookie = sign_in(town)
    pages = Pages(town, CONNECTIONS, options.seconds)
    pages.add("plain text", "/health")
    pages.add("ask form", paths["ask"])
    pages.add("asker's page", paths["link-ask"])
    pages.add("board", paths["board"], cookie=cookie)
    memory = {"after start": town.resident_kb()}

    say("Warming up")
    pages.warm_up()
    rounds = Rounds()
    for number in range(options.rounds):
        say(f"Pages, round {number + 1} of {options.rounds}")
        rounds.add({name: pages.measure(name) for name in pages.turn(number)})
    pages.check()
    memory["after the pages"] = town.resident_kb()

    asks = Asks(town, paths["ask"], CONNECTIONS)
    say("Fetching forms, one for each ask")
    asks.fetch_forms(FIRST_POSTS + POSTS * options.rounds)
    asks.post(FIRST_POSTS)
    posted = Rounds()
    for number in range(options.rounds):
        say(f"Asks, round {number + 1} of {options.rounds}")
        ways = {"plain text": lambda: pages.measure("plain text"), "posting an ask": lambda: asks.post(POSTS)}
        order = list(ways) if number % 2 == 0 else list(ways)[::-1]
        posted.add({name: ways[name]() for name in order})
    asks.check()
    memory["after the asks"] = town.resident_kb()
    memory["at most"] = town.most_resident_kb()
    routes = rounds.routes() + [route for route in posted.routes() if route["name"] != "plain text"]
    for route in routes:
        route["path"] = pages.path(route["name"]) or paths["ask"]
    return routes, memory


def main():
    parser = argparse.ArgumentParser(prog="bin/bench")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=5, choices=range(1, 101), metavar="N")
    parser.add_argument("--seconds", type=int, default=2, choices=range(1, 601), metavar="N")
    options = parser.parse_args()
    # Ended from outside, it still stops the server and takes the town away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))

    began = time.monotonic()
    measured_on = machine.described(tempfile.gettempdir())
    say("Making a demo town")
    try:
        towns.pages()
        with MeasuredTown() as town:
            say("Starting and stopping the server")
            starts = measure_starts(town)
            routes, memory = measure_load(town, options)
            found = {
                "program": os.environ["ALONGSIDE_PROGRAM"],
                "machine": measured_on,
                "connections": CONNECTIONS,
                "rounds": options.rounds,
                "seconds": options.seconds,
                "asks_a_round": POSTS,
                "routes": routes,
                "resident_kb": memory,
                "first_answer_ms": {kind: spread(each) for kind, each in starts.items()},
            }
    finally:
        towns.forget()
    found["aims"] = report.aims(found)
    found["took_s"] = round(time.monotonic() - began, 1)
    print(json.dumps(found) if options.json else report.tables(found))


try:
    main()
except towns.ProgramFailed as failed:
    sys.exit(str(failed))
except KeyboardInterrupt:
    sys.exit(130)
