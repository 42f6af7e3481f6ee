"""Practices, plantings and areas side by side; barriers met across places; the essay's samples."""

import datetime

import pytest
from django.utils import timezone

from tests.web.learn.making import practice_of, story_of
from tilth.ground.errors import AgreementError
from tilth.learn.practices.samples import samples
from tilth.learn.practices.weeds import tallied
from tilth.web.agree.actions import commitments, issues
from tilth.web.agree.models import Link
from tilth.web.agree.standing import Standing
from tilth.web.house.by import By
from tilth.web.learn.actions import transplants, weeding
from tilth.web.learn.actions.samples import take
from tilth.web.learn.models import Code, Coding, Condition, Passage, Practice
from tilth.web.learn.practices import weeding as weeding_of

DAY = datetime.date(2026, 3, 2)


def coded(story, code):
    return Coding.objects.create(story=story, code=code, at=timezone.now())


def test_P_084_P_093_practices_stand_side_by_side_described_and_never_ranked(table, stands, visit):
    """P-084: how places do things; P-093: variation as a source of learning."""
    one = practice_of("walk", "Walk", principles=["Listen first", "Start small"], speed="Weeks")
    two = practice_of("ride", "Ride", principles=["Listen first"], speed="Years")
    planting = transplants.plant(
        stands("homes"), one, place="Ashdown", changed="They go by boat, down the canal", today=DAY
    )
    page = visit("/learn/compare/?a=practice:ride&b=practice:walk", who=None)
    assert page.index("Years") < page.index("Weeks")
    assert "principles (Listen first)" in page
    assert "They differ in principles, how quickly" in page
    assert "What would each try from the other?" in page
    assert "does not show that one way works better" in page
    for word in ("rank", "best", "score", "winner"):
        assert word not in page.lower()
    page = visit(f"/learn/compare/?a=practice:walk&b={planting.key}", who=None)
    assert "They go by boat" in page
    file = visit("/learn/compare.csv?a=practice:ride&b=practice:walk", who=None)
    assert "Listen first" in file
    assert visit("/learn/compare.csv?a=practice:ride", who=None).status == 404
    assert "Choose two to four" in visit(f"/learn/compare/?a={two.key}&b={two.key}", who=None)
    assert "all of one kind" in visit("/learn/compare/?a=practice:walk&b=area:whole", who=None)


def test_P_084_areas_stand_side_by_side_with_what_a_reader_may_know(table, visit):
    Code.objects.create(slug="trust", type="condition", name="Trust")
    practice_of("walk", "Walk", area="E1")
    practice_of("quiet", "Quiet", area="E2", open_to="partnership")
    Condition.objects.create(code="trust", area="E1", on=DAY, state="present")
    Condition.objects.create(code="trust", area="E2", on=DAY, state="absent")
    at = "/learn/compare/?a=area:E1&b=area:E2"
    page = visit(at, who="analyst")
    assert "Trust: there" in page
    assert "Trust: not there" in page
    assert "Quiet" in page
    assert "or not for you to see" in visit(at, who=None)


def test_AC_a_comparison_never_shows_what_a_reader_may_not_see(table, visit):
    practice_of("walk", "Walk")
    practice_of("quiet", "Quiet", what="Canary 4711", open_to="partnership")
    at = "?a=practice:walk&b=practice:quiet"
    assert "Canary" in visit(f"/learn/compare/{at}", who="analyst")
    assert "Canary" not in visit(f"/learn/compare/{at}", who=None)
    assert visit(f"/learn/compare.json{at}", who=None).status == 404


def test_B_082_B_080_common_barriers_are_grouped_with_joint_action_owner_and_date(
    table, stands, visit, someone
):
    """B-080: a register per place; B-082: common barriers, joint action with owner and date."""
    targets = Code.objects.create(slug="targets", type="barrier", name="Targets that miss")
    power = Code.objects.create(slug="power", type="barrier", name="Old power")
    Code.objects.create(slug="unmet", type="barrier", name="Distance")
    for area in ("E1", "E2"):
        coded(story_of(f"Told in {area}", area=area), targets)
    coded(story_of("Only partners", area="E2", to=("partnership",)), power)
    Condition.objects.create(code="power", area="E1", on=DAY, state="partly")
    page = visit("/learn/barriers/", who="analyst")
    common, others = page.split("Met in one area")
    assert "Old power" in common
    assert "Targets that miss" in common
    assert "Distance" in others
    assert "Not told is not the same as not there." in page
    page = visit("/learn/barriers/", who=None)
    assert "Old power" not in page.split("Barriers nobody told of")[0]
    assert "Targets that miss" in page.split("Met in one area")[0]
    assert "Only partners" not in visit("/learn/barriers/power/", who=None)
    page = visit("/learn/barriers/?area=E1", who="analyst")
    assert "Targets that miss" in page
    club, at = someone("club"), "/learn/barriers/targets/"
    page = visit(at, who=club)
    assert "Nobody has taken it on yet." in page
    assert any("/agree/commitments/new/?type=commitment" in link for link in page.links)
    promise = commitments.propose(
        stands("club"), type="commitment", words="We count what matters", made=DAY,
        made_by=table["club"], made_to=table["council"], due=datetime.date(2026, 9, 1),
    )  # fmt: skip
    assert visit(f"{at}link/", who=club, post={"ref": promise.ref}).goes_to == at
    page = visit(at, who=club)
    assert "We count what matters Who Club Community Trust By when 1 September 2026" in page
    page = visit("/learn/barriers/", who="analyst")
    assert "Taken on: We count what matters (growing, due 1 September 2026)" in page
    assert "C-001: We count what matters (Club Community Trust, 2026-09-01" in visit(
        "/learn/barriers.csv", who="analyst"
    )
    assert "They are linked already." in visit(f"{at}link/", who=club, post={"ref": "C-001"})
    assert "nothing of that number" in visit(f"{at}link/", who=club, post={"ref": "C-099"})
    assert "Write it as" in visit(f"{at}link/", who=club, post={"ref": "?"})
    assert visit(f"{at}unlink/", who=club, post={"key": promise.key}).goes_to == at
    assert "Nobody has taken it on yet." in visit(at, who=club)
    assert visit(f"{at}link/", who=club, post={"ref": promise.ref}).goes_to == at
    assert visit("/learn/barriers/nothing/", who=None).status == 404


def test_AC_a_hard_thing_shows_among_barriers_only_to_those_who_may_know_of_it(
    table, stands, visit, someone
):
    code = Code.objects.create(slug="budgets", type="barrier", name="Two budgets")
    issue = issues.raise_issue(
        stands("homes"), type="barrier", title="Canary 4711", surfaced="s", opened=DAY
    )
    homes, club = someone("homes"), someone("club")
    assert "Canary 4711" in visit("/learn/barriers/", who=homes)
    for who in (club, someone("", "chair"), None):
        assert "Canary 4711" not in visit("/learn/barriers/", who=who)
    with pytest.raises(AgreementError, match="nothing of that number"):
        weeding.put_under(stands("club"), code, issue.key)
    assert visit("/learn/barriers/budgets/link/", who=homes, post={"ref": issue.ref}).goes_to
    page = visit("/learn/barriers/budgets/", who=homes)
    assert "Canary 4711" in page
    assert "1 hard thing" in visit("/learn/barriers/", who=homes)
    for who in (club, None):
        assert "Canary" not in visit("/learn/barriers/budgets/", who=who)
        assert "hard thing" not in visit("/learn/barriers/", who=who).split("Barriers nobody")[0]
        assert "1" not in visit("/learn/barriers.csv", who=who)
    issue.visible = "partnership"
    issue.save()
    assert "Canary" in visit("/learn/barriers/budgets/", who=club)
    with pytest.raises(AgreementError, match="Only a partner that holds it"):
        weeding.take_from(stands("club"), code, issue.key)
    weeding.take_from(stands("homes"), code, issue.key)
    assert not Link.objects.filter(how="met as", removed=False).exists()


def test_a_merged_barrier_is_met_as_what_it_became(table, visit):
    new = Code.objects.create(slug="power", type="barrier", name="Old power")
    old = Code.objects.create(slug="bosses", type="barrier", name="Bosses", into=new)
    coded(story_of("Told", area="E1"), old)
    page = visit("/learn/barriers/", who=None)
    assert "Old power" in page
    assert "Bosses" not in page
    assert "Told" in visit("/learn/barriers/bosses/", who=None)


def test_an_empty_register_says_what_to_do(table, visit):
    assert "Tell what is not working" in visit("/learn/barriers/", who=None)


def test_B_184_B_193_samples_from_the_essay_are_cited_and_taken_in(table, stands, visit, someone):
    """B-184: Stockport; B-193: Alvanley, with only what the essay says."""
    page = visit("/learn/practices/samples/", who=None)
    assert "There is much to learn from the Alvanley approach" in page
    assert "This story from Stockport shows how system integration is creating" in page
    assert "Creating the conditions for integration" in page
    assert "What the essay does not say" in page
    assert "Take it in" not in page
    chair = someone("", "chair")
    assert "Take it in" in visit("/learn/practices/samples/", who=chair)
    page = visit("/learn/practices/samples/alvanley/", who=chair, post={})
    assert page.goes_to == "/learn/practices/alvanley/"
    page = visit("/learn/practices/alvanley/", who=None)
    assert "From the essay" in page
    assert "Sam Keighley and Hayley Lever" in page
    assert "Passion, compassion and energy" in page
    assert "whom to ring" in page
    assert not Practice.objects.get(slug="alvanley").partners.exists()
    assert "It is taken in here" in visit("/learn/practices/samples/", who=None)
    for name in ("stockport", "nothing"):
        assert visit(f"/learn/practices/samples/{name}/", who=chair, post={}).status == 404
    assert visit("/learn/practices/samples/woodley/", who=someone("club"), post={}).status == 404
    with pytest.raises(AgreementError, match="here already"):
        take(stands("", "chair"), samples()["alvanley"])
    with pytest.raises(AgreementError, match="takes samples in"):
        take(stands("club"), samples()["woodley"])


def test_B_185_a_sample_is_linked_with_what_inspired_it_whichever_comes_first(table, stands, visit):
    """B-185: Woodley provided the inspiration for the Local Pilot."""
    chair = stands("", "chair")
    take(chair, samples()["local_pilot"])
    page = visit("/learn/practices/local-pilot/", who=None)
    assert "Person and community centred work in Woodley" in page
    take(chair, samples()["woodley"])
    page = visit("/learn/practices/local-pilot/", who=None)
    assert "/learn/practices/woodley/" in page.links
    assert page.count("Person and community centred work in Woodley") == 1
    assert "/learn/practices/local-pilot/" in visit("/learn/practices/woodley/", who=None).links


def test_AC_barriers_counted_where_they_lie_are_those_met_one_by_one(table, stands):
    """B-082: a story once for a barrier, whether it, its passage or a merged code says so."""
    power = Code.objects.create(slug="power", type="barrier", name="Old power")
    other = Code.objects.create(slug="clout", type="barrier", name="Clout", into=power)
    open_, closed = (story_of(area="E1", slug=to, to=(to,)) for to in ("everyone", "partnership"))
    said = Passage.objects.create(story=open_, number=1, words="They kept the keys.")
    for story in (open_, closed):
        coded(story, power)
        coded(story, other)
    Coding.objects.create(passage=said, code=power, at=timezone.now())
    Coding.objects.create(story=open_, code=other, at=timezone.now(), removed=True)
    Condition.objects.create(code="power", area="E2", on=DAY, state="present")
    for standing, records in ((Standing(By("", ""), None), 1), (stands("homes"), 2)):
        counted = weeding_of.tallies(standing)
        assert set(counted) == set(tallied(weeding_of.met_in(standing, power)))
        assert sum(one.records for one in counted if one.kind == "story") == records
