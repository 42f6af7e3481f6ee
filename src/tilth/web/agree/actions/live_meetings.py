"""What is written down while a meeting is held: who is there, who speaks, what is decided."""

from tilth.web.agree import history
from tilth.web.agree.actions import commitments
from tilth.web.agree.actions.agendas import MEANWHILE, newest
from tilth.web.agree.actions.meetings import must_keep
from tilth.web.agree.models import Decision, Item, Link, Meeting, Step, Turn
from tilth.web.house.acts import act, locked, refuse

PRESSES = {"present": "was there", "spoke": "spoke", "proposed": "put something forward"}
PROMISED_IN = "promised in"


def _live(standing, number):
    must_keep(standing)
    meeting = locked(Meeting, number)
    refuse("" if meeting.state == "live" else "The meeting is not being held now")
    return meeting


@act
def press(standing, meeting, partner, type, item=None):
    """Count one turn of a partner: it is there, it spoke, it put something forward.

    One press is one turn. Pressing "was there" a second time changes nothing.
    """
    meeting = _live(standing, meeting.pk)
    refuse("" if type in PRESSES else "There is no such turn")
    refuse(f"{partner.name} has left" if partner.state == "left" else "")
    refuse("" if item is None or item.meeting_id == meeting.pk else "That is of another meeting")
    of = None if type == "present" else item
    turn, _ = Turn.objects.select_for_update().get_or_create(
        meeting=meeting, item=of, partner=partner, type=type, defaults={"count": 0}
    )
    if type == "present" and turn.count:
        return None
    turn.count += 1
    turn.save(update_fields=["count"])
    if type != "present":
        _present(standing, meeting, partner)
    return _told(standing, meeting, type, partner, turn)


def _present(standing, meeting, partner):
    """Whoever spoke was there."""
    turn, _ = Turn.objects.get_or_create(
        meeting=meeting, item=None, partner=partner, type="present", defaults={"count": 0}
    )
    if not turn.count:
        turn.count = 1
        turn.save(update_fields=["count"])
        _told(standing, meeting, "present", partner, turn)


def _told(standing, meeting, type, partner, turn):
    at = f", {turn.item.number}. " + turn.item.title if turn.item else ""
    words = f"{partner.name}{at if turn.item and not turn.item.about.startswith('issue:') else ''}"
    after = {"turn": turn.pk}
    return history.told(standing.by, meeting, PRESSES[type], words, after=after)


def last_press(meeting):
    """The Step of the newest press that still counts, or None."""
    steps = Step.objects.filter(about=meeting.key, act__in=PRESSES.values(), undone_by=None)
    return steps.order_by("-pk").first()


@act
def take_back(standing, meeting, number):
    """Take back one press; it stays in the history. number: of its Step, so that two people who
    press at once take it back once."""
    meeting = _live(standing, meeting.pk)
    step = Step.objects.filter(pk=number, about=meeting.key, act__in=PRESSES.values()).first()
    refuse("" if step else "There is no such press")
    refuse("It was taken back already" if Step.objects.filter(undoes=step).exists() else "")
    turn = locked(Turn, step.after["turn"])
    if turn.type == "present":
        spoke = Turn.objects.filter(meeting=meeting, partner=turn.partner, count__gt=0)
        refuse("They spoke, so they were there. Take that back first"
               if spoke.exclude(type="present").exists() else "")  # fmt: skip
    turn.count = max(0, turn.count - 1)
    turn.save(update_fields=["count"])
    history.told(standing.by, meeting, "undid", step.words, undoes=step)


@act
def note(standing, item, seen, *, notes, outcome):
    """Write down what was said and what was decided on an item."""
    meeting = _live(standing, item.meeting_id)
    item = locked(Item, item.pk)
    refuse("" if item.meeting_id == meeting.pk and not item.removed else "It is not on the agenda")
    refuse("" if newest(item) == seen else MEANWHILE)
    history.changed(standing.by, item, "written down", notes=notes.strip(), outcome=outcome.strip())


@act
def promise(standing, item, partner, *, words, due, today):
    """Write down a promise a partner made on an item; gives the Commitment."""
    meeting = _live(standing, item.meeting_id)
    refuse("" if partner.state == "joined" else f"{partner.name} has not joined")
    closed = item.about.startswith("issue:")
    refuse("This is held in confidence. Promise it on its own page" if closed else "")
    about = item.about.partition(":")
    decision = Decision.objects.filter(ref=about[2]).first() if about[0] == "decision" else None
    made = commitments.propose(
        standing, type="commitment", words=words, made=today, made_by=partner,
        made_to_body=meeting.body, due=due, decision=decision,
    )  # fmt: skip
    Link.objects.create(one=made.key, other=item.key, how=PROMISED_IN)
    return made
