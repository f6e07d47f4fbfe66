"""What the tests take from the Debian they run on: PostgreSQL's programs, the account under which servers run that refuse root, and free ports."""

import os
import pathlib
import pwd
import socket

_installed = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))
POSTGRES = _installed[-1] if _installed else None  # the folder of its programs
# How `subprocess` starts a server that does not run as root.
AS_POSTGRES = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def give_to_postgres(*folders):
    """Lets that account have them."""
    if AS_POSTGRES:
        about = pwd.getpwnam("postgres")
        for folder in folders:
            os.chown(folder, about.pw_uid, about.pw_gid)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
