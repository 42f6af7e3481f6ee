"""What came and what the checks found, kept until a file comes, a check runs or a day goes by."""

import datetime

from tilth.see.data.arrived import arrived
from tilth.see.data.checked import checked
from tilth.web.house.kept import kept
from tilth.web.see.words import age_of, data_day

CHANGES = ("ledger.sqlite", "ledger.sqlite-wal", "checks", "current")


def sources_of(request):
    """Every source with its files, its rows and how old it is, as plain values."""
    today = data_day(request)

    def make():
        return [
            _plain({**one, "age": age_of(one["data_to"], one["refresh"], today)})
            for one in arrived(request.place)
        ]

    return kept(request.place, request.release, "sources", make, **_asked(request, today))


def checks_of(request):
    """What the last checks found; None where nobody has run them on these data."""
    today = data_day(request)

    def make():
        return _plain(checked(request.place, on=today))

    return kept(request.place, request.release, "checks", make, **_asked(request, today))


def _asked(request, today):
    """The day, and when what is told last changed."""
    store = request.place.store_folder
    there = [store / name for name in CHANGES if (store / name).exists()]
    return {"day": str(today), "changed": {p.name: p.stat().st_mtime_ns for p in there}}


def _plain(value):
    """Dates as text and tuples as lists, all the way down."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value.isoformat() if isinstance(value, datetime.date) else value
