"""Conversations about whatever was published: said, answered, looked at, taken back, closed."""

import datetime

import pytest

from tests.web.agree.making import board_of, by_of, decision_of
from tests.web.learn.making import practice_of, story_of
from tilth.ground.errors import AgreementError
from tilth.web.agree.models import Document, Step
from tilth.web.agree.standing import Standing
from tilth.web.house.by import By
from tilth.web.learn.actions import talk as acts
from tilth.web.learn.models import Comment, Thread
from tilth.web.learn.talk import limits, records

pytestmark = pytest.mark.django_db
STRANGER = Standing(By("nobody", ""), None)


def about(record):
    return f"/learn/talk/about/{record.key}/"


def sent(words="Thank you for this", **told):
    return {"type": "comment", "words": words, "rating": "", "name": "", **told}


def test_B_288_B_297_anybody_says_something_and_it_is_looked_at_first(visit, someone):
    """B-288, B-297, B-229: a reply box and a share link on each story, open to readers."""
    one = story_of()
    page = visit(f"/learn/stories/{one.slug}/", who=None)
    assert "Say something" in page
    assert "Share it" in page
    assert "Somebody looks at it first" not in page
    assert "Somebody looks at it before others can read it" in page
    told = visit(about(one), who=None, post=sent("<b>Lovely</b>", name="Joan"))
    assert told.goes_to == f"/learn/stories/{one.slug}/#talk"
    page = visit(f"/learn/stories/{one.slug}/", who=None)
    assert "Lovely" not in page
    made = Comment.objects.get()
    assert "Your code words are" not in page  # of another browser, after signing out
    keeper = someone("council", "secretariat")
    page = visit("/learn/talk/waiting/", who=keeper)
    assert "&lt;b&gt;" in page.html
    assert "<b>" not in page.html
    visit(f"/learn/talk/{made.pk}/look/yes/", who=keeper, post={})
    page = visit(f"/learn/stories/{one.slug}/", who=None)
    assert "Joan" in page
    assert "<b>Lovely</b>" in page
    assert "<b>Lovely</b>" not in page.html
    again = acts.look
    with pytest.raises(AgreementError, match="looked at it already"):
        again(Standing.for_by(by_of(keeper, "secretariat")), made, True)


def test_an_answer_stands_one_level_deep_beside_what_it_answers(visit, someone, stands):
    one = story_of(to=("partnership",))
    question, _ = acts.say(stands("homes"), one.key, type="question", words="Who holds the key?")
    first, _ = acts.say(stands("club"), one.key, words="Denise does", to=question)
    second, _ = acts.say(stands("homes"), one.key, words="Since May", to=first)
    assert first.to == second.to == question
    assert second.type == "answer"
    page = visit(f"/learn/stories/{one.slug}/", who=someone("homes"))
    assert page.html.count('aria-label="Answers"') == 1
    assert "Every question has an answer" in visit("/learn/talk/", who=someone("homes"))
    other, _ = acts.say(stands("homes"), practice_of(open_to="partnership").key, words="Elsewhere")
    with pytest.raises(AgreementError, match="not there any more"):
        acts.say(stands("homes"), one.key, words="Lost", to=other)


def test_what_partners_say_to_each_other_is_there_at_once_and_stays_inside(visit, stands, someone):
    one = story_of(to=("partnership",))
    made, code = acts.say(stands("homes"), one.key, words="Between us")
    assert (made.state, made.looked, code) == ("published", False, "")
    assert "Between us" in visit(f"/learn/stories/{one.slug}/", who=someone("club"))
    one.for_everyone = True
    one.save()
    assert "Between us" not in visit(f"/learn/stories/{one.slug}/", who=None)
    assert "Between us" not in visit("/learn/talk/", who=None)
    held, _ = acts.say(stands("homes"), one.key, words="For all to read")
    assert held.state == "sent"
    own, _ = acts.say(stands("council", "chair"), one.key, words="A keeper's word")
    assert (own.state, own.looked) == ("published", True)


def test_B_002_every_published_item_opens_a_conversation(visit, table, stands, someone):
    """B-002: whatever is published is a conversation starter."""
    decision = decision_of(board_of(), table["homes"])
    paper = Document.objects.create(slug="plan", title="The plan", type="report", visible="public")
    for record in (story_of(), practice_of(), decision, paper):
        page = visit(about(record), who=someone("homes"))
        assert page.status == 200, record.key
        assert "Say something" in page
        assert visit(about(record), who=None).status == 200, record.key
    here = f"/learn/talk/about/{decision.key}/"
    assert here in visit(f"/agree/decisions/{decision.ref}/", who=someone("homes")).links
    assert here in visit(f"/agree/public/decisions/{decision.ref}/", who=None).links
    assert about(paper) in visit("/agree/documents/plan/", who=someone("homes")).links
    decision.public = False
    decision.save()
    assert visit(about(decision), who=None).status == 404
    assert visit("/learn/talk/about/voice:1/", who=someone("homes")).status == 404
    assert visit("/learn/talk/about/story:none/", who=someone("homes")).status == 404
    assert visit(about(story_of(state="sent")), who=someone("council", "chair")).status == 404


def test_P_205_a_rating_is_shown_with_how_many_gave_it_within_one_item_alone(visit, stands,
                                                                            someone):  # fmt: skip
    """P-205: ratings and reviews of a story or practice; no league of items."""
    one, other = practice_of("walks", "Walks"), practice_of("talks", "Talks")
    chair = stands("council", "chair")
    for rating, words in ((5, "Changed my week"), (2, "Too early in the day")):
        acts.say(chair, one.key, type="review", words=words, rating=rating)
    page = visit(about(one), who=None)
    assert (
        "2 people have given a rating: 1 gave 5 of 5, 1 gave 2 of 5. On average 3.5 of 5." in page
    )
    assert "Too early in the day" in page
    assert "given a rating" not in visit(about(other), who=None)
    assert "On average" not in visit("/learn/talk/?type=review", who=None)
    refused = visit(about(one), who=None, post=sent("Good", type="review"))
    assert "Choose from 1 to 5" in refused
    assert ">Good</textarea>" in refused.html
    for wrong in (0, 6):
        with pytest.raises(AgreementError, match="Rate 1 to 5"):
            acts.say(chair, one.key, type="review", words="x", rating=wrong)
    plain = visit(about(one), who=someone("club", "chair"), post=sent("Just so", rating="5"))
    assert plain.goes_to
    assert Comment.objects.get(words="Just so").rating is None


def test_P_199_could_we_leads_to_a_decision_or_an_ask(visit, stands, someone):
    """P-199, B-229: anybody adds an idea; a partner can take it on."""
    one = practice_of(open_to="partnership", title="Walk to the ground")
    board_of()
    acts.say(stands("homes"), one.key, type="could we", words="Could we walk here too?")
    page = visit("/learn/talk/", who=someone("club"))
    assert "Waiting for an answer" in page
    assert "Propose it as a decision" in page
    at = next(at for at in page.links if at.startswith("/agree/decisions/new/?"))
    assert "Could we do this here: Walk to the ground" in visit(at, who=someone("club")).html
    at = next(at for at in page.links if at.startswith("/agree/commitments/new/?"))
    assert visit(at, who=someone("club")).status == 200


def test_CO_what_was_said_is_taken_back_by_its_author_alone_and_nothing_is_kept(visit, someone,
                                                                               stands):  # fmt: skip
    one = story_of(to=("partnership",))
    made, _ = acts.say(stands("homes"), one.key, words="I said CANARY", name="CANARY")
    assert visit(f"/learn/talk/{made.pk}/back/", who=someone("club"), post={}).status == 404
    assert visit(f"/learn/talk/{made.pk}/back/", who=None, post={}).status == 404
    assert visit(f"/learn/talk/{made.pk}/back/", who=someone("homes"), post={}).goes_to
    made.refresh_from_db()
    assert (made.words, made.name, made.state) == ("", "", "withdrawn")
    steps = Step.objects.filter(about=made.key).values_list("words", "before", "after", "name")
    assert "CANARY" not in str(list(steps))
    assert "CANARY" not in visit(f"/learn/stories/{one.slug}/", who=someone("club"))


def test_CO_code_words_take_back_what_was_said_without_an_account(visit, client):
    one = story_of()
    made, code = acts.say(STRANGER, one.key, words="I said CANARY")
    assert len(code.split("-")) == 4
    assert code not in made.code
    wrong = visit("/learn/talk/again/", who=None, post={"words": "acorn acorn acorn acorn"})
    assert "We know no such words" in wrong
    typed = code.replace("-", "  ").upper()
    assert visit("/learn/talk/again/", who=None, post={"words": typed}).goes_to == "/learn/talk/"
    made.refresh_from_db()
    assert (made.words, made.code, made.state) == ("", "", "withdrawn")
    assert "We know no such words" in visit("/learn/talk/again/", who=None, post={"words": typed})


def test_what_is_removed_goes_with_its_reason_to_whoever_said_it(visit, stands, someone):
    one = story_of(to=("partnership",))
    made, _ = acts.say(stands("homes"), one.key, words="It was Mr Grey's fault")
    keeper = someone("council", "secretariat")
    at = f"/learn/talk/{made.pk}/look/remove/"
    assert visit(at, who=someone("club"), post={"words": "No"}).status == 404
    visit(at, who=keeper, post={"words": ""})
    assert Comment.objects.get().state == "published"
    visit(at, who=keeper, post={"words": "It names somebody"})
    assert "fault" not in visit(f"/learn/stories/{one.slug}/", who=someone("club"))
    page = visit(f"/learn/stories/{one.slug}/", who=someone("homes"))
    assert "Your words were removed: It names somebody" in page


def test_B_249_a_facilitated_conversation_shows_its_rules_and_closes_with_why(
    visit, stands, someone
):
    """B-249: facilitated thread with ground rules shown before one writes."""
    one = story_of()
    lead = {"rules": "One at a time\nNobody is named"}
    visit(f"{about(one)}look-after/", who=someone("homes"), post=lead)
    page = visit(f"/learn/stories/{one.slug}/", who=None)
    assert "looks after this conversation" in page
    assert page.html.index("Nobody is named") < page.html.index('name="words"')
    assert "Conversations somebody looks after" in visit("/learn/talk/", who=None)
    with pytest.raises(AgreementError, match="Somebody else looks after"):
        acts.close(stands("club"), one.key, "Enough")
    visit(f"{about(one)}close/", who=someone("homes"), post={"words": "We agreed what to do"})
    page = visit(f"/learn/stories/{one.slug}/", who=None)
    assert "This conversation was closed on" in page
    assert "We agreed what to do" in page
    assert "Say something" not in page
    with pytest.raises(AgreementError, match="closed"):
        acts.say(STRANGER, one.key, words="But")
    visit(f"{about(one)}open/", who=someone("council", "chair"), post={})
    assert Thread.objects.get().closed is None
    assert visit(f"{about(one)}close/", who=None, post={"words": "x"}).status in (302, 404)
    assert Thread.objects.get().closed is None


def test_AT_a_machine_from_one_address_is_stopped_and_says_so(visit, monkeypatch):
    monkeypatch.setattr(limits, "MOST", 2)
    one = story_of()
    for number in range(2):
        assert visit(about(one), who=None, post=sent(f"Number {number}")).goes_to
    page = visit(about(one), who=None, post=sent("Number 3"))
    assert "Please wait 15 minutes" in page
    assert ">Number 3</textarea>" in page.html
    assert Comment.objects.count() == 2


def test_AC_no_word_of_a_conversation_is_met_where_its_record_is_not(visit, stands, someone):
    one = story_of(to=("worker",), title="For a link worker")
    made = Comment.objects.create(about=one.key, words="Quiet words", state="published",
                                  looked=True, at=datetime.datetime.now(datetime.UTC))  # fmt: skip
    for who in (None, someone("homes"), someone("council", "chair")):
        assert visit(about(one), who=who).status == 404
        assert "Quiet words" not in visit("/learn/talk/", who=who)
        assert visit(f"/learn/talk/{made.pk}/answer/", who=who, post={"words": "x"}).status == 404
    assert "Quiet words" in visit("/learn/talk/", who="link_worker")


def test_AC_records_asked_for_together_are_those_asked_for_one_by_one(table, stands):
    shown = {"published": ("everyone",), "draft": ("everyone",), "withdrawn": ("everyone",)}
    keys = [story_of(state, state=state, to=to).key for state, to in shown.items()]
    keys += [story_of("Inside", to=("partnership",)).key, "story:none", "comment:1"]
    keys += [practice_of("walk", "Walk").key, practice_of("in", "In", open_to="partnership").key]
    for standing in (Standing(By("", ""), None), stands("homes")):
        together = records.talkables(keys, standing)
        assert together == {key: records.talkable(key, standing) for key in keys}
