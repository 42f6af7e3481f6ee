"""The timeline of a partnership: moments, records, shocks, the diary."""

import datetime

import pytest

from tests.web.agree.making import DAY, board_of, by_of, decision_of, signed
from tests.web.learn.making import practice_of
from tilth.ground.errors import AgreementError
from tilth.web.agree.models import Partner
from tilth.web.agree.standing import Standing
from tilth.web.learn.actions import moments as act
from tilth.web.learn.models import Moment, Transplant

HERE = "/learn/timeline/"


def sent(**told):
    told = {"type": "founding", "words": "Three people talked on a bench", "on": "2019-05-01",
            "until": "", "more": "The doctor, the club and a neighbour.", "layer": "place",
            "about": "", "open_to": "everyone", **told}  # fmt: skip
    return told


def test_B_201_P_098_how_it_began_stands_first_and_records_tell_the_rest(visit, someone, table):
    """B-201: the origin; P-098: members, agreements, decisions, plantings from their records."""
    assert "Nothing is known yet that you may read." in visit(HERE, who=None)
    Partner.objects.filter(slug="homes").update(since=datetime.date(1974, 2, 1))
    gone = {"until": datetime.date(2023, 1, 1), "state": "left"}
    Partner.objects.filter(slug="club").update(**gone)
    body = board_of(since=datetime.date(2020, 6, 1))
    signed(body, table)
    decided = {"stage": "closed", "closed": DAY, "outcome": "carried"}
    decision_of(body, table["homes"], **decided)
    decision_of(body, table["homes"], title="Only for us", public=False, **decided)
    Transplant.objects.create(ref="T-001", practice=practice_of(), place="Stonebeck", changed="x",
                              planted=DAY)  # fmt: skip
    at = visit(f"{HERE}new/", who=someone("council"), post=sent()).goes_to
    assert at == f"{HERE}#moment-{Moment.objects.get().pk}"
    page = visit(HERE, who="analyst")
    for words in ("How it began 1 May 2019. Three people talked on a bench",
                  "The doctor, the club and a neighbour.", "2 March 2026 Partners who came",
                  "Together Homes joined",
                  "Club Community Trust left", "Place board began", "Agreement: How we work",
                  "Open the hall on Sundays (D-001, carried)", "Only for us",
                  "matchday moves planted: Stonebeck"):  # fmt: skip
        assert words in page, words
    assert "1974" not in page
    page = visit(HERE, who=None)
    assert "Three people talked on a bench" in page
    assert "Open the hall on Sundays" in page
    assert "/agree/public/decisions/D-001/" in page.links
    for words in ("Only for us", "Agreement: How we work"):
        assert words not in page
    assert "Only for us" not in visit("/learn/timeline.csv", who=None)
    page = visit(f"{HERE}?kind=decision", who="analyst")
    assert "Place board began" not in page
    assert "Only for us" in page
    assert visit(f"{HERE}?kind=party", who=None).status == 404
    assert "Place board began" not in visit("/learn/timeline.csv?kind=decision", who="analyst")


def test_B_163_P_098_the_diary_of_an_evaluation_and_shocks_join_the_timeline(visit, someone):
    """B-163: diary entries beside what happened; shocks are bands, told in each year they last."""
    who = someone("council")
    page = visit(f"{HERE}new/?type=diary", who=who)
    assert '<option value="diary" selected>' in page.html
    visit(f"{HERE}new/", who=who, post=sent(type="diary", words="Trust grew", on="2021-06-01"))
    shock = sent(
        type="shock", words="Pandemic", on="2020-03-11", until="2022-02-24", layer="nation"
    )
    visit(f"{HERE}new/", who=who, post=shock)
    page = visit(HERE, who=None)
    assert "Evaluation diary: Trust grew" in page
    assert "Still lasting: Pandemic, since 11 March 2020, until 24 February 2022." in page
    assert page.html.count('<rect class="timeline-band"') == 1
    assert "2 things that happened, told one by one below" in page.html
    assert "Trust grew" in visit("/learn/timeline.json", who=None)
    assert "It ends before it begins" in visit(
        f"{HERE}new/", who=who, post=sent(until="2001-01-01")
    )


def test_a_moment_is_put_right_taken_off_and_put_back_by_who_wrote_it(visit, someone):
    who, other = someone("council"), someone("homes")
    visit(f"{HERE}new/", who=who, post=sent(open_to="partnership"))
    one = Moment.objects.get()
    at = f"{HERE}{one.pk}/"
    for reader in (None, "resident"):
        assert "on a bench" not in visit(HERE, who=reader)
    assert visit(at, who=other).status == 404
    assert "Put right" not in visit(HERE, who=other)
    assert "Put right" in visit(HERE, who=who)
    page = visit(at, who=who, post=sent(words="Four people talked", about="D-999"))
    assert "We know of no such page." in page
    assert "Four people talked" in page.html
    practice_of()
    about = "/learn/practices/matchday-moves/"
    visit(at, who=who, post=sent(words="Four people talked", type="milestone", about=about))
    assert about in visit(HERE, who=None).links
    assert "Four people talked" in visit(HERE, who=None)
    assert "words: Three people talked on a bench, now Four people talked" in visit(at, who=who)
    visit(f"{at}take-off/", who=who, post={})
    assert "Four people" not in visit(HERE, who=None)
    assert "Taken off" in visit(HERE, who=who)
    stands = Standing.for_by(by_of(who))
    with pytest.raises(AgreementError, match="already"):
        act.remove(stands, one)
    visit(f"{at}put-back/", who=someone("none", "chair"), post={})
    assert "Four people talked" in visit(HERE, who=None)
    with pytest.raises(AgreementError, match="already"):
        act.restore(stands, one)
    with pytest.raises(AgreementError, match="Only who wrote it"):
        act.change(Standing.for_by(by_of(other)), one, words="Mine")
    with pytest.raises(AgreementError, match="Say in words"):
        act.add(stands, **sent(words=" ", on=DAY, until=None))


def test_what_is_yet_to_come_is_not_on_the_timeline(visit, someone):
    later = datetime.date.today() + datetime.timedelta(days=400)
    visit(f"{HERE}new/", who=someone("council"), post=sent(on=f"{later}", type="policy"))
    assert "on a bench" not in visit(HERE, who=None)
