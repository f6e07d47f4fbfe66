"""Looks for texts in files, byte by byte, in every way in which a text can stand there without being sealed."""

import base64
from dataclasses import dataclass

# So many bytes of UTF-8 are no chance in any encoding; what is shorter stands in anything, such as a name of five Latin letters.
SHORTEST = 6


@dataclass(frozen=True)
class Found:
    text: str
    encoding: str
    place: str
    offset: int


def encodings(text):
    """The name of each encoding and the bytes that stand in a file when the text does, whatever is around it."""
    plain = text.encode("utf-8")
    return {
        "UTF-8": plain,
        "UTF-16LE": text.encode("utf-16-le"),
        "UTF-16BE": text.encode("utf-16-be"),
        **hexadecimal(plain),
        **base_64(plain),
    }


def hexadecimal(data):
    return {"hex": data.hex().encode(), "HEX": data.hex().upper().encode()}


def base_64(data):
    """Three bytes are four letters, so a text stands there in one of three ways. Letters that also hold bits of a neighbour are left away."""
    found = {}
    for before in range(3):
        letters = base64.b64encode(bytes(before) + data)
        first = (before * 8 + 5) // 6  # letters that hold bits of what comes before
        last = (before + len(data)) * 8 // 6  # letters that hold bits of nothing else
        found[f"base64+{before}"] = letters[first:last]
        found[f"base64url+{before}"] = letters[first:last].translate(bytes.maketrans(b"+/", b"-_"))
    return found


class ByteSearch:
    """A search for many texts at once: the first bytes of all are in one table, and each place of a file is looked up there."""

    def __init__(self, texts, secrets=()):
        """`secrets` are bytes, such as what a token is in binary, besides texts. A text that is shorter than `SHORTEST` is an error."""
        wanted = {}
        for text in texts:
            if len(text.encode()) < SHORTEST:
                raise ValueError(f"{text!r} is too short to be found by its bytes")
            for encoding, pattern in encodings(text).items():
                wanted.setdefault(pattern, (text, encoding))
        for secret in secrets:
            wanted.setdefault(secret, (secret.hex(), "as it is"))
            for encoding, pattern in {**hexadecimal(secret), **base_64(secret)}.items():
                wanted.setdefault(pattern, (secret.hex(), encoding))
        self._reach = min(map(len, wanted), default=1)
        self._by_start = {}
        for pattern, what in wanted.items():
            self._by_start.setdefault(pattern[: self._reach], []).append((pattern, what))

    def __call__(self, data, place=""):
        """Everything that stands in these bytes."""
        by_start, reach, found = self._by_start, self._reach, []
        for offset in range(len(data) - reach + 1):
            if candidates := by_start.get(data[offset : offset + reach]):
                for pattern, (text, encoding) in candidates:
                    if data.startswith(pattern, offset):
                        found.append(Found(text, encoding, place, offset))
        return found

    def in_files(self, files):
        return [one for path in files for one in self(path.read_bytes(), str(path))]
