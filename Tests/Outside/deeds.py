"""What each kind of form that was sent must have left in the database once it was acknowledged."""

import collections

import once


class Rows:
    """What is committed, read once: enough to find every deed in it."""

    def __init__(self, database):
        every = lambda statement: database.execute(statement).fetchall()
        keyed = lambda statement: {row[0]: row[1:] for row in every(statement)}
        self.once = dict(every("SELECT key_hash, result FROM once"))
        self.asks = keyed("SELECT ask_id, state, closing, urgency, triaged_at FROM ask")
        self.offers = {row[0] for row in every("SELECT offer_id FROM offer")}
        self.matches = keyed("SELECT match_id, ask_id, helper_id, state, accepted_at FROM help_match")
        self.offered = {(ask, helper) for ask, helper, *_ in self.matches.values()}
        self.messages = keyed("SELECT message_id, state, match_id, kind, person_id FROM message")
        self.receipts = keyed("SELECT receipt_id, match_id, amount_minor, state, paid_at FROM receipt")
        self.history = {(subject, verb): count for subject, verb, count in every("SELECT subject_id, verb, count(*) FROM history GROUP BY 1, 2")}
        self.ledger = every("SELECT receipt_id, amount_minor, kind FROM ledger_entry")
        # Each time that somebody was told that they marked a message as sent, there is one way back.
        self.told = dict(every("SELECT subject_id, count(*) FROM undo WHERE verb = 'told' AND used_at IS NULL GROUP BY 1"))
        self.handed_in = collections.defaultdict(list)
        for match, amount, *_ in self.receipts.values():
            self.handed_in[match].append(amount)
        self.repayments = collections.defaultdict(list)
        for receipt, amount, kind in self.ledger:
            if kind == "repayment":
                self.repayments[receipt].append(amount)

    def result(self, key):
        """The row that the form with this one-time key has made; nothing when there is none."""
        result = self.once.get(once.key_hash(key))
        return once.decode(result) if result else None

    def match_of(self, message):
        return self.messages.get(message, (None, None))[1]

    @property
    def balance(self):
        return sum(amount for _, amount, _ in self.ledger)


def minor(amount):
    pounds, pence = amount.split(".")
    return int(pounds) * 100 + int(pence)


def is_triaged(sent, rows):
    state, closing, urgency, triaged_at = rows.asks.get(sent.about, (None,) * 4)
    if triaged_at is None or urgency != sent.fields["urgency"]:
        return False
    return closing == "out_of_scope" if "misfit" in sent.fields else closing != "out_of_scope"


def is_withdrawn(sent, rows):
    ask = rows.result(sent.about)
    return rows.asks.get(ask, (None, None))[:2] == ("closed", "withdrawn") and (ask, "withdrawn") in rows.history


def is_accepted(sent, rows):
    match = rows.matches.get(rows.match_of(sent.about))
    return match is not None and match[3] is not None and (match[0], "accepted") in rows.history


def is_handed_in(sent, rows):
    match = rows.match_of(sent.about)
    return rows.handed_in.get(match) == [minor(sent.fields["total"])] and rows.matches[match][2] == "done"


def is_paid(sent, rows):
    _, amount, state, paid_at = rows.receipts.get(sent.about, (None,) * 4)
    return state == "paid" and paid_at is not None and rows.repayments.get(sent.about) == [-amount]


# By kind of form: whether what it does is there, with all its parts.
THERE = {
    "ask": lambda sent, rows: rows.result(sent.once) in rows.asks,
    "offer": lambda sent, rows: rows.result(sent.once) in rows.offers,
    "change": lambda sent, rows: (rows.result(sent.about), "changed") in rows.history,
    "withdraw": is_withdrawn,
    "triage": is_triaged,
    "match": lambda sent, rows: once_was(sent, rows) and (sent.about, once.decode(sent.fields["helper"])) in rows.offered,
    "sent": lambda sent, rows: rows.messages.get(sent.about, (None,))[0] == "sent" and rows.told.get(sent.about, 1) == 1,
    "accept": is_accepted,
    "receipt": is_handed_in,
    "pay": lambda sent, rows: once_was(sent, rows) and is_paid(sent, rows),
}


def once_was(sent, rows):
    return once.key_hash(sent.once) in rows.once


def was_done(sent, rows):
    """Whether this very form, and not another one to the same end, has done its work."""
    return sent.kind in ("ask", "offer", "triage", "match", "pay") and once_was(sent, rows)


def is_there(sent, rows):
    return THERE[sent.kind](sent, rows)


def changes_of(deeds):
    """How many changes of each ask were acknowledged, by the ask's own one-time key."""
    return collections.Counter(sent.about for sent in deeds if sent.kind == "change" and sent.is_acknowledged)
