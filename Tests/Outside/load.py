"""Several people at once who write as fast as they are answered, each remembering what was acknowledged."""

import re
import threading
import time

import asking
from served import GROUP
from visitor import Unanswered, Visitor

DESK = f"/{GROUP}/desk"


class Load:
    """Begins on `begin`, and ends when the server is gone or `end` is called. Afterwards it tells what it sent."""

    def __init__(self, address, desk_cookie, askers=3, offerers=1):
        self.asks, self.offers, self.triages = [], [], []
        self.faults = []  # what went wrong other than that no answer came
        self._address, self._desk_cookie = address, desk_cookie
        self._over = threading.Event()
        loops = [self._ask] * askers + [self._offer] * offerers + [self._triage]
        self._threads = [threading.Thread(target=self._loop, args=[one], daemon=True) for one in loops]

    def begin(self):
        for thread in self._threads:
            thread.start()

    def end(self):
        self._over.set()
        for thread in self._threads:
            thread.join(60)
        assert not any(thread.is_alive() for thread in self._threads), "somebody still waits for an answer"
        assert not self.faults, self.faults[0]

    def acknowledged_asks(self):
        return [sent for sent in self.asks if sent.link]

    def acknowledged_offers(self):
        return [sent for sent in self.offers if sent.link]

    def unanswered(self):
        """Forms of which nobody knows whether they arrived."""
        return [sent for sent in self.asks + self.offers if sent.answer is None]

    def _loop(self, one):
        visitor = Visitor(self._address)
        try:
            while not self._over.is_set():
                one(visitor)
        except Unanswered:
            pass
        except Exception as fault:  # told by `end`, in the test's own thread
            self.faults.append(fault)
        finally:
            visitor.close()

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
        board = visitor.get(f"{DESK}?queue=triage&order=newest").text
        waiting = re.findall(rf'href="({DESK}/asks/\w+)[^"]*" data-row>(?:(?!</a>).)*Quillfeather', board)
        if not waiting:
            time.sleep(0.005)  # nobody has asked yet
        for page in waiting[:4]:
            form = visitor.form(page, f"{page}/triage")
            misfit = len(self.triages) % 2 == 1
            sent = asking.Sent(f"{page}/triage", {**form.hidden, "urgency": "week", **({"misfit": "yes"} if misfit else {})})
            self._send(visitor, sent, self.triages)
