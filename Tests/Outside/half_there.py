"""What must hold between the rows of a database after any crash: whatever is there is there with all its parts."""

from engines import ServerDatabase

# Each a sentence with {count}, and a statement that finds the rows that break it.
RULES = {
    "ask without its person": """
        SELECT ask_id FROM ask WHERE forgotten_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM person WHERE person.group_id = ask.group_id AND person.person_id = ask.person_id AND person.sealed IS NOT NULL)
        """,
    "ask without its words": "SELECT ask_id FROM ask WHERE forgotten_at IS NULL AND (face IS NULL OR details IS NULL)",
    "ask without its subject": """
        SELECT ask_id FROM ask WHERE forgotten_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM subject WHERE subject.group_id = ask.group_id AND subject.subject_id = ask.ask_id AND subject.kind = 'ask')
        """,
    "ask without the group's key": """
        SELECT ask_id FROM ask WHERE forgotten_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM record_key AS key WHERE key.group_id = ask.group_id AND key.subject_id = ask.ask_id AND key.reader = zeroblob(16))
        """,
    "ask from the web without its private link": """
        SELECT ask_id FROM ask WHERE forgotten_at IS NULL AND door = 'web' AND NOT EXISTS (
            SELECT 1 FROM link WHERE link.group_id = ask.group_id AND link.subject_id = ask.ask_id AND link.purpose = 'asker')
        """,
    "ask without its history": """
        SELECT ask_id FROM ask WHERE forgotten_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM history WHERE history.group_id = ask.group_id AND history.subject_id = ask.ask_id AND history.verb = 'asked')
        """,
    "ask triaged without a word in its history": """
        SELECT ask_id FROM ask WHERE forgotten_at IS NULL AND door = 'web' AND triaged_at IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM history WHERE history.group_id = ask.group_id AND history.subject_id = ask.ask_id AND history.verb = 'triaged')
        """,
    "ask closed as out of scope without a message": """
        SELECT ask_id FROM ask WHERE forgotten_at IS NULL AND closing = 'out_of_scope' AND reach IN ('phone', 'email') AND NOT EXISTS (
            SELECT 1 FROM message WHERE message.group_id = ask.group_id AND message.subject_id = ask.ask_id AND message.kind = 'cannot_do')
        """,
    "person without a subject or the group's key": """
        SELECT person_id FROM person WHERE forgotten_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM subject JOIN record_key AS key ON key.group_id = subject.group_id AND key.subject_id = subject.subject_id
            WHERE subject.group_id = person.group_id AND subject.subject_id = person.person_id AND key.reader = zeroblob(16))
        """,
    "offer without its person, helper, key, link or history": """
        SELECT offer_id FROM offer WHERE forgotten_at IS NULL AND NOT (
            sealed IS NOT NULL
            AND EXISTS (SELECT 1 FROM person WHERE person.group_id = offer.group_id AND person.person_id = offer.person_id)
            AND EXISTS (SELECT 1 FROM helper WHERE helper.group_id = offer.group_id AND helper.person_id = offer.person_id)
            AND EXISTS (SELECT 1 FROM record_key AS key WHERE key.group_id = offer.group_id AND key.subject_id = offer.offer_id
                AND key.reader = zeroblob(16))
            AND EXISTS (SELECT 1 FROM link WHERE link.group_id = offer.group_id AND link.subject_id = offer.offer_id)
            AND EXISTS (SELECT 1 FROM history WHERE history.group_id = offer.group_id AND history.subject_id = offer.offer_id
                AND history.verb = 'offered'))
        """,
    "match proposed without a message": """
        SELECT match_id FROM help_match WHERE state = 'proposed' AND NOT EXISTS (
            SELECT 1 FROM message WHERE message.group_id = help_match.group_id AND message.match_id = help_match.match_id)
        """,
    "ask withdrawn without a word in its history": """
        SELECT ask_id FROM ask WHERE forgotten_at IS NULL AND closing = 'withdrawn' AND NOT EXISTS (
            SELECT 1 FROM history WHERE history.group_id = ask.group_id AND history.subject_id = ask.ask_id AND history.verb = 'withdrawn')
        """,
    "promise whose ask does not know of it": """
        SELECT match_id FROM help_match JOIN ask ON ask.group_id = help_match.group_id AND ask.ask_id = help_match.ask_id
        WHERE help_match.state IN ('accepted', 'shopping', 'at_door') AND (
            ask.state NOT IN ('accepted', 'under_way') OR help_match.accepted_at IS NULL OR NOT EXISTS (
                SELECT 1 FROM history WHERE history.group_id = ask.group_id AND history.subject_id = ask.ask_id AND history.verb = 'accepted'))
        """,
    "delivery whose ask does not know of it": """
        SELECT match_id FROM help_match JOIN ask ON ask.group_id = help_match.group_id AND ask.ask_id = help_match.ask_id
        WHERE help_match.state = 'done' AND help_match.occasion = ask.occasion AND ask.forgotten_at IS NULL AND (
            ask.state NOT IN ('done', 'closed') OR NOT EXISTS (
                SELECT 1 FROM follow_up WHERE follow_up.group_id = ask.group_id AND follow_up.ask_id = ask.ask_id))
        """,
    "receipt of a delivery that is still under way": """
        SELECT receipt_id FROM receipt JOIN help_match ON help_match.group_id = receipt.group_id AND help_match.match_id = receipt.match_id
        WHERE help_match.state IN ('planned', 'proposed', 'accepted', 'shopping', 'at_door')
        """,
    "receipt paid without its row in the ledger, or the other way round": """
        SELECT receipt_id FROM receipt WHERE (state = 'paid') <> EXISTS (
            SELECT 1 FROM ledger_entry AS entry WHERE entry.group_id = receipt.group_id AND entry.receipt_id = receipt.receipt_id
                AND entry.kind = 'repayment' AND entry.amount_minor = -receipt.amount_minor
                AND NOT EXISTS (SELECT 1 FROM ledger_entry AS back WHERE back.group_id = entry.group_id AND back.reverses = entry.entry_id))
        """,
    "message about a match that is not there": """
        SELECT message_id FROM message WHERE match_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM help_match WHERE help_match.group_id = message.group_id AND help_match.match_id = message.match_id)
        """,
    "link to a subject with no key of its own": """
        SELECT link_id FROM link WHERE purpose = 'asker' AND ended_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM record_key AS key WHERE key.group_id = link.group_id AND key.subject_id = link.subject_id AND key.reader = link.link_id)
        """,
    "subject with no row of its kind": """
        SELECT subject_id FROM subject WHERE kind IN ('ask', 'person', 'offer') AND NOT EXISTS (
            SELECT 1 FROM ask WHERE ask.group_id = subject.group_id AND ask.ask_id = subject.subject_id
            UNION ALL SELECT 1 FROM person WHERE person.group_id = subject.group_id AND person.person_id = subject.subject_id
            UNION ALL SELECT 1 FROM offer WHERE offer.group_id = subject.group_id AND offer.offer_id = subject.subject_id)
        """,
    "key of nothing": """
        SELECT subject_id FROM record_key WHERE NOT EXISTS (
            SELECT 1 FROM subject WHERE subject.group_id = record_key.group_id AND subject.subject_id = record_key.subject_id)
        """,
}

# What SQLite looks for itself. A PostgreSQL server holds its references at every write, and the checksums of its pages at every read.
RULES_OF_A_FILE = {
    "reference to a row that is not there": "SELECT \"table\" FROM pragma_foreign_key_check",
    "damage": "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
}


def half_there(database):
    """Which rules are broken, with how many rows; nothing when all is whole."""
    rules = RULES if isinstance(database, ServerDatabase) else RULES | RULES_OF_A_FILE
    broken = {rule: len(database.execute(statement).fetchall()) for rule, statement in rules.items()}
    return {rule: count for rule, count in broken.items() if count}
