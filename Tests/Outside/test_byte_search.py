"""The byte search finds what was planted, in every encoding and wherever it begins; otherwise its silence would mean nothing."""

import base64

import pytest

from byte_search import ByteSearch, encodings

TEXTS = ["Nadia Okonkwo-Müller", "شارع النيل 14", "07700 900123", "two words?>", "🧺 basket"]
NOISE = bytes(range(256)) * 4


def planted(text):
    """The text among noise, as each encoding writes it, at every offset that can make a difference."""
    for shift in range(3):
        before, after = NOISE[: 100 + shift], NOISE[7:300]
        raw = before + text.encode() + after
        yield f"UTF-8 at {shift}", raw
        yield f"UTF-16LE at {shift}", before + text.encode("utf-16-le") + after
        yield f"UTF-16BE at {shift}", before + text.encode("utf-16-be") + after
        yield f"hex at {shift}", raw.hex().encode()
        yield f"HEX at {shift}", raw.hex().upper().encode()
        yield f"base64 at {shift}", base64.b64encode(raw)
        yield f"base64url at {shift}", base64.urlsafe_b64encode(raw)
        yield f"base64 alone at {shift}", NOISE[:shift] + base64.b64encode(text.encode()) + b'"'


@pytest.mark.parametrize("text", TEXTS)
def test_a_planted_text_is_found_in_every_encoding(text, tmp_path):
    search = ByteSearch(TEXTS)
    for how, data in planted(text):
        path = tmp_path / "file"
        path.write_bytes(data)
        assert {found.text for found in search.in_files([path])} == {text}, how


def test_a_secret_is_found_in_binary_too():
    secret = bytes.fromhex("d81f0a55c3e2996bb7")
    search = ByteSearch([], [secret])
    for data in (secret, secret.hex().encode(), base64.b64encode(b"x" + secret + b"y")):
        assert [found.text for found in search(b"..." + data + b"...")] == [secret.hex()]


def test_nothing_is_found_where_nothing_is():
    search = ByteSearch(TEXTS)
    almost = [pattern[:-1] + bytes([pattern[-1] ^ 1]) for text in TEXTS for pattern in encodings(text).values()]
    assert search(NOISE + b"\xff".join(almost)) == []


def test_every_text_of_many_is_found_at_its_place():
    texts = [f"Name number {number:04d}" for number in range(500)]
    data = b"|".join(text.encode() for text in texts)
    found = ByteSearch(texts)(data)
    assert [(one.text, one.offset) for one in found] == [(text, 17 * number) for number, text in enumerate(texts)]


def test_a_text_that_stands_in_anything_is_refused():
    with pytest.raises(ValueError):
        ByteSearch(["Ana"])
