"""Pages for everybody come from a replica while it is less than ten seconds behind, and from the primary otherwise; nothing else comes from it."""

import time

import psycopg
import pytest

import asking
from served import GROUP, Served
from standby import Pair
from visitor import Visitor
from waiting import wait_until

pytestmark = pytest.mark.long

BOUND = 10  # seconds


class WithReplica(Served):
    def __init__(self, pair):
        super().__init__(on_server=True)
        self.pair = pair

    def server(self):
        return [self.pair.address, "--replica", self.pair.replica_address]


def test_pages_for_everybody_come_from_a_replica_that_is_not_far_behind():
    with Pair() as pair, WithReplica(pair) as served:
        anybody = Visitor(served.address)
        member = Visitor(served.address).sign_in(served.sign_in_links["dispatcher"])
        names = lambda *visitors: [called(visitor) for visitor in visitors]

        rename(pair, "Riverside One")
        wait_until(lambda: called(anybody) == "Riverside One", BOUND, "what was changed never came")
        # From now on the replica is stuck in the past. Somebody without a session sees it, and nobody else does.
        pair.pause()
        began = time.monotonic()
        rename(pair, "Riverside Two")
        assert names(anybody, member) == ["Riverside One", "Riverside Two"]
        sent = asking.send(anybody, asking.fill_ask(anybody, GROUP))
        assert sent.fields["what"] in anybody.get(sent.link).text, "what somebody has just written was looked for on the replica"
        behind = wait_until(lambda: called(anybody) == "Riverside Two", BOUND + 5, "it was read from further behind than the bound")
        assert time.monotonic() - began < BOUND + 3
        pair.go_on()
        # It is used again: stuck once more, and seen once more.
        wait_until(lambda: reads(pair, anybody), BOUND * 2, "the replica was never used again")
        pair.pause()
        rename(pair, "Riverside Three")
        assert names(anybody, member) == ["Riverside Two", "Riverside Three"]
        pair.go_on()
        # A replica that dies is missed by nobody.
        pair.stop("replica")
        assert called(anybody) == "Riverside Three"
        pair.start("replica")
        wait_until(lambda: reads(pair, anybody), BOUND * 3, "the replica was never used again")
        assert served.problems() == []
        print(f"stuck, it was left for the primary after {behind:.1f} s")


def called(visitor):
    page = visitor.get(f"/{GROUP}")
    assert page.status == 200
    return page.text.split("<h1>")[1].split("</h1>")[0]


def rename(pair, name):
    with pair.primary("town") as database:
        database.execute("UPDATE aid_group SET name = %s", [name])


def reads(pair, visitor):
    """Whether the page of the group is read from the replica: its own count of transactions goes up by what it reads of the group."""
    count = "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_user_tables WHERE relname = 'aid_group'"
    with psycopg.connect(pair.replica_address, autocommit=True) as replica:
        before = replica.execute(count).fetchone()
        called(visitor)
        return replica.execute(count).fetchone() != before
