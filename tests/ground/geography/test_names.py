"""Names as people say them."""

from hypothesis import given
from hypothesis import strategies as st

from tilth.ground.geography.gazetteer import Area
from tilth.ground.geography.names import meant, named, plain, without_lead


def test_words_are_compared_without_case_accents_or_marks():
    assert plain("St. Anne's & Ynys Môn") == "st annes and ynys mon"
    assert without_lead("I live in the Black Country") == "black country"
    assert without_lead("We come from near Bilston") == "bilston"
    assert without_lead("Inkerman") == "inkerman"


def test_P_015_every_name_finds_its_area_and_the_familiar_layer_comes_first():
    areas = {
        ("msoa21", "M1"): Area("msoa21", "M1", "Aston 001", "Quay"),
        ("ward", "W1"): Area("ward", "W1", "Quay"),
        ("region", "R1"): Area("region", "R1", "Quay"),
    }
    aliases = [
        {"layer": "ward", "code": "W1", "alias": "Y Cei", "kind": "other_language"},
        {"layer": "ward", "code": "W9", "alias": "Gone", "kind": "old_name"},
    ]
    found = named(areas, aliases)
    assert found["quay"] == [("ward", "W1"), ("msoa21", "M1"), ("region", "R1")]
    assert meant("y cei", found) == [("ward", "W1")]
    assert meant("aston", found) == [("msoa21", "M1")]
    assert "gone" not in found
    assert meant("the", found) == []


@given(st.text())
def test_any_answer_may_be_given_and_nothing_breaks(text):
    area = {("ward", "W1"): Area("ward", "W1", "Quay")}
    assert meant(text, named(area, [])) in ([], [("ward", "W1")])
    assert plain(plain(text)) == plain(text)
