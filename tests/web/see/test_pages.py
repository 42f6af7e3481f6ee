"""What a partner reads on the pages of SEE: figures, words, hidden handfuls, every state."""

import csv
import functools
import io
import json
import re
import shutil
import threading
from types import SimpleNamespace

import pytest

from tests.web.small import bare
from tilth.ground.place import Place
from tilth.see.findings.rows import rows
from tilth.see.watch import Watch
from tilth.store.counting.population import Population
from tilth.web.house import kept as module

INDICATOR = "/see/indicators/inactive_adults/neighbourhood/"
RARE = "/see/indicators/falls/neighbourhood/"


@pytest.fixture
def read(visit, demo_place):
    """A page of 2,000 made-up people, read by an analyst."""

    def page(address, **more):
        return visit(address, place=demo_place, **more)

    return page


@pytest.fixture(scope="module")
def people(demo_place):
    with Population.open(demo_place) as opened:
        yield opened


def numbers(html):
    """The rows of the first table of numbers: a list of cells each."""
    body = re.search(r'<table class="tilth-numbers.*?<tbody.*?>(.*?)</tbody>', html, re.S)[1]
    told = re.findall(r"<tr.*?>(.*?)</tr>", body, re.S)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in told]


def test_P_154_an_indicator_page_says_now_change_fairness_how_and_where_to_get_it(read):
    """P-154, B-030: one figure told whole, with how sure we are."""
    page = read(INDICATOR)
    assert page.status == 200
    assert "Physically inactive adults" in page.headings[0]
    for words in ("Now", "Change", "Fairness", "How it is worked out", "Get the data"):
        assert words in page
    assert "never a target" in page
    assert "likely" in page
    assert len(re.findall(r"<svg", page.html)) >= 6


def test_the_page_the_file_the_command_and_python_hold_the_same_digits(read, people, demo_place):
    """P-155, B-046: the same number everywhere, to the last digit."""
    from tilth import see

    table = numbers(read(INDICATOR).html)
    told = list(csv.DictReader(io.StringIO(_data(read(INDICATOR[:-1] + ".csv").html))))
    found = rows(see.finding(people, demo_place.find(see.Indicator, "inactive_adults"),
                             layer="neighbourhood"))  # fmt: skip
    for cells, row, own in zip(table, told, found, strict=True):
        assert cells[0] == own["name"]
        assert str(own["value"]) in cells
        assert str(own["value"]) in row.values()
    asked = json.loads(read(INDICATOR[:-1] + ".json").html)
    assert str(found[0]["value"]) in json.dumps(asked)


def _data(text):
    """A CSV file without the lines of words before its heading."""
    lines = text.lstrip("\ufeff").splitlines()
    first = next(n for n, line in enumerate(lines) if "area" in line.split(",")[:2])
    return "\n".join(lines[first:])


def test_DC_a_handful_is_nowhere_in_a_page_or_its_files(read, people, demo_place):
    """B-258: a small number is hidden in the page, its pictures and every file."""
    from tilth import see

    falls = demo_place.find(see.Indicator, "falls")
    from tilth.see.needs.statistics import STATISTICS

    ask = STATISTICS[falls.statistic].asks(falls)
    (one,) = list(ask.values())
    raw = people.measure_many({"n": one.measure}, by=["neighbourhood"])["n"]
    few = raw[(raw["numerator"] > 0) & (raw["numerator"] < 8)]
    assert len(few)  # else this test says nothing
    page = read(RARE)
    shown = {cells[0]: cells for cells in numbers(page.html)}
    names = {a.code: a.familiar for a in _areas(people, "neighbourhood")}
    files = {ending: read(f"{RARE[:-1]}.{ending}").html for ending in ("csv", "json", "svg")}
    for row in few.dropna(subset=["neighbourhood"]).to_dict("records"):
        name = names[row["neighbourhood"]]
        rate = f"{1000 * row['numerator'] / row['denominator']:.1f}"
        assert "*" in shown[name]
        assert rate not in shown[name]
        for line in [x for x in files["csv"].splitlines() if row["neighbourhood"] in x]:
            assert rate not in line.split(",")
        assert f'"value": {rate}' not in files["json"]
        assert f"{rate} (" not in files["svg"]
    assert "so that nobody can be picked out" in page


def _areas(people, layer):
    from tilth.see.needs.naming import geography_of

    return geography_of(people).areas(layer).values()


def test_files_answer_for_every_ending_and_no_other(read):
    """P-156: the same figures as CSV, Excel, JSON, GeoJSON and SVG."""
    kinds = {"csv": "text/csv", "xlsx": "spreadsheetml", "json": "json", "geojson": "geo+json"}
    for ending, kind in {**kinds, "svg": "image/svg"}.items():
        answer = read(f"{INDICATOR[:-1]}.{ending}").response
        assert answer.status_code == 200
        assert kind in answer.headers["Content-Type"]
        assert len(answer.content) > 200
    assert read(f"{INDICATOR[:-1]}.exe").status == 404


def test_a_step_or_a_theme_there_is_not_is_said(read):
    assert "not by decade" in read(INDICATOR + "?period=decade")
    assert read(f"{INDICATOR[:-1]}.csv?period=decade").status == 404
    assert "No figures are called nope" in read("/see/compare/?theme=nope")


def test_one_area_is_looked_at_and_an_unknown_one_is_said(read):
    page = read(INDICATOR + "?area=GRM-OPLD")
    assert "Physically inactive adults in Old Pits" in page
    assert 'class="tilth-here"' in page.html
    assert "no neighbourhood called Old Pit" in read(INDICATOR + "?area=Old Pit")


def test_a_step_of_a_year_is_shown_and_an_unknown_one_is_the_indicators_own(read):
    assert "Year by year" in read(INDICATOR + "?period=year")
    assert read(INDICATOR + "?period=fortnight").status == 200


def test_an_unknown_indicator_layer_or_area_suggests_the_near_one(read):
    page = read("/see/indicators/inactive_adult/neighbourhood/")
    assert page.status == 404
    assert "Did you mean Physically inactive adults" in page
    assert "/see/indicators/inactive_adults/neighbourhood/" in page.links
    layer = read("/see/indicators/inactive_adults/neighborhood/")
    assert layer.status == 404
    assert INDICATOR in layer.links
    area = read("/see/areas/Old%20Pit/")
    assert area.status == 404
    assert "/see/areas/GRM-OPLD/" in area.links
    nothing = read("/see/areas/zzzzzz/")
    assert (nothing.status, "Please check how it is written" in nothing) == (404, True)
    assert read("/see/groups/?by=height").status == 404
    assert read("/see/areas/?layer=plac").status == 404
    assert read("/see/compare/?layer=plac").status == 404
    assert read("/see/data/gp_event/").status == 404


def test_AC_a_stranger_is_sent_to_sign_in_from_every_page_of_see(read):
    for address in ("/see/", INDICATOR, "/see/areas/GRM-OPLD/", "/see/data/", INDICATOR + "x.csv"):
        page = read(address, who=None)
        assert page.status == 302
        assert page.goes_to.startswith("/sign-in/")


def test_a_retired_indicator_says_why(read, demo_place):
    folder = demo_place.folder / "definitions" / "indicators"
    folder.mkdir(parents=True, exist_ok=True)
    shipped = demo_place.find(_indicator(), "inactive_adults")
    told = (
        f'title = "Old figure"\nwhy = "{shipped.why}"\nto_whom = "all"\ntheme = "risk"\n'
        'statistic = "proportion"\nnumerator = "age >= 90"\nsource = "test"\n'
        'reviewed = 2026-01-01\nretired = true\nretired_because = "it told us nothing"\n'
    )
    path = folder / "old_figure.toml"
    path.write_text(told, encoding="utf-8")
    try:
        page = read("/see/indicators/old_figure/neighbourhood/")
        assert "We no longer use this figure" in page
        assert "it told us nothing" in page
        assert "No longer used" in read("/see/indicators/")
    finally:
        path.unlink()


def _indicator():
    from tilth import see

    return see.Indicator


def test_B_064_the_list_of_indicators_says_why_and_to_whom_and_none_is_a_target(read):
    """B-064, P-195: each figure for a reason and for somebody."""
    page = read("/see/indicators/")
    assert "Physically inactive adults" in page
    assert "Matters to:" in page
    assert "None is a target" in page


def test_the_overview_leads_to_neighbourhoods_first(read, few_figures):
    """B-144, B-209: the neighbourhood residents know comes first."""
    page = read("/see/")
    assert page.html.index("Old Pits") < page.html.index("At a glance")
    assert "/see/areas/GRM-OPLD/" in page.links
    for door in ("/see/indicators/", "/see/compare/", "/see/groups/", "/see/data/"):
        assert door in page.links


SOME = ("active_adults", "inactive_adults", "smoking_adults", "known_to_two_or_more", "falls")


@pytest.fixture
def few_figures(monkeypatch):
    """Five of the eighty figures, so that a profile is quick."""
    from tilth import see
    from tilth.web.see import areas, news

    quick = functools.partial(see.profile, names=SOME)
    monkeypatch.setattr(areas, "see", SimpleNamespace(profile=quick, finding=see.finding))
    monkeypatch.setattr(areas, "news_by_area", lambda *_, **__: ({}, Watch()))
    monkeypatch.setattr(news, "news", lambda *_, **__: Watch())
    monkeypatch.setattr(news, "gaps_moved", lambda *_: Watch())


def test_P_018_an_area_is_told_strengths_first_then_needs(read, few_figures):
    """P-018, B-206: strengths before needs, published figures visibly apart."""
    page = read("/see/areas/GRM-OPLD/")
    assert page.status == 200
    parts = ("strong", "needs", "who", "changing", "fair", "known", "published", "all")
    at = [page.html.index(f'id="{part}"') for part in parts]
    assert "Old Pits Welfare Hall" in page
    assert at == sorted(at)
    assert "These figures are not ours" in page
    told = list(csv.reader(io.StringIO(read("/see/areas/GRM-OPLD.csv").html)))
    assert len(told) > len(SOME)
    assert read("/see/areas/GRM-OPLD.exe").status == 404


def test_B_204_the_rug_says_each_cell_in_a_word_and_ranks_nobody(read):
    """B-204, B-112: areas by the alphabet, a plain word in every cell."""
    page = read("/see/compare/")
    assert "This is no league table" in page
    names = re.findall(r'<th role="columnheader" scope="col"><a[^>]*>(.*?)</a>', page.html)
    assert names == sorted(names)
    assert "similar" in page
    assert read("/see/compare.csv").status == 200
    assert "Risks we can lower together" in read("/see/compare/?theme=risk&layer=place")


def test_groups_are_shown_one_way_at_a_time(read):
    page = read("/see/groups/?by=sex")
    assert "by sex" in page.headings[0].lower()
    assert page.status == 200


def test_the_data_page_accounts_for_every_row(read):
    """B-032: what came, how old it is and how good it is."""
    page = read("/see/data/")
    assert "Every one is accounted for" in page
    assert "People registered with a practice" in page
    one = read("/see/data/gp_events/")
    assert "rows in =" in one
    assert "The exact numbers add up" in one
    matching = read("/see/data/matching/")
    assert "Is it as good for everyone?" in matching
    assert "By ethnic group" in matching


def test_a_place_with_nothing_in_it_yet_says_so_on_every_page(visit, tmp_path):
    new = Place.open(bare(tmp_path / "new"))
    shutil.rmtree(new.geography_folder)
    visit = functools.partial(visit, place=new)
    for address in ("/see/", "/see/areas/", "/see/areas/X/", "/see/compare/", "/see/groups/",
                    "/see/indicators/inactive_adults/place/"):  # fmt: skip
        page = visit(address)
        assert page.status == 200
        assert "There are no numbers yet" in page
    assert "No records have been matched yet" in visit("/see/data/matching/")
    assert "No numbers have been worked out yet" in visit("/see/data/")
    assert visit("/see/indicators/inactive_adults/place.csv").status == 404
    assert visit("/see/compare.csv").status == 404
    assert visit("/see/areas/X.csv").status == 404


def test_a_page_that_takes_long_opens_at_once_and_tells_its_figures_later(read, monkeypatch):
    """Progress on anything over two seconds: nobody waits for a page that says nothing."""
    monkeypatch.setattr(module, "PATIENCE", 0)
    slow = (
        "/see/indicators/volunteering/place/",
        "/see/groups/?by=ethnic_group",
        "/see/compare/?theme=housing",
        "/see/areas/GRM-TIL/",
        "/see/near/?layer=lsoa21",
    )
    for at in slow:
        page = read(at)
        assert page.status == 200
        assert "We are still working this out. Please look again in a minute." in page
        assert "No figure tells of it here" not in page  # what is not known yet is not told as none
        assert "Nothing published is held" not in page
    for one in threading.enumerate():
        if one.name.startswith("kept-"):
            one.join()
    for at in slow:
        assert "still working" not in read(at)
