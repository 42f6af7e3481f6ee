"""What is news in a release, worked out once and kept."""

from dataclasses import asdict

from tilth.see.news import gaps_moved, news, watched
from tilth.see.watch import chance_said
from tilth.web.house.kept import kept, later
from tilth.web.see.asking import indicators_of
from tilth.web.see.marks import limits_begun
from tilth.web.see.sections import whole_area


def news_of(request):
    """What is news in this release: None before the first release or until it is worked out."""
    if not request.release:
        return None
    return _kept(later, request.place, request.release, request.population)


def kept_news(place, release, people):
    """The same, waited for however long it takes."""
    return _kept(kept, place, release, people)


def _kept(keep, place, release, people):
    """Worked out anew where somebody told a chart of the whole place that new limits begin."""
    begun = {name: days for (name, area), days in limits_begun().items() if not area}
    told = {n: [day.isoformat() for day in days] for n, days in sorted(begun.items())}
    about = {"limits": told} if told else {}
    return keep(place, release, "news", lambda: worked_out(place, people, begun), **about)


def worked_out(place, people, begun=None):
    """The news of a release as plain values: what was found, among how many, and by chance.

    begun: name -> days on which its limits begin anew, in the whole place.
    """
    used, _ = indicators_of(place)
    shown = {name: used[name] for name in place.see.headline if name in used}
    found = news(people, used, rebase=begun) + gaps_moved(people, shown)
    return {
        "found": [asdict(one) for one in found.found],
        "watched": len(watched(people, used)),
        "chance": chance_said(found),
        "layer": whole_area(people)[0],
    }
