"""Gatherings: planned, booked, held, written up; seasons, calls, sessions and invitations."""

import datetime

import icalendar
import pytest
from django.core import mail
from django.utils import timezone

from tests.web.agree.making import by_of
from tests.web.learn.making import practice_of, story_of
from tilth.ground.errors import AgreementError
from tilth.web.agree.models import Commitment, Partner, Step
from tilth.web.agree.standing import Standing
from tilth.web.learn.actions import gatherings as act
from tilth.web.learn.actions import inviting
from tilth.web.learn.models import Code, Comment, Gathering, Indexed

HERE = "/learn/gatherings/"


def soon(days=7, hours=10):
    day = timezone.localtime() + datetime.timedelta(days=days)
    return day.replace(hour=hours, minute=0, second=0, microsecond=0)


def planned(standing, title="Walk and talk", *, days=7, type="workshop", **told):
    told = {"begins": soon(days), "ends": soon(days, 12), "open_to": "everyone", **told}
    return act.plan(standing, title=title, type=type, **told)


def sent(**told):
    plan = {"type": "webinar", "title": "What damp does", "words": "For all", "where": "Online"}
    plan |= {"on": f"{soon():%Y-%m-%d}", "starts": "10:00", "until": "", "finishes": "11:30"}
    plan |= {"join": "https://meet.example.org/damp", "most": "", "season": "", "about": ""}
    return plan | {"asks": "", "rules": "", "area": "", "open_to": "everyone"} | told


def test_B_289_P_206_an_event_has_a_link_to_join_notes_topics_and_stories(visit, someone):
    who = someone("homes")
    assert "Nothing is planned" in visit(HERE, who=None)
    page = visit(f"{HERE}new/", who=who, post=sent())
    assert page.goes_to == f"{HERE}what-damp-does/"
    at = page.goes_to
    topic = Code.objects.create(slug="warm-homes", type="theme", name="Warm homes")
    story, hidden = story_of("The mould came back"), story_of("Between us", to=("partnership",))
    for said in ({"chosen": topic.key}, {"pasted": f"https://x.org/learn/stories/{story.slug}/"},
                 {"pasted": f"/learn/stories/{hidden.slug}/"}):  # fmt: skip
        assert visit(f"{at}link/", who=who, post=said).goes_to == at
    page = visit(f"{at}link/", who=who, post={"pasted": "/learn/stories/none-such/"})
    assert "We know of no such page." in page
    assert 'value="/learn/stories/none-such/"' in page.html
    page = visit(at, who=None)
    assert "A webinar." in page
    assert "https://meet.example.org/damp" in page
    assert "Topic: Warm homes" in page
    assert "Story: The mould came back" in page
    assert "Between us" not in page
    assert "Between us" in visit(at, who=who)
    assert "What happened" not in page
    assert "What damp does" in visit(f"{HERE}?type=webinar", who=None)
    assert visit(f"{HERE}?type=party", who=None).status == 404
    assert Indexed.objects.filter(key="gathering:what-damp-does").exists()
    one = Gathering.objects.get()
    assert (one.host.slug, timezone.localtime(one.ends).hour) == ("homes", 11)


def test_P_206_the_calendar_file_opens_elsewhere_and_hears_of_changes(visit, stands):
    homes = stands("homes")
    one = planned(homes, words="Bring shoes\r\nand water")
    days = {"begins": soon().replace(hour=0), "ends": soon(40).replace(hour=23, minute=59)}
    season = planned(homes, "Open gardens", type="open garden", **days)
    planned(homes, "Only us", open_to="partnership")
    made = icalendar.Calendar.from_ical(visit(f"{HERE}calendar.ics", who=None).html)
    events = {str(each["summary"]): each for each in made.walk("VEVENT")}
    assert set(events) == {"Walk and talk", "Open gardens"}
    assert events["Open gardens"]["dtstart"].dt == timezone.localtime(season.begins).date()
    over = timezone.localtime(season.ends).date() + datetime.timedelta(days=1)
    assert events["Open gardens"]["dtend"].dt == over
    assert events["Walk and talk"]["dtstart"].dt == one.begins
    assert (events["Walk and talk"]["sequence"], events["Walk and talk"]["status"]) == (
        0,
        "CONFIRMED",
    )
    act.change(homes, one, begins=soon(8), ends=soon(8, 12))
    act.call_off(homes, one, "Storm")
    page = visit(f"{HERE}{one.slug}/calendar.ics", who=None)
    (event,) = icalendar.Calendar.from_ical(page.html).walk("VEVENT")
    assert (event["sequence"], event["status"]) == (2, "CANCELLED")
    assert "Storm" in str(event["description"])
    assert visit(f"{HERE}only-us/calendar.ics", who=None).status == 404


def test_only_hosts_and_keepers_change_or_call_off_and_it_can_be_put_back(visit, stands, someone):
    one = planned(stands("homes"))
    at = f"{HERE}{one.slug}/"
    for what in ("change/", "call-off/", "put-back/"):
        assert visit(f"{at}{what}", who=None, post={}).status in (302, 403, 404)
    assert visit(f"{at}change/", who=someone("club")).status == 404
    with pytest.raises(AgreementError, match="Only who hosts it"):
        act.call_off(stands("club"), one, "We do not like it")
    with pytest.raises(AgreementError, match="why it is called off"):
        act.call_off(stands("homes"), one, " ")
    visit(f"{at}call-off/", who=someone("homes"), post={"why": "The hall is flooded"})
    page = visit(at, who=None)
    assert "Called off. The hall is flooded" in page
    with pytest.raises(AgreementError, match="already"):
        act.call_off(stands("homes"), one, "Again")
    assert "It will be held." in visit(
        f"{at}put-back/", who=someone("none", "chair"), post={}, follow=True
    )
    assert "Called off" not in visit(at, who=None)
    page = visit(f"{at}change/", who=someone("homes"))
    assert 'value="Walk and talk"' in page.html
    page = visit(f"{at}change/", who=someone("homes"), post=sent(until="2020-01-01"))
    assert "It is before the first day." in page
    visit(f"{at}change/", who=someone("homes"), post=sent(title="Walk on", type="workshop"))
    assert "Walk on" in visit(at, who=None)
    with pytest.raises(AgreementError, match="ends before it begins"):
        planned(stands("homes"), ends=soon(1))


def test_P_126_a_workshop_keeps_who_came_notes_themes_and_actions(visit, stands, someone, table):
    """P-126: participants as organisations, notes, themes, and actions that are promises."""
    one = planned(stands("homes"), asks="what_matters", days=-1)
    at, who = f"{HERE}{one.slug}/", someone("homes")
    page = visit(at, who=who)
    assert "What matters most to you?" in page
    write = {"version": str(act.version_of(one)), "partners": ["homes", "club"]}
    write |= {"others": "Bowls club; Harrowfold\nScouts", "notes": "Damp comes first <b>now</b>"}
    write |= {"themes": "Damp\nBuses", "outputs": "A list of homes", "q-matters": "Warm rooms"}
    assert visit(f"{at}write-up/", who=who, post=write).goes_to == at
    page = visit(at, who=None)
    for words in ("Together Homes", "Bowls club ( Harrowfold )", "Scouts", "Buses",
                  "A list of homes", "Damp comes first &lt;b&gt;now", "Warm rooms"):  # fmt: skip
        assert words.replace("( ", "(").replace(" )", ")") in (
            page.html if "&lt;" in words else page
        ), words
    late = write | {"notes": "Mine is older"}
    page = visit(f"{at}write-up/", who=who, post=late)
    assert "Somebody changed it meanwhile" in page
    assert ">Mine is older</textarea>" in page.html
    assert "Damp comes first" in page
    answer = f"/tell/answer/what_matters/?about=gathering%3A{one.slug}"
    assert f'href="{answer}"' in visit(at, who=None).html
    story_of("The mould came back", about=one.key)
    assert "Stories told of it The mould came back" in visit(at, who=None)
    promise = {"partner": "homes", "words": "Mend ten homes by May", "due": ""}
    assert visit(f"{at}promise/", who=who, post=promise).goes_to == at
    made = Commitment.objects.get()
    assert (made.made_by.slug, made.public) == ("homes", True)
    assert "Mend ten homes by May" in visit(at, who=who)
    assert "Select a valid choice" in visit(
        f"{at}promise/", who=who, post=promise | {"partner": "club"}
    )
    assert Commitment.objects.count() == 1


def test_words_of_a_gathering_that_may_name_somebody_stay_out_of_its_history(stands):
    one = planned(stands("homes"))
    came = [{"name": "Canary Person"}]
    act.write_up(stands("homes"), one, notes="Canary said so", came=came, home="Canary")
    act.engage(stands("homes"), one, who="Canary club", number=3, how="Canary walk")
    act.book(stands("homes"), one, people=2, name="Canary band", today=datetime.date(2020, 1, 1))
    one.refresh_from_db()
    assert one.notes == "Canary said so"
    for step in Step.objects.filter(about=one.key):
        assert "Canary" not in f"{step.words}{step.before}{step.after}"
    act.write_up(stands("homes"), one, notes="", came=[], home="")
    one.refresh_from_db()
    assert one.came == []


def test_P_134_who_was_engaged_how_many_and_how_is_recorded_and_few_are_never_told(
    visit, stands, someone
):
    """P-134: engagement, all told on one page and as a file."""
    at = f"{HERE}{planned(stands('homes')).slug}/"
    assert "Nobody has written it down yet" in visit(f"{HERE}engaged/", who=None)
    who = someone("homes")
    for row in (("young carers", "5", "cameras"), ("tenants", "43", "a walk"), ("cooks", "", "")):
        post = dict(zip(("who", "number", "how"), row, strict=True))
        assert visit(f"{at}engaged/", who=who, post=post).goes_to == at
    for page in (visit(at, who=None), visit(at, who=who), visit(f"{HERE}engaged/", who=None)):
        assert "young carers fewer than 8 cameras" in page
        assert "tenants about 45 a walk" in page
        assert "cooks not counted" in page
    assert "fewer than 8" in visit(f"{HERE}engaged.csv", who=None)
    assert visit(f"{HERE}engaged.exe", who=None).status == 404
    assert "Enter a whole number" in visit(
        f"{at}engaged/", who=who, post={"who": "x", "number": "a"}
    )
    visit(f"{at}engaged/2/take-out/", who=who, post={})
    assert "tenants" not in visit(at, who=None)


def test_B_096_a_large_conversation_invites_partners_has_themes_and_outputs(
    visit, stands, someone, table
):
    """B-096: convened, invited, themes and outputs; one letter each and never two a day."""
    Partner.objects.filter(slug__in=("club", "council")).update(email="them@example.org")
    one = planned(stands("homes"), "Big talk on damp", type="big conversation",
                  join="https://meet.example.org/big", where="Town hall")  # fmt: skip
    at, who = f"{HERE}{one.slug}/", someone("homes")
    assert "Club Community Trust" in visit(at, who=who)
    page = visit(f"{at}invite/", who=who, post={"partners": ["club", "charities"]}, follow=True)
    assert "1 letter sent." in page
    assert "Circle of Small Charities has no email address here yet." in page
    (letter,) = mail.outbox
    assert "You are invited: Big talk on damp" in letter.subject
    for words in ("Together Homes invites you", "Town hall", "https://meet.example.org/big", at):
        assert words in letter.body
    assert "invited to it less than three days ago" in visit(
        f"{at}invite/", who=who, post={"partners": ["club"]}, follow=True
    )
    other = planned(stands("homes"), "Second talk", type="big conversation")
    with pytest.raises(AgreementError, match="within a day"):
        inviting.invite(stands("homes"), other, table["club"], site="", place="Here")
    assert visit(f"{at}invite/", who=someone("council"), post={"partners": ["council"]},
                 follow=True).html.count("Only who hosts it") == 1  # fmt: skip
    assert len(mail.outbox) == 1
    act.write_up(stands("homes"), one, themes=["Damp"], outputs=["A list of homes"])
    page = visit(at, who=None)
    assert "Themes Damp" in page
    assert "What came of it A list of homes" in page


def test_a_letter_that_the_mail_server_does_not_take_counts_as_gone(stands, table, monkeypatch):
    Partner.objects.filter(slug="club").update(email="them@example.org")
    one = planned(stands("homes"))
    table["club"].refresh_from_db()

    def away(self):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    assert not inviting.invite(stands("homes"), one, table["club"], site="", place="Here")
    assert Step.objects.filter(act=inviting.NOT_SENT).exists()
    with pytest.raises(AgreementError, match="three days"):
        inviting.invite(stands("homes"), one, table["club"], site="", place="Here")


def test_B_279_a_call_for_stories_closes_and_shows_what_came(visit, stands):
    """B-279: leads to telling, counts what its reader may see."""
    call = planned(stands("homes"), "Tell us of warmth", type="call",
                   begins=soon(-3), ends=soon(20))  # fmt: skip
    at = f"{HERE}{call.slug}/"
    assert "No story that you may read has come yet." in visit(at, who=None)
    story_of("Warm at last", about=call.key)
    story_of("For us", to=("partnership",), about=call.key)
    story_of("Not sent yet", about=call.key, state="draft")
    page = visit(at, who=None)
    assert "/tell/?about=gathering%3Atell-us-of-warmth" in page.html
    assert "1 story that you may read. Warm at last" in page
    assert "2 stories that you may read." in visit(at, who="analyst")
    Gathering.objects.update(begins=soon(-9), ends=soon(-2))
    page = visit(at, who=None)
    assert "/tell/?about" not in page.html
    assert "(over)" in page


def test_B_274_B_276_a_learning_session_gathers_updates_and_asks_so_what(visit, stands):
    """B-276: joint learning; B-274: every update of the half year can be asked so what."""
    one = planned(stands("homes"), "What we learned", type="learning session")
    at = f"{HERE}{one.slug}/"
    assert "No programme has told an update" in visit(at, who=None)
    update = story_of("Forty homes are warm", type="update")
    story_of("Long ago", type="update", told=soon(-400))
    story_of("Only us", type="update", to=("partnership",))
    said = {"about": update.key, "state": "published", "at": timezone.now()}
    Comment.objects.create(type="so what", words="For whom?", looked=True, **said)
    Comment.objects.create(type="thanks", words="Thanks", looked=True, **said)
    page = visit(at, who=None)
    assert "Forty homes are warm" in page
    assert "asked “so what?” once" in page
    at_story = f"/learn/talk/about/{update.key}/"
    assert f'action="{at_story}"' in page.html
    visit(at_story, who="partner", post={"type": "so what", "words": "Who is still cold?"})
    Comment.objects.update(state="published")  # the secretariat looked at it
    assert "asked “so what?” 2 times" in visit(at, who="partner")
    assert "Long ago" not in page
    assert "Only us" not in page


def test_B_280_B_281_places_open_their_work_in_a_season_and_partners_book(
    visit, stands, someone, table
):
    """B-280: a season with its visits; B-281: a visit page, booked by partners up to a number."""
    keeper = stands("none", "chair")
    season = planned(keeper, "Open gardens", type="open garden", begins=soon(0), ends=soon(60))
    at = f"{HERE}{season.slug}/"
    assert "No place has opened yet." in visit(at, who=None)
    new = f"{HERE}new/?season={season.slug}"
    page = visit(new, who=someone("homes"))
    assert "Open your place to visitors" in page
    post = sent(type="visit", title="Our damp team", season=season.slug, most="5")
    where = visit(f"{HERE}new/", who=someone("homes"), post=post).goes_to
    assert "room for 5 more" in visit(at, who=None)
    outside = post | {"on": f"{soon(90):%Y-%m-%d}"}
    assert "outside the days of the season" in visit(
        f"{HERE}new/", who=someone("homes"), post=outside
    )
    assert visit(f"{where}book/", who=someone("club"), post={"people": "3"}).goes_to == where
    page = visit(f"{where}book/", who=someone("council"), post={"people": "3"})
    assert "There is room for 2 more." in page
    visit(f"{where}book/", who=someone("club"), post={"people": "4"})
    assert "room for 1 more" in visit(at, who=None)
    with pytest.raises(AgreementError, match="Only somebody from that partner"):
        act.book(stands("club"), Gathering.objects.get(title="Our damp team"), people=1,
                 partner=table["council"], today=soon().date())  # fmt: skip
    host = {"people": "1", "partner": "", "name": "Harrowfold Council"}
    visit(f"{where}book/", who=someone("homes"), post=host)
    assert "Harrowfold Council: 1" in visit(where, who=None)
    assert ", full" in visit(at, who=None)
    visit(
        f"/learn/talk/about/gathering:{where.split('/')[3]}/",
        who=someone("club"),
        post={"type": "question", "words": "How do you find the homes?"},
    )
    Comment.objects.update(state="published", looked=True)  # the secretariat looked at it
    assert "How do you find the homes?" in visit(where, who=someone("homes"))
    visit(f"{where}book/", who=someone("club"), post={"people": "0"})
    assert "Club Community Trust: 4" not in visit(where, who=None)
    assert f'href="{at}"' in visit(where, who=None).html


def test_a_gathering_of_the_partnership_is_not_there_for_others(visit, stands):
    one = planned(stands("homes"), open_to="partnership")
    at = f"{HERE}{one.slug}/"
    for who in (None, "resident"):
        assert visit(at, who=who).status == 404
        assert "Walk and talk" not in visit(HERE, who=who)
    assert visit(at, who="analyst").status == 200
    assert visit(f"{HERE}new/", who=None).status == 302
    assert visit(f"{HERE}new/", who="resident").status in (403, 404)


def test_a_gathering_is_marked_by_its_own_words_and_never_two_share_an_address(stands):
    names = {planned(stands("homes"), title).slug for title in ("New", "new", "???", "!!!")}
    assert len(names) == 4
    assert not names & {"new", "engaged"}


def test_B_110_ways_to_engage_are_shipped_each_with_its_source(visit, settings):
    """B-110: a library of creative ways; all are loaded, all say where they come from."""
    from tilth.learn.gatherings.ways import Way

    page = visit("/learn/ways/", who=None)
    ways = settings.PLACE.all(Way)
    assert len(ways) >= 7
    for name, way in ways.items():
        assert way.title in page
        one = visit(f"/learn/ways/{name}/", who=None)
        assert way.sources[0].words in one
        assert one.headings == [way.title]
    assert visit("/learn/ways/none_such/", who=None).status == 404


def test_a_practice_and_a_decision_can_be_pasted_by_number(stands):
    from tilth.web.learn.gatherings.about import key_of, told
    from tilth.web.learn.talk.records import as_seen

    practice = practice_of(open_to="partnership")
    assert key_of(f"/learn/practices/{practice.slug}/", stands("homes")) == practice.key
    stranger = Standing(by_of(stands("homes").by.person), None)
    assert told(as_seen(practice, stranger))["kind"] == "Practice"
    for said in ("D-999", "nothing", "/learn/passwords/x/", "story:none", "passage:x"):
        assert key_of(said, stands("homes")) == ""
