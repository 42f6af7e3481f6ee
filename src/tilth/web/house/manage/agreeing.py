"""Acts on agreements and on tokens: made, made narrower, ended; never made wider."""

import datetime

from django.utils import timezone

from tilth.web.house.access.actors import new_secret
from tilth.web.house.access.deciding import SEALED
from tilth.web.house.access.table import LEVELS
from tilth.web.house.manage.actions import act, entered, locked, refuse
from tilth.web.house.models import Sharing, Token

LONGEST = 365  # days a token may live


@act
def make_sharing(by, place, *, slug, title, sources, purposes, since, until, basis):
    """Enter an agreement for a named project. It may not go past what each source allows."""
    refuse(too_wide(place, sources, purposes, until))
    if Sharing.objects.filter(slug=slug).exists():
        refuse("An agreement of this short name is here already.")
    one = Sharing.objects.create(
        slug=slug,
        title=title,
        sources=sorted(sources),
        purposes=sorted(purposes),
        since=since,
        until=until,
        basis=basis,
    )
    entered(by, "made an agreement", f"agreement:{slug} {' '.join(sorted(purposes))}")
    return one


def too_wide(place, sources, purposes, until):
    """What an agreement asks of a source that the source's own terms do not give, in words."""
    for name in sources:
        source = place.source(name)
        more = sorted(frozenset(purposes) - frozenset(source.purpose))
        if more:
            return f"{name} may not be used for {' or '.join(more)}."
        if until > source.until:
            return f"{name} is agreed until {source.until.isoformat()}, not longer."
    return ""


@act
def narrow_sharing(by, sharing, *, purposes, until):
    """Leave fewer purposes or an earlier last day of an agreement."""
    one = locked(Sharing, sharing.pk)
    if not frozenset(purposes) <= frozenset(one.purposes) or until > one.until:
        refuse("An agreement can be made narrower here, not wider. Enter a new one for that.")
    one.purposes, one.until = sorted(purposes), until
    one.save(update_fields=["purposes", "until"])
    entered(by, "narrowed an agreement", f"agreement:{one.slug} {' '.join(one.purposes)}")


@act
def end_sharing(by, sharing):
    """An agreement ends now; whoever works under it is told at their next request."""
    one = locked(Sharing, sharing.pk)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    if one.until <= yesterday:
        refuse("This agreement has ended already.")
    one.until = yesterday
    one.save(update_fields=["until"])
    entered(by, "ended an agreement", f"agreement:{one.slug}")


@act
def make_token(by, *, name, levels, purposes, until):
    """A token for someone's own programs; return it and its secret, which is shown once."""
    today = timezone.localdate()
    if not today <= until <= today + datetime.timedelta(days=LONGEST):
        refuse(f"A token lives {LONGEST} days at most, and ends after today.")
    if frozenset(levels) & frozenset(SEALED) or not frozenset(levels) <= frozenset(LEVELS):
        refuse("A token reads public and protected figures, nothing closer to people.")
    secret, kept = new_secret()
    token = Token.objects.create(
        person=by.person,
        name=name,
        hash=kept,
        levels=sorted(levels),
        purposes=sorted(purposes),
        made=today,
        until=until,
    )
    entered(by, "made a token", f"token:{token.pk} until {until.isoformat()}")
    return token, secret


@act
def end_token(by, token):
    """A token is worth nothing from now on."""
    if not Token.objects.filter(pk=token.pk, ended=False).update(ended=True):
        refuse("This token has ended already.")
    entered(by, "ended a token", f"token:{token.pk}")
