"""Who was listened to: the log of conversations, and whom a partner has not heard for a while."""

import datetime

from tilth.web.agree.models import Partner
from tilth.web.agree.network import records
from tilth.web.agree.network.records import PARTNER

HALF_A_YEAR = datetime.timedelta(days=182)
PERSON = "person:"
PROMPTS = (
    "What matters most to you now?",
    "What are you proud of?",
    "What gets in your way, and is any of it us?",
    "What have you tried already, and what came of it?",
    "Who else should we hear before anybody proposes anything?",
    "What would you like us to know, that nobody asks about?",
)
"""Asked with an open mind, before anything is proposed."""


def entries(standing):
    """The log as somebody may read it, the newest first.

    What was heard from a person is read by the partner that wrote it down, and by nobody else.
    """
    own = standing.partner.key if standing.partner else None
    found = records.standing_ties().filter(heard="conversation").order_by("-on", "-pk")
    return [tie for tie in found if not tie.other.startswith(PERSON) or tie.one == own]


def not_heard(partner, on):
    """Partners at the table that this one has not listened to in half a year; in their order."""
    recent = records.standing_ties().filter(heard="conversation", on__gt=on - HALF_A_YEAR)
    recent = recent.filter(on__lte=on)
    own = partner.key
    heard = {tie.other for tie in recent if tie.one == own}
    heard |= {tie.one for tie in recent if tie.other == own}
    here = Partner.objects.filter(state="joined").exclude(pk=partner.pk).order_by("name")
    return [one for one in here if one.key not in heard]


def first_met(ties):
    """{(one, other): the earliest day known}, whoever told it."""
    found = {}
    for tie in ties:
        pair = tuple(sorted((tie.one, tie.other)))
        day = min(tie.began or tie.on, tie.on)
        found[pair] = min(found.get(pair, day), day)
    return found


def between_partners(tie):
    """Both ends are partners."""
    return tie.one.startswith(PARTNER) and tie.other.startswith(PARTNER)
