"""A Litestream of the test's own beside a served town: it copies the database as it changes, and gives it back as it was at a time."""

import os
import pathlib
import shutil
import subprocess
import sys

from waiting import wait_until

PROGRAM = shutil.which("litestream", path=str(pathlib.Path(sys.executable).parent)) or "litestream"

SETTINGS = """
socket: {{enabled: true, path: '{folder}/socket'}}
dbs:
  - path: '{database}'
    replica: {{type: file, path: '{folder}/copies', sync-interval: 100ms}}
"""


class Litestream:
    """`with Litestream(served, folder) as stream: ... stream.restore(path)`"""

    def __init__(self, served, folder):
        self.database, self.folder = served.folder / "alongside.sqlite", pathlib.Path(folder)
        self._settings = self.folder / "litestream.yml"
        self._settings.write_text(SETTINGS.format(database=self.database, folder=self.folder))
        self._process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.kill()

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self._process = subprocess.Popen([PROGRAM, "replicate", "-config", str(self._settings)], stdout=log, stderr=log, umask=0o077)
        wait_until(lambda: any((self.folder / "copies").rglob("*.ltx")), 30, self.log)

    def stop(self):
        """Asks it to end, for which it copies what is left."""
        self._process.terminate()
        assert self._process.wait(30) == 0, self.log()
        self._process = None

    def kill(self):
        if self._process:
            self._process.kill()
            self._process.wait()
        self._process = None

    def copy_all(self):
        """Returns when everything that is committed now is copied."""
        done = subprocess.run(
            [PROGRAM, "sync", "-wait", "-socket", str(self.folder / "socket"), str(self.database)], capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr

    def restore(self, path, moment=None):
        """The database as it was last copied, or as it was at a moment."""
        at = ["-timestamp", moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")] if moment else []
        done = subprocess.run(
            [PROGRAM, "restore", "-config", str(self._settings), "-o", str(path), *at, str(self.database)], capture_output=True, text=True,
            timeout=60, umask=0o077,
        )
        assert done.returncode == 0, done.stderr
        return path

    def log(self):
        return (self.folder / "log").read_text(errors="replace")[-3000:]
