"""A whole neighbourhood at once: asks are made, changed, withdrawn, read, matched, told by hand, taken on, delivered and repaid.

Everybody goes by the pages that they are shown. What passes between them is in `Business`, which lives on when the server is killed.
"""

import collections
import datetime
import random
import re
from dataclasses import dataclass, field

import asking
import once
from load import DESK, Load
from served import GROUP
from visitor import Busy, read_forms

OVER = (404, 409, 422)  # somebody else was quicker, and the page says so
SEND, RECEIPTS = f"{DESK}/send", f"{DESK}/receipts"


@dataclass
class Task:
    """What a helper was told by hand: the link, and the message that it stood in."""

    link: str
    message: bytes


@dataclass
class Business:
    """What people hold in their heads and hands over all kills."""

    read: collections.deque = field(default_factory=collections.deque)  # pages of asks that somebody can be found for
    tasks: collections.deque = field(default_factory=collections.deque)
    handed_over: set = field(default_factory=set)  # messages whose link a helper has
    marked: set = field(default_factory=set)  # messages that the desk was told are marked as sent
    helpers: set = field(default_factory=set)
    closed_receipts: set = field(default_factory=set)  # that the treasurer can do no more about
    seen_again: list = field(default_factory=list)  # messages that waited to be sent after they were marked


class Neighbourhood(Load):
    """Three who ask, one who offers, a desk of three, two helpers and a treasurer. `chance` decides what somebody does next."""

    def __init__(self, address, desk_cookie, money_cookie, business, seed):
        self.business = business
        self._money_cookie = money_cookie
        self._chance = random.Random(seed)
        super().__init__(address, desk_cookie)

    def _people(self, askers, offerers):
        return [*super()._people(askers, offerers), self._match, self._tell, self._help, self._help, self._repay]

    def _once(self, one, visitor):
        try:
            one(visitor)
        except Busy:
            self._over.wait(0.02)

    def _send(self, visitor, sent, into):
        into.append(sent)
        asking.send(visitor, sent)
        if sent.answer.status == 503:
            raise Busy(sent.path)
        refused = sent.answer.status in OVER and sent.kind not in ("ask", "offer")
        assert sent.answer.status == 303 or refused, f"{sent.path} answered {sent.answer.status}:\n{sent.answer.text[-2000:]}"

    def _ask(self, visitor):
        """Asks; sometimes says something else a moment later, and sometimes needs it no more."""
        ask = asking.fill_ask(visitor, GROUP)
        self._send(visitor, ask, self.asks)
        if self._chance.random() < 0.3:
            change = asking.fill_change(visitor, ask)
            change.about = ask.once
            self._send(visitor, change, self.others)
        if self._chance.random() < 0.15:
            withdrawal = asking.fill_withdrawal(visitor, ask)
            withdrawal.about = ask.once
            self._send(visitor, withdrawal, self.others)

    def _sorting(self, number):
        """Every fourth ask is nothing that the group does; what it does is for today, so that its messages go out at night too."""
        return {"urgency": "week", "misfit": "yes"} if number % 4 == 3 else {"urgency": "today", "cost": "fund", "cap": "30"}

    def _was_read(self, page, sent):
        if sent.is_acknowledged and "misfit" not in sent.fields:
            self.business.read.append(page)

    def _match(self, visitor):
        """Somebody at the desk asks a helper who fits, beyond their limit where that is reached: then they are only asked whether they want to."""
        visitor.cookie = self._desk_cookie
        page = self._next(self.business.read)
        if page is None:
            return
        forms = [form for to, form in read_forms(visitor.page(page).text) if to == f"{page}/match"]
        if not forms:
            return  # withdrawn, or matched by a form of which nobody knew whether it had arrived
        fitting = [form.hidden["helper"] for form in forms if "helper" in form.hidden]
        self.business.helpers |= set(fitting)
        hidden = {name: value for name, value in forms[0].hidden.items() if name != "helper"}
        helper = self._chance.choice(sorted(fitting or self.business.helpers))
        sent = asking.Sent(f"{page}/match", {**hidden, "helper": helper, "over-limit": "yes"}, "match", once.decode(page.split("/")[-1]))
        self._send(visitor, sent, self.others)

    def _tell(self, visitor):
        """Somebody at the desk sends by hand what waits: hands a helper their link, and marks the message as sent."""
        visitor.cookie = self._desk_cookie
        page = visitor.page(SEND).text
        forms = {to: form for to, form in read_forms(page)}
        cards = re.findall(r'<section class="card" data-message="(\w+)">(.*?)</section>', page, re.DOTALL)
        if not cards:
            self._over.wait(0.01)
        for text, card in cards[:4]:
            message, path = once.decode(text), f"{SEND}/{text}/sent"
            if message in self.business.marked:
                self.business.seen_again.append(message)
            if path not in forms:
                continue  # its number is opened first
            link = re.search(r"https?://[^/\s]+(/\w+/l/\w+)", card)
            if link and "could you help?" in card and message not in self.business.handed_over:
                self.business.handed_over.add(message)
                self.business.tasks.append(Task(link.group(1), message))
            sent = asking.Sent(path, forms[path].hidden, "sent", message)
            self._send(visitor, sent, self.others)
            if sent.is_acknowledged:
                self.business.marked.add(message)

    def _help(self, visitor):
        """A helper opens what they were told: says yes for tomorrow, and when they have said so it is done and came to an amount of its own."""
        task = self._next(self.business.tasks)
        if task is None:
            return
        is_over = False
        try:
            is_over = self._go_on(visitor, task)
        finally:
            if not is_over:
                self.business.tasks.append(task)

    def _go_on(self, visitor, task):
        """Does what the page of the task offers. True when there is no more to do."""
        answer = visitor.get(task.link)
        if answer.status == 503:
            raise Busy(task.link)
        actions = {to: form for to, form in read_forms(answer.text)}
        if f"{task.link}/accept" in actions:
            tomorrow = (datetime.date.today() + datetime.timedelta(days=1)).isoformat()
            when = {"day": tomorrow, "when-from": "10:00", "when-until": "12:00"}
            sent = asking.Sent(f"{task.link}/accept", {**actions[f"{task.link}/accept"].hidden, **when}, "accept", task.message)
            self._send(visitor, sent, self.others)
            return not sent.is_acknowledged
        if f'{task.link}/done"' in answer.text:
            path = f"{task.link}/done"
            total = f"{self._chance.randrange(1, 20)}.{self._chance.randrange(100):02d}"
            sent = asking.Sent(path, {**visitor.form(path, path).hidden, "total": total, "repayment": "cash"}, "receipt", task.message)
            self._send(visitor, sent, self.others)
        return True

    def _repay(self, visitor):
        """A treasurer pays what waits longest. Larger ones, which need a second person, stay."""
        visitor.cookie = self._money_cookie
        page = visitor.page(RECEIPTS).text.split("Repaid in the last two weeks")[0]
        waiting = [path for path in dict.fromkeys(re.findall(rf"{RECEIPTS}/\w+", page)) if path not in self.business.closed_receipts]
        if not waiting:
            self._over.wait(0.01)
        for path in waiting[:2]:
            page = visitor.page(path).text
            form = next((form for to, form in read_forms(page) if to == f"{path}/pay"), None)
            pot = re.search(r'<select id="pot".*?<option value="(\w+)"', page, re.DOTALL)
            if form is None or pot is None:
                self.business.closed_receipts.add(path)
                continue
            fields = {**form.hidden, "method": "cash", "pot": pot.group(1), "overdraw": "yes"}
            sent = asking.Sent(f"{path}/pay", fields, "pay", once.decode(path.split("/")[-1]))
            self._send(visitor, sent, self.others)
            self.business.closed_receipts.add(path)

    def _next(self, waiting):
        """What waits longest; nothing, a moment later, when nothing does."""
        try:
            return waiting.popleft()
        except IndexError:
            self._over.wait(0.01)
            return None
