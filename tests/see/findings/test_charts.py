"""Pictures hold the table's numbers as real text, in any light, at any width."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pandas as pd
import pytest

from tests.see.findings.made import every, fifths, made, many, row, series
from tilth.ground.errors import UsageError
from tilth.see.findings.charts import KINDS
from tilth.see.findings.charts.paper import (
    BETTER,
    NEUTRAL,
    PLAIN,
    WORSE,
    mark_of,
    reach,
    ticks,
    width_of,
    wrapped,
)
from tilth.see.findings.digits import Scale
from tilth.see.findings.rows import rows

SVG = "{http://www.w3.org/2000/svg}"
FOUND = every()
WIDTHS = (640, 340)


def words(svg):
    return [node.text for node in ET.fromstring(svg).iter(f"{SVG}text") if node.text]


def test_every_kind_of_picture_has_its_finding_here():
    assert set(FOUND) == set(KINDS)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_picture_has_title_description_role_and_text(kind, width):
    svg = ET.fromstring(FOUND[kind].chart(kind, width=width))
    ids = svg.get("aria-labelledby").split()
    title, desc = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert svg.get("role") == "img"
    assert [title.get("id"), desc.get("id")] == ids
    assert title.text == FOUND[kind].title
    assert desc.text.startswith(FOUND[kind].sentence)
    assert "SYNTHETIC" in desc.text
    assert words(ET.tostring(svg)) != []
    assert svg.get("viewBox").split()[2] == str(width)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_picture_needs_no_style_script_or_address(kind, width):
    """Strict CSP, works by itself: attributes only, no outline of letters, no outside request."""
    svg = FOUND[kind].chart(kind, width=width)
    tags = {node.tag for node in ET.fromstring(svg).iter()}
    assert not tags & {f"{SVG}{t}" for t in ("style", "script", "image", "use", "foreignObject")}
    assert not re.search(r'\s(style|class|on\w+|href|xlink:href)="', svg)
    assert re.sub("http://www.w3.org/2000/svg", "", svg).count("http") == 0
    assert "NaN" not in svg
    assert "undefined" not in svg


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_letters_stay_large_enough_on_a_phone(kind, width):
    """Never under 12 px where 340 px are shown in the 343 px of a 375 px screen."""
    svg = FOUND[kind].chart(kind, width=width)
    sizes = [float(s) for s in re.findall(r'font-size="([\d.]+)(?:px)?"', svg)]
    assert sizes
    assert min(sizes) >= 12


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_word_runs_out_of_the_picture(kind, width):
    """By our own measure of letters, and the places of the words in the drawing."""
    svg = FOUND[kind].chart(kind, width=width)
    for left, right, text in extents(ET.fromstring(svg)):
        assert left >= -3, text
        assert right <= width + 3, text


def extents(node, x=0.0, anchor="start", size=14.0):
    """Left and right of every text, following the moves of its groups."""
    moved = re.match(r"translate\(([-\d.]+)", node.get("transform", ""))
    x += float(moved[1]) if moved else 0.0
    anchor = node.get("text-anchor", anchor)
    size = float(node.get("font-size", size if isinstance(size, str) else str(size)).rstrip("px"))
    if node.tag == f"{SVG}text" and node.text:
        wide, at = width_of(node.text, size) * 0.9, x + float(node.get("x", 0))
        start = at - wide * {"start": 0, "middle": 0.5, "end": 1}[anchor]
        yield start, start + wide, node.text
    for child in node:
        yield from extents(child, x, anchor, size)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_same_finding_is_drawn_in_the_same_bytes(kind):
    assert FOUND[kind].chart(kind) == every()[kind].chart(kind)


def test_ids_are_unique_to_each_picture():
    wide, narrow = (made().chart(width=w) for w in WIDTHS)
    other = made(title="Another").chart()
    ids = [re.search(r'aria-labelledby="(\S+)', svg)[1] for svg in (wide, narrow, other)]
    assert len(set(ids)) == 3


@pytest.mark.parametrize("kind", ["bars", "rug", "spine", "fairness", "choropleth"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_numbers_in_the_picture_are_the_table_s(kind, width):
    told = " ".join(words(FOUND[kind].chart(kind, width=width)))
    for one in rows(FOUND[kind]):
        if str(one["value"]) != "*" and one.get("deprivation_fifth", "") != "not known":
            assert str(one["value"]) in told


def test_trend_and_spc_tell_the_newest_figure_as_the_table_has_it():
    found = FOUND["trend"]
    last = rows(found)[-1]
    said = f"{last['period']}: {last['value']} ({last['lower']} to {last['upper']})"
    assert said in words(found.chart("trend"))
    assert f"{rows(FOUND['spc'])[-1]['value']}" in " ".join(words(FOUND["spc"].chart("spc")))


@pytest.mark.parametrize("kind", ["bars", "choropleth", "pyramid", "rug", "spc", "spine", "trend"])
def test_a_hidden_number_is_hatched_and_never_drawn_as_a_figure(kind):
    svg = FOUND[kind].chart(kind)
    mark = re.search(r'<pattern id="(\w+)"', svg)
    assert mark
    assert f"url(#{mark[1]})" in svg
    assert "url(#hatch)" not in svg


def test_a_funnel_says_how_many_are_hidden():
    told = " ".join(words(made().chart("funnel")))
    assert "1 hidden, not drawn" in told


def test_higher_lower_and_similar_differ_in_shape_and_word_not_only_in_colour():
    """Readable in grey: the three marks have three shapes, and their words stand beside them."""
    marks = [mark_of(word, "lower") for word in ("higher", "lower", "similar", "cannot tell")]
    assert len({m.shape for m in marks}) == 4
    assert [m.word for m in marks] == ["higher", "lower", "similar", "cannot tell"]
    told = " ".join(words(made().chart("bars")))
    assert {"higher", "lower", "similar"} <= set(told.split())


def grey(colour):
    """Relative luminance (WCAG)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def test_marks_stand_out_on_white_and_map_shades_from_each_other():
    from tilth.see.findings.charts.choropleth import SHADES

    for colour in (BETTER, WORSE, NEUTRAL, PLAIN):
        assert 1.05 / (grey(colour) + 0.05) >= 4.5
    light = [grey(shade) for shade in SHADES]
    assert light == sorted(light, reverse=True)
    steps = [(a + 0.05) / (b + 0.05) for a, b in pairwise(light)]
    assert min(steps) >= 1.25


def test_colour_judges_only_where_a_direction_is_given():
    assert mark_of("higher", "lower").colour == WORSE
    assert mark_of("higher", "higher").colour == BETTER
    assert mark_of("higher", "neither").colour == NEUTRAL
    assert mark_of("similar", "higher").colour == PLAIN
    assert not mark_of("similar", "higher").filled


def test_a_control_chart_names_limits_rebases_and_notes():
    found = series([4.0, 5.0, 4.0, 5.0, 6.0, 5.0, 4.0, 5.0, 6.0, 5.0, 4.0, 5.0, 6.0, 12.0])
    told = words(found.chart("spc"))
    assert "Worse than its ordinary ups and downs, high" in told
    assert any(t.startswith("mean ") for t in told)
    assert any(t.startswith("upper ") for t in told)
    told = words(found.chart("spc", rebase="2025-09", notes={"2025-03": "New service"}))
    assert "new limits" in told
    assert "New service" in told
    assert "Ordinary ups and downs; trial limits" in words(
        series([4.0, 5.0, 4.0, 5.0]).chart("spc")
    )
    with pytest.raises(ValueError, match="2030-01 is not a period"):
        found.chart("spc", rebase=["2030-01"])


def test_a_control_chart_of_what_cannot_be_judged_says_so():
    told = words(series([4.0, 5.0, 4.0, None]).chart("spc"))
    assert "The newest figure cannot be judged" in told
    assert "Apr 2025: * hidden" in told


def test_a_better_direction_turns_the_words_of_a_control_chart():
    steady = [4.0, 5.0, 4.0, 5.0, 6.0, 5.0, 4.0, 5.0, 6.0, 5.0, 4.0, 5.0, 6.0, 12.0]
    assert "Better than its ordinary ups and downs, high" in words(
        series(steady, better="higher").chart("spc")
    )
    assert "Outside its ordinary ups and downs, high" in words(
        series(steady, better="neither").chart("spc")
    )


def test_every_specification_is_one_that_altair_reads():
    import altair

    for kind, found in FOUND.items():
        chart = found.altair(kind)
        assert isinstance(chart, altair.TopLevelMixin)
        chart.to_dict(validate=True)


def test_a_picture_that_is_not_there_is_refused_with_the_near_one():
    with pytest.raises(UsageError, match="Did you mean bars"):
        made().chart("bar")
    with pytest.raises(UsageError, match="It has: bars, choropleth, funnel"):
        made().chart("waterfall")


def test_a_map_needs_outlines():
    with pytest.raises(ValueError, match="no outlines"):
        made(shapes=None).chart("choropleth")


def test_headed_pictures_carry_title_source_and_date():
    told = words(made(synthetic=False).chart(headed=True))
    assert "Physically inactive adults" in told
    assert "Source: Records of practices" in told
    assert "Data to 31 March 2026" in told
    bare = words(made(synthetic=False).chart())
    assert "Physically inactive adults" not in bare


def test_SYNTHETIC_stands_in_every_picture_of_made_up_people():
    for kind, found in FOUND.items():
        assert any("SYNTHETIC" in text for text in words(found.chart(kind)))


def test_a_fairness_picture_without_a_slope_has_no_line():
    assert fifths().chart("fairness").count("stroke-dasharray") == 1
    assert fifths(slope={}).chart("fairness").count("stroke-dasharray") == 0
    hidden = fifths((36.7, None, 26.1, 20.6, 16.7), slope={})
    assert "*" in words(hidden.chart("fairness"))


def test_a_picture_of_nothing_says_nothing_and_does_not_fail():
    one = pd.DataFrame([row("A", None, None, None)])
    for kind in ("bars", "funnel", "choropleth"):
        svg = made(one, whole={}).chart(kind)
        assert "NaN" not in svg
    assert "* hidden" in words(made(one, whole={}).chart("bars"))


def test_strange_names_are_only_text():
    name = '<script>alert(1)</script> & "Co" \x07'
    table = pd.DataFrame([row(name, 20.0, 19.0, 21.0), row("B", 22.0, 21.0, 23.0)])
    svg = made(table, title=name).chart()
    assert "<script" not in svg
    assert "alert(1)" in " ".join(words(svg))


@pytest.mark.parametrize("scale", [Scale("mean", 1, "points"), Scale("rate", 1000)])
@pytest.mark.parametrize("kind", ["bars", "fairness", "funnel"])
def test_other_scales_are_drawn_too(kind, scale):
    found = fifths() if kind == "fairness" else made()
    svg = made(found.table, scale=scale, kinds=(kind,), asked=found.asked).chart(kind)
    assert "NaN" not in svg


def test_a_bar_begins_at_nought_or_is_not_drawn():
    years = Scale("life_expectancy", 1, "years")
    table = pd.DataFrame([row("A", 80.0, 79.0, 81.0), row("B", 82.0, 81.0, 83.0)])
    beside = {"name": "All", "value": 81.0}
    pale = 'fill="#d8dde0"'
    drawn = made(table, scale=years, whole=beside, kinds=("bars",)).chart()
    assert pale not in drawn
    assert "0" not in words(drawn)
    fair = fifths((78.0, 79.0, 80.0, 81.0, 82.0), slope={})
    drawn = made(fair.table, scale=years, kinds=("fairness",), asked=fair.asked).chart()
    assert pale not in drawn
    assert pale in fifths().chart("fairness")
    shares = made(table, whole=beside, kinds=("bars",)).chart()
    assert pale in shares
    assert "0" in words(shares)


def test_a_rug_for_a_phone_numbers_its_areas():
    told = words(many("rug").chart("rug", width=340))
    assert "1 Old Pits, 2 Canalside" in told
    assert "Old Pits" in words(many("rug").chart("rug", width=640))


def test_ticks_are_round_and_within_reach():
    assert ticks(0, 40) == [0, 10, 20, 30, 40]
    assert ticks(0.1, 0.42) == [0.1, 0.2, 0.3, 0.4]
    assert ticks(3, 3) == [3]
    low, high = reach([10, 20], floor=0, ceiling=20.5)
    assert low > 0
    assert high == 20.5
    assert reach([]) == reach([None])
    assert wrapped("one two three", 60) == ["one two", "three"]
