"""Somebody looks at a story before others read it: hints, reasons, words agreed with its teller."""

import re

import pytest

from tests.web.learn.making import story_of
from tilth.ground.errors import AgreementError
from tilth.web.agree.models import Step
from tilth.web.house.access.table import ROLES
from tilth.web.learn.actions import moderating
from tilth.web.learn.models import Edition, Indexed, Story

AT = "/learn/stories/review/"
WORDS = "I met Denise Marsh of 14 Bowling Green Lane on 3 March 2024. My daughter was glad."


def waits(title="A walk", *, to=("everyone",), **told):
    return story_of(title, to=to, state="sent", published=None, **{"words": WORDS, **told})


@pytest.mark.django_db
def test_AC_only_the_chair_and_the_secretariat_look(visit):
    one = waits()
    for role in (None, *ROLES):
        keeps = role in ("chair", "secretariat")
        for at in (AT, f"{AT}{one.slug}/"):
            assert (visit(at, who=role).status == 200) is keeps, (role, at)
        if not keeps:
            sent = visit(f"{AT}{one.slug}/publish/", who=role, post={"version": 0})
            assert sent.status in (302, 404)
    one.refresh_from_db()
    assert one.state == "sent"


@pytest.mark.django_db
def test_what_waits_stands_oldest_first_with_its_age(visit):
    waits("A younger one")
    old = waits("An older one")
    Story.objects.filter(pk=old.pk).update(told="2026-01-01T10:00Z")
    waits("For a worker alone", to=("worker",))
    page = visit(AT, who="chair")
    assert page.html.index("An older one") < page.html.index("A younger one")
    assert "Waiting since today" in page
    assert "days" in page
    assert "Waiting for you: 2" in page
    assert "For a worker alone" not in page


@pytest.mark.django_db
def test_hints_stand_in_the_text_for_the_moderator_alone(visit, person_as):
    teller = person_as("resident")
    one = waits(by=teller)
    page = visit(f"{AT}{one.slug}/", who="secretariat")
    for mark in ("Denise Marsh", "14 Bowling Green Lane", "3 March 2024", "My daughter"):
        assert f">{mark}</mark>" in page.html
    assert "Did they agree to be named?" in page
    assert WORDS in page
    own = visit(f"/learn/stories/{one.slug}/", who=teller)
    assert WORDS in own
    assert "<mark" not in own.html
    assert "agree to be named" not in own


@pytest.mark.django_db
def test_published_as_its_teller_chose_and_never_wider(visit, stands):
    one = waits(to=("partnership",), by=None)
    done = visit(f"{AT}{one.slug}/publish/", who="chair",
                 post={"version": one.seen, "for_everyone": "on", "state": "x"})  # fmt: skip
    assert done.goes_to == AT
    one.refresh_from_db()
    assert (one.state, one.audiences) == ("published", ["partnership"])
    assert Indexed.objects.filter(key=one.key).exists()
    assert visit(f"/learn/stories/{one.slug}/", who=None).status == 404
    with pytest.raises(AgreementError, match="does not wait"):
        moderating.publish(stands("council", "chair"), one, one.seen)


@pytest.mark.django_db
def test_what_was_changed_since_it_was_looked_at_is_not_published(visit):
    one = waits()
    Story.objects.filter(pk=one.pk).update(seen=one.seen + 1, words="Something else")
    page = visit(f"{AT}{one.slug}/publish/", who="chair", post={"version": one.seen})
    assert "It was changed since you looked at it. Look again." in page
    assert "Something else" in page
    one.refresh_from_db()
    assert one.state == "sent"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("what", "state"), [("return", "returned"), ("decline", "declined")]
)  # fmt: skip
def test_a_question_or_a_no_reaches_its_teller_in_words(visit, person_as, what, state):
    teller = person_as("resident")
    one = waits(by=teller)
    at = f"{AT}{one.slug}/{what}/"
    page = visit(at, who="chair", post={"version": one.seen, "words": ""})
    assert "There is a problem" in page
    visit(at, who="chair", post={"version": one.seen, "words": "May Denise be named? CANARY"})
    one.refresh_from_db()
    assert one.state == state
    assert "May Denise be named?" in visit(f"/learn/stories/{one.slug}/", who=teller)
    assert "May Denise be named?" in visit(f"/tell/{one.slug}/", who=teller)
    assert "CANARY" not in str(list(Step.objects.values_list("words", "before", "after")))
    assert visit(f"/learn/stories/{one.slug}/", who=None).status == 404


@pytest.mark.django_db
def test_CO_other_words_change_nothing_until_the_teller_agrees(visit, person_as, stands):
    teller = person_as("resident")
    one = waits(by=teller)
    better = "I met a neighbour in spring. CANARY"
    sent = {"version": one.seen, "title": one.title, "words": better, "why": "Names are out"}
    assert visit(f"{AT}{one.slug}/propose/", who="chair", post=sent).goes_to == AT
    one.refresh_from_db()
    assert (one.words, one.state) == (WORDS, "returned")
    edition = Edition.objects.get(proposed=True)
    assert edition.told == {"words": better}
    page = visit(f"/learn/stories/{one.slug}/", who=teller)
    assert "proposes other words" in page
    assert better not in page
    assert better in visit(f"/tell/{one.slug}/", who=teller)
    answer = f"/tell/{one.slug}/words/{edition.pk}/"
    assert visit(answer, who="chair", post={"yes": "1"}).status == 404
    assert visit(answer, who=None, post={"yes": "1"}).status == 404
    visit(answer, who=teller, post={"yes": "1"})
    one.refresh_from_db()
    assert (one.words, one.state) == (better, "sent")
    assert Edition.objects.get(proposed=False).told == {"words": WORDS}
    with pytest.raises(AgreementError, match="answered already"):
        moderating.answer_edit(None, one, edition, False)
    assert "CANARY" not in str(list(Step.objects.values_list("words", "before", "after")))


@pytest.mark.django_db
def test_a_teller_keeps_their_words_and_the_same_words_are_no_proposal(stands, person_as):
    one = waits(by=person_as("resident"))
    chair = stands("council", "chair")
    same = {"title": one.title, "words": one.words}
    with pytest.raises(AgreementError, match="the same words"):
        moderating.propose(chair, one, one.seen, same, "why")
    first = moderating.propose(chair, one, one.seen, {"title": "B"}, "Shorter")
    one.refresh_from_db()
    second = moderating.propose(chair, one, one.seen, {"answers": {"seed": "A bench"}}, "More")
    first.refresh_from_db()
    assert first.agreed is False  # the later one stands in its place
    one = moderating.answer_edit(None, one, second, False)
    assert (one.title, one.answers, one.state) == ("A walk", {}, "sent")
    one.state = "published"
    one.save()
    third = moderating.propose(chair, one, one.seen, {"title": "C"}, "Clearer")
    one = moderating.answer_edit(None, one, third, True)
    assert (one.title, one.state) == ("C", "published")


@pytest.mark.django_db
def test_AC_ones_own_story_for_everyone_is_looked_at_by_somebody_else(visit, stands):
    chair = stands("council", "chair")
    one = waits(by=chair.by.person)
    alone = moderating.publish(chair, one, one.seen)
    assert alone.act == "published, told by whoever keeps the place"  # nobody else keeps it
    other = stands("council", "secretariat")
    one = waits(by=chair.by.person)
    with pytest.raises(AgreementError, match="somebody else looks at it first"):
        moderating.publish(chair, one, one.seen)
    page = visit(f"{AT}{one.slug}/", who=chair.by.person)
    assert "somebody else looks at it first" in page
    assert "/publish/" not in page.html
    moderating.publish(other, one, one.seen)
    within = waits(by=chair.by.person, to=("partnership",))
    moderating.publish(chair, within, within.seen)


@pytest.mark.django_db
def test_P_196_a_name_is_for_everyone_only_once_whoever_it_is_agreed(visit, stands):
    """P-196: people who made change happen, recognised with their own say."""
    one = waits("", type="recognition", words="Sister Mary, who opened the ward at night")
    at = f"{AT}{one.slug}/publish/"
    page = visit(at, who="chair", post={"version": one.seen})
    assert "Note first that they agreed to be named to everyone" in page
    assert "opened the ward" not in visit("/learn/people/", who=None)
    visit(at, who="chair", post={"version": one.seen, "named_agreed": "on"})
    page = visit("/learn/people/", who=None)
    assert "Sister Mary, who opened the ward at night" in page
    assert "nobody stands above anybody" in page
    within = waits("", type="recognition", words="Joan of the night shift", to=("partnership",))
    moderating.publish(stands("council", "chair"), within, within.seen)
    assert "Joan" in visit("/learn/people/", who="director")
    assert "Joan" not in visit("/learn/people/", who=None)


@pytest.mark.django_db
def test_what_is_published_can_be_shown_no_more_with_its_reason(visit, stands):
    one = story_of()
    Indexed.objects.create(key=one.key, kind="story", words="x")
    page = visit(f"{AT}{one.slug}/", who="secretariat")
    assert "Show it no more" in page
    sent = {"version": one.seen, "words": "It names a child"}
    visit(f"{AT}{one.slug}/decline/", who="secretariat", post=sent)
    assert visit(f"/learn/stories/{one.slug}/", who=None).status == 404
    assert not Indexed.objects.filter(key=one.key).exists()
    step = Step.objects.filter(about=one.key).last()
    visit(f"/agree/undo/{step.pk}/", who="secretariat", post={})
    one.refresh_from_db()
    assert one.state == "declined"  # its teller changes it; nobody else puts it back


@pytest.mark.django_db
def test_AT_a_story_of_script_and_100_000_characters_is_looked_at_safely(visit):
    nasty = "<script>alert(1)</script> =1+1 \u202eevil Denise Marsh " * 2000
    one = waits(f"={nasty}"[:200], words=nasty[:100_000])
    for at in (AT, f"{AT}{one.slug}/"):
        page = visit(at, who="chair")
        assert page.status == 200
        assert "<script>alert" not in page.html
        outside = re.sub(r"<textarea.*?</textarea>|<input[^>]*>", "", page.html, flags=re.S)
        assert outside.count("\u202e") <= outside.count("\u202c")
