"""SIGTERM: what was begun is written, the file is complete by itself, and the program ends with code 0."""

import time

from engines import open_file
from half_there import half_there
from load import Load
from visitor import Visitor
from waiting import wait_until


def test_sigterm_under_load_ends_with_code_0_and_loses_nothing(served):
    idle = Visitor(served.address)
    idle.get("/")  # and keeps its connection
    cookie = Visitor(served.address).sign_in(served.sign_in_links["dispatcher"]).cookie
    load = Load(served.address, cookie)
    load.begin()
    wait_until(lambda: len(load.acknowledged_asks()) > 8 and load.acknowledged_offers(), 60, "nothing was answered in a minute")
    assert served.stop() == 0
    load.end()

    left = {path.name for path in served.folder.iterdir()}
    assert not left & {"alongside.sqlite-wal", "alongside.sqlite-shm", "alongside.socket"}, left
    assert half_there(open_file(served.folder / "alongside.sqlite")) == {}
    served.start()
    visitor = Visitor(served.address)
    for sent in load.acknowledged_asks() + load.acknowledged_offers():
        assert sent.fields["what"] in visitor.get(sent.link).text
    assert served.problems() == []


def test_stopping_in_the_middle_of_the_night_is_no_trouble(served_in_time):
    """Each start is on another day, so that its first round is the whole nightly work, and the end comes at another moment of it."""
    served = served_in_time
    for moment in range(10):
        assert served.stop() == 0
        served.move_clock(days=1)
        served.start()
        time.sleep(moment * 0.004)  # the moment of the end; no result is waited for
    assert served.stop() == 0
    assert "did not end well" not in served.errors()

    served.start()
    due = "SELECT count(*) FROM subject WHERE living = 0 AND due_day < (SELECT newest_seen / 86400000 FROM installation)"
    wait_until(lambda: served.database().execute(due).fetchone()[0] == 0, 60, "what was due in those nights is still there")
    # The night says that it ended well when it has done the rest too.
    wait_until(lambda: served.problems() == [], 60, served.problems)
