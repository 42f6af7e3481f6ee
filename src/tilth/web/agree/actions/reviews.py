"""Peer review: what is put to a review, and what reviewers heard and said of it."""

from tilth.agree.commitments.reviewing import way_of
from tilth.web.agree import history
from tilth.web.agree.actions.commitments import doer, from_there
from tilth.web.agree.models import Commitment, Link, Meeting
from tilth.web.house.acts import act, locked, refuse

HOW = "to be reviewed at"


@act
def put_to_review(standing, meeting, commitment):
    """Put a promise on the list of a peer review; its own partner may, and the secretariat."""
    one, meeting = locked(Commitment, commitment.pk), locked(Meeting, meeting.pk)
    refuse(_not_a_review(meeting))
    theirs = standing.keeps or from_there(standing, doer(one))
    refuse("" if theirs else "Only the partner it is about, or the secretariat, can do this")
    link, _ = Link.objects.get_or_create(one=one.key, other=meeting.key, how=HOW)
    refuse("It is on the list already" if not link.removed and _ is False else "")
    _set(link, removed=False)
    history.told(standing.by, one, "put to review", str(meeting))


@act
def take_off(standing, meeting, commitment, *, reason):
    """Take a promise off the list of a review, with the reason."""
    one = locked(Commitment, commitment.pk)
    link = Link.objects.filter(one=one.key, other=meeting.key, how=HOW, removed=False).first()
    refuse("" if link else "It is not on the list")
    refuse("" if standing.keeps else "Only the chair or the secretariat can take it off the list")
    refuse("" if reason.strip() else "Say why")
    _set(link, removed=True)
    history.told(standing.by, one, "taken off a review", reason.strip())


@act
def review(standing, meeting, commitment, reviewer, *, heard, says, mandated, on, at=None):
    """Write down what a partner heard of another's promise at a review, and what it says of it.

    mandated: somebody else told them to review. on: the day. Gives the Step.
    """
    one = locked(Commitment, commitment.pk)
    refuse(_why_not(standing, meeting, one, reviewer, heard, says, on))
    reviewed = doer(one)
    after = {
        "meeting": meeting.key,
        "reviewer": reviewer.slug,
        "reviewed": reviewed.slug,
        "by_layer": reviewer.layer,
        "of_layer": reviewed.layer,
        "layer": meeting.body.layer,
        "way": way_of(reviewer.layer, reviewed.layer),
        "mandated": bool(mandated),
        "on": meeting.on.isoformat(),
        "heard": heard.strip(),
        "says": says.strip(),
    }
    words = f"Heard: {heard.strip()} {reviewer.name} says: {says.strip()}"
    own = from_there(standing, reviewer)
    words = words if own else f"On behalf of {reviewer.name}. {words}"
    return history.told(standing.by, one, "reviewed", words, after=after, at=at)


def _why_not(standing, meeting, one, reviewer, heard, says, on):
    if (why := _not_a_review(meeting)) or meeting.on > on:
        return why or "The review is still to come"
    if not (standing.keeps or from_there(standing, reviewer)):
        return f"Only somebody from {reviewer.name} can do this"
    if not Link.objects.filter(one=one.key, other=meeting.key, how=HOW, removed=False).exists():
        return "It is not on the list of this review"
    if doer(one) is None:
        return "Nobody does it yet, so nobody can be reviewed"
    if doer(one).pk == reviewer.pk:
        return "A partner cannot review itself"
    if reviewer.state != "joined":
        return f"{reviewer.name} is not round the table"
    return "" if heard.strip() and says.strip() else "Say what was heard and what you say of it"


def _not_a_review(meeting):
    return "" if meeting.type == "peer review" else "This meeting is no peer review"


def _set(link, **fields):
    for field, value in fields.items():
        setattr(link, field, value)
    link.save(update_fields=list(fields))
