"""Two hundred people at once who want the same: the same ask sent again and again, the same ask sorted and matched by several at the desk, the same
task taken on by two helpers, the same receipt handed in and repaid by several, the same sheet brought in.

They work in waves. In each, everybody has their form before them, and all send at the same moment; what a wave has made is fought over in the next.
"""

import collections
import datetime
import random
import re
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor

import asking
import once
import town as towns
from load import DESK
from neighbourhood import RECEIPTS, SEND
from served import GROUP
from visitor import Visitor, read_forms

PEOPLE = 200
CONTESTED = 6  # of each kind, in a wave
PATIENCE = 90  # seconds until an answer: the last of so many waits for all others, on a busy machine for long
CONFLICT = (404, 409, 422)  # somebody else was quicker, and the page says so
SHEET = "Name,Phone,What do you need?,Status\n" + "".join(f"Sheetborn {{wave}} {line},0151 496 {line:04d},Groceries,New\n" for line in range(30))


class Fight:
    """Everybody's connections, and what they made."""

    def __init__(self, served, seed):
        self.served, self.chance = served, random.Random(seed)
        visitor = Visitor(served.address)
        self.desk = visitor.sign_in(served.sign_in_links["dispatcher"]).cookie
        self.money = visitor.sign_in(served.sign_in_links["treasurer"]).cookie
        self.visitor = visitor
        self.pool = ThreadPoolExecutor(PEOPLE)
        self._own = threading.local()
        self.answers = collections.Counter()  # status to how many
        self.asks, self.accepts, self.pays, self.receipts = [], [], [], []  # every form that was sent, for what it was about
        self.imported = []  # for each wave, how many of its importers were told that theirs was brought in
        self.helpers = []  # who fits, as the last page said
        self.wave = 0

    def close(self):
        self.pool.shutdown(cancel_futures=True)

    # One wave

    def go(self):
        """All kinds of fight at once, each over what the last wave has left."""
        self.wave += 1
        prepared = [*self._sort(), *self._match(), *self._take_on(), *self._hand_in(), *self._repay()]
        assert len(prepared) < PEOPLE, "too many have something else to do for anybody to ask"
        prepared += self._ask(PEOPLE - len(prepared))
        self.chance.shuffle(prepared)
        importers = self._import()
        gate = threading.Barrier(PEOPLE)
        list(self.pool.map(lambda form: self._send(form, gate), prepared))
        self.imported.append(sum(1 for importer in importers if importer.wait(120) == 0))

    def _send(self, form, gate):
        """Everybody has a connection of their own, kept from wave to wave."""
        if not hasattr(self._own, "visitor"):
            self._own.visitor = Visitor(self.served.address, patience=PATIENCE)
        self._own.visitor.cookie = form.cookie
        cookie = form.cookie
        gate.wait(PATIENCE)
        asking.send(self._own.visitor, form)
        form.cookie = cookie
        self.answers[form.answer.status] += 1
        return form

    def _form(self, cookie, page, action, fields, kind, about):
        """One more form of a page, with a one-time key of its own; nothing where the page has none."""
        self.visitor.cookie = cookie
        found = dict(read_forms(self.visitor.page(page).text)).get(action)
        return found and asking.Sent(action, {**found.hidden, **fields}, kind, about, cookie=cookie)

    def _copies(self, form, count):
        return [asking.Sent(form.path, form.fields, form.kind, form.about, cookie=form.cookie) for _ in range(count)]

    # What they fight over

    def _ask(self, people):
        """A few forms, each sent again and again, by all who have nothing else to do."""
        self.visitor.cookie = None
        forms = [asking.fill_ask(self.visitor, GROUP) for _ in range(CONTESTED)]
        fresh = [copy for number in range(people) for copy in self._copies(forms[number % CONTESTED], 1)]
        self.asks += fresh
        return fresh

    def _sort(self):
        """Three at the desk read the same ask."""
        pages = self._pages("triage")
        fields = {"urgency": "today", "cost": "fund", "cap": "30"}
        found = [self._form(self.desk, page, f"{page}/triage", fields, "triage", once.decode(page.split("/")[-1])) for page in pages for _ in range(3)]
        return [form for form in found if form]

    def _match(self):
        """Three at the desk ask others for the same ask, each two in an order."""
        prepared = []
        for page in self._pages("open"):
            forms = [form for to, form in read_forms(self.visitor.page(page).text) if to == f"{page}/match" and "helper" in form.hidden]
            self.helpers = [form.hidden["helper"] for form in forms] or self.helpers
            for _ in range(3):
                form = self._form(self.desk, page, f"{page}/match", {"over-limit": "yes"}, "match", once.decode(page.split("/")[-1]))
                if form and len(self.helpers) > 1:
                    form.fields = [(name, value) for name, value in form.fields.items() if name != "helper"]
                    form.fields += [("helper", helper) for helper in self.chance.sample(self.helpers, 2)]
                    prepared.append(form)
        return prepared

    def _take_on(self):
        """Both helpers of an order say yes to the same ask: the second is asked, and the first may still say so. Each taps three times."""
        links = self._links()
        for page in self._pages("offered"):
            form = self._form(self.desk, page, f"{page}/next", {}, "next", None)
            if form:
                self.visitor.post(form.path, form.fields)
        links |= self._links()
        prepared = []
        for message, link in list(links.items()):
            self.visitor.cookie = None
            page = self.visitor.get(link).text
            form = dict(read_forms(page)).get(f"{link}/accept")
            if form:
                tomorrow = (datetime.date.today() + datetime.timedelta(days=1)).isoformat()
                fields = {**form.hidden, "day": tomorrow, "when-from": "10:00", "when-until": "12:00"}
                prepared += self._copies(asking.Sent(f"{link}/accept", fields, "accept", message), 2)
        self.accepts += prepared
        return prepared

    def _pages(self, queue):
        self.visitor.cookie = self.desk
        board = self.visitor.page(f"{DESK}?queue={queue}&order=newest").text
        return list(dict.fromkeys(re.findall(rf'href="({DESK}/asks/\w+)[^"]*" data-row>(?:(?!</a>).)*Quillfeather', board)))[:CONTESTED]

    def _links(self):
        """The links in messages that ask somebody whether they could help. What waits besides them is marked as sent, so that the queue moves on."""
        self.visitor.cookie = self.desk
        page = self.visitor.page(SEND).text
        forms, found = dict(read_forms(page)), {}
        for text, card in re.findall(r'<section class="card" data-message="(\w+)">(.*?)</section>', page, re.DOTALL):
            link = re.search(r"https?://[^/\s]+(/\w+/l/\w+)", card)
            if link and "could you help?" in card:
                found[once.decode(text)] = link.group(1)
            if f"{SEND}/{text}/sent" in forms:
                self.visitor.post(f"{SEND}/{text}/sent", forms[f"{SEND}/{text}/sent"].hidden)
        return found

    def _hand_in(self):
        """The winner hands in the same receipt by three taps."""
        prepared = []
        winners = {sent.path.removesuffix("/accept"): sent.about for sent in self.accepts if sent.is_acknowledged}
        handed_in = {sent.path for sent in self.receipts}
        for link, message in winners.items():
            path = f"{link}/done"
            if path in handed_in:
                continue
            self.visitor.cookie = None
            form = dict(read_forms(self.visitor.get(path).text)).get(path)
            if form:
                total = f"{self.chance.randrange(1, 20)}.{self.chance.randrange(100):02d}"
                prepared += self._copies(asking.Sent(path, {**form.hidden, "total": total}, "receipt", message), 3)
        self.receipts += prepared
        return prepared

    def _repay(self):
        """Three treasurers, each with the page before them, pay the same receipt."""
        self.visitor.cookie = self.money
        page = self.visitor.page(RECEIPTS).text.split("Repaid in the last two weeks")[0]
        prepared = []
        for path in list(dict.fromkeys(re.findall(rf"{RECEIPTS}/\w+", page)))[:CONTESTED + 4]:
            pot = re.search(r'<select id="pot".*?<option value="(\w+)"', self.visitor.page(path).text, re.DOTALL)
            fields = {"method": "cash", "pot": pot.group(1) if pot else "", "overdraw": "yes"}
            found = [self._form(self.money, path, f"{path}/pay", fields, "pay", once.decode(path.split("/")[-1])) for _ in range(3)]
            prepared += [form for form in found if form]
        self.pays += prepared
        return prepared

    def _import(self):
        """Four bring in the same sheet, while all this goes on."""
        sheet = self.served.parent / f"sheet-{self.wave}.csv"
        sheet.write_text(SHEET.replace("{wave}", str(self.wave)))
        command = [towns.PROGRAM, "import", str(sheet), "--data", str(self.served.folder), "--group", GROUP]
        return [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(4)]
