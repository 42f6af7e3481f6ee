"""Which version of a source is in service: decided from the versions alone, never from a clock."""

import datetime
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

REFRESH_DAYS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
FEWEST, MOST = 0.80, 1.25


@dataclass(frozen=True)
class Version:
    """One file of one source, read under one contract.

    state: in_service, held, superseded, refused or withdrawn; because: why, in words.
    sequence: the sender's number, 0 where none was given. hold: what in the file itself asks a
    person to look before it is used. refusal: why it was refused. number: order of arrival.
    """

    source: str
    version: str
    file: str = ""
    sha256: str = ""
    size: int = 0
    sender: str = ""
    sequence: int = 0
    period_from: datetime.date | None = None
    period_to: datetime.date | None = None
    delivery: str = "snapshot"
    refresh: str = "month"
    rows_in: int = 0
    accepted: int = 0
    quarantined: int = 0
    duplicate: int = 0
    blank: int = 0
    erased: int = 0
    unlinked: int = 0
    contract_hash: str = ""
    hold: str = ""
    refusal: str = ""
    state: str = ""
    because: str = ""
    number: int = 0
    folder: Path = Path()


def settle(versions, rulings):
    """The state of every version of one source, and why: {version: (state, because)}.

    versions: in any order. rulings: {version: (release or withdraw, because)}, the last said.
    The same versions and rulings give the same states whatever order they came in.
    """
    states, good = {}, []
    for one in sorted(versions, key=lambda v: _place_in_line(v, rulings)):
        ruling, because = rulings.get(one.version, ("", ""))
        if one.refusal:
            states[one.version] = ("refused", one.refusal)
        elif ruling == "withdraw":
            states[one.version] = ("withdrawn", because)
        elif ruling != "release" and (why := reason_to_hold(one, good)):
            states[one.version] = ("held", why)
        else:
            good.append(replace(one, because=because))
    newest = {_slot(one): one for one in good}
    for one in good:
        last = newest[_slot(one)]
        serves = last.version == one.version
        states[one.version] = (
            ("in_service", one.because) if serves else ("superseded", f"by {last.version}")
        )
    return states


def _place_in_line(one, rulings):
    """Period, then the sender's sequence, then a person's word, then content; arrival only tells
    two readings of the very same file apart."""
    chosen = rulings.get(one.version, ("", ""))[0] == "release"
    return (one.period_to or datetime.date.min, one.sequence, chosen, one.sha256, one.number)


def _slot(one):
    """What a version stands for: the whole source, or one period of it."""
    return (one.period_from, one.period_to) if one.delivery == "period" else None


def reason_to_hold(one, before):
    """Why a person should look before this version is used; empty where nothing is odd.

    before: the versions accepted ahead of it in line.
    """
    others = [v for v in before if v.sha256 != one.sha256]
    reasons = [one.hold, _volume(one, others), _skipped(one, others), _no_period(one, others)]
    return "; ".join(r for r in reasons if r)


def _volume(one, before):
    usual = [v.accepted + v.erased for v in before[-3:]]
    if not usual or not (middle := median(usual)):
        return ""
    rows = one.accepted + one.erased
    if FEWEST * middle <= rows <= MOST * middle:
        return ""
    return f"{rows:,} rows accepted, where the last {len(usual)} had {middle:,.0f} in the middle"


def _skipped(one, before):
    if not before:
        return ""
    last = before[-1]
    if one.sequence and last.sequence and one.sequence > last.sequence + 1:
        return f"number {one.sequence} follows number {last.sequence}: one between is missing"
    days = REFRESH_DAYS.get(one.refresh)
    if days and one.period_to and last.period_to:
        gap = (one.period_to - last.period_to).days
        if gap > 1.5 * days:
            return f"{gap} days after the last period, where one is due every {one.refresh}"
    return ""


def _no_period(one, before):
    if one.delivery == "period" and not one.period_to and any(not v.period_to for v in before):
        return "nothing says which period this is, and another such file is in service"
    return ""
