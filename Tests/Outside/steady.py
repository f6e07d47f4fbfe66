"""People who do not give up: whoever hears that nothing was saved, or hears nothing, sends the same form again until it is acknowledged."""

import re
import time

import asking
import once
from load import DESK, Load
from served import GROUP
from visitor import Busy, Unanswered, Visitor

AWAY = 503
PAUSE = 0.1  # seconds until somebody tries again
PACE = 0.4  # seconds until somebody sends the next form: a long run is to fit on the pages of the board


class Away(Exception):
    """The page says that the database cannot be reached."""


class SteadyLoad(Load):
    """Load that goes on through an outage. It remembers when answers came, and what was said while there were none."""

    def __init__(self, address, desk_cookie, askers=2, offerers=1):
        super().__init__(address, desk_cookie, askers, offerers)
        self.acknowledged_at = []  # moments
        self.refused = []  # (moment, language of the page, seconds until it came)
        self.slowest = 0.0  # seconds until any answer
        self.unsure = 0  # answers that never came, or that did not say whether it was saved

    def _loop(self, one):
        visitor = Visitor(self._address)
        try:
            while not self._over.is_set():
                try:
                    one(visitor)
                except (Away, Unanswered):
                    time.sleep(PAUSE)
        except Exception as fault:  # told by `end`, in the test's own thread
            self.faults.append(fault)
        finally:
            visitor.close()

    def _ask(self, visitor):
        self._send(visitor, self._filled(asking.fill_ask, visitor), self.asks)
        self._over.wait(PACE)

    def _offer(self, visitor):
        self._send(visitor, self._filled(asking.fill_offer, visitor), self.offers)
        self._over.wait(PACE)

    def _triage(self, visitor):
        visitor.cookie = self._desk_cookie
        board = self._timed(lambda: visitor.get(f"{DESK}?queue=triage&order=newest"))
        for page in re.findall(rf'href="({DESK}/asks/\w+)[^"]*" data-row>(?:(?!</a>).)*Quillfeather', board.text)[:2]:
            if self._over.is_set():
                return
            form = self._filled(lambda visitor, _: visitor.form(page, f"{page}/triage"), visitor)
            misfit = len(self.triages) % 2 == 1
            sent = asking.Sent(f"{page}/triage", {**form.hidden, "urgency": "week", **({"misfit": "yes"} if misfit else {})}, "triage", once.decode(page.split("/")[-1]))
            self._send(visitor, sent, self.triages)
        self._over.wait(PACE)

    def _filled(self, fill, visitor):
        try:
            return fill(visitor, GROUP)
        except Busy as busy:
            raise Away from busy

    def _send(self, visitor, sent, into):
        """Until it is acknowledged, also when the load is over: a form is sent again, never a second one."""
        into.append(sent)
        while True:
            try:
                answer = self._timed(lambda: visitor.post(sent.path, sent.fields))
            except Away:
                time.sleep(PAUSE)
            except Unanswered:
                self.unsure += 1
                time.sleep(PAUSE)
            else:
                assert answer.status == 303, f"{sent.path} answered {answer.status}:\n{answer.text[-2000:]}"
                sent.answer = answer
                self.acknowledged_at.append(time.monotonic())
                return

    def _timed(self, send):
        began = time.monotonic()
        try:
            answer = send()
        finally:
            took = time.monotonic() - began
            self.slowest = max(self.slowest, took)
        if answer.status == AWAY:
            language = re.search(r'<html lang="(\w+)"', answer.text)
            self.refused.append((time.monotonic(), language and language.group(1), took))
            raise Away
        return answer

    def longest_silence(self):
        """Seconds between two acknowledgements that followed each other."""
        moments = sorted(self.acknowledged_at)
        return max((later - earlier for earlier, later in zip(moments, moments[1:])), default=0.0)
