"""What partners put in, the fund, what a cut may do, and returns: as people meet them."""

import datetime
import io
import json
from decimal import Decimal

import pytest
from django.conf import settings as django_settings

from tests.web.agree.making import board_of, by_of, decision_of, round_table, signed
from tests.web.at_once import EVERY_ENGINE
from tilth.agree.levels.days import year
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import contributions
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.levels.money import statement
from tilth.web.agree.levels.reading import Ledgers
from tilth.web.agree.models import Commitment, Contribution, Partner, Role, Step, Version
from tilth.web.agree.standing import Standing

HERE = "/agree/levels/money/"


def day(offset=0):
    """The day the place of the tests lives in, and days before and after it."""
    return day_of(django_settings.PLACE) + datetime.timedelta(days=offset)


@pytest.fixture
def table(db):
    """Five partners, two of which told how large they are."""
    found = round_table()
    for slug, income, staff in (("homes", 300_000, 8), ("hospital", 900_000_000, 18_000)):
        Partner.objects.filter(slug=slug).update(income=income, staff=staff)
    return {one.slug: one for one in Partner.objects.filter(slug__in=found)}


@pytest.fixture
def someone(person_as):
    """A function that gives somebody of a partner, in a role."""

    def give(role="partner", partner=""):
        return person_as(role, partner=partner, email=f"{role}-{partner or 'none'}@example.org")

    return give


@pytest.fixture
def stands(someone):
    """A function that gives how somebody of a partner stands; who keeps what was agreed if none."""
    return lambda partner="", role="": Standing.for_by(
        by_of(someone(role or ("partner" if partner else "secretariat"), partner),
              role or ("partner" if partner else "secretariat"))
    )  # fmt: skip


@pytest.fixture
def gives(table, stands):
    """A function that writes down what a partner puts in: gives("homes", 1200)."""

    def make(partner, amount, currency="cash", type="pooled", **told):
        to = told.pop("to", None)
        told |= {"to_partner": table[to]} if to else {}
        told = {"since": day(), **told}
        amount = None if amount is None else Decimal(amount)
        return contributions.give(stands(), partner=table[partner], currency=currency, type=type,
                                  amount=amount, **told)  # fmt: skip

    return make


@pytest.fixture
def fund(db):
    """A fund to test and learn with."""
    return board_of("Learning fund", type="fund", purpose="For small tests.")


@pytest.fixture
def carried(table):
    """A function that gives a decision that was carried: carried(5000)."""

    def make(money=None, **told):
        board = board_of("Board") if not told.get("body") else told.pop("body")
        told = {"stage": "closed", "outcome": "carried", "closed": day(-30), **told}
        return decision_of(board, table["homes"], money=money, route="light", **told)

    return make


def form_of(**told):
    """What a browser sends for something put in."""
    return {"partner": "charities", "currency": "time", "amount": "40", "type": "in kind",
            "layer": "place", "since": day().isoformat(), "words": "Evenings.", **told}  # fmt: skip


def test_P_025_a_charity_writes_down_its_effort_in_kind(visit, someone, table):
    """P-025."""
    who = someone("partner", "charities")
    gone = visit(f"{HERE}new/", who=who, post=form_of())
    one = Contribution.objects.get()
    assert gone.goes_to == f"{HERE}{one.pk}/"
    page = visit(gone.goes_to, who=who)
    assert "time: 40 days" in page
    assert "given as time, people, space or things" in page
    assert "Change it, or put a mistake right" in page
    assert "Evenings." in visit(HERE)
    assert Step.objects.get(about=one.key).partner.slug == "charities"


def test_P_082_and_B_247_every_partner_is_seen_for_what_it_brings(visit, gives, table):
    """P-082: what each brings; B-247: in four currencies, and trust and reach beside them."""
    gives("charities", 40, "time", "in kind")
    gives("charities", None, "trust", "in kind", words="Families open the door to them.")
    gives("homes", 1200)
    gives("hospital", 2, "capacity", "in kind", since=day(-400))
    gives("club", 12_000, "resources", "in kind")
    gives("club", 3000, "reach", "in kind")
    page = visit(HERE)
    assert "Families open the door to them." in page
    assert "£12,000" in page
    assert "Something is missing: Council has nothing written down for this year." in page
    rows = json.loads(visit("/agree/levels/tables/brought.json").html)["rows"]
    names = [row["partner"] for row in rows]
    assert names == sorted(names)
    told = {row["partner"]: row for row in rows}
    assert told["Club Community Trust"]["reach"] == 3000
    assert told["General Hospital"]["capacity"] == 2


def test_P_103_a_small_sum_is_told_beside_the_size_of_who_gives_it(visit, gives):
    """P-103."""
    gives("homes", 1200)
    gives("hospital", 270_000)
    page = visit(HERE)
    assert "Together Homes £1,200 0.4%" in page
    assert "General Hospital £270,000 0.03%" in page


def test_B_010_pooled_and_aligned_budgets_stand_together(visit, gives):
    """B-010."""
    gives("homes", 100)
    gives("hospital", 250, type="aligned")
    page = visit(HERE)
    assert "No pot named in one pot All together £100" in page
    assert "No pot named own pots, one plan All together £250" in page


def test_P_086_what_the_partnership_itself_costs_is_told(visit, gives):
    """P-086."""
    gives("hospital", 1000, type="in kind", running=True)
    gives("homes", 20_000)
    page = visit(HERE)
    assert "It takes £1,000 this year to keep the partnership itself going." in page
    assert "That is £5 for every £100 held or spent together." in page
    assert "Nothing towards it is written down for Circle of Small Charities" in page


def test_P_070_a_partner_has_one_page_of_what_it_does_here(visit, gives, table):
    """P-070. P-048: how it is held to account is said there too."""
    gives("hospital", 900_000, until=day(30))
    Role.objects.create(partner=table["hospital"], body=board_of("Falls group"), title="member",
                        since=day(-30))  # fmt: skip
    for n, state in enumerate(("kept", "growing", "stuck", "kept")):
        Commitment.objects.create(ref=f"C-{n}", words="x", made_by=table["hospital"], state=state,
                                  made=day(-5))  # fmt: skip
    page = visit(f"{HERE}of/hospital/")
    assert "What General Hospital does for" in page
    assert "General Hospital answers to the law and to national bodies." in page
    assert "% of its income" in page
    assert "Falls group." in page
    assert "2 kept, 1 growing, 1 stuck." in page
    lines = statement(table["hospital"], Ledgers(django_settings.PLACE))["brings"]
    assert lines[0].startswith("£")
    assert "Nothing is written down for this year." in visit(f"{HERE}of/club/")


def test_AC_a_partner_writes_down_only_what_it_gives_itself(visit, someone, stands, gives, table):
    who = someone("partner", "charities")
    page = visit(f"{HERE}new/", who=who, post=form_of(partner="homes"))
    assert page.status == 422
    assert "not one of the available choices" in page
    with pytest.raises(AgreementError, match="Only somebody from Together Homes"):
        contributions.give(stands("charities"), partner=table["homes"], currency="cash",
                           type="pooled", since=day(), amount=Decimal(5))  # fmt: skip
    one = gives("homes", 5)
    for act in ("correct", "withdraw"):
        assert visit(f"{HERE}{one.pk}/{act}/", who=who, post={}).status == 404
        assert visit(f"{HERE}{one.pk}/{act}/", who="administrator", post={}).status == 404
    with pytest.raises(AgreementError, match="Only somebody from Together Homes"):
        contributions.withdraw(stands("charities"), one, why="x" * 20, day=day())
    assert visit(f"{HERE}new/", who=someone("analyst", "")).status == 404
    assert "Change it, or put a mistake right" not in visit(f"{HERE}{one.pk}/", who=who)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"amount": "-4"}, "greater than or equal to 0"),
        ({"currency": "euro"}, "not one of the available choices"),
        ({"type": "loan"}, "not one of the available choices"),
        ({"amount": "", "words": ""}, "Say how much, or tell it in words."),
        ({"type": "grant"}, "A grant goes to a partner. Say which."),
        ({"to_partner": "homes"}, "Only a grant goes to a partner."),
        ({"until": "2001-01-01"}, "The last day must not come before the first."),
        ({"currency": "trust"}, "Trust has no amount."),
        ({"since": ""}, "This field is required"),
        ({"amount": "1e400"}, "Ensure that there are no more than"),
        ({"type": "grant", "to_partner": "charities", "currency": "cash"},
         "Nobody gives a grant to itself."),
    ],
)  # fmt: skip
def test_what_cannot_be_given_is_told_beside_its_field(visit, someone, table, wrong, words):
    page = visit(f"{HERE}new/", who=someone("partner", "charities"), post=form_of(**wrong))
    assert page.status == 422
    assert words in page
    assert not Contribution.objects.exists()


def test_a_mistake_is_put_right_and_what_is_withdrawn_counts_no_more(visit, someone, gives):
    one = gives("homes", 1200)
    who = someone("partner", "homes")
    sent = {
        "amount": "1500",
        "words": "From reserves.",
        "since": day().isoformat(),
        "why": "Typed wrongly.",
        "how": "corrected",
    }
    visit(f"{HERE}{one.pk}/correct/", who=who, post=sent)
    one.refresh_from_db()
    assert (one.amount, one.words) == (1500, "From reserves.")
    assert "Typed wrongly." in visit(f"{HERE}{one.pk}/")
    gone = {"why": "The money is needed elsewhere.", "how": "changed"}
    visit(f"{HERE}{one.pk}/withdraw/", who=who, post=gone)
    assert "This was withdrawn. It is not counted any more." in visit(f"{HERE}{one.pk}/")
    assert "Together Homes none" in visit(HERE)


def test_corrections_that_make_no_sense_are_refused(stands, gives, table):
    one = gives("homes", 5)
    keep = {"amount": Decimal(5), "words": "", "since": one.since, "until": None, "why": "x"}
    keep["day"] = day()
    with pytest.raises(AgreementError, match="Nothing in it is different"):
        contributions.correct(stands(), one, **keep)
    with pytest.raises(AgreementError, match="last day"):
        contributions.correct(stands(), one, **keep | {"until": day(-900)})
    with pytest.raises(AgreementError, match="Say how much"):
        contributions.correct(stands(), one, **keep | {"amount": None})
    with pytest.raises(AgreementError, match="less than nothing"):
        contributions.correct(stands(), one, **keep | {"amount": Decimal(-5)})
    contributions.withdraw(stands(), one, why="x" * 20, day=day())
    with pytest.raises(AgreementError, match="withdrawn already"):
        contributions.withdraw(stands(), one, why="x" * 20, day=day())
    with pytest.raises(AgreementError, match="This was withdrawn"):
        contributions.correct(stands(), one, **keep | {"amount": Decimal(6)})
    Partner.objects.filter(slug="club").update(state="left")
    table["club"].refresh_from_db()
    with pytest.raises(AgreementError, match="has left"):
        gives("club", 5)
    with pytest.raises(AgreementError, match="nothing that is counted"):
        gives("homes", 5, "euro")
    with pytest.raises(AgreementError, match="no way of giving"):
        gives("homes", 5, type="loan")


def test_B_142_the_fund_has_rules_and_a_book(visit, someone, fund, table, carried):
    """B-142."""
    rules = signed(fund, table, since=day(-200))
    Version.objects.filter(pk=rules.pk).update(
        clauses=rules.clauses | {"fund": ["Up to £5,000 on the light route"]}
    )
    decision = carried(5000)
    keeper, at = someone("secretariat"), f"/agree/levels/fund/{fund.slug}/"
    visit(f"{at}in/", who=someone("partner", "homes"),
          post={"partner": "homes", "amount": "6000", "since": day(-20).isoformat()})  # fmt: skip
    out = {"to_partner": "charities", "amount": "4000", "decision": decision.ref,
           "words": "Does a walk in company help?", "since": day(-10).isoformat()}  # fmt: skip
    visit(f"{at}out/", who=keeper, post=out)
    page = visit(at, who=keeper)
    assert "£2,000 can be spent today." in page
    assert "Up to £5,000 on the light route" in page
    assert f"Circle of Small Charities £4,000 £2,000 {decision.ref} Does a walk in company" in page
    assert "light route" in page
    rows = visit(f"/agree/levels/fund/{fund.slug}.csv")
    assert "Circle of Small Charities,,4000,2000,D-001,Does a walk in company help?" in rows
    visit(f"{at}out/", who=keeper, post=out | {"amount": "1001"})
    assert Contribution.objects.filter(out=True).count() == 1


def test_a_fund_refuses_what_its_rules_do_not_allow(stands, fund, table, carried, gives):
    put = {"partner": table["homes"], "amount": Decimal(100), "since": day(-9)}
    came = contributions.put_in(stands("homes"), fund, **put)
    decision = carried(80)
    take = {"to_partner": table["club"], "amount": Decimal(60), "decision": decision,
            "since": day(-5)}  # fmt: skip
    with pytest.raises(AgreementError, match="keep a fund's book"):
        contributions.take_out(stands("homes"), fund, **take)
    with pytest.raises(AgreementError, match="is about £80"):
        contributions.take_out(stands(), fund, **take | {"amount": Decimal(81)})
    with pytest.raises(AgreementError, match="before the day it was decided"):
        contributions.take_out(stands(), fund, **take | {"since": day(-40)})
    with pytest.raises(AgreementError, match="Name the decision"):
        contributions.take_out(stands(), fund, **take | {"decision": None})
    with pytest.raises(AgreementError, match="above nothing"):
        contributions.take_out(stands(), fund, **take | {"amount": Decimal(0)})
    left = contributions.take_out(stands(), fund, **take)
    with pytest.raises(AgreementError, match="of it has left already"):
        contributions.take_out(stands(), fund, **take | {"amount": Decimal(21)})
    with pytest.raises(AgreementError, match="less than nothing on"):
        contributions.withdraw(stands("homes"), came, why="We need it back.", day=day())
    more = {"words": "", "since": left.since, "until": None, "why": "x", "day": day()}
    with pytest.raises(AgreementError, match="is about £80"):
        contributions.correct(stands(), left, amount=Decimal(90), **more)
    with pytest.raises(AgreementError, match="keep a fund's book"):
        contributions.withdraw(stands("club"), left, why="x" * 20, day=day())
    with pytest.raises(AgreementError, match="has an amount"):
        contributions.correct(stands(), left, amount=None, **more)
    contributions.withdraw(stands(), left, why="The test did not begin.", day=day())
    contributions.withdraw(stands("homes"), came, why="We need it back.", day=day())
    with pytest.raises(AgreementError, match="at its own page"):
        gives("homes", 5, to_body=fund)
    with pytest.raises(AgreementError, match="is not a fund"):
        contributions.put_in(stands(), board_of("Other"), **put)
    with pytest.raises(AgreementError, match="above nothing"):
        contributions.put_in(stands(), fund, **put | {"amount": Decimal(0)})


def test_AC_only_partners_put_money_in_and_only_keepers_take_it_out(visit, someone, fund, table):
    at = f"/agree/levels/fund/{fund.slug}/"
    assert visit(f"{at}out/", who=someone("partner", "homes"), post={}).status == 404
    assert visit(f"{at}in/", who=someone("analyst"), post={}).status == 404
    assert "Put money in" not in visit(at, who=someone("analyst"))
    assert "Take money out" not in visit(at, who=someone("partner", "homes"))


SPEND = """
    from decimal import Decimal
    from tilth.web.agree.actions import contributions
    from tilth.web.agree.models import Body, Contribution, Decision, Partner
    from tilth.web.house.by import By

    class Keeper:
        by, keeps, partner = By.command(), True, None

    on = datetime.date(2026, 1, 1)
    told = {"sector": "voluntary", "accountability": "charitable", "state": "joined"}
    one = Partner.objects.create(slug="one", name="One", **told)
    board = Body.objects.create(slug="board", name="Board", type="board", layer="place")
    fund = Body.objects.create(slug="fund", name="Fund", type="fund", layer="place")
    decision = Decision.objects.create(ref="D-001", title="x", proposal="x", body=board,
                                       proposer=one, stage="closed", outcome="carried", closed=on)
    contributions.put_in(Keeper(), fund, partner=one, amount=Decimal(70), since=on)

    def spend(*_):
        contributions.take_out(Keeper(), fund, to_partner=one, amount=Decimal(10),
                               decision=decision, since=on)

    told = all_at_once(spend, times=25)
    print(json.dumps(told | {"rows": Contribution.objects.filter(out=True).count()}))
"""


@EVERY_ENGINE
def test_AT_five_hundred_at_once_cannot_spend_more_than_there_is(many_at_once, engine):
    """Twenty people press twenty-five times each: seven tens leave a fund of seventy pounds."""
    told = many_at_once(SPEND, engine=engine)
    assert told == {"done": 7, "refused": 493, "rows": 7}


def test_P_102_a_cut_is_followed_to_those_behind(visit, gives, table):
    """P-102."""
    gives("hospital", 1000, type="grant", to="council")
    gives("council", 200, type="grant", to="charities")
    page = visit(f"{HERE}cut/?partner=hospital&amount=500")
    assert page.status == 200
    assert (
        "If General Hospital gives £500 less a year, 1 partner loses money at once, "
        "and up to 1 more through them." in page
    )
    assert "Circle of Small Charities £0 not known £0 not known £200 not known" in page
    assert "the income of Circle of Small Charities, Council is not known" in page
    assert page.html.count("<svg") == 4
    assert "Council gets £1,000 in grants, its income is not known; gives £200" in page
    rows = json.loads(visit(f"{HERE}cut.json?partner=hospital&amount=500").html)["rows"]
    assert [(row["partner"], row["all_lost"]) for row in rows] == [
        ("Circle of Small Charities", 200), ("Council", 500),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("partner=hospital&amount=5000", "Grants of £1,000 are written down."),
        ("partner=hospital&amount=50&to=hospital", "not one of the available choices"),
        ("partner=hospital&amount=-5", "greater than or equal to 0.01"),
        ("partner=homes&amount=5", "not one of the available choices"),
        ("partner=hospital&amount=", "This field is required"),
    ],
)
def test_a_what_if_that_cannot_be_told_says_why(visit, gives, query, words):
    gives("hospital", 1000, type="grant", to="council")
    page = visit(f"{HERE}cut/?{query}")
    assert page.status == 422
    assert words in page
    assert visit(f"{HERE}cut.csv?{query}").status == 404


def test_without_a_grant_there_is_no_what_if(visit, db):
    assert "No grant between partners is written down" in visit(f"{HERE}cut/")


def test_P_110_a_return_is_made_of_the_records_and_names_them(visit, gives, table):
    """P-110."""
    one = gives("homes", 1200)
    at = "/agree/levels/returns/"
    assert "What partners put in together" in visit(at)
    on = day().isoformat()
    page = visit(f"{at}resources/?on={on}")
    assert "£1,200" in page
    assert f"contribution:{one.pk}" in page
    assert f"{HERE}{one.pk}/" in page.links or "/agree/levels/money/" in page.links
    assert "There is no such fund." in page
    assert "tilth agree return resources" in page
    told = json.loads(visit(f"{at}resources.json?on={on}").html)["rows"]
    assert told[0]["value"] == 1200
    assert "Money put in" in visit(f"{at}resources.csv?on={on}")
    from python_calamine import CalamineWorkbook

    book = visit(f"{at}resources.xlsx?on={on}").response.content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert sheet[1][1] == 1200.0
    before = visit(f"{at}resources/")
    assert year(year(day()).first - datetime.timedelta(days=1)).name in before


def test_what_is_not_public_leaves_in_no_return(visit, table):
    board = board_of("Board")
    for n, public in enumerate((True, False)):
        decision_of(board, table["homes"], ref=f"D-{n + 1:03}", stage="closed", public=public,
                    outcome="carried", closed=day())  # fmt: skip
    page = visit(f"/agree/levels/returns/working_together/?on={day().isoformat()}")
    assert "Decisions closed 1 1 record behind Decisions closed D-001" in page
    assert "D-002" not in page


def test_the_command_gives_the_return_as_the_page_does(visit, gives, capsys, monkeypatch):
    from tilth.cli.main import main

    gives("homes", 1200)
    folder, on = str(django_settings.PLACE.folder), day().isoformat()
    assert main(["agree", "return", "--place", folder]) == 0
    assert "devolution" in capsys.readouterr().out
    monkeypatch.setattr("tilth.web.records.open_records", lambda place: None)
    assert main(["agree", "return", "resources", "--on", on, "--place", folder, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    page = json.loads(visit(f"/agree/levels/returns/resources.json?on={on}").html)["rows"]
    assert [row["value"] for row in told["lines"]] == [row["value"] for row in page]
    assert main(["agree", "return", "resourses", "--place", folder]) == 3
    assert "Did you mean resources?" in capsys.readouterr().err
    late = ["agree", "return", "resources", "--on", "2199-01-01", "--place", folder]
    assert main(late) == 2
    assert "that period has not begun" in capsys.readouterr().err
