"""Published deprivation of small areas, rolled up to places and systems as its publisher does."""

from tilth.ground.errors import DefinitionError
from tilth.ground.geography.figures import Figures
from tilth.ground.geography.populations import residents

OVERALL = "imd"


def measure(geography, name, *, layer=None):
    """A published figure of each area of a layer. Raises DefinitionError where there is none."""
    layer = layer or geography.small_area
    rows = geography.where("measure", measure=name, layer=layer)
    if not rows:
        known = sorted({row["measure"] for row in geography.where("measure", layer=layer)})
        raise DefinitionError(
            f"there is no measure {name} of {layer}.",
            remedy=f"There are: {', '.join(known) or 'none'}.",
        )
    return Figures(layer, {row["code"]: row["value"] for row in rows}, rows[0]["source"])


def measure_name(domain, what, *, index="imd2025"):
    """What measure.parquet calls a figure: "imd2025_decile", "imd2025_income_score"."""
    return f"{index}_{what}" if domain == OVERALL else f"{index}_{domain}_{what}"


def domains(geography, *, index="imd2025"):
    """The domains an index publishes for small areas: "imd" for the whole, "income", ..."""
    names = {
        row["measure"]
        for row in geography.where("measure", layer=geography.small_area)
        if row["measure"].startswith(f"{index}_") and row["measure"].endswith("_decile")
    }
    return sorted(n[len(index) + 1 : -len("_decile")] or OVERALL for n in names)


def whole(geography, layer):
    """The areas of a layer all of whose small areas are in this geography.

    A system is whole only where every place in it was asked for when the geography was made.
    """
    areas = set(geography.areas(layer))
    if layer != geography.system_layer:
        return areas
    asked, systems = set(geography.places), geography.systems
    return {code for code in areas if set(systems.get(code, ("?",))) <= asked}


def roll_up(geography, layer, *, domain=OVERALL, index="imd2025", people=None):
    """Deprivation of every whole area of a layer: one row an area.

    most_deprived_tenth: the share of its small areas in the nation's most deprived tenth; needs
    no weight, so equals the published figure. average_score, average_rank: weighted by the
    people of each small area (people: Figures; weights() unless told); ranks are turned about,
    so that more is more deprived, as the publisher does, where the gazetteer says how many
    areas the nation ranks. Averages differ from the published ones as far as the publisher's
    own people do, which are not in the file: docs/reference/open-data.md says by how much. A
    small area without a figure makes its area's figure unknown (None).
    """
    deciles = measure(geography, measure_name(domain, "decile", index=index)).values
    scores = _or_none(geography, measure_name(domain, "score", index=index))
    turned = _turned(geography, domain, index)
    people = (people or weights(geography, domain)).values
    rows = []
    for code in sorted(whole(geography, layer)):
        inside = geography.members(layer, code, geography.small_area)
        if inside:
            weighed = {c: (people.get(c) or 0.0) * share for c, share in inside.items()}
            rows.append(
                {
                    "area": code,
                    "name": geography.area(layer, code).familiar,
                    "domain": domain,
                    "small_areas": len(inside),
                    "most_deprived_tenth": _tenth(deciles, inside),
                    "average_score": _mean(scores, weighed),
                    "average_rank": _mean(turned, weighed),
                }
            )
    return rows


def weights(geography, domain):
    """The people a domain is about: of the ages the gazetteer gives it, where they are known."""
    ages = geography.about.get("weighed_by", {}).get(domain)
    if ages:
        try:
            return residents(geography, geography.small_area, ages=tuple(ages))
        except DefinitionError:
            # Single years of age are not among the open data: everyone stands in for them.
            return residents(geography, geography.small_area)
    return residents(geography, geography.small_area)


def _turned(geography, domain, index):
    ranked = geography.about.get("ranked", {}).get(index)
    if not ranked:
        return {}
    ranks = _or_none(geography, measure_name(domain, "rank", index=index))
    return {code: ranked + 1 - rank for code, rank in ranks.items() if rank is not None}


def _or_none(geography, name):
    try:
        return measure(geography, name).values
    except DefinitionError:
        return {}


def _tenth(deciles, inside):
    known = [deciles.get(code) for code in inside]
    return None if None in known else sum(d == 1 for d in known) / len(known)


def _mean(values, weighed):
    total = sum(weighed.values())
    if not total or any(values.get(code) is None for code in weighed):
        return None
    return sum(values[code] * weight for code, weight in weighed.items()) / total
