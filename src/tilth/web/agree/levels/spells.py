"""Between which days each version of an agreement held, and the functions it names."""

from tilth.agree.agreements import force as forces
from tilth.agree.levels.days import DAY
from tilth.agree.levels.values import Named, Where
from tilth.web.agree.agreements import force


def where_of(body):
    """A body as the ledgers know it."""
    return Where(body.slug, body.name, body.layer, body.area, body.until)


def spells(versions):
    """(version, first day, last day or None) in which each version of one agreement held."""
    papers = {one.number: force.paper_of(one) for one in versions}
    signed = {one.number: force.signed_of(one) for one in versions}
    begun = {n: forces.begins(paper, signed[n]) for n, paper in papers.items()}
    for version in versions:
        first = begun[version.number]
        if first is None:
            continue
        last = _last(papers[version.number], signed[version.number])
        later = [day for n, day in begun.items() if n > version.number and day is not None]
        ends = [day for day in (last, *(day - DAY for day in later)) if day is not None]
        until = min(ends, default=None)
        if until is None or until >= first:
            yield version, first, until


def _last(paper, signed):
    """The last day a version held by itself: ended, lapsed, or left by too many."""
    own = paper.until - DAY if paper.until is not None and paper.ended else paper.until
    left = sorted(one.withdrawn for one in signed if one.withdrawn and one.partner in paper.parties)
    stay = len(paper.parties) - 2 if paper.goes_on else 0
    gone = left[stay] - DAY if len(left) > max(stay, 0) else None
    return min((day for day in (own, gone) if day is not None), default=None)


def named(agreement, clauses, since, until):
    """The functions that clauses name, as Named."""
    if clauses is None:
        return
    body = where_of(agreement.body) if agreement.body else None
    lies = {" ".join(one.function.split()).casefold(): one for one in clauses.lies}
    plain = dict.fromkeys([*clauses.functions, *(one.function for one in clauses.lies)])
    for words in plain:
        said = lies.get(" ".join(words.split()).casefold())
        yield Named(
            function=words,
            body=body,
            agreement=agreement.title,
            since=since,
            until=until,
            layer=said.layer if said else "",
            because=said.because if said else "",
        )
