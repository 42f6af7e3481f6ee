"""What has room on the two sheets of an area, and that all the rest is counted and said."""

import pytest

from tilth.web.see import paper
from tilth.web.see.paper import by_age, fitting, sheets, taken

ADDRESS = "https://example.org/see/areas/OP/"


class Area:
    code, familiar = "OP", "Old Pits"


def figure(n, *, strong=False, meaning="", compared="similar", title="Adults who smoke", **more):
    row = {"indicator": f"one_{n}", "title": f"{title} {n}", "unit": "Per cent", "value": "12.0"}
    row |= {"likely": "10.1 to 14.2", "whole": "13.0", "note": "", "compared": compared}
    return row | {"meaning": meaning, "strong": strong} | more


def some(many, first=0, **about):
    return [figure(n, **about) for n in range(first, first + many)]


def told(*, counted=(), partners=(), published=(), **more):
    """What a page of an area is drawn from, with these figures."""
    profile = {"sentence": "Old Pits, of 80 figures: 2 better.", "caveats": ["Made up."]}
    profile |= {"source": "Records", "method": "Each by its own.", "whole": "Greenmarch"}
    themes = [("Home", list(counted)), ("Known to partners", list(partners))]
    told = {"counted": themes, "by_theme": dict(themes), "published": list(published)}
    page = {"profile": profile | {"themes": told}, "counted": True, "area": Area, "assets": []}
    return page | {"pyramid": {"why": "closed"}, "changes": {"of": {}}, "fair": []} | more


def names(rows):
    return [row["indicator"] for row in rows]


def test_strengths_needs_known_and_different_each_have_their_figures_in_order():
    strong, worse = some(3, strong=True), some(2, 3, meaning="worse", compared="higher")
    other, known = some(2, 5, compared="lower"), some(2, 7, compared="higher")
    alike = some(4, 9)
    found = sheets(told(counted=[*worse, *alike, *strong, *other], partners=known), address=ADDRESS)
    assert names(found["strong"]) == names(strong)
    assert names(found["needs"]) == names(worse)
    assert names(found["different"]) == names(other)
    assert names(found["known"]) == names(known)
    assert set(found["more"].values()) == {0}
    assert (found["here"], found["figures"], found["address"]) == (9, 13, ADDRESS)


@pytest.mark.parametrize(("strong", "worse"), [(80, 3), (3, 80), (80, 80), (0, 80), (80, 0)])
def test_what_has_no_room_is_counted_and_neither_half_starves(strong, worse):
    rows = some(strong, strong=True) + some(worse, 100, meaning="worse")
    found = sheets(told(counted=rows), address=ADDRESS)
    assert found["more"]["strong"] == strong - len(found["strong"])
    assert found["more"]["needs"] == worse - len(found["needs"])
    shown = found["strong"] + found["needs"]
    assert taken(shown) <= paper.FIRST
    assert taken(shown) > paper.FIRST - 5, "the room is used"
    assert len(found["strong"]) >= min(strong, 15)
    assert len(found["needs"]) >= min(worse, 15)


def test_long_names_take_more_lines_so_fewer_have_room():
    short, long = some(60), some(60, title="Adults who " * 10)
    assert len(fitting(short, 30)) > 1.5 * len(fitting(long, 30)) > 0
    assert taken(fitting(long, 30)) <= 30


def test_the_second_sheet_gives_figures_what_its_words_leave():
    other = some(60, compared="higher")
    few = sheets(told(counted=other), address=ADDRESS)
    page = told(counted=other)
    page["profile"]["caveats"] = ["Some words to bear in mind. " * 5] * 12
    many = sheets(page, address=ADDRESS)
    assert len(many["different"]) < len(few["different"]) < 60
    assert many["more_caveats"] == 12 - len(many["caveats"]) > 0
    assert few["more_caveats"] == 0
    page["changes"] = {"of": {"OP": [{"title": "Falls", "sentence": "Falls went up. " * 30}] * 5}}
    page["fair"] = [(None, {"sentence": "Higher."}), (None, {"why": "closed"})]
    assert len(sheets(page, address=ADDRESS)["different"]) < len(many["different"])


def test_where_nobody_was_counted_published_figures_have_the_room():
    page = told(published=[*some(2, meaning="worse"), *some(90, 2)], counted=[])
    page |= {"counted": False}
    found = sheets({k: v for k, v in page.items() if k != "pyramid"}, address=ADDRESS)
    assert names(found["needs"]) == ["one_0", "one_1"]
    assert names(found["published"])[:2] == ["one_2", "one_3"]
    assert 20 < len(found["published"]) < 90
    assert found["here"] == len(found["published"]) + 2
    assert found["ages"] == []


def test_a_closed_profile_says_why_and_where_the_page_is():
    assert sheets({"profile": {"why": "closed"}}, address=ADDRESS) == {
        "why": "closed",
        "address": ADDRESS,
    }


def ages(*rows):
    return {"rows": [{"cells": [{"text": t} for t in (*row, "a note")]} for row in rows]}


def test_ages_are_rows_the_oldest_first_and_bars_are_shares_of_the_longest():
    found = by_age(
        ages(
            ("female", "0 to 4", "1,000"),
            ("female", "90 and over", "*"),
            ("male", "0 to 4", "250"),
            ("male", "90 and over", "0"),
        )
    )
    old, young = found
    assert (old["age"], old["female"], old["male"]) == ("90 and over", "*", "0")
    assert (old["female_bar"], old["male_bar"]) == (0, 0)
    assert (young["female_bar"], young["male_bar"]) == (100, 25)
    alone = by_age(ages(("male", "0 to 4", "*")))
    assert alone == [{"age": "0 to 4", "female": "", "male": "*", "female_bar": 0, "male_bar": 0}]


def test_a_star_is_explained_wherever_one_stands():
    plain = told(counted=some(2, strong=True))
    assert sheets(plain, address=ADDRESS)["hidden"] is False
    hidden = told(counted=some(1, strong=True, value="*"))
    assert sheets(hidden, address=ADDRESS)["hidden"] is True
    aged = told(pyramid=ages(("male", "0 to 4", "*")))
    assert sheets(aged, address=ADDRESS)["hidden"] is True
