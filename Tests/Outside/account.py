"""What a town acknowledged over many kills of its server, and the look at whether all of it is there, whole, and once."""

import time

import asking
import once
from half_there import half_there
from load import DESK, Load
from visitor import Visitor

ROWS = {"ask": "SELECT ask_id FROM ask", "offer": "SELECT offer_id FROM offer"}


class Account:
    """What was acknowledged over all kills, and the look at whether it is there."""

    def __init__(self, served):
        self.served = served
        self.asks, self.offers, self.triages = [], [], []
        database = served.database()
        self.before = {kind: ids(database, kind) for kind in ROWS}
        database.close()
        self.cookie = Visitor(served.address).sign_in(served.sign_in_links["dispatcher"]).cookie

    def round(self, after, meanwhile=lambda: None):
        """Load, and SIGKILL so many seconds into it. `meanwhile` happens while no server runs."""
        load = Load(self.served.address, self.cookie)
        load.begin()
        time.sleep(after)  # the moment of the kill; no result is waited for
        self.served.kill()
        load.end()
        meanwhile()
        self.served.start()
        self.asks += load.asks
        self.offers += load.offers
        self.triages += load.triages
        return load

    def look(self, load):
        """Everything that this load was told is there, for those who hold its links and for the desk."""
        visitor = Visitor(self.served.address)
        for sent in load.acknowledged_asks() + load.acknowledged_offers():
            page = visitor.get(sent.link)
            assert page.status == 200, f"{sent.fields['name']} was acknowledged, and {sent.link} answers {page.status}"
            assert sent.fields["what"] in page.text, f"the page of {sent.fields['name']} lacks what was said"
        self._look_at_board(visitor, load.acknowledged_asks())
        database = self.served.database()
        assert half_there(database) == {}
        for sent in load.triages:
            if sent.link:
                triaged = once.decode(sent.path.split("/")[-2])
                found = database.execute("SELECT urgency, closing FROM ask WHERE ask_id = ? AND triaged_at IS NOT NULL", [triaged]).fetchone()
                assert found == ("week", "out_of_scope" if "misfit" in sent.fields else None), f"a triage was acknowledged and is not there: {found}"
        database.close()

    def _look_at_board(self, visitor, asks):
        """Each ask is on the board under its name and its code word, the same that its private page shows."""
        waiting = {sent.fields["name"]: asking.code_word(visitor.get(sent.link).text) for sent in asks}
        assert all(waiting.values()), "a private page shows no code word"
        desk = Visitor(self.served.address)
        desk.cookie = self.cookie
        for queue in ("triage", "open", "closed"):
            for page in range(1, 8):
                if not waiting:
                    return
                rows = desk.get(f"{DESK}?queue={queue}&order=newest&page={page}").text.split("<li>")
                shown = [name for name, word in waiting.items() if any(name in row and word in row for row in rows)]
                for name in shown:
                    del waiting[name]
                if not shown and page > 1:
                    break
        assert not waiting, f"acknowledged and not on the board: {waiting}"

    def send_again(self, load):
        """A form that is sent again leads to the same page, whether its first answer came or not, and makes nothing twice."""
        visitor = Visitor(self.served.address)
        for sent in load.acknowledged_asks()[-2:] + load.acknowledged_offers()[-1:]:
            assert visitor.post(sent.path, sent.fields).location == sent.link
        for sent in load.unanswered():
            again = visitor.post(sent.path, sent.fields)
            assert again.status == 303, f"{sent.path}, sent again, answered {again.status}"
            sent.answer = again
            assert visitor.get(sent.link).status == 200
        self.nothing_twice()

    def nothing_twice(self):
        """Exactly one row for every form that was sent, and no row that nobody sent."""
        database = self.served.database()
        for kind, forms in (("ask", self.asks), ("offer", self.offers)):
            results = once.results(database, forms)
            assert len(results) == len(forms), f"{len(forms) - len(results)} forms were answered and left nothing"
            assert len(set(results.values())) == len(forms), f"two forms led to the same {kind}"
            assert ids(database, kind) - self.before[kind] == set(results.values()), f"there is an {kind} too many"
        database.close()


def ids(database, kind):
    return {row[0] for row in database.execute(ROWS[kind])}
