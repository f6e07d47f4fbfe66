"""Pages under load by wrk: one thread, connections kept open, the next request as soon as the last is answered."""

import json
import pathlib
import subprocess

import town as towns
from machine import generator_seconds
from rounds import Measured
from wire import get

SCRIPT = str(pathlib.Path(__file__).parent / "wrk.lua")
WARM_UP = 1  # seconds each


class Pages:
    def __init__(self, town, connections, seconds):
        self.town, self.connections, self.seconds = town, connections, seconds
        self._pages = {}  # name to path, headers and the size of its answer

    def add(self, name, path, cookie=None):
        """A page that is measured under this name. It is fetched once: what does not answer 200 is not measured."""
        headers = {"Accept-Language": "en", **({"Cookie": cookie} if cookie else {})}
        self._pages[name] = {"path": path, "headers": headers, "bytes": len(self._fetched(path, headers))}

    def path(self, name):
        return self._pages[name]["path"] if name in self._pages else None

    def turn(self, number):
        """The names, each round beginning with another one, so that none is always measured after the same neighbour."""
        names = list(self._pages)
        start = number % len(names)
        return names[start:] + names[:start]

    def warm_up(self):
        for name in self._pages:
            self._run(name, WARM_UP)

    def measure(self, name):
        before, idle = self.town.processor_us(), generator_seconds()
        run = self._run(name, self.seconds)
        spent = self.town.processor_us() - before
        seconds = run["duration_us"] / 1_000_000
        return Measured(
            processor_us=spent / run["requests"],
            p99_us=run["p99_us"],
            a_second=run["requests"] / seconds,
            bytes=self._pages[name]["bytes"],
            generator=(generator_seconds() - idle) / seconds,
        )

    def check(self):
        """That every address still answers 200 with a page of about its size: a session that ended would have made all of it worthless."""
        for name, page in self._pages.items():
            now = len(self._fetched(page["path"], page["headers"]))
            if abs(now - page["bytes"]) > max(64, page["bytes"] // 20):
                raise towns.ProgramFailed(f"{name} had {page['bytes']} bytes before it was measured and {now} after.")

    def _fetched(self, path, headers):
        status, _, body = get(self.town, path, headers)
        if status != 200:
            raise towns.ProgramFailed(f"{path} answers {status}; only a page that answers 200 can be measured.")
        return body

    def _run(self, name, seconds):
        page = self._pages[name]
        command = ["wrk", "-t1", f"-c{self.connections}", f"-d{seconds}s", "--timeout", "30s", "-s", SCRIPT]
        for header, value in page["headers"].items():
            command += ["-H", f"{header}: {value}"]
        done = subprocess.run([*command, self.town.address + page["path"]], capture_output=True, text=True, timeout=seconds + 120)
        lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
        if done.returncode != 0 or not lines:
            raise towns.ProgramFailed(f"wrk ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
        run = json.loads(lines[-1])
        # A redirect is no error to wrk, but it is much smaller than the page.
        if run["errors"] or not run["requests"] or run["bytes"] / run["requests"] < page["bytes"] * 0.9:
            raise towns.ProgramFailed(f"{name}: {run['errors']} of {run['requests']} requests failed or were not answered with the page.")
        return run
