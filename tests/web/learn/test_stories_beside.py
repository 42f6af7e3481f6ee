"""What people tell beside figures, what changed and so what, what was learnt, what is hard."""

import datetime

import pytest
from django.conf import settings

from tests.web.agree.making import board_of, by_of, decision_of
from tests.web.learn.making import practice_of, story_of
from tilth.ground.errors import AgreementError
from tilth.web.agree.models import Role
from tilth.web.agree.standing import Standing
from tilth.web.learn.actions import noticing
from tilth.web.learn.actions import talk as talking
from tilth.web.learn.models import Story, Transplant
from tilth.web.learn.named import key_of
from tilth.web.learn.stories.beside import beside

pytestmark = pytest.mark.django_db
FIGURE = "inactive_adults"


@pytest.fixture
def somebody(person_as, table):
    return lambda slug="homes", role="partner": person_as(
        role, email=f"{role}.{slug}@example.org", partner=slug
    )


def test_P_200_what_it_is_like_stands_beside_the_figure_and_the_area(visit, demo_place, somebody):
    """P-200: stories and survey answers beside an indicator, for those who may read them."""
    area = "GRM-OPLD"
    one = story_of("Too tired to walk", indicators=[FIGURE], area=area, to=("partnership",))
    story_of("An answer", type="answers", indicators=["other", FIGURE])
    story_of("Of another figure", indicators=["inactive_adults_two"])
    hidden = story_of("For a link worker", indicators=[FIGURE], area=area, to=("worker",))
    page = visit(f"/see/indicators/{FIGURE}/neighbourhood/", who="analyst", place=demo_place)
    assert "What it is like" in page
    assert "Too tired to walk" in page
    assert "Answers to our questions An answer" in page
    assert "Of another figure" not in page
    assert hidden.title not in page
    assert f"/learn/stories/{one.slug}/" in page.links
    page = visit(f"/see/areas/{area}/", who="analyst", place=demo_place)
    assert "What people tell of" in page
    assert "Too tired to walk" in page


def test_AC_what_is_told_beside_a_figure_is_for_those_who_may_read_it(rf, person_as):
    """P-200."""
    story_of("Within", indicators=[FIGURE], to=("partnership",))
    story_of("Open", indicators=[FIGURE], area="GRM-OPLD")
    titles = {}
    for role in ("analyst", "resident"):
        request = rf.get("/")
        request.user, request.session = person_as(role), {}
        request.place = settings.PLACE
        told = beside(request, indicator=FIGURE)
        titles[role] = [one["title"] for one in told["stories"]]
        assert told["told"] == len(titles[role])
    assert titles == {"analyst": ["Open", "Within"], "resident": ["Open"]}


def test_a_teller_or_a_keeper_says_to_which_figure_a_story_speaks(visit, person_as, somebody):
    teller = person_as("resident")
    one = story_of(by=teller)
    at = f"/learn/stories/{one.slug}/"
    page = visit(f"{at}speaks/", who=teller, post={"indicators": [FIGURE]})
    assert page.goes_to == at
    one.refresh_from_db()
    assert one.indicators == [FIGURE]
    page = visit(at, who=None)
    assert "Figures it speaks to" in page
    assert not [at for at in page.links if at.startswith("/see/indicators/")]
    assert "not one of the available choices" in visit(
        f"{at}speaks/", who=teller, post={"indicators": ["nothing"]}
    )
    stranger = Standing.for_by(by_of(somebody()))
    with pytest.raises(AgreementError, match="Only its teller"):
        noticing.speaks_to(stranger, one, [FIGURE], [FIGURE])
    keeper = somebody("council", "secretariat")
    visit(f"{at}speaks/", who=keeper, post={})
    one.refresh_from_db()
    assert one.indicators == []


def test_B_274_B_275_B_060_B_173_an_update_says_so_what_and_is_challenged(visit, somebody, table):
    """B-274, B-275, B-060, B-173: so what, learnt, speed, depth and what there is to see."""
    decision_of(board_of(), table["homes"], title="Warm rooms")
    sent = {
        "about": "D-001", "title": "Warm rooms, month three", "words": "Nine rooms opened.",
        "so_what": "Forty people were not alone.", "learnt": "Soup matters more than posters.",
        "speed": "Within six weeks", "depth": "Neighbours run two of them now",
        "visible": "A light in the library window", "area": "", "everyone": "partnership",
    }  # fmt: skip
    page = visit("/learn/changes/new/", who=somebody(), post=sent | {"so_what": ""})
    assert "There is a problem" in page
    assert "Nine rooms opened." in page
    page = visit("/learn/changes/new/", who=somebody(), post=sent | {"about": "D-999"})
    assert "nothing by that name" in page
    made = visit("/learn/changes/new/", who=somebody(), post=sent)
    one = Story.objects.get(type="update")
    assert made.goes_to == f"/learn/stories/{one.slug}/"
    assert (one.state, one.about, one.partner) == ("published", "decision:D-001", table["homes"])
    story = visit(f"/learn/stories/{one.slug}/", who=somebody("club"))
    for ask in ("So what?", "What we have learnt", "How quickly things changed",
                "How deep the change goes", "What there is to see locally"):  # fmt: skip
        assert ask in story
    assert "Forty people were not alone." in story
    challenge, _ = talking.say(
        Standing.for_by(by_of(somebody("club"))), one.key, type="so what", words="For how long?"
    )
    changes = visit("/learn/changes/", who=somebody("council"))
    assert "For how long? No answer yet." in changes
    assert "A light in the library window" in changes
    talking.say(Standing.for_by(by_of(somebody())), one.key, words="Until April", to=challenge)
    assert "Until April" in visit("/learn/changes/", who=somebody("council"))
    assert "Warm rooms, month three" not in visit("/learn/changes/", who=None)
    assert "Tell what changed" not in visit("/learn/changes/", who=None)
    wide = visit("/learn/changes/new/", who=somebody(), post=sent | {"everyone": "everyone"})
    assert wide.goes_to
    assert Story.objects.filter(type="update", state="sent").count() == 1


def test_B_058_the_learning_log_of_each_system_grows_from_first_to_last(visit, somebody):
    """B-058: cumulative, per system, from updates and from plantings."""
    day = datetime.date
    story_of("Later", answers={"learnt": "Ask twice"}, on=day(2026, 3, 1), type="update")
    first = story_of("First", answers={"learnt": "Listen first"}, on=day(2025, 3, 1))
    story_of("Inside", answers={"learnt": "Only for us"}, to=("partnership",), type="update")
    story_of("Far", answers={"learnt": "Rain helps"}, origin="greenmarch", type="update")
    practice = practice_of()
    Transplant.objects.create(ref="T-001", practice=practice, place="Harrowfold", changed="The day",
                              lessons="Start with the bus", planted=day(2025, 9, 1))  # fmt: skip
    page = visit("/learn/changes/learnt/", who=None)
    order = [
        page.html.index(words) for words in ("Listen first", "Start with the bus", "Ask twice")
    ]
    assert order == sorted(order)
    assert "3 things learnt" in page
    assert "greenmarch: 1 thing learnt" in page
    assert "Only for us" not in page
    assert "Only for us" in visit("/learn/changes/learnt/", who=somebody())
    first.state = "withdrawn"
    first.save()
    assert "Listen first" not in visit("/learn/changes/learnt/", who=None)


def test_B_148_challenges_are_open_to_all_layer_by_layer(visit):
    """B-148: what are the challenges we have identified so far."""
    story_of("One", barriers="Two systems that do not talk", layer="system")
    story_of("Two", barriers="No bus on Sundays", layer="neighbourhood")
    story_of("Three", barriers="Hidden", to=("partnership",))
    page = visit("/learn/challenges/", who=None)
    assert "2 challenges, the newest first" in page
    assert "No bus on Sundays" in page
    assert "Hidden" not in page
    page = visit("/learn/challenges/?layer=system", who=None)
    assert "No bus on Sundays" not in page
    assert "/tell/" in page.links


def test_empty_pages_say_what_to_do(visit):
    for at, words in (
        ("/learn/changes/", "No programme has told what changed yet"),
        ("/learn/changes/learnt/", "Nothing is written down yet"),
        ("/learn/challenges/", "Nobody has told of one yet"),
        ("/learn/people/", "Nobody has been thanked here yet"),
        ("/learn/talk/", "Nobody has said anything yet"),
    ):
        assert words in visit(at, who=None), at


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("d-014", "decision:D-014"),
        (" C 3 ", "commitment:C-003"),
        ("I-4821", "issue:I-04821"),
        ("https://x.org/learn/practices/walks/?x=1", "practice:walks"),
        ("/see/indicators/falls/place/", "indicator:falls"),
        ("/learn/nothing/walks/", ""),
        (f"/learn/practices/{'w' * 80}/", ""),
        ("/learn/ripples/a-map/#ripple-12", "ripple:12"),
        ("/agree/public/decisions/D-002/", "decision:D-002"),
        ("story:abc", "story:abc"),
        ("/see/areas/X/", ""),
        ("whatever else", ""),
    ],
)
def test_what_somebody_types_is_found_as_a_record(typed, key):
    assert key_of(typed) == key


def test_B_025_a_note_becomes_a_story_and_the_page_says_where_it_stands(visit, person_as):
    """B-025: notice, describe, illuminate, seen on the page."""
    teller = person_as("resident")
    one = story_of("", words="The bench is full again", type="field note", state="published",
                   to=(), by=teller)  # fmt: skip
    at = f"/learn/stories/{one.slug}/"
    page = visit(at, who=teller)
    assert "Described (not yet)" in page
    assert "It is a note so far" in page
    visit(f"/tell/{one.slug}/grow/", who=teller, post={})
    page = visit(at, who=teller)
    assert "Described (done)" in page
    assert "It is a note so far" not in page
    Story.objects.filter(pk=one.pk).update(for_everyone=True, state="published")
    assert "Illuminated (done)" in visit(at, who=None)


def test_P_176_who_leads_what_in_their_own_words(visit, somebody, table):
    """P-176: people pages that say who leads what, as they say it themselves."""
    lead, other = somebody("homes", "director"), somebody("club")
    part = Role.objects.create(person=lead, partner=table["homes"], title="Warm homes", leads=True,
                               since=datetime.date(2020, 1, 1))  # fmt: skip
    assert "/learn/people/#leads-h" in visit("/agree/people/", who=other).links
    page = visit("/learn/people/", who=lead)
    assert f"/tell/?about=role%3A{part.pk}" in page.links
    assert visit(f"/tell/?about=role%3A{part.pk}", who=lead).status == 200
    story_of("", words="He is a hero", about=part.key, by=other, to=("partnership",))
    assert "Has not told it in their own words yet" in visit("/learn/people/", who=other)
    story_of("", words="I ring every cold home", about=part.key, by=lead, to=("partnership",))
    page = visit("/learn/people/", who=other)
    assert "Warm homes" in page
    assert "I ring every cold home" in page
    assert "He is a hero" not in page
    assert "I ring every cold home" not in visit("/learn/people/", who=None)
    assert lead.name not in visit("/learn/people/", who=None)
