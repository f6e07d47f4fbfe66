"""What the database remembers of forms that were sent: the hash of their one-time key, and what came of it."""

import hashlib

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def key_hash(once):
    return hashlib.sha256(b"once:" + once.encode()).digest()


def decode(text):
    """Crockford's base 32, as IDs and tokens are written; what is left of the last letter is dropped."""
    number = 0
    for letter in text:
        number = number << 5 | ALPHABET.index(letter)
    bits = len(text) * 5
    return (number >> bits % 8).to_bytes(bits // 8, "big")


def results(database, sent):
    """The rows that forms led to: one-time key to the ID in bytes. A form that did not arrive is not among them."""
    known = dict(database.execute("SELECT key_hash, result FROM once").fetchall())
    return {form.once: decode(known[key_hash(form.once)]) for form in sent if key_hash(form.once) in known}
