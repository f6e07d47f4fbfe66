"""No secret, no address and no user agent of anybody stands in the log, in the measures, in the data, in the keys or in a backup."""

import re
import subprocess
from urllib.parse import urlsplit

import asking
import once
import town as towns
from byte_search import ByteSearch
from served import GROUP, Served
from visitor import Unanswered, Visitor

SOURCE = "127.0.77.91"  # where the visitor comes from; the server listens on another
FORWARDED = "203.0.113.177"
AGENT = "OddBrowser/77.31 (Hedgehog; Rv 4242)"
PASSPHRASE = "seventeen purple umbrellas sing"
HEADERS = {
    "User-Agent": AGENT,
    "X-Forwarded-For": FORWARDED,
    "X-Real-IP": FORWARDED,
    "Forwarded": f"for={FORWARDED}",
    "Referer": "https://refers.example/private-page",
}


def test_a_browse_leaves_no_secret_no_address_and_no_user_agent(served):
    visitor = Visitor(served.address, SOURCE, HEADERS)
    links = {role: urlsplit(link).path for role, link in served.sign_in_links.items()}
    secrets = [*tokens(links.values()), *browse(visitor), *sign_in(visitor, links["dispatcher"]), *stumble(visitor)]
    assert len(secrets) > 8
    agents = [AGENT, "OddBrowser", "Hedgehog", SOURCE, FORWARDED, "refers.example", PASSPHRASE]
    recovery = served.folder.with_name(served.folder.name + ".recovery-code").read_text().strip()
    search = ByteSearch([*agents, *secrets, recovery, recovery.replace("-", "")], [once.decode(token) for token in secrets if len(token) == 32])

    # The address is looked for as text: its four bytes stand in anything that is sealed by chance.
    # What the server says at its start are links, for whoever started it; nothing is added to that while it is used.
    assert said_in_use(served) == []
    served.alongside("backup", "--out", str(served.parent / "backup"))
    backups = [path for folder in ("backup", "backup.keys") for path in sorted((served.parent / folder).iterdir())]
    while_served = served.files()
    assert any(path.name.endswith("-wal") for path in while_served) and len(backups) == 3
    assert search.in_files(while_served + backups) == []
    assert served.stop() == 0
    assert search(served.errors().encode(), "the log") == []
    assert search.in_files(served.files()) == []


def test_neither_measures_nor_a_line_for_every_request_tell_of_anybody():
    with Served(options=["--metrics", "127.0.0.1:0", "--log-level", "debug"]) as served:
        visitor = Visitor(served.address, SOURCE, HEADERS)
        links = {role: urlsplit(link).path for role, link in served.sign_in_links.items()}
        secrets = [*tokens(links.values()), *browse(visitor), *sign_in(visitor, links["dispatcher"]), *stumble(visitor)]
        measures = measures_of(served)
        assert served.stop() == 0
        log = served.errors()
        known = [AGENT, "OddBrowser", "Hedgehog", SOURCE, FORWARDED, "refers.example", PASSPHRASE, GROUP, "Nobody at all"]
        search = ByteSearch([*known, *secrets, *served.people()], [once.decode(token) for token in secrets if len(token) == 32])
        assert search(log.encode(), "the log") == []
        assert search(measures.encode(), "the measures") == []
        assert said_in_use(served) == []

        # They tell what they are for.
        asked = re.findall(r"request: (?=.*\bms=\d+)(?=.*\brequest=[0-9a-f]{12}\b)(?=.*\broute=(\w+))(?=.*\bstatus=(\d+))", log)
        assert ("ask", "200") in asked and ("nowhere", "404") in asked and len(asked) > 40, log[-2000:]
        counts = dict(re.findall(r'^alongside_requests_total\{route="(\w+)",status="2xx"\} (\d+)$', measures, re.M))
        assert int(counts["ask"]) == len([one for one in asked if one == ("ask", "200")])
        assert set(re.findall(r'[{,](\w+)="', measures)) == {"route", "status", "le", "version"}
        batches = re.search(r"^alongside_database_batch_writes_count (\d+)$", measures, re.M)
        assert int(batches.group(1)) > 5
        for name in ("jobs_dead", "messages_waiting", "day_keys_ahead_days", "nightly_run_timestamp_seconds", "resident_memory_bytes"):
            assert re.search(rf"^alongside_{name} \d", measures, re.M), name


def test_measures_are_refused_at_an_address_that_anybody_reaches(tmp_path):
    asked = [towns.PROGRAM, "serve", "--data", str(tmp_path / "town"), "--listen", "127.0.0.1:0", "--metrics", "0.0.0.0:9100"]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "--metrics-for-everybody" in done.stderr
    assert not (tmp_path / "town").exists()


def measures_of(served):
    """What a collector reads."""
    address = next(match.group(1) for line in served.said if (match := re.match(r"Measures at (http://\S+)/metrics", line)))
    collector = Visitor(address)
    assert collector.get("/anything/else").status == 404
    answer = collector.get("/metrics")
    assert answer.status == 200
    return answer.text


def said_in_use(served):
    """What the server said beside the links of its start."""
    known = r"[a-z -]+: http|Listening on|Measures at|Recovery code: in |A demo town of made-up people\."
    return [line for line in served.said if not re.match(known, line)]


def browse(visitor):
    """Every page that needs no session, an ask and an offer. Returns the secrets that came by: private links and one-time keys."""
    for page in towns.pages():
        if page["role"] in (None, "asker", "helper", "match") and "/l/" not in page["path"]:
            visitor.get(page["path"])
    sent = [asking.send(visitor, asking.fill_ask(visitor, GROUP)), asking.send(visitor, asking.fill_offer(visitor, GROUP))]
    for one in sent:
        assert visitor.get(one.link).status == 200
    return [*tokens(one.link for one in sent), *(one.once for one in sent)]


def sign_in(visitor, link):
    """Follows a sign-in link and looks around at the desk. Returns the session's token and that of its forms."""
    visitor.sign_in(link)
    for page in towns.pages():
        if page["role"] == "dispatcher":
            assert visitor.get(page["path"].split("?")[0]).status in (200, 303, 404)
    form = visitor.form(f"/{GROUP}/desk/settings/people/invite", f"/{GROUP}/desk/settings/people/invite")
    return [visitor.cookie.split("=")[1], form.hidden["form-token"]]


def stumble(visitor):
    """Everything that may make a server write a line: unknown links, a wrong passphrase, broken forms, methods and requests."""
    unknown = ["t7kq2m9xw4hj8p5cz3nr6vb1y0dgs2fa", "gxm3q8w1gxm3q8w1k5t2n9b7k5t2n9b7"]
    for token in unknown:
        assert visitor.get(f"/{GROUP}/l/{token}").status == 404
    assert visitor.get("/nowhere/at/all?token=" + unknown[0]).status == 404
    stranger = Visitor(visitor.address, SOURCE, HEADERS)
    form = stranger.form(f"/{GROUP}/sign-in", f"/{GROUP}/sign-in")
    wrong = stranger.post(f"/{GROUP}/sign-in", {**form.hidden, "name": "Nobody at all", "passphrase": PASSPHRASE})
    assert wrong.status >= 400
    for method, path, body, headers in [
        ("PUT", f"/{GROUP}/ask", "x", {}),
        ("POST", f"/{GROUP}/ask", "once=%ff%fe&name=%00", {"Content-Type": "application/x-www-form-urlencoded"}),
        ("POST", f"/{GROUP}/ask", "{}", {"Content-Type": "application/json"}),
        ("POST", f"/{GROUP}/ask", "x" * 2_000_000, {"Content-Type": "application/x-www-form-urlencoded"}),
    ]:
        try:
            assert stranger.send(method, path, body, headers).status in (400, 403, 405, 413, 415, 422)
        except Unanswered:
            assert len(body) > 1_000_000, "the server hung up on a small request"
    return unknown


def tokens(paths):
    return [re.search(r"/l/(\w+)", path).group(1) for path in paths]
