"""What the owners of an issue do together: it happens when every one of them agrees."""

import datetime

from tilth.agree.issues import entries as said
from tilth.agree.issues import together
from tilth.web.agree import history
from tilth.web.agree.actions.issues import held, seen
from tilth.web.agree.found import find, may_read
from tilth.web.agree.issues.reading import DONE, sitting, waiting_of
from tilth.web.agree.issues.visible import holds_for
from tilth.web.agree.models import Link, Partner
from tilth.web.house.acts import act, refuse

LINKED = ("decision", "commitment", "meeting", "document")
HOW = "led to"


@act
def put(standing, issue, what, value, *, words="", review=None, at=None):
    """Put something to the owners; alone, or with all agreeing, it happens at once.

    what: of together.WHAT. value: the slug of a partner to hold it too, a level of VISIBILITY,
    or the words themselves. review: of a way, when they look back on it.
    """
    issue = held(standing, issue)
    value = value.strip()
    waiting, owners = waiting_of(issue), sitting(issue)
    refuse(together.may_put((issue.stage, issue.visible), what, value, owners, waiting))
    if what == "hold":
        _may_hold(value)
    about = {"what": what, "value": value}
    if review is not None:
        about["review"] = review.isoformat()
    step = history.told(standing.by, issue, said.PUT, words, after=about, at=at)
    _if_all_agree(standing, issue, step.pk, at)
    return step


def _may_hold(slug):
    partner = Partner.objects.filter(slug=slug).first()
    joined = partner is not None and partner.state == "joined"
    refuse("" if joined else "Only a partner that has joined can hold it with you")


@act
def agree(standing, issue, number, *, at=None):
    """Agree to what was put to the owners. number: of the Step that put it."""
    issue = held(standing, issue)
    _answering(standing, issue, number)
    step = history.told(standing.by, issue, said.AGREED, after={"put": number}, at=at)
    _if_all_agree(standing, issue, number, at)
    return step


@act
def not_yet(standing, issue, number, words, *, at=None):
    """Say not yet, and what would have to be different: what was put falls."""
    issue = held(standing, issue)
    _answering(standing, issue, number)
    refuse("" if words.strip() else "Say what would have to be different")
    return history.told(
        standing.by, issue, said.NOT_YET, words.strip(), after={"put": number}, at=at
    )


def _answering(standing, issue, number):
    found = next((one for one in waiting_of(issue) if one.number == number), None)
    refuse("This is not with the owners any more" if found is None else "")
    agreed = standing.partner.slug in found.agreed and not together.settled(found, sitting(issue))
    refuse("You agreed already" if agreed else "")


def _if_all_agree(standing, issue, number, at):
    found = next(one for one in waiting_of(issue) if one.number == number)
    if together.settled(found, sitting(issue)):
        DOING[found.what](standing, issue, found, at)


def _hold(standing, issue, found, at):
    partner = Partner.objects.get(slug=found.value)
    issue.invited.add(partner)
    after = {"invited": partner.slug, DONE: found.number}
    history.told(standing.by, issue, "asked a partner to hold it too", after=after, at=at)


def _open(standing, issue, found, at):
    _change(standing, issue, found, at, "opened it", visible=found.value)


def _reframe(standing, issue, found, at):
    told = {"reframed": found.value, "stage": "reframed"}
    _change(standing, issue, found, at, "put it as ours", **told)


def _way(standing, issue, found, at):
    review = found.about.get("review")
    told = {"review": datetime.date.fromisoformat(review) if review else None}
    _change(standing, issue, found, at, "agreed a way", way=found.value, stage="agreed", **told)


def _review(standing, issue, found, at):
    _change(standing, issue, found, at, "looked back", outcome=found.value, stage="reviewed")


def _rest(standing, issue, found, at):
    _change(standing, issue, found, at, "let it rest", rest=found.value, stage="parked")


DOING = {
    "hold": _hold,
    "open": _open,
    "reframe": _reframe,
    "way": _way,
    "review": _review,
    "rest": _rest,
}


def _change(standing, issue, found, at, what, **fields):
    """Change it as agreed, and write down which proposal that carried out."""
    before = {name: _plain(getattr(issue, name)) for name in fields}
    for name, value in fields.items():
        setattr(issue, name, value)
    issue.save(update_fields=list(fields))
    after = {name: _plain(value) for name, value in fields.items()} | {DONE: found.number}
    history.told(standing.by, issue, what, before=before, after=after, at=at)


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


@act
def join(standing, issue, yes, words="", *, at=None):
    """Answer an invitation to hold it too: yes, and it is yours as well; no, and it is not."""
    issue = seen(standing, issue)
    invited = holds_for(standing) and issue.invited.filter(pk=standing.partner.pk).exists()
    refuse("" if invited else "Your partner was not asked to hold this")
    issue.invited.remove(standing.partner)
    if yes:
        issue.owners.add(standing.partner)
    act = "holds it too" if yes else "does not hold it"
    after = {"owner": standing.partner.slug} if yes else {}
    return history.told(standing.by, issue, act, words.strip(), after=after, at=at)


@act
def link(standing, issue, key, *, at=None):
    """Link an issue with the decision, promise, meeting or text that came of it."""
    issue = held(standing, issue)
    kind, _, name = key.strip().partition(":")
    refuse("" if kind in LINKED and name else f"Link it with one of: {', '.join(LINKED)}")
    record = find(key.strip())
    refuse("" if may_read(record, standing) else "There is no such record")
    _, new = Link.objects.get_or_create(one=issue.key, other=record.key, how=HOW)
    refuse("" if new else "They are linked already")
    return history.told(standing.by, issue, "linked", after={"with": record.key}, at=at)
