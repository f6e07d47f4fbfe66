"""Several people at once who write as fast as they are answered, each remembering what was acknowledged."""

import re
import threading
import time

import asking
import once
from served import GROUP
from visitor import Unanswered, Visitor, read_forms

DESK = f"/{GROUP}/desk"


class Load:
    """Begins on `begin`, and ends when the server is gone or `end` is called. Afterwards it tells what it sent."""

    def __init__(self, address, desk_cookie, askers=3, offerers=1):
        self.asks, self.offers, self.triages = [], [], []
        self.others = []  # all that is neither ask nor offer nor triage
        self.faults = []  # what went wrong other than that no answer came
        self._address, self._desk_cookie = address, desk_cookie
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._loop, args=[one], daemon=True) for one in self._people(askers, offerers)]

    def _people(self, askers, offerers):
        return [self._ask] * askers + [self._offer] * offerers + [self._triage]

    def begin(self):
        for thread in self._threads:
            thread.start()

    def end(self):
        self._over.set()
        for thread in self._threads:
            thread.join(60)
        assert not any(thread.is_alive() for thread in self._threads), "somebody still waits for an answer"
        assert not self.faults, self.faults[0]

    @property
    def deeds(self):
        """Every form that was sent."""
        return self.asks + self.offers + self.triages + self.others

    @property
    def people(self):
        """How many send at the same time, each one request after the other."""
        return len(self._threads)

    def acknowledged_asks(self):
        return [sent for sent in self.asks if sent.link]

    def acknowledged_offers(self):
        return [sent for sent in self.offers if sent.link]

    def unanswered(self):
        """Forms of which nobody knows whether they arrived."""
        return [sent for sent in self.deeds if sent.answer is None]

    def _loop(self, one):
        visitor = Visitor(self._address)
        try:
            while not self._over.is_set():
                self._once(one, visitor)
        except Unanswered:
            pass
        except Exception as fault:  # told by `end`, in the test's own thread
            self.faults.append(fault)
        finally:
            visitor.close()

    def _once(self, one, visitor):
        one(visitor)

    def _ask(self, visitor):
        self._send(visitor, asking.fill_ask(visitor, GROUP), self.asks)

    def _offer(self, visitor):
        self._send(visitor, asking.fill_offer(visitor, GROUP), self.offers)

    def _send(self, visitor, sent, into):
        into.append(sent)
        asking.send(visitor, sent)
        assert sent.answer.status == 303, f"{sent.path} answered {sent.answer.status}:\n{sent.answer.text[-2000:]}"

    def _triage(self, visitor):
        """Somebody at the desk who reads what is new; every other ask is nothing that the group does, and its asker is told so."""
        visitor.cookie = self._desk_cookie
        board = visitor.page(f"{DESK}?queue=triage&order=newest").text
        waiting = re.findall(rf'href="({DESK}/asks/\w+)[^"]*" data-row>(?:(?!</a>).)*Quillfeather', board)
        if not waiting:
            time.sleep(0.005)  # nobody has asked yet
        for page in waiting[:4]:
            form = dict(read_forms(visitor.page(page).text)).get(f"{page}/triage")
            if form is None:
                continue  # withdrawn meanwhile
            fields = {**form.hidden, **self._sorting(len(self.triages))}
            sent = asking.Sent(f"{page}/triage", fields, "triage", once.decode(page.split("/")[-1]))
            self._send(visitor, sent, self.triages)
            self._was_read(page, sent)

    def _sorting(self, number):
        return {"urgency": "week", **({"misfit": "yes"} if number % 2 else {})}

    def _was_read(self, page, sent):
        pass
