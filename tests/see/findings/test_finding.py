"""A Finding tells itself whole: in a notebook, and how to get it again."""

import pytest

from tests.see.findings.made import fifths, made, many, series
from tilth.see.findings.finding import Asked
from tilth.see.findings.telling import described


def test_a_notebook_shows_sentence_picture_and_table():
    shown = made()._repr_html_()
    assert "about 1 in 4 in Greenmarch" in shown
    assert "<svg" in shown
    assert shown.count("<tr>") == 6
    assert '<th scope="col">Per cent</th>' in shown
    assert "SYNTHETIC" in shown


def test_what_others_wrote_is_only_text_in_a_notebook():
    shown = made(title="<img src=x onerror=1>", caveats=("<b>x",))._repr_html_()
    assert "<img" not in shown
    assert "&lt;b&gt;x" in shown


def test_the_recipe_gives_command_python_and_address():
    asked = Asked("inactive_adults", "neighbourhood", "Old Pits", "sex", "month")
    assert made(asked=asked).recipe() == {
        "command": "tilth see indicator inactive_adults --layer neighbourhood "
        '--area "Old Pits" --by sex --over month',
        "python": 'see.finding(people, place.find(see.Indicator, "inactive_adults"), '
        'layer="neighbourhood", area="Old Pits", by="sex", over="month")',
        "address": "/see/indicators/inactive_adults/neighbourhood/?area=Old%20Pits"
        "&period=month&by=sex",
    }
    assert fifths().recipe()["command"] == "tilth see indicator inactive_adults --fairness"
    assert many().recipe()["python"] == 'see.profile(people, "code-Old Pits")'
    assert many().recipe()["address"] == "/see/areas/code-Old%20Pits/"
    several = made(asked=Asked("i", "system", None, ("sex", "age_group"))).recipe()
    assert 'by=("sex", "age_group")' in several["python"]
    rug = made(asked=Asked(layer="ward", what="comparison")).recipe()
    assert rug["python"] == 'see.comparison(people, layer="ward")'
    assert rug["address"] == "/see/compare/?layer=ward"


def test_a_description_tells_the_first_rows_and_how_many_more():
    long = described(series([4.0 + n / 10 for n in range(20)]))
    assert "and 8 more rows in the table" in long
    assert "Market Quarter, *, hidden" in described(made())
    assert "lower" not in described(made()).split("Market Quarter")[1].split(";")[0]


def test_titles_can_be_said_otherwise():
    assert made().titled("Moving").title == "Moving"
    assert made().scale.better == "lower"
    assert many().scale.better == "neither"


def test_two_findings_are_never_taken_for_one():
    assert made() != made()
    with pytest.raises(AttributeError):
        made().title = "x"
