"""The attacker who waits: figures of one period before and after one person's record changed."""

from dataclasses import replace

from tilth.ground.place import Privacy
from tilth.store.shown import Shown
from tilth.verify.disclosure.people import KINDS, world
from tilth.verify.disclosure.publishing import publish
from tilth.verify.disclosure.solving import Tally, told, values

TOLD = {"measure": "made up", "period": "2026", "at": "2026-01-01"}


def before_and_after(rng, folder, areas=5, *, steady=True):
    """Publish a place, change one person, publish it again, and compare: a Tally.

    The attacker knows that no count changed by more than one. steady: False publishes the
    second as if there had been no first, to show what the ledger is for.
    """
    before = world(rng, str(rng.choice(KINDS)), areas)
    after = replace(before, finest=_changed(rng, before.finest))
    book = Shown(folder)
    shown = []
    for release, one in (("one", before), ("two", after)):
        counts = one.finest
        if steady:
            counts = book.steady(counts, Privacy(), release=release, **TOLD)
        shown.append(publish(replace(one, finest=counts)))
    book.close()
    return _compare(*shown)


def _changed(rng, finest):
    """The same people but for one, who now has what is counted, no longer has it, or has come."""
    out = finest.copy()
    row = rng.integers(len(out))
    had, among = out.loc[row, ["numerator", "denominator"]]
    more = had < among and (had == 0 or rng.random() < 0.5)
    if more or not had:
        out.loc[row, "numerator"] += 1
        out.loc[row, "denominator"] += int(had == among)
    else:
        out.loc[row, "numerator"] -= 1
    return out


def _compare(before, after):
    """Which small counts two sets of tables tell, where each count changed by one at most."""
    tally = Tally()
    for one, other in zip(before, after, strict=True):
        for name in ("numerator", "denominator"):
            pairs = zip(
                values(one.shown[name]), one.shown["note"], one.raw[name],
                values(other.shown[name]), other.shown["note"], strict=True,
            )  # fmt: skip
            for value, note, raw, again, noted in pairs:
                if not 1 <= raw <= 7:
                    continue
                low, high = told(value, note, name)
                least, most = told(again, noted, name)
                left = min(high, most + 1) - max(low, least - 1) + 1
                tally.hidden += 1
                tally.recovered += left == 1
                tally.two += left == 2
                if left == 1:
                    tally.which.append(f"{name} by {', '.join(one.keys) or 'nothing'}")
    return tally
