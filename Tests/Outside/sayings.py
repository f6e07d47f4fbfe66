"""What the program says in each language when something could not be saved, as its catalogs have it."""

import functools
import html
import pathlib
import re

CATALOGS = pathlib.Path(__file__).parents[2] / "Sources" / "Words" / "Catalogs"
NOTHING_SAVED = ("problem.disk.full", "problem.database.away", "problem.database.damaged")


@functools.cache
def sentences(*keys):
    """Each key in every language."""
    found = []
    for catalog in sorted(CATALOGS.glob("*.po")):
        text = catalog.read_text(encoding="utf-8")
        for key in keys:
            words = re.search(rf'^msgid "{re.escape(key)}"\nmsgstr "(.+)"$', text, re.M)
            assert words, f"{catalog.name} lacks {key}, or it is not one line"
            found.append(words.group(1))
    return found


def says(page, *keys):
    """Whether a page says one of these, in any language."""
    text = html.unescape(page)
    return any(sentence in text for sentence in sentences(*keys))
