"""The attacker at a real place: what is published of one neighbourhood, solved all together."""

from tilth.ground.errors import DefinitionError
from tilth.ground.progress import unwatched
from tilth.see.needs.cells import Ask, Span, read
from tilth.see.needs.indicator import Indicator
from tilth.store.counting.population import Population
from tilth.store.needs.measure import Measure
from tilth.verify.disclosure.publishing import Table
from tilth.verify.disclosure.solving import Tally, attack

BREAKDOWNS = (("sex", "age_group"), ("ethnic_group",))
INDICATORS = 3
AREAS = 6  # small areas attacked together, at most


def attack_place(place, rng, *, indicators=INDICATORS, progress=unwatched):
    """Attack indicators of a place, each in one area of the layer above the small ones: a Tally.

    Indicators and areas are drawn by rng. What is shown of the area and its small areas, by sex
    and age and by ethnic group, is taken as the pages take it; the rest of the place is left
    out, which makes the attack weaker and a place of any size quick.
    """
    with Population.open(place) as people:
        small, above = people.layers[0], _layer_above(people)
        found = place.all(Indicator)
        every = sorted(name for name, one in found.items() if _counted(one, people))
        tally = Tally()
        picked = rng.choice(every, min(indicators, len(every)), replace=False)
        for number, name in enumerate(picked):
            progress("indicators attacked", number, len(picked))
            indicator = found[str(name)]
            asked = {"it": Ask(_measure(indicator), "people", indicator.living)}
            cells = read(people, asked, layer=None, groups=(), span=Span())["it"]
            tally += _attack_area(cells, small, above, rng)
    return tally


def _measure(indicator):
    return Measure(indicator.numerator_for(None), indicator.denominator_for(None))


def _counted(indicator, people):
    """Whether an indicator counts people, and this place has what it asks for."""
    if indicator.statistic != "proportion" or indicator.retired:
        return False
    try:
        _measure(indicator).settled(people.vocabulary)
    except DefinitionError:
        return False
    return True


def _layer_above(people):
    """The first layer above the small area whose areas are counted by lookup."""
    return next(
        name for name in people.layers if name in ("neighbourhood", "msoa21", "ward", "place")
    )


def _attack_area(cells, small, above, rng):
    """Attack what is shown of one area and of the small areas in it."""
    frame = cells.frame
    area = rng.choice(sorted(frame[above].dropna().unique()))
    inside = sorted(frame.loc[frame[above] == area, small].dropna().unique())[:AREAS]
    tally = Tally()
    for groups in BREAKDOWNS:
        groups = tuple(group for group in groups if group in cells.groups)
        keys = [small, above, *groups]
        rows = frame[frame[small].isin(inside)]
        counts = ["numerator", "denominator", "unknown"]
        finest = rows.groupby(keys, dropna=False, observed=True)[counts].sum().reset_index()
        whole = len(inside) == frame.loc[frame[above] == area, small].dropna().nunique()
        layers = (small, above) if whole else (small,)
        tables = [
            _table(cells, (layer, *by), layer, inside if layer == small else [area])
            for layer in layers
            for by in dict.fromkeys([(), *((group,) for group in groups), groups])
        ]
        tally += attack(finest, tables, rng)
    return tally


def _table(cells, keys, layer, areas):
    """The rows of one published table that are of some areas."""
    raw, shown = cells.raw(keys), cells.shown(keys)
    here = raw[layer].isin(areas)
    return Table(keys, shown[here].reset_index(drop=True), raw[here].reset_index(drop=True))
