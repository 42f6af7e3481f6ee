"""Stories as others read them: listed, one alone, taken away, and what came of them."""

import io
import json

import openpyxl
import pytest

from tests.web.agree.making import board_of, decision_of, partner_of
from tests.web.learn.making import DAY, practice_of, story_of
from tilth.ground.errors import AgreementError
from tilth.web.agree.models import Commitment, Link
from tilth.web.house.access.table import ROLES
from tilth.web.learn.actions import noticing
from tilth.web.learn.models import Copy, Story

pytestmark = pytest.mark.django_db
AT = "/learn/stories/"


def test_without_a_story_the_list_says_what_to_do(visit):
    page = visit(AT, who=None)
    assert page.status == 200
    assert "There is no story here yet" in page
    assert "/tell/" in page.links


def test_B_076_each_story_stands_alone_newest_first_and_nothing_is_added_up(visit):
    """B-076: stories stand alone, not averaged away."""
    old = story_of("An older story", growth="seed")
    new = story_of("A newer story", growth="bloom", layer="neighbourhood", type="pride")
    Story.objects.filter(pk=old.pk).update(published="2026-01-01T10:00Z")
    page = visit(AT, who=None)
    assert page.html.index("A newer story") < page.html.index("An older story")
    assert "2 stories, the newest first" in page
    assert "we do not add stories up, average them or put one above another" in page
    for asked, shown, gone in (
        ("type=pride", new, old), ("layer=place", old, new), ("growth=seed", old, new),
    ):  # fmt: skip
        found = visit(f"{AT}?{asked}", who=None)
        assert shown.title in found
        assert gone.title not in found
        assert "1 of 2 stories" in found
    assert "No story fits all of that" in visit(f"{AT}?type=update", who=None)


def test_B_019_strengths_come_first_on_the_page_of_a_story(visit):
    """B-019: start with what is strong; what is not working stands beside it."""
    one = story_of(strengths="The bandstand is ours.", barriers="The gate is locked on Sundays.")
    page = visit(f"{AT}{one.slug}/", who=None)
    order = [page.html.index(words) for words in (one.strengths, one.barriers, one.words)]
    assert order == sorted(order)
    assert page.headings == [f"{one.title} A story of integration, of any length"]


def test_a_story_tells_who_where_how_far_and_with_thanks_to_whom(visit):
    one = story_of(
        tellers=[{"name": "Denise", "as": "a walker"}], growth="bloom", layer="neighbourhood",
        sources=[{"name": "Parks team", "url": "https://example.org/parks", "words": "the key"},
                 {"name": "", "url": "javascript:alert(1)", "words": ""}],
        answers={"steps": [{"happened": "I rang", "felt": "nervous"}]},
    )  # fmt: skip
    page = visit(f"{AT}{one.slug}/", who=None)
    for words in ("Told by Denise, a walker", "neighbourhood layer", "bloom, at its best",
                  "How it felt: nervous", "Who may read it: everyone"):  # fmt: skip
        assert words in page
    assert "https://example.org/parks" in page.links
    assert not [at for at in page.links if at.startswith("javascript")]
    assert f"http://testserver{AT}{one.slug}/" in page
    assert "Something wrong?" in page


def test_B_084_stories_are_filed_at_a_layer_and_linked_up_and_down(visit, stands):
    """B-084, B-159, P-204: a layer on each story, the city region too; links from both ends."""
    street = story_of("On our street", layer="neighbourhood")
    region = story_of("Across the region", layer="city region")
    noticing.tie(stands("homes"), street, region.key, "wider")
    page = visit(f"{AT}{street.slug}/", who=None)
    assert "The same at a wider layer Story: Across the region" in page
    page = visit(f"{AT}{region.slug}/", who=None)
    assert "The same nearer to people Story: On our street" in page
    with pytest.raises(AgreementError, match="linked already"):
        noticing.tie(stands("homes"), street, region.key, "wider")
    with pytest.raises(AgreementError, match="Only stories are nearer or wider"):
        noticing.tie(stands("homes"), street, practice_of().key, "wider")
    link = Link.objects.get(how="wider")
    noticing.untie(stands("homes"), street, link)
    assert "Across the region" not in visit(f"{AT}{street.slug}/", who=None)


def test_B_028_a_story_leads_to_talk_and_to_action_and_both_sides_show_it(visit, table, stands,
                                                                         person_as):  # fmt: skip
    """B-028: story to conversation to decision, promise and practice."""
    one = story_of()
    decision = decision_of(board_of(), table["homes"], title="Open the gate", public=False)
    promise = Commitment.objects.create(ref="C-001", type="commitment", words="A key for Denise",
                                        made_by=table["club"], made=DAY)  # fmt: skip
    practice = practice_of("morning-walks", "Morning walks")
    who = person_as("partner", email="p.homes@example.org", partner="homes")
    at = f"{AT}{one.slug}/"
    for other in ("d-001", "https://testserver/agree/commitments/C-001/", practice.key):
        assert visit(f"{at}link/", who=who, post={"other": other, "how": "led to"}).goes_to == at
    page = visit(at, who=who)
    assert "What happened because of it" in page
    for words in ("Open the gate", "A key for Denise", "Morning walks"):
        assert words in page
    assert "What people say about it" in page
    seen = visit(f"/agree/decisions/{decision.ref}/", who=who)
    assert at in seen.links
    assert one.title in seen
    assert at in visit(f"/agree/commitments/{promise.ref}/", who=who).links
    page = visit(at, who=None)
    assert "Open the gate" not in page
    assert "A key for Denise" in page
    assert promise.public
    assert f"/agree/commitments/{promise.ref}/" not in page.links
    assert f"/agree/public/commitments/#{promise.ref}" in page.links
    wrong = visit(f"{at}link/", who=who, post={"other": "nonsense", "how": "led to"})
    assert "Write it as D-014 or C-003" in wrong
    assert "nonsense" in wrong.html
    wrong = visit(f"{at}link/", who=who, post={"other": "D-999", "how": "led to"})
    assert "There is nothing else by that name" in wrong
    assert visit(f"{at}link/", who=None, post={"other": "D-001", "how": "led to"}).status == 200


def seers():
    """The written rule of visible.py as a table: audience -> roles that read it."""
    inside = set(ROLES) - {"resident"}
    return {"everyone": {None, *ROLES}, "partnership": inside, "worker": {"link_worker"},
            "national": set(), "nobody": set()}  # fmt: skip


def test_AC_who_sees_a_story_is_the_same_in_list_page_file_and_count(visit, client, person_as):
    """AC: 13 roles and a stranger, each audience and each state, in four places."""
    rule = seers()
    made = {name: story_of(f"For {name}", to=(name,) if name != "nobody" else ()) for name in rule}
    for state in ("draft", "sent", "returned", "declined", "withdrawn"):
        made[state] = story_of(f"It is {state}", to=("everyone", "partnership"), state=state)
    for role in (None, *ROLES):
        reads = {name for name, roles in rule.items() if role in roles}
        listed = visit(AT, who=role)
        assert {n for n, one in made.items() if one.title in listed} == reads, role
        number = f"{len(reads)} {'story' if len(reads) == 1 else 'stories'}, the newest"
        assert number in listed, role
        file = visit("/learn/stories.json", who=role, post={})
        assert {row["title"] for row in json.loads(file)["rows"]} == {
            made[n].title for n in reads
        }, role
        looks = {"sent", "returned"} if role in ("chair", "secretariat") else set()
        for name, one in made.items():
            status = visit(f"{AT}{one.slug}/", who=role).status
            assert (status == 200) is (name in reads | looks), (role, name)
            assert status in (200, 404)


def test_AC_a_national_partner_reads_what_is_for_national_learning(visit, person_as):
    partner_of("nhse", "NHS England", "national", layer="nation")
    who = person_as("partner", email="n@example.org", partner="nhse")
    one = story_of("For the nation", to=("national",))
    assert "For the nation" in visit(AT, who=who)
    assert visit(f"{AT}{one.slug}/", who=who).status == 200


NASTY = (
    '<script>alert(1)</script> <img src=x onerror=alert(1)> =HYPERLINK("http://x") '
    "\u202eevil\u202c \u202eopen {{ 7*7 }} </title> \u05e9\u05dc\u05d5\u05dd "
)


def test_AT_script_formulae_marks_of_direction_and_100_000_characters_are_safe(visit):
    """AT: on the list, the page and in each file."""
    long = (NASTY * 2000)[:100_000]
    told = {"tellers": [{"name": NASTY[:100], "as": "=1+1"}], "strengths": NASTY, "barriers": NASTY}
    told |= {"sources": [{"name": NASTY, "url": "javascript:x", "words": NASTY}]}
    told |= {"answers": {"seed": NASTY}}
    one = story_of(f"={NASTY}"[:200], words=long, type="recognition", **told)
    pages = (AT, f"{AT}{one.slug}/", "/learn/people/", "/learn/challenges/")
    for at in pages:
        page = visit(at, who=None)
        assert page.status == 200
        assert "<script>alert" not in page.html
        assert "<img src=x" not in page.html
        assert page.html.count("\u202e") <= page.html.count("\u202c")
        assert "49" not in page.title
        assert "\u202e" not in page.title
    assert visit(f"{AT}{one.slug}/", who=None).html.count("{{ 7*7 }}") > 800
    for ending in ("csv", "json", "xlsx"):
        file = visit(f"/learn/stories.{ending}", who=None, post={})
        assert file.status == 200
        if ending == "csv":
            assert "\n'=" in file or file.startswith("title")
            assert "\n=" not in file
        if ending == "json":
            assert json.loads(file)["rows"][0]["words"].startswith("<script>")
        if ending == "xlsx":
            book = openpyxl.load_workbook(io.BytesIO(file.response.content))
            cells = [cell for row in book.active.iter_rows(values_only=True) for cell in row]
            assert not [one for one in cells if isinstance(one, str) and one.startswith("=")]
            assert [one for one in cells if isinstance(one, str) and "cut here" in one]
    assert visit("/learn/stories.exe", who=None, post={}).status == 404
    assert visit("/learn/stories.csv", who=None).status == 405


def test_CO_a_file_that_is_taken_is_written_down_once_for_each_taker(visit, person_as, table):
    one, other = story_of("Within", to=("partnership",)), story_of("Open")
    for _ in range(2):
        visit("/learn/stories.csv", who=None, post={})
    assert [(c.story, c.how, c.to) for c in Copy.objects.all()] == [
        (other, "file", "CSV, taken by somebody")
    ]
    who = person_as("partner", email="p.homes@example.org", partner="homes")
    visit("/learn/stories.xlsx?type=story", who=who, post={})
    assert one.copies.get().to == "Excel, taken by Together Homes"
