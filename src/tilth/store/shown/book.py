"""The book behind the ledger of releases: one SQLite file that only grows."""

import contextlib
import fcntl
import sqlite3

from tilth.ground.errors import StoreError

FORM = 1  # of these tables; raised with any change of them
TABLES = {
    "figures": """
        id integer primary key, measure text not null, period text not null,
        areas text not null, breakdown text not null, release text not null,
        sha256 text not null, at text not null,
        unique (measure, period, areas, breakdown, release, sha256)""",
    "asked": """
        id integer primary key, measure text not null, period text not null,
        kind text not null, what text not null, release text not null, at text not null,
        unique (measure, period, kind, what)""",
    "counted": """
        id integer primary key, measure text not null, period text not null,
        release text not null, rows blob not null, at text not null""",
}


def create():
    """The statements that make the tables, with triggers that refuse any change."""
    for table, columns in TABLES.items():
        yield f"create table {table} ({columns}) strict"
        for act in ("update", "delete"):
            yield (
                f"create trigger no_{act}_of_{table} before {act} on {table} "
                f"begin select raise(abort, 'the ledger only grows'); end"
            )
    yield "create index counted_of on counted (measure, period)"


class Book:
    """An open ledger of releases. Many processes may have it open and write at once."""

    def __init__(self, store_folder):
        self.path = store_folder / "shown.sqlite"
        store_folder.mkdir(parents=True, exist_ok=True)
        with self.sound():
            self.book = sqlite3.connect(self.path, timeout=30, isolation_level=None)
            self.book.execute("pragma synchronous = full")
            if self._form() != FORM:
                self._create(store_folder)

    def _form(self):
        return self.book.execute("pragma user_version").fetchone()[0]

    def _create(self, folder):
        """Make the tables, one process at a time; refuse a book of another form."""
        with open(folder / ".shown.lock", "w", encoding="ascii") as alone:
            fcntl.flock(alone, fcntl.LOCK_EX)
            if (form := self._form()) not in (0, FORM):
                self.close()
                raise StoreError(
                    "this ledger of releases was made by another version of Tilth",
                    where=str(self.path),
                    remedy="Use that version, or keep the file elsewhere and start a new one.",
                )
            if not form:
                self.book.execute("pragma journal_mode = wal")
                with self.writing():
                    for statement in create():
                        self.book.execute(statement)
                    self.book.execute(f"pragma user_version = {FORM}")

    def close(self):
        """Let go of the file."""
        self.book.close()

    @classmethod
    @contextlib.contextmanager
    def open(cls, place):
        """The ledger of a place, closed again afterwards. Raises StoreError if it is damaged."""
        found = cls(place.store_folder)
        try:
            yield found
        finally:
            found.close()

    def rows(self, question, given=()):
        """The rows that answer a question."""
        with self.sound():
            return self.book.execute(question, given).fetchall()

    def add(self, table, **values):
        """Add a row; whether it was new."""
        told = f"insert or ignore into {table} ({', '.join(values)}) "
        told += f"values ({', '.join('?' * len(values))})"
        return self.book.execute(told, tuple(values.values())).rowcount > 0

    @contextlib.contextmanager
    def writing(self):
        """One transaction that no other writer shares: all of it or none."""
        with self.sound():
            self.book.execute("begin immediate")
            try:
                yield
            except BaseException:
                self.book.execute("rollback")
                raise
            self.book.execute("commit")

    @contextlib.contextmanager
    def sound(self):
        """SQLite's complaints as StoreError."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise StoreError(
                f"the ledger of releases cannot be used now: {error}",
                where=str(self.path),
                remedy="See that the disk has room, then try again.",
            ) from error
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"the ledger of releases is damaged: {error}",
                where=str(self.path),
                remedy="Restore it from the last backup.",
            ) from error
