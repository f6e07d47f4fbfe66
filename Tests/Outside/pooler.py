"""A PgBouncer of the test's own that hands out connections by transaction, before the server that bin/test has started."""

import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile

from waiting import wait_until

SETTINGS = """
[databases]
* = host={server} user=alongside
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
max_client_conn = 200
server_login_retry = 1
logfile = {folder}/log
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Pooler:
    """`with Pooler() as pooler: ... pooler.before(address)`"""

    def __init__(self):
        self.port = free_port()
        self._folder = pathlib.Path(tempfile.mkdtemp(prefix="alongside-pgbouncer-"))
        server = re.search(r"host=([^&]+)", os.environ["ALONGSIDE_POSTGRES"]).group(1)
        (self._folder / "settings.ini").write_text(SETTINGS.format(server=server, port=self.port, folder=self._folder))
        if os.geteuid() == 0:  # it refuses to run as root
            shutil.chown(self._folder, "postgres")
        self._process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def before(self, address):
        """The same database, through this pooler."""
        name = re.search(r"/(\w+)\?", address).group(1)
        return f"postgres://alongside@127.0.0.1:{self.port}/{name}"

    def start(self):
        as_owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        program = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
        self._process = subprocess.Popen([program, "-q", str(self._folder / "settings.ini")], stderr=subprocess.DEVNULL, **as_owner)
        wait_until(self._answers, 20, lambda: (self._folder / "log").read_text())

    def kill(self):
        """SIGKILL."""
        if self._process:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True
