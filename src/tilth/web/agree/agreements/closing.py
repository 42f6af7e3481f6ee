"""What closes when agreements lapse: sources nobody agrees to any more, and projects under them."""

from itertools import groupby
from operator import itemgetter

from tilth.agree.agreements.closing import Ground, closed
from tilth.agree.agreements.force import Signed
from tilth.web.agree.agreements.force import WRITTEN, day_of, paper
from tilth.web.agree.models import Version

# All that is asked of agreements on every request, in one question however many there are.
SLUG, TITLE, TYPE = "agreement__slug", "agreement__title", "agreement__type"
SOURCES, SHARING = "agreement__sources", "agreement__sharing"
SIGNED = ("signatures__partner__slug", "signatures__on", "signatures__withdrawn")
WHOLE = (SLUG, TITLE, TYPE, SOURCES, SHARING, *WRITTEN, *SIGNED)


def closed_sources(place, on=None):
    """source -> Closed: the sources that rested on an agreement of which nothing is left."""
    return _closed(_sharing(), on or day_of(place), lambda row: row[SOURCES])


def closed_sharings(place, on=None):
    """slug -> Closed: the projects that worked under an agreement of which nothing is left."""
    found = _sharing().exclude(agreement__sharing="")
    return _closed(found, on or day_of(place), lambda row: [row[SHARING]])


def closed_by(agreement, on):
    """The sources of an agreement that are closed on a day because of it."""
    versions = Version.objects.filter(agreement=agreement)
    return sorted(set(agreement.sources) & set(_closed(versions, on, lambda row: row[SOURCES])))


def _sharing():
    return Version.objects.filter(agreement__type="sharing")


def _closed(versions, on, lets_in):
    rows = versions.order_by(TITLE, "agreement_id", "number").values(*WHOLE)
    agreements = [list(some) for _, some in groupby(rows, key=itemgetter(SLUG))]
    return closed([_ground(some, tuple(lets_in(some[0]))) for some in agreements], on)


def _ground(rows, lets_in):
    """An agreement as a Ground, from a row for each signature or version without one."""
    papers, signatures = {}, {}
    for row in rows:
        number, (partner, on, withdrawn) = row["number"], (row[name] for name in SIGNED)
        if number not in papers:
            papers[number], signatures[number] = paper(row[TYPE], row), []
        if partner is not None:
            signatures[number].append(Signed(partner, on, withdrawn))
    address = f"/agree/agreement/{rows[0][SLUG]}/"
    return Ground(rows[0][TITLE], address, lets_in, tuple(papers.values()), signatures)
