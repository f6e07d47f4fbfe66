"""The checker of a trace, on traces written by hand: it has to see each way in which an answer can leave too early."""

import pytest

import once
from tracing import read_trace, unsynced_answers

KEY = "0123456789abcdefghjkmnpqrstvwxyz"
CLIENT = "23<TCP:[127.0.0.1:8080->127.0.0.1:5001]>"
OTHER_CLIENT = "24<TCP:[127.0.0.1:8080->127.0.0.1:5002]>"


def hexed(data):
    return "".join(f"\\x{byte:02x}" for byte in data)


def file(number, path):
    return f"{number}<{hexed(path.encode())}>"


LOG, STORE = file(15, "/town/alongside.sqlite-wal"), file(14, "/town/alongside.sqlite")


def asked(key=KEY, client=CLIENT):
    data = f"POST /ask HTTP/1.1\r\n\r\nonce={key}&name=x".encode()
    return f'11 read({client}, "{hexed(data)}", 65536) = {len(data)}'


def written(key=KEY, is_last=True, to=LOG):
    header = bytes([0, 0, 0, 7, 0, 0, 0, 9 if is_last else 0]) + bytes(16)
    page = bytes(100) + once.key_hash(key) + bytes(100)
    return [f'12 pwrite64({to}, "{hexed(header)}", 24, 32) = 24', f'12 pwrite64({to}, "{hexed(page)}", {len(page)}, 56) = {len(page)}']


def synced(to=LOG, result="0"):
    return f"12 fdatasync({to}) = {result}"


def answered(client=CLIENT, head="HTTP/1.1 303 See Other"):
    data = hexed(f"{head}\r\n".encode())
    return f'11 writev({client}, [{{iov_base="{data}", iov_len=24}}, {{iov_base="{hexed(b"x")}", iov_len=1}}], 2) = 25'


def check(*lines, keys=(KEY,)):
    flat = [line for part in lines for line in ([part] if isinstance(part, str) else part)]
    return unsynced_answers(read_trace(flat), keys)


def test_an_answer_after_the_sync_is_right():
    assert check(asked(), written(), synced(), answered()) == []


def test_an_answer_without_a_sync_is_named():
    assert check(asked(), written(), answered()) == [f"{KEY}: answered before its commit was synced"]


def test_a_sync_after_the_answer_is_too_late():
    assert check(asked(), written(), answered(), synced()) == [f"{KEY}: answered before its commit was synced"]


def test_a_sync_before_the_commit_covers_nothing():
    assert check(asked(), synced(), written(), answered()) == [f"{KEY}: answered before its commit was synced"]


def test_a_sync_between_two_pages_of_a_commit_covers_nothing():
    header, page = written(is_last=False)
    assert check(asked(), header, page, synced(), written("z" * 32), answered()) == [f"{KEY}: answered before its commit was synced"]


def test_a_sync_that_has_not_returned_covers_nothing():
    lines = [asked(), *written(), f"12 fdatasync({LOG} <unfinished ...>", answered(), "12 <... fdatasync resumed>) = 0"]
    assert check(*lines) == [f"{KEY}: answered before its commit was synced"]


def test_a_sync_that_began_before_the_last_page_was_written_covers_nothing():
    header, page = written()
    lines = [asked(), header, f"13 fdatasync({LOG} <unfinished ...>", page, "13 <... fdatasync resumed>) = 0", answered()]
    assert check(*lines) == [f"{KEY}: answered before its commit was synced"]


def test_a_sync_that_returned_in_time_though_others_ran_meanwhile_is_right():
    lines = [asked(), *written(), f"12 fdatasync({LOG} <unfinished ...>", asked("y" * 32, OTHER_CLIENT), "12 <... fdatasync resumed>) = 0"]
    assert check(*lines, answered()) == []


def test_a_sync_of_another_file_covers_nothing():
    assert check(asked(), written(), synced(STORE), answered()) == [f"{KEY}: answered before its commit was synced"]


def test_a_sync_that_failed_covers_nothing():
    assert check(asked(), written(), synced(result="-1 EIO (Input/output error)"), answered()) == [
        f"{KEY}: answered before its commit was synced"
    ]


def test_an_answer_before_the_commit_is_named():
    assert check(asked(), answered(), written(), synced()) == [f"{KEY}: answered before its commit was written"]


def test_the_sync_of_another_persons_commit_does_not_count():
    """The other's answer is covered; ours left on its sync."""
    other = "z" * 32
    lines = [asked(), asked(other, OTHER_CLIENT), written(other), synced(), answered(OTHER_CLIENT), answered(), written(), synced()]
    assert check(*lines, keys=(other, KEY)) == [f"{KEY}: answered before its commit was written"]


def test_two_commits_may_share_one_sync():
    other = "z" * 32
    header, page = written(is_last=False)
    lines = [asked(), asked(other, OTHER_CLIENT), header, page, written(other), synced(), answered(OTHER_CLIENT), answered()]
    assert check(*lines, keys=(other, KEY)) == []


@pytest.mark.parametrize(
    "lines, said",
    [
        ([*written(), synced(), answered()], "the request is not in the trace"),
        ([asked(), *written(), synced()], "the answer is not in the trace"),
        ([asked(), *written(), synced(), answered(head="HTTP/1.1 500 Broken")], "the answer is not in the trace"),
        ([asked(), synced(), answered()], "answered before its commit was written"),
    ],
)
def test_a_trace_that_shows_nothing_proves_nothing(lines, said):
    assert check(*lines) == [f"{KEY}: {said}"]


def test_devices_and_lines_of_other_kinds_are_passed_over():
    device = f'11 read(9<{hexed(b"/dev/urandom")}<char 1:9>>, "\\x01", 1) = 1'
    lines = ["11 +++ exited with 0 +++", "11 --- SIGTERM {si_signo=SIGTERM} ---", device, "11 write(1<pipe:[5]>, 0x7f, 3) = -1 EPIPE (Broken pipe)"]
    assert [call.target for call in read_trace(lines)] == ["/dev/urandom", "pipe:[5]"]


def test_a_trace_that_does_not_tell_all_bytes_is_refused():
    whole = asked()
    with pytest.raises(ValueError, match="line 1 of the trace does not tell all the bytes of a read"):
        check(whole.replace('", 65536', '"..., 65536'))
