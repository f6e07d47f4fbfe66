"""A server that was off for 32 days: it says why forgetting waits, and forgets what is due within a minute of `confirm-clock`."""

import asking
from served import GROUP
from visitor import Visitor
from waiting import wait_until

DAY = 86_400_000  # milliseconds

# What is sealed of subjects that should have been forgotten before today, and the subjects themselves.
DUE = "SELECT subject_id, kind FROM subject WHERE living = 0 AND due_day < ?"
SEALED = {
    "ask": "SELECT count(*) FROM ask WHERE ask_id = ? AND (face IS NOT NULL OR details IS NOT NULL OR forgotten_at IS NULL)",
    "person": "SELECT count(*) FROM person WHERE person_id = ? AND (sealed IS NOT NULL OR forgotten_at IS NULL)",
    "offer": "SELECT count(*) FROM offer WHERE offer_id = ? AND (sealed IS NOT NULL OR forgotten_at IS NULL)",
    "receipt": "SELECT count(*) FROM receipt WHERE receipt_id = ? AND (sealed IS NOT NULL OR forgotten_at IS NULL)",
}
KEYS = "SELECT count(*) FROM record_key WHERE subject_id = ?"


def test_after_32_days_forgetting_waits_until_the_clock_is_confirmed(served_in_time):
    served = served_in_time
    living, closed = ask(served), ask(served)
    withdraw(served, closed)
    assert served.database().execute("SELECT DISTINCT retention_days FROM aid_group").fetchall() == [(30,)]
    today = served.database().execute("SELECT newest_seen / ? FROM installation", [DAY]).fetchone()[0]
    assert served.stop() == 0

    served.move_clock(days=32)
    before = len(served.errors())
    served.start()
    wait_until(lambda: "Forgetting waits" in served.errors()[before:], 30, lambda: f"it did not say that it waits: {served.errors()[before:]}")
    said = next(line for line in served.errors()[before:].splitlines() if "Forgetting waits" in line)
    assert "longer than 14 days" in said and "clock" in said and "alongside confirm-clock" in said, said
    waits = [finding for finding in served.problems() if finding["check"] == "clock"]
    assert len(waits) == 1 and "Forgetting waits" in waits[0]["what"] and "confirm-clock" in waits[0]["todo"]

    # A whole round of the nightly work has passed by them, and they are there.
    due = served.database().execute(DUE, [today + 32]).fetchall()
    assert {kind for _, kind in due} >= set(SEALED), "the demo town has nothing of some kind that is due"
    assert still_sealed(served, due) > len(due)
    assert Visitor(served.address).get(closed.link).status == 200

    assert "The clock is confirmed" in served.alongside("confirm-clock")
    seconds = wait_until(lambda: still_sealed(served, due) == 0, 60, lambda: f"{still_sealed(served, due)} are still there after a minute")
    print(f"{len(due)} due subjects went {seconds:.1f} s after confirm-clock")
    assert served.database().execute(DUE, [today + 32]).fetchall() == []
    assert Visitor(served.address).get(closed.link).status == 404
    assert living.fields["what"] in Visitor(served.address).get(living.link).text
    assert served.problems() == []
    assert served.stop() == 0


def test_a_server_that_ran_on_does_not_wait(served_in_time):
    """The same town without the gap: what the test above waits for is said because of the gap alone."""
    served = served_in_time
    assert served.stop() == 0
    served.move_clock(hours=20)
    seen = "SELECT newest_seen FROM installation"
    before = served.database().execute(seen).fetchone()[0]
    served.start()
    later = lambda: served.database().execute(seen).fetchone()[0] > before + DAY * 19 / 24
    wait_until(later, 30, "it did not note that it runs")
    assert served.stop() == 0
    assert "Forgetting waits" not in served.errors()


def ask(served):
    visitor = Visitor(served.address)
    return asking.send(visitor, asking.fill_ask(visitor, GROUP))


def withdraw(served, sent):
    visitor, to = Visitor(served.address), f"{sent.link}/withdraw"
    assert visitor.post(to, visitor.form(sent.link, to).hidden).status == 303


def still_sealed(served, due):
    """How many rows and keys of these subjects are still there."""
    database = served.database()
    try:
        rows = sum(database.execute(SEALED[kind], [subject]).fetchone()[0] for subject, kind in due if kind in SEALED)
        return rows + sum(database.execute(KEYS, [subject]).fetchone()[0] for subject, _ in due)
    finally:
        database.close()
