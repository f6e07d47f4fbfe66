"""A demo town that the browser tests walk through: made once, copied for each server, its clock moved from outside."""

import datetime
import functools
import glob
import json
import os
import pathlib
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import threading
import zoneinfo

PROGRAM = os.environ.get("ALONGSIDE_PROGRAM", "")
SEED = "7"
PATIENCE = 120  # seconds in which a server says that it listens; a debug program on a busy machine takes its time


class ProgramFailed(Exception):
    """The program ended with an error; what it said is the message."""


def run(*arguments):
    """Runs the program to its end and returns what it printed."""
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=900)
    if done.returncode != 0:
        raise ProgramFailed(f"alongside {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


@functools.cache
def made_once():
    """The folder of the demo town and what `demo` printed. Never served itself: each server gets a copy."""
    if not os.access(PROGRAM, os.X_OK):
        raise ProgramFailed("ALONGSIDE_PROGRAM does not name the program. Run the browser tests through bin/test.")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="alongside-demo-")) / "town"
    return folder, run("demo", "--data", str(folder), "--seed", SEED, "--people", str(folder.parent / "people.jsonl"))


@functools.cache
def pages():
    """Every page of `Site` that is fetched with GET, with real paths of the demo town: dictionaries of name, path, role, group."""
    return json.loads(run("pages", "--data", str(made_once()[0]), "--json"))


def forget():
    """Takes the made town away, at the end of all tests."""
    if made_once.cache_info().currsize:
        shutil.rmtree(made_once()[0].parent, ignore_errors=True)


def new_database(server=None):
    """The address of an empty database on that server, or on the one that bin/test has started."""
    server, name = server or os.environ["ALONGSIDE_POSTGRES"], f"town_{secrets.token_hex(8)}"
    subprocess.run(["psql", "-q", "-d", server, "-c", f"CREATE DATABASE {name} TEMPLATE template0"], check=True, timeout=60)
    return server.replace("/postgres?", f"/{name}?")


def seconds_until_ten_tomorrow():
    """In London, where the demo town lies: whatever time it is, nobody is asleep there then, and most of the day lies ahead."""
    now = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/London"))
    then = (now + datetime.timedelta(days=1)).replace(hour=10, minute=0, second=0)
    return int(then.timestamp() - now.timestamp())


class Town:
    """A served copy of the demo town, or an empty folder that becomes one. `with Town() as town: ... town.address ...`"""

    def __init__(self, moved_clock=False, from_ten=False, empty=False, on_server=False):
        """`from_ten`: a moved clock begins at ten in the morning. `on_server`: its data is moved to a PostgreSQL server before it is served:
        that of bin/test, or one whose address this is.
        """
        self.moved_clock, self.empty, self.on_server = moved_clock, empty, on_server
        self.parent = pathlib.Path(tempfile.mkdtemp(prefix="alongside-town-"))
        self.folder = self.parent / "town"
        self.address = None  # http://127.0.0.1:PORT, once it listens
        self._links_of_demo = []
        self.signed_in = {}  # role to the cookies of the session that its link began
        self.said = []  # lines that the server printed
        self._seconds_ahead = seconds_until_ten_tomorrow() if from_ten else 0
        self._port = 0

    def __enter__(self):
        if self.empty:
            self.start()
            return self
        source, printed = made_once()
        for entry in source.parent.iterdir():  # the town, and its keys beside it
            shutil.copytree(entry, self.parent / entry.name, dirs_exist_ok=True) if entry.is_dir() else shutil.copy2(entry, self.parent)
        try:
            if self.on_server:
                run("move", "--data", str(self.folder), "--to", *self.server())
            self.start()
            self._links_of_demo = printed.splitlines()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.parent, ignore_errors=True)

    def start(self):
        self._log = open(self.parent / "stderr.log", "ab")
        self._process = subprocess.Popen(
            self.command(), stdout=subprocess.PIPE, stderr=self._log, env={**os.environ, **self._clock(), **self.surroundings()}
        )
        self._wait_until_it_listens()

    def command(self):
        """What is started; the tests that look from outside put a tracer before it."""
        return [PROGRAM, "serve", "--data", str(self.folder), "--listen", f"127.0.0.1:{self._port}"]

    def server(self):
        """The address to which the data is moved, and what is said of the server beside it. ALONGSIDE_PARTITIONS cuts its tables into so many parts."""
        partitions = os.environ.get("ALONGSIDE_PARTITIONS")
        return [new_database(None if self.on_server is True else self.on_server), *(["--partitions", partitions] if partitions else [])]

    def surroundings(self):
        """Environment variables of the server, beside the test's own."""
        return {}

    def stop(self):
        """Asks it to stop and waits for that. Returns with which code it ended; nothing when it had stopped before."""
        process = getattr(self, "_process", None)
        if process is None or process.poll() is not None:
            return None
        process.send_signal(signal.SIGTERM)
        try:
            return process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise ProgramFailed("The server did not stop within 30 s of SIGTERM.")
        finally:
            self._reader.join(5)
            process.stdout.close()
            self._log.close()

    def restart(self):
        self.stop()
        self.start()

    @property
    def pid(self):
        """The process of the server."""
        return self._process.pid

    def move_clock(self, **ahead):
        """Moves the server's clock ahead, running or not: `move_clock(days=31)`, `move_clock(hours=4)`."""
        if not self.moved_clock:
            raise ValueError("Ask for Town(moved_clock=True): this server keeps the machine's time.")
        units = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
        self._seconds_ahead += sum(units[unit] * count for unit, count in ahead.items())
        self._write_clock()

    def _write_clock(self):
        fresh = self.parent / "clock.new"
        fresh.write_text(f"+{self._seconds_ahead}\n")
        fresh.replace(self.parent / "clock")
        address = self.folder / "database-address"
        if address.exists():
            self._move_clock_of_server(address.read_text().strip())

    def _move_clock_of_server(self, address):
        """A node compares its clock with the server's, which moves with it: sessions that begin from now on find this function before the server's own."""
        name = address.split("?")[0].rsplit("/", 1)[1]
        subprocess.run(
            ["psql", "-q", "-d", address, "-c", f"""
                CREATE SCHEMA IF NOT EXISTS moved;
                CREATE OR REPLACE FUNCTION moved.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
                    AS $$ SELECT pg_catalog.clock_timestamp() + interval '{self._seconds_ahead} seconds' $$;
                ALTER DATABASE {name} SET search_path = public, moved, pg_catalog"""],
            check=True, timeout=60,
        )

    def _clock(self):
        if not self.moved_clock:
            return {}
        self._write_clock()
        library = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
        if not library:
            raise ProgramFailed("libfaketime is not installed: run bin/setup.")
        return {
            "LD_PRELOAD": library[0],
            "FAKETIME_TIMESTAMP_FILE": str(self.parent / "clock"),
            "FAKETIME_NO_CACHE": "1",
            # Names nothing. Without it the library sets this variable before Swift has looked for the program's arguments, which it then does not
            # find: they lie beside the environment.
            "FAKETIME_SHARED": "none none",
            # Timers go on as they are; only the time of day moves.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }

    def _read(self, output):
        """Reads what the server prints for as long as it runs, so that a full pipe never holds it up."""
        for line in output:
            text = line.decode("utf-8", "replace").rstrip("\n")
            self.said.append(text)
            if match := re.search(r"Listening on (http://\S+)", text):
                self.address = match.group(1).rstrip("/")
                self._port = int(self.address.rsplit(":", 1)[1])  # kept over a restart, so that every address goes on
                self._listens.set()
        self._listens.set()

    def _wait_until_it_listens(self):
        self.address = None
        self._listens = threading.Event()
        self._reader = threading.Thread(target=self._read, args=[self._process.stdout], daemon=True)
        self._reader.start()
        self._listens.wait(PATIENCE)
        if self.address is None:
            self._process.kill()
            raise ProgramFailed("The server did not begin to listen. It said:\n" + "\n".join(self.said) + "\n" + self.errors()[-4000:])

    @property
    def sign_in_links(self):
        """Role to address, as `demo` and `serve` print them, one a line: `dispatcher: http://...`. What `serve` says counts."""
        links = {}
        for line in [*self._links_of_demo, *self.said]:
            if match := re.match(r"\s*([a-z]+): +https?://[^/\s]+(/\S*)", line):
                links[match.group(1)] = self.address + match.group(2)
        return links

    @property
    def set_up_link(self):
        """Where the first group is founded, as `serve` prints it for an empty folder."""
        return next(re.search(r"https?://\S+", line).group(0) for line in self.said if "/setup/" in line)

    def errors(self):
        """What the server wrote to its log."""
        return (self.parent / "stderr.log").read_text(errors="replace")
