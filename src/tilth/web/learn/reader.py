"""Who reads or tells: strangers too, since anybody may tell a story."""

from tilth.web.agree.standing import ROUND, Standing
from tilth.web.house.access.actors import actor_of
from tilth.web.house.audit import NOBODY
from tilth.web.house.by import By


def reader_of(request):
    """How whoever asks stands, also on a page for anyone; a stranger has no role and no person."""
    standing = Standing.on_public(request)
    if standing is not None:
        return standing
    person = request.user if request.user.is_authenticated else None
    actor = actor_of(request)
    role = "resident" if person is not None else ""
    return Standing(By(actor.ref if actor else NOBODY, role, "", person, actor), None)


def inside(standing):
    """They work for the place, in any part."""
    return standing.by.role in ROUND


def own(standing, record):
    """Whether this reader is the one who told, said or did it."""
    person = standing.by.person
    return person is not None and record.by_id == person.pk


def national(standing):
    """They are from a national partner that learns with places."""
    return standing.partner is not None and standing.partner.layer == "nation"
