"""Finding what people told by its words, for one reader and no further than they may read."""

from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe

from tilth.learn.search.asked import Asked, read
from tilth.learn.search.near import near
from tilth.learn.search.porter import stem
from tilth.learn.search.snippets import marked, snippet
from tilth.learn.search.tokens import folded
from tilth.learn.stories.lines import MARKS, line
from tilth.web.agree.found import address
from tilth.web.learn.search.engines import engine
from tilth.web.learn.search.seen import RECORDS, rows

MOST, MOST_PAGES = 20, 500
NEAR = 3


@dataclass(frozen=True)
class Hit:
    """One thing found. title, snippet: safe to show, what was asked for marked. plain: unmarked."""

    key: str
    kind: str
    name: str
    title: str
    snippet: str
    plain: str
    address: str
    score: float
    record: object


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


def find(standing, asked, *, kinds=None, most=MOST, page=1, **narrowed):
    """What holds the words asked for, the best first: a Found.

    standing: who reads. asked: as they typed it, whatever it is. kinds: of seen.KINDS; all where
    None. narrowed: layer, area, code, as seen.rows has them.
    """
    parsed = read(asked)
    if not parsed:
        return Found(asked)
    allowed = rows(standing, kinds=kinds, **narrowed)
    matching = engine().matching
    found, some = matching(allowed, parsed), False
    total = found.count()
    if not total and len(parsed.parts) > 1:
        found, some = matching(allowed, parsed, every=False), True
        total = found.count()
    pages = max(1, min(MOST_PAGES, -(-total // most)))
    page = max(1, min(page, pages))
    chosen = list(found.order_by("-score", "-pk")[(page - 1) * most : page * most])
    hits = tuple(_hits(standing, chosen, parsed))
    meant = () if total and not some else _near(allowed, parsed)
    return Found(asked, hits, total, page, pages, some, meant)


def _hits(standing, chosen, asked):
    records = records_of(standing, chosen)
    for row in chosen:
        if row.key not in records:
            continue  # taken back a moment ago
        pieces = snippet(row.words, asked)
        yield Hit(
            row.key,
            row.kind,
            row.title,
            _html(marked(row.title, asked)),
            _html(pieces),
            line("".join(piece for piece, _ in pieces), 400),
            address(records[row.key]),
            row.score,
            records[row.key],
        )


def records_of(standing, chosen):
    """key -> the record of each row, of those this reader may see."""
    named: dict = {}
    for row in chosen:
        named.setdefault(row.kind, []).append(row.key.partition(":")[2])
    found = {}
    for kind, names in named.items():
        records = RECORDS[kind](standing)
        field = records.model.named_by
        found |= {one.key: one for one in records.filter(**{f"{field}__in": names})}
    return found


def _html(pieces):
    pieces = [(t.translate(MARKS), m) for t, m in pieces]
    told = (format_html("<mark>{}</mark>", t) if m else conditional_escape(t) for t, m in pieces)
    return format_html_join("", "{}", ((one,) for one in told)) or mark_safe("")


def _near(allowed, asked):
    """Words spelled nearly like what is nowhere, as they stand in a text this reader may see."""
    meant = []
    for word in (one for part in asked.parts for one in part):
        alone = Asked(((word,),))
        if len(word) < 4 or engine().matching(allowed, alone).exists():
            continue
        for other in near(stem(folded(word)), engine().vocabulary(word)):
            told = _as_told(allowed, other)
            if told and told not in meant:
                meant.append(told)
            if len(meant) == NEAR:
                return tuple(meant)
    return tuple(meant)


def _as_told(allowed, term):
    """A stem as the word it stands for in a text that may be read; '' where there is none."""
    alone = read(f'"{term}"')
    row = engine().matching(allowed, alone).order_by("-score").first() if alone else None
    if row is None:
        return ""
    pieces = [t for text in (row.title, row.words) for t, m in marked(text, alone) if m]
    return pieces[0].lower() if pieces else ""
