"""The crash run behind `bin/crash`: towns under load whose programs, servers and disks fail at random, and the account of it."""

import argparse
import contextlib
import os
import random
import sys
import time

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Browser")]

import faults
import town as towns
from account import Account
from breaking import BREAKS, break_town, is_breakable
from database_server import DatabaseServer
from served import Served
from small_disk import may_mount

ROUNDS = 40  # in one town; then another one begins, so that a look never takes long
SMALL_EVERY = {"sqlite": 3, "postgres": 2}  # of so many towns one is on a small disk, where a server that died is back sooner too
MEGABYTES = {"sqlite": 60, "postgres": 220}  # of a small disk


class Tally:
    """What all towns of a run come to."""

    def __init__(self):
        self.kills = self.stops = self.refusals = self.acknowledged = self.lost = self.half = self.twice = self.untrue = 0
        self.sentences = []
        self.happened = {}

    def add(self, account):
        self.kills += account.kills
        self.stops += account.stops
        self.refusals += account.refusals
        self.acknowledged += account.acknowledged
        self.lost += len(account.lost)
        self.half += sum(account.half.values())
        self.twice += sum(account.twice.values())
        self.untrue += len(account.untrue)
        self.sentences += account.wrong

    @property
    def is_clean(self):
        return not (self.lost or self.half or self.twice or self.untrue)

    @property
    def shows_nothing(self):
        """Nothing was killed, or nothing acknowledged that could be lost."""
        return not (self.kills and self.acknowledged)

    def lines(self):
        yield from self.sentences
        yield "What happened: " + ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in sorted(self.happened.items()))
        if self.stops or self.refusals:
            yield f"{self.stops} times it stopped by itself, not knowing whether a write was there; {self.refusals} times it refused to start"
        yield f"{self.kills} kills, {self.acknowledged} acknowledged, {self.lost} lost, {self.half} half, {self.twice} sent twice"
        if self.untrue:
            yield f"{self.untrue} answers were untrue"


@contextlib.contextmanager
def town(engine, small):
    """A served town, and its database server where it has one."""
    megabytes = MEGABYTES[engine] if small else None
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(DatabaseServer(megabytes)) if engine == "postgres" else None
        served = stack.enter_context(Served(on_server=server.url if server else False, megabytes=None if server else megabytes))
        yield served, server


def run(engine, seconds, seed, say=lambda line: None, breaking=None, kinds=None, small=None, rounds=None):
    """Runs for so many seconds or rounds, or until something is wrong. `kinds` are the faults that may happen, and `small` the disk; else chance
    decides."""
    towns.made_once()  # the town that every other is a copy of takes longer than a short run
    chance, tally, end = random.Random(seed), Tally(), time.monotonic() + seconds
    number = 0
    while time.monotonic() < end and tally.is_clean:
        number += 1
        is_small = small if small is not None else may_mount() and number % SMALL_EVERY[engine] == 0
        weights = kinds or (faults.SMALL if is_small else faults.PLENTY)[engine]
        with town(engine, is_small) as (served, server):
            account = Account(served, f"{seed} {number}", server)
            _one_town(account, chance, weights, tally, end, breaking, rounds or ROUNDS)
            tally.add(account)
        if rounds:
            return tally
        say(f"town {number}{' on a small disk' if is_small else ''}: {tally.kills} kills, {tally.acknowledged} acknowledged so far")
    return tally


def _one_town(account, chance, weights, tally, end, breaking, rounds):
    for _ in range(rounds):
        if time.monotonic() >= end:
            break
        fault = chance.choices([*weights], [*weights.values()])[0]
        tally.happened[fault.__name__] = tally.happened.get(fault.__name__, 0) + 1
        try:
            load = fault(account, chance)
            faults.wait_until_served(account.served)
            if breaking and is_breakable(account, breaking):
                account.served.kill()
                break_town(account, breaking)
                account.served.start()
            account.look(load)
            if load and not account.wrong:
                account.send_again(load)
        except (faults.Broken, AssertionError, towns.ProgramFailed) as error:
            account.untrue[f"{fault.__name__}: ...{str(error)[-2000:]}"] = 1
        if account.wrong:
            return
    account.look()
    account.nothing_missing()
    account.lost |= {link: f"{link} was acknowledged early, and is gone by the end" for link in account.gone()}


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="bin/crash", add_help=False)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--break", dest="breaking", choices=BREAKS, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    say = lambda line: print(line, file=sys.stderr, flush=True)
    say(f"Crashing on {chosen.engine} for {chosen.seconds:g} s, seed {chosen.seed}")
    if not may_mount():
        say("This account may not mount a disk: none runs full. Run it as root for that.")
    tally = run(chosen.engine, chosen.seconds, chosen.seed, say, chosen.breaking)
    for line in tally.lines():
        print(line)
    if not tally.is_clean:
        print(f"To see it again: bin/crash --engine {chosen.engine} --seconds {chosen.seconds:g} --seed {chosen.seed}")
    if tally.shows_nothing:
        print("This shows nothing: give it more seconds.")
    return 0 if tally.is_clean and not tally.shows_nothing else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    finally:
        towns.forget()
