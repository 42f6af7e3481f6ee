"""What an indicator asks of the store, and the raw counts that come back."""

from tilth.ground.errors import DefinitionError
from tilth.see.needs.naming import GROUPS
from tilth.store.needs.measure import Measure


def measure_of(indicator, step=None):
    """The one thing an indicator measures, over its period or one step of a series."""
    among = indicator.denominator_for(step)
    if indicator.numerator:
        return Measure(numerator=indicator.numerator_for(step), among=among)
    edges = tuple(indicator.bins) if indicator.statistic == "quantile" else None
    return Measure(value=indicator.value_for(step), among=among, histogram=edges)


def step_of(indicator, over):
    """The step that fills {period}: one of the series, where what happens is counted."""
    if isinstance(over, str) and indicator.rests_on_period:
        return over
    return None


def groups_of(by):
    """The groups asked for, as a tuple of known names."""
    by = (by,) if isinstance(by, str) else tuple(by or ())
    unknown = [name for name in by if name not in GROUPS]
    if unknown:
        raise DefinitionError(
            f"there is no group called {unknown[0]}", remedy=f"Groups are {', '.join(GROUPS)}."
        )
    return by


def raw(people, asked, by, over=None, *, since=None, until=None, living=True):
    """The raw, exact counts of some measures, where anybody is in the row.

    asked: name -> Measure. by: layers and groups. A row for people in no area stays only
    where there are such people.
    """
    frames = people.measure_many(
        asked, by=list(by), over=over, since=since, until=until, living=living
    )
    return {name: _with_people(frame, by) for name, frame in frames.items()}


def _with_people(frame, by):
    if not by:
        return frame
    counts = [c for c in ("denominator", "unknown", "among_unknown") if c in frame]
    nobody = frame[list(by)].isna().any(axis=1) & (frame[counts].sum(axis=1) == 0)
    return frame[~nobody].reset_index(drop=True)
