"""Other places a place stands beside: what is published of them, in the order of the alphabet."""

from tilth.ground.publishers.figuring import BESIDE
from tilth.see.findings.digits import empty
from tilth.see.findings.making import scale_for
from tilth.see.needs.indicator import THEMES
from tilth.see.needs.naming import geography_of
from tilth.see.official.figures import chosen, estimate
from tilth.see.official.words import publisher_of

MOST_DECIMALS = 4


def places_beside(people):
    """The places of place.toml's [compare] that published figures are held of: code -> name.

    Places that lie here stand among their own and are left out.
    """
    geography = geography_of(people)
    held = geography.about.get("beside", {}) if geography is not None else {}
    return {code: held[code] for code in people.place.compare.areas if code in held}


def not_held(people):
    """The codes of [compare] of which no figure is held: of no place here, nor of one beside."""
    geography = geography_of(people)
    known = geography.areas(geography.place_layer) if geography is not None else {}
    beside = places_beside(people)
    return [code for code in people.place.compare.areas if code not in {*known, *beside}]


def side_by_side(people, indicators):
    """Official figures of the places here and of those beside: (code -> name, rows).

    indicators: name -> Indicator. A row: indicator, layer, theme, title, unit, period,
    published_by and cells, one for each place: value, lower and upper in words, "" where nothing
    is published. Rows stand by theme, then by title. All of one row are of one period; nothing is
    ranked or hidden, and only a figure of more digits than anybody reads is shortened.
    """
    geography, beside = geography_of(people), places_beside(people)
    layer = geography.place_layer
    own = {code: area.familiar for code, area in geography.areas(layer).items()}
    places = dict(sorted((own | beside).items(), key=lambda pair: pair[1]))
    rows = []
    order = list(THEMES)
    for indicator in sorted(indicators.values(), key=lambda i: (order.index(i.theme), i.title)):
        if not indicator.counted and (row := _row(geography, indicator, layer, places)):
            rows.append(row)
    return places, rows


def _row(geography, indicator, layer, places):
    """One official figure of every place, of the newest period told here; None where none is."""
    table = estimate(geography, indicator, layer=layer).to_dict("records")
    periods = {row["period"] for row in table if not empty(row["value"])}
    others = [row for row in chosen(geography, indicator, BESIDE) if row["period"] in periods]
    if len(periods) != 1 or not others:
        return None
    scale = scale_for(indicator)
    found = {row["area"]: row for row in (*table, *others)}
    return {
        "indicator": indicator.name,
        "layer": layer,
        "theme": THEMES[indicator.theme],
        "published_by": publisher_of(geography, others[0]["source"]),
        "title": indicator.title,
        "unit": scale.heading,
        "period": periods.pop(),
        "cells": [_cell(found.get(code, {}), scale) for code in places],
    }


def _cell(row, scale):
    told = {k: row.get(k) for k in ("value", "lower", "upper")}
    return {k: "" if empty(v) else _brief(v, scale) for k, v in told.items()}


def _brief(value, scale):
    """As published; one of more than four decimals to three figures, as in words and pictures."""
    whole = scale.digits(value)
    return str(whole if whole.decimals <= MOST_DECIMALS else scale.short(value))
