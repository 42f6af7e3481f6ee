"""Figures kept with a decision as they stood, whatever becomes of them."""

import pytest

from tests.web.agree.decisions.deciding import AT, of
from tests.web.agree.making import board_of, decision_of, round_table
from tests.web.reader import Page
from tilth.web.agree.models import Decision

pytestmark = pytest.mark.django_db
FINDING = {
    "title": "Cold homes",
    "sentence": "1 in 5 homes here is cold.",
    "subtitle": "Per 100 homes",
    "headings": {"area": "Code", "name": "Area", "value": "Figure", "numerator": "Homes"},
    "rows": [{"area": "X", "name": "Old Pits", "value": 20.5, "numerator": 1200}, {"name": "All"}],
    "caveats": ["Small numbers are hidden."],
    "source": "A survey.",
    "data_to": "2026-03-31",
    "recipe": {"command": "tilth see indicator cold_homes"},
}


@pytest.fixture
def kept(opened, someone, today):
    """A figure kept with a decision by the smallest partner."""
    from tilth.web.agree.actions import closing
    from tilth.web.agree.standing import Standing
    from tilth.web.house.by import by_person

    by = by_person(someone("charities"), None)
    picture = '<svg viewBox="0 0 9 9" role="img"><title>Cold homes</title></svg>'
    told = {"finding": FINDING, "picture": picture, "release": "r1"}
    return closing.freeze(Standing.for_by(by), opened, today, **told)


def test_P_047_any_partner_keeps_a_figure_and_it_is_shown_as_it_was(visit, opened, kept, someone):
    """P-047: equal rights to evidence; a figure is told with its picture, numbers and recipe."""
    page = visit(f"{AT}{opened.ref}/", who=someone("hospital"))
    assert "Cold homes : 1 in 5 homes here is cold." in page
    assert "Area Figure Homes Old Pits 20.5 1,200" in page
    assert "tilth see indicator cold_homes" in page
    assert "and unchanged since" in page
    assert '<svg viewBox="0 0 9 9"' in page.html
    assert "Kept a figure" in page


@pytest.mark.parametrize(
    "statement",
    [
        "update agree_evidence set finding = '{}'",
        "update agree_evidence set hash = ''",
        "update agree_evidence set picture = ''",
        "delete from agree_evidence",
    ],
)
def test_AT_evidence_never_changes(kept, statement):
    from django.db import DatabaseError, connection, transaction

    with pytest.raises(DatabaseError, match="stays as it was kept"), transaction.atomic():
        connection.cursor().execute(statement)


def test_a_figure_somebody_changed_behind_our_back_is_told(kept):
    from tilth.web.agree.decisions.papers import figure

    kept.finding = kept.finding | {"sentence": "All is well."}
    assert not figure(kept)["whole"]


def test_the_same_figure_is_kept_once_and_left_out_with_a_reason(
    visit, send, opened, kept, someone, today
):
    from tilth.ground.errors import AgreementError
    from tilth.web.agree.actions import closing
    from tilth.web.agree.standing import Standing
    from tilth.web.house.by import by_person

    standing = Standing.for_by(by_person(someone("charities"), None))
    told = {"finding": FINDING, "picture": kept.picture}
    with pytest.raises(AgreementError, match="kept with it already"):
        closing.freeze(standing, opened, today, **told)
    at = f"figure/{kept.pk}/leave-out"
    assert "Only Circle of Small Charities" in send(opened, at, someone("hospital"), words="No.")
    page = send(opened, at, someone("", "chair"), words="It is of another year.")
    assert "Cold homes: It is of another year." in page
    assert "No figure is kept with it." in page
    assert "It was left out already" in send(opened, at, someone("", "chair"), words="Again.")
    Decision.objects.update(stage="closed")
    with pytest.raises(AgreementError, match="before a decision closes"):
        closing.freeze(standing, of(opened), today, **told)
    assert "stays with it" in send(opened, at, someone("", "chair"), words="Late.")


def test_where_there_are_no_figures_none_can_be_kept(visit, opened, someone):
    page = visit(f"{AT}{opened.ref}/figure/", who=someone("homes"), post={"indicator": "falls"})
    assert page.status == 404


def test_a_figure_is_kept_from_what_see_shows(client, demo_place, showing, someone, today):
    """The page's own way: choose a figure and a layer; what is kept is what SEE says today."""
    showing(demo_place)
    partners, board = round_table(), board_of()
    one = decision_of(board, partners["homes"], stage="questions")
    client.force_login(someone("homes"))
    page = Page(client.get(f"{AT}{one.ref}/"))
    assert "Keep a figure with it" in page
    told = {"indicator": "inactive_adults", "layer": "neighbourhood", "what": "finding"}
    sent = client.post(f"{AT}{one.ref}/figure/", told)
    assert sent.status_code == 302
    kept = one.evidence.get()
    assert kept.finding["title"] in Page(client.get(sent.headers["Location"]))
    assert "<svg" in kept.picture
    client.post(f"{AT}{one.ref}/figure/", told | {"what": "fairness"})
    assert one.evidence.count() == 2
    page = Page(client.post(f"{AT}{one.ref}/figure/", told | {"layer": "moon"}, follow=True))
    assert "Select a valid choice" in page


def test_the_chair_too_can_keep_a_figure(opened, someone, today):
    from tilth.web.agree.actions import closing
    from tilth.web.agree.standing import Standing
    from tilth.web.house.by import by_person

    chair = Standing.for_by(by_person(someone("", "chair"), None))
    assert closing.freeze(chair, opened, today, finding=FINDING).hash


def test_the_demo_keeps_figures_as_they_stood_when_a_decision_was_opened(
    visit, demo_place, showing, monkeypatch
):
    from tilth.store.counting.population import Population
    from tilth.web.agree import loading
    from tilth.web.agree.decisions import demo_figures
    from tilth.web.house.closed import closing

    showing(demo_place)
    loading.load(1)
    place = closing(demo_place)
    with Population.open(demo_place) as people:
        assert demo_figures.keep_figures(place, people) == 2
        assert demo_figures.keep_figures(place, people) == 0
        monkeypatch.setattr(demo_figures, "made_by_demo", lambda place: False)
        assert demo_figures.keep_figures(place, people) == 0
        monkeypatch.undo()
        monkeypatch.setattr(demo_figures, "FIGURES", (("D-043", "falls"),))
        monkeypatch.setattr(demo_figures.see, "finding", _refused, raising=False)
        assert demo_figures.keep_figures(place, people) == 0
    page = visit(f"{AT}D-014/", who="director", place=demo_place)
    assert "Kept as it stood on 11 June 2024, and unchanged since" in page
    assert "Data to 11 June 2024." in page
    assert "taken up" in page
    assert "It would also empty our hall" in page


def _refused(*told, **more):
    from tilth.ground.errors import DisclosureError

    raise DisclosureError("too few")
