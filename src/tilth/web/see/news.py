"""What is news in a release, worked out once and kept."""

from dataclasses import asdict

from tilth.see.news import gaps_moved, news, watched
from tilth.web.house.kept import later
from tilth.web.see.asking import indicators_of
from tilth.web.see.sections import whole_area


def news_of(request):
    """What is news in this release: None before the first release or until it is worked out."""
    if not request.release:
        return None
    place, release, people = request.place, request.release, request.population
    return later(place, release, "news", lambda: worked_out(place, people))


def worked_out(place, people):
    """The news of a release as plain values, and how many figures were looked at for it."""
    used, _ = indicators_of(place)
    shown = {name: used[name] for name in place.see.headline if name in used}
    found = [*news(people, used), *gaps_moved(people, shown)]
    return {
        "found": [asdict(one) for one in found],
        "watched": len(watched(people, used)),
        "layer": whole_area(people)[0],
    }
