"""A primary that dies or freezes under load: no acknowledged write is lost, people are told meanwhile, and it comes back by itself."""

import time

import pytest

from account import Account
from cluster import Cluster
from engines import ServerDatabase
from served import Served
from steady import SteadyLoad
from visitor import Unanswered, Visitor
from waiting import wait_until

pytestmark = pytest.mark.long

LONGEST = 90  # seconds without an acknowledgement: Patroni's 20 until the key of the dead is gone, an election, and a busy machine
WORDS = {"en": "We cannot reach our database", "es": "no podemos acceder a nuestra base de datos", "ar": "لا يمكننا الوصول إلى قاعدة بياناتنا"}


class OnCluster(Served):
    """A town on a cluster of the test's own."""

    def __init__(self, cluster, address):
        super().__init__(on_server=True)
        self.cluster, self.place = cluster, address

    def server(self):
        return [self.place]

    def database(self, path=None):
        return ServerDatabase(self.cluster.address)


@pytest.fixture
def cluster():
    with Cluster() as cluster:
        yield cluster


def fail_over(cluster, address, fail, mend):
    """Load; `fail` for the primary; load goes on with another one; `mend` for the old one, which comes back as one that follows."""
    with OnCluster(cluster, address) as served:
        account = Account(served)
        load = SteadyLoad(served.address, account.cookie)
        load.begin()
        wait_until(lambda: len(load.acknowledged_at) > 20, 60, "nothing was acknowledged")
        failed = cluster.primary
        before = len(load.acknowledged_at)
        began = time.monotonic()
        fail(failed)
        told = told_in_every_language(served, load)
        wait_until(
            lambda: load.faults or sum(at > began + 2 for at in load.acknowledged_at) > 20, LONGEST + 30,
            lambda: f"{cluster.log(failed.name)}\n{served.errors()}"
        )
        assert not load.faults, f"{load.faults}\n{served.errors()}"
        mend(failed)
        cluster.wait_until_whole()
        wait_until(lambda: len(load.acknowledged_at) > before + 60, 60, "it did not go on")
        load.end()
        assert cluster.primary is not failed
        assert told == set(WORDS)
        assert load.refused and all(language == "en" for _, language, _ in load.refused)
        account.note(load)
        account.look(load)
        assert not account.wrong, account.wrong
        assert served.problems() == []
        silence = load.longest_silence()
        assert silence < LONGEST
        print(
            f"{len(load.acknowledged_at)} acknowledged, none lost or twice; {silence:.1f} s without an acknowledgement, "
            f"{len(load.refused)} pages of 503, {load.unsure} without an answer, slowest answer {load.slowest:.1f} s"
        )


def told_in_every_language(served, load):
    """Which languages were told that the database is away, in their own words, while it was."""
    told = set()
    wait_until(lambda: load.refused, 60, "nobody was told that the database is away")
    for language, words in WORDS.items():
        try:
            page = Visitor(served.address, headers={"Accept-Language": language}).get("/riverside/ask")
        except Unanswered:
            continue
        if page.status == 503 and words in page.text:
            told.add(language)
    return told


def test_a_primary_that_is_killed_under_load_loses_no_acknowledged_write(cluster):
    fail_over(cluster, cluster.address, lambda node: node.kill(), lambda node: node.start())


def test_a_primary_that_freezes_under_load_loses_no_acknowledged_write(cluster):
    """Its connections stay open and answer nothing; the proxy cuts them, and when it thaws it steps down."""
    fail_over(cluster, cluster.address, lambda node: node.freeze(), lambda node: node.thaw())


def test_without_a_proxy_the_addresses_of_all_nodes_find_the_new_primary(cluster):
    """Nobody cuts the connections to the frozen one: the program itself gives them up."""
    fail_over(cluster, cluster.addresses, lambda node: node.freeze(), lambda node: node.thaw())
