"""No answer to a write leaves before PostgreSQL has confirmed its COMMIT, nor does that confirm before its log is synced, as a trace of both shows."""

import psycopg
import pytest

from database_server import DatabaseServer, working_in
from load import Load
from served import Served
from server_tracing import strace, unconfirmed_answers
from tracing import read_trace
from visitor import Visitor
from waiting import wait_until

FORMS = 20


def traced(folder, server, meanwhile=lambda: None):
    """Serves a town on the server with both under strace and several people writing at once; `meanwhile` happens once it is served. Returns the calls,
    and the keys of the forms that were answered."""
    trace = folder / "trace"
    with Served(on_server=server.url) as served:
        served.stop()
        served.under = [*strace(working_in(server.data)), "-o", str(trace)]
        served.start()
        meanwhile()
        cookie = Visitor(served.address).sign_in(served.sign_in_links["dispatcher"]).cookie
        load = Load(served.address, cookie)
        load.begin()
        count = lambda: sum(1 for sent in load.deeds if sent.is_acknowledged)
        wait_until(lambda: count() >= FORMS, 120, lambda: f"only {count()} forms were answered in two minutes")
        load.end()
        assert served.stop() == 0
    server.kill()  # strace ends with the last that it follows
    wait_until(lambda: trace.read_text().rstrip().endswith("+++"), 20, "strace did not finish")
    keys = [sent.once for sent in load.deeds if sent.is_acknowledged]
    with open(trace, encoding="ascii") as lines:
        return read_trace(lines), keys


@pytest.fixture
def server():
    with DatabaseServer() as server:
        yield server


def test_every_answer_waits_for_the_servers_commit_and_that_for_its_sync(tmp_path, server):
    calls, keys = traced(tmp_path, server)
    assert len(keys) >= FORMS
    assert unconfirmed_answers(calls, keys) == []


def test_a_server_that_confirms_before_it_syncs_is_seen(tmp_path, server):
    """The program refuses to start with such a server; this one changes its mind afterwards."""

    def change():
        with psycopg.connect(server.url, autocommit=True) as connection:
            # Else the server's own writer may sync in time, by chance.
            connection.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
            connection.execute("ALTER SYSTEM SET synchronous_commit = off")
            connection.execute("SELECT pg_reload_conf()")
            wait_until(lambda: connection.execute("SHOW synchronous_commit").fetchone()[0] == "off", 20, "the server does not change its mind")

    calls, keys = traced(tmp_path, server, change)
    wrong = unconfirmed_answers(calls, keys)
    # A few may be covered by the sync of the server's own writer that came between.
    assert len(wrong) > len(keys) / 2, wrong
    # Nothing else is different: every request, COMMIT and answer was found.
    assert all(line.endswith("the server confirmed before its log was synced") for line in wrong), wrong
