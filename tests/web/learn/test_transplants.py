"""Transplants: only with what was changed; what came of them, honestly; one path to the root."""

import datetime
import re

import pytest

from tests.web.learn.making import practice_of
from tilth.ground.errors import AgreementError
from tilth.web.agree.models import Step
from tilth.web.learn.actions import transplants as acts
from tilth.web.learn.models import Code, Condition, Indexed, Transplant

DAY = datetime.date(2026, 3, 2)
SENT = {"spread": "transplant", "place": "Ashdown", "layer": "neighbourhood", "after": "",
        "changed": "We walk on Sundays, to the market in place of the ground.",
        "kept": "Nobody walks alone", "planted": "", "visit": "",
        "area": "", "system": ""}  # fmt: skip


@pytest.fixture
def walk(table):
    return practice_of(
        "walk", "Walking to the match", place="Gorton", conditions=["trust", "money"]
    )


@pytest.fixture
def plant(walk, stands):
    """plant("Ashdown", by="homes", ...): a planting with a change of its own."""

    def make(place, by="homes", **told):
        told = {"changed": f"In {place} they meet at the library instead", **told}
        return acts.plant(stands(by), walk, place=place, today=DAY, **told)

    return make


def test_B_081_a_transplant_says_what_was_changed(walk, visit, someone):
    """B-081: to another place with lineage, adaptations and result; never a copy."""
    at, homes = "/learn/practices/walk/transplant/", someone("homes")
    for changed in ("", "Nothing", "walk to the ground together"):
        page = visit(at, who=homes, post={**SENT, "changed": changed})
        assert "There is a problem" in page
        assert 'value="Ashdown"' in page.html
        assert not Transplant.objects.exists()
    page = visit(at, who=homes, post=SENT)
    assert page.goes_to == "/learn/transplants/T-001/"
    page = visit(page.goes_to, who=None)
    assert "We walk on Sundays, to the market" in page
    assert "Nobody walks alone" in page
    assert "First place: Gorton → Ashdown" in page
    again = visit(at, who=homes, post={**SENT, "place": "Bexcombe"})
    assert "only repeats what is written already" in again
    assert visit("/learn/practices/walk/transplant/", who=homes).status == 200
    assert Indexed.objects.filter(key="transplant:T-001").exists()


def test_B_020_earlier_adopters_and_their_lessons_come_before_the_form(
    walk, plant, stands, visit, someone
):
    """B-020: earlier adopters of the same practice and their lessons."""
    Code.objects.create(slug="trust", type="condition", name="Trust between people")
    Condition.objects.create(code="trust", on=DAY, state="absent", words="After the cuts")
    first = plant("Ashdown")
    acts.tell(stands("homes"), first, result="failed", came="Nobody came", today=DAY,
              lessons="Ask people first which day they are free")  # fmt: skip
    page = visit("/learn/practices/walk/transplant/", who=someone("club"))
    order = [page.index(words) for words in (
        "Who planted it before", "Ask people first which day", "Trust between people : not there",
        "After the cuts", "What did you change for this place?",
    )]  # fmt: skip
    assert order == sorted(order)
    assert "money : nobody has said" in page
    assert "no button that rolls it out everywhere" in page


def test_P_129_a_failure_is_told_as_large_as_a_success_and_owes_its_lessons(
    plant, stands, visit, someone
):
    """P-129: failures recorded and learnt from as openly as successes; B-137: collated."""
    one, homes = plant("Ashdown"), someone("homes")
    at = "/learn/transplants/T-001/"
    sent = {"result": "failed", "came": "Nobody came after week two", "lessons": "", "ended": ""}
    page = visit(f"{at}tell/", who=homes, post=sent)
    assert "Say what the next should know" in page
    assert "Nobody came after week two" in page
    sent["lessons"] = "Begin with those who walk already"
    assert visit(f"{at}tell/", who=homes, post=sent).goes_to == at
    page = visit(at, who=None)
    assert "Failed: it did not work" in page
    assert "The next place starts further on." in page
    other = plant("Bexcombe")
    acts.tell(stands("homes"), other, result="rooted", came="Every week", lessons="Tea", today=DAY)
    success = visit("/learn/transplants/T-002/", who=None)
    heads = [re.findall(r"<h[1-3]", page_.html) for page_ in (page, success)]
    assert heads[0] == heads[1]
    lessons = visit("/learn/lessons/", who=None)
    assert "Begin with those who walk already" in lessons
    assert "Tea" in lessons
    assert "Tea" not in visit("/learn/lessons/?result=failed", who=None)
    assert "Begin with those" in visit("/learn/lessons.csv", who=None)
    acts.tell(stands("homes"), one, result="snapped back", came="Back as before", lessons="x y z",
              today=DAY, ended=DAY)  # fmt: skip
    assert "Ended 2 March 2026." in visit(at, who=None)


def test_B_027_the_family_has_one_path_and_the_outline_says_what_the_picture_says(
    plant, walk, visit, stands
):
    """B-027: spread tracked across places and systems."""
    first = plant("Ashdown", planted=DAY)
    second = plant("Bexcombe", after=first, system="Greenmarch")
    plant("Copsley", after=second)
    page = visit("/learn/practices/walk/", who=None)
    drawn = re.findall(r"<text [^>]*>([^<]*)</text>", page.html)
    assert drawn == ["First place: Gorton", "Ashdown, 2026: planned",
                     "Bexcombe, Greenmarch: planned", "Copsley: planned"]  # fmt: skip
    outline = page.html.split("The same as a list")[1].split("</div>")[0]
    assert re.findall(r">([^<>]+: planned)</a>", outline) == drawn[1:]
    assert outline.count("<ul>") == outline.count("</ul>") == 4
    assert outline.count("<li>") == outline.count("</li>") == 4
    assert "First place: Gorton → Ashdown → Bexcombe → Copsley" in visit(
        "/learn/transplants/T-003/", who=None
    )
    with pytest.raises(AgreementError, match="taken from something that was taken from it"):
        acts.change(stands("homes"), first, after=second, today=DAY)
    with pytest.raises(AgreementError, match="from itself"):
        acts.change(stands("homes"), first, after=first, today=DAY)
    other = practice_of("other", "Another")
    with pytest.raises(AgreementError, match="a planting of the same practice"):
        acts.plant(stands("homes"), other, place="X", changed="We did it all otherwise",
                   after=first, today=DAY)  # fmt: skip


def test_what_another_system_planted_is_shown_and_told_there(plant, walk, stands, visit, someone):
    carried = Transplant.objects.create(
        ref="T-900", practice=walk, place="Elmstow", origin="greenmarch", changed="On bicycles",
        result="growing",
    )  # fmt: skip
    page = visit("/learn/practices/walk/", who=None)
    assert "Elmstow: growing, told by greenmarch" in page
    with pytest.raises(AgreementError, match="came from another system"):
        acts.tell(stands("", "secretariat"), carried, result="rooted", today=DAY)
    assert visit("/learn/transplants/T-900/edit/", who=someone("club")).status == 404
    assert plant("Ashdown", after=carried).after == carried


def test_P_204_attempted_roll_outs_and_what_became_of_them(plant, stands, visit):
    """P-204: spread record, also of what was rolled out unchanged."""
    empty = visit("/learn/spread/", who=None)
    assert "Nobody has told of an attempt yet." in empty
    one = plant("Ashdown", spread="roll-out", changed="Nothing was changed",
                planted=datetime.date(2022, 4, 1))  # fmt: skip
    acts.tell(stands("homes"), one, result="snapped back", came="It stopped with the money",
              lessons="Ask the place first", today=DAY)  # fmt: skip
    plant("Bexcombe", planted=DAY)
    page = visit("/learn/spread/", who=None)
    assert "1 of them says that nothing was changed for the place." in page
    assert "It stopped with the money" in page
    assert "shares worked out from this table would flatter" in page
    assert "2026 1 2" in page
    page = visit("/learn/spread/?spread=roll-out&result=snapped+back", who=None)
    assert "Walking to the match: Ashdown" in page
    assert "Walking to the match: Bexcombe" not in page
    file = visit("/learn/spread.csv?spread=roll-out", who=None)
    assert "Ask the place first" in file
    assert "Bexcombe" not in file


def test_who_tells_of_a_planting_and_how_it_is_put_right(plant, stands, visit, someone):
    one, at = plant("Ashdown"), "/learn/transplants/T-001/"
    club, homes = someone("club"), someone("homes")
    assert visit(f"{at}edit/", who=club).status == 404
    assert visit(f"{at}tell/", who=club, post={"result": "growing"}).status == 404
    assert "Tell what became of it" not in visit(at, who=club)
    sent = {**SENT, "place": "Ashdown East", "planted": "2026-02-01"}
    assert visit(f"{at}edit/", who=homes, post=sent).goes_to == at
    page = visit(at, who=homes)
    assert "Planted 1 February 2026." in page
    step = Step.objects.get(about=one.key, act="put right")
    visit(f"/agree/undo/{step.pk}/", who=homes, post={})
    one.refresh_from_db()
    assert one.place == "Ashdown"
    sent = {**SENT, "changed": "no"}
    assert "There is a problem" in visit(f"{at}edit/", who=homes, post=sent)
    assert visit(f"{at}remove/", who=homes, post={"words": ""}).goes_to == at
    assert visit(at, who=None).status == 200
    assert visit(f"{at}remove/", who=homes, post={"words": "Entered twice"}).goes_to == at
    assert visit(at, who=None).status == 404
    assert "It is removed" in visit(at, who=homes)
    visit(f"{at}put-back/", who=homes, post={})
    assert visit(at, who=None).status == 200
    assert "planted" in visit(at, who=homes).split("What happened")[1].lower()


def test_a_keeper_says_which_partner_planted_it(walk, visit, someone):
    at, keeper = "/learn/practices/walk/transplant/", someone("", "secretariat")
    assert "Which partner plants it?" in visit(at, who=keeper)
    assert "Which partner plants it?" not in visit(at, who=someone("homes"))
    assert visit(at, who=keeper, post={**SENT, "partner": "club"}).goes_to
    assert Transplant.objects.get().partner.slug == "club"
    assert visit("/learn/transplants/T-001/", who=keeper).status == 200


def test_a_link_that_is_no_web_address_never_becomes_one(walk, visit):
    walk.recognised = [{"words": "Prize", "url": "javascript:alert(1)", "on": ""}]
    walk.sources = [{"how": "from", "words": "Elsewhere", "url": "javascript:alert(2)"}]
    walk.save()
    page = visit("/learn/practices/walk/", who=None)
    assert "Prize" in page
    assert "Elsewhere" in page
    assert "javascript:" not in page.html


def test_what_others_grew_from_stays(plant, stands, walk, visit, someone):
    first = plant("Ashdown")
    second = plant("Bexcombe", after=first)
    homes = stands("homes")
    with pytest.raises(AgreementError, match="so it stays"):
        acts.remove(homes, first, "mistake")
    acts.remove(homes, second, "mistake")
    acts.remove(homes, first, "mistake")
    with pytest.raises(AgreementError, match="Put back first"):
        acts.put_back(homes, Transplant.objects.get(pk=second.pk))
    with pytest.raises(AgreementError, match="a planting of the same practice"):
        plant("Copsley", after=first)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"place": " "}, "Say where"),
        ({"spread": "copy"}, "no such way"),
        ({"layer": "county"}, "no such layer"),
        ({"changed": "more walks"}, "in a sentence"),
    ],
)
def test_wrong_plantings_are_refused(walk, stands, told, why):
    told = {"place": "X", "changed": "We met on Sundays in place of Saturdays", **told}
    with pytest.raises(AgreementError, match=why):
        acts.plant(stands("homes"), walk, today=DAY, **told)


def test_wrong_results_are_refused(plant, stands):
    homes, later = stands("homes"), DAY + datetime.timedelta(days=3)
    one = plant("Ashdown", planted=later)
    for told, why in (
        ({"result": "won"}, "no such result"),
        ({"result": "growing"}, "Say what came of it"),
        ({"result": "growing", "came": "People came"}, "before its day"),
        ({"result": "failed", "came": "x", "lessons": "y", "ended": later}, "still to come"),
    ):
        with pytest.raises(AgreementError, match=why):
            acts.tell(homes, one, today=DAY, **told)
    with pytest.raises(AgreementError, match="not told here"):
        acts.change(homes, one, result="rooted", today=DAY)
    with pytest.raises(AgreementError, match="Only the partner that planted it"):
        acts.tell(stands("club"), one, result="planned", today=DAY)
    with pytest.raises(AgreementError, match="speaks for a partner"):
        acts.plant(stands("", "administrator"), one.practice, place="X", changed="y", today=DAY)
