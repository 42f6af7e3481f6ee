"""Which version of an agreement holds today, as the records tell it: asked anew every time."""

import datetime
import functools
import json
from dataclasses import dataclass

from django.db.models import Prefetch

from tilth.agree.agreements import chair, force
from tilth.agree.agreements.clauses import Clauses
from tilth.agree.agreements.reading import read
from tilth.ground.errors import DefinitionError
from tilth.web.agree.models import Agreement, Partner, Role, Signature, Version

ALL_MUST = ("sharing",)  # types that end for all when one partner leaves, whatever they say
WRITTEN = ("number", "clauses", "since", "until", "ended_because")  # of a version, for its paper

_SIGNATURES = Signature.objects.select_related("partner")
SIGNED = Prefetch("signatures", _SIGNATURES)
# All that is asked of agreements, in two questions more however many there are.
WHOLE = ("versions", Prefetch("versions__signatures", _SIGNATURES))


def day_of(place):
    """The day a place lives in, in UTC: today, or the day a made-up one stands still on."""
    return place.place.as_of or datetime.datetime.now(datetime.UTC).date()


def clauses_of(version):
    """The clauses of a version; None where there is none or it cannot be read."""
    return None if version is None else _read(json.dumps(version.clauses))


@functools.lru_cache(maxsize=256)
def _read(text):
    """Clauses as their JSON says them: they depend on nothing else."""
    try:
        return read(json.loads(text))
    except DefinitionError:
        return None


def paper_of(version):
    """A version as a value; one whose clauses cannot be read binds nobody."""
    return paper(version.agreement.type, {name: getattr(version, name) for name in WRITTEN})


def paper(type, written):
    """The same of what is written of a version of an agreement of a type; written: by WRITTEN."""
    clauses = _read(json.dumps(written["clauses"]))
    return force.Paper(
        number=written["number"],
        parties=clauses.parties if clauses else (),
        since=written["since"],
        until=written["until"],
        ended=bool(written["ended_because"]),
        goes_on=bool(clauses and clauses.goes_on) and type not in ALL_MUST,
    )


def signed_of(version):
    """The signatures under a version, as values."""
    return tuple(
        force.Signed(one.partner.slug, one.on, one.withdrawn) for one in version.signatures.all()
    )


def versions_of(agreement):
    """The versions of an agreement with their signatures, the oldest first."""
    found = Version.objects.filter(agreement=agreement).select_related("agreement")
    return list(found.prefetch_related(SIGNED))


@dataclass(frozen=True)
class Told:
    """What the versions of an agreement say, read once and asked of any day."""

    versions: list
    papers: list
    signatures: dict

    @classmethod
    def of(cls, versions):
        """Versions with their signatures, as values."""
        signatures = {one.number: signed_of(one) for one in versions}
        return cls(versions, [paper_of(one) for one in versions], signatures)

    def holding(self, on):
        """The Version in force on a day, or None."""
        found = force.in_force(self.papers, self.signatures, on)
        return next((one for one in self.versions if found and one.number == found.number), None)


def holding(agreement, on, *, versions=None):
    """The Version of an agreement in force on a day, or None."""
    return Told.of(versions_of(agreement) if versions is None else versions).holding(on)


def states_of(agreement, on, *, versions=None):
    """number -> how each version stands on a day: a word of agree.agreements.force.STATES."""
    told = Told.of(versions_of(agreement) if versions is None else versions)
    return force.states(told.papers, told.signatures, on)


def state_alone(version, on):
    """How one version stands by itself, whatever came after it."""
    return force.state(paper_of(version), signed_of(version), on)


def rules_of(body):
    """The partnership agreements of a body, each as Told."""
    found = Agreement.objects.filter(body=body, type="partnership").prefetch_related(*WHOLE)
    return [Told.of(list(one.versions.all())) for one in found]


def current(body, on, *, agreements=None):
    """The Version of the agreement that rules a body's decisions on a day, or None.

    The body's own partnership agreement; where it has several, the newest in force.
    agreements: what `rules_of` gave, where several days are asked of.
    """
    agreements = rules_of(body) if agreements is None else agreements
    held = [found for one in agreements if (found := one.holding(on)) is not None]
    return max(held, key=lambda one: (one.since, one.pk), default=None)


def bound_by(version, on):
    """The slugs of partners bound by a version on a day: they signed and have not left."""
    return force.bound(paper_of(version), signed_of(version), on)


def independent(person, on, *, body=None, chair_years=None):
    """Whether somebody may chair as an independent on a day, with every reason why not.

    person: a Person. body: which body they chair; any, unless told. Everyone round the table
    counts as a partner, and so does whoever gave them a role to sign in with. chair_years: the
    longest term; what the agreement that rules the body says, unless told.
    """
    partners = dict(Partner.objects.exclude(state="left").values_list("slug", "name"))
    roles = Role.objects.filter(person=person).select_related("partner", "and_for", "body")
    parts = [_part(one, body) for one in roles]
    if person.partner:
        parts.append(chair.Part("works there", (person.partner,)))
    held = (one for one in person.held_roles.all() if one.partner)
    parts += [_signs_in(one) for one in held]
    years = chair_years or _years(body, on)
    told = {"interests": person.interests, "chair_years": years}
    return chair.independence(parts, partners, on, **told)


def _years(body, on):
    """How long a term is at most: as the agreement of the body says, or as most of them do."""
    version = current(body, on) if body is not None else None
    return read(version.clauses).chair_years if version is not None else Clauses().chair_years


def _part(role, body):
    own = tuple(one.slug for one in (role.partner, role.and_for) if one is not None)
    chairs = role.chair and (body is None or role.body_id == body.pk)
    return chair.Part(role.title, own, chairs, role.since, role.until)


def _signs_in(held):
    words = f"signs in as {held.role.replace('_', ' ')}"
    return chair.Part(words, (held.partner,), False, held.since, held.until)
