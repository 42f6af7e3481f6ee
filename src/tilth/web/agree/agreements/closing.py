"""What closes when agreements lapse: sources nobody agrees to any more, and projects under them."""

from tilth.agree.agreements.closing import Ground, closed
from tilth.web.agree.agreements import force
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.models import Agreement


def closed_sources(place, on=None):
    """source -> Closed: the sources that rested on an agreement of which nothing is left."""
    found = [one for one in Agreement.objects.filter(type="sharing") if one.sources]
    return _closed(found, on or day_of(place), lambda one: one.sources)


def closed_sharings(place, on=None):
    """slug -> Closed: the projects that worked under an agreement of which nothing is left."""
    found = Agreement.objects.filter(type="sharing").exclude(sharing="")
    return _closed(found, on or day_of(place), lambda one: [one.sharing])


def _closed(agreements, on, names):
    return closed([_ground(one, tuple(names(one))) for one in agreements], on)


def _ground(agreement, lets_in):
    versions = force.versions_of(agreement)
    return Ground(
        title=agreement.title,
        address=f"/agree/agreement/{agreement.slug}/",
        lets_in=lets_in,
        papers=tuple(force.paper_of(one) for one in versions),
        signatures={one.number: force.signed_of(one) for one in versions},
    )


def closed_by(agreement, on):
    """The sources of an agreement that are closed on a day because of it."""
    return sorted(set(agreement.sources) & set(_closed([agreement], on, lambda one: one.sources)))
