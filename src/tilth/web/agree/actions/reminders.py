"""Letters that say what waits: written down before they go, so that nobody gets one twice."""

import datetime
import logging

from django.core.mail import EmailMessage
from django.utils import timezone

from tilth.agree.meetings.reminding import Sent, letters
from tilth.web.agree import history
from tilth.web.agree.actions.logs import must_bring
from tilth.web.agree.models import Partner, Step
from tilth.web.house.acts import act, locked

REMINDED, NOT_SENT = "reminded", "reminder not sent"
BACK = 60  # days of letters that matter for the rule
SUBJECT = "Waiting for you"
ONCE = "You get at most one such letter a day, and none at weekends."


def sent_since(on):
    """The letters that went in the last weeks, as the rule takes them."""
    since = timezone.now() - datetime.timedelta(days=BACK)
    steps = Step.objects.filter(act=REMINDED, at__gte=since)
    return [
        Sent(one.after["person"], datetime.date.fromisoformat(one.after["on"]),
             frozenset(one.after["keys"]))
        for one in steps
        if one.after.get("person")
    ]  # fmt: skip


@act
def claim(standing, letter, partner, *, on):
    """Write down that a letter goes, if it still may; gives whether it does.

    Two who press at once write one letter: the partner's row is held while it is asked again.
    """
    must_bring(standing)
    partner = locked(Partner, partner.pk)
    again = letters(letter.things, sent_since(on), on=on)
    if not again or not again[0].goes:
        return False
    keys = [one.key for one in letter.things]
    told = {"person": letter.person, "on": on.isoformat(), "keys": keys}
    history.told(standing.by, partner, REMINDED, f"{len(keys)} things wait", after=told)
    return True


@act
def failed(standing, partner):
    """Write down that a letter did not go out; it counts as gone, so that none is sent twice."""
    history.told(standing.by, partner, NOT_SENT, "The letter could not be handed over")


def send(standing, letter, person, partner, *, on, site, place):
    """Send one letter; gives what came of it, in words."""
    if not claim(standing, letter, partner, on=on):
        return "not sent: they had one meanwhile"
    try:
        EmailMessage(
            f"{SUBJECT}: {place}", text_of(letter, partner, site), to=[person.email]
        ).send()
    except OSError as error:
        logging.getLogger("tilth.letters").error("a letter was not sent: %s", type(error).__name__)
        failed(standing, partner)
        return "not sent: the mail server did not take it"
    return "sent"


def text_of(letter, partner, site):
    """The words of a letter: what waits, where, by when; one line each, nothing else."""
    lines = [f"These wait for {partner.name}:", ""]
    for one in letter.things:
        by = f" (by {one.by.day} {one.by:%B %Y})" if one.by else ""
        lines += [f"- {' '.join(one.words.split())}{by}", f"  {site}{one.address}"]
    return "\n".join([*lines, "", ONCE, ""])
