"""The plain pages: what is held and what for, where figures come from, how to read us."""

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tilth.ground.geography.tables import read_about
from tilth.store.releases import open_release
from tilth.web.house.access import ANYONE, route
from tilth.web.see.words import PURPOSES, REFRESH

public = route(level="D0", purpose="plan", roles=ANYONE)


@public
@require_safe
def privacy(request):
    """What we keep of those who read these pages, and of the people they are about."""
    minutes, hours = settings.SESSION_IDLE_SECONDS // 60, settings.SESSION_MOST_SECONDS // 3600
    return render(request, "house/privacy.jinja", {"minutes": minutes, "hours": hours})


@public
@require_safe
def accessibility(request):
    """How the site is built to be read by everyone, and what to do where it fails."""
    return render(request, "house/accessibility.jinja")


@public
@require_safe
def about_the_data(request):
    """Where the figures come from, how old they are and how small numbers are hidden."""
    place, release = request.place, request.release
    manifest = open_release(place, release).manifest if release else {}
    context = {
        "sources": sources_of(place),
        "data_to": manifest.get("as_of"),
        "release": release,
        "published": published(place),
        "fewest": place.privacy.suppress_below,
        "step": place.privacy.round_to,
    }
    return render(request, "house/about_the_data.jinja", context)


@public
@require_safe
def your_data(request):
    """For residents: what is held about you, what it is used for, and what you may choose."""
    context = {"sources": sources_of(request.place)}
    return render(request, "house/your_data.jinja", context)


def sources_of(place):
    """What each partner sends and what for, partners in alphabetical order."""
    names = {partner.slug: partner.name for partner in place.partners}
    rows = [
        {
            "partner": names[one.partner],
            "sends": one.kind.replace("_", " ").capitalize(),
            "purposes": [PURPOSES[p] for p in one.purpose],
            "basis": one.basis,
            "until": one.until,
            "refresh": REFRESH.get(one.refresh, one.refresh),
        }
        for one in place.sources
    ]
    return sorted(rows, key=lambda row: (row["partner"].lower(), row["sends"]))


def published(place):
    """The open files behind the map and the published figures: title, publisher, licence, page."""
    if not (place.geography_folder / "about.json").is_file():
        return []
    read = read_about(place.geography_folder).get("read", [])
    return sorted({_publisher(one) for one in read if isinstance(one, dict)})


def _publisher(one):
    return tuple(str(one.get(key, "")) for key in ("title", "publisher", "licence", "page"))
