"""Whether partners come to use the same words: from what the reader may read, and live."""

import datetime
import threading

import pytest

from tests.web.agree.making import board_of, decision_of, round_table
from tests.web.learn.making import story_of
from tilth.web.learn.coding.behind import LANGUAGE
from tilth.web.learn.sources import language as shown

pytestmark = pytest.mark.django_db
OWN = {"homes": "tenants rent repairs damp boilers", "club": "match pitch players coach boots"}
SHARED = "neighbours walking gardens listening trust"


@pytest.fixture(autouse=True)
def waited_for(monkeypatch):
    monkeypatch.setattr(shown, "PATIENCE", 60)
    yield
    LANGUAGE.forget()


def test_what_takes_long_is_worked_out_behind_the_page_and_the_page_says_so(visit, monkeypatch):
    monkeypatch.setattr(shown, "PATIENCE", 0)
    monkeypatch.setattr(shown, "LONG", 0.01)
    begun = threading.Event()
    monkeypatch.setattr(shown, "worked_out", lambda *_, **__: begun.wait(30) and None)
    write(round_table(), board_of(), 2024, OWN)
    page = visit("/learn/language/")
    assert "Being worked out." in page
    assert "Too little text" not in page
    assert visit("/learn/language.csv").splitlines()[1:] == []
    begun.set()


def write(partners, board, year, words, many=4):
    """Decisions of two partners in a year; words: {partner: its words}."""
    for slug, text in words.items():
        for n in range(many):
            one = decision_of(board, partners[slug], stage="closed", public=n % 2 == 0)
            one.opened = datetime.date(year, 3, n + 1)
            one.title, one.proposal = f"Number {n}", f"{text} " * 10
            one.save()


def test_P_127_the_words_of_partners_are_compared_year_by_year(visit):
    partners, board = round_table(), board_of()
    page = visit("/learn/language/")
    assert "Too little text to compare." in page
    write(partners, board, 2024, OWN)
    write(partners, board, 2025, dict.fromkeys(OWN, SHARED))
    page = visit("/learn/language/")
    assert "the words of 2 partners came nearer" in page
    assert "Club Community Trust, Together Homes" in page
    assert "listening" in page
    assert "<svg" in page.html
    assert page.html.count("<circle") == 4
    assert "None with enough text" not in page
    for word in ("first", "best", "rank", "score"):
        assert f" {word} of partners" not in page
    file = visit("/learn/language.csv")
    assert file.splitlines()[1].startswith("2024,Club Community Trust; Together Homes,0.98")
    # a story told for the partnership is read here only while it is told
    story = story_of(partner=partners["homes"], on=datetime.date(2025, 5, 1),
                     to=("partnership",), words="zebrafish " * 60)  # fmt: skip
    assert "zebrafish" not in page
    apart = visit("/learn/language/")
    story.state, story.words = "withdrawn", ""
    story.save()
    again = visit("/learn/language/")
    assert str(again) == str(page) != str(apart)
    assert visit("/learn/language/", who=None).status in (302, 403)
