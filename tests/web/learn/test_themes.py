"""Themes: neighbours where stories are few, topics where enough, only of what one may read."""

import pytest

from tests.learn.themes.test_topics import planted
from tests.web.learn.making import story_of
from tilth.web.learn.coding import themes as pages
from tilth.web.learn.models import Story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_held():
    pages.THEMES.forget()
    yield
    pages.THEMES.forget()


def test_few_stories_are_told_by_their_neighbours(visit):
    assert "There is no story here yet that you may read." in visit("/learn/themes/", who=None)
    story_of("Beans", words="We dug the allotment and grew beans.")
    story_of("Compost", words="Compost on the allotment, and beans again.")
    story_of("Choir", words="A choir sang.")
    story_of("Hidden beans", to=("partnership",), words="Secret allotment beans.")
    page = visit("/learn/themes/", who=None)
    assert "Too few stories for themes. Themes need 50; you may read 3." in page
    assert "Near it: Compost" in page
    assert "It is like no other here." in page
    assert "Hidden beans" not in page
    assert "Hidden beans" in visit("/learn/themes/", who="chair")


def test_topics_are_of_what_one_may_read_and_go_with_what_is_taken_back(visit, monkeypatch):
    """CO, AC: words and stories of a theme are those this reader may read, at once."""
    monkeypatch.setattr(pages.THEMES, "of", waited(pages.THEMES.of))
    texts, _ = planted(56)
    Story.objects.bulk_create(
        story_unsaved(number, text, everyone=number % 28 > 1) for number, text in enumerate(texts)
    )
    page = visit("/learn/themes/", who="partner")
    assert "From 56 stories that you may read." in page
    assert page.html.count("Found in 20 of 20 starts") >= 3
    assert "compost" in page
    assert "Story 0 " in page
    page = visit("/learn/themes/", who=None)
    assert "From 52 stories" in page
    assert "Story 0 " not in page
    assert "themes" in visit("/learn/themes.csv", who=None).response["Content-Disposition"]
    Story.objects.filter(title="Story 2 ").update(state="withdrawn", words="", title="", seen=1)
    page = visit("/learn/themes/", who=None)
    assert "From 51 stories" in page
    assert "Story 2 " not in page


def test_what_takes_long_is_worked_out_behind_the_page(visit, monkeypatch):
    monkeypatch.setattr(pages.THEMES, "of", lambda *_: None)
    texts, _ = planted(50)
    Story.objects.bulk_create(story_unsaved(n, text) for n, text in enumerate(texts))
    assert "Being worked out from 50 stories." in visit("/learn/themes/", who=None)
    assert "still being worked out" in visit("/learn/themes.json", who=None)


def waited(of):
    return lambda name, key, begin: of(name, key, begin, wait=120)


def story_unsaved(number, text, everyone=True):
    from django.utils import timezone

    now = timezone.now()
    return Story(slug=f"theme{number}", title=f"Story {number} ", words=text, state="published",
                 for_everyone=everyone, for_partnership=True, told=now, published=now)  # fmt: skip
