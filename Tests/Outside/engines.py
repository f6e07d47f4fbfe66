"""The database of a served town, read beside the server: a file of SQLite, or a database of a PostgreSQL server, behind the same `execute`."""

import sqlite3

import psycopg

NOBODY = "zeroblob(16)"  # how SQLite writes the reader of a group's own key
NOBODY_ON_A_SERVER = "decode(repeat('00', 16), 'hex')"


def open_file(path):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20)
    connection.execute("PRAGMA query_only = ON")
    return connection


class ServerDatabase:
    """What is committed on the server. The statements are those for SQLite, in the part that both understand."""

    def __init__(self, address):
        self._connection = psycopg.connect(address, autocommit=True, options="-c default_transaction_read_only=on")

    def execute(self, statement, values=()):
        return self._connection.execute(statement.replace(NOBODY, NOBODY_ON_A_SERVER).replace("?", "%s"), values)

    def close(self):
        self._connection.close()
