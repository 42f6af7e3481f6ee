"""Practices: grown from stories by links alone, told fully, what they rest on, who may do what."""

import datetime

import pytest

from tests.web.learn.making import practice_of, story_of
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import commitments
from tilth.web.agree.models import Contribution, Link, Step
from tilth.web.learn.actions import practices as acts
from tilth.web.learn.models import Code, Coding, Practice

DAY = datetime.date(2026, 3, 2)
SENT = {
    "title": "Walking to the match",
    "what": "Neighbours walk to the ground together.",
    "place": "Gorton",
    "layer": "neighbourhood",
    "growth": "bud",
    "open_to": "everyone",
    "principles": "Start from what people love\nNobody walks alone\n\n",
    "values": "Warmth",
    "steps": "Find one who knows everyone\nWalk once",
    "ring": "Ask for the club's community office",
    "travels": "Going where people go anyway",
    "local": "A club that everyone follows",
    "speed": "The first walk was within a month",
    "depth": "The surgery now books walks as it books clinics",
    "visible": "The meeting post by the bandstand",
    "domains": ["moving more", "homes"],
}


@pytest.fixture
def walk(table, stands):
    """A practice of the club's."""
    return acts.grow(stands("club"), title="Walking to the match", what="Neighbours walk together.",
                     open_to="everyone")  # fmt: skip


def test_B_194_B_029_B_060_B_173_a_practice_grows_from_a_story_by_its_link_alone(
    table, visit, someone
):
    """B-194 principles and values; B-029, B-228 what travels; B-060 speed and depth; B-173."""
    story = story_of("Denise walks", words="I had not left the house since March.")
    club = someone("club")
    at = f"/learn/practices/new/?story={story.slug}"
    form = visit(at, who=club)
    assert "What's the transferable learning" in form
    assert "I had not left the house" not in form
    page = visit("/learn/practices/new/", who=club, post={**SENT, "story": story.slug})
    assert page.goes_to == "/learn/practices/walking-to-the-match/"
    one = Practice.objects.get()
    assert one.principles == ["Start from what people love", "Nobody walks alone"]
    assert [p.slug for p in one.partners.all()] == ["club"]
    assert Link.objects.get(how="grew from").other == story.key
    kept = str(Step.objects.filter(about=one.key).values())
    assert "since March" not in kept
    assert "Denise" not in kept
    page = visit(page.goes_to, who=None)
    for said in ("Nobody walks alone", "Warmth", "Find one who knows everyone",
                 "The first walk was",
                 "books walks as it books clinics", "meeting post by the bandstand",
                 "Going where people go anyway", "A club that everyone follows",
                 "Denise walks", "since March", "community office"):  # fmt: skip
        assert said in page, said
    assert "What happened" not in page
    story.state = "withdrawn"
    story.save()
    page = visit("/learn/practices/walking-to-the-match/", who=club)
    assert "since March" not in page
    assert "Denise walks" not in page
    assert "No story that you may read is linked yet." in page


def test_P_137_P_136_a_practice_says_who_and_what_holds_it(walk, table, visit, someone, stands):
    """P-137 links to domains and partners that sustain it; P-136 the index and its list."""
    acts.edit(stands("club"), walk, domains=["moving more", "homes"])
    at = f"/learn/practices/{walk.slug}/"
    club = someone("club")
    page = visit(at, who=club)
    assert "Moving more: held by Club Community Trust" in page
    assert "Homes: no partner from there yet" in page
    assert "Nobody has said what it rests on." in page
    sent = {"on": "Public health grant", "kind": "funder", "until": "2030-03-31"}
    assert visit(f"{at}rest-on/", who=club, post=sent).goes_to == at
    assert visit(f"{at}rest-on/", who=club,
                 post={"on": "The coach", "kind": "person", "until": ""}).goes_to == at  # fmt: skip
    page = visit(at, who=club)
    assert "All that it rests on stands alone or ends within a year. 2 of 2 things told." in page
    assert "it is the only funder" in page
    assert "never set beside that of another practice" in page
    gift = Contribution.objects.create(
        partner=table["homes"], type="grant", currency="cash", since=DAY, words="A room"
    )
    promise = commitments.propose(
        stands("club"), type="commitment", words="Keep the walk going", made=DAY,
        made_by=table["club"], made_to=table["homes"],
    )  # fmt: skip
    for sent in ({"ref": "", "gives": gift.pk}, {"ref": promise.ref.lower(), "gives": ""}):
        assert visit(f"{at}sustained-by/", who=club, post=sent).goes_to == at
    page = visit(at, who=club)
    assert "Homes: held by Together Homes" in page
    assert "Keep the walk going" in page
    assert "Together Homes: A room" in page
    assert "1 of 3 things told" in page
    stranger = visit(at, who=None)
    assert "Keep the walk going" not in stranger
    assert "A room" not in stranger
    assert "Public health grant" in stranger
    again = visit(f"{at}sustained-by/", who=club, post={"ref": promise.ref, "gives": ""})
    assert "They are linked already." in again
    assert visit(f"{at}rest-no-more/", who=club, post={"number": 1}).goes_to == at
    assert "The coach" not in visit(at, who=club).split("What happened")[0]


def test_P_020_a_recognition_carries_its_evidence_and_lets_others_find_it(walk, visit, someone):
    """P-020: recognised, with evidence, so that others can find and visit it."""
    at, club = f"/learn/practices/{walk.slug}/", someone("club")
    page = visit(f"{at}recognise/", who=club, post={"words": "Place of the year", "url": ""})
    assert "There is a problem" in page
    assert 'value="Place of the year"' in page.html
    sent = {"words": "Place of the year", "url": "https://example.org/prize", "on": "2025-11-01"}
    assert visit(f"{at}recognise/", who=club, post=sent).goes_to == at
    assert "https://example.org/prize" in visit(at, who=None).links
    practice_of("other")
    page = visit("/learn/practices/?known=recognised", who=None)
    assert "Recognised: Place of the year" in page
    assert "1 of 2 practices" in page
    sent = {**sent, "words": "x", "url": "javascript:alert(1)"}
    assert "There is a problem" in visit(f"{at}recognise/", who=club, post=sent)


def test_B_185_what_inspired_a_practice_is_told_and_never_runs_in_a_circle(walk, stands, visit):
    """B-185: lineage, inspired by."""
    club = stands("club")
    pilot = acts.grow(
        club, title="Local pilot", what="Together", inspired=[walk], open_to="everyone"
    )
    assert "Walking to the match" in visit("/learn/practices/local-pilot/", who=None)
    assert "It inspired Local pilot" in visit(f"/learn/practices/{walk.slug}/", who=None)
    with pytest.raises(AgreementError, match="cannot be both"):
        acts.link(club, walk, acts.INSPIRED, pilot)
    with pytest.raises(AgreementError, match="with itself"):
        acts.link(club, walk, acts.INSPIRED, walk)


def test_who_may_write_a_practice(walk, table, stands, visit, someone):
    homes, chair = stands("homes"), stands("", "secretariat")
    for act in (
        lambda: acts.edit(homes, walk, what="Ours now"),
        lambda: acts.remove(homes, walk),
        lambda: acts.rest_on(homes, walk, on="x", kind="funder"),
    ):
        with pytest.raises(AgreementError, match="from one of its partners"):
            act()
    acts.edit(chair, walk, partners=[table["club"], table["homes"]])
    acts.edit(homes, walk, what="Neighbours walk and ride")
    walk.refresh_from_db()
    assert walk.what == "Neighbours walk and ride"
    at = f"/learn/practices/{walk.slug}/"
    assert visit(f"{at}edit/", who=someone("charities")).status == 404
    assert visit(f"{at}edit/", who="resident").status == 404
    assert visit(f"{at}rest-on/", who=someone("charities"), post={}).status == 404
    assert "Add to it" not in visit(at, who=someone("charities"))
    table["homes"].state = "left"
    table["homes"].save()
    with pytest.raises(AgreementError, match="from one of its partners"):
        acts.edit(stands("homes"), walk, what="Still ours")


def test_it_is_edited_undone_removed_and_put_back(walk, visit, someone, stands):
    at, club = f"/learn/practices/{walk.slug}/", someone("club")
    form = visit(f"{at}edit/", who=club)
    assert "Neighbours walk together." in form
    page = visit(f"{at}edit/", who=club, post={**SENT, "title": "", "partners": ["club"]})
    assert "There is a problem" in page
    assert "Nobody walks alone" in page
    sent = {**SENT, "partners": ["club", "homes"], "growth": "bloom"}
    assert visit(f"{at}edit/", who=club, post=sent).goes_to == at
    page = visit(at, who=club)
    assert "Bloom: at its best." in page
    assert "Partners now: Club Community Trust, Together Homes." in page
    step = Step.objects.get(about=walk.key, act="told more")
    visit(f"/agree/undo/{step.pk}/", who=club, post={})
    walk.refresh_from_db()
    assert (walk.growth, walk.principles) == ("bud", [])
    assert visit(f"{at}remove/", who=club, post={"words": "Twice here"}).goes_to == at
    assert visit(at, who=None).status == 404
    assert visit(at, who=someone("charities")).status == 404
    assert visit("/learn/practices/", who=None).html.count(walk.slug) == 0
    assert "It is removed" in visit(at, who=club)
    assert visit(f"{at}put-back/", who=club, post={}).goes_to == at
    assert visit(at, who=None).status == 200


def test_AC_a_practice_of_the_partners_is_not_there_for_strangers(table, stands, visit):
    acts.grow(stands("club"), title="Quiet work", what="Not yet for all")
    for at in ("/learn/practices/quiet-work/", "/learn/practices/quiet-work/transplant/"):
        assert visit(at, who=None).status in (302, 404)
    assert visit("/learn/practices/quiet-work/", who="resident").status == 404
    assert "Quiet work" not in visit("/learn/practices/", who=None)
    assert "Quiet work" not in visit("/learn/practices.csv", who=None)
    assert "Quiet work" not in visit("/learn/compare/", who=None)
    assert "Quiet work" in visit("/learn/practices/", who="analyst")
    assert "No practice is written down here yet." in visit("/learn/practices/", who=None)


def test_B_137_practices_are_chosen_and_taken_away_by_anyone(walk, stands, visit):
    """B-137: learning about where things work well, collated and shared."""
    Code.objects.create(slug="trust", type="condition", name="Trust")
    acts.edit(stands("club"), walk, conditions=["trust"], domains=["transport"],
              travels="=cmd|' /C calc'!A1", growth="bloom")  # fmt: skip
    practice_of("other", growth="seed")
    for query in ("growth=bloom", "domain=transport", "condition=trust", "known=travels"):
        page = visit(f"/learn/practices/?{query}", who=None)
        assert "1 of 2 practices" in page, query
        assert "Walking to the match" in page
    assert "None fits what you chose." in visit("/learn/practices/?domain=housing", who=None)
    assert "2 of 2 practices" in visit("/learn/practices/?known=%3Cscript%3E", who=None)
    file = visit("/learn/practices.csv?condition=trust", who=None)
    assert "Walking to the match" in file
    assert "'=cmd" in file
    assert visit("/learn/practices.pdf", who=None).status == 404


def test_a_quote_of_a_condition_is_drawn_live_and_goes_with_its_story(walk, stands, visit):
    trust = Code.objects.create(slug="trust", type="condition", name="Trust")
    story = story_of("Denise", words="We trusted her at once and walked.", to=("partnership",))
    acts.edit(stands("club"), walk, conditions=["trust"])
    acts.link(stands("club"), walk, acts.GREW, story)
    Coding.objects.create(story=story, code=trust, quote="We trusted her at once", at=story.told)
    at = f"/learn/practices/{walk.slug}/"
    assert "We trusted her at once" in visit(at, who="analyst")
    assert "We trusted" not in visit(at, who=None)
    Coding.objects.update(removed=True)
    assert "We trusted her at once From" not in visit(at, who="analyst")


def test_stories_and_ideas_are_linked_and_unlinked_on_the_page(walk, visit, someone):
    story, other = story_of("Denise walks"), practice_of("ride", "Riding to the match")
    at, club = f"/learn/practices/{walk.slug}/", someone("club")
    for _ in range(2):  # what was taken away can be linked again
        for what, how, sent, key in (
            ("grew-from", "grew from", {"story": story.slug}, story.key),
            ("inspired-by", "inspired by", {"practice": other.slug}, other.key),
        ):
            assert visit(f"{at}{what}/", who=club, post=sent).goes_to == at
            assert visit(f"{at}unlink/", who=club, post={"how": how, "key": key}).goes_to == at
            assert not Link.objects.filter(removed=False).exists()
    assert visit(f"{at}unlink/", who=club, post={"how": "ate", "key": other.key}).goes_to == at
    assert visit(f"{at}rest-no-more/", who=club, post={"number": "x"}).goes_to == at
    hidden = story_of("Only its teller", to=())
    assert "There is a problem" in visit(f"{at}grew-from/", who=club, post={"story": hidden.slug})
    page = visit("/learn/practices/new/?inspired=ride", who=club)
    assert "Inspired by Riding to the match" in page
    sent = {**SENT, "title": "Skating to the match", "inspired": "ride"}
    page = visit("/learn/practices/new/", who=club, post=sent)
    assert "/learn/practices/ride/" in visit(page.goes_to, who=None).links
    assert visit("/learn/practices/new/", who=someone("", "director")).status == 404


def test_a_story_that_says_it_led_to_a_practice_stands_there_too(walk, visit, someone):
    story, at = story_of("Amrit's close season"), f"/learn/practices/{walk.slug}/"
    Link.objects.create(one=story.key, other=walk.key, how="led to")
    assert "Amrit's close season" in visit(at, who=None)
    sent = {"how": "grew from", "key": story.key}
    assert visit(f"{at}unlink/", who=someone("club"), post=sent).goes_to == at
    assert "Amrit's close season" not in visit(at, who=None)


def test_what_came_from_another_system_is_told_there(table, stands, visit, someone):
    rests = [{"on": "Grant", "kind": "luck", "until": "never"}, {}]
    one = practice_of("carried", origin="greenmarch", depends=rests, growth="tree",
                      recognised=[{"url": 7, "on": "never"}], sources=[{"url": ["x"]}])  # fmt: skip
    one.plantings.create(ref="T-901", place="Elmstow", changed="x", spread="beamed", result="odd")
    for at in ("/learn/transplants/T-901/", "/learn/spread/", "/learn/lessons/",
               f"/learn/compare/?a={one.key}&b=transplant:T-901"):  # fmt: skip
        assert visit(at, who=None).status == 200
    with pytest.raises(AgreementError, match="came from another system"):
        acts.edit(stands("", "secretariat"), one, what="Ours")
    page = visit("/learn/practices/carried/", who=someone("club"))
    assert "It came from the system greenmarch" in page
    assert "Plant it in another place" in page


def test_wrong_words_are_refused(walk, stands, visit, someone):
    club = stands("club")
    for act, why in (
        (lambda: acts.grow(club, title=" ", what="x"), "Give it a name"),
        (lambda: acts.grow(club, title="x", what=" "), "Say what it is"),
        (lambda: acts.grow(club, title="x", what="x", growth="tree"), "no such stage"),
        (lambda: acts.grow(club, title="x", what="x", layer="county"), "no such layer"),
        (lambda: acts.grow(club, title="x", what="x", open_to="me"), "open to the partners"),
        (lambda: acts.grow(stands("", "administrator"), title="x", what="x"), "speaks for"),
        (lambda: acts.rest_on(club, walk, on="x", kind="luck"), "no such kind"),
        (lambda: acts.rest_on(club, walk, on=" ", kind="funder"), "what it rests on"),
        (lambda: acts.rest_no_more(club, walk, 0), "taken away already"),
        (lambda: acts.recognise(club, walk, words="x"), "where the evidence"),
        (lambda: acts.unlink(club, walk, acts.GREW, "story:x"), "taken away already"),
    ):
        with pytest.raises(AgreementError, match=why):
            act()
    assert acts.grow(club, title=walk.title, what="x").slug == "walking-to-the-match-2"
    assert acts.grow(club, title="!!!", what="x").slug == "practice"
    at = f"/learn/practices/{walk.slug}/"
    assert "Write it as C-003" in visit(f"{at}sustained-by/", who=someone("club"),
                                         post={"ref": "x", "gives": ""})  # fmt: skip
    assert "nothing of that number" in visit(f"{at}sustained-by/", who=someone("club"),
                                             post={"ref": "C-999", "gives": ""})  # fmt: skip
    assert visit(f"{at}dance/", who=someone("club"), post={}).status == 404
    assert visit("/learn/practices/new/?story=nowhere", who=someone("club")).status == 404
