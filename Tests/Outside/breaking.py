"""Breaks a town while nobody serves it, so that a crash run has something to find: what the harness is itself tested with."""

import sqlite3

import psycopg

from deeds import Rows


def lose(rows, account):
    """An offer that was acknowledged, as if its COMMIT had never reached the disk."""
    offer = next(rows.result(sent.once) for sent in reversed(account.of("offer")) if sent.is_acknowledged)
    return "DELETE FROM offer WHERE offer_id = ?", offer


def halve(rows, account):
    """An ask of which one row is missing."""
    ask = next(rows.result(sent.once) for sent in reversed(account.of("ask")) if rows.result(sent.once) in rows.asks)
    return "DELETE FROM history WHERE subject_id = ? AND verb = 'asked'", ask


def double(rows, account):
    """A message that was marked as sent, and waits to be sent again."""
    message = next(sent.about for sent in reversed(account.of("sent")) if sent.is_acknowledged)
    return "UPDATE message SET state = 'waiting', sent_at = NULL, sent_by = NULL WHERE message_id = ?", message


BREAKS = {"lost": (lose, "offer"), "half": (halve, "ask"), "twice": (double, "sent")}


def is_breakable(account, breaking):
    """Whether there is anything yet that can be broken so."""
    return any(sent.is_acknowledged for sent in account.of(BREAKS[breaking][1]))


def break_town(account, breaking):
    served = account.served
    database = served.database()
    statement, about = BREAKS[breaking][0](Rows(database), account)
    database.close()
    if served.on_server:
        with psycopg.connect((served.folder / "database-address").read_text().strip(), autocommit=True) as server:
            server.execute("SET session_replication_role = replica")  # references are not looked at
            changed = server.execute(statement.replace("?", "%s"), [about]).rowcount
    else:
        with sqlite3.connect(served.folder / "alongside.sqlite") as file:
            changed = file.execute(statement, [about]).rowcount
        file.close()
    assert changed == 1, f"{changed} rows were broken"
