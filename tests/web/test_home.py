"""The front page: four questions in words, only what is news, and how old the data are."""

import pytest

from tests.web.small import bare
from tilth.ground.place import Place
from tilth.see.news import News
from tilth.see.watch import Watch
from tilth.web.house import kept as module
from tilth.web.see import news as view

QUESTIONS = ("How is our place doing?", "What did we agree?", "Who is waiting?",
             "What did we learn?")  # fmt: skip


@pytest.fixture
def read(visit, demo_place, monkeypatch):
    module.forget()
    monkeypatch.setattr(view, "later", lambda place, release, what, make, **about: make())

    def page(found, **more):
        watch = Watch(tuple(found), 30, 0.8)
        monkeypatch.setattr(view, "news", lambda people, indicators, rebase: watch)
        monkeypatch.setattr(view, "gaps_moved", lambda people, indicators: Watch())
        return visit("/", place=demo_place, **more)

    yield page
    module.forget()


def news(n, kind="change"):
    said = f"Thing {n}: that is above what is usual."
    return News(f"thing_{n}", f"Thing {n}", kind, "concern", "high", said, 5.0 - n)


def test_four_questions_in_words_and_a_room_not_built_says_so_without_a_dead_link(read):
    page = read([])
    at = [page.index(question) for question in QUESTIONS]
    assert at == sorted(at)
    assert page.count("This part is not built yet.") == 1
    assert not [at for at in page.links if at.startswith("/act/")]


def test_B_030_where_nothing_is_unusual_the_page_says_so(read):
    assert "Nothing unusual this month." in read([])


def test_three_changes_are_told_and_the_others_are_a_link_away(read):
    page = read([news(n) for n in range(5)])
    assert "Thing 2: that is above what is usual." in page
    assert "Thing 3: that" not in page
    assert "2 more changed" in page


def test_among_many_figures_what_chance_alone_would_show_is_said(read):
    """Thirty figures watched at once: one that is unusual may be chance, four are more."""
    assert "chance alone would still put about 1 of them here" in read([])
    assert "may be chance: look closer before you act" in read([news(1)])
    assert "These are more than that." in read([news(n) for n in range(4)])


def test_AC_a_stranger_reads_the_questions_and_no_figure(read):
    page = read([news(1)], who=None)
    assert page.status == 200
    assert all(question in page for question in QUESTIONS)
    assert "Thing 1" not in page
    assert "How old are the numbers?" not in page
    assert "/sign-in/?next=/" in page.links


def test_the_age_of_every_source_is_told_and_what_is_late_is_said(read):
    page = read([])
    assert "How old are the numbers?" in page
    assert "sources came when they were due" in page or "late" in page


def test_news_not_worked_out_yet_is_said(visit, demo_place, monkeypatch):
    monkeypatch.setattr(view, "later", lambda *_, **__: None)
    assert "We are still working out what is new" in visit("/", place=demo_place)


def test_before_the_first_release_nobody_has_been_counted(visit, tmp_path):
    new = Place.open(bare(tmp_path / "new"))
    assert "Nobody has been counted here yet" in visit("/", place=new)
