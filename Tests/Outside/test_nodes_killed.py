"""Two nodes behind HAProxy, of which one is killed again and again, by chance, while people do everything that they do: minutes long, part of bin/test --all."""

import os
import random
import time

import pytest

from account import Account
from neighbourhood import Neighbourhood
from nodes import Proxied, TwoNodes
from waiting import wait_until

SEED = int(os.environ.get("ALONGSIDE_CRASH_SEED", random.SystemRandom().randrange(1 << 32)))
SECONDS = 100


class NeighbourhoodOfTwo(Proxied, Neighbourhood):
    """Everybody goes to the proxy, and on when an answer does not come."""

    may_lose = True


class AccountOfTwo(Account):
    """What was acknowledged by either node; the look goes through the first."""

    def __init__(self, two, seed):
        self.two = two
        super().__init__(two.first, seed)

    def load(self):
        self.rounds += 1
        return NeighbourhoodOfTwo(self.two.proxy.address, self.cookie, self.money_cookie, self.business, f"{self.seed} {self.rounds}")

    def round(self, chance):
        """Load, SIGKILL to one of the two at a moment by chance, and more load on the other; then it starts again."""
        load = self.load()
        load.begin()
        self.wait_a_moment(load, chance)
        node = chance.choice(self.two.nodes)
        node.kill()
        self.kills += 1
        acknowledged = sum(1 for sent in load.deeds if sent.is_acknowledged)
        try:
            wait_until(
                lambda: load.faults or sum(1 for sent in load.deeds if sent.is_acknowledged) > acknowledged + 5, 30, "the other node did not go on")
        finally:
            self.note(load)
            node.start()
            self.two.proxy.wait_for(2)
        return load


@pytest.mark.long
def test_two_nodes_killed_again_and_again_lose_nothing_halve_nothing_and_send_nothing_twice():
    chance, end = random.Random(SEED), time.monotonic() + SECONDS
    with TwoNodes() as two:
        account = AccountOfTwo(two, SEED)
        while time.monotonic() < end and not account.wrong:
            load = account.round(chance)
            account.look(load)
            if not account.wrong:
                account.send_again(load)
        account.look()
        account.nothing_missing()
        gone = account.gone()
        assert not account.wrong and not gone, f"ALONGSIDE_CRASH_SEED={SEED}\n" + "\n".join(map(str, [*account.wrong, *gone]))
        assert account.kills > 3 and account.acknowledged > 50, f"{account.kills} kills, {account.acknowledged} acknowledged show nothing"
    print(f"{account.kills} kills, {account.acknowledged} acknowledged, 0 lost, 0 half, 0 sent twice")
