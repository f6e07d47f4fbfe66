"""A PostgreSQL server of the test's own, which it may kill, starve of disk and lie to about its syncs."""

import glob
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile

import psycopg

from small_disk import SmallDisk
from waiting import wait_until

PROGRAMS = pathlib.Path(sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]) if glob.glob("/usr/lib/postgresql/*/bin") else None


class DidNotStart(Exception):
    """The end of its log."""


class DatabaseServer:
    """`with DatabaseServer() as server: ... server.url`. With `megabytes` its data lies on a disk of that size, which takes the right to mount."""

    def __init__(self, megabytes=None):
        self.parent = pathlib.Path(tempfile.mkdtemp(prefix="alongside-db-", dir="/tmp"))  # short: a socket's path holds 107 bytes
        self.data = self.parent / "data"
        # PostgreSQL does not run as root.
        self._owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        self.data.mkdir(mode=0o700)
        self.disk = SmallDisk(self.data, megabytes) if megabytes else None
        if self._owner:
            about = pwd.getpwnam("postgres")
            for folder in (self.parent, self.data):
                os.chown(folder, about.pw_uid, about.pw_gid)
        self.url = f"postgres://alongside@/postgres?host={self.parent}"
        self._process = None

    def __enter__(self):
        try:
            encoding = ["-E", "UTF8", "--locale=C.UTF-8"]
            made = [PROGRAMS / "initdb", "-D", self.data, "-U", "alongside", "-A", "trust", *encoding, "--data-checksums", "--wal-segsize=1"]
            subprocess.run([*made, "--no-sync"], check=True, capture_output=True, timeout=120, cwd=self.parent, **self._owner)
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.kill()
        if self.disk:
            self.disk.remove()
        shutil.rmtree(self.parent, ignore_errors=True)

    def start(self, under=()):
        """Starts it and waits until it answers. `under` is a command that starts it, such as a tracer."""
        settings = {
            "listen_addresses": "", "unix_socket_directories": self.parent, "max_connections": "60", "shared_buffers": "32MB",
            "max_wal_size": "8MB", "min_wal_size": "2MB", "logging_collector": "off",
        }
        command = [*under, PROGRAMS / "postgres", "-D", self.data, *(part for name, value in settings.items() for part in ("-c", f"{name}={value}"))]
        log = open(self.parent / "log", "ab")
        self._process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self.parent, **self._owner)
        log.close()
        wait_until(lambda: self.answers() or not self.is_running, 60, lambda: f"PostgreSQL did not start:\n{self.log()[-3000:]}")
        if not self.is_running:
            raise DidNotStart(self.log()[-3000:])

    def answers(self):
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
            return True
        except psycopg.Error:
            return False

    @property
    def is_running(self):
        return self._process is not None and self._process.poll() is None

    def kill(self):
        """SIGKILL to the server with everything that it has started, as when a machine goes."""
        process, self._process = self._process, None
        if process is None:
            return
        # Everything that works in its folder: the server itself first, which then starts nobody any more.
        process.kill()
        process.wait()
        wait_until(lambda: not kill_all(working_in(self.data)), 20, "the server does not die")

    def stop_at_once(self):
        """What `pg_ctl -m immediate` does: nothing is written any more."""
        process, self._process = self._process, None
        process.send_signal(signal.SIGQUIT)
        process.wait(30)
        wait_until(lambda: not working_in(self.data), 20, "somebody of the server is still there")

    def log(self):
        return (self.parent / "log").read_text(errors="replace")


def working_in(folder):
    """The processes that work in a folder of ours."""
    found = []
    for process in glob.glob("/proc/[0-9]*"):
        try:
            if os.readlink(f"{process}/cwd") == str(folder):
                found.append(int(process.rsplit("/", 1)[1]))
        except OSError:
            pass  # it has ended
    return found


def kill_all(processes):
    """SIGKILL to each; how many of them there still were."""
    count = 0
    for process in processes:
        try:
            os.kill(process, signal.SIGKILL)
            count += 1
        except ProcessLookupError:
            pass
    return count
