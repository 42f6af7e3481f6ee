"""What each partner has sent: its files, the arithmetic of its rows, and how old it is."""

import functools

from tilth.ground.disclosure import shown
from tilth.ground.extracts import Extract
from tilth.store.ledger import Ledger

PARTS = ("accepted", "quarantined", "duplicate", "blank", "erased")


def arrived(place):
    """Every source of a place: who sends it, why we may have it, its files and their rows.

    One dict a source, as place.toml orders them. `rows_in` is exact, as the sender counts it;
    what became of the rows may be a handful, so each part is hidden or rounded as any count of
    people is. `balances` says whether the exact parts add up. `data_to` is the last day of the
    newest file in use; None where its files name no period. Raises StoreError where the ledger
    cannot be read.
    """
    hide = functools.partial(
        shown, suppress_below=place.privacy.suppress_below, round_to=place.privacy.round_to
    )
    partners = {p.slug: p.name for p in place.partners}
    with Ledger.open(place) as ledger:
        versions = {s.name: ledger.versions(s.name) for s in place.sources}
    return [_told(place, one, partners, versions[one.name], hide) for one in place.sources]


def _told(place, source, partners, versions, hide):
    contract = place.find(Extract, source.kind)
    used = [v for v in versions if v.state == "in_service"]
    ends = [v.period_to for v in used if v.period_to]
    return {
        "source": source.name,
        "title": contract.title,
        "why": contract.why,
        "partner": partners[source.partner],
        "purpose": source.purpose,
        "basis": source.basis,
        "until": source.until,
        "refresh": source.refresh,
        "data_to": max(ends, default=None),
        "in_use": len(used),
        "rows": _sum(used, hide),
        "files": [_file(v, hide) for v in sorted(versions, key=_newest_first, reverse=True)],
    }


def _newest_first(version):
    return str(version.period_to or ""), version.sequence, version.number


def _file(version, hide):
    names = ("file", "version", "sender", "period_from", "period_to", "state", "because")
    return {name: getattr(version, name) for name in names} | {"rows": _sum([version], hide)}


def _sum(versions, hide):
    """Rows in and what became of them, over some files."""
    exact = {part: sum(getattr(v, part) for v in versions) for part in PARTS}
    rows_in = sum(v.rows_in for v in versions)
    return {
        "rows_in": rows_in,
        **{part: hide(n) for part, n in exact.items()},
        "balances": rows_in == sum(exact.values()),
    }
