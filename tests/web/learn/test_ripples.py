"""Ripple maps: begun, added to, drawn, told in words, put right and read by whoever may."""

import datetime
import re
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.web.agree.making import board_of, by_of, decision_of, round_table
from tests.web.learn.making import story_of
from tilth.ground.errors import AgreementError
from tilth.web.agree.models import Link, Step, Tie
from tilth.web.agree.standing import Standing
from tilth.web.house.by import By
from tilth.web.learn.actions import ripples as acts
from tilth.web.learn.models import Pick, Ripple, RippleMap
from tilth.web.learn.ripples.reading import came_of, nodes_of, version

DAY = datetime.date(2025, 3, 2)
LATER = datetime.date(2025, 9, 1)
AT = "/learn/ripples/matchday-moves/"


@pytest.fixture
def chair(person_as):
    """How the chair stands."""
    return Standing.for_by(by_of(person_as("chair")))


@pytest.fixture
def walks(chair):
    """A map with three ripples: one planned, one happy accident, one bad."""
    made = acts.begin(chair, title="Matchday Moves", began=DAY, words="We walked to the ground.")
    first = acts.add(chair, made, "Forty fans came", intended=True, good=True)
    acts.add(chair, made, "Two started a choir", on=LATER, after=first, intended=False, good=True,
             who="fans who live alone", helped="the caretaker")  # fmt: skip
    acts.add(chair, made, "The car park filled up", on=LATER, after=first, intended=False,
             good=False)  # fmt: skip
    return made


def ripple(words):
    return Ripple.objects.get(words=words)


def svg_of(html):
    return re.search(r'<svg [^>]*class="ripples-picture".*?</svg>', html, re.S)[0]


def plain(text):
    import html

    return "".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


def test_P_189_what_nobody_planned_stands_beside_what_was_planned(visit, walks):
    """P-189: unplanned outcomes are kept as data, on the picture, in words and in the file."""
    page = visit(AT, who="chair")
    assert page.headings == ["Matchday Moves"]
    assert "3 ripples. 2 of them nobody planned, of which 1 good. 1 bad." in page
    assert "1.1 Two started a choir 1 September 2025. Not planned. ▲ Good." in page
    assert "For fans who live alone. What helped: the caretaker." in page
    assert "that does not prove what caused it" in page
    drawing = svg_of(page.html)
    assert "<title" in drawing
    assert "<desc" in drawing
    assert "Notplanned" in plain(drawing)
    assert 'stroke-dasharray="9 5"' in drawing
    table = visit(AT[:-1] + ".csv", who="chair")
    assert "1.1,Two started a choir,2025-09-01,no,yes,fans who live alone,the caretaker" in table
    assert visit(AT[:-1] + ".xlsx", who="chair").status == 200
    assert '"number": "1.2"' in visit(AT[:-1] + ".json", who="chair")
    file = visit(AT[:-1] + ".svg", who="chair").response
    assert file.headers["Content-Type"].startswith("image/svg+xml")
    assert plain(svg_of(file.content.decode())) == plain(drawing)
    assert visit(AT[:-1] + ".pdf", who="chair").status == 404


def test_the_picture_and_the_outline_hold_the_same_ripples_in_the_same_order(visit, walks):
    html = visit(AT, who="chair").html
    numbers = re.findall(r"<strong>([\d.]+) ", html)
    drawn = re.findall(r'<tspan x="10" y="24" font-weight="700">([\d.]+) ', svg_of(html))
    assert numbers == drawn == ["1", "1.1", "1.2"]
    words = re.sub(r'<span aria-hidden="true">.*?</span>', "", html)
    told = re.findall(r'<strong>(.*?)</strong> <span class="ripples-told">(.*?)</span>', words)
    assert len(told) == 3
    picture = plain(svg_of(html))
    for words, more in told:
        assert plain(words + more).replace(".", "") in picture.replace(".", "")


def test_B_040_a_happy_accident_is_written_down_in_one_line(visit, walks, chair):
    """B-040: unintended good outcomes, from the first page of ripples, in a line."""
    sent = {"map": "matchday-moves", "words": "The baker gives away bread"}
    page = visit("/learn/ripples/unplanned/", who="chair", post=sent)
    made = ripple("The baker gives away bread")
    assert page.goes_to == f"{AT}#ripple-{made.pk}"
    assert (made.intended, made.good, made.after) == (False, True, None)
    assert "2 good ones nobody planned" in visit("/learn/ripples/", who="chair")
    again = visit("/learn/ripples/unplanned/", who="chair", post={"map": "x", "words": "Kept so"})
    assert again.status == 400
    assert "Kept so" in again.html
    assert visit("/learn/ripples/unplanned/", who="resident", post=sent).status in (302, 403, 404)


def test_a_stranger_reads_only_maps_opened_to_everyone(visit, walks, chair):
    for address in ("", "workshop/", "choosing/", "change/"):
        assert visit(AT + address, who=None).status in (302, 404)
    assert visit(AT, who=None).status == 404
    assert visit(AT[:-1] + ".csv", who=None).status == 404
    assert "Matchday Moves" not in visit("/learn/ripples/", who=None)
    assert "has been opened to everyone yet" in visit("/learn/ripples/", who=None)
    seen = version(walks)
    acts.change_map(chair, walks, {"open_to": "everyone"}, seen=seen)
    page = visit(AT, who=None)
    assert page.status == 200
    assert "Two started a choir" in page
    assert "What happened to this map" not in page
    assert "Add to it" not in page


def test_a_map_is_begun_from_nothing_or_from_a_file(visit, db):
    page = visit("/learn/ripples/new/", who="chair", post={"title": "Kept", "open_to": "everyone"})
    assert page.status == 400
    assert 'value="Kept"' in page.html
    sent = {"title": "Tea", "began": "2025-03-02", "open_to": "everyone"}
    file = SimpleUploadedFile("tea.csv", b"number,words,on\n1,Tea,2025-04-01\n1.1,Cake,soon\n")
    page = visit("/learn/ripples/new/", who="chair", post=sent | {"file": file})
    assert "tea.csv line 3, on: it is not a day. Write it as 2026-03-04." in page
    assert not RippleMap.objects.exists()
    late = SimpleUploadedFile("tea.csv", b"number,words,on\n1,Tea,2999-04-01\n")
    page = visit("/learn/ripples/new/", who="chair", post=sent | {"file": late})
    assert "Tea is still to come" in page
    early = SimpleUploadedFile("tea.csv", b"number,words,on\n1,Tea,2001-04-01\n")
    page = visit("/learn/ripples/new/", who="chair", post=sent | {"file": early})
    assert "lies before all this began" in page
    good = SimpleUploadedFile("t.csv", b"number,words,on\n1,Tea,2025-04-01\n1.1,Cake,2025-04-02\n")
    page = visit("/learn/ripples/new/", who="chair", post=sent | {"file": good})
    assert page.goes_to == "/learn/ripples/tea/workshop/#add-words"
    assert [(one.words, one.after and one.after.words) for one in Ripple.objects.all()] == [
        ("Tea", None), ("Cake", "Tea"),
    ]  # fmt: skip
    visit("/learn/ripples/new/", who="chair", post=sent)
    assert RippleMap.objects.filter(slug="tea-2").exists()
    assert "Begin one" not in visit("/learn/ripples/", who="chair")


def test_the_workshop_adds_moves_changes_and_takes_back_and_refuses_circles(visit, walks):
    choir, fans = ripple("Two started a choir"), ripple("Forty fans came")
    at = f"{AT}workshop/"
    page = visit(f"{at}?at={choir.pk}", who="chair")
    assert "1.1 Two started a choir" in page
    assert "It followed from: Forty fans came" in page
    assert 'accesskey="a"' in page.html
    assert "Hold Alt and press the letter" in page
    sent = {"words": "They sang in the care home", "after": choir.pk, "good": "yes"}
    page = visit(f"{at}add/", who="chair", post=sent)
    home = ripple("They sang in the care home")
    assert page.goes_to == f"{at}?at={home.pk}#add-words"
    assert (home.after_id, home.on, home.intended) == (choir.pk, LATER, None)
    stay = {"words": "Rehearsals moved", "after": choir.pk, "stay": "1"}
    assert f"?at={choir.pk}#" in visit(f"{at}add/", who="chair", post=stay).goes_to
    empty = visit(f"{at}add/", who="chair", post={"words": "", "after": "", "who": "Typed"})
    assert empty.status == 400
    assert "Typed" in empty.html
    late = visit(f"{at}add/", who="chair", post={"words": "Kept", "on": "2999-01-01"})
    assert "This day is still to come." in late
    early = {"words": "Kept", "on": "2025-03-03", "after": choir.pk}
    assert "which came later" in visit(f"{at}add/", who="chair", post=early)
    circle = {"at": fans.pk, "after": home.pk, "seen": version(fans)}
    page = visit(f"{at}move/", who="chair", post=circle)
    assert page.status == 400
    fans.refresh_from_db()
    assert fans.after is None
    filled = ripple("The car park filled up")
    moved = {"at": filled.pk, "after": choir.pk, "seen": version(filled)}
    visit(f"{at}move/", who="chair", post=moved)
    filled.refresh_from_db()
    assert filled.after_id == choir.pk
    told = {"at": filled.pk, "words": "The car park overflowed", "on": "2025-09-02", "good": "no",
            "seen": version(filled)}  # fmt: skip
    assert visit(f"{at}change/", who="chair", post=told).status == 302
    gone = visit(f"{at}take-back/", who="chair", post={"at": choir.pk, "seen": version(choir)})
    assert "Move or take back what followed first" in gone
    back = {"at": filled.pk, "seen": version(filled)}
    assert f"?at={choir.pk}#" in visit(f"{at}take-back/", who="chair", post=back).goes_to
    assert "The car park overflowed" not in visit(at, who="chair")
    assert visit(f"{at}nothing/", who="chair", post={}).status == 404


def test_two_browsers_at_once_do_not_overwrite_each_other(visit, walks, chair):
    choir = ripple("Two started a choir")
    seen = version(choir)
    told = {"at": choir.pk, "on": "2025-09-01", "seen": seen}
    visit(f"{AT}workshop/change/", who="chair", post=told | {"words": "Four started a choir"})
    page = visit(f"{AT}workshop/change/", who="secretariat", post=told | {"words": "Mine"})
    assert page.status == 400
    assert "Somebody changed this meanwhile" in page
    assert "Four started a choir" in page
    assert 'value="Mine"' in page.html
    now = re.search(r'name="seen" value="(\d+)"', page.html)[1]
    sent = told | {"words": "Mine", "seen": now}
    assert visit(f"{AT}workshop/change/", who="secretariat", post=sent).status == 302
    acts.take_back(chair, ripple("Mine"), seen=version(choir))
    page = visit(f"{AT}workshop/change/", who="secretariat", post=sent | {"words": "Not lost"})
    assert "took it off this map meanwhile" in page
    assert 'value="Not lost"' in page.html
    with pytest.raises(AgreementError, match="changed this meanwhile"):
        acts.change_map(chair, walks, {"title": "x"}, seen=0)


def test_what_was_done_is_undone_but_never_into_a_circle(visit, walks, chair):
    fans, choir = ripple("Forty fans came"), ripple("Two started a choir")
    acts.move(chair, choir, None, seen=version(choir))
    acts.change(chair, fans, {"on": LATER}, seen=version(fans))
    acts.move(chair, fans, choir, seen=version(fans))
    moved = Step.objects.filter(about=choir.key, act="moved").get()
    with pytest.raises(AgreementError, match="follow from itself"):
        acts.undo(chair, walks, moved)
    choir.refresh_from_db()
    assert choir.after is None
    last = Step.objects.filter(about=fans.key, act="moved").get()
    assert "Undo" in visit(AT, who="chair")
    assert visit(f"{AT}undo/{last.pk}/", who="chair", post={}).goes_to == f"{AT}#history-h"
    fans.refresh_from_db()
    assert fans.after is None
    car = ripple("The car park filled up")
    acts.take_back(chair, car, seen=version(car))
    step = Step.objects.filter(about=car.key).last()
    acts.undo(chair, walks, step)
    assert car.pk in {one.key for one in nodes_of(walks)}
    with pytest.raises(AgreementError):
        acts.undo(chair, walks, step)
    other = acts.begin(chair, title="Other", began=DAY)
    assert visit(f"{AT}undo/{Step.objects.filter(about=other.key).first().pk}/", who="chair",
                 post={}).status == 404  # fmt: skip


def test_links_lead_only_to_what_the_reader_may_read(visit, walks, chair, person_as):
    choir = ripple("Two started a choir")
    story = story_of("Denise sings again", to=("everyone",))
    partners = round_table()
    decision = decision_of(board_of(), partners["club"], stage="draft")
    at = f"{AT}workshop/"
    page = visit(f"{at}?at={choir.pk}&do=link", who="chair")
    assert "Story: Denise sings again" in page
    for told in ({"chosen": story.key}, {"named": "d-001"}, {"named": "nowhere"},
                 {"named": "/see/indicators/inactive_adults/place/"}):  # fmt: skip
        visit(f"{at}link/", who="chair", post={"at": choir.pk} | told)
    visit(f"{at}link/", who="chair", post={"at": choir.pk, "chosen": story.key})
    assert Link.objects.filter(one=choir.key).count() == 3
    page = visit(AT, who="chair")
    assert "Denise sings again" in page
    assert decision.title in page
    assert "/see/indicators/inactive_adults/place/" in page.links
    acts.change_map(chair, walks, {"open_to": "everyone"}, seen=version(walks))
    page = visit(AT, who=None)
    assert "Denise sings again" in page
    assert decision.title not in page
    story.state, story.title = "withdrawn", ""
    story.save()
    assert "Denise" not in visit(AT, who="chair").html
    number = Link.objects.filter(one=choir.key).last().pk
    visit(f"{at}unlink/", who="chair", post={"at": choir.pk, "number": number})
    assert Link.objects.filter(one=choir.key, removed=False).count() == 2


def test_each_voice_picks_one_change_with_a_reason_and_may_pick_again(visit, walks, person_as):
    choir, car = ripple("Two started a choir"), ripple("The car park filled up")
    at = f"{AT}choosing/"
    pick = {"which": "most", "ripple": choir.pk, "reason": "Lonely people sing", "person": ""}
    assert "This round is not open" in visit(f"{at}pick/", who="chair", post=pick)
    visit(f"{at}round/", who="chair", post={"which": "most"})
    page = visit(f"{at}pick/", who="chair", post=pick | {"reason": ""})
    assert page.status == 400
    visit(f"{at}pick/", who="chair", post=pick)
    visit(f"{at}pick/", who="chair", post=pick | {"reason": "They sing, weekly"})
    green = {"person": "Green  3", "ripple": car.pk, "reason": "Neighbours are cross"}
    visit(f"{at}pick/", who="chair", post=pick | green)
    page = visit(at, who="secretariat")
    assert Pick.objects.count() == 2
    assert "A tie: 1 of 2 chose each of “Two started a choir” and “The car park" in page
    assert "They sing, weekly (Chair)" in page
    assert "Neighbours are cross (Green 3)" in page
    visit(f"{at}pick/", who="chair", post=pick | {"person": "Green 3", "reason": "It grew"})
    assert "2 of 2 chose “Two started a choir”." in visit(AT, who="chair")
    kept = " ".join(Step.objects.values_list("words", flat=True))
    assert "It grew" not in kept
    RippleMap.objects.update(open_to="everyone")
    page = visit(AT, who=None)
    assert "They sing, weekly" in page
    assert "Green 3" not in page
    mine = Pick.objects.get(by=person_as("chair"))
    page = visit(f"{at}unpick/", who="secretariat", post={"number": mine.pk})
    assert "Only whoever made a pick can take it back" in page
    visit(f"{at}unpick/", who="chair", post={"number": mine.pk})
    visit(f"{at}round/", who="chair", post={"which": ""})
    assert Pick.objects.count() == 1
    assert "The one voice so far chose “Two started a choir”." in visit(at, who="chair")


def test_a_reader_who_may_not_speak_sees_no_forms_and_can_send_nothing(visit, walks, person_as):
    page = visit(AT, who="administrator")
    assert "Add to it together" not in page
    standing = Standing.for_by(by_of(person_as("administrator"), role="administrator"))
    with pytest.raises(AgreementError, match="works with the place"):
        acts.add(standing, walks, "x")


def test_the_records_hold_one_pick_of_a_person_or_a_name_in_a_round(walks, person_as):
    """What is sent at once meets the lock of the map, and behind it the rule of the records."""
    choir = ripple("Two started a choir")
    for whose in ({"by": person_as("chair")}, {"name": "Green 3"}):
        told = {"map": walks, "ripple": choir, "which": "most", "reason": "x", **whose}
        Pick.objects.create(**told, at=timezone.now())
        with pytest.raises(IntegrityError), transaction.atomic():
            Pick.objects.create(**told, at=timezone.now())
        Pick.objects.create(**told | {"which": "least"}, at=timezone.now())


def test_a_record_tells_which_maps_came_of_it_and_words_are_never_markup(visit, chair, walks):
    story = story_of("Denise sings again")
    acts.link(chair, ripple("Two started a choir"), story.key)
    told = [{"title": "Matchday Moves", "address": AT}]
    assert came_of(story.key, chair) == told
    assert came_of(story.key, Standing(By("x", ""), None)) == []
    acts.change_map(chair, walks, {"about": "practice:walks"}, seen=version(walks))
    assert came_of("practice:walks", chair) == told
    acts.add(chair, walks, "<script>alert(1)</script> & \x01\u202e=1+1", who="</svg>")
    page = visit(AT, who="chair")
    assert "<script>alert" not in page.html
    file = visit(AT[:-1] + ".svg", who="chair").response.content
    ElementTree.fromstring(file)
    assert "'=1" not in visit(AT[:-1] + ".csv", who="chair")


def test_a_map_is_renamed_and_opened_on_its_own_page_and_never_over_somebody_else(visit, walks):
    round_table()
    page = visit(f"{AT}change/", who="chair")
    assert 'value="Matchday Moves"' in page.html
    seen = re.search(r'name="seen" value="(\d+)"', page.html)[1]
    sent = {"title": "Walks", "began": "2025-03-01", "open_to": "everyone", "area": "",
            "about": "/learn/practices/walks/", "partners": ["homes"], "seen": seen}  # fmt: skip
    wrong = visit(f"{AT}change/", who="chair", post=sent | {"about": "nowhere", "title": "Kept"})
    assert "Give an address on this site" in wrong
    assert 'value="Kept"' in wrong.html
    late = visit(f"{AT}change/", who="chair", post=sent | {"began": "2025-06-01"})
    assert "lies before all this began" in late
    assert visit(f"{AT}change/", who="chair", post=sent).goes_to == AT
    walks.refresh_from_db()
    assert (walks.title, walks.about, walks.open_to) == ("Walks", "practice:walks", "everyone")
    assert [one.slug for one in walks.partners.all()] == ["homes"]
    again = visit(f"{AT}change/", who="secretariat", post=sent | {"title": "Other"})
    assert "Somebody changed this meanwhile" in again


def test_a_tie_is_linked_by_the_names_of_its_two_partners_alone(visit, walks, chair):
    choir, partners = ripple("Two started a choir"), round_table()
    told = {"on": DAY, "trust": 2, "words": "They never ring"}
    for one, other in (("homes", "club"), ("club", "homes")):
        tie = Tie.objects.create(one=partners[one].key, other=partners[other].key, **told)
    page = visit(f"{AT}workshop/?at={choir.pk}&do=link", who="chair")
    assert "Tie: Club Community Trust and Together Homes" in page
    visit(f"{AT}workshop/link/", who="chair", post={"at": choir.pk, "chosen": tie.key})
    acts.change_map(chair, walks, {"open_to": "everyone"}, seen=version(walks))
    page = visit(AT, who="chair")
    assert "The tie between Club Community Trust and Together Homes" in page
    assert "They never ring" not in page
    assert "The tie between" not in visit(AT, who=None)
    Tie.objects.all().delete()
    assert "The tie between" not in visit(AT, who="chair")
