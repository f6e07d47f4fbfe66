"""Two nodes of one installation on a PostgreSQL server, behind HAProxy: joined as an operator joins them."""

import pathlib
import re
import shutil
import socket
import subprocess
import tempfile

import town as towns
from debian import free_port
from served import Served
from visitor import Unanswered, Visitor
from waiting import wait_until

PATIENCE = 60  # seconds


class Joined(Served):
    """An empty folder that becomes a node of another town's installation. Its code is typed on the other one as soon as it shows it."""

    def __init__(self, first, name):
        super().__init__()
        self.empty, self.first, self.name = True, first, name

    def command(self):
        database = (self.first.folder / "database-address").read_text().strip()
        joining = [] if (self.folder / "database-address").exists() else ["--database", database, "--node-name", self.name]
        return [*super().command(), *joining]

    def _read(self, output):
        super()._read(self._let_in(output))

    def _let_in(self, output):
        for line in output:
            if shown := re.search(rb"node add (\S+)", line):
                towns.run("node", "add", shown.group(1).decode(), "--data", str(self.first.folder))
            yield line


class Proxy:
    """HAProxy before the nodes, as docs/running describes it: it asks each for /ready, and sends the next request to one that says yes."""

    def __init__(self, nodes):
        self.nodes = nodes
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="alongside-proxy-"))
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        (self.folder / "haproxy.cfg").write_text(self.settings())
        self._log = open(self.folder / "log", "wb")
        self._process = subprocess.Popen(["/usr/sbin/haproxy", "-db", "-f", "haproxy.cfg"], cwd=self.folder, stdout=self._log, stderr=self._log)
        self.wait_for(len(self.nodes))
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        self._log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def settings(self):
        servers = "\n".join(f"    server node{number} {node.address.removeprefix('http://')} check" for number, node in enumerate(self.nodes))
        return f"""\
global
    maxconn 400
    stats socket {self.folder}/socket
defaults
    mode http
    timeout connect 2s
    timeout client 30s
    timeout server 30s
    # Only a request that no node has begun is sent to another one: a form may be sent twice by people alone.
    retries 3
    option redispatch 1
frontend people
    bind 127.0.0.1:{self.port}
    default_backend nodes
backend nodes
    balance roundrobin
    option httpchk GET /ready
    http-check expect status 200
    default-server inter 200ms fall 1 rise 1
{servers}
"""

    def ready(self):
        """How many nodes it sends requests to."""
        with socket.socket(socket.AF_UNIX) as asked:
            try:
                asked.connect(str(self.folder / "socket"))
            except OSError:  # it has only begun
                return 0
            asked.sendall(b"show stat\n")
            said = b"".join(iter(lambda: asked.recv(65536), b"")).decode()
        return sum(1 for line in said.splitlines() if line.startswith("nodes,node") and ",UP," in line)

    def wait_for(self, count):
        wait_until(lambda: self.ready() == count, PATIENCE, f"HAProxy does not see {count} nodes ready")


class TwoNodes:
    """`with TwoNodes() as two: two.first, two.second, two.proxy`"""

    def __enter__(self):
        self._cookies = {}
        self.first = Served(on_server=True)
        self.first.__enter__()
        self.second = Joined(self.first, "birch")
        try:
            self.second.__enter__()
            self.proxy = Proxy([self.first, self.second]).__enter__()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if hasattr(self, "proxy"):
            self.proxy.__exit__()
            for node in self.nodes:  # nobody waits for what they hold back for a proxy
                if node.ended_with is None:
                    node.kill()
        self.second.__exit__()
        self.first.__exit__()

    @property
    def nodes(self):
        return [self.first, self.second]

    def cookie(self, role):
        """Of a session that began on the first node: a link of the desk works once."""
        if role not in self._cookies:
            self._cookies[role] = Visitor(self.first.address).sign_in(self.first.sign_in_links[role]).cookie
        return self._cookies[role]


class Patient(Visitor):
    """Somebody behind the proxy: every answer but those that were asked for is noted."""

    def send(self, method, path, body, headers):
        answer = super().send(method, path, body, headers)
        if answer.status >= 500:
            raise Refused(f"{method} {path} answered {answer.status}")
        return answer


class Refused(Unanswered):
    """The proxy had nobody to ask, or the node that was asked is gone: nobody knows whether it did what it was asked."""


class Proxied:
    """Stands before a kind of `Load`, with every request through the proxy. One that is not answered ends the work of whoever sent it, unless it may: then they go on."""

    may_lose = False

    def __init__(self, *arguments, **more):
        self.lost = []  # requests without an answer
        super().__init__(*arguments, **more)

    def _loop(self, one):
        while not self._over.is_set():
            visitor = Patient(self._address)
            try:
                while not self._over.is_set():
                    self._once(one, visitor)
            except Unanswered as lost:
                self.lost.append(str(lost))
                if not self.may_lose:
                    return
            except Exception as fault:  # told by `end`, in the test's own thread
                self.faults.append(fault)
                return
            finally:
                visitor.close()
