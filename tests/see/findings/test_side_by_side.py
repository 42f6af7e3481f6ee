"""A layer's figures are worked out once for every area that is shown, and only for these people."""

from tilth.see.findings import side_by_side
from tilth.see.findings.side_by_side import MOST, layer_figures


class People:
    """Nobody in particular: what is asked of them is noted."""

    def __init__(self):
        self.memo = {}


def asked_of(monkeypatch):
    asked = []

    def noted(what):
        def made(people, indicators, layer=None):
            asked.append((what, layer))
            return dict.fromkeys(indicators, layer)

        return made

    monkeypatch.setattr(side_by_side, "estimate_many", noted("layer"))
    monkeypatch.setattr(side_by_side, "whole_many", noted("whole"))
    return asked


def test_the_second_who_asks_waits_for_nothing(monkeypatch):
    asked, people = asked_of(monkeypatch), People()
    one = {"smoking": "said one way"}
    assert layer_figures(people, one, "ward") == layer_figures(people, one, "ward")
    assert layer_figures(people, one, None) == {"smoking": None}
    assert asked == [("layer", "ward"), ("whole", None)]


def test_other_people_another_layer_and_a_changed_definition_are_worked_out(monkeypatch):
    asked, people = asked_of(monkeypatch), People()
    layer_figures(people, {"smoking": "said one way"}, "ward")
    layer_figures(people, {"smoking": "said another way"}, "ward")
    layer_figures(people, {"smoking": "said one way"}, "place")
    layer_figures(People(), {"smoking": "said one way"}, "ward")
    assert len(asked) == 4


def test_what_was_taken_from_it_may_be_thinned_and_few_layers_are_held(monkeypatch):
    asked, people = asked_of(monkeypatch), People()
    layer_figures(people, {"smoking": "it"}, "ward").clear()
    assert layer_figures(people, {"smoking": "it"}, "ward") == {"smoking": "ward"}
    for layer in range(MOST):
        layer_figures(people, {"smoking": "it"}, layer)
    assert len(people.memo["layers"]) == MOST
    layer_figures(people, {"smoking": "it"}, "ward")
    assert asked.count(("layer", "ward")) == 2
