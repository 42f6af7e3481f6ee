"""The sections of an indicator's page: now, change, fairness, how it is worked out."""

from tilth import see
from tilth.ground.criterion import Criterion
from tilth.see.needs.naming import GROUPS
from tilth.see.news import since_for
from tilth.web.house.kept import kept
from tilth.web.see.asking import areas_of, layers_of
from tilth.web.see.figures import either, figure

STEPS = {"month": "month by month", "quarter": "quarter by quarter", "year": "year by year"}
SAID = {
    "sex": "By sex",
    "age_group": "By age",
    "ethnic_group": "By ethnic group",
    "deprivation_fifth": "By how deprived the streets are",
}


class Sections:
    """One indicator at one layer, each section worked out once for a release."""

    def __init__(self, request, indicator, layer):
        self.place, self.release = request.place, request.release
        self.people, self.indicator, self.layer = request.population, indicator, layer

    def _kept(self, what, make, **arguments):
        about = {"indicator": self.indicator.name, "layer": self.layer, **arguments}
        return kept(self.place, self.release, f"see-{what}", lambda: either(make), **about)

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
        since = since_for(self.people.as_of, step)
        asked = {"layer": layer, "area": code, "over": step, "since": since}

        def make():
            found = see.finding(self.people, self.indicator, **asked)
            judged = self.indicator.rests_on_period and "spc" in found.kinds
            return figure(found, "spc" if judged else None)

        return self._kept("change", make, step=step, area=area)

    def fairness(self):
        """The whole across deprivation fifths."""
        return self.by("deprivation_fifth")

    def by(self, group):
        """The whole by one group of people."""
        return by_group(self.place, self.release, self.people, self.indicator, group)

    def varies(self):
        """How much of the difference lies between large areas, and how much between small ones."""
        return {"why": "this is not worked out yet"}

    def groups(self):
        """What each group is called, and its figure."""
        others = [g for g in GROUPS if g != "deprivation_fifth"]
        return [{"group": g, "title": SAID[g], "figure": self.by(g)} for g in others]


def by_group(place, release, people, indicator, group):
    """One indicator of the whole place by one group of people, worked out once."""
    layer, code = whole_area(people)
    asked = {"layer": layer, "area": code, "by": group}

    def make():
        return either(lambda: figure(see.finding(people, indicator, **asked)))

    return kept(place, release, "see-by", make, indicator=indicator.name, group=group)


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
