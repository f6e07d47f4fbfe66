"""Measures both engines in one run. Run it through bin/bench --engines; docs/bench.md says how to read what it prints.

    engines.py [--json] [--sizes N,N] [--rounds N] [--seconds N]
"""

import argparse
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Browser"))

import machine
import town as towns
from asks import Asks, sign_in
from pages import Pages
from report import columns
from rounds import spread
from server import MeasuredTown

ENGINES = ("sqlite", "postgres")
CONNECTIONS = 16
POSTS = 150  # asks a round
ROWS = 2000  # of a sheet that is imported
LONGEST = 12  # kinds of writes that are named
SLOW = "ms and held others up"  # what the server says of a write that took longer than 20 ms


def say(text):
    print(text, file=sys.stderr, flush=True)


class SurgeTown(MeasuredTown):
    """A served copy of a surge town, in a file or on the server that bin/bench has started."""

    def __init__(self, folder, engine):
        super().__init__()
        self.engine, self.source, self.url = engine, folder, None

    def __enter__(self):
        for entry in self.source.parent.iterdir():
            if entry.name.startswith("town"):
                shutil.copytree(entry, self.parent / entry.name) if entry.is_dir() else shutil.copy2(entry, self.parent)
        try:
            if self.engine == "postgres":
                self.url = towns.new_database()
                towns.run("move", "--data", str(self.folder), "--to", self.url)
                subprocess.run(["psql", "-q", "-d", self.url, "-c", "ANALYZE"], check=True, timeout=600)
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def size_kb(self):
        """Of the data, the indexes included."""
        if self.engine == "sqlite":
            return sum(path.stat().st_size for path in self.folder.glob("*.sqlite*")) / 1024
        asked = ["psql", "-At", "-d", self.url, "-c", "SELECT pg_database_size(current_database())"]
        return int(subprocess.run(asked, check=True, capture_output=True, text=True, timeout=60).stdout) / 1024

    def slow_writes(self):
        return (self.parent / "stderr.log").read_text(errors="replace").count(SLOW)


def made(size):
    """A surge town of so many asks, made once and kept beside the build products."""
    kept = pathlib.Path(tempfile.gettempdir()) / f"surge-{size}"
    if not (kept / "whole").exists():
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        say(f"Making a town of {size:,} asks")
        began = time.monotonic()
        helpers = str(min(3000, max(60, size * 12 // 100)))
        command = [towns.PROGRAM, "demo", "--surge", "--data", str(kept / "town"), "--asks", str(size), "--helpers", helpers]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=7200)
        (kept / "whole").write_text(f"{time.monotonic() - began:.0f}\n")
    return kept / "town"


def single_rows(seconds):
    """Durable writes and reads of one row a second, alone and from 64 callers; on PostgreSQL beside pgbench with the same statements."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        found["sqlite"] = json.loads(towns.run("measure", "--place", f"{folder}/rows.sqlite", "--seconds", str(seconds)))
    url = towns.new_database()
    found["postgres"] = json.loads(towns.run("measure", "--place", url, "--seconds", str(seconds)))
    found["pgbench"] = {
        "writes_alone": pgbench(url, WRITE, 1, seconds),
        "writes_of_many": pgbench(url, WRITE, 8, seconds),
        "reads_alone": pgbench(url, READ, 1, seconds),
        "reads_of_many": pgbench(url, READ, 8, seconds),
    }
    return found


# What the program sends for one row: the transaction is of the same kind, and the statements are prepared.
WRITE = """BEGIN ISOLATION LEVEL SERIALIZABLE;
INSERT INTO once (group_id, key_hash, at, result)
VALUES (decode(repeat('00', 16), 'hex'), sha256(uuid_send(gen_random_uuid())), 1773136800000, 'measured');
COMMIT;
"""
READ = """BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SELECT result FROM once WHERE group_id = decode(repeat('00', 16), 'hex') AND key_hash = decode(repeat('01', 32), 'hex');
COMMIT;
"""


def pgbench(url, script, clients, seconds):
    program = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/pgbench"))[-1]
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        command = [str(program), "-n", "-M", "prepared", "-f", file.name, "-c", str(clients), "-j", "1", "-T", str(seconds), url]
        printed = subprocess.run(command, check=True, capture_output=True, text=True, timeout=600).stdout
    return int(float(next(line for line in printed.splitlines() if line.startswith("tps")).split()[2]))


def sheet(folder):
    path = pathlib.Path(folder) / "asks.csv"
    kinds = ("Groceries", "Prescription", "Phone call")
    rows = [f"Neighbour {n},s{n}@sheet.example,{n % 120 + 1} Mill Lane,{kinds[n % 3]}" for n in range(ROWS)]
    path.write_text("Name,Email,Area,What do you need\n" + "\n".join(rows) + "\n")
    return path


def measure(size, engine, options):
    """One town on one engine: pages, asks, an import, memory, size."""
    with SurgeTown(made(size), engine) as town:
        found = {"size_kb": town.size_kb()}
        paths = {page["name"]: page["path"] for page in json.loads(towns.run("pages", "--data", str(town.folder), "--json"))}
        cookie = sign_in(town)
        pages = Pages(town, CONNECTIONS, options.seconds)
        pages.add("plain text", "/health")
        for name, page in (("board", "board"), ("an open ask", "askDesk"), ("send queue", "messages")):
            pages.add(name, paths[page], cookie=cookie)
        pages.add("ledger", paths["ledger"], cookie=sign_in(town, "treasurer"))
        pages.add("ask form", paths["ask"])
        pages.warm_up()
        found["pages"] = {}
        for number in range(options.rounds):
            for name in pages.turn(number):
                found["pages"].setdefault(name, []).append(pages.measure(name).processor_us)
        pages.check()
        asks = Asks(town, paths["ask"], CONNECTIONS)
        asks.fetch_forms(POSTS * (options.rounds + 1))
        asks.post(POSTS)
        found["posts"] = [asks.post(POSTS) for _ in range(options.rounds)]
        found["posts"] = {"processor_us": [post.processor_us for post in found["posts"]], "a_second": [post.a_second for post in found["posts"]]}
        asks.check()
        began = time.monotonic()
        towns.run("import", "--group", "riverside", "--data", str(town.folder), str(sheet(town.parent)))
        found["rows_a_second"] = ROWS / (time.monotonic() - began)
        found["resident_kb"] = town.most_resident_kb()
        found["slow_writes"] = town.slow_writes()
        town.stop()  # the last thing done to this copy: a month passes in it
        found["writes"] = json.loads(towns.run("measure", "--writes", str(town.folder)))
        found["asks"] = size
        return found


def tables(found):
    lines = [f"{found['program']}", f"{found['machine']['processor']}, busy before it began: {found['machine']['busy']:.0%}", ""]
    rows = found["single_rows"]
    lines += columns(
        [["one row, a second", "SQLite", "PostgreSQL", "pgbench", "PostgreSQL to pgbench"]]
        + [
            [name.replace("_", " "), *(f"{rows[which][name]:,}" for which in ("sqlite", "postgres", "pgbench")), _ratio(rows, name)]
            for name in ("writes_alone", "writes_of_many", "reads_alone", "reads_of_many")
        ]
    )
    for engine in ENGINES:
        shared = rows[engine]["writes_of_many"] / rows[engine]["writes_alone"]
        lines.append(f"{engine}: 64 callers write {shared:.1f} times as much as one after the other")
    sizes = found["sizes"]
    first, last = sizes[0], sizes[-1]
    names = list(found["towns"][f"sqlite {first}"]["pages"])
    for engine in ENGINES:
        each = [found["towns"][f"{engine} {size}"] for size in sizes]
        table = [[engine, *(f"{size:,} asks" for size in sizes), f"{last:,} to {first:,}"]]
        for name in names:
            values = [spread(one["pages"][name])["median"] for one in each]
            table.append([f"{name}, CPU µs", *(f"{value:,.0f}" for value in values), f"{values[-1] / values[0]:.2f}"])
        for name, of in (
            ("posting an ask, CPU µs", lambda one: spread(one["posts"]["processor_us"])["median"]),
            ("asks posted a second", lambda one: spread(one["posts"]["a_second"])["median"]),
            ("rows imported a second", lambda one: one["rows_a_second"]),
            ("resident memory at most, MB", lambda one: one["resident_kb"] * 1024 / 1e6),
            ("data, KB an ask", lambda one: one["size_kb"] / one["asks"]),
            ("writes over 20 ms", lambda one: one["slow_writes"]),
        ):
            values = [of(one) for one in each]
            table.append([name, *(f"{value:,.1f}" for value in values), f"{values[-1] / values[0]:.2f}" if values[0] else ""])
        lines += ["", *columns(table), "", *holding(engine, last, each[-1]["writes"])]
    return "\n".join([*lines, "", f"Measured in {found['took_s']:.0f} s."])


def holding(engine, size, writes):
    """Which writes held others up for longest; none should for more than 20 ms."""
    table = [[f"{engine}, {size:,} asks: inside a write", "writes", "over 20 ms", "mean, ms", "longest, ms"]]
    for write in writes[:LONGEST]:
        table.append([write["work"], f"{write['count']:,}", f"{write['over']:,}", f"{write['mean']:.2f}", f"{write['longest']:.1f}"])
    return columns(table)


def _ratio(rows, name):
    return f"{rows['postgres'][name] / rows['pgbench'][name]:.0%}" if rows["pgbench"][name] else ""


def main():
    parser = argparse.ArgumentParser(prog="bin/bench --engines")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--sizes", default="1000,100000")
    parser.add_argument("--rounds", type=int, default=3, choices=range(1, 101), metavar="N")
    parser.add_argument("--seconds", type=int, default=2, choices=range(1, 601), metavar="N")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    sizes = [int(size) for size in options.sizes.split(",")]
    found = {"program": os.environ["ALONGSIDE_PROGRAM"], "machine": machine.described(tempfile.gettempdir()), "sizes": sizes, "towns": {}}
    say("Writing and reading single rows")
    found["single_rows"] = single_rows(options.seconds)
    for size in sizes:
        for engine in ENGINES:
            say(f"{size:,} asks on {engine}")
            found["towns"][f"{engine} {size}"] = measure(size, engine, options)
    found["took_s"] = round(time.monotonic() - began, 1)
    print(json.dumps(found) if options.json else tables(found))


try:
    main()
except towns.ProgramFailed as failed:
    sys.exit(str(failed))
except KeyboardInterrupt:
    sys.exit(130)
