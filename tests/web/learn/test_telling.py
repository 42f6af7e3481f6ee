"""Telling: kept as a draft, sent, read by those chosen, changed."""

import pytest

from tests.web.agree.making import by_of
from tilth.ground.errors import AgreementError
from tilth.web.learn.actions import telling as acts
from tilth.web.learn.actions.withdrawing import withdraw
from tilth.web.learn.models import Edition, Indexed, Story, Withdrawal
from tilth.web.learn.telling.teller import TELLER

pytestmark = pytest.mark.django_db


def told_by(by=TELLER, to=("everyone",), **told):
    """A telling, sent."""
    told = {"words": "We met at the bandstand.", **{f"for_{one}": True for one in to}, **told}
    return acts.send(by, acts.begin(by, told))


def test_what_strangers_tell_is_looked_at_before_others_read_it(person_as):
    """P-199: light moderation, and none where only a link worker reads it."""
    partner = by_of(person_as("partner"))
    assert told_by().state == "sent"
    assert told_by(to=()).state == told_by(to=("worker",)).state == "published"
    assert told_by(partner, to=("partnership",)).state == "published"
    assert told_by(partner, to=("partnership", "national")).state == "sent"


def test_words_before_a_change_go_to_an_edition_and_fewer_readers_hold_at_once():
    story = told_by()
    Story.objects.filter(pk=story.pk).update(state="published")
    story = acts.change(TELLER, story, {"for_everyone": False, "for_worker": True})
    assert (story.state, story.audiences) == ("published", ["worker"])
    assert not Edition.objects.exists()
    acts.change(TELLER, story, {"words": "We met at the pond."})
    assert Edition.objects.get().told == {"words": "We met at the bandstand."}
    assert Indexed.objects.get(key=story.key).words == "We met at the pond."


def test_a_telling_without_words_is_not_sent():
    with pytest.raises(AgreementError, match="own words"):
        told_by(words=" \u202e ")


def test_what_is_taken_back_leaves_a_bare_row():
    story = told_by(title="Bandstand")
    withdraw(TELLER, story)
    story.refresh_from_db()
    assert (story.state, story.words, story.title, story.audiences) == ("withdrawn", "", "", [])
    assert Withdrawal.objects.get().uid == story.uid
    assert not Indexed.objects.exists()
    with pytest.raises(AgreementError, match="taken back"):
        withdraw(TELLER, story)
