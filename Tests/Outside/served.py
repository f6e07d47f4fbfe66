"""A served town as an operator holds it: its files, its commands, its log, and the switch that cuts its power."""

import json
import pathlib
import shutil
import subprocess

import town as towns
from engines import ServerDatabase, open_file

GROUP = "riverside"  # the group of the demo town


class Served(towns.Town):
    """A served copy of the demo town. `under` is a command that starts the server, such as a tracer; `environment` is the server's.

    `on_server`: its data is on a PostgreSQL server. `options` are those of `serve`.
    """

    def __init__(self, moved_clock=False, under=(), environment=None, on_server=False, options=()):
        super().__init__(moved_clock=moved_clock, on_server=on_server)
        self.under = [*under]
        self.options = [*options]
        self.environment = dict(environment or {})

    def command(self):
        return [*self.under, *super().command(), *self.options]

    def surroundings(self):
        return self.environment

    def kill(self):
        """SIGKILL: no time for a word. What the server had not written by now it never writes."""
        process = self._process
        process.kill()
        process.wait()
        self._reader.join(5)
        process.stdout.close()
        self._log.close()

    def alongside(self, command, *arguments):
        """Runs a command on this folder, whether it is served or not, and returns what it printed."""
        return towns.run(command, "--data", str(self.folder), *arguments)

    def doctor(self):
        """What `doctor --json` finds: a list of dictionaries. A problem among them is no error of the command."""
        asked = [towns.PROGRAM, "doctor", "--data", str(self.folder), "--json"]
        done = subprocess.run(asked, capture_output=True, text=True, timeout=120)
        if not done.stdout.strip():
            raise towns.ProgramFailed(f"doctor said nothing but:\n{done.stderr}")
        return json.loads(done.stdout.splitlines()[0])

    def problems(self):
        return [finding for finding in self.doctor() if finding["weight"] == "problem"]

    def database(self, path=None):
        """Opens the database to read, beside the server; or a copy of it at `path`."""
        if self.on_server and not path:
            return ServerDatabase((self.folder / "database-address").read_text().strip())
        return open_file(path or self.folder / "alongside.sqlite")

    def copy_of_database(self, folder):
        """A copy with its log. The server must not be running."""
        for file in self.folder.glob("alongside.sqlite*"):
            shutil.copy2(file, folder)
        return pathlib.Path(folder) / "alongside.sqlite"

    def people(self):
        """Every made-up name, number, address and text that the demo town holds."""
        lines = (self.parent / "people.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line)["text"] for line in lines]

    def files(self):
        """Every file of the installation: data, write-ahead log, keys. Sockets hold nothing."""
        folders = [self.folder, self.folder.with_name(self.folder.name + ".keys")]
        return [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
