"""The movement as its page tells it: what each reader may read, few people never counted out."""

from tests.web.agree.making import round_table
from tests.web.learn.making import practice_of, story_of
from tilth.web.learn.models import Story

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
