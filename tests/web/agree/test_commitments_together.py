"""What partners see of promises together: reviews, parts, recommendations, statements, answers."""

import datetime
import json

import pytest
from django.utils import timezone

from tests.web.agree.making import (
    DAY,
    board_of,
    decision_of,
    partner_of,
    signed,
)
from tilth.agree.levels.days import year
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import commitments as acts
from tilth.web.agree.actions import reviews as reviewing
from tilth.web.agree.commitments.reviews import reviews
from tilth.web.agree.models import Contribution, Delegation, Meeting, Role, Step

HELD = datetime.date(2026, 4, 1)


@pytest.fixture
def review_day(db):
    """A peer review of the place board."""
    return Meeting.objects.create(body=board_of(), type="peer review", on=HELD)


def test_partners_review_each_other_as_equals(visit, table, promised, review_day, someone):
    """P-067, P-111: a review between partners is an event of accountability of its own."""
    one = promised()
    at = f"/agree/commitments/reviews/{review_day.pk}/"
    assert visit(f"{at}put-on/", who=someone("club"), post={}).status == 302
    page = visit(at, who=someone("homes"))
    assert "Open the hall on Sundays" in page
    sent = {"reviewer": "homes", "heard": "Twelve Sundays.", "says": "We lend chairs."}
    assert visit(f"{at}{one.ref}/", who=someone("homes"), post=sent).status == 302
    for where in (at, f"/agree/commitments/{one.ref}/"):
        page = visit(where, who="director")
        assert "Together Homes" in page
        assert "We lend chairs." in page
    page = visit("/agree/commitments/reviews/", who="director")
    assert "Together Homes reviewed Club Community Trust on C-001" in page
    assert "Not reviewed yet: Circle of Small Charities, Council" in page
    rows = json.loads(visit("/agree/commitments/reviews.json", who="director"))["rows"]
    assert [(row["reviewer"], row["way"], row["how"]) for row in rows] == [
        ("homes", "lateral", "chosen")
    ]


def test_reviews_say_who_reviewed_whom_at_which_layer_and_which_way(table, promised, stands):
    """P-112: what the locus of accountability is worked out from."""
    nation = partner_of("inspector", "Inspector", layer="nation")
    street = partner_of("street", "Street Group", layer="neighbourhood")
    meeting = Meeting.objects.create(body=board_of(), type="peer review", on=HELD)
    one, keeper = promised(), stands("", "secretariat")
    reviewing.put_to_review(keeper, meeting, one)
    said = {"heard": "Twelve Sundays", "says": "Good", "on": HELD}
    reviewing.review(keeper, meeting, one, nation, mandated=True, **said)
    reviewing.review(keeper, meeting, one, street, mandated=False, **said)
    reviewing.review(keeper, meeting, one, street, mandated=False, **said | {"says": "Better"})
    rows = {row["reviewer"]: row for row in reviews()}
    assert len(reviews()) == 2
    assert (rows["inspector"]["way"], rows["inspector"]["how"]) == ("downward", "mandated")
    assert (rows["street"]["way"], rows["street"]["says"]) == ("upward", "Better")
    assert {row["layer"] for row in rows.values()} == {"place"}
    assert {row["on"] for row in rows.values()} == {HELD}
    assert reviews(since=datetime.date(2026, 5, 1)) == []
    assert reviews(until=datetime.date(2026, 3, 1)) == []


@pytest.mark.parametrize(
    ("who", "reviewer", "said", "why"),
    [
        ("club", "club", "x", "cannot review itself"),
        ("homes", "council", "x", "Only somebody from Council"),
        ("homes", "homes", " ", "Say what was heard"),
    ],
)
def test_AC_a_review_is_said_by_its_reviewer_alone(
    table, promised, review_day, stands, who, reviewer, said, why
):
    one = promised()
    reviewing.put_to_review(stands("club"), review_day, one)
    told = {"heard": said, "says": said, "mandated": False, "on": HELD}
    with pytest.raises(AgreementError, match=why):
        reviewing.review(stands(who), review_day, one, table[reviewer], **told)
    assert not Step.objects.filter(act="reviewed").exists()


def test_AC_what_is_put_to_review_is_the_partners_own_or_the_secretariats_to_choose(
    visit, table, promised, review_day, stands, someone
):
    one = promised()
    with pytest.raises(AgreementError, match="Only the partner it is about"):
        reviewing.put_to_review(stands("homes"), review_day, one)
    at = f"/agree/commitments/reviews/{review_day.pk}/"
    keeper = someone("", "secretariat")
    assert visit(f"{at}put-on/", who=keeper, post={"partner": "club"}).status == 302
    assert "Open the hall" in visit(at, who=keeper)
    visit(f"{at}{one.ref}/take-off/", who=someone("homes"), post={"reason": "No"})
    assert "Open the hall" in visit(at, who=keeper)
    visit(f"{at}{one.ref}/take-off/", who=keeper, post={"reason": ""})
    assert "Open the hall" in visit(at, who=keeper)
    visit(f"{at}{one.ref}/take-off/", who=keeper, post={"reason": "Heard last time"})
    assert "Nothing is on the list yet" in visit(at, who=keeper)
    visit(f"{at}put-on/", who=keeper, post={"partner": "nobody"})
    visit(f"{at}put-on/", who=keeper, post={"partner": "club"})
    page = visit(f"{at}put-on/", who=keeper, post={"partner": "club"})
    assert page.status == 302
    acts_told = Step.objects.filter(about=one.key).values_list("act", flat=True)
    assert list(acts_told).count("put to review") == 2


def test_a_review_that_is_refused_keeps_what_was_written(
    visit, table, promised, review_day, stands, someone
):
    one = promised()
    reviewing.put_to_review(stands("club"), review_day, one)
    at = f"/agree/commitments/reviews/{review_day.pk}/"
    sent = {"reviewer": "homes", "heard": "Many words were heard", "says": ""}
    page = visit(f"{at}{one.ref}/", who=someone("homes"), post=sent)
    assert "There is a problem" in page
    assert "Many words were heard" in page.html
    review_day.on = datetime.date(2999, 1, 1)
    review_day.save()
    sent["says"] = "Good"
    page = visit(f"{at}{one.ref}/", who=someone("homes"), post=sent)
    assert "The review is still to come." in page
    ordinary = Meeting.objects.create(body=board_of("Other"), on=HELD)
    assert visit(f"/agree/commitments/reviews/{ordinary.pk}/", who="director").status == 404
    assert visit(at, who="resident").status == 404


def test_each_partners_part_in_each_programme_is_told(visit, table, promised, someone):
    """P-059, P-101: every partner's part in every programme, and who leads it."""
    programme = board_of("Warm homes", type="programme")
    promised(programme=programme)
    Role.objects.create(
        partner=table["homes"], body=programme, title="brings the vans", leads=True, since=DAY
    )
    Contribution.objects.create(
        partner=table["council"], to_body=programme, type="in kind", currency="resources",
        words="A hall", since=DAY,
    )  # fmt: skip
    told = {"to_body": programme, "type": "pooled", "since": DAY}
    Contribution.objects.create(partner=table["homes"], currency="cash", amount=1200, **told)
    Contribution.objects.create(partner=table["club"], currency="trust", **told)
    Contribution.objects.create(partner=table["charities"], currency="time", amount=20, **told)
    page = visit("/agree/commitments/parts/", who="director")
    assert "money: £1,200" in page
    assert "time: 20 days" in page
    assert "C-001 trust brought" in page
    assert "Led by Together Homes." in page
    assert "Club Community Trust nothing told C-001 trust brought" in page
    assert "Council nothing told none A hall" in page
    assert "General Hospital No part is told yet. Ask them" in page


def test_a_programme_without_a_leader_says_so(visit, table):
    board_of("Warm homes", type="programme")
    assert "Nobody is named to lead it yet." in visit("/agree/commitments/parts/", who="director")


def test_recommendations_are_followed_place_by_place(visit, table, stands, someone):
    """B-091: from the group that recommended it to what each place did."""
    group = board_of("Learning group", type="group")
    keeper = stands("", "secretariat")
    told = {"type": "recommendation", "words": "Ask before you refer", "made": DAY}
    for slug in ("hospital", "council"):
        acts.propose(keeper, made_to=table[slug], programme=group, **told)
    acts.move(stands("hospital"), acts.Commitment.objects.get(made_to=table["hospital"]), "yes",
              on=DAY)  # fmt: skip
    page = visit("/agree/commitments/recommendations/", who="director")
    assert "From Learning group." in page
    assert "General Hospital Under way" in page
    assert "Council Waits for an answer" in page


def test_the_statement_of_a_partner_is_one_page_of_promises_money_time_and_parts(
    visit, table, promised, stands, someone
):
    """P-070: what a trust does in a place, on one page."""
    one = promised("hospital", "club", words="Two nurses on Sundays")
    acts.move(stands("hospital"), one, "kept", on=DAY, evidence="Both came")
    span = year(timezone.localdate())
    told = {"partner": table["hospital"], "since": span.first}
    Contribution.objects.create(
        type="pooled", currency="cash", amount=12000, words="Into the fund", **told
    )
    Contribution.objects.create(
        type="in kind", currency="time", amount=20, words="Nurses", to_partner=table["club"], **told
    )
    Contribution.objects.create(type="pooled", currency="cash", amount=999, withdrawn=True, **told)
    twice = span.last + (span.last - span.first) + datetime.timedelta(days=1)
    Contribution.objects.create(
        type="aligned", currency="cash", amount=1000, words="A lift", until=twice, **told
    )
    before = span.first - datetime.timedelta(days=1)
    old = told | {"since": before}
    Contribution.objects.create(type="pooled", currency="cash", amount=7, words="Long ago", **old)
    Role.objects.create(partner=table["hospital"], body=board_of(), title="member", since=DAY)
    at = "/agree/commitments/statement/hospital/"
    for before in ("/agree/commitments/?by=hospital", "/agree/commitments/parts/"):
        assert at in visit(before, who="director").links
    page = visit(at, who="director")
    assert "Money £12,500 Into the fund" in page
    assert "A lift (own pot, spent to one plan)" in page
    assert "Long ago" not in page
    assert "Time 20 days Nurses" in page
    assert "Member, Place board" in page
    assert "Both came" in page
    assert "nothing told" in page
    page = visit("/agree/commitments/statement/hospital/?area=ZZZ", who="director")
    assert "There is no area called ZZZ here" in page
    text = visit("/agree/commitments/statement/hospital.csv", who="director")
    assert "Money" not in text.splitlines()[0]
    assert "12500.0" in text
    assert visit("/agree/commitments/statement/nobody/", who="director").status == 404
    assert visit("/agree/commitments/statement/hospital/", who="resident").status == 404


def test_a_statement_of_one_area_holds_only_that_area(visit, table, promised):
    promised(words="In Scratch itself", area="P1")
    promised(words="Elsewhere", area="SY1")
    page = visit("/agree/commitments/statement/club/?area=P1", who="director")
    assert page.headings == ["What Club Community Trust does in Scratch"]
    assert "In Scratch itself" in page
    assert "Elsewhere" not in page


def test_who_answers_for_a_decision_a_delegation_a_group_and_a_function(visit, table, promised):
    """P-053: for anything, who answers to whom, for what, how."""
    system = board_of("System board", layer="system")
    board = board_of(answers_to=system)
    decision = decision_of(board, table["charities"])
    promised(decision=decision)
    version = signed(board, table)
    version.clauses["functions"] = ["Community nursing", "Night shelters"]
    version.save()
    passed = Delegation.objects.create(
        ref="G-001", function="Community nursing", from_body=system, to_body=board, since=DAY,
        conditions="Waits under 2 weeks", review=HELD,
    )  # fmt: skip
    ask = "/agree/commitments/answers/?"
    page = visit(f"{ask}about={decision.key}", who="director")
    assert "Circle of Small Charities and Club Community Trust Place board" in page
    page = visit(f"{ask}about={passed.key}", who="director")
    assert "Place board System board Community nursing Waits under 2 weeks" in page
    page = visit(f"{ask}function=community nursing", who="director")
    assert "Waits under 2 weeks" in page
    page = visit(f"{ask}function=Night shelters", who="director")
    assert "Place board System board Night shelters kept there by the agreement" in page
    page = visit(f"{ask}function=Ambulances", who="director")
    assert (
        "Nobody anybody Ambulances nobody is named to answer for it (something is missing)" in page
    )
    page = visit(f"{ask}about={board.key}", who="director")
    assert "Place board System board" in page
    page = visit(f"{ask}about=voice:1", who="director")
    assert "There is nothing called voice:1" in page
    assert visit(f"{ask}about=decision:D-999", who="director").status == 404
    text = visit(f"/agree/commitments/answers.csv?about={decision.key}", who="director")
    assert text.splitlines()[0] == "who,to,what,how,missing"
    listed = visit("/agree/commitments/answers/", who="director")
    assert "Night shelters" in listed
    assert "Decisions" in listed.html


def test_a_ring_of_groups_that_answer_to_each_other_ends(visit, table):
    one, other = board_of("One"), board_of("Other")
    one.answers_to, other.answers_to = other, one
    one.save()
    other.save()
    page = visit(f"/agree/commitments/answers/?about={one.key}", who="director")
    assert page.status == 200
