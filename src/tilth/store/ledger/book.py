"""The ledger's book: opened, locked, written whole, checked against its seals."""

import contextlib
import fcntl
import json
import sqlite3

from tilth.ground.errors import StoreError
from tilth.store.ledger.tables import FORM, broken, create, seal_of, unsealed


class Book:
    """A SQLite file that only grows, every row of it sealed."""

    def __init__(self, store_folder):
        self.folder = store_folder
        self.path = store_folder / "ledger.sqlite"
        store_folder.mkdir(parents=True, exist_ok=True)
        with self._sound():
            self.book = sqlite3.connect(self.path, timeout=30, isolation_level=None)
            self.book.execute("pragma synchronous = full")
            ((form,),) = self.book.execute("pragma user_version").fetchall()
            if form not in (0, FORM) or unsealed(self.book):
                raise self._of_another_form()
            if not form:
                self._create()
            self._check()

    def _of_another_form(self):
        """What is said of a book that this version of Tilth neither reads nor changes."""
        self.book.close()
        return StoreError(
            "this ledger was made by another version of Tilth and is not read",
            where=str(self.path),
            remedy="Use that version; or move the file out of the store, keep it, and run tilth "
            "see import: what people decided by hand has then to be decided again.",
        )

    def _create(self):
        """Make the tables, one process at a time."""
        with open(self.folder / ".ledger.lock", "w", encoding="ascii") as alone:
            fcntl.flock(alone, fcntl.LOCK_EX)
            self.book.execute("pragma journal_mode = wal")
            with self._writing():
                for statement in create():
                    self.book.execute(statement)
                self.book.execute(f"pragma user_version = {FORM}")

    @classmethod
    @contextlib.contextmanager
    def open(cls, place):
        """The ledger of a place, closed again afterwards. Raises StoreError if it is damaged."""
        ledger = cls(place.store_folder)
        try:
            yield ledger
        finally:
            ledger.book.close()

    @contextlib.contextmanager
    def lock(self, feed):
        """Hold one feed for this run alone. Raises StoreError where another run holds it.

        The lock belongs to the process: it is gone when the process is, however it ended.
        """
        path = self.folder / "locks" / f"{feed}.lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "w", encoding="ascii") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StoreError(
                    f"{feed} is busy: another run is working on it",
                    where=str(path),
                    remedy="Wait until it has ended, then run this again.",
                ) from None
            yield

    def _add(self, table, *, once=False, **values):
        """Add one sealed row; its number. once: None where the same is there already."""
        number = self.book.execute(f"select coalesce(max(id), 0) + 1 from {table}").fetchone()[0]
        row = {"id": number} | {name: _plain(value) for name, value in values.items()}
        added = self.book.execute(
            f"insert {'or ignore ' if once else ''}into {table} ({', '.join(row)}, seal) "
            f"values ({', '.join('?' * (len(row) + 1))})",
            (*row.values(), seal_of(table, row)),
        )
        return number if added.rowcount else None

    def _check(self):
        """Raise where the book is torn, or holds a row that no longer fits its seal."""
        torn = self.book.execute("pragma quick_check(1)").fetchone() != ("ok",)
        if torn or broken(self.book):
            raise sqlite3.DatabaseError("what is written in it has changed")

    def _rows(self, question, given=()):
        with self._sound():
            return self.book.execute(question, given).fetchall()

    @contextlib.contextmanager
    def _writing(self):
        """One transaction: all of it or none."""
        self.book.execute("begin immediate")
        try:
            yield
        except BaseException:
            self.book.execute("rollback")
            raise
        self.book.execute("commit")

    @contextlib.contextmanager
    def _sound(self):
        try:
            yield
        except sqlite3.OperationalError as error:
            raise StoreError(
                f"the ledger cannot be used now: {error}",
                where=str(self.path),
                remedy="See that the disk has room and no other run is under way; run again.",
            ) from error
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise StoreError(
                f"the ledger is damaged: {_said(error)}",
                where=str(self.path),
                remedy="Restore it from the last backup.",
            ) from error


def _said(error):
    """An error in words; where the words themselves are torn, none of them are repeated."""
    return "its text is torn" if isinstance(error, UnicodeDecodeError) else error


def _plain(value):
    """A value as the book holds it: text, a whole number or nothing."""
    if isinstance(value, int | str | None):
        return value
    return json.dumps(value) if isinstance(value, dict | list | tuple) else str(value)
