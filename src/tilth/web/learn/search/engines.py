"""What differs between the databases that can search: SQLite's FTS5 and PostgreSQL's full text."""

from django.db import OperationalError, connection

from tilth.learn.search.asked import for_postgresql, for_sqlite

TITLE_WEIGHT = 5.0
TRIES, SHORT = 5, 200  # milliseconds


def engine():
    """How this site's database searches."""
    return PostgreSQL if connection.vendor == "postgresql" else SQLite


class SQLite:
    """FTS5 on the words of records; scored by BM25.

    met: the rows that hold what is asked for, with `score`, the greater the better.
    """

    words = staticmethod(for_sqlite)

    met = (
        f"select learn_indexed.id, kind, key, -bm25(learn_search, {TITLE_WEIGHT}, 1.0) as score "
        "from learn_search join learn_indexed on learn_indexed.id = learn_search.rowid "
        "where learn_search match %s"
    )

    @staticmethod
    def best(words, most):
        """The numbers of the rows that fit best, whoever may read them: to be put to the rule."""
        with connection.cursor() as cursor:
            cursor.execute(
                "select rowid from learn_search where learn_search match %s "
                f"order by bm25(learn_search, {TITLE_WEIGHT}, 1.0), rowid desc limit %s",
                [words, most],
            )
            return [pk for (pk,) in cursor.fetchall()]

    @staticmethod
    def vocabulary(word):
        """(stem, how many rows hold it) of words that begin like one, or with letters swapped."""
        with connection.cursor() as cursor:
            for begins in (word[:1], word[1::-1]):
                beyond = begins[:-1] + chr(ord(begins[-1]) + 1)
                cursor.execute(
                    "select term, doc from learn_search_words where term >= %s and term < %s "
                    "and length(term) between %s and %s",
                    [begins, beyond, len(word) - 2, len(word) + 2],
                )
                yield from cursor.fetchall()

    @staticmethod
    def forget():
        """Merge the index, which leaves out what was deleted, then empty the log beside the file.

        Freed pages are overwritten, as `pragma secure_delete` has it.
        """
        with connection.cursor() as cursor:
            cursor.execute("insert into learn_search(learn_search) values ('optimize')")
            if connection.in_atomic_block:
                return False
            waits = int(1_000 * connection.settings_dict["OPTIONS"].get("timeout", 5))
            cursor.execute(f"pragma busy_timeout = {SHORT}")  # nobody waits long for a reader
            try:
                return any(_emptied(cursor) for _ in range(TRIES))
            finally:
                cursor.execute(f"pragma busy_timeout = {waits}")


def _emptied(cursor):
    """Whether the log beside the file is empty now; somebody may be reading an older page."""
    try:
        cursor.execute("pragma wal_checkpoint(truncate)")
        return not cursor.fetchone()[0]
    except OperationalError:
        return False


class PostgreSQL:
    """A text vector on the words of records; scored by how closely what is asked lies together.

    met: as of SQLite.
    """

    words = staticmethod(for_postgresql)

    met = (
        "select id, kind, key, ts_rank(found, asked, 1)::float8 as score "
        "from learn_indexed, to_tsquery('english', %s) as asked where found @@ asked"
    )

    @staticmethod
    def best(words, most):
        """The numbers of the rows that fit best, whoever may read them: to be put to the rule."""
        with connection.cursor() as cursor:
            cursor.execute(
                "select id from learn_indexed, to_tsquery('english', %s) asked "
                "where found @@ asked order by ts_rank(found, asked, 1) desc, id desc limit %s",
                [words, most],
            )
            return [pk for (pk,) in cursor.fetchall()]

    @staticmethod
    def vocabulary(word):
        """(stem, how many rows hold it) of words that begin like one, or with letters swapped."""
        with connection.cursor() as cursor:
            cursor.execute(
                "select word, ndoc from ts_stat('select found from learn_indexed') "
                "where (left(word, 1) = %s or left(word, 2) = %s) "
                "and length(word) between %s and %s",
                [word[0], word[1::-1], len(word) - 2, len(word) + 2],
            )
            return cursor.fetchall()

    @staticmethod
    def forget():
        """Give back the room of deleted rows, and of what waits to be put into the index."""
        if connection.in_atomic_block:
            return False
        with connection.cursor() as cursor:
            cursor.execute("vacuum learn_indexed")
        return True
