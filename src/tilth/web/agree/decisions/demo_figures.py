"""Figures kept with a few decisions of the made-up place, as they stood when these were opened."""

import dataclasses

from tilth import see
from tilth.ground.errors import TilthError
from tilth.store.counting.population import Population
from tilth.web.agree.actions.closing import hash_of
from tilth.web.agree.decisions.papers import values_of
from tilth.web.agree.models import Decision, Evidence
from tilth.web.environment import made_by_demo
from tilth.web.see.asking import layers_of

FIGURES = (("D-014", "inactive_adults"), ("D-042", "readmissions"))


def keep_figures(place, people):
    """Keep each once, counted as of the day its decision was opened; how many are new.

    Nothing is done in any place but one that `tilth demo` made.
    """
    if not made_by_demo(place):
        return 0
    decided = Decision.objects.filter(evidence=None, opened__isnull=False).in_bulk(field_name="ref")
    layer = next(iter(layers_of(people)))
    asked = [(decided[ref], name) for ref, name in FIGURES if ref in decided]
    return sum(_keep(place, one, place.find(see.Indicator, name), layer) for one, name in asked)


def _keep(place, decision, indicator, layer):
    with Population.open(place, as_of=decision.opened) as everyone:
        then = everyone.at(place)
        try:
            found = see.finding(then, indicator, layer=layer)
        except TilthError:  # what may not be shown is not kept either
            return False
        found = dataclasses.replace(found, data_to=decision.opened)
        told = values_of(found, then)
    mark = hash_of(told["finding"], told["picture"])
    Evidence.objects.create(decision=decision, on=decision.opened, hash=mark, **told)
    return True
