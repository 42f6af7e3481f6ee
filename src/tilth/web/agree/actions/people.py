"""Every act on the parts people play: taken up, ended, named with consent or no longer."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model

from tilth.web.agree import history
from tilth.web.agree.models import Role
from tilth.web.agree.standing import SPEAKERS
from tilth.web.house.acts import act, locked, refuse

KEPT = ("chair", "independent")  # only those who keep what was agreed say so of somebody
FIELDS = ("title", "partner", "and_for", "body", "layer", "area", "since", "leads", "champion",
          "expert", *KEPT)  # fmt: skip


@dataclass(frozen=True)
class Somebody:
    """A person as histories name them: by their ref, never by what they told of themselves."""

    ref: str

    @property
    def key(self):
        """What Steps about them say."""
        return f"person:{self.ref}"


def of_partner(standing, partner):
    """They may say who does what at this partner."""
    return partner is not None and standing.speaks_for(partner) and standing.by.role in SPEAKERS


def is_self(standing, person):
    """It is about themselves."""
    return (
        standing.by.person is not None and person is not None and standing.by.person.pk == person.pk
    )


def tends(standing, role):
    """They may change or end this part."""
    own = is_self(standing, role.person)
    return standing.keeps or own or of_partner(standing, role.partner)


@act
def introduce(standing, *, name, background="", interests="", consents=False, **part):
    """Somebody who plays a part, known here by name; they need no account."""
    _may_give(standing, part)
    person = get_user_model().objects.create_known(
        name.strip(), background=background.strip(), interests=interests.strip()
    )
    _give(standing, person, consents, part)
    return person


@act
def give_part(standing, person, *, consents=False, **part):
    """Somebody takes up one part more."""
    _may_give(standing, part)
    return _give(standing, person, consents, part)


def _may_give(standing, part):
    own = of_partner(standing, part.get("partner"))
    refuse(
        "" if standing.keeps or own else "You can add parts of people from your own partner only"
    )
    high = [name for name in KEPT if part.get(name)]
    refuse(
        "Only the chair or the secretariat says who chairs" if high and not standing.keeps else ""
    )
    refuse("" if part.get("partner") or part.get("body") or part.get("layer") else
           "Say for which partner, on which body or at which layer")  # fmt: skip
    joint = part.get("and_for") is not None
    refuse("A joint role has two partners" if joint and part.get("partner") is None else "")
    same = joint and part["and_for"].pk == part["partner"].pk
    refuse("A joint role is for two different partners" if same else "")


def _give(standing, person, consents, part):
    fields = {name: part[name] for name in FIELDS if part.get(name) not in (None, "")}
    named = part["since"] if fields.get("expert") and consents else None
    role = Role.objects.create(person=person, consented=named, **fields)
    history.added(standing.by, role, "took up a part")
    return role


@act
def end_part(standing, role, on):
    """A part ends on a day; it stays in the record."""
    role = locked(Role, role.pk)
    refuse(
        "" if tends(standing, role) else "Only they, their partner or the secretariat can do this"
    )
    refuse("It has ended already" if role.until is not None else "")
    refuse("It cannot end before it began" if on < role.since else "")
    return history.changed(standing.by, role, "ended", until=on)


@act
def consent(standing, role, on):
    """An expert by experience may be named: they said so themselves, or to those who keep it."""
    return _consent(standing, role, on, "may be named")


@act
def withdraw_consent(standing, role, on):
    """They are not named any more, from this moment; it takes no reason and no day but this."""
    return _consent(standing, role, None, "is no longer named")


def _consent(standing, role, on, words):
    role = locked(Role, role.pk)
    may = standing.keeps or is_self(standing, role.person) or of_partner(standing, role.partner)
    refuse("" if may else "Only they or the secretariat can do this")
    refuse("" if role.expert else "Only experts by experience are asked for this")
    return history.changed(standing.by, role, words, consented=on)


@act
def tell(standing, person, *, background, interests):
    """Where somebody comes from and what they have an interest in, as they tell it.

    Their words are theirs to change: histories say that they were told anew, not what was said.
    """
    parts = Role.objects.filter(person=person).select_related("partner")
    own = any(of_partner(standing, one.partner) for one in parts)
    may = standing.keeps or is_self(standing, person) or own
    refuse("" if may else "Only they, their partner or the secretariat can do this")
    person = locked(get_user_model(), person.pk)
    person.background, person.interests = background.strip(), interests.strip()
    person.save(update_fields=["background", "interests"])
    return history.told(standing.by, Somebody(person.ref), "told where they come from")
