"""Acts on agreements: begun from a template, written, put up for signature, and what they let in.

What has been put up for signature never changes again: whoever wants it otherwise writes the next
version, into which everything is carried over.
"""

import dataclasses
import hashlib

from tilth.agree.agreements.reading import read, written
from tilth.agree.agreements.text import plain
from tilth.agree.words import AGREEMENTS
from tilth.ground.errors import AgreementError, DefinitionError
from tilth.web.agree import history
from tilth.web.agree.agreements import force
from tilth.web.agree.models import Agreement, Body, Partner, Version
from tilth.web.house.access.telling import PURPOSE_WORDS
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.addresses import free_slug
from tilth.web.house.drawing import day

LEADS = frozenset({"chair", "secretariat", "ig_lead"})
"""Those who may say which data an agreement lets in, and write down that it has ended."""
LEADERS = "Only the chair, the secretariat or who looks after sharing can do this"


def may_write(standing):
    """They may write an agreement: somebody from any partner that has joined, or a keeper."""
    joined = standing.partner is not None and standing.partner.state == "joined"
    return standing.by.role in LEADS or joined


def may_lead(standing):
    """They may say which data an agreement lets in, and end it."""
    return standing.by.role in LEADS


def _must_write(standing):
    refuse("" if may_write(standing) else "Only somebody from a partner that has joined can write")


def names():
    """slug -> name of every partner, those that have left among them."""
    return dict(Partner.objects.values_list("slug", "name"))


def text_of(version):
    """The whole text of a version: as it was put up for signature, or as its clauses say now."""
    if version.since is not None and version.says:
        return version.says
    return plain(clauses_of(version), names(), purposes=PURPOSE_WORDS)


def clauses_of(version):
    """The clauses of a version. Raises AgreementError where they cannot be read.

    An agreement to share data ends for all when one partner leaves, whatever its clauses say.
    """
    try:
        found = read(version.clauses, where=f"{version.agreement.slug} version {version.number}")
    except DefinitionError as error:
        raise AgreementError(f"the agreement cannot be read: {error.what}") from None
    ends = version.agreement.type in force.ALL_MUST
    return dataclasses.replace(found, goes_on=False) if ends else found


def mark(version):
    """What names a text exactly: whoever signs or changes it has read this one and no other."""
    parts = f"{version.pk}|{version.since}|{version.until}|{text_of(version)}"
    return hashlib.sha256(parts.encode()).hexdigest()


def draft_mark(version):
    """What names the clauses of a draft as they stand."""
    clauses = sorted(written(clauses_of(version)).items())
    return hashlib.sha256(repr(clauses).encode()).hexdigest()


@act
def begin(standing, template, *, title, body=None, sharing="", sources=(), parties=()):
    """A new agreement from a template, with its first version as a draft; gives the Agreement."""
    _must_write(standing)
    title = " ".join(title.split())
    refuse("" if title else "Give it a title")
    refuse("" if template.type in AGREEMENTS else "There is no such kind of agreement")
    lets_in = bool(sharing or sources)
    refuse(_why_no_data(standing, template.type) if lets_in else "")
    agreement = Agreement(
        slug=free_slug(Agreement, title, "agreement", longest=40, taken=("new",)),
        title=title, type=template.type, body=body, sharing=sharing,
        sources=sorted(set(sources)),
    )  # fmt: skip
    agreement.save()
    history.added(standing.by, agreement, "began", f"From the template: {template.title}")
    clauses = dataclasses.replace(template.clauses, parties=_known(parties))
    _draft(standing, agreement, 1, clauses, "began")
    return agreement


def _why_no_data(standing, type):
    if type != "sharing":
        return "Only a data sharing agreement lets data in"
    return "" if may_lead(standing) else LEADERS


def _known(parties):
    """The slugs of partners, in the order of the alphabet; nobody that is not round the table."""
    found = set(Partner.objects.exclude(state="left").values_list("slug", flat=True))
    strange = sorted(set(parties) - found)
    refuse(f"{strange[0]} is not round the table" if strange else "")
    return tuple(sorted(set(parties)))


def _draft(standing, agreement, number, clauses, act, words=""):
    version = Version(agreement=agreement, number=number, clauses=written(clauses))
    version.save()
    history.told(
        standing.by, agreement, act, words or f"Version {number}", after={"version": number}
    )
    return version


@act
def next_version(standing, agreement, *, formal=False):
    """A new draft into which everything of the last version is carried over; gives the Version.

    formal: partners will answer to a body that can hold them to it (the rest stays as it was).
    """
    _must_write(standing)
    agreement = locked(Agreement, agreement.pk)
    last = agreement.versions.order_by("number").last()
    refuse("There is a draft already. Change that one" if last and last.since is None else "")
    clauses = clauses_of(last)
    if formal:
        refuse("It is formal already" if clauses.accountable == "formal" else "")
        answers = agreement.body.answers_to.name if _above(agreement) else clauses.answers_to
        clauses = dataclasses.replace(clauses, accountable="formal", answers_to=answers)
    words = f"Version {last.number + 1}, carried over from version {last.number}"
    return _draft(standing, agreement, last.number + 1, clauses, "began a new version", words)


def _above(agreement):
    return agreement.body is not None and agreement.body.answers_to is not None


@act
def rewrite(standing, version, clauses, *, seen):
    """Change the clauses of a draft. seen: `draft_mark` of the draft as the writer opened it."""
    _must_write(standing)
    version = locked(Version, version.pk)
    refuse("It has been put up for signature and stays as it is. Write a new version"
           if version.since else "")  # fmt: skip
    refuse("Somebody else changed it meanwhile. Your words are below: compare them with theirs"
           if draft_mark(version) != seen else "")  # fmt: skip
    clauses = dataclasses.replace(clauses, parties=_known(clauses.parties))
    return history.changed(
        standing.by, version, "rewrote", f"Version {version.number}", clauses=written(clauses)
    )


@act
def propose(standing, version, *, since, until, on):
    """Put a draft up for signature: its text is kept as it is from now on.

    since: the first day it is to hold, once all have signed; until: its last day.
    """
    _must_write(standing)
    version = locked(Version, version.pk)
    refuse("It has been put up for signature already" if version.since else "")
    clauses = clauses_of(version)
    refuse(why_not_ready(version, clauses))
    refuse("The last day must not come before the first" if until < since else "")
    refuse("The last day has gone by already" if until < on else "")
    text = plain(clauses, names(), purposes=PURPOSE_WORDS)
    words = f"Version {version.number}, to hold until {day(until)}"
    history.told(standing.by, version.agreement, "put up for signature", words)
    return history.changed(
        standing.by, version, "put up for signature", words, since=since, until=until, says=text
    )


def why_not_ready(version, clauses):
    """What is missing before a draft can be put up for signature, in words; '' where nothing is."""
    if len(clauses.parties) < 2:
        return "Say who agrees: at least two partners"
    if not clauses.purpose.strip():
        return "Say what it is for"
    if version.agreement.type == "sharing" and not (clauses.purposes and clauses.basis.strip()):
        return "Say what the data may be used for and on which lawful basis"
    if version.agreement.type == "framework" and not clauses.outcomes:
        return "Say which outcomes are asked for"
    free = free_seats(version.agreement, clauses)
    return f"A seat has to be taken first: {free[0]}" if free else ""


def free_seats(agreement, clauses):
    """The seats that must be taken and are not, in words.

    A partner takes a seat of its sector; residents take theirs as people on the body.
    """
    sectors = list(
        Partner.objects.filter(slug__in=clauses.parties).values_list("sector", flat=True)
    )
    people = agreement.body.parts.filter(expert=True, until=None).count() if agreement.body else 0
    have = {"residents": people + sectors.count("residents")}
    free = ((one, have.get(one.sector, sectors.count(one.sector))) for one in clauses.seats)
    return [f"{one.sector}, {held} of {one.least}" for one, held in free if held < one.least]


@act
def let_in(standing, agreement, *, sharing, sources):
    """Say which data an agreement lets in: they close when it lapses."""
    refuse("" if may_lead(standing) else LEADERS)
    agreement = locked(Agreement, agreement.pk)
    refuse(_why_no_data(standing, agreement.type) if sharing or sources else "")
    words = ", ".join([*sorted(sources), *([f"project {sharing}"] if sharing else [])]) or "nothing"
    told = {"sharing": sharing, "sources": sorted(set(sources))}
    return history.changed(standing.by, agreement, "lets in", words, **told)


def body_of(slug):
    """The body of a slug, or None."""
    return Body.objects.filter(slug=slug).first() if slug else None
