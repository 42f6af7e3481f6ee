"""The made-up stories: in many voices, of every layer and stage, failures among them."""

from collections import Counter

from tilth.demo.learning import address_of, learning
from tilth.learn import words
from tilth.learn.coding.frame import frame


def test_there_are_sixty_stories_of_every_kind_layer_and_stage():
    stories = learning()["stories"]
    assert len(stories) >= 60
    assert set(Counter(one["type"] for one in stories)) == set(words.TYPES)
    assert {one["layer"] for one in stories} >= {"neighbourhood", "place", "system", "nation"}
    assert {one["growth"] for one in stories} >= set(words.GROWTH)
    assert {one["layer"] for one in stories} <= set(words.LAYERS)
    assert len({one["title"] for one in stories}) == len(stories)
    offers = [one for one in stories if one["type"] == "offer"]
    assert all(one["until"] > one["on"] for one in offers)


def test_failures_are_told_as_openly_as_what_grew():
    told = learning()
    assert sum(one["growth"] == "fading" for one in told["stories"]) >= 5
    results = {one["result"] for one in told["plantings"]}
    assert results >= {"failed", "snapped back", "let go", "rooted", "growing"}
    assert all(one["changed"] and one["lessons"] for one in told["plantings"])


def test_every_code_stories_and_conditions_name_is_in_the_frame():
    told, known = learning(), {one.slug for one in frame().code}
    named = {code for one in told["stories"] for code in one["codes"]}
    named |= {one["code"] for one in told["conditions"]}
    named |= {code for one in told["practices"] for code in one["conditions"]}
    assert named <= known
    assert len(named) >= 15


def test_an_address_tells_nothing_and_stays_the_same():
    stories = learning()["stories"]
    assert len({one["slug"] for one in stories}) == len(stories)
    assert address_of("denise-at-the-ground") == address_of("denise-at-the-ground")
    assert "denise" not in address_of("denise-at-the-ground")


def test_what_readers_quote_is_what_was_told():
    told = {one["slug"]: one for one in learning()["stories"]}
    for one in learning()["codings"]:
        story = told[one["story"]]
        assert (
            one.get("quote", "") in f"{story['words']}\n{story['strengths']}\n{story['barriers']}"
        )


def test_whatever_is_named_is_there():
    told = learning()
    slugs = {f"story:{one['slug']}" for one in told["stories"]}
    named = {one["about"] for one in told["comments"]} | {
        each["about"] for one in told["conditions"] for each in one["evidence"]
    }
    assert {key for key in named if key.startswith("story:")} <= slugs
    assert {f"story:{slug}" for one in told["practices"] for slug in one["stories"]} <= slugs
