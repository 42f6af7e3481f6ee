"""Finding what people told by its words, for one reader and no further than they may read."""

from dataclasses import dataclass, replace

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.utils.html import escape
from django.utils.safestring import mark_safe

from tilth.learn.search.asked import Asked, read
from tilth.learn.search.near import near
from tilth.learn.search.porter import stem
from tilth.learn.search.snippets import marked, snippet
from tilth.learn.search.tokens import folded
from tilth.learn.stories.lines import MARKS, line
from tilth.web.agree.found import address
from tilth.web.learn.models import Indexed
from tilth.web.learn.search.engines import engine
from tilth.web.learn.search.seen import MODELS, records

MOST, MOST_PAGES = 20, 500
PLAIN = 400
UNTITLED = "a story without a title"
NEAR, SHORTEST_NEAR = 3, 4
SHOWN = "slug ref title type layer area growth state practice".split()


@dataclass(frozen=True)
class Hit:
    """One thing found. title, snippet: safe to show, what was asked for marked; name, plain: not.

    pieces: of the snippet, [(text, whether it is marked)], as they were told.
    """

    key: str
    kind: str
    name: str
    title: str
    pieces: list
    address: str
    score: float
    record: object

    @property
    def snippet(self):
        return _html(self.pieces)

    @property
    def plain(self):
        return line("".join(piece for piece, _ in self.pieces), PLAIN)


@dataclass(frozen=True)
class Found:
    """hits: of one page. total: all that this reader may see. some: nothing holds every word, these
    hold some. near: words they may have meant, each met in something this reader may see."""

    asked: str
    hits: tuple = ()
    total: int = 0
    page: int = 1
    pages: int = 1
    some: bool = False
    near: tuple = ()


def find(standing, asked, *, kinds=None, most=MOST, page=1, near_too=True, **narrowed):
    """What holds the words asked for, the best first: a Found.

    standing: who reads. asked: as they typed it, whatever it is. kinds: of seen.KINDS; all where
    None. near_too: look for words they may have meant, where not all are found. narrowed: layer,
    area, code, as seen.records has them.
    """
    parsed = read(asked)
    if not parsed:
        return Found(asked)
    held = Held(records(standing, kinds=kinds, **narrowed))
    found, parsed, some = _widened(held, parsed)
    total = len(found)
    pages = max(1, min(MOST_PAGES, -(-total // most)))
    page = max(1, min(page, pages))
    hits = tuple(_hits(found[(page - 1) * most : page * most], parsed))
    meant = _near(held, parsed) if near_too and (some or not total) else ()
    return Found(asked, hits, total, page, pages, some, meant)


class Held:
    """What the rows a reader may see hold: the rule of who may read is put into SQL once.

    records: {kind: those the reader may see}, as seen.records gives them.
    """

    def __init__(self, records):
        self.joins, self.told, self.there = "", [], []
        for kind, found in records.items():
            self._join(kind, found)

    def _join(self, kind, found):
        name, own = found.model.named_by, f"of_{kind}"
        try:
            sql, told = found.order_by().values_list(name).query.sql_with_params()
        except EmptyResultSet:  # nothing of this kind may be seen
            return
        self.joins += (
            f" left join ({sql}) as {own} on met.kind = '{kind}' "
            f"and {own}.{name} = substr(met.key, {len(kind) + 2})"
        )
        self.told += told
        self.there.append(f"{own}.{name} is not null")

    def __call__(self, asked, *, every=True):
        """[(number of the row, score)] of all that holds what is asked for, the best first."""
        return self._met("met.id, met.score", "order by 2 desc, 1 desc", asked, every)

    def any(self, asked):
        """Whether anything holds all of what is asked for."""
        return bool(self._met("met.id", "limit 1", asked, True))

    def _met(self, what, how, asked, every):
        if not self.there:
            return []
        sql = (
            f"select {what} from ({engine().met}) as met{self.joins} "
            f"where {' or '.join(self.there)} {how}"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [engine().words(asked, every=every), *self.told])
            return cursor.fetchall()


def _widened(held, asked):
    """What holds every word; else what holds words that begin like the last; else any of them."""
    for tried, every in ((replace(asked, open=False), True), (asked, True), (asked, False)):
        found = held(tried, every=every)
        if found or (tried.open == asked.open and len(asked.parts) == 1):
            break
    return found, tried, bool(found) and not every


def _hits(chosen, asked):
    kept = Indexed.objects.in_bulk([pk for pk, _ in chosen])
    records = records_of(kept.values())
    for pk, score in chosen:
        row = kept.get(pk)
        if row is None or row.key not in records:
            continue  # taken back a moment ago
        record, pieces = records[row.key], snippet(row.words, asked)
        name, title = line(row.title) or UNTITLED, _html(marked(row.title, asked))
        yield Hit(row.key, row.kind, name, title, pieces, address(record), score, record)


def records_of(chosen):
    """key -> the record of each row, with what a list shows of it read at once.

    Which rows a reader may see was asked before.
    """
    named: dict = {}
    for row in chosen:
        named.setdefault(row.kind, []).append(row.key.partition(":")[2])
    found = {}
    for kind, names in named.items():
        model = MODELS[kind]
        has = [name for name in SHOWN if name in {one.name for one in model._meta.fields}]
        records = model.objects.filter(**{f"{model.named_by}__in": names}).only(*has)
        found |= {one.key: one for one in records}
    return found


def _html(pieces):
    """Pieces of what somebody told, safe to show: each is escaped, and marks are ours alone."""
    told = ((escape(text.translate(MARKS)), marked) for text, marked in pieces)
    return mark_safe("".join(f"<mark>{t}</mark>" if marked else t for t, marked in told))


def _near(held, asked):
    """Words spelled nearly like what is nowhere, as they stand in a text this reader may see."""
    meant: list[str] = []
    for word in (one for part in asked.parts for one in part):
        if len(word) < SHORTEST_NEAR or held.any(Asked(((word,),))):
            continue
        this = stem(folded(word))
        for other in near(this, engine().vocabulary(this)):
            told = _as_told(held, other)
            if told and told not in meant:
                meant.append(told)
            if len(meant) == NEAR:
                return tuple(meant)
    return tuple(meant)


def _as_told(held, term):
    """A stem as the word it stands for in a text that may be read; '' where there is none."""
    alone = read(f'"{term}"')
    found = held(alone) if alone else []
    row = Indexed.objects.filter(pk=found[0][0]).first() if found else None
    texts = (row.title, row.words) if row else ()
    pieces = [t for text in texts for t, m in marked(text, alone) if m]
    return pieces[0].lower() if pieces else ""
