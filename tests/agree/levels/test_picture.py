"""The picture of what lies at each layer says what its table says."""

from datetime import date
from xml.etree import ElementTree

from tests.agree.levels.making import PITS, PLACE, SYSTEM, passed
from tilth.agree.levels.days import quarters
from tilth.agree.levels.picture import over_time
from tilth.agree.levels.shares import shares


def drawn(rows, width=340):
    svg = over_time(rows, width=width)
    root = ElementTree.fromstring(svg)
    return " ".join(node.text for node in root.iter() if node.text), svg


def test_each_layer_has_its_line_its_name_and_its_share():
    some = [passed("G-001", SYSTEM, PLACE, 100), passed("G-002", PLACE, PITS, 30)]
    spans = quarters(date(2024, 1, 1), date(2025, 3, 31))
    rows = shares(some, [], [(date(2024, 5, 1), "place"), (date(2025, 2, 1), "nation")], spans)
    said, svg = drawn(rows)
    for words in ("Decisions", "Budget", "Services", "system", "place", "neighbourhood", "nation"):
        assert words in said
    assert (
        "Budget in January to March 2025: nation 0%, system 0%, place 70%, neighbourhood 30%"
        in said
    )
    assert "Jan to Mar 2024" in said
    assert "style=" not in svg
    assert drawn(rows, 760)[1] != svg


def test_what_nothing_is_known_of_is_said_and_one_quarter_is_a_point():
    rows = shares([passed("G-001", SYSTEM, PLACE)], [], [], quarters(date(2025, 1, 1),
                                                                    date(2025, 1, 2)))  # fmt: skip
    said, _ = drawn(rows)
    assert "Budget: nothing is known yet." in said
    assert "Decisions: nothing is known yet." in said
    assert over_time([], width=340) == ""
