"""The page that searches, the search of the house, and the command: one rule for all of them."""

import json

import pytest

from tests.web.learn.making import practice_of, story_of
from tilth.cli.main import main
from tilth.web.house import search as house
from tilth.web.learn.search import index

pytestmark = pytest.mark.django_db


def kept(title, words, **more):
    story = story_of(title, words=words, **more)
    index.keep(story)
    return story


def test_somebody_searches_narrows_and_reads_on(visit):
    kept("The lantern walk", "We carried a lantern through Old Pits.", layer="neighbourhood")
    kept("Far away", "A lantern of the nation.", layer="nation")
    for number in range(25):
        kept(f"Kettle {number}", "The kettle sang.")
    index.keep(practice_of("lantern-walks", "Lantern walks"))
    empty = visit("/learn/search/", who=None)
    assert empty.headings == ["Search what we learned"]
    assert "every one you may read, and no other" in empty
    page = visit("/learn/search/?q=lanterns", who=None)
    assert "3 found" in page
    assert page.title.startswith("lanterns: search what we learned")
    assert "<mark>lantern</mark>" in page.html
    assert "Practice: place, bud" in page
    narrowed = visit("/learn/search/?q=lantern&layer=nation&kind=story", who=None)
    assert "1 found" in narrowed
    assert "Far away" in narrowed
    assert "The lantern walk" not in narrowed
    none = visit("/learn/search/?q=kettle&layer=nation", who=None)
    assert "Nothing found" in none
    assert "/learn/search/?q=kettle" in none.links
    pages = visit("/learn/search/?q=kettle&layer=place", who=None)
    assert "25 found, page 1 of 2" in pages
    second = next(at for at in pages.links if "page=2" in at)
    assert second == "/learn/search/?q=kettle&layer=place&page=2"
    assert "page 2 of 2" in visit(second, who=None)
    near = visit("/learn/search/?q=lantren", who=None)
    assert 'Did you mean <a href="/learn/search/?q=lantern">lantern</a>?' in near.html
    some = visit("/learn/search/?q=lantern+sang+nation", who=None)
    assert "Nothing has all of these words." in some


def test_AT_what_is_typed_and_told_stays_words_on_the_page(visit):
    kept("<script>alert(1)</script> lantern", 'lantern <img src=x onerror="alert(2)"> \u202egnal')
    page = visit("/learn/search/?q=lantern%22%3E%3Cscript%3E", who=None)
    assert page.status == 200
    page = visit("/learn/search/?q=lantern", who=None)
    assert "<script>alert" not in page.html
    assert "<img src=x" not in page.html
    assert "\u202e" not in page.html
    for strange in ("%00", "%22", "a" * 5_000, "NEAR(", "page=0&q=a", "q=a&page=x&kind=zz&layer=q"):
        assert visit(f"/learn/search/?q={strange}", who=None).status == 200


def test_AC_the_search_of_the_house_obeys_the_same_rule(visit, settings):
    settings.SEARCHED = ["tilth.web.learn.search.house.found"]
    kept("Walked by lantern", "Everyone walked with a lantern.")
    kept("Hidden", "A lantern for partners.", to=["partnership"])
    index.keep(practice_of("lanterns", "Lantern ways", what="Walk."))
    page = visit("/search/?q=walking+lantern", who=None)
    assert "Walked by lantern" in page  # although no text holds "walking" as it was typed
    assert "Practices and where they were planted" in page
    assert "Hidden" not in page
    assert "Hidden" in visit("/search/?q=lantern", who="link_worker")
    assert "Nothing here is called that" in visit("/search/?q=zebra", who=None)


def test_what_a_room_has_found_by_itself_is_shown_as_it_comes(rf):
    assert house.asked_of(rf.get("/search/?q=+lantern+%00+walk+")) == "lantern walk"
    assert house.best(house.Chosen([("a", "/", "")]), "zebra") == [("a", "/", "")]
    assert house.best([("a", "/", "")], "zebra") == []


def test_the_command_tells_what_everyone_may_read(visit, settings, capsys, monkeypatch):
    monkeypatch.setattr("tilth.web.records.open_records", lambda place: None)
    open_ = kept("Lantern \x1b[31mred", "We walked.\u202e", strengths="Tea", barriers="Rain",
                 answers={"What was it?": "A walk"})  # fmt: skip
    hidden = kept("Hidden", "We walked too.", to=["partnership"])
    at = ["--place", str(settings.PLACE.folder)]

    def told(*words):
        code = main(["learn", "story", *words, *at, "--json"])
        return code, json.loads(capsys.readouterr().out or "{}")

    code, listed = told("list")
    assert code == 0
    assert [one["slug"] for one in listed["stories"]] == [open_.slug]
    code, found = told("search", "walking")
    assert (code, found["total"]) == (0, 1)
    code, found = told("search", "walkd")
    assert found["near"] == ["walked"]
    code, one = told("show", open_.slug)
    assert one["strengths"] == "Tea"
    code, refused = told("show", hidden.slug)
    assert code == 2
    assert "for everyone" in refused["what"]
    assert told("search")[0] == 2
    assert main(["learn", "story", "show", open_.slug, *at]) == 0
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "What is not working: Rain" in printed
