"""The program behind a PgBouncer that hands out connections by transaction, on tables in partitions: people write, the pooler dies and comes back."""

import subprocess

import psycopg
import pytest

import town as towns
from account import Account
from engines import ServerDatabase
from pooler import Pooler
from served import Served
from steady import SteadyLoad
from visitor import Visitor
from waiting import wait_until


class Pooled(Served):
    """A town whose data lies behind a pooler, in three partitions."""

    def __init__(self, pooler):
        super().__init__(on_server=True)
        self.direct = towns.new_database()
        self.pooled = pooler.before(self.direct) + "?prepared=no"

    def server(self):
        return [self.pooled, "--database-direct", self.direct, "--partitions", "3"]

    def database(self, path=None):
        return ServerDatabase(self.direct)


@pytest.fixture
def pooler():
    with Pooler() as pooler:
        yield pooler


def test_behind_a_pooler_everything_posts_and_a_pooler_that_dies_loses_nothing(pooler):
    with Pooled(pooler) as served:
        account = Account(served)
        load = SteadyLoad(served.address, account.cookie)
        load.begin()
        wait_until(lambda: len(load.acknowledged_at) > 10, 60, "nothing was acknowledged")
        pooler.kill()
        wait_until(lambda: load.refused or load.unsure, 60, "nobody met the outage")
        assert Visitor(served.address, headers={"Accept-Language": "ar"}).get("/").text.count('lang="ar" dir="rtl"') == 1
        pooler.start()
        back = len(load.acknowledged_at)
        wait_until(lambda: len(load.acknowledged_at) > back + 10, 60, lambda: f"it did not come back: {load.faults}")
        load.end()
        account.note(load)
        account.look(load)
        assert not account.wrong, account.wrong
        assert all(language == "en" for _, language, _ in load.refused)
        assert served.problems() == []
        database = served.database()
        assert database.execute("SELECT count(*) FROM pg_inherits WHERE inhparent = 'ask'::regclass").fetchone() == (3,)
        database.close()
        # Nothing that lasts longer than a transaction went through the pooler, but for the lock that keeps a second program away.
        with psycopg.connect(served.pooled.replace("?prepared=no", ""), autocommit=True) as pooled:
            assert pooled.execute("SELECT count(*) FROM pg_prepared_statements").fetchone() == (0,)
            assert pooled.execute("SELECT current_setting('statement_timeout')").fetchone() == ("0",)


def test_a_pooler_that_is_not_told_of_is_refused_in_plain_words(pooler, tmp_path):
    direct = towns.new_database()
    places = {"pooler": pooler.before(direct), "other": towns.new_database()}
    for arguments, said in [
        (["{pooler}"], "Say so with prepared=no in the address"),
        (["{pooler}?prepared=no"], "Name the address of the server itself with --database-direct"),
        (["{pooler}?prepared=no", "--database-direct", "{pooler}"], "leads to a pooler"),
        (["{pooler}?prepared=no", "--database-direct", "{other}"], "leads to another database"),
    ]:
        command = [towns.PROGRAM, "serve", "--data", str(tmp_path / "town"), "--listen", "127.0.0.1:0", "--database"]
        done = subprocess.run([*command, *(text.format(**places) for text in arguments)], capture_output=True, text=True, timeout=60)
        assert done.returncode != 0 and said in done.stdout + done.stderr, done.stderr
        assert not (tmp_path / "town.keys").exists() and not (tmp_path / "town/database-address").exists()
