"""The movement as its page tells it: what each reader may read, few people never counted out."""

import datetime

from tests.web.agree.making import round_table
from tests.web.learn.making import practice_of, story_of
from tilth.web.agree.standing import Standing
from tilth.web.house.by import By
from tilth.web.learn.gatherings.movement import contributions
from tilth.web.learn.models import Comment, Story

HERE = "/learn/movement/"


def test_B_291_the_page_measures_people_places_and_contributions_of_what_one_may_read(
    visit, person_as
):
    """B-291: people where known, voices, no order of size; counts obey the rule of the pages."""
    table = round_table()
    assert "Nobody has told anything yet" in visit(HERE, who=None)
    practice_of(place="Tiltham", began="2026-01-05")
    for n in range(9):
        story_of(f"Story {n}", by=person_as("resident", email=f"r{n}@example.org"))
    story_of("Of homes", partner=table["homes"], by=person_as("partner"), layer="neighbourhood")
    story_of("Only us", to=("partnership",), partner=table["club"], layer="nation")
    page = visit(HERE, who=None)
    assert "about 10" in page
    assert "not shown" in page
    assert "Not shown, because the few who are left could be worked out from it." in page
    assert "neighbourhood, place" in page
    assert "nation" not in page.html.split("Layers told of")[1].split("</dd>")[0]
    assert "nation" in visit(HERE, who="analyst").html.split("Layers told of")[1].split("</dd>")[0]
    assert "about 10" in visit("/learn/movement.csv", who=None)
    assert visit("/learn/movement.exe", who=None).status == 404
    Story.objects.filter(title__startswith="Story").update(state="withdrawn")
    page = visit(HERE, who=None)
    assert "about 10" not in page
    assert "fewer than 8" in page


def test_stories_and_what_is_said_of_them_count_in_their_year_where_one_may_read(settings, db):
    """B-291: what is counted where it lies is what counting one by one gives."""
    night = datetime.datetime(2025, 6, 30, 23, 30, tzinfo=datetime.UTC)
    new_year = datetime.datetime(2024, 12, 31, 23, 59, tzinfo=datetime.UTC)
    told = [story_of(told=day, published=day) for day in (night, night, new_year)]
    hidden = story_of("Hidden", told=night, published=night, to=("partnership",))
    for about in (told[0].key, hidden.key, "practice:none"):
        Comment.objects.create(about=about, words="Yes.", state="published", looked=True, at=night)
    given = list(contributions(Standing(By("", ""), None), settings.PLACE))
    found = {(one.kind, one.on.year): one.times for one in given}
    assert found == {("story", 2025): 2, ("story", 2024): 1, ("comment", 2025): 1}
