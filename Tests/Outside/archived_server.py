"""A PostgreSQL server of the test's own that archives its log, and is recovered to a point in time as docs/running.md says."""

import glob
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile

import psycopg

from waiting import wait_until


class ArchivedServer:
    """`with ArchivedServer() as server: ... server.url`"""

    def __init__(self):
        self.parent = pathlib.Path(tempfile.mkdtemp(prefix="alongside-pg-", dir="/tmp"))  # short: a socket's path holds 107 bytes
        self.data, self.base, self.archive = self.parent / "data", self.parent / "base", self.parent / "archive"
        self.programs = pathlib.Path(sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1])
        self.url = f"postgres://alongside@/postgres?host={self.parent}"
        # PostgreSQL does not run as root.
        self._owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}

    def __enter__(self):
        try:
            self.archive.mkdir()
            if self._owner:
                about = pwd.getpwnam("postgres")
                for folder in (self.parent, self.archive):
                    os.chown(folder, about.pw_uid, about.pw_gid)
            self._run("initdb", "-D", self.data, "-U", "alongside", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--data-checksums")
            settings = {
                "listen_addresses": "''", "unix_socket_directories": f"'{self.parent}'", "shared_buffers": "32MB",
                "archive_mode": "on", "archive_command": f"'test ! -f {self.archive}/%f && cp %p {self.archive}/%f.new && mv {self.archive}/%f.new {self.archive}/%f'",
            }
            with open(self.data / "postgresql.conf", "a") as file:
                file.writelines(f"{name} = {value}\n" for name, value in settings.items())
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.parent, ignore_errors=True)

    def _run(self, program, *arguments):
        command = [self.programs / program, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=self.parent, **self._owner)
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"
        return done.stdout

    def start(self):
        # Its output goes to the log: nobody reads a pipe of it.
        command = [self.programs / "pg_ctl", "-D", self.data, "-s", "-w", "-t", "60", "-l", self.data / "log", "start"]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120, cwd=self.parent, **self._owner)
        assert done.returncode == 0, (self.data / "log").read_text(errors="replace")[-3000:]

    def stop(self):
        """At once, as when the machine goes: nothing is written any more. Does nothing when it does not run."""
        command = [self.programs / "pg_ctl", "-D", self.data, "-m", "immediate", "-s", "stop"]
        subprocess.run(command, capture_output=True, timeout=60, cwd=self.parent, **self._owner)

    def ask(self, statement, url=None):
        with psycopg.connect(url or self.url, autocommit=True) as connection:
            return connection.execute(statement).fetchone()[0]

    def take_base(self):
        """`pg_basebackup`, while everything runs."""
        self._run("pg_basebackup", "-h", self.parent, "-U", "alongside", "-D", self.base, "-c", "fast", "-X", "stream")

    def now(self):
        """The time on the server, after which nothing has happened yet; what came before it is on its way to the archive."""
        return self.ask("SELECT clock_timestamp()::text")

    def close_log(self):
        """Sends what is in the log to the archive, and waits until it is there."""
        name = self.ask("SELECT pg_walfile_name(pg_switch_wal())")
        wait_until(lambda: (self.archive / name).exists(), 30, f"{name} does not come to the archive")

    def clean_archive(self):
        """Away with what no base needs any more. Returns how many files are left."""
        newest = max(path.name for path in self.archive.glob("*.backup"))
        self._run("pg_archivecleanup", self.archive, newest)
        return len(list(self.archive.iterdir()))

    def recover(self, moment):
        """The disk has died: the base backup and the archive become a server of that moment."""
        self.stop()
        self.data.rename(self.parent / "dead")
        self.base.rename(self.data)
        with open(self.data / "postgresql.conf", "a") as file:
            file.write(f"restore_command = 'cp {self.archive}/%f %p'\n")
            file.write(f"recovery_target_time = '{moment}'\nrecovery_target_action = 'promote'\n")
        (self.data / "recovery.signal").touch()
        if self._owner:
            shutil.chown(self.data / "recovery.signal", "postgres", "postgres")
        self.start()
        wait_until(lambda: not self.ask("SELECT pg_is_in_recovery()"), 60, "the server does not come out of its recovery")
