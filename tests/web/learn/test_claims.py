"""Claims: where they are said, what bears on them, graded; and the library of evidence."""

import pytest

from tests.web.agree.making import DAY, board_of, decision_of, round_table
from tests.web.learn.making import practice_of, story_of
from tilth.ground.errors import AgreementError
from tilth.learn.sources.reading import reading_of
from tilth.web.agree.models import Document, Link
from tilth.web.agree.standing import Standing
from tilth.web.house.by import By
from tilth.web.learn.actions import claims as acts
from tilth.web.learn.actions import sources
from tilth.web.learn.models import Bearing, Claim
from tilth.web.learn.sources.searching import things

pytestmark = pytest.mark.django_db
ANNA = "Anna: A text makes all the difference.\nBen: Does it?\nAnna: We think so."


def keeper(role="secretariat", slug=""):
    return Standing.for_by(By("a", role, slug))


def source_of(title="What Anna said", text=ANNA, **told):
    told = {"type": "talk", "visible": "public", **told}
    passages = reading_of(text, "text").passages if text else ()
    return sources.bring_in(keeper(), passages=passages, title=title, **told)


def test_P_073_a_claim_says_where_it_is_said_how_to_test_it_and_what_bears_on_it(visit):
    round_table()
    source_of()
    report = source_of("Darzi 2024", text="", type="report", url="https://example.org/darzi")
    asked = "/learn/claims/new/?said_in=/learn/sources/what-anna-said/%23p1"
    assert "/learn/sources/what-anna-said/#p1" in visit(asked, who="secretariat").html
    told = {"words": "A text makes all the difference.", "test": "Invite some later, by lot.",
            "said_in": "/learn/sources/what-anna-said/#p1", "where": ""}  # fmt: skip
    at = visit("/learn/claims/new/", who="secretariat", post=told).goes_to
    assert at == "/learn/claims/a-text-makes-all-the-difference/"
    page = visit(at, who="secretariat")
    assert "Anna, What Anna said, passage 1, line 1" in page
    assert "Invite some later, by lot." in page
    bear = {"about": report.key, "how": "supports", "grade": "B", "words": "It looked at three."}
    assert visit(f"{at}bear/", who="secretariat", post=bear).goes_to == f"{at}#supports"
    page = visit(at, who=None)
    assert (
        "Darzi 2024 Report. Grade B: one good study, or several that are weaker."
        in page.replace("A report.", "Report.").replace("Document.", "Report.")
    )
    assert "It looked at three." in page
    assert "What contradicts it Nothing is listed." in page
    assert "List something" not in page
    for score in ("true score", "per cent true", "% true", "out of 10"):
        assert score not in page
    again = visit(f"{at}bear/", who="secretariat", post=bear)
    assert again.status == 400
    assert "It is listed already" in again
    no_grade = visit(
        f"{at}bear/", who="secretariat", post=bear | {"grade": "", "how": "contradicts"}
    )
    assert "Say how strong it is" in no_grade
    listed = visit("/learn/claims/", who=None)
    assert "Supports it: 1. Contradicts it: 0." in listed
    assert "Darzi 2024 (B)" in visit("/learn/claims.csv", who=None)
    page = visit("/learn/sources/darzi-2024/", who=None)
    assert "Supports: A text makes all the difference. (grade B)" in page
    assert "Claims: A text makes" in visit("/learn/sources/what-anna-said/", who=None)
    bearing = Bearing.objects.get()
    away = f"{at}bear/{bearing.pk}/away/"
    visit(away, who="chair", post={})
    assert not Bearing.objects.exists()
    assert "Took away" in visit(at, who="secretariat")


def test_evidence_a_reader_may_not_know_of_is_neither_shown_nor_counted(visit):
    partners = round_table()
    decision = decision_of(board_of(), partners["homes"], stage="closed", public=False)
    hidden = source_of("For us alone", visible="partnership")
    story = story_of("My first walk", to=("partnership",))
    open_story = story_of("The bandstand")
    claim = acts.claim(keeper(), words="Walking together helps.", said_in=hidden.passages.first())
    for about, how in ((decision.key, "supports"), (hidden.key, "supports"),
                       (story.key, "supports"), (open_story.key, "contradicts")):  # fmt: skip
        acts.bear(keeper(), claim, about=about, how=how, grade="D")
    at = f"/learn/claims/{claim.slug}/"
    page = visit(at, who=None)
    assert "The bandstand" in page
    for secret in ("For us alone", "My first walk", decision.title, "A text makes"):
        assert secret not in page
    assert "Supports it: 0. Contradicts it: 1." in visit("/learn/claims/", who=None)
    inside = visit(at, who="chair")
    assert "My first walk" in inside
    assert "For us alone" in inside
    assert "Open the hall on Sundays" in inside
    Document.objects.update(removed=True)
    assert "For us alone" not in visit(at, who="chair")
    open_story.state = "withdrawn"
    open_story.title = ""
    open_story.save()
    assert "The bandstand" not in visit(at, who="chair")
    assert "The bandstand" not in visit("/learn/claims.json", who="chair")
    with pytest.raises(AgreementError, match="There is no story"):
        acts.bear(
            keeper("analyst", "council"), claim, about="story:none", how="supports", grade="D"
        )
    with pytest.raises(AgreementError, match="cannot be evidence"):
        acts.bear(keeper(), claim, about="tie:1", how="is about")
    with pytest.raises(AgreementError, match="no such indicator"):
        acts.bear(keeper(), claim, about="indicator:none", how="is about")
    with pytest.raises(AgreementError, match="Only somebody from a partner"):
        acts.claim(keeper("analyst"), words="x")


def test_an_indicator_can_bear_on_a_claim_and_a_claim_be_changed_or_put_away(visit):
    claim = acts.claim(keeper(), words="Facilities are near.", where="A talk, line 3")
    at = f"/learn/claims/{claim.slug}/"
    bear = {"about": "indicator:inactive_adults", "how": "is about", "grade": "", "words": ""}
    visit(f"{at}bear/", who="secretariat", post=bear)
    page = visit(at, who="secretariat")
    assert "/see/indicators/inactive_adults/place/" in page.links
    source_of()
    by_address = bear | {"about": "", "at": "https://here/learn/sources/what-anna-said/#p3"}
    visit(f"{at}bear/", who="secretariat", post=by_address)
    assert "Passage 3 of What Anna said" in visit(at, who=None)
    for wrong, why in (({"at": "/see/"}, "Nothing that can be evidence"),
                       ({"at": "", "about": ""}, "Choose what bears on it"),
                       ({"at": "/learn/stories/none/"}, "There is no story:none")):  # fmt: skip
        assert why in visit(f"{at}bear/", who="secretariat", post=bear | wrong)
    told = {
        "words": "Facilities are very near.",
        "where": "A talk, line 4",
        "test": "",
        "said_in": "",
    }
    assert visit(f"{at}edit/", who="secretariat", post=told).goes_to == at
    assert "very near" in visit(f"{at}edit/", who="secretariat").html
    wrong = visit(f"{at}edit/", who="secretariat", post=told | {"said_in": "nowhere#p1"})
    assert "There is no passage at that address." in wrong
    assert visit(f"{at}edit/", who="analyst").status == 404
    visit(f"{at}away/", who="secretariat", post={"reason": "Twice"})
    assert visit(at, who="secretariat").status == 404
    assert "No claim is written down yet" in visit("/learn/claims/", who=None)


def test_the_claims_of_the_founding_documents_are_written_down_each_once(visit):
    page = visit("/learn/claims/", who="secretariat")
    assert "14 claims that a place can test" in page
    for _ in range(2):
        visit("/learn/claims/ship/", who="secretariat", post={})
    assert Claim.objects.count() == 14
    page = visit("/learn/claims/social-value-of-a-pound/", who=None)
    assert "How important is integration at place level?, line 129" in page
    assert "The same method on both sides" in page
    assert visit("/learn/claims/ship/", who="analyst", post={}).status == 302
    Claim.objects.update(removed=True)
    assert acts.write_founding(keeper()) == []


def test_P_005_B_097_B_292_the_library_is_graded_searched_and_read_by_topic(visit):
    partners = round_table()
    decision = decision_of(board_of(), partners["homes"], stage="closed")
    practice = practice_of()
    study = source_of("Moving more protects", text="", type="evidence", grade="A",
                      topics=["being active"], told="Activity lowers infection.",
                      url="https://example.org/study", on=DAY)  # fmt: skip
    source_of("A walk with Ollie", text="Ollie: Rest.\nAnna: Yes.\nOllie: Walk.", grade="D",
              topics=["being active", "listening"])  # fmt: skip
    source_of("For us alone", visible="partnership", topics=["secret topic"])
    Document.objects.create(slug="law", type="law", title="A law", visible="public")
    Link.objects.create(one=study.key, other=decision.key, how="evidence for")
    Link.objects.create(one=study.key, other=practice.key, how="evidence for")
    claim = acts.claim(keeper(), words="Being active protects.")
    acts.bear(keeper(), claim, about=study.key, how="supports", grade="B")
    page = visit("/learn/evidence/", who=None)
    assert "Grade A: several good studies agree." in page
    assert "supports Being active protects. (grade B)" in page
    assert "Decision: D-001 Open the hall on Sundays (evidence for)" in page
    assert "Practice: matchday moves (evidence for)" in page
    assert "being active : 2 to read" in page
    assert "For us alone" not in page
    assert "secret topic" not in page
    assert "A law" not in page
    assert "What the letters mean" in page
    found = visit("/learn/evidence/?q=rest", who=None)
    assert "A walk with Ollie" in found
    assert "Moving more" not in found
    assert "A walk" not in visit("/learn/evidence/?grade=A", who=None)
    listening = visit("/learn/evidence/?topic=Listening", who=None)
    assert "Reading list: Listening" in listening
    assert "Moving more" not in listening
    assert "Nothing fits that" in visit("/learn/evidence/?q=zebra", who=None)
    file = visit("/learn/evidence.csv?grade=A", who=None)
    assert "supports: Being active protects. (B)" in file
    assert "A walk" not in file
    Document.objects.update(removed=True)
    assert "The library is empty" in visit("/learn/evidence/", who="secretariat")


def test_search_finds_claims_and_the_sources_a_reader_may_know_of():
    source_of(topics=["texts"])
    source_of("For us alone", visible="partnership")
    acts.claim(keeper(), words="A text helps.")
    outside = [words for words, _, _ in things(None)]
    assert outside == ["What Anna said", "A text helps."]
    inside = {at: more for _, at, more in things(keeper())}
    assert inside["/learn/sources/what-anna-said/"] == "texts"
    assert "/learn/sources/for-us-alone/" in inside
