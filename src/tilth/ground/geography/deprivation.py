"""Published deprivation of small areas, rolled up to places and systems as its publisher does."""

from tilth.ground.errors import DefinitionError
from tilth.ground.geography.figures import Figures
from tilth.ground.geography.populations import residents

DOMAINS = (
    "imd income employment education health crime housing environment "
    "children skills geographical wider indoors outdoors"
).split()


def measure(geography, name, *, layer=None):
    """A published figure of each area of a layer. Raises DefinitionError where there is none."""
    layer = layer or geography.small_area
    rows = [r for r in geography.rows("measure") if (r["measure"], r["layer"]) == (name, layer)]
    if not rows:
        known = sorted({r["measure"] for r in geography.rows("measure") if r["layer"] == layer})
        raise DefinitionError(
            f"there is no measure {name} of {layer}.",
            remedy=f"There are: {', '.join(known) or 'none'}.",
        )
    return Figures(layer, {row["code"]: row["value"] for row in rows}, rows[0]["source"])


def measure_name(domain, what, *, year="2025"):
    """What measure.parquet calls a figure: "imd2025_decile", "imd2025_income_score"."""
    if domain not in DOMAINS:
        raise ValueError(f"{domain} is not a domain: {', '.join(DOMAINS)}")
    return f"imd{year}_{what}" if domain == "imd" else f"imd{year}_{domain}_{what}"


def whole(geography, layer):
    """The areas of a layer all of whose small areas are in this geography.

    A system is whole only where every place in it was asked for when the geography was made.
    """
    areas = set(geography.areas(layer))
    if layer != geography.system_layer:
        return areas
    asked, systems = set(geography.places), geography.systems
    return {code for code in areas if set(systems.get(code, ("?",))) <= asked}


def roll_up(geography, layer, *, domain="imd", year="2025", small_areas=None, people=None):
    """Deprivation of every whole area of a layer: one row an area.

    most_deprived_tenth: the share of its small areas in the nation's most deprived tenth; needs
    no weight, so equals the published figure. average_score and average_rank: weighted by the
    people of each small area (people: Figures; the Census residents unless told); ranks are
    turned about, so that more is more deprived, as the publisher does; `small_areas` is how
    many the nation has, which turns them. Averages differ from the published ones as far as
    the publisher's own people do, which are not in the file: docs/reference/open-data.md says
    how much. A small area without a figure makes its area's average unknown (None).
    """
    deciles = measure(geography, measure_name(domain, "decile", year=year))
    scores = _or_none(geography, measure_name(domain, "score", year=year))
    ranks = _or_none(geography, measure_name(domain, "rank", year=year))
    people = people or residents(geography, geography.small_area)
    top = small_areas or SMALL_AREAS.get(year)
    turned = {c: top + 1 - r for c, r in ranks.items() if r is not None} if top else {}
    rows = []
    for code in sorted(whole(geography, layer)):
        inside = geography.members(layer, code, geography.small_area)
        if not inside:
            continue
        weights = {c: (people.values.get(c) or 0.0) * share for c, share in inside.items()}
        rows.append(
            {
                "area": code,
                "name": geography.area(layer, code).familiar,
                "domain": domain,
                "small_areas": len(inside),
                "most_deprived_tenth": _tenth(deciles.values, inside),
                "average_score": _mean(scores, weights),
                "average_rank": _mean(turned, weights),
            }
        )
    return rows


SMALL_AREAS = {"2025": 33_755, "2019": 32_844, "2015": 32_844}
"""How many small areas the nation's index ranks, by its year."""


def _or_none(geography, name):
    try:
        return measure(geography, name).values
    except DefinitionError:
        return {}


def _tenth(deciles, inside):
    known = [deciles.get(code) for code in inside]
    return None if None in known else sum(d == 1 for d in known) / len(known)


def _mean(values, weights):
    if any(values.get(code) is None for code in weights) or not sum(weights.values()):
        return None
    return sum(values[code] * weight for code, weight in weights.items()) / sum(weights.values())
