"""`alongside import` as an operator types it: beside a server and without one."""

import json
import stat
import subprocess

import town as towns
from engines import open_file
from served import GROUP

SHEET = """Name,Phone,What do you need?,Status,Diagnosis
Importable Ann,0151 496 0001,Groceries,New,x
Importable Bob,12,Groceries,New,x
Importable Cem,0151 496 0003,Groceries,New,x
"""


def typed(served, *arguments, group=GROUP):
    """Types the command in the folder beside the town."""
    command = [towns.PROGRAM, "import", *arguments, "--data", str(served.folder), "--group", group]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=served.parent)


def batches(served):
    connection = open_file(served.folder / "alongside.sqlite")
    return connection.execute("SELECT count(*) FROM import_batch").fetchone()[0]


def test_the_sheet_is_read_from_where_the_command_is_typed_also_by_the_server(served):
    (served.parent / "old.csv").write_text(SHEET)
    before = batches(served)
    for is_served in (True, False):
        if not is_served:
            assert served.stop() == 0
        dry = typed(served, "old.csv", "--dry-run", "--json", "--problems", "mend.csv")
        assert dry.returncode == 0, dry.stderr
        said = json.loads(dry.stdout)  # one object and nothing else
        assert dry.stdout.count("\n") == 1
        assert (said["rows"], said["asks"], len(said["skipped"]), said["dryRun"]) == (3, 2, 1, True)
        assert said["skipped"] == [{"row": 3, "reason": "phone"}]
        assert said["forbidden"] == {"Diagnosis": "health"}
        assert "100 %" in dry.stderr
        mend = served.parent / "mend.csv"
        assert "Importable Bob" in mend.read_text() and "Importable Ann" not in mend.read_text()
        assert stat.S_IMODE(mend.stat().st_mode) == 0o600
        mend.unlink()
        assert batches(served) == before
        real = typed(served, "old.csv", *([] if is_served else ["--again"]))
        assert real.returncode == 0, real.stderr
        assert real.stdout.splitlines()[0].startswith("3 rows: 2 asks, 0 offers,") and "Line 3: " in real.stdout
        before += 1
        assert batches(served) == before


def test_what_cannot_be_brought_in_ends_with_1_and_one_line_and_a_slip_of_the_keyboard_with_2(served):
    (served.parent / "old.csv").write_text(SHEET)
    (served.parent / "book.xlsx").write_bytes(b"PK\x03\x04zip")
    before = batches(served)
    for arguments, group, line in (
        (["old.csv"], "nowhere", "There is no group"),
        (["book.xlsx"], GROUP, "no sheet that we can read"),
        (["none.csv"], GROUP, "There is no file none.csv"),
        (["old.csv", "--problems", "none/mend.csv"], GROUP, "cannot be written"),
    ):
        refused = typed(served, *arguments, "--json", group=group)
        assert refused.returncode == 1 and refused.stdout == "", arguments
        assert line in refused.stderr and len(refused.stderr.splitlines()) == 1, refused.stderr
    slip = typed(served, "old.csv", "--no-such-option")
    assert slip.returncode == 2 and slip.stdout == "", slip.stderr
    assert batches(served) == before
