"""The conditions profile of a place: who says what is there, what shows it, then and now."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from tests.web.agree.making import board_of, by_of, decision_of
from tests.web.learn.making import story_of
from tilth.ground.errors import AgreementError
from tilth.web.agree.models import Step, Tie, Voice
from tilth.web.agree.standing import Standing
from tilth.web.house.by import By
from tilth.web.learn.actions import conditions as acts
from tilth.web.learn.coding.beginning import begin_codes
from tilth.web.learn.conditions.framing import looked_at, named
from tilth.web.learn.conditions.pointers import pointers, stories_with
from tilth.web.learn.conditions.reading import records_of, said_of
from tilth.web.learn.models import Code, Condition

MARCH, JUNE, SEPTEMBER = (datetime.date(2025, month, 1) for month in (3, 6, 9))
TRUST, BLAME = "e3-trust", "w7-them-and-us"


def newest_of(area="", on=None):
    """code -> the newest Condition that is read as it."""
    return {say.code: one for say, one in records_of(area, on)}


def person_of(person_as, slug):
    return person_as("partner", email=f"partner.{slug}@example.org", partner=slug)


def test_B_001_each_condition_is_there_partly_or_not_with_who_says_so_and_what_shows_it(
    visit, stands, person_as
):
    """B-001: conditions are a first-class object, per place, with evidence."""
    story = story_of("Denise and the walking group", to=("partnership",))
    begin_codes()
    page = visit("/learn/conditions/", who="chair")
    assert "Nobody has said anything of the place as a whole yet." in page
    sent = {"state": "present", "words": "They ring us back", "on": "2025-06-01", "area": "",
            "chosen": story.key, "named": "/see/indicators/inactive_adults/place/",
            "shows": "They walked together"}  # fmt: skip
    at = f"/learn/conditions/{TRUST}/"
    page = visit(f"{at}say/", who=person_of(person_as, "homes"), post=sent)
    assert page.goes_to == at
    page = visit(at, who=person_of(person_as, "homes"))
    assert "Together Homes , 1 June 2025: ● there. They ring us back" in page
    assert "Denise and the walking group" in page
    assert "They walked together" in page
    assert "/see/indicators/inactive_adults/place/" in page.links
    page = visit("/learn/conditions/", who="chair")
    assert "Trust, collaboration and relationships" in page
    assert "● There" in page
    assert "1 says it is there" in page
    assert "2 pages" in page
    assert visit("/learn/conditions/", who=None).status in (302, 404)
    assert visit("/learn/conditions/", who="resident").status in (302, 403, 404)
    assert visit("/learn/conditions/nothing/", who="chair").status == 404
    story.state, story.title = "withdrawn", ""
    story.save()
    assert "Denise" not in visit(at, who="chair").html
    assert "Denise" not in visit("/learn/conditions.csv", who="chair").html


def test_B_079_a_place_and_each_neighbourhood_have_their_own_profile(visit, stands, monkeypatch):
    """B-079: each place has its own conditions; partners who differ are both kept and shown."""
    begin_codes()
    for slug in ("homes", "club", "council"):
        acts.say(stands(slug), TRUST, "present", on=JUNE)
    acts.say(stands("charities"), TRUST, "absent", on=JUNE, words="Not with us")
    acts.say(stands("homes"), TRUST, "partly", on=MARCH)
    page = visit("/learn/conditions/", who="chair")
    assert "◆ Partners differ" in page
    assert "3 say it is there, 1 says it is not there" in page
    assert "Area by area" not in page
    areas = [("", "The whole place"), ("N1", "Old Pits")]
    monkeypatch.setattr("tilth.web.learn.conditions.pages.area_choices", lambda place: areas)
    monkeypatch.setattr("tilth.web.agree.areas.named", lambda place: {"N1": ("n", "Old Pits")})
    acts.say(stands("club"), "c4-capacity", "absent", on=JUNE, area="N1")
    page = visit("/learn/conditions/?area=N1", who="chair")
    assert "Capacity to explore and think" in page
    assert "○ Not there" in page
    assert "Partners differ" not in page.split("Area by area")[0]
    assert "Area by area" in page
    assert newest_of("N1")["c4-capacity"].state == "absent"
    assert set(newest_of()) == {TRUST}
    assert newest_of(on=MARCH)[TRUST].state == "partly"
    assert visit("/learn/conditions/?area=nowhere", who="chair").status == 200


def test_B_038_the_soil_is_told_in_words_strengths_first_without_a_score(visit, stands):
    """B-038: the conditions profile is the soil; what is missing comes with what to do."""
    begin_codes()
    acts.say(stands("homes"), "c2-champions", "present", on=JUNE)
    acts.say(stands("homes"), "c1-programme", "absent", on=JUNE)
    page = visit("/learn/conditions/", who="chair")
    assert page.index("Champions in several layers") < page.index("Somewhere to build discussion")
    assert "Nothing is added up, and no area is ranked." in page
    assert "Make somewhere to meet" in page
    assert "Listen first." in page
    assert "it becomes more important than ever to enter conversations in listening mode" in page
    assert "score" not in page
    file = visit("/learn/conditions.csv", who="chair")
    assert "c2-champions,Champions in several layers,condition,present,Together Homes" in file
    assert visit("/learn/conditions.xlsx", who="chair").status == 200
    assert visit("/learn/conditions.pdf", who="chair").status == 404


def test_B_080_a_weed_is_told_apart_from_what_helps(visit, stands):
    """B-080: what gets in the way of a place, who says so, and how to weed it."""
    begin_codes()
    acts.say(stands("homes"), BLAME, "present", on=JUNE, words="We blame the discharge team")
    page = visit("/learn/conditions/", who="chair")
    assert "Weeds: what gets in the way" in page
    assert "Finger pointing, them and us" in page
    page = visit(f"/learn/conditions/{BLAME}/", who="chair")
    assert "To weed it" in page
    assert "We blame the discharge team" in page


def test_two_days_side_by_side_tell_what_changed_and_why(visit, stands):
    begin_codes()
    acts.say(stands("homes"), TRUST, "absent", on=MARCH, words="Nobody rings")
    acts.say(stands("homes"), TRUST, "present", on=SEPTEMBER, words="They ring on Fridays")
    page = visit("/learn/conditions/?first=2025-04-01&last=2025-10-01", who="chair")
    assert "Not there: 1 says it is not there" in page
    assert "There: 1 says it is there" in page
    assert "Together Homes: They ring on Fridays" in page
    same = visit("/learn/conditions/?first=2025-04-01&last=2025-05-01", who="chair")
    assert "Nobody said anything else" in same
    back = visit("/learn/conditions/?first=2025-10-01&last=2025-05-01", who="chair")
    assert "The second day lies before the first." in back
    page = visit(f"/learn/conditions/{TRUST}/", who="chair")
    assert "What was said before (1)" in page
    assert "Nobody rings" in page


def test_ones_word_can_be_taken_back_and_put_back(visit, stands, person_as):
    begin_codes()
    homes, at = person_of(person_as, "homes"), f"/learn/conditions/{TRUST}/"
    first = acts.say(stands("homes"), TRUST, "absent", on=MARCH)
    last = acts.say(stands("homes"), TRUST, "present", on=JUNE)
    take = f"/learn/conditions/take-back/{last.pk}/"
    visit(take, who=person_of(person_as, "club"), post={})
    assert newest_of()[TRUST] == last
    visit(take, who=homes, post={})
    assert newest_of()[TRUST] == first
    page = visit(at, who=homes)
    assert "Took its word back" in page
    number = page.html.split('action="/agree/undo/')[1].split("/")[0]
    visit(f"/agree/undo/{number}/", who=homes, post={})
    assert newest_of()[TRUST] == last
    kept = visit(f"{at}say/", who=homes, post={"state": "", "words": "Typed", "on": "2999-01-01"})
    assert kept.status == 400
    assert "Typed" in kept
    assert "This day is still to come." in kept
    nowhere = {"state": "present", "on": "2025-06-01", "named": "nowhere"}
    assert "Give an address" in visit(f"{at}say/", who=homes, post=nowhere)
    administrator = Standing.for_by(by_of(person_as("administrator"), role="administrator"))
    with pytest.raises(AgreementError, match="works with the place"):
        acts.say(administrator, TRUST, "present", on=JUNE)
    with pytest.raises(AgreementError, match="no such condition"):
        acts.say(stands("homes"), "nothing", "present", on=JUNE)
    with pytest.raises(AgreementError, match="partly, or not"):
        acts.say(stands("homes"), TRUST, "perhaps", on=JUNE)
    club = stands("club").partner
    with pytest.raises(AgreementError, match="from that partner"):
        acts.say(
            stands("homes"),
            TRUST,
            "present",
            on=JUNE,
            partner=club,
        )


def test_what_bears_on_a_condition_is_counted_live_of_what_one_may_see(visit, stands, table):
    begin_codes()
    seen = story_of("Told", to=("partnership",), conditions=[TRUST])
    story_of("Hidden", to=("worker",), conditions=[TRUST])
    for one, other in (("homes", "club"), ("club", "homes"), ("council", "homes")):
        Tie.objects.create(one=table[one].key, other=table[other].key, trust=4, collaboration=4,
                           on=JUNE)  # fmt: skip
    assert stories_with(TRUST, stands("homes")) == {seen.pk}
    page = visit(f"/learn/conditions/{TRUST}/", who="chair")
    assert "1 story tells of it" in page
    assert "1 pair of partners both say that they work together; of 1 more only one side" in page
    assert "It points; it does not judge." in page
    seen.delete()
    assert "tells of it" not in visit(f"/learn/conditions/{TRUST}/", who="chair")


def test_the_frame_is_the_essays_until_it_is_kept_and_merged_codes_are_read_as_one(db, stands):
    assert TRUST in named()
    begin_codes()
    known = named()
    shown = [one.slug for one in looked_at(known)]
    assert shown[0] == "c1-programme"
    assert "e3-collaboration" not in shown
    assert "e3-collaboration" in [one.slug for one in looked_at(known, {"e3-collaboration"})]
    acts.say(stands("homes"), "e3-collaboration", "present", on=JUNE)
    Code.objects.filter(slug="e3-collaboration").update(into=Code.objects.get(slug=TRUST))
    assert newest_of()[TRUST].state == "present"
    assert [say.code for say in said_of()] == [TRUST]
    assert Condition.objects.get().code == "e3-collaboration"


def test_CO_what_a_story_shows_goes_with_the_story_and_was_never_in_a_history(stands):
    begin_codes()
    shows = [
        {"about": "story:x", "words": "canary of the story"},
        {"about": "decision:D-014", "words": "A"},
    ]
    made = acts.say(stands("homes"), TRUST, "present", on=JUNE, evidence=shows)
    with transaction.atomic():
        acts.forget("story:x")
    made.refresh_from_db()
    assert [one["about"] for one in made.evidence] == ["decision:D-014"]
    kept = Step.objects.filter(about=made.key).values_list("words", "after", "before")
    assert kept
    assert "canary" not in str(list(kept))


def test_each_condition_points_to_what_is_recorded_round_the_table(stands, table):
    board = board_of()
    met = decision_of(board, table["homes"], stage="closed", why_not_lower="One hospital",
                      with_whom="Walkers")  # fmt: skip
    said = {"position": "object", "met": "Moved to Sunday", "at": timezone.now()}
    Voice.objects.create(decision=met, partner=table["charities"], **said)
    reader, known = stands("homes"), named()

    def words(slug):
        return " ".join(one["words"] for one in pointers(known[slug], "", reader, JUNE))

    assert "In 1 decision an objection was met before it closed" in words("w3-not-equals")
    assert "1 decision was taken together, 1 written with those it is for" in words("c5-history")
    assert "1 board, group or network meets here" in words("c1-programme")
    assert "1 decision says why it was not taken nearer to people" in words("e6-place-investment")
    assert "Who supports working together, by layer" in words("c2-champions")
    assert "What partners care about together" in words("e1-what-matters")
    assert words("e4-honesty") == ""
    stranger = Standing(By("x", ""), None)
    assert pointers(known["c5-history"], "", stranger, JUNE) == []
