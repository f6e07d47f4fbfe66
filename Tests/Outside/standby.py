"""A PostgreSQL server of the test's own, and a replica that streams from it, each on a port and in a folder of its own."""

import os
import pathlib
import shutil
import socket
import subprocess
import tempfile

import psycopg

from waiting import wait_until


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Pair:
    """`with Pair() as pair: ... pair.address, pair.replica_address`"""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="alongside-pair-"))
        self.programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        self._as_owner = {}
        if os.geteuid() == 0:  # PostgreSQL does not run as root
            shutil.chown(self.folder, "postgres")
            self._as_owner = {"user": "postgres", "group": "postgres", "extra_groups": []}
        self._ports = {"primary": free_port(), "replica": free_port()}

    def __enter__(self):
        try:
            self._run("initdb", "-D", self.folder / "primary", "-U", "alongside", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
            self.start("primary")
            self._run("pg_basebackup", "-D", self.folder / "replica", "-U", "alongside", "-h", self.folder, "-p", self._ports["primary"], "-R", "-c", "fast")
            self.start("replica")
            with self.primary() as server:
                server.execute("CREATE DATABASE town TEMPLATE template0")
            wait_until(self._follows, 30, "the replica does not follow")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for which in self._ports:
            if (self.folder / which / "postmaster.pid").exists():
                self.stop(which)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def address(self):
        return self._address("primary", "town")

    @property
    def replica_address(self):
        return self._address("replica", "town")

    def start(self, which):
        settings = f"-c listen_addresses=127.0.0.1 -c port={self._ports[which]} -c unix_socket_directories={self.folder} -c shared_buffers=32MB"
        self._run("pg_ctl", "-D", self.folder / which, "-s", "-w", "-l", self.folder / f"{which}.log", "-o", settings, "start")

    def stop(self, which):
        self._run("pg_ctl", "-D", self.folder / which, "-s", "-w", "-m", "immediate", "stop")

    def pause(self):
        """The replica goes on receiving, and replays nothing."""
        with self.replica() as server:
            server.execute("SELECT pg_wal_replay_pause()")
            wait_until(lambda: server.execute("SELECT pg_get_wal_replay_pause_state()").fetchone() == ("paused",), 30, "it does not pause")

    def go_on(self):
        with self.replica() as server:
            server.execute("SELECT pg_wal_replay_resume()")

    def primary(self, name="postgres"):
        return psycopg.connect(self._address("primary", name), autocommit=True)

    def replica(self):
        return psycopg.connect(self._address("replica", "postgres"), autocommit=True)

    def _follows(self):
        with self.replica() as server:
            return server.execute("SELECT count(*) FROM pg_database WHERE datname = 'town'").fetchone() == (1,)

    def _address(self, which, name):
        return f"postgres://alongside@127.0.0.1:{self._ports[which]}/{name}"

    def _run(self, program, *arguments):
        # What a server inherits it keeps open: its output goes to a file.
        with open(self.folder / "commands.log", "ab") as log:
            subprocess.run(
                [str(self.programs / program), *map(str, arguments)], stdout=log, stderr=log, stdin=subprocess.DEVNULL, check=True, timeout=120,
                cwd=self.folder, **self._as_owner,
            )
