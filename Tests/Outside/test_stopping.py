"""SIGTERM: what was begun is written, the file is complete by itself, and the program ends with code 0."""

from half_there import half_there
from load import Load
from served import open_database
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
    assert half_there(open_database(served.folder / "alongside.sqlite")) == {}
    served.start()
    visitor = Visitor(served.address)
    for sent in load.acknowledged_asks() + load.acknowledged_offers():
        assert sent.fields["what"] in visitor.get(sent.link).text
    assert served.problems() == []


def test_an_idle_server_stops_with_code_0(served):
    assert served.stop() == 0
    assert served.errors() == ""
