import tomllib

from tilth.demo.placefile import HEADER, MARKER, add_people
from tilth.ground.place import Place

OWN = """# Walsall's own words.

[place]
name = "Walsall"
code = "E08000030"
header = ""

[privacy]
suppress_below = 10  # agreed in 2025

[see]
headline = []
"""


def test_a_places_own_words_stay_and_it_is_marked_synthetic(tmp_path):
    text = add_people(OWN, "2026-03-31")
    table = tomllib.loads(text)
    assert "# Walsall's own words." in text
    assert table["privacy"] == {"suppress_below": 10, "opt_outs": "incoming/opt_outs.csv"}
    assert table["place"]["synthetic"] is True
    assert table["place"]["header"] == HEADER
    (tmp_path / "place.toml").write_text(text, encoding="utf-8")
    place = Place.open(tmp_path)
    assert len(place.sources) == 14
    assert all("made up" in p.name for p in place.partners)


def test_adding_people_twice_changes_nothing_more():
    once = add_people(OWN, "2026-03-31")
    assert add_people(once, "2026-03-31") == once
    assert once.count(MARKER) == 1


def test_a_missing_table_is_added():
    table = tomllib.loads(add_people('[place]\nname = "A"\ncode = "A"\n', "2026-03-31"))
    assert table["privacy"]["opt_outs"] == "incoming/opt_outs.csv"
