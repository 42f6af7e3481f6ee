"""What grows from a story: what it led to, which figures it speaks to."""

from tilth.web.agree import history
from tilth.web.agree.actions.commitments import propose
from tilth.web.agree.models import Link
from tilth.web.agree.standing import SPEAKERS
from tilth.web.house.acts import act, locked, refuse
from tilth.web.learn.models import Story
from tilth.web.learn.reader import own
from tilth.web.learn.talk.records import seen
from tilth.web.learn.telling.teller import TELLER

HOW = {
    "led to": "It led to this",
    "grew from": "It grew from this",
    "wider": "The same at a wider layer",
    "nearer": "The same nearer to people",
    "is like": "It is like this",
}
"""How a story has to do with something else, as said from the story."""
BETWEEN_STORIES = ("wider", "nearer", "is like")


@act
def tie(standing, story, key, how, *, at=None):
    """Link a story with a decision, promise, practice, ripple or another story; gives the Link."""
    refuse("" if may_tie(standing, story) else "Only its teller or a partner can link it")
    refuse("" if seen(story.key, standing) else "There is no such story")
    other = seen(key, standing)
    refuse("" if other and other.key != story.key else "There is nothing else by that name")
    refuse("" if how in HOW else "Say how they have to do with each other")
    alike = how in BETWEEN_STORIES
    refuse("Only stories are nearer or wider" if alike and other.record.kind != "story" else "")
    link, made = Link.objects.get_or_create(one=story.key, other=other.key, how=how)
    refuse("They are linked already" if not made and not link.removed else "")
    link.removed = False
    link.save()
    history.told(_by(standing, story), story, "linked", at=at)
    return link


@act
def answer_offer(standing, story, *, type, words, made, due=None):
    """Write down what one's partner does because of an offer; gives the Commitment.

    type: commitment or ask. It is linked with the offer, of which nothing is copied. made: the day.
    """
    refuse("" if may_answer(standing, story) else "Only a partner can answer an offer so")
    one = propose(standing, type=type, words=words, made=made, made_by=standing.partner, due=due,
                  public=story.for_everyone)  # fmt: skip
    tie(standing, story, one.key, "led to")
    return one


def may_answer(standing, story):
    """Somebody who speaks for a partner, and an offer others read."""
    offer = story.type == "offer" and story.state == "published" and not story.origin
    speaks = standing.by.role in SPEAKERS and standing.speaks_for(standing.partner)
    return offer and speaks


@act
def untie(standing, story, link, *, at=None):
    """Take a link away."""
    refuse("" if may_tie(standing, story) else "Only its teller or a partner can do this")
    link = locked(Link, link.pk)
    ours = story.key in (link.one, link.other) and not link.removed
    refuse("" if ours else "They are not linked")
    link.removed = True
    link.save()
    history.told(_by(standing, story), story, "took a link away", at=at)


@act
def speaks_to(standing, story, indicators, known, *, at=None):
    """Say to which figures a story speaks. indicators: names; known: every name there is."""
    story = locked(Story, story.pk)
    may = own(standing, story) or standing.keeps
    refuse("" if may else "Only its teller, the chair or the secretariat can do this")
    refuse("" if seen(story.key, standing) else "There is no such story")
    refuse("" if set(indicators) <= set(known) else "There is no such indicator")
    return history.changed(
        _by(standing, story), story, "said to which figures it speaks", at=at,
        indicators=list(indicators), seen=story.seen + 1,
    )  # fmt: skip


def may_tie(standing, story):
    """Its teller, or anybody who speaks round the table."""
    return own(standing, story) or standing.by.role in SPEAKERS


def _by(standing, story):
    """On whose behalf history says it was done: nobody's where it is the teller."""
    return TELLER if own(standing, story) else standing.by
