"""A backup brings back what was taken back since: after a restore it is taken back again."""

import pytest
from django.utils import timezone

from tests.web.learn.making import story_of
from tilth.ground.errors import StoreError
from tilth.web.learn.actions import talk
from tilth.web.learn.actions import telling as acts
from tilth.web.learn.actions.replaying import replay
from tilth.web.learn.actions.withdrawing import withdraw
from tilth.web.learn.models import Comment, Indexed, Story, Withdrawal
from tilth.web.learn.telling import ledger
from tilth.web.learn.telling.teller import TELLER

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    """What is done once an act has come to its end, done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def place(settings):
    """With a ledger in which nothing stands."""
    path = ledger.path_of(settings.PLACE)
    path.unlink(missing_ok=True)
    yield settings.PLACE
    path.unlink(missing_ok=True)


def brought_back(*records):
    """The records as they were when these were read, as a backup brings them back."""
    for one in records:
        one.save(force_update=True)
    Withdrawal.objects.all().delete()


def test_CO_a_restore_takes_back_again_what_was_taken_back_since(place, done):
    """CO_ section 6: restores replay the ledger; stories, comments and narrowed readers."""
    gone, fewer, stays = story_of("Gone"), story_of("Fewer", to=("everyone", "worker")), story_of()
    said = Comment.objects.create(about=stays.key, words="Dear Denise", state="published",
                                  looked=True, at=timezone.now())  # fmt: skip
    before = [Story.objects.get(pk=one.pk) for one in (gone, fewer, stays)]
    words = Comment.objects.get(pk=said.pk)
    with done():
        withdraw(TELLER, gone)
        acts.change(TELLER, fewer, {"for_everyone": False})
        talk.forget(said)
    assert "Gone" not in ledger.path_of(place).read_text()
    brought_back(*before, words)
    assert "gone again: 2" in replay(place)
    gone.refresh_from_db()
    fewer.refresh_from_db()
    words.refresh_from_db()
    assert (gone.state, gone.words) == ("withdrawn", "")
    assert (words.state, words.words) == ("withdrawn", "")
    assert fewer.audiences == ["worker"]
    assert Withdrawal.objects.get().uid == gone.uid
    assert not Indexed.objects.filter(key=gone.key).exists()
    assert Story.objects.get(pk=stays.pk).words
    assert replay(place) == ""


def test_who_may_read_again_by_then_still_may_and_a_comment_of_the_same_number_stays(place, done):
    story = story_of(to=("worker", "everyone"))
    said = Comment.objects.create(about=story.key, words="First", state="published",
                                  at=timezone.now())  # fmt: skip
    with done():
        acts.change(TELLER, story, {"for_worker": False})
        acts.change(TELLER, story, {"for_worker": True})
        talk.forget(said)
    Comment.objects.filter(pk=said.pk).update(words="Another", state="published",
                                              at=timezone.now())  # fmt: skip
    assert replay(place) == ""
    assert Story.objects.get().audiences == ["worker", "everyone"]


def test_a_damaged_ledger_is_told_and_nothing_comes_back_unseen(place, done):
    story = story_of()
    with done():
        withdraw(TELLER, story)
    path = ledger.path_of(place)
    path.write_text(f"{path.read_text()}2026-01-01,story,not-a-number,\n")
    with pytest.raises(StoreError, match="line 2 does not say"):
        replay(place)
