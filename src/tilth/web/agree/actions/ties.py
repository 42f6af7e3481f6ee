"""Every act on a tie: a partner says how it stands, writes down a conversation, takes it back."""

from tilth.agree.network.relations import QUALITIES, SCALE
from tilth.agree.words import STANCES, TIES
from tilth.web.agree import history
from tilth.web.agree.models import Body, Partner, Tie
from tilth.web.agree.standing import SPEAKERS
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.models import Person

SAID, HEARD, TOOK_BACK = "said how it stands", "wrote down a conversation", "took it back"
RESIDENTS = "residents"
LONGEST = 5_000
# What was answered is kept in the tie itself, which is never changed. The Step tells that it was,
# not what: whoever reads histories does not read what partners say of each other.


def speaks(standing, partner):
    """Refuse what somebody says who is not from a partner that may speak for itself."""
    standing.must_speak_for(partner)
    refuse("" if standing.by.role in SPEAKERS else "Your role does not speak for the partner")


@act
def say(standing, partner, answers, *, on, name="", through="page"):
    """A partner says how it stands to others: {other Partner: answers}; all of them, or none.

    answers: any of the four qualities, stance, began and type; those left out are not told. How a
    partner stands itself is what it says of itself: a stance alone.
    """
    speaks(standing, partner)
    made = [_said(partner, other, told, on) for other, told in answers.items()]
    made = [tie for tie in made if tie is not None]
    refuse("" if made else "There is nothing to keep: every question was skipped")
    for tie in made:
        tie.save()
        history.told(standing.by, tie, SAID, name=name, through=through)
    return made


def _said(partner, other, told, on):
    """One answer as a Tie, not kept yet; None where everything was skipped."""
    told = {field: value for field, value in told.items() if value not in (None, "")}
    told.pop("type", None) if set(told) == {"type"} else None
    if not told:
        return None
    refuse("" if other.state in ("joined", "observing") else f"{other.name} is not round the table")
    own = other.pk == partner.pk
    refuse("" if not own or set(told) == {"stance"} else "Of itself a partner says its stance only")
    for quality in QUALITIES:
        refuse("" if told.get(quality) is None or told[quality] in SCALE else "Answer from 1 to 5")
    refuse("" if told.get("stance", "") in ("", *STANCES) else "This stance is not one we know")
    refuse("" if told.get("type", "horizontal") in TIES else "This kind of tie is not one we know")
    began = told.get("began")
    refuse("" if began is None or began <= on else "They cannot have begun on a day to come")
    told.setdefault("type", "horizontal" if other.layer == partner.layer else "vertical")
    return Tie(one=partner.key, other=other.key, heard="survey", on=on, **told)


@act
def converse(standing, partner, *, on, today, other, topic, words="", area="", began=None):
    """A conversation is written down: who, when, about what, what was heard.

    other: the key of a partner, a body or a person, or `residents`.
    """
    speaks(standing, partner)
    refuse("" if on <= today else "A conversation to come cannot have been heard yet")
    refuse("" if began is None or began <= on else "They cannot have begun on a later day")
    refuse("" if topic.strip() else "Say what it was about")
    refuse("" if len(words) <= LONGEST else "Make it shorter")
    refuse("" if other == RESIDENTS or known(other) else "Choose who was heard from the list")
    refuse("A conversation is with somebody else" if other == partner.key else "")
    tie = Tie.objects.create(
        one=partner.key, other=other, heard="conversation", on=on, topic=topic.strip(),
        words=words.strip(), area=area, began=began,
    )  # fmt: skip
    history.told(standing.by, tie, HEARD)
    return tie


def known(key):
    """Whether a key is of somebody who can be heard."""
    kind, _, name = key.partition(":")
    if kind == "partner":
        return Partner.objects.filter(slug=name).exists()
    if kind == "body":
        return Body.objects.filter(slug=name).exists()
    return kind == "person" and Person.objects.filter(ref=name, parts__isnull=False).exists()


@act
def take_back(standing, tie):
    """A partner takes back what it said or wrote down: it stays on record, and counts no more."""
    tie = locked(Tie, tie.pk)
    own = standing.partner is not None and tie.one == standing.partner.key
    drawn = tie.heard == "act" and standing.keeps
    refuse("" if own or drawn else "Only the partner that said it can take it back")
    if own:
        refuse("" if standing.by.role in SPEAKERS else "Your role does not speak for the partner")
    refuse("This was taken back already" if tie.withdrawn else "")
    return history.changed(standing.by, tie, TOOK_BACK, withdrawn=True)
