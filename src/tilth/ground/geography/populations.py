"""Who lives here and who is registered here: two ways to count people, shown together."""

from collections import defaultdict

from tilth.ground.errors import DefinitionError
from tilth.ground.geography.figures import Figures
from tilth.ground.geography.vintages import across

EVERYONE = (0, 120)
"""The ages of all people, as resident.parquet has them."""


def residents(geography, layer, *, period=None, sex="all", ethnic_group="all", ages=EVERYONE):
    """People who live in each area of a layer.

    As published for the layer where every area is; else small areas' people, by the share of
    each that lies in the area, so that no one is counted twice or lost; where small areas have
    none either, those of the vintage before, brought across by the lookup. period: the one that
    covers the most areas, the latest of these, unless told. ages: first and last, both in.
    None where nothing is published of an area. Raises DefinitionError where no one was counted.
    """
    geography.layer(layer)
    asked = {"period": period, "sex": sex, "ethnic_group": ethnic_group, "ages": ages}
    found = _published(geography, layer, **asked)
    if found and set(found.values) >= set(geography.areas(layer)):
        return found
    below = _small(geography, **asked)
    if below and layer == geography.small_area:
        return below
    found = (below and roll_up(geography, below, layer)) or found
    if not found:
        raise DefinitionError(
            f"nobody has been counted by {layer} here.",
            remedy="Add the Census or mid-year estimates to the open data and make it again.",
        )
    return found


def _small(geography, **asked):
    """People of each small area, brought from the vintage before where that knows of more."""
    found = _published(geography, geography.small_area, **asked)
    if found and len(found.values) >= len(geography.areas(geography.small_area)):
        return found
    before = _published(geography, geography.before, **asked)
    if not before or len(before.values) < len(found.values if found else ()):
        return found
    weights = _published(geography, geography.small_area, None, "all", "all", EVERYONE)
    return across(geography, before, to=geography.small_area, kind="count", weights=weights)


def _published(geography, layer, period, sex, ethnic_group, ages):
    """Published people by area, of the period that covers the most areas."""
    by_period = defaultdict(lambda: defaultdict(float))
    sources = defaultdict(set)
    for row in geography.where("resident", layer=layer, sex=sex, ethnic_group=ethnic_group):
        if _of_age(row, ages) and period in (None, row["period"]):
            by_period[row["period"]][row["code"]] += row["people"]
            sources[row["period"]].add(row["source"])
    if not by_period:
        return None
    best = max(by_period, key=lambda one: (len(by_period[one]), one))
    told = f"people resident {best} ({', '.join(sorted(sources[best]))})"
    if ages != EVERYONE:
        told = f"{told} aged {ages[0]} to {ages[1]}"
    return Figures(layer, dict(by_period[best]), told)


def _of_age(row, ages):
    """Whether a row counts people of these ages: everyone by its total, others by single years."""
    least, most = row["age_from"], row["age_to"]
    if least is None or most is None:
        least, most = EVERYONE
    if ages == EVERYONE:
        return (least, most) == EVERYONE
    single = least == most or (most == EVERYONE[1] and least > 0)
    return single and ages[0] <= least and most <= ages[1]


def roll_up(geography, figures, layer):
    """Counts of a lower layer added up to a higher one, by the share of each that lies in it.

    An area with a part that is not known is not known (None). Returns None where nothing
    joins the two layers.
    """
    shares = geography.shares(figures.layer, layer)
    if not shares:
        return None
    totals = {}
    for child, parents in shares.items():
        value = figures.values.get(child)
        for parent, share in parents.items():
            so_far = totals.get(parent, 0.0)
            unknown = so_far is None or value is None
            totals[parent] = None if unknown else so_far + value * share
    return Figures(layer, dict(sorted(totals.items())), figures.about)


def registered(geography, layer):
    """People registered with the practices that stand in each area of a layer.

    An area with a practice whose list size is not published is not known (None); one without
    any practice has nobody. `unplaced` names the practices that cannot be counted.
    """
    areas = geography.areas(geography.small_area)
    small = dict.fromkeys(areas, 0.0)
    for row in geography.where("organisation", kind="gp_practice"):
        if row["lsoa21"] in areas:
            so_far, people = small[row["lsoa21"]], row["people"]
            unknown = so_far is None or people is None
            small[row["lsoa21"]] = None if unknown else so_far + people
    about = "people registered with practices that stand here"
    counted = Figures(geography.small_area, small, about)
    return counted if layer == geography.small_area else roll_up(geography, counted, layer)


def unplaced(geography):
    """Practices that cannot be counted: no list size, or no small area of this place."""
    areas = geography.areas(geography.small_area)
    return sorted(
        row["code"]
        for row in geography.where("organisation", kind="gp_practice")
        if row["people"] is None or row["lsoa21"] not in areas
    )


def differences(geography, layer):
    """Residents and registered people of each area side by side: one row an area.

    Registered less resident is not an error: people register near work or a former home, lists
    keep some who have left, and the two are of different dates, told in `about`.
    """
    living = residents(geography, layer)
    listed = registered(geography, layer)
    if listed is None:
        raise DefinitionError(f"nothing says which small areas lie in which {layer}.")
    rows = []
    for code, (resident, people) in living.join(listed).items():
        known = resident is not None and people is not None
        rows.append(
            {
                "area": code,
                "name": geography.area(layer, code).familiar,
                "resident": resident,
                "registered": people,
                "difference": people - resident if known else None,
                "registered_per_resident": people / resident if known and resident else None,
                "about": f"{living.about}; {listed.about}",
            }
        )
    return rows
