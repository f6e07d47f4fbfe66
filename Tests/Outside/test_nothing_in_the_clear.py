"""Forgetting (a): on the first day nothing that is held of people stands in any file of the installation, its backups and its logs."""

import datetime
import json
import re

import asking
from byte_search import SHORTEST, ByteSearch
from served import GROUP
from visitor import Visitor

WORDS = "Zwieback, barley malt and a hot-water bottle"
PLACE = "The green caravan behind Corncrake Yard"


def test_nothing_held_of_people_stands_in_any_file(served):
    people = served.people()
    assert len(people) > 500, "the people file of the demo is nearly empty"
    typed = a_busy_hour(served) + an_old_sheet(served)
    search = ByteSearch([*people, *typed, *numbers(people + typed)])

    while_served = served.files()
    assert {"alongside.sqlite", "alongside.sqlite-wal"} <= {path.name for path in while_served}
    assert (served.folder / "alongside.sqlite-wal").stat().st_size > 10_000, "nothing stands in the log of writes"
    assert search.in_files(while_served) == []

    printed = served.alongside("backup", "--out", str(served.parent / "backup"))
    assert search(printed.encode()) == []
    assert served.stop() == 0
    backups = [path for folder in ("backup", "backup.keys") for path in sorted((served.parent / folder).iterdir())]
    assert {path.suffix for path in backups} == {".sqlite", ".json", ".sealed"}
    assert search.in_files(backups) == []
    assert search.in_files(served.files()) == []
    assert search(served.errors().encode() + "\n".join(served.said).encode()) == []

    # The search does read what these files hold: what everybody may know stands in each database.
    public = ByteSearch(["Riverside Neighbours"])
    for path in [served.folder / "alongside.sqlite", next(path for path in backups if path.suffix == ".sqlite")]:
        assert public.in_files([path]), f"not even the group's name stands in {path}"


def a_busy_hour(served):
    """Asks, an offer, triage, an opened contact, a withdrawal. Returns what people typed; the server has written all of it."""
    neighbour, desk = Visitor(served.address), Visitor(served.address).sign_in(served.sign_in_links["dispatcher"])
    sent = [asking.send(neighbour, asking.fill_ask(neighbour, GROUP, words=WORDS, place=PLACE)) for _ in range(4)]
    sent.append(asking.send(neighbour, asking.fill_offer(neighbour, GROUP)))
    assert all(one.link for one in sent)
    board = desk.get(f"/{GROUP}/desk?order=newest").text
    pages = re.findall(rf'href="(/{GROUP}/desk/asks/\w+)[^"]*" data-row>(?:(?!</a>).)*Quillfeather', board)
    assert len(pages) == 4
    for number, page in enumerate(pages):
        opened = desk.post(f"{page}/open/contact", desk.form(page, f"{page}/open/contact").hidden)
        assert opened.status == 200 and "7700" in opened.text.replace(" ", "")
        fields = {**desk.form(page, f"{page}/triage").hidden, "urgency": "today", **({"misfit": "yes"} if number == 0 else {})}
        assert desk.post(f"{page}/triage", fields).status == 303
    withdrawn = f"{sent[1].link}/withdraw"
    assert neighbour.post(withdrawn, neighbour.form(sent[1].link, withdrawn).hidden).status == 303
    return [text for one in sent for text in one.said] + [WORDS]


def an_old_sheet(served):
    """A sheet from before: people who were helped so long ago that nobody of them may be stored, somebody who is kept, and a row that could not be read.

    Returns what stands in it."""
    said = ["Quondam Erstwhile", "07700 900688", "Candied angelica", "Perplexa Muddlecombe", "Ottoline Zwillingstein", "07700 900777", "Seven beeswax candles"]
    today = datetime.date.today().isoformat()
    sheet = served.parent / "Winterbourne's own list.csv"
    sheet.write_text(
        "Date,Name,Phone,Area,What do you need,Status,Closed on\n"
        f"2024-04-02,{said[0]},{said[1]},Mill Lane,{said[2]},Done,2024-04-05\n"
        f"sometime,{said[3]},,,,,\n"
        f"{today},{said[4]},{said[5]},Mill Lane,{said[6]},,\n"
    )
    printed = served.alongside("import", str(sheet), "--group", GROUP, "--json")
    sheet.unlink()
    summary = json.loads(printed[printed.index("{") :])
    assert (summary["past"], len(summary["skipped"]), summary["asks"]) == (1, 1, 1), summary
    assert not [text for text in said if text in printed]
    return [*said, sheet.name]


def numbers(texts):
    """The last nine digits of every phone number: they stay the same however the number is written."""
    digits = [re.sub(r"\D", "", text) for text in texts if re.fullmatch(r"\+?[\d ()-]{7,}", text)]
    return [number[-9:] for number in digits if len(number) >= max(9, SHORTEST)]
