"""What is passed on, taken back and answered for, as people write and read it on the pages."""

import datetime
import io
import json
from decimal import Decimal

import pandas as pd
import pytest
from django.conf import settings as django_settings

from tests.web.agree.making import board_of, by_of, decision_of, round_table, signed
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import delegations
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.levels.reading import Ledgers
from tilth.web.agree.models import Delegation, Step, Version
from tilth.web.agree.standing import Standing

HERE = "/agree/levels/"


def day(offset=0):
    """The day the place of the tests lives in, and days before and after it."""
    return day_of(django_settings.PLACE) + datetime.timedelta(days=offset)


def changes(standing, one, *, how="changed", words="Less money.", **told):
    """Change something passed on, today."""
    place = django_settings.PLACE
    return delegations.change(standing, one, how=how, words=words, day=day(), place=place, **told)


@pytest.fixture
def someone(person_as):
    """A function that gives somebody of a partner, in a role."""

    def give(role="secretariat", partner=""):
        return person_as(role, partner=partner, email=f"{role}-{partner or 'none'}@example.org")

    return give


@pytest.fixture
def stands(someone):
    """A function that gives how somebody of a partner stands."""
    return lambda role="secretariat", partner="": Standing.for_by(
        by_of(someone(role, partner), role)
    )


@pytest.fixture
def bodies(db):
    """A system board, a place board and a neighbourhood team."""
    return {
        "system": board_of("System board", layer="system"),
        "place": board_of("Place board"),
        "team": board_of("Old Pits team", layer="neighbourhood", area="PITS", type="team"),
    }


@pytest.fixture
def agreed(bodies):
    """The agreement of the place board: 60 days of notice, functions, common and different."""
    version = signed(bodies["place"], round_table(), since=day(-900))
    clauses = version.clauses | {
        "functions": ["Oral health", "Falls prevention"],
        "notice_days": 60,
        "common": ["Who may see records"],
        "may_differ": ["Opening hours"],
    }
    Version.objects.filter(pk=version.pk).update(clauses=clauses)
    return version.agreement


@pytest.fixture
def passes(stands, bodies):
    """A function that passes a function on: passes("system", "place", cash=100)."""

    def make(giver="system", receiver="place", since=None, **told):
        told = {"function": "Falls prevention", **told}
        return delegations.pass_on(
            stands(), day=day(), from_body=bodies[giver], to_body=bodies[receiver],
            since=since or day(-400), **told,
        )  # fmt: skip

    return make


def form_of(bodies, **told):
    """What a browser sends for something passed on."""
    return {
        "function": "Falls prevention", "from_body": bodies["system"].pk,
        "to_body": bodies["place"].pk, "cash": "600000", "chosen": "yes",
        "since": day(-10).isoformat(), "conditions": "Tell us twice a year.", **told,
    }  # fmt: skip


def test_P_096_the_secretariat_writes_down_what_is_passed_on(visit, someone, bodies):
    """P-096. What, with what money, from whom to whom, how, and when to look again."""
    told = form_of(bodies, review=day(300).isoformat(), why_not_lower="Too few falls in each.")
    gone = visit(f"{HERE}new/", who=someone(), post=told)
    one = Delegation.objects.get()
    assert gone.goes_to == f"{HERE}{one.ref}/"
    page = visit(gone.goes_to, who="analyst")
    assert "System board (system) passed it to Place board (place): nearer to people." in page
    assert "£600,000" in page
    assert "Tell us twice a year." in page
    assert "Too few falls in each." in page
    assert "Those here chose it" in page
    assert "Passed on" in page
    assert Step.objects.get(about=one.key).by == someone()


def test_P_085_the_page_flags_what_was_taken_back_or_cut(visit, stands, passes, agreed):
    """P-085."""
    one = passes(cash=Decimal(100_000), agreement=agreed)
    changes(stands(), one, how="happened", words="Less money.", cash=Decimal(75_000))
    delegations.take_back(stands(), one, until=day(60), because="The money is gone.", day=day(),
                          place=django_settings.PLACE)  # fmt: skip
    page = visit(HERE)
    assert "Something that came nearer to people was taken back or cut once." in page
    assert "its money was cut" in page
    assert "£100,000 £75,000 25%" in page
    assert "Cut" not in visit(f"{HERE}tables/ledger.csv")
    one = visit(f"{HERE}{one.ref}/")
    assert "Its money was cut , " in one or "Its money was cut, " in one
    assert "60 days of notice" in one


def test_AT_the_notice_of_the_agreement_holds_when_something_is_taken_back(stands, passes, agreed):
    one = passes(cash=Decimal(100), agreement=agreed)
    tell = {"because": "Money is short this year.", "day": day(), "place": django_settings.PLACE}
    with pytest.raises(AgreementError, match="gives 60 days of notice"):
        delegations.take_back(stands(), one, until=day(58), **tell)
    delegations.take_back(stands(), one, until=day(59), **tell)
    with pytest.raises(AgreementError, match="taken back already"):
        delegations.take_back(stands(), one, until=day(90), **tell)


def test_AT_money_is_not_cut_from_one_day_to_the_next_where_notice_was_agreed(
    visit, stands, passes, agreed
):
    one = passes(cash=Decimal(100), agreement=agreed)
    with pytest.raises(AgreementError, match="gives 60 days of notice before money is cut"):
        changes(stands(), one, cash=Decimal(99))
    with pytest.raises(AgreementError, match="gives 60 days of notice before money is cut"):
        changes(stands(), one, cash=None)
    changes(stands(), one, cash=Decimal(120))
    changes(stands(), one, how="happened", words="A letter came.", cash=Decimal(60))
    assert "0 days given, 60 agreed: too short" in visit(HERE)
    assert "A letter came." in visit(HERE)


def test_what_happened_already_can_be_told_and_its_short_notice_shows(
    visit, stands, passes, agreed
):
    one = passes(cash=Decimal(100), agreement=agreed)
    delegations.take_back(stands(), one, until=day(-5), because="They told us by letter.",
                          day=day(), place=django_settings.PLACE)  # fmt: skip
    page = visit(HERE)
    assert "written down 5 days afterwards; 60 days of notice agreed: too short" in page
    assert "They told us by letter." in page


def test_what_was_taken_back_by_mistake_stands_again(visit, someone, stands, passes):
    one = passes(cash=Decimal(100))
    sent = {"words": "That was another service."}
    with pytest.raises(AgreementError, match="has not been taken back"):
        delegations.stand_again(stands(), one, **sent)
    ended = {"until": day(-5), "because": "Ended by letter.", "day": day()}
    delegations.take_back(stands(), one, place=django_settings.PLACE, **ended)
    with pytest.raises(AgreementError, match="Say why"):
        delegations.stand_again(stands(), one, words=" ")
    with pytest.raises(AgreementError, match="Only the chair and the secretariat"):
        delegations.stand_again(stands("analyst"), one, **sent)
    assert visit(f"{HERE}{one.ref}/again/", who="analyst", post=sent).status == 404
    visit(f"{HERE}{one.ref}/again/", who=someone(), post=sent)
    page = visit(f"{HERE}{one.ref}/")
    assert "It stands today." in page
    assert "That was another service." in page
    assert "Nothing that came nearer to people has been taken back or cut." in visit(HERE)
    delegations.take_back(stands(), one, place=django_settings.PLACE, **ended)
    passes(since=day(-4))
    with pytest.raises(AgreementError, match="passed on anew"):
        delegations.stand_again(stands(), one, **sent)


def test_a_mistake_put_right_is_no_cut(visit, stands, passes):
    one = passes(cash=Decimal(1_000_000))
    changes(stands(), one, how="corrected", words="A nought too many.", cash=Decimal(100_000))
    page = visit(HERE)
    assert "Nothing that came nearer to people has been taken back or cut." in page
    assert Ledgers(django_settings.PLACE).passed[0].terms[0].cash == 100_000


def test_a_change_that_was_undone_leaves_no_cut_behind(visit, someone, stands, passes):
    one = passes(cash=Decimal(100))
    changes(stands(), one, how="changed", words="Less.", cash=Decimal(50))
    step = Step.objects.get(about=one.key, act="changed")
    visit(f"/agree/undo/{step.pk}/", who=someone(), post={})
    assert Ledgers(django_settings.PLACE).passed[0].terms == (
        Ledgers(django_settings.PLACE).passed[0].terms[0],
    )
    assert "has been taken back or cut" in visit(HERE)


def test_P_021_and_P_089_the_first_page_tells_the_shares_and_the_ledger(visit, bodies, passes):
    """P-021: shares of decisions, budget and services; P-089: what was passed on, by date."""
    passes(cash=Decimal(300))
    passes("system", "system", function="Specialist beds", cash=Decimal(100),
           why_not_lower="Six beds for all places.")  # fmt: skip
    partners = round_table()
    decision_of(bodies["place"], partners["homes"], stage="closed", outcome="carried",
                closed=day(-1), layer="place")  # fmt: skip
    page = visit(HERE)
    assert "75 in 100 parts of the money that is written down lies with the place" in page
    assert "50 in 100 parts of the services lie with the place" in page
    assert page.html.count("<svg") == 2
    rows = json.loads(visit(f"{HERE}tables/shares.json").html)["rows"]
    newest = {row["layer"]: row for row in rows[:2]}
    assert newest["place"]["budget_share"] == 75
    assert newest["place"]["decisions_share"] == 100
    ledger = visit(f"{HERE}tables/ledger.csv")
    assert "Falls prevention,System board,Place board,nearer to people,300" in ledger


def test_P_149_the_way_down_is_shown_from_system_to_neighbourhood(visit, passes):
    """P-149."""
    passes(cash=Decimal(100))
    passes("place", "team", cash=Decimal(40))
    assert "System board > Place board > Old Pits team" in visit(HERE)


def test_P_051_and_P_088_asked_for_or_chosen_the_same_or_different(visit, bodies, agreed):
    """P-051: mandated against chosen. P-088: both lists agreed and visible."""
    partners = {"homes": agreed.versions.first().signatures.first().partner}
    for n, origin in enumerate(("national", "residents", "residents", "place")):
        decision_of(bodies["place"], partners["homes"], ref=f"D-{n + 1:03}", stage="closed",
                    outcome="carried", closed=day(-1), origin=origin)  # fmt: skip
    page = visit(HERE)
    assert "Decisions closed asked for nationally asked for nationally 1 25%" in page
    assert "Decisions closed from residents chosen here 2 50%" in page
    assert "Opening hours may differ How we work" in page
    assert "Who may see records the same everywhere How we work" in page


def test_P_052_the_map_shows_what_nobody_answers_for(visit, stands, bodies, agreed, passes):
    """P-052."""
    passes("system", "team", cash=Decimal(5))
    page = visit(f"{HERE}map/")
    assert "Two answer for the same" in page
    assert "Somebody answers for each of 2 services." in page
    one = Delegation.objects.get()
    delegations.take_back(stands(), one, until=day(-3), because="It ended there.", day=day(),
                          place=django_settings.PLACE)  # fmt: skip
    Version.objects.update(until=day(-1))
    page = visit(f"{HERE}map/")
    assert "For 1 of 2 services nobody answers." in page
    assert "It was named in How we work, which no longer holds." in page
    assert "Say who holds it" not in page
    rows = visit(f"{HERE}tables/map.csv")
    assert "Oral health,nobody answers" in rows


def test_P_019_each_service_has_its_layer_and_why_it_does_not_lie_nearer(
    visit, agreed, passes, someone
):
    """P-019."""
    passes(why_not_lower="Too few falls in each.", indicator="falls")
    passes("place", "place", function="Housing advice", why_not_lower="One team serves all.")
    page = visit(f"{HERE}why/", who=someone())
    assert "Falls prevention Place: Place board. Too few falls in each." in page
    assert "Housing advice Place: Place board. One team serves all." in page
    assert "Something is missing: no reason is written down for Oral health." in page
    assert "Tested by the figures" in page


def test_P_019_the_test_tells_where_the_differences_lie(visit, passes, demo_place, monkeypatch):
    """P-019. What the layer finder of SEE found, in words, for the indicator that was named."""
    from tilth.web.agree.levels import answering
    from tilth.web.house.kept import kept

    monkeypatch.setattr(answering, "later", kept)
    passes(indicator="inactive_adults", why_not_lower="One plan for all.")
    passes(indicator="life_expectancy", function="Old age", why_not_lower="One plan.")
    page = visit(f"{HERE}why/", place=demo_place)
    assert "Life expectancy at birth: it cannot be tested. " in page
    # so few people that too many small areas are hidden: SEE tells no shares, and says why
    assert "Physically inactive adults: it cannot be tested. " in page
    told = pd.DataFrame({"layer": ["place", "neighbourhood"], "share": [0.2, 0.65]})
    monkeypatch.setattr(answering, "where_it_varies", lambda *_, **__: told)
    monkeypatch.setattr(answering, "later", lambda place, shown, what, make, **told: make())
    page = visit(f"{HERE}why/", place=demo_place)
    words = "65 in 100 parts of the differences lie nearer to people than the place."
    assert f"Physically inactive adults: {words} Ask again" in page


def test_AC_only_who_keeps_what_was_agreed_writes_it_down(visit, someone, stands, passes, bodies):
    one = passes(cash=Decimal(5))
    for who in ("partner", "analyst", "administrator", "director"):
        assert visit(f"{HERE}new/", who=someone(who, "homes")).status == 404
        for act in ("change", "back"):
            assert visit(f"{HERE}{one.ref}/{act}/", who=someone(who), post={}).status == 404
        with pytest.raises(AgreementError, match="Only the chair and the secretariat"):
            delegations.take_back(stands(who), one, until=day(), because="x" * 20, day=day(),
                                  place=django_settings.PLACE)  # fmt: skip
        with pytest.raises(AgreementError, match="Only the chair and the secretariat"):
            changes(stands(who), one, how="changed", words="x", cash=None)
    assert "Take it back" not in visit(f"{HERE}{one.ref}/", who="analyst")


@pytest.mark.parametrize("at", ["", "map/", "why/", "money/", "money/cut/", "returns/",
                                "returns/devolution/", "tables/shares.csv"])  # fmt: skip
def test_AC_strangers_are_asked_to_sign_in_and_residents_find_nothing(visit, db, at):
    assert "/sign-in/" in visit(HERE + at, who=None).goes_to
    assert visit(HERE + at, who="resident").status == 404


@pytest.mark.parametrize("at", ["G-999/", "nothing/", "tables/nothing.csv", "tables/shares.pdf",
                                "fund/nothing/", "money/999/", "money/of/nobody/",
                                "returns/nothing/", "returns/devolution/?on=soon",
                                "returns/devolution/?on=2199-01-01",
                                "returns/devolution.pdf"])  # fmt: skip
def test_what_is_not_there_is_not_found(visit, db, at):
    assert visit(HERE + at).status == 404


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"cash": "-5"}, "greater than or equal to 0"),
        ({"cash": "5.123"}, "no more than 2 decimal places"),
        ({"cash": "five"}, "Enter a number"),
        ({"cash": "NaN"}, "Enter a number"),
        ({"function": ""}, "This field is required"),
        ({"function": "x" * 201}, "at most 200 characters"),
        ({"from_body": "99999"}, "not one of the available choices"),
        ({"since": "31 June"}, "Enter a valid date"),
        ({"indicator": "happiness"}, "not one of the available choices"),
        ({"chosen": "perhaps"}, "not one of the available choices"),
        ({"review": "2001-01-01"}, "Look at it again after it has begun"),
    ],
)
def test_what_cannot_be_passed_on_is_told_beside_its_field(visit, someone, bodies, wrong, words):
    page = visit(f"{HERE}new/", who=someone(), post=form_of(bodies, **wrong))
    assert page.status == 422
    assert words in page
    assert not Delegation.objects.exists()


def test_acts_refuse_what_makes_no_sense(stands, bodies, passes, agreed):
    with pytest.raises(AgreementError, match="Say why it stays"):
        passes("place", "place")
    with pytest.raises(AgreementError, match="less than nothing"):
        passes(cash=Decimal(-1))
    bodies["team"].until = day(-500)
    bodies["team"].save()
    with pytest.raises(AgreementError, match="does not stand on that day"):
        passes("place", "team")
    open_one = decision_of(bodies["place"], round_table_of(agreed), stage="objections")
    with pytest.raises(AgreementError, match="not carried"):
        passes(decision=open_one)
    one = passes()
    with pytest.raises(AgreementError, match="passed on already"):
        passes(function="falls  PREVENTION")
    with pytest.raises(AgreementError, match="Nothing in it is different"):
        changes(stands(), one, how="changed", words="Why", cash=None)
    with pytest.raises(AgreementError, match="Say why"):
        changes(stands(), one, how="changed", words=" ", cash=Decimal(1))
    with pytest.raises(AgreementError, match="Say whether it changes"):
        changes(stands(), one, how="undid", words="x", cash=Decimal(1))
    with pytest.raises(AgreementError, match="before it began"):
        delegations.take_back(stands(), one, until=day(-900), because="x" * 20, day=day(),
                              place=django_settings.PLACE)  # fmt: skip
    delegations.take_back(stands(), one, until=day(-9), because="It was over then.", day=day(),
                          place=django_settings.PLACE)  # fmt: skip
    with pytest.raises(AgreementError, match="It has ended"):
        changes(stands(), one, how="changed", words="x", cash=Decimal(1))


def round_table_of(agreement):
    """A partner that signed an agreement."""
    return agreement.versions.first().signatures.first().partner


def test_forms_on_the_page_change_and_end_what_was_passed_on(visit, someone, passes):
    one = passes(cash=Decimal(10))
    sent = {"cash": "8", "how": "changed", "words": "Less for all.", "conditions": "New."}
    back = visit(f"{HERE}{one.ref}/change/", who=someone(), post=sent)
    assert back.goes_to == f"{HERE}{one.ref}/"
    page = visit(f"{HERE}{one.ref}/", who=someone())
    assert "What went with it, the newest first" in page
    ended = {"until": day(3).isoformat(), "because": "short"}
    visit(f"{HERE}{one.ref}/back/", who=someone(), post=ended)
    assert Delegation.objects.get().until is None
    ended["because"] = "It is done by others now."
    visit(f"{HERE}{one.ref}/back/", who=someone(), post=ended)
    assert "It is done by others now." in visit(f"{HERE}{one.ref}/", who=someone())


def test_words_of_people_are_shown_as_words_and_safe_in_a_spreadsheet(visit, passes):
    """AT: a formula in a cell is neutralised, and markup is text."""
    passes(function='=HYPERLINK("http://x")', conditions="<script>alert(1)</script>")
    assert "<script>alert" not in visit(f"{HERE}G-001/").html
    assert "\"'=HYPERLINK" in visit(f"{HERE}tables/ledger.csv").html
    book = visit(f"{HERE}tables/ledger.xlsx").response
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0)
    assert sheet.to_python()[1][2] == '\'=HYPERLINK("http://x")'


def test_empty_pages_say_what_to_do_next(visit, someone, db):
    page = visit(HERE, who=someone())
    assert "Nothing has been passed on yet that is written down here." in page
    assert "Write down what is passed on" in page
    assert "No service is written down yet." in visit(f"{HERE}map/", who=someone())
    assert "No board or group is written down yet." in visit(f"{HERE}new/", who=someone())
    assert "No service is named in an agreement" in visit(f"{HERE}why/", who=someone())
