"""The checker of a trace of program and server, on traces written by hand: it has to see each way in which an answer can leave too early."""

import pytest

import once
from server_tracing import CONFIRMED, unconfirmed_answers
from test_tracing import KEY, answered, asked, file, hexed
from tracing import read_trace

COMMIT = b"Q\x00\x00\x00\x30EXECUTE own_place (-1234567890123456789); COMMIT\x00"
HERE, THERE = "7<UNIX-STREAM:[100->200]>", "9<UNIX-STREAM:[200->100]>"
LOG = file(5, "/data/pg_wal/000000010000000000000001")


def call(thread, name, target, data):
    return f'{thread} {name}({target}, "{hexed(data)}", {len(data)}, 0) = {len(data)}'


def told(key=KEY):
    return call(11, "sendto", HERE, b"B\x00s1" + once.key_hash(key))


def ordered():
    return call(11, "sendto", HERE, COMMIT)


def heard():
    return call(12, "recvfrom", THERE, COMMIT)


def logged():
    return wrote(bytes(64) + once.key_hash(KEY) + bytes(64), at=0)


def wrote(data, at):
    return f'12 pwrite64({LOG}, "{hexed(data)}", {len(data)}, {at}) = {len(data)}'


def logged_over_two_pages(page=8192, header=24):
    """The pages on which a record stands that begins ten bytes before the end of the first."""
    record = once.key_hash(KEY)
    return bytes(page - 10) + record[:10], bytes(range(1, header + 1)) + record[10:] + bytes(page - header - 22)


def synced(result="0", to=LOG):
    return f"12 fdatasync({to}) = {result}"


def confirmed():
    return call(12, "sendto", THERE, CONFIRMED + b"Z\x00\x00\x00\x05I")


def believed():
    return call(11, "recvfrom", HERE, CONFIRMED + b"Z\x00\x00\x00\x05I")


def check(*lines):
    return unconfirmed_answers(read_trace(lines), [KEY])


def test_an_answer_after_the_servers_commit_and_its_sync_is_right():
    assert check(asked(), told(), ordered(), heard(), logged(), synced(), confirmed(), believed(), answered()) == []


def test_another_process_of_the_server_may_sync():
    other = synced().replace("12 ", "13 ", 1)
    assert check(asked(), told(), ordered(), heard(), logged(), other, confirmed(), believed(), answered()) == []


def test_a_record_of_the_log_may_go_on_on_the_next_page():
    first, second = logged_over_two_pages()
    both, apart = [wrote(first + second, at=3 * 8192)], [wrote(first, at=8192), wrote(second, at=2 * 8192)]
    for lines in (both, apart):
        assert check(asked(), told(), ordered(), heard(), *lines, synced(), confirmed(), believed(), answered()) == []


def test_a_record_of_which_only_the_first_page_was_written_is_not_in_the_log():
    lines = [asked(), told(), ordered(), heard(), wrote(logged_over_two_pages()[0], at=0), synced(), confirmed(), believed(), answered()]
    assert check(*lines) == [f"{KEY}: the server confirmed before its log was synced"]


@pytest.mark.parametrize(
    "lines, said",
    [
        ([asked(), told(), answered(), ordered()], "answered before its COMMIT was sent"),
        ([asked(), told(), ordered(), answered(), heard(), logged(), synced(), confirmed(), believed()], "answered before the server confirmed its COMMIT"),
        ([asked(), told(), ordered(), heard(), logged(), confirmed(), believed(), synced(), answered()], "the server confirmed before its log was synced"),
        ([asked(), told(), ordered(), heard(), synced(), confirmed(), believed(), answered()], "the server confirmed before its log was synced"),
        ([asked(), told(), ordered(), heard(), synced(), logged(), confirmed(), believed(), answered()], "the server confirmed before its log was synced"),
        ([asked(), told(), logged(), synced(), ordered(), heard(), confirmed(), believed(), answered()], "the server confirmed before its log was synced"),
        (
            [asked(), told(), ordered(), heard(), logged(), synced("-1 EIO (Input/output error)"), confirmed(), believed(), answered()],
            "the server confirmed before its log was synced",
        ),
        (
            [asked(), told(), ordered(), heard(), logged(), synced(to=file(6, "/data/base/1/2")), confirmed(), believed(), answered()],
            "the server confirmed before its log was synced",
        ),
        ([asked(), told("z" * 32), ordered(), heard(), logged(), synced(), confirmed(), believed(), answered()], "its rows were not sent to the server"),
        ([asked(), told(), ordered(), believed(), answered()], "what the server did is not in the trace"),
        ([told(), ordered(), answered()], "the request is not in the trace"),
        ([asked(), told(), ordered(), answered(head="HTTP/1.1 503 Busy")], "the answer is not in the trace"),
    ],
)
def test_each_way_to_answer_too_early_is_named(lines, said):
    assert check(*lines) == [f"{KEY}: {said}"]
