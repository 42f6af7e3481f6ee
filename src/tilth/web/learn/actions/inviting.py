"""Partners invited to a gathering by email: written down first, so that no letter goes twice."""

import datetime
import logging

from django.core.mail import EmailMessage
from django.utils import timezone

from tilth.web.agree import history
from tilth.web.agree.models import Partner, Step
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.drawing import day
from tilth.web.learn.actions.gatherings import NOT_YOURS, may_change

INVITED, NOT_SENT = "invited a partner", "an invitation was not sent"
AGAIN = datetime.timedelta(days=3)  # nobody is asked the same thing more often
DAILY = datetime.timedelta(days=1)  # nor written to twice in a day
ONCE = "You get at most one such letter a day. Nobody has to answer it."


def invited(gathering):
    """slug -> when a partner was last invited to a gathering."""
    steps = Step.objects.filter(about=gathering.key, act=INVITED).order_by("pk")
    return {one.after["partner"]: one.at for one in steps if one.after.get("partner")}


def why_not(gathering, partner):
    """Why a partner cannot be invited by email now; '' where it can."""
    if partner.state == "left":
        return f"{partner.name} has left"
    if not partner.email:
        return f"{partner.name} has no email address here yet"
    since = timezone.now() - AGAIN
    steps = Step.objects.filter(act=INVITED, at__gt=since, after__partner=partner.slug)
    if steps.filter(about=gathering.key).exists():
        return f"{partner.name} was invited to it less than three days ago"
    if steps.filter(at__gt=timezone.now() - DAILY).exists():
        return f"{partner.name} had an invitation within a day already"
    return ""


@act
def claim(standing, gathering, partner):
    """Write down that an invitation goes, if it may; two who press at once write one letter."""
    refuse("" if may_change(standing, gathering) else NOT_YOURS)
    refuse("It is called off" if gathering.called_off else "")
    partner = locked(Partner, partner.pk)
    refuse(why_not(gathering, partner))
    history.told(standing.by, gathering, INVITED, partner.name, after={"partner": partner.slug})


@act
def failed(standing, gathering, partner):
    """Write down that a letter did not go out; it counts as gone, so that none is sent twice."""
    history.told(standing.by, gathering, NOT_SENT, partner.name)


def invite(standing, gathering, partner, *, site, place):
    """Invite one partner; refused where the rules do not allow it. Gives whether it went."""
    claim(standing, gathering, partner)
    subject = " ".join(f"You are invited: {gathering.title}, {place}".split())
    try:
        EmailMessage(subject, text_of(gathering, site), to=[partner.email]).send()
    except OSError as error:
        logging.getLogger("tilth.letters").error("a letter was not sent: %s", type(error).__name__)
        failed(standing, gathering, partner)
        return False
    return True


def text_of(gathering, site):
    """The words of an invitation: what, when, where, how to join."""
    begins = timezone.localtime(gathering.begins)
    lines = [
        f"{gathering.host.name if gathering.host else 'The partnership'} invites you to:",
        gathering.title,
        f"When: {day(begins)}, {begins:%H:%M}",
        *([f"Where: {gathering.where}"] if gathering.where else []),
        *([f"Join: {gathering.join}"] if gathering.join else []),
        *([gathering.words] if gathering.words else []),
        f"Read more, and say that you come: {site}/learn/gatherings/{gathering.slug}/",
        ONCE,
    ]
    return "\n\n".join(lines) + "\n"
