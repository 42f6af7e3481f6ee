"""What a reader chooses to see of the map: a year, a sector, an area, a layer, one partner."""

import datetime
from dataclasses import dataclass

from tilth.agree.network.coverage import serves
from tilth.agree.words import LAYERS


@dataclass(frozen=True)
class Choice:
    """on: the day the map tells of; before: an earlier day it is compared with, or None.

    year, then: those days as the address says them. sector, area, layer, partner, lines (which
    kind is drawn): '' for all.
    """

    on: datetime.date
    before: datetime.date | None
    year: int
    then: int | None
    sector: str = ""
    area: str = ""
    layer: str = ""
    partner: str = ""
    lines: str = ""

    def asked(self, **other):
        """The address of the map with this choice, one thing chosen otherwise."""
        told = {
            name: getattr(self, name) for name in ("sector", "area", "layer", "partner", "lines")
        }
        told |= {"year": self.year, "before": self.then} | other
        return {name: value for name, value in told.items() if value}


def choose(asked, today, years, known):
    """The choice of an address, as far as it is understood; what is not known is left out.

    asked: the query. years: those there is something to tell of. known: what may be chosen
    ({"sector": ..., "area": ..., "partner": ...}: containers of names).
    """
    year = _year(asked.get("year"), years) or today.year
    then = _year(asked.get("before"), [one for one in years if one < year])
    told = {
        name: asked.get(name, "") if asked.get(name, "") in known[name] else ""
        for name in ("sector", "area", "partner", "lines")
    }
    layer = asked.get("layer", "")
    return Choice(
        on=min(today, datetime.date(year, 12, 31)),
        before=datetime.date(then, 12, 31) if then else None,
        year=year,
        then=then,
        layer=layer if layer in LAYERS else "",
        **told,
    )


def _year(text, years):
    found = int(text) if text and text.isascii() and text.isdigit() and len(text) == 4 else 0
    return found if found in years else None


def chosen(organisations, choice, lies_in, tied):
    """Those of the organisations that a choice leaves, in their order.

    tied: pairs that know each other; beside one partner stand those it is tied to.
    """
    found = [one for one in organisations if one.here(choice.on)]
    if choice.sector:
        found = [one for one in found if one.sector == choice.sector]
    if choice.layer:
        found = [one for one in found if one.layer == choice.layer]
    if choice.area:
        found = [one for one in found if serves(one, choice.area, lies_in)]
    if choice.partner:
        own = f"partner:{choice.partner}"
        near = {own} | {b for a, b in tied if a == own} | {a for a, b in tied if b == own}
        found = [one for one in organisations if one.key in near and one.here(choice.on)]
    return found
