"""A machine that Alongside is installed on: a folder that stands for its root, a stand-in for systemctl, and programs in front of it."""

import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from http.client import HTTPException, HTTPSConnection

import town as towns
from debian import free_port
from visitor import Unanswered, Visitor
from waiting import wait_until

DOMAIN = "help.example.org"

# Starts and stops what the unit starts, as systemd would: nothing in these tests runs systemd.
SYSTEMCTL = """#!/bin/bash
set -eu
cd "$(dirname "$0")/.."
echo "$*" >> systemctl.log
case "$1" in
start)
    command=$(sed -n 's|^ExecStart=/usr/local|root/usr/local|p' root/etc/systemd/system/alongside.service)
    setsid nohup $command </dev/null >served.out 2>>served.log &
    echo $! > served.pid ;;
stop)
    [ -f served.pid ] || exit 0
    kill -TERM "$(cat served.pid)" 2>/dev/null || true
    for _ in $(seq 300); do kill -0 "$(cat served.pid)" 2>/dev/null || break; sleep 0.1; done
    rm -f served.pid ;;
esac
"""


class Machine:
    """`with Machine() as machine: machine.install()`"""

    def __init__(self):
        self.parent = pathlib.Path(tempfile.mkdtemp(prefix="alongside-machine-", dir="/tmp"))
        self.root, self.port = self.parent / "root", free_port()
        self.data, self.backup = self.parent / "var" / "group", self.parent / "backups" / "group"
        self.certificate, self.key = self.parent / "certificate.pem", self.parent / "key.pem"
        self._programs = []

    def __enter__(self):
        tools = self.parent / "bin"
        tools.mkdir()
        (tools / "systemctl").write_text(SYSTEMCTL)
        (tools / "systemctl").chmod(0o755)
        self.environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
        made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "90", "-subj", f"/CN={DOMAIN}", "-addext", f"subjectAltName=DNS:{DOMAIN}"]
        subprocess.run([*made, "-keyout", self.key, "-out", self.certificate], check=True, capture_output=True, timeout=60)
        return self

    def __exit__(self, *_):
        self.systemctl("stop")
        for program in self._programs:
            program.send_signal(signal.SIGTERM)
            program.wait(20)
        shutil.rmtree(self.parent, ignore_errors=True)

    def systemctl(self, verb):
        subprocess.run([self.parent / "bin" / "systemctl", verb], check=True, timeout=60, env=self.environment)

    def run(self, *arguments, program=None, code=0, typed=None):
        """A command of the program, which ends with that code; what it printed."""
        command = [program or towns.PROGRAM, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=self.environment, input=typed)
        assert done.returncode == code, f"{command} ended with {done.returncode}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def install(self, *more):
        return self.run(
            "install", "--root", self.root, "--domain", DOMAIN, "--listen", f"127.0.0.1:{self.port}", "--data", self.data, "--backup", self.backup,
            "--certificate", self.certificate, "--certificate-key", self.key, *more,
        )

    @property
    def program(self):
        """The installed program, as somebody on the machine types it."""
        return self.root / "usr/local/bin/alongside"

    def serve(self):
        self.data.parent.mkdir(exist_ok=True)
        self.systemctl("start")
        wait_until(self.is_served, 60, lambda: (self.parent / "served.log").read_text())

    def is_served(self):
        """Whether a page comes: that somebody listens may only be the program trying whether the port is free."""
        visitor = Visitor(f"http://127.0.0.1:{self.port}")
        try:
            return visitor.get("/").status < 500
        except Unanswered:
            return False
        finally:
            visitor.close()

    def start(self, *command, **environment):
        """A proxy, whose output goes to a log of the machine."""
        with open(self.parent / "proxy.log", "ab") as log:
            self._programs.append(subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env={**self.environment, **environment}))

    def visit(self, port, source, path="/"):
        """Status of a page over TLS, by somebody who comes from `source`; nothing while nobody answers."""
        trusting = ssl.create_default_context(cafile=str(self.certificate))
        visitor = HTTPSConnection("127.0.0.1", port, timeout=20, source_address=(source, 0))
        visitor.sock = trusting.wrap_socket(socket.create_connection(("127.0.0.1", port), 20, (source, 0)), server_hostname=DOMAIN)
        try:
            visitor.request("GET", path, headers={"Host": DOMAIN, "User-Agent": "OddBrowser/77.31"})
            return visitor.getresponse().status
        finally:
            visitor.close()

    def wait_for(self, port, source):
        def answers():
            try:
                return self.visit(port, source) is not None
            except (OSError, HTTPException):
                return False

        wait_until(answers, 30, lambda: (self.parent / "proxy.log").read_text())

    def everything_written(self):
        """Every file of the machine but the certificate's: what a proxy or the program may have noted."""
        time.sleep(0.2)  # a log that is written behind
        files = [path for path in self.parent.rglob("*") if path.is_file() and not path.is_symlink() and "releases" not in path.parts]
        return {str(path.relative_to(self.parent)): path.read_bytes() for path in files}
