"""Two nodes behind HAProxy on one PostgreSQL server: what one does the other knows, none of them is missed while it restarts, and one that dies takes nothing along."""

import json
import subprocess
import time

import pytest

import asking
import town as towns
from account import Account
from load import DESK, Load
from nodes import Joined, Proxied, TwoNodes
from served import GROUP
from visitor import Visitor
from waiting import wait_until


@pytest.fixture(scope="module")
def two():
    with TwoNodes() as nodes:
        yield nodes


def desk(node, cookie):
    visitor = Visitor(node.address)
    visitor.cookie = cookie
    return visitor


def test_signed_in_on_one_somebody_goes_on_on_the_other(two):
    cookie = two.cookie("dispatcher")
    assert desk(two.second, cookie).get(DESK).status == 200
    ask = asking.send(Visitor(two.second.address), asking.fill_ask(Visitor(two.first.address), GROUP))
    assert ask.link, "a form that was filled in on one node was not taken by the other"
    # The same form through the other node is the same ask, and whoever asked is found there in the very next request.
    assert Visitor(two.first.address).post(ask.path, ask.fields).location == ask.link
    again = Visitor(two.first.address).get(ask.link)
    assert again.status == 200 and ask.fields["what"] in again.text
    word = asking.code_word(again.text)
    for node in (two.first, two.second):
        found = desk(node, cookie).get(f"{DESK}?queue=triage&order=newest").text
        assert word in found
        looking = desk(node, cookie)
        form = looking.form(DESK, f"{DESK}/find")
        answer = looking.post(f"{DESK}/find", {**form.hidden, "find": ask.fields["reach"]})
        assert answer.status == 200 and word in answer.text, "who asked is not found by their number"


def test_a_category_changed_on_one_is_seen_on_the_other_at_once(two):
    cookie = two.cookie("dispatcher")
    page = f"{DESK}/settings/categories"
    first = desk(two.first, cookie)
    form = first.form(page, page)
    assert "Lawn bowls" not in Visitor(two.second.address).get(f"/{GROUP}/ask").text
    fields = {**form.hidden, "do": "add", "emoji": "🎳", "name-en": "Lawn bowls", "kind": "errand", "minutes": "60"}
    answer = first.post(page, fields)
    assert answer.status == 303, answer.text[-1500:]
    assert "Lawn bowls" in Visitor(two.second.address).get(f"/{GROUP}/ask").text


def test_the_nodes_are_listed_and_doctor_finds_nothing(two):
    nodes = {node["name"]: node for node in json.loads(towns.run("node", "list", "--json", "--data", str(two.second.folder)))}
    assert len(nodes) == 2 and nodes["birch"]["isThis"] and all(node["isRunning"] for node in nodes.values())
    assert len({node["keysUpTo"] for node in nodes.values()}) == 1
    assert two.first.problems() == [] and two.second.problems() == []


def test_a_node_that_is_taken_out_ends_in_good_order_and_does_not_come_back(two):
    with Joined(two.first, "cedar") as third:
        towns.run("node", "remove", "cedar", "--data", str(two.first.folder))
        wait_until(lambda: third.ended_with is not None, 30, "a node that was taken out serves on")
        assert third.ended_with == 0 and "was taken out" in third.errors()
        refused = subprocess.run(third.command(), capture_output=True, text=True, timeout=60)
        assert refused.returncode != 0 and "was taken out" in refused.stderr


class ThroughTheProxy(Proxied, Load):
    """The load of the other tests, with every request through the proxy."""

    def __init__(self, two, cookie, may_lose=False):
        super().__init__(two.proxy.address, cookie)
        self.may_lose = may_lose


class Acknowledged(Account):
    """What was acknowledged through the proxy, looked for on the first node."""

    def __init__(self, two):
        self.two = two
        super().__init__(two.first)

    def signed_in(self, role):
        return self.two.cookie(role)


def whole(load, account):
    """Everything that was acknowledged is there, whole and once."""
    account.note(load)
    account.look(load)
    account.send_again(load)
    account.look()
    assert not account.wrong, account.wrong


@pytest.mark.long
def test_a_rolling_restart_under_load_fails_no_request(two):
    account = Acknowledged(two)
    load = ThroughTheProxy(two, account.cookie)
    load.begin()
    for _ in range(2):
        for node in two.nodes:
            node.stop()
            two.proxy.wait_for(1)
            asked = len(load.acknowledged_asks())
            wait_until(lambda: len(load.acknowledged_asks()) > asked + 3, 30, "nobody was answered while a node was away")
            node.start()
            two.proxy.wait_for(2)
    load.end()
    assert load.lost == []
    whole(load, account)
    print(f"{len(load.asks)} asks, {len(load.offers)} offers, {len(load.triages)} triages over four restarts, none unanswered")


@pytest.mark.long
def test_a_node_that_dies_under_load_takes_nothing_along(two):
    account = Acknowledged(two)
    load = ThroughTheProxy(two, account.cookie, may_lose=True)
    load.begin()
    wait_until(lambda: len(load.acknowledged_asks()) > 10, 30, "nobody was answered")
    two.second.kill()
    died = time.monotonic()
    asked = len(load.acknowledged_asks())
    wait_until(lambda: len(load.acknowledged_asks()) > asked + 10, 30, "the other node did not go on")
    went_on = time.monotonic() - died
    load.end()
    assert len(load.lost) <= load.people, f"more went unanswered than was under way when it died: {load.lost}"
    whole(load, account)
    two.second.start()
    two.proxy.wait_for(2)
    assert two.first.problems() == []
    print(f"{len(load.asks)} asks, {len(load.lost)} requests unanswered, ten more asks within {went_on:.1f} s of the kill")
