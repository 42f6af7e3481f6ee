"""The principles every room holds to: each would be broken by something a test can see."""

import ast

import pytest

from tests.conftest import ROOT
from tests.web.agree.making import DAY, board_of, decision_of
from tests.web.learn.making import practice_of, story_of
from tilth.agree.agreements.template import AgreementTemplate
from tilth.agree.issues.wording import hints
from tilth.ground.errors import AgreementError
from tilth.ground.place import load_folder
from tilth.web.agree.actions import agendas, commitments
from tilth.web.agree.actions.decisions import unready
from tilth.web.agree.meetings.packing import pack_of
from tilth.web.agree.models import Document, Meeting, Turn
from tilth.web.agree.partners.bodies import taken
from tilth.web.learn.actions import transplants

WEB = ROOT / "src" / "tilth" / "web"


def test_P_026_no_decision_opens_before_it_says_for_whom_and_no_front_sheet_is_silent(
    table, stands, settings
):
    """P-026, B-065: every decision, agenda item and plan names the population it is for."""
    board = board_of()
    decision = decision_of(board, table["club"], stage="draft")
    assert "for whom it is" in unready(decision)
    decision.population = "People over 65 in Old Pits"
    assert "for whom it is" not in unready(decision)
    meeting = Meeting.objects.create(body=board, on=DAY)
    item = agendas.add(stands("", "secretariat"), meeting, title="The hall", type="discuss")
    (sheet,) = pack_of(meeting, settings.PLACE).sheets
    assert "For whom" in sheet["missing"]
    item.front = {"population": "Families in Foundry Lane"}
    item.save()
    (sheet,) = pack_of(meeting, settings.PLACE).sheets
    assert ("For whom", "Families in Foundry Lane") in sheet["rows"]
    every = load_folder(AgreementTemplate, ROOT / "src/tilth/definitions/agreements")
    assert all(one.clauses.population for one in every.values())


def test_B_033_nobody_who_works_here_is_counted_ranked_or_watched():
    """B-033, AU: turns are of partners; the record of who did what feeds no page but its own."""
    assert "person" not in {field.name for field in Turn._meta.get_fields()}
    readers = {
        path.relative_to(WEB).as_posix()
        for path in WEB.rglob("*.py")
        if "migrations" not in path.parts and _names(path, "AuditEntry")
    }
    own = ("house/audit/", "house/models/", "house/manage/record.py")
    assert readers
    assert not [path for path in readers if not path.startswith(own)]


def _names(path, name):
    """Whether code of a file uses a name."""
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return any(
        name in (getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "name", ""))
        for node in tree
    )


def test_B_064_the_place_comes_first_in_what_one_reads_and_in_what_one_chooses(visit, settings):
    """B-064: its name heads every page, and layers begin with the one people live in."""
    from tilth.web.see.asking import FIRST

    assert FIRST[:2] == ("neighbourhood", "place")
    for at in ("/", "/agree/public/", "/learn/", "/tell/"):
        page = visit(at, who=None)
        head = page.html.split("<main")[0]
        assert f'<a href="/">{settings.PLACE.name}</a>' in head
        assert page.html.index(settings.PLACE.name) < page.html.index("<main")


def test_B_065_a_promise_that_names_no_people_asks_for_them(table, stands, visit):
    """B-065: people and communities are named in each record, or the record says they are not."""
    told = {"type": "commitment", "words": "Open the hall", "made": DAY, "made_by": table["club"]}
    one = commitments.propose(stands("club"), made_to=table["charities"], **told)
    at = f"/agree/commitments/{one.ref}/"
    assert "Nobody else is named. Are residents part of it?" in visit(at, who="partner")
    commitments.share(stands("club"), one, with_whom="People of Canal Street")
    assert "People of Canal Street" in visit(at, who="partner")


def test_B_070_residents_have_seats_of_their_own_and_tell_without_asking_anybody(
    table, person_as, visit, settings
):
    """B-070: a seat of residents is taken by residents alone; anybody tells without an account."""
    from tilth.web.agree.models import Role

    body = board_of(seats=[{"sector": "residents", "least": 2}])
    one = person_as("resident", email="ann@example.org")
    Role.objects.create(person=one, body=body, title="Resident", since=DAY)
    Role.objects.create(person=one, partner=table["council"], body=body, title="Officer", since=DAY)
    assert sorted(taken(body, DAY)) == ["council", "residents"]
    assert visit("/tell/", who=None).status == 200


def test_B_078_nothing_is_rolled_out_at_a_press_each_planting_is_changed_for_its_place(
    db, table, stands
):
    """B-078: one place at a time, and only with what was changed."""
    practice, standing = practice_of(), stands("club")
    told = {"today": DAY, "layer": "neighbourhood", "spread": "transplant"}
    for words in ("", "   ", practice.what):
        with pytest.raises(AgreementError):
            transplants.plant(standing, practice, place="Larkwell", changed=words, **told)
    planted = transplants.plant(
        standing, practice, place="Larkwell", changed="On Sundays, from the library", **told
    )
    assert practice.plantings.count() == 1
    assert planted.result == "planned"


def test_B_265_a_document_says_how_far_its_writers_are_from_those_who_do_it(table, visit):
    club = table["club"]
    club.layer = "neighbourhood"
    club.save()
    asks = [{"words": "Check every hall", "of": "neighbourhood"}, {"words": "Report", "of": "club"}]
    law = Document.objects.create(slug="halls", title="Halls Act", type="law", asks=asks)
    page = visit("/agree/documents/halls/", who="partner")
    far = "Written in the nation, done in the neighbourhood: 4 layers apart."
    assert f"Check every hall (of every neighbourhood) {far}" in page
    law.written_with.add(club)
    page = visit("/agree/documents/halls/", who="partner")
    assert "Report (of Club Community Trust) Whoever does it wrote it too." in page
    Document.objects.create(slug="note", title="A note", type="paper", asks=asks[:1])
    page = visit("/agree/documents/note/", who="partner")
    assert "layers apart" not in page


def test_B_266_what_is_kept_asks_what_next_and_nothing_is_ever_full(table, stands, visit):
    """B-266: no ceiling to reach; a kept promise leads on to the next step."""
    told = {"type": "commitment", "words": "Open the hall", "made": DAY, "made_by": table["club"]}
    one = commitments.propose(stands("club"), made_to=table["charities"], area="GRM-OPLD", **told)
    at = f"/agree/commitments/{one.ref}/"
    assert "What next?" not in visit(at, who="partner")
    type(one).objects.filter(pk=one.pk).update(state="kept", settled=DAY)
    page = visit(at, who="partner")
    assert "What next? Kept is not the end" in page
    (onwards,) = [a for a in page.links if a.startswith("/agree/commitments/new/?words=After")]
    assert "made_to=charities" in onwards
    assert f"After {one.ref}" in visit(onwards, who=stands("club").by.person).html
    for seen in (page, visit("/agree/commitments/", who="partner")):
        assert "%" not in seen
        assert "<progress" not in seen.html


def test_B_268_guidance_is_a_hint_and_a_start_never_a_condition(table, settings, tmp_path):
    """B-268: hints change no word; a place writes guidance and templates of its own."""
    import shutil

    from tilth.ground.place import Place

    text = "The council always fails us."
    found = hints(text, ["Council"])
    assert found
    assert all(text[one.at : one.at + len(one.found)] == one.found for one in found)
    folder = tmp_path / "place"
    shutil.copytree(settings.PLACE.folder, folder, ignore=shutil.ignore_patterns("store"))
    own = folder / "definitions" / "agreements"
    own.mkdir()
    (own / "street.toml").write_text('title = "A street"\nwhy = "Small."\ntype = "partnership"\n')
    there = Place.open(folder).all(AgreementTemplate)
    assert {"street", "partnership"} <= set(there)


def test_B_270_a_partnership_adopts_principles_from_the_library_in_its_own_words(
    table, visit, person_as
):
    """B-270: the template begins with them, the form shows the library, what is signed is ours."""
    from tilth.learn.coding.frame import frame
    from tilth.web.agree.models import Version

    who = person_as("partner", partner="club", email="club@example.org")
    sent = {"title": "How we work", "body": "", "parties": ["club", "charities"]}
    visit("/agree/agreement/new/partnership/", who=who, post=sent)
    version = Version.objects.get()
    at = f"/agree/agreement/{version.agreement.slug}/"
    assert len(version.clauses["principles"]) == 5
    page = visit(f"{at}edit/", who=who)
    for one in frame().code:
        if one.type == "principle":
            assert one.name.lower() in page
    version.clauses["principles"] = ["We ask before we answer."]
    version.save()
    told = visit(at, who=who)
    assert "What we hold to" in told
    assert "We ask before we answer." in told


def test_B_284_a_seed_without_polish_is_published_and_says_that_it_is_one(db, visit):
    """B-284: no title, one sentence, barely begun: shown as it is, with its badge."""
    one = story_of("", words="We put out two chairs.", growth="seed")
    page = visit(f"/learn/stories/{one.slug}/", who=None)
    assert page.status == 200
    assert "We put out two chairs." in page
    assert "How far it has grown: seed, just begun." in page
