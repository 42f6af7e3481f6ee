"""What the checks of the data found, told without a handful of rows."""

import functools

from tilth.ground.disclosure import HIDDEN, shown
from tilth.see.checks.run import RESULTS, last_run
from tilth.see.checks.run import check as run_checks

TOLD = ("check", "kind", "title", "category", "context", "source", "column", "threshold")


def checked(place, *, on, run=False):
    """The checks of the data in service as of a day: how many passed, and what failed.

    Returns None where nobody has run them since a file, contract or release changed; with `run`,
    they are run. Else `counts` by result and `failed`: one dict a failing check, with its reason
    and remedy. Rows at fault are hidden and rounded as counts of people are; the share at fault
    is worked out from the rounded counts, None where they are hidden.
    """
    found = run_checks(place, on=on) if run else last_run(place, on=on)
    if found is None:
        return None
    hide = functools.partial(
        shown, suppress_below=place.privacy.suppress_below, round_to=place.privacy.round_to
    )
    return {
        "run": found.run,
        "counts": {result: found.count(result) for result in RESULTS},
        "by_source": _by_source(found.results),
        "failed": [_told(one, hide) for one in found.results if one["result"] == "fail"],
    }


def _by_source(results):
    """source -> {result: how many}; the linked whole under the empty name."""
    counts = {}
    for one in results:
        mine = counts.setdefault(one["source"], dict.fromkeys(RESULTS, 0))
        mine[one["result"]] += 1
    return counts


def _told(one, hide):
    judged, failed = hide(one["checked"]), hide(one["failed"])
    known = HIDDEN not in (judged, failed) and judged
    return {
        **{name: one[name] for name in TOLD},
        "checked": judged,
        "failed": failed,
        "share": min(1.0, failed / judged) if known else None,
        "reason": one["reason"],
        "remedy": one["remedy"],
    }
