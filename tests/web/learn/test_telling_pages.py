"""Telling on the page: own words first, nothing lost, read by those chosen, changed, taken back."""

import html
import re

import pytest

from tests.web.agree.making import round_table
from tests.web.learn.making import story_of
from tests.web.reader import Page
from tilth.web.agree.models import Step
from tilth.web.learn.actions import telling as acts
from tilth.web.learn.models import Code, Edition, Story
from tilth.web.learn.telling import crowding

pytestmark = pytest.mark.django_db
WORDS = "Denise asked me to walk.\nI went."


@pytest.fixture
def browser(client):
    """A browser without an account: go(address) reads, go(address, field=...) sends."""

    def go(at, **told):
        return Page(client.post(at, told) if told else client.get(at))

    return go


@pytest.fixture
def tell(browser):
    """Tell with these fields and give the page that is shown before it is sent, and the Story."""

    def do(**told):
        page = browser("/tell/", **{"type": "story", "words": WORDS, **told})
        assert page.status == 302, page
        return browser(page.goes_to), Story.objects.latest("pk")

    return do


def code_in(page):
    return html.unescape(re.search(r'code__words">([^<]*)<', page.html)[1])


def test_B_083_anyone_tells_a_story_in_three_pages_without_an_account(browser, tell):
    """B-044, P-199: one box, a look at it, sent."""
    page = browser("/tell/")
    assert "You need no account" in page
    assert page.headings == ["Tell a story"]
    look, story = tell(for_=["everyone", "worker"])
    assert "See it before it is sent" in look
    assert "Everyone : anybody who opens this site" in look
    assert "once somebody has looked at it" in look
    assert WORDS in html.unescape(look.html)
    sent = browser(f"/tell/{story.slug}/send/", sent=1)
    assert "Your code words" in sent
    assert len(code_in(sent).split()) == 4
    story.refresh_from_db()
    assert (story.state, story.audiences, story.by) == ("sent", ["worker", "everyone"], None)
    assert code_in(sent) not in browser(f"/tell/{story.slug}/")
    again = browser(f"/tell/{story.slug}/send/", sent=1)
    assert again.status == 302


def test_B_003_a_story_names_its_tellers_as_they_wish_and_credits_its_sources(tell):
    """B-031: who wrote it and who shared it."""
    page, story = tell(
        tellers="Sam Keighley, Yorkshire Sport Foundation\nA mother of two",
        source_0_name="Sue Goss", source_0_url="www.example.org/garden",
        source_0_words="shared by Warren Heppolette", helped_by="Amina",
    )  # fmt: skip
    assert story.tellers[1] == {"name": "A mother of two", "as": ""}
    assert "Told by Sam Keighley , Yorkshire Sport Foundation ; A mother of two ." in page
    assert "Sue Goss , shared by Warren Heppolette" in page
    assert "https://www.example.org/garden" in page.links
    assert "Told with the help of Amina" in page


def test_B_073_a_story_is_filed_at_a_layer_with_its_conditions_and_stage(browser, tell):
    """B-084, B-077, B-285: layer, microclimate, growth."""
    Code.objects.update_or_create(
        slug="trust", defaults={"type": "condition", "name": "Trust over years"}
    )
    assert "What was there that made it possible?" in browser("/tell/")
    page, story = tell(layer="city region", growth="bud", conditions=["trust"], on="2025-11-02")
    assert (story.layer, story.growth, story.conditions) == ("city region", "bud", ["trust"])
    assert "What made it possible here: Trust over years." in page
    assert "A city region, 2 November 2025" in page


def test_B_286_strengths_and_what_is_not_working_stand_on_one_page(tell):
    """B-287, B-059: nothing needs to be finished."""
    page, story = tell(strengths="The bench", barriers="The bus", rough="on")
    assert "What is strong and works The bench What is not working The bus" in page
    assert "Work in progress. It is shared as it is." in page
    assert story.rough


def test_B_051_to_B_057_the_seven_questions_are_asked_and_answered_in_a_story(browser, tell):
    """B-052, B-053, B-054, B-055, B-056, B-228; B-040, P-189: what nobody planned."""
    assert "When meaningful integration is happening, what do we notice?" in browser("/tell/")
    page, story = tell(q_notice="Doors stand open", q_signs="Fewer letters", q_travels="The bench",
                       q_needs_changing="The name", q_unplanned="A choir")  # fmt: skip
    assert story.inquiry == "conditions_for_integration"
    assert story.answers["signs"] == "Fewer letters"
    for words in ("Doors stand open", "What would need changing there? The name", "A choir"):
        assert words in page


def test_P_198_a_walk_through_tells_step_by_step_how_it_felt(browser, tell):
    assert "Step 6" in browser("/tell/?type=walk-through")
    page, story = tell(type="walk-through", words="", step_0_happened="I rang", step_0_felt="Small",
                       step_2_happened="Nobody came")  # fmt: skip
    assert story.type == "walk-through"
    assert [one["happened"] for one in story.answers["steps"]] == ["I rang", "Nobody came"]
    assert "How it felt: Small" in page
    assert "Nobody came" in browser(f"/tell/{story.slug}/change/")


def test_a_refused_form_keeps_what_was_typed_and_makes_one_draft_when_sent_twice(browser):
    page = browser("/tell/", type="story", words="", title="Kept title", barriers="Kept too",
                   source_0_url="nonsense", for_=["worker"])  # fmt: skip
    assert "There is a problem" in page
    assert "Say it in your own words" in page
    assert "https://www.example.org/page" in page
    for kept in ("Kept title", "Kept too", "nonsense", 'value="worker" checked'):
        assert kept in page.html
    uid = re.search(r'name="uid" value="([^"]+)"', browser("/tell/").html)[1]
    for words in ("First", "Second, after the line was lost"):
        browser("/tell/", type="story", uid=uid, words=words)
    assert [one.words for one in Story.objects.all()] == ["Second, after the line was lost"]


def test_a_draft_is_kept_for_later_with_code_words_and_gone_on_with_elsewhere(browser, client):
    """B-083: without script, the site keeps the draft."""
    kept = browser("/tell/", type="story", words=WORDS, keep="1")
    assert "Kept for later" in kept.headings
    story, code = Story.objects.get(), code_in(kept)
    assert story.state == "draft"
    client.cookies.clear()
    assert browser(f"/tell/{story.slug}/").status == 404
    wrong = browser("/tell/again/", story=story.slug, code="wrong words here now")
    unknown = browser("/tell/again/", story="nosuchstory", code=code)
    said = "These words and that story do not belong together"
    assert said in wrong
    assert said in unknown
    opened = browser("/tell/again/", story=f"http://testserver/tell/again/?story={story.slug}",
                     code=code.upper().replace(" ", ", "))  # fmt: skip
    assert opened.goes_to == f"/tell/{story.slug}/"
    assert "Kept for later" in browser(opened.goes_to)
    browser("/tell/forget/", now=1)
    assert browser(opened.goes_to).status == 404


def test_AT_code_words_are_tried_ten_times_and_then_one_waits(browser, monkeypatch):
    monkeypatch.setattr("tilth.web.learn.telling.one.check_password", lambda *_: False)
    story = story_of()
    tries = [browser("/tell/again/", story=story.slug, code=f"word {n}").status for n in range(11)]
    assert tries == [200] * 10 + [429]


def test_AT_one_address_cannot_pour_tellings_in(browser, monkeypatch):
    monkeypatch.setattr(crowding, "MOST", 1)
    assert browser("/tell/", type="story", words="one").status == 302
    assert browser("/tell/", type="story", words="two").status == 429
    assert browser("/tell/quick/", type="idea", words="three").status == 429


def test_words_change_with_the_old_ones_kept_and_readers_change_at_once(browser, tell):
    _, story = tell(for_=["everyone"], title="Bandstand")
    browser(f"/tell/{story.slug}/send/", sent=1)
    Story.objects.update(state="published")
    form = browser(f"/tell/{story.slug}/change/")
    assert "Bandstand" in form.html
    assert 'value="everyone" checked' in form.html
    page = browser(f"/tell/{story.slug}/change/", words=WORDS, title="Bandstand", for_=["worker"])
    assert page.goes_to == f"/tell/{story.slug}/"
    story.refresh_from_db()
    assert (story.state, story.audiences) == ("published", ["worker"])
    browser(f"/tell/{story.slug}/change/", words="New", title="Pond", why="Wrong park")
    assert Edition.objects.get().told == {"title": "Bandstand", "words": WORDS}
    assert Edition.objects.get().why == "Wrong park"
    assert browser(f"/tell/{story.slug}/change/", words="", for_=["worker"]).status == 200


def test_somebody_signed_in_finds_their_tellings_and_may_leave_their_account_out(
    visit, person_as
):  # fmt: skip
    """B-298: with an account or without one; histories name no teller."""
    round_table()
    lead = person_as("partner", partner="homes")
    sent = visit("/tell/", who=lead, post={"words": WORDS, "for_": ["partnership"],
                                           "from_partner": "on"})  # fmt: skip
    story = Story.objects.get()
    done = visit(f"/tell/{story.slug}/send/", who=lead, post={"sent": 1})
    assert (sent.status, done.goes_to) == (302, f"/tell/{story.slug}/")
    story.refresh_from_db()
    assert (story.by, story.state, story.partner.slug) == (lead, "published", "homes")
    assert "Denise asked me" in visit("/tell/mine/", who=lead)
    assert "You have told nothing" in visit("/tell/mine/", who="resident")
    visit("/tell/", who=lead, post={"words": "Unnamed", "unnamed": "on", "keep": "1"})
    assert Story.objects.latest("pk").by is None
    assert "Unnamed" not in visit("/tell/mine/", who=lead)
    steps = Step.objects.filter(about__startswith="story:")
    assert steps.count() >= 3
    assert not steps.exclude(by=None, role="", partner=None).exists()
    assert WORDS not in str(list(steps.values()))


def test_other_words_are_used_only_where_the_teller_agrees(browser, tell):
    """P-199: an edit is agreed with who told it, also without an account."""
    _, story = tell(for_=["everyone"])
    acts.send(acts.TELLER, story)
    made = [
        Edition.objects.create(story=story, told={"words": f"Words {n}"}, why="A name is in it",
                               proposed=True, at=story.told)
        for n in (1, 2)
    ]  # fmt: skip
    page = browser(f"/tell/{story.slug}/")
    assert "Other words were proposed to you Why: A name is in it" in page
    browser(f"/tell/{story.slug}/words/{made[0].pk}/", no="1")
    story.refresh_from_db()
    assert story.words == WORDS
    browser(f"/tell/{story.slug}/words/{made[1].pk}/", yes="1")
    story.refresh_from_db()
    assert story.words == "Words 2"


def test_a_telling_can_be_about_something_its_teller_may_know_of(browser, tell):
    other = story_of("The walking group")
    assert "It is about: The walking group" in browser(f"/tell/?about={other.key}")
    hidden = story_of("Hidden", to=())
    assert "Hidden" not in browser(f"/tell/?about={hidden.key}")
    _, story = tell(about=other.key)
    assert story.about == other.key
    _, story = tell(about=hidden.key)
    assert story.about == ""


def test_what_nobody_can_come_back_to_is_removed_after_a_day(browser, tell):
    _, lost = tell()
    kept = acts.begin(acts.TELLER, {"words": "with code words"})
    acts.new_code(kept)
    Story.objects.update(told="2020-01-01T00:00Z")
    tell()
    assert set(Story.objects.values_list("words", flat=True)) == {WORDS, "with code words"}
    assert not Story.objects.filter(pk=lost.pk).exists()


def test_AT_a_hundred_thousand_characters_and_script_are_shown_as_words(browser, tell):
    """AT_ section 8: plain text; and too much is said before anything is lost."""
    long = "<script>alert(1)</script> =1+1 " + "å" * 100_000
    page, story = tell(words=long, title="\u202egnp.exe\x00 <b>bold</b>",
                       tellers="\u2067<img src=x onerror=a>, =cmd", for_=["everyone"])  # fmt: skip
    assert len(story.words) == len(long)
    assert "<script>alert" not in page.html
    assert "<img src=x" not in page.html
    assert "&lt;b&gt;bold" in page.html
    assert "\u202e" not in page.html
    assert story.title == "gnp.exe <b>bold</b>"
    policy = page.response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    over = browser("/tell/", type="story", words="b" * 200_001)
    assert over.status == 200
    assert "at most 200000 characters" in over
    assert "b" * 200_001 in over.html


def test_AT_an_address_that_is_not_of_the_web_is_refused(browser):
    for told in ("javascript:alert(1)", "data:text/html,x", "http://[::1", "ftp://example.org"):
        page = browser("/tell/", type="story", words="x", source_0_url=told)
        assert page.status == 200, told
        assert "There is a problem" in page


def test_AC_nobody_opens_or_sends_what_another_told(browser, tell, client, visit):
    _, story = tell()
    client.cookies.clear()
    for who in (None, "chair", "administrator", "partner"):
        for part in ("", "look/", "change/", "media/"):
            assert visit(f"/tell/{story.slug}/{part}", who=who).status == 404
        for part in ("send/", "back/", "code/", "words/1/", "grow/", "media/1/"):
            assert visit(f"/tell/{story.slug}/{part}", who=who, post={"a": 1}).status == 404
    story.refresh_from_db()
    assert story.state == "draft"
