"""Codes on stories: tellers code their own, others add, disagreement is kept, quotes are live."""

import pytest

from tests.web.agree.making import by_of, round_table
from tests.web.learn.making import story_of
from tilth.ground.errors import AgreementError
from tilth.web.agree.models import Document, Step
from tilth.web.agree.standing import Standing
from tilth.web.house.models import AuditEntry
from tilth.web.learn.actions import coding as acts
from tilth.web.learn.actions.withdrawing import withdraw
from tilth.web.learn.coding import behind, reading, rounds
from tilth.web.learn.coding.beginning import begin_codes
from tilth.web.learn.models import Code, Coding, Passage, Reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(person_as):
    """people("chair"): somebody in that role, of a partner where one is named."""
    round_table()
    begin_codes()
    behind.forget()

    def of(role, partner=""):
        more = {"partner": partner, "email": f"{role}.{partner}@example.org"} if partner else {}
        return person_as(role, **more)

    return of


def standing(person):
    return Standing.for_by(by_of(person))


def code(slug):
    return Code.objects.get(slug=slug)


def test_B_053_B_055_B_248_tellers_code_their_own_and_others_stand_beside_it(people, visit):
    """B-053, B-055: enablers and barriers coded. B-248: with feelings and examples."""
    teller, chair = people("resident"), people("chair")
    story = story_of("The clinic that shut", by=teller, words="They shut it at four.\nI wept.")
    at = f"/learn/stories/{story.slug}/code/"
    sent = {"code": "w1-inflexible", "quote": "shut it  at four", "feeling": "worn out"}
    assert visit(at, who=teller, post=sent | {"fits": "yes"}).goes_to == at
    assert Coding.objects.get().coder == "teller"
    page = visit(at, who=chair, post=sent | {"quote": "", "feeling": "", "fits": "no"})
    assert page.goes_to == at
    page = visit(at, who=chair)
    assert "Seen in two ways. Both are kept." in page
    assert "It fits, says Who told it" in page
    assert "It felt: worn out “shut it at four”" in page.replace("  ", " ")
    assert "It does not fit, says Chair" in page
    shown = visit("/learn/codes/w1-inflexible/", who=None)
    assert "On 1 story somebody says it does not fit" in shown
    assert "worn out: 1 story" in shown
    resident = visit(at, who=teller)
    assert "Somebody of the partnership" in resident
    assert "says Chair" not in resident


def test_a_quote_is_words_of_the_story_as_they_are(people, visit):
    chair = people("chair")
    story = story_of(words="We walked.", answers={"q": "It   rained\nhard"}, barriers="No bus.")
    who, trust = standing(chair), code("e3-trust")
    with pytest.raises(AgreementError, match="Those words are not in it"):
        acts.put(who, story, trust, quote="We ran.")
    for quote in ("We walked.", "It rained hard", "No bus."):
        acts.put(who, story, trust, quote=quote)
    story.words = "We did not."
    story.save()
    page = visit(f"/learn/stories/{story.slug}/code/", who=chair)
    assert "“We walked.”" not in page
    assert "The words it lay on were changed since." in page
    assert "“No bus.”" in page
    wrong = visit(f"/learn/stories/{story.slug}/code/", who=chair,
                  post={"code": "", "quote": "kept as typed"})  # fmt: skip
    assert "There is a problem" in wrong
    assert "kept as typed" in wrong
    wrong = visit(f"/learn/stories/{story.slug}/code/", who=chair,
                  post={"code": "e3-trust", "quote": "We flew.", "feeling": "light"})  # fmt: skip
    assert "Those words are not in it. Copy them as they stand." in wrong
    assert "We flew." in wrong
    assert 'value="light"' in wrong.html


def test_who_changes_their_mind_leaves_what_they_said_before(people):
    who, story, trust = standing(people("chair")), story_of(), code("e3-trust")
    first = acts.put(who, story, trust)
    with pytest.raises(AgreementError, match="said that already"):
        acts.put(who, story, trust)
    second = acts.put(who, story, trust, fits=False)
    first.refresh_from_db()
    assert (first.removed, second.removed) == (True, False)
    with pytest.raises(AgreementError, match="Only who said it"):
        acts.take_back(standing(people("director")), second)
    acts.take_back(who, second)
    assert Coding.objects.filter(story=story).count() == 2
    assert reading.told_on(story, who) == []
    with pytest.raises(AgreementError, match="taken back already"):
        acts.take_back(who, second)


def test_AC_a_story_one_may_not_read_cannot_be_coded_or_counted(people, visit):
    story = story_of("Only mine", to=(), state="draft", by=people("resident"))
    at = f"/learn/stories/{story.slug}/code/"
    assert visit(at, who=people("chair")).status == 404
    assert visit(at, who=None).status in (302, 404)
    assert visit(at, who=people("resident")).status == 200
    open_ = story_of("Open")
    resident = people("resident")
    assert visit(f"/learn/stories/{open_.slug}/code/", who=resident).status == 404
    with pytest.raises(AgreementError, match="Only who told it"):
        acts.put(standing(resident), open_, code("e3-trust"))
    with pytest.raises(AgreementError, match="nothing there"):
        acts.put(standing(people("chair")), story, code("e3-trust"))
    story.state = "withdrawn"
    story.save()
    with pytest.raises(AgreementError, match="taken back"):
        acts.put(standing(resident), story, code("e3-trust"))
    one = acts.put(standing(people("chair")), open_, code("e3-trust"))
    assert visit(f"/learn/codings/{one.pk}/back/", who=resident, post={}).status == 404
    assert visit(f"/learn/codings/{one.pk}/back/", who=people("chair"), post={}).goes_to


def test_no_history_or_record_of_who_did_what_holds_words_or_the_teller(people):
    """A teller may stay unnamed; words of a story are in no Step."""
    teller = people("resident")
    story = story_of(by=teller, words="CANARY words")
    acts.put(standing(teller), story, code("e3-trust"), quote="CANARY", feeling="CANARY")
    last = AuditEntry.objects.order_by("-number").first()
    assert "CANARY" not in str(last.__dict__)
    assert last.who != teller.ref
    assert not Step.objects.filter(about=story.key).exists()


def test_a_telling_brings_the_codes_its_teller_chose(people):
    story = story_of()
    acts.codes_of_teller(story, ["e3-trust", "w1-inflexible", "no-such"])
    acts.codes_of_teller(story, ["e3-trust"])
    live = story.codings.filter(removed=False)
    assert [(one.code.slug, one.coder, one.by) for one in live] == [("e3-trust", "teller", None)]
    assert story.codings.count() == 2


def test_B_022_passages_of_sources_are_coded_and_cited(people, visit):
    """B-022: evidence from interviews, coded and cited where a reader may see it."""
    chair = people("chair")
    document = Document.objects.create(slug="talk", title="A talk", type="interview",
                                       visible="partnership")  # fmt: skip
    passage = Passage.objects.create(document=document, number=3, words="People trusted her.")
    at = f"/learn/passages/{passage.pk}/code/"
    sent = {"code": "e3-trust", "quote": "trusted her", "feeling": "", "fits": "yes"}
    assert visit(at, who=chair, post=sent).goes_to == at
    page = visit("/learn/codes/e3-trust/", who=chair)
    assert "“trusted her” A talk" in page
    assert "1 passage of sources carries it too." in page
    assert "trusted her" not in visit("/learn/codes/e3-trust/", who=None)
    assert visit(at, who="resident").status == 404


def coded_by(person, story, *slugs):
    for slug in slugs:
        acts.put(standing(person), story, code(slug))
    acts.done(standing(person), story)


def test_two_people_code_without_seeing_each_others(people, visit):
    """Others' codes stay away until one is done or says that none fits; then agreement is told."""
    one, other = people("chair"), people("partner", "homes")
    stories = [story_of(f"Story {n}") for n in range(4)]
    page = visit("/learn/codes/agreement/", who=one)
    assert "Nobody can tell yet." in page
    assert visit("/learn/codes/round/", who=one, post={"count": "4"}).goes_to
    assert Reading.objects.count() == 4
    for number, story in enumerate(stories):
        coded_by(one, story, *(["e3-trust"] if number % 2 else []))
    assert "You have been through 4 stories." in visit("/learn/codes/round/", who=one)
    acts.take(standing(other), stories)
    at = f"/learn/stories/{stories[1].slug}/code/"
    page = visit(at, who=other)
    assert "without seeing what others chose" in page
    assert "You have not chosen any yet." in page
    assert "Trust, collaboration and relationships" not in visit(at, who=other).replace(
        "Enabler: Trust, collaboration and relationships", ""
    )
    assert "Story 1" not in visit("/learn/codes/e3-trust/", who=other)
    coded_by(other, stories[1], "e3-trust")
    assert "It fits, say" in visit(at, who=other)
    done = visit(f"/learn/stories/{stories[0].slug}/code/done/", who=other, post={})
    assert done.goes_to
    coded_by(other, stories[2], "e3-trust")
    whole, [(only, told)] = rounds.agreed(standing(one))
    assert (only.slug, told.units, whole.units) == ("e3-trust", 3, 3)
    assert told.value == pytest.approx(1 - 5 * 2 / (36 - 9 - 9))
    page = visit("/learn/codes/agreement/", who=None)
    assert "Too few to rest anything on. Two people have been through 3 stories; 100" in page
    assert "0.44" in page
    assert "e3-trust" in visit("/learn/codes/agreement.csv", who=None)
    left = visit(f"/learn/stories/{stories[3].slug}/code/leave/", who=other, post={})
    assert left.goes_to == "/learn/codes/round/"
    with pytest.raises(AgreementError, match="have been through these"):
        acts.take(standing(one), stories)
    with pytest.raises(AgreementError, match="not taken this one"):
        acts.done(standing(other), stories[3])
    with pytest.raises(AgreementError, match="through it already"):
        acts.done(standing(other), stories[2])
    with pytest.raises(AgreementError, match="people of the partnership"):
        acts.take(standing(people("resident")), stories)


def test_who_has_said_anything_of_a_story_cannot_code_it_unseen(people, visit):
    chair, story = people("chair"), story_of()
    page = visit(f"/learn/stories/{story.slug}/code/", who=chair)
    assert "Go through it unseen" in page
    acts.put(standing(chair), story, code("e3-trust"))
    page = visit(f"/learn/stories/{story.slug}/code/", who=chair)
    assert "Go through it unseen" not in page
    with pytest.raises(AgreementError, match="have been through these"):
        acts.take(standing(chair), [story])
    assert "no story left that you could take" in visit("/learn/codes/round/", who=chair)


def test_CO_nothing_of_a_story_that_was_taken_back_stays_in_codes(people, visit):
    """CO, section 6: gone at once from the page, counts, quotes and files."""
    teller, chair = people("resident"), people("chair")
    story = story_of("CANARY title", by=teller, words="CANARY words")
    acts.put(standing(teller), story, code("e3-trust"), quote="CANARY words", feeling="CANARY felt")
    acts.take(standing(chair), [story])
    places = ["/learn/codes/", "/learn/codes/e3-trust/", "/learn/codes.csv", "/learn/codes.json",
              "/learn/codes/agreement/", "/learn/codes/suggestions/", "/learn/themes/",
              "/learn/codes/round/"]  # fmt: skip
    assert any("CANARY" in visit(place, who=chair).html for place in places)
    withdraw(by_of(teller), story)
    assert not any("CANARY" in visit(place, who=chair).html for place in places)
    assert visit(f"/learn/stories/{story.slug}/code/", who=teller).status == 404
    assert not Coding.objects.exists()
    assert not Reading.objects.exists()
