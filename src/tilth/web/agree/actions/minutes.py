"""Minutes: drafted, edited, said to be right or not, agreed; a correction is a row of its own."""

from tilth.web.agree import history
from tilth.web.agree.actions.agendas import newest
from tilth.web.agree.actions.meetings import must_keep
from tilth.web.agree.models import Meeting
from tilth.web.house.acts import act, locked, refuse

LONGEST = 200_000
RIGHT, WRONG = "says the minutes are right", "says something is not right"
WRITTEN = ("drafted the minutes", "edited the minutes")
CORRECTED = "corrected the minutes"
MEANWHILE = "Somebody changed the minutes while you were writing"


def _held(standing, number):
    must_keep(standing)
    meeting = locked(Meeting, number)
    refuse("" if meeting.state == "held" else "Minutes are written once the meeting has ended")
    return meeting


@act
def write(standing, meeting, text, *, seen, drafted=False):
    """Keep the text of the minutes; seen: the newest Step about the meeting when they began."""
    held = _held(standing, meeting.pk)
    refuse("" if newest(held) == seen else MEANWHILE)
    refuse("" if text.strip() else "There is nothing in them")
    refuse("" if len(text) <= LONGEST else "They are too long")
    name = WRITTEN[0] if drafted else WRITTEN[1]
    history.changed(standing.by, held, name, minutes=_lines(text))


@act
def answer(standing, meeting, *, right, words=""):
    """A partner says that the minutes are right, or what is not."""
    held = locked(Meeting, meeting.pk)
    refuse("" if standing.speaks_for(standing.partner) else "Only partners that have joined can")
    refuse("" if held.state == "held" and held.minutes else "There are no minutes to look at")
    refuse("" if right or words.strip() else "Say what is not right")
    history.told(standing.by, held, RIGHT if right else WRONG, words.strip())


def answers(meeting):
    """Partner -> the Step of its newest answer since the minutes were last written."""
    steps = list(history.of(meeting))
    since = max((s.pk for s in steps if s.act in (*WRITTEN, "undid")), default=0)
    return {s.partner: s for s in steps if s.act in (RIGHT, WRONG) and s.pk > since and s.partner}


@act
def agree(standing, meeting, *, words=""):
    """Write down that the body agreed the minutes; refused while somebody says they are wrong."""
    held = _held(standing, meeting.pk)
    refuse("" if held.minutes else "There are no minutes yet")
    wrong = [partner.name for partner, step in answers(held).items() if step.act == WRONG]
    told = f"{' and '.join(sorted(wrong))} said that something is not right. Put it right first"
    refuse(told if wrong else "")
    history.changed(standing.by, held, "agreed the minutes", words.strip(), state="agreed")


@act
def correct(standing, meeting, text, *, seen, reason):
    """Correct agreed minutes; what they said before stays in the history, with the reason."""
    must_keep(standing)
    held = locked(Meeting, meeting.pk)
    refuse("" if held.state == "agreed" else "The minutes are not agreed yet: edit them")
    refuse("" if newest(held) == seen else MEANWHILE)
    refuse("" if reason.strip() else "Say what is corrected, and why")
    refuse("" if text.strip() and len(text) <= LONGEST else "The minutes are empty or too long")
    step = history.changed(standing.by, held, CORRECTED, reason.strip(), minutes=_lines(text))
    refuse("" if step else "Nothing was changed")


def _lines(text):
    return "\n".join(line.rstrip() for line in text.replace("\r", "").split("\n")).strip() + "\n"
