"""The sections of an indicator's page: now, change, fairness, how it is worked out."""

from copy import copy

import numpy as np

from tilth import see
from tilth.ground.criterion import Criterion
from tilth.see.findings.digits import empty
from tilth.see.findings.making import scale_for
from tilth.see.gained import gained, in_years
from tilth.see.needs.change import began
from tilth.see.needs.fairness import fairness as inequality
from tilth.see.needs.layers import where_it_varies
from tilth.see.needs.naming import GROUPS
from tilth.web.house.kept import kept, later, there
from tilth.web.see.asking import areas_of, layers_of
from tilth.web.see.figures import NOT_YET, either, figure
from tilth.web.see.marks import Told, told_of

STEPS = {"month": "month by month", "quarter": "quarter by quarter", "year": "year by year"}
SEED = 1  # the same question has the same answer
SAID = {
    "sex": "By sex",
    "age_group": "By age",
    "ethnic_group": "By ethnic group",
    "deprivation_fifth": "By how deprived the streets are",
}


class Sections:
    """One indicator at one layer, each section worked out once for a release."""

    def __init__(self, request, indicator, layer):
        self.place, self.release = request.place, request.shown
        self.people, self.indicator, self.layer = request.population, indicator, layer
        self._keep, self._told = kept, {}

    def _kept(self, what, make, **arguments):
        about = {"indicator": self.indicator.name, "layer": self.layer, **arguments}
        made = self._keep(self.place, self.release, f"see-{what}", lambda: either(make), **about)
        return NOT_YET if made is None else made

    def page(self, area, step):
        """Every section; what takes longer than a page may is worked out behind it, and says so."""
        about = {"indicator": self.indicator.name, "layer": self.layer, "area": area, "step": step}
        marks = self.told(area).key  # read now: what works behind the page reads no records
        shown, behind = copy(self), lambda: bool(self.all(area, step))
        if not later(self.place, self.release, "see-page", behind, **about, **marks):
            shown._keep = there
        return shown.all(area, step)

    def told(self, area=None):
        """What people told its chart, of the whole or of one area."""
        if area not in self._told:
            self._told[area] = told_of(self.indicator.name, area) if self.charted else Told()
        return self._told[area]

    def all(self, area, step):
        """Every section, as plain values. area: one area looked at, or None."""
        return {
            "now": self.now(),
            "area_said": self.here(area) if area else None,
            "map": self.map(),
            "change": self.change(step, area),
            "gained": self.gained(area),
            "fairness": self.fairness(),
            "groups": self.groups(),
            "varies": self.varies(),
        }

    def now(self):
        """Every area of the layer beside the whole."""
        return self._kept(
            "now", lambda: figure(see.finding(self.people, self.indicator, layer=self.layer))
        )

    def here(self, area):
        """One area's sentence."""
        asked = {"layer": self.layer, "area": area}
        return self._kept(
            "here",
            lambda: {"sentence": see.finding(self.people, self.indicator, **asked).sentence},
            area=area,
        )

    def map(self):
        """The areas drawn as they lie; nothing where they have no outlines."""

        def make():
            found = see.finding(self.people, self.indicator, layer=self.layer)
            if "choropleth" not in found.kinds:
                return {"why": "the outlines of these areas are not here"}
            return {"pictures": figure(found, "choropleth")["pictures"]}

        return self._kept("map", make)

    def change(self, step, area=None):
        """The series of the whole, or of one area, with its limits."""
        layer, code = (self.layer, area) if area else whole_area(self.people)
        told = self.told(area)
        asked = {"layer": layer, "area": code, "over": step, "since": began(self.people, step)}

        def make():
            found = see.finding(self.people, self.indicator, **asked, **told.asked)
            judged = self.charted and "spc" in found.kinds
            return figure(found, "spc" if judged else None)

        kept_as = told.key if told.standing else {}
        drawn = self._kept("change", make, step=step, area=area, **kept_as)
        return {**drawn, "told": told.standing}

    @property
    def charted(self):
        """Whether a series of it is judged by limits."""
        return self.indicator.counted and self.indicator.rests_on_period

    def gained(self, area=None):
        """Years of life gained or lost since the series began; nothing of other figures."""
        if not in_years(self.indicator):
            return None
        layer, code = (self.layer, area) if area else whole_area(self.people)

        def make():
            series = see.finding(self.people, self.indicator, layer=layer, area=code, over="year")
            return {"told": gained(series.rows())}

        return self._kept("gained", make, area=area).get("told")

    def fairness(self):
        """The gap across deprivation fifths, with its slope, in units and in times."""

        def make():
            told = figure(see.fairness(self.people, self.indicator))
            return {**told, "index": _indices(self.people, self.indicator)}

        return self._kept("fairness", make)

    def by(self, group):
        """The whole by one group of people."""
        about = self.place, self.release, self.people, self.indicator, group
        return by_group(*about, keep=self._keep)

    def varies(self):
        """How much of the difference lies between large areas, and how much between small ones."""

        def make():
            rng = np.random.default_rng(SEED)
            found = where_it_varies(self.people, self.indicator, rng=rng)
            return _variation(found, layers_of(self.people))

        return self._kept("varies", make)

    def groups(self):
        """What each group is called, and its figure."""
        others = [g for g in GROUPS if g != "deprivation_fifth"]
        return [{"group": g, "title": SAID[g], "figure": self.by(g)} for g in others]


def _indices(people, indicator):
    """The slope and the relative index in words and numbers; nothing where they are not told."""
    found, scale = inequality(people, indicator), scale_for(indicator)
    told = {}
    for name, one, digits in (
        ("slope", found.slope, scale.digits),
        ("relative", found.relative, lambda value: f"{value:.2f}"),
    ):
        if one:
            told[name] = {k: str(digits(one[k])) for k in ("value", "lower", "upper")}
    return told


def _variation(found, layers):
    """The shares of the layers that can be told, as rows: words, hundredths and how sure."""
    rows = [
        {
            "plural": layers[row["layer"]].called_many if row["layer"] in layers else row["title"],
            "units": int(row["units"]),
            "share": round(100 * row["share"]),
            "lower": round(100 * row["lower"]),
            "upper": round(100 * row["upper"]),
        }
        for row in found.to_dict("records")
        if not empty(row["share"])
    ]
    most = max(rows, key=lambda r: r["share"], default=None)
    return {"rows": rows, "most": most, "left_out": found.attrs["unknown"]}


def by_group(place, release, people, indicator, group, *, keep=kept):
    """One indicator of the whole place by one group of people, worked out once."""
    layer, code = whole_area(people)
    asked = {"layer": layer, "area": code, "by": group}

    def make():
        return either(lambda: figure(see.finding(people, indicator, **asked)))

    made = keep(place, release, "see-by", make, indicator=indicator.name, group=group)
    return NOT_YET if made is None else made


def whole_area(people):
    """(layer, code) of the smallest layer with one area that holds everyone: the whole."""
    layers = layers_of(people)
    for layer in ("place", "system"):
        if layer in layers and len(areas := areas_of(people, layer)) == 1:
            return layer, next(iter(areas))
    own = people.place.place.code
    for layer in reversed(layers):
        if own in areas_of(people, layer):
            return layer, own
    first = next(iter(layers))
    return first, next(iter(areas_of(people, first)))


def in_words(people, indicator):
    """The criteria of an indicator in plain words: whom it is about, and what is counted."""
    titles = {name: about["title"].lower() for name, about in people.concepts.items()}
    told = {}
    if among := indicator.denominator_for():
        told["among"] = Criterion.parse(among).words(titles)
    if numerator := indicator.numerator_for():
        told["numerator"] = Criterion.parse(numerator).words(titles)
    if value := indicator.value_for():
        told["value"] = value.replace("_", " ")
    return told
