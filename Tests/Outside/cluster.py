"""Three PostgreSQL nodes that Patroni keeps in step: etcd, synchronous mode, HAProxy before them, each on ports and in folders of their own.

A node is a machine here: `kill` ends its Patroni and its PostgreSQL at once, `freeze` stops both, as when its disk no longer answers.
"""

import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import urllib.request

import psycopg

from debian import AS_POSTGRES, POSTGRES, free_port, give_to_postgres
from waiting import wait_until

SETTINGS = """
scope: alongside
name: {name}
restapi: {{listen: '127.0.0.1:{rest}', connect_address: '127.0.0.1:{rest}'}}
etcd: {{hosts: '127.0.0.1:{etcd}'}}
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 2
    retry_timeout: 5
    synchronous_mode: true
    postgresql:
      use_pg_rewind: true
      parameters: {{max_connections: 100, shared_buffers: 64MB, wal_keep_size: 256MB, synchronous_commit: 'on'}}
  initdb: [{{encoding: UTF8}}, {{locale: C.UTF-8}}, data-checksums]
  pg_hba: ['host all all 127.0.0.1/32 trust', 'host replication all 127.0.0.1/32 trust', 'local all all trust']
postgresql:
  listen: '127.0.0.1:{port}'
  connect_address: '127.0.0.1:{port}'
  data_dir: {folder}/{name}
  bin_dir: {programs}
  pgpass: {folder}/{name}.pgpass
  authentication: {{superuser: {{username: postgres}}, replication: {{username: replicator}}, rewind: {{username: rewinder}}}}
  parameters: {{unix_socket_directories: '{folder}'}}
"""

PROXY = """
defaults
  mode tcp
  timeout connect 2s
  timeout client 30m
  timeout server 30m
  timeout check 2s
listen primary
  bind 127.0.0.1:{port}
  option httpchk OPTIONS /primary
  http-check expect status 200
  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
"""


class Node:
    """One machine: a Patroni and the PostgreSQL that it looks after."""

    def __init__(self, name, cluster):
        self.name, self.cluster = name, cluster
        self.port, self.rest = free_port(), free_port()
        self._process = None
        text = SETTINGS.format(
            name=name, rest=self.rest, etcd=cluster.etcd_port, port=self.port, folder=cluster.folder, programs=POSTGRES
        )
        (cluster.folder / f"{name}.yml").write_text(text)

    def start(self):
        self._process = self.cluster.run(self.name, "/usr/bin/patroni", str(self.cluster.folder / f"{self.name}.yml"))

    def is_primary(self):
        return self.answers("primary")

    def answers(self, what):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.rest}/{what}", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def kill(self):
        self._signal(signal.SIGKILL)
        self._process.wait()
        self._process = None

    def freeze(self):
        self._signal(signal.SIGSTOP)

    def thaw(self):
        self._signal(signal.SIGCONT)

    def _signal(self, which):
        for number in self._processes():
            try:
                os.kill(number, which)
            except ProcessLookupError:
                pass  # it ended by itself meanwhile

    def _processes(self):
        """Patroni first, so that it cannot do anything about the rest."""
        found = [self._process.pid, *descendants(self._process.pid)]
        try:
            server = int((self.cluster.folder / self.name / "postmaster.pid").read_text().split()[0])
            found += [server, *descendants(server)]
        except (OSError, IndexError):
            pass  # it does not run
        return list(dict.fromkeys(found))


def descendants(number):
    try:
        children = pathlib.Path(f"/proc/{number}/task/{number}/children").read_text().split()
    except OSError:
        return []
    return [int(child) for child in children] + [below for child in children for below in descendants(int(child))]


class Cluster:
    """`with Cluster() as cluster: ... cluster.address`, behind the proxy; `cluster.addresses`, of all nodes at once."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="alongside-ha-"))
        give_to_postgres(self.folder)
        self.etcd_port, self.port = free_port(), free_port()
        self.nodes = [Node(f"node{number}", self) for number in (1, 2, 3)]
        self._others = []

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for node in self.nodes:
            if node._process:
                node.thaw()
                node.kill()
        for process in self._others:
            for number in [*descendants(process.pid), process.pid]:
                try:
                    os.kill(number, signal.SIGKILL)
                except ProcessLookupError:
                    pass  # it ended with its parent
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, name, *command):
        with open(self.folder / f"{name}.log", "ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, start_new_session=True, **AS_POSTGRES)

    def _start(self):
        peers = f"http://127.0.0.1:{free_port()}"
        clients = f"http://127.0.0.1:{self.etcd_port}"
        self._others.append(
            self.run(
                # Over the third version of its protocol, Patroni 3.0.2 was seen to write the name of its synchronous node in vain for ever.
                "etcd", "etcd", "--enable-v2=true", "--data-dir", str(self.folder / "etcd"), "--listen-client-urls", clients, "--advertise-client-urls", clients,
                "--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers, "--initial-cluster", f"default={peers}",
            )
        )
        wait_until(lambda: listens(self.etcd_port), 30, lambda: self.log("etcd"))
        servers = [f"  server {node.name} 127.0.0.1:{node.port} check port {node.rest}" for node in self.nodes]
        (self.folder / "haproxy.cfg").write_text(PROXY.format(port=self.port) + "\n".join(servers) + "\n")
        self._others.append(self.run("haproxy", "/usr/sbin/haproxy", "-db", "-f", str(self.folder / "haproxy.cfg")))
        for node in self.nodes:
            node.start()
        self.wait_until_whole()
        with psycopg.connect(self._address("postgres", "postgres"), autocommit=True) as server:
            server.execute("CREATE ROLE alongside LOGIN")
            server.execute("CREATE DATABASE town OWNER alongside TEMPLATE template0")
        # Whoever is given the addresses of all asks the first that answers, and one without the database is an answer.
        wait_until(lambda: all(self._has_town(node) for node in self.nodes), 60, lambda: self.log(self.nodes[-1].name))

    def _has_town(self, node):
        try:
            psycopg.connect(f"postgres://alongside@127.0.0.1:{node.port}/town", connect_timeout=3).close()
            return True
        except psycopg.Error:
            return False

    def wait_until_whole(self, seconds=180):
        """One primary and two that follow, one of them as the synchronous one; the proxy knows."""
        last = self.nodes[-1].name
        wait_until(lambda: sum(node.answers("primary") for node in self.nodes) == 1, seconds, lambda: self.log(last))
        wait_until(lambda: sum(node.answers("replica") for node in self.nodes) == 2, seconds, lambda: self.log(last))
        wait_until(lambda: any(node.answers("synchronous") for node in self.nodes), seconds, lambda: self.log(last))
        wait_until(self._takes_writes, 30, lambda: self.log("haproxy"))

    def _takes_writes(self):
        try:
            with psycopg.connect(self._address("postgres", "postgres"), connect_timeout=3) as server:
                return server.execute("SELECT pg_is_in_recovery()").fetchone() == (False,)
        except psycopg.Error:
            return False

    @property
    def primary(self):
        return next(node for node in self.nodes if node.is_primary())

    @property
    def address(self):
        return self._address("alongside", "town")

    @property
    def addresses(self):
        hosts, ports = ",".join(["127.0.0.1"] * 3), ",".join(str(node.port) for node in self.nodes)
        return f"postgres://alongside@/town?host={hosts}&port={ports}&target_session_attrs=read-write&connect_timeout=3"

    def _address(self, user, name):
        return f"postgres://{user}@127.0.0.1:{self.port}/{name}"

    def log(self, name):
        return re.sub(r"\s+$", "", (self.folder / f"{name}.log").read_text(errors="replace"))[-3000:]


def listens(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True
