"""What closes when agreements lapse: sources nobody agrees to any more, and projects under them."""

from django.db.models import prefetch_related_objects

from tilth.agree.agreements.closing import Ground, closed
from tilth.web.agree.agreements import force
from tilth.web.agree.agreements.force import WHOLE, day_of
from tilth.web.agree.models import Agreement


def closed_sources(place, on=None):
    """source -> Closed: the sources that rested on an agreement of which nothing is left."""
    found = [one for one in _sharing() if one.sources]
    return _closed(found, on or day_of(place), lambda one: one.sources)


def closed_sharings(place, on=None):
    """slug -> Closed: the projects that worked under an agreement of which nothing is left."""
    found = _sharing().exclude(sharing="")
    return _closed(found, on or day_of(place), lambda one: [one.sharing])


def _sharing():
    return Agreement.objects.filter(type="sharing").prefetch_related(*WHOLE)


def _closed(agreements, on, names):
    return closed([_ground(one, tuple(names(one))) for one in agreements], on)


def _ground(agreement, lets_in):
    versions = agreement.versions.all()
    return Ground(
        title=agreement.title,
        address=f"/agree/agreement/{agreement.slug}/",
        lets_in=lets_in,
        papers=tuple(force.paper_of(one) for one in versions),
        signatures={one.number: force.signed_of(one) for one in versions},
    )


def closed_by(agreement, on):
    """The sources of an agreement that are closed on a day because of it."""
    prefetch_related_objects([agreement], *WHOLE)
    return sorted(set(agreement.sources) & set(_closed([agreement], on, lambda one: one.sources)))
