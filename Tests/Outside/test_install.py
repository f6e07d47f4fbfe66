"""`alongside install`: systemd, nginx and Caddy take the files that it writes, no log of theirs says who came; upgrade and roll-back are one command each."""

import re
import shutil
import subprocess
import time

import pytest

from installed import DOMAIN, Machine, free_port
from test_clock_gap import ask
from visitor import Visitor
from waiting import wait_until

SOURCE = "127.0.77.92"  # where the visitor comes from


@pytest.fixture
def machine():
    with Machine() as machine:
        yield machine


def test_systemd_takes_the_unit_and_finds_it_well_shut(machine):
    machine.install()
    unit = machine.root / "etc/systemd/system/alongside.service"
    # It looks whether the program is there, which here lies below another root.
    moved = machine.parent / unit.name
    moved.write_text(unit.read_text().replace("ExecStart=", f"ExecStart={machine.root}"))
    verified = subprocess.run(["systemd-analyze", "verify", moved], capture_output=True, text=True, timeout=60)
    assert (verified.returncode, verified.stderr) == (0, ""), verified.stderr
    rated = subprocess.run(["systemd-analyze", "security", "--offline=true", unit], capture_output=True, text=True, timeout=60)
    exposure = float(re.search(r"exposure level for .*: ([0-9.]+)", rated.stdout).group(1))
    print(f"exposure level {exposure}")
    assert exposure <= 2.0, rated.stdout


@pytest.mark.long
def test_nginx_takes_its_site_and_no_file_says_who_came(machine):
    machine.install()
    machine.serve()
    site = machine.root / "etc/nginx/sites-available/alongside"
    plain, secure = free_port(), free_port()
    text = site.read_text().replace("[::]:80", f"[::1]:{plain}").replace("[::]:443", f"[::1]:{secure}")
    (machine.parent / "site").write_text(text.replace("listen 80;", f"listen 127.0.0.1:{plain};").replace("listen 443 ", f"listen 127.0.0.1:{secure} "))
    main = machine.parent / "nginx.conf"
    folders = " ".join(f"{kind}_temp_path {machine.parent}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    main.write_text(
        f"daemon off; pid {machine.parent}/nginx.pid; error_log {machine.parent}/nginx-error.log warn;\n"
        f"events {{}}\nhttp {{ {folders} access_log {machine.parent}/nginx-access.log; include {machine.parent}/site; }}\n"
    )
    checked = subprocess.run(["nginx", "-t", "-c", main], capture_output=True, text=True, timeout=60)
    assert checked.returncode == 0, checked.stderr
    machine.start("nginx", "-c", str(main))
    look_through(machine, secure)


@pytest.mark.long
def test_caddy_takes_its_site_and_no_file_says_who_came(machine):
    machine.install()
    machine.serve()
    site = machine.root / "etc/caddy/alongside.caddyfile"
    places = {"XDG_DATA_HOME": str(machine.parent / "caddy"), "XDG_CONFIG_HOME": str(machine.parent / "caddy"), "HOME": str(machine.parent)}
    checked = subprocess.run(
        ["caddy", "validate", "--adapter", "caddyfile", "--config", site], capture_output=True, text=True, timeout=60, env={**machine.environment, **places}
    )
    assert checked.returncode == 0, checked.stderr
    secure = free_port()
    text = site.read_text().replace("\n{\n", "\n{\n    admin off\n    auto_https disable_redirects\n", 1)
    (machine.parent / "Caddyfile").write_text(text.replace(f"\n{DOMAIN} {{", f"\nhttps://{DOMAIN}:{secure} {{"))
    machine.start("caddy", "run", "--adapter", "caddyfile", "--config", str(machine.parent / "Caddyfile"), **places)
    look_through(machine, secure)


def look_through(machine, port):
    """A page, one that is not there, and a visit while the program is away: nowhere stands who came."""
    machine.wait_for(port, SOURCE)
    assert machine.visit(port, SOURCE) < 400
    assert machine.visit(port, SOURCE, "/nowhere/at/all") == 404
    machine.systemctl("stop")
    assert machine.visit(port, SOURCE) == 502
    for name, content in machine.everything_written().items():
        assert SOURCE.encode() not in content and b"OddBrowser" not in content, name


@pytest.mark.long
def test_doctor_sees_a_certificate_that_nobody_trusts_behind_a_real_proxy(machine):
    machine.install()
    machine.serve()
    port = free_port()
    site = f"https://localhost.example:{port} {{\n tls {machine.certificate} {machine.key}\n reverse_proxy 127.0.0.1:{machine.port}\n}}\n"
    (machine.parent / "Caddyfile").write_text("{\n admin off\n auto_https disable_redirects\n}\n" + site)
    places = {"XDG_DATA_HOME": str(machine.parent / "caddy"), "XDG_CONFIG_HOME": str(machine.parent / "caddy"), "HOME": str(machine.parent)}
    machine.start("caddy", "run", "--adapter", "caddyfile", "--config", str(machine.parent / "Caddyfile"), **places)
    wait_until(lambda: subprocess.run(["bash", "-c", f"exec 3<>/dev/tcp/127.0.0.1/{port}"], capture_output=True).returncode == 0, 30, "Caddy does not listen")
    asked = subprocess.run(
        ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-servername", "localhost.example"], input=b"", capture_output=True, timeout=30
    )
    assert b"self-signed certificate" in asked.stdout


@pytest.mark.long
def test_upgrade_and_roll_back_are_one_command_each(machine):
    machine.install()
    machine.serve()
    first = served_release(machine)
    made = machine.run("recovery-code", "--data", machine.data, program=machine.program)
    assert "Recovery code: in" in made

    # The program that is given out now, from a folder of its own. That the data is copied when its schema moves on is tried in UpgradeTests.
    said = machine.run("upgrade", "--root", machine.root)
    second = served_release(machine)
    assert second != first and f"Serving {second}" in said and machine.is_served()
    assert "/setup/" in machine.run("found-group", "--data", machine.data, program=machine.program)

    said = machine.run("roll-back", "--root", machine.root, program=machine.program)
    assert f"Serving {first} again" in said and "lost" not in said, said
    assert served_release(machine) == first and machine.is_served()
    assert "went back" not in (machine.parent / "served.log").read_text()
    refused = machine.run("roll-back", "--root", machine.root, program=machine.program, code=1)
    assert "no earlier program" in refused and machine.is_served()


@pytest.mark.long
def test_a_program_that_does_not_serve_is_taken_back_by_itself(machine):
    machine.install()
    machine.serve()
    first = served_release(machine)
    # What is given out is broken: its sentences cannot be read. That this keeps it from serving shows as well that it reads what lies beside it.
    broken = machine.parent / "broken"
    shutil.copytree(machine.root / "usr/local/lib/alongside/releases" / first, broken)
    for catalog in broken.glob("alongside_Words.resources/**/en.po"):
        catalog.write_text("nothing")
    refused = machine.run("upgrade", "--root", machine.root, "--patience", "5", program=broken / "alongside", code=1)
    assert "Not upgraded" in refused and f"Serving {first} again" in refused, refused
    assert served_release(machine) == first
    wait_until(machine.is_served, 30, "nothing is served any more")


def test_the_disk_dies_and_a_new_machine_serves_again(served, machine):
    """The rehearsal of docs/running.md: what was saved elsewhere is one folder of data, one file of keys, and a code on paper."""
    kept = ask(served)
    served.alongside("backup", "--out", str(served.parent / "backup"))
    code = served.folder.with_name(served.folder.name + ".recovery-code").read_text()
    saved = machine.parent / "from-elsewhere"
    shutil.copytree(served.parent / "backup", saved)
    shutil.copy(served.parent / "backup.keys" / "keys.sealed", machine.parent / "keys.sealed")
    served.kill()
    shutil.rmtree(served.folder)

    began = time.monotonic()
    keys = ["--keys-from", machine.parent / "keys.sealed"]
    assert "This backup restores." in machine.run("restore", "--check", saved, *keys, typed=code)
    machine.install()
    machine.data.parent.mkdir()
    said = machine.run("restore", "--from", saved, "--data", machine.data, *keys, typed=code, program=machine.program)
    assert "Everybody has to sign in again." in said
    machine.serve()
    visitor = Visitor(f"http://127.0.0.1:{machine.port}")
    assert kept.fields["what"] in visitor.get(kept.link).text
    print(f"serving again {time.monotonic() - began:.1f} s after the new machine was there")


def served_release(machine):
    return (machine.root / "usr/local/lib/alongside/current").readlink().name
