"""The rules of `half_there.py` see what they are for: each names what one statement has broken in a copy of a whole database."""

import shutil
import sqlite3

import pytest

import asking
import once
from engines import open_file
from half_there import RULES, RULES_OF_A_FILE, half_there
from served import GROUP, Served
from visitor import Visitor

# One statement for each rule that breaks it; `:ask` is an ask that came through the web.
BREAKS = {
    "ask without its person": "DELETE FROM person WHERE person_id = (SELECT person_id FROM ask WHERE ask_id = :ask)",
    "ask without its words": "UPDATE ask SET details = NULL WHERE ask_id = :ask",
    "ask without its subject": "DELETE FROM subject WHERE subject_id = :ask",
    "ask without the group's key": "DELETE FROM record_key WHERE subject_id = :ask AND reader = zeroblob(16)",
    "ask from the web without its private link": "DELETE FROM link WHERE subject_id = :ask",
    "ask without its history": "DELETE FROM history WHERE subject_id = :ask",
    "ask triaged without a word in its history": "UPDATE ask SET triaged_at = 1 WHERE ask_id = :ask",
    "ask closed as out of scope without a message": """
        UPDATE ask SET state = 'closed', closing = 'out_of_scope', closed_at = 1 WHERE ask_id = :ask
        """,
    "person without a subject or the group's key": """
        DELETE FROM record_key WHERE subject_id = (SELECT person_id FROM ask WHERE ask_id = :ask) AND reader = zeroblob(16)
        """,
    "offer without its person, helper, key, link or history": """
        DELETE FROM history WHERE subject_id = (SELECT offer_id FROM offer WHERE forgotten_at IS NULL LIMIT 1)
        """,
    "match proposed without a message": """
        DELETE FROM message WHERE match_id = (SELECT match_id FROM help_match WHERE state = 'proposed' LIMIT 1)
        """,
    "ask withdrawn without a word in its history": """
        UPDATE ask SET state = 'closed', closing = 'withdrawn', closed_at = 1 WHERE ask_id = :ask
        """,
    "promise whose ask does not know of it": """
        UPDATE ask SET state = 'open' WHERE ask_id = (SELECT ask_id FROM help_match WHERE state IN ('accepted', 'shopping', 'at_door') LIMIT 1)
        """,
    "delivery whose ask does not know of it": """
        UPDATE ask SET state = 'under_way' WHERE ask_id = (
            SELECT ask.ask_id FROM ask JOIN help_match ON help_match.ask_id = ask.ask_id AND help_match.state = 'done' WHERE ask.state = 'done' LIMIT 1)
        """,
    "receipt of a delivery that is still under way": """
        UPDATE help_match SET state = 'shopping' WHERE match_id = (SELECT match_id FROM receipt WHERE match_id IS NOT NULL LIMIT 1)
        """,
    "receipt paid without its row in the ledger, or the other way round": """
        UPDATE receipt SET state = 'submitted' WHERE receipt_id = (SELECT receipt_id FROM receipt WHERE state = 'paid' LIMIT 1)
        """,
    "message about a match that is not there": """
        DELETE FROM help_match WHERE match_id = (SELECT match_id FROM message WHERE match_id IS NOT NULL LIMIT 1)
        """,
    "link to a subject with no key of its own": """
        DELETE FROM record_key WHERE subject_id = :ask AND reader <> zeroblob(16)
        """,
    "subject with no row of its kind": "DELETE FROM ask WHERE ask_id = :ask",
    "key of nothing": "DELETE FROM subject WHERE subject_id = :ask",
    "reference to a row that is not there": "DELETE FROM person WHERE person_id = (SELECT person_id FROM ask WHERE ask_id = :ask)",
    "damage": """
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = 'CREATE INDEX ask_person ON ask (group_id, category_id)' WHERE name = 'ask_person'
        """,
}


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """The database of a stopped server, and the ID of an ask in it that came through the web."""
    with Served() as served:
        visitor = Visitor(served.address)
        sent = asking.send(visitor, asking.fill_ask(visitor, GROUP))
        assert served.stop() == 0
        path = served.copy_of_database(tmp_path_factory.mktemp("stopped"))
    return path, once.results(open_file(path), [sent])[sent.once]


def test_a_whole_database_breaks_no_rule(stopped):
    assert half_there(open_file(stopped[0])) == {}


def test_every_rule_is_broken_once():
    assert set(BREAKS) == set(RULES) | set(RULES_OF_A_FILE)


@pytest.mark.parametrize("rule", BREAKS)
def test_a_broken_rule_is_named(rule, stopped, tmp_path):
    whole, ask = stopped
    path = shutil.copy2(whole, tmp_path / "broken.sqlite")
    database = sqlite3.connect(path)
    database.executescript(BREAKS[rule].replace(":ask", f"x'{ask.hex()}'"))
    database.commit()
    database.close()
    assert half_there(open_file(path)).get(rule), f"{rule} was made and not found"
