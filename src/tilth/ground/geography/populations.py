"""Who lives here and who is registered here: two ways to count a place's people, shown together."""

from collections import defaultdict

from tilth.ground.errors import DefinitionError
from tilth.ground.geography.figures import Figures


def residents(geography, layer, *, period=None, sex="all", ethnic_group="all"):
    """People who live in each area of a layer, of all ages.

    As published for the layer where it is; else small areas' people, by the share of each that
    lies in the area, so that no one is counted twice or lost. period: the latest that covers
    the most small areas unless told. None where nothing is published of an area.
    Raises DefinitionError where no figures can be had.
    """
    geography.layer(layer)
    found = _published(geography, layer, period, sex, ethnic_group)
    small = geography.small_area
    if found is None or set(found.values) < set(geography.areas(layer)):
        below = _published(geography, small, period, sex, ethnic_group)
        summed = below and layer != small and roll_up(geography, below, layer)
        found = summed or found
    if not found:
        raise DefinitionError(
            f"nobody has been counted by {layer} here.",
            remedy="Add the Census or mid-year estimates to the open data and make it again.",
        )
    return found


def _published(geography, layer, period, sex, ethnic_group):
    """Published people of all ages by area, of the period that covers the most areas."""
    by_period = defaultdict(dict)
    for row in geography.rows("resident"):
        if (row["layer"], row["sex"], row["ethnic_group"]) != (layer, sex, ethnic_group):
            continue
        if (row["age_from"], row["age_to"]) == (0, 120) and period in (None, row["period"]):
            by_period[row["period"]][row["code"]] = row
    if not by_period:
        return None
    best = max(by_period, key=lambda one: (len(by_period[one]), one))
    rows = by_period[best].values()
    sources = ", ".join(sorted({row["source"] for row in rows}))
    values = {row["code"]: row["people"] for row in rows}
    return Figures(layer, values, f"people resident {best} ({sources})")


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

    Practices without a list size or a small area are left out; `unplaced` tells how many.
    """
    small = defaultdict(float)
    for row in geography.rows("organisation"):
        if row["kind"] == "gp_practice" and row["people"] is not None and row["lsoa21"]:
            small[row["lsoa21"]] += row["people"]
    areas = geography.areas(geography.small_area)
    counted = Figures(
        geography.small_area,
        {code: small.get(code, 0.0) for code in areas},
        "people registered with practices that stand here",
    )
    return counted if layer == geography.small_area else roll_up(geography, counted, layer)


def unplaced(geography):
    """Practices that cannot be counted: no list size, or no small area of this place."""
    areas = geography.areas(geography.small_area)
    return sorted(
        row["code"]
        for row in geography.rows("organisation")
        if row["kind"] == "gp_practice" and (row["people"] is None or row["lsoa21"] not in areas)
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
