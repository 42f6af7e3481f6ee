"""What every page can use: words for numbers and dates, the rooms there are, who is here."""

import datetime
import functools
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from jinja2 import Environment

from tilth.web.house.answering import Typed

ROOMS = (("See", "/see/"), ("Agree", "/agree/"), ("Act", "/act/"), ("Learn", "/learn/"))
FOOTER = (
    ("Accessibility", "/accessibility/"),
    ("Privacy", "/privacy/"),
    ("About the data", "/about-the-data/"),
    ("Your data", "/your-data/"),
    ("Words we use", "/help/words/"),
    ("What do you think of Tilth?", "/tell/answer/about_tilth/"),
    ("How figures are worked out", "/help/methods/"),
)


def environment(**options):
    """The Jinja2 environment of every page."""
    made = Environment(**options)
    made.globals.update(static=static, url=reverse, urlencode=urlencode)
    made.filters.update(day=day, people=people, raised=raised)
    return made


def day(date):
    """14 May 2026."""
    if isinstance(date, str):
        date = datetime.date.fromisoformat(date)
    if isinstance(date, datetime.datetime):
        date = timezone.localtime(date).date()
    return f"{date.day} {date:%B %Y}"


def raised(words):
    """Words that begin a line: "NHS region" stays so."""
    return words[:1].upper() + words[1:]


def people(number):
    """12,345."""
    return f"{number:,}"


@functools.cache
def exists(address):
    """Whether there is a page at an address."""
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


def _tour():
    from tilth.web.house import tour  # it draws on `exists` above

    return tour


def _actors():
    from tilth.web.house.access import actors  # it needs the models, which come after this

    return actors


def every_page(request):
    """What the frame needs on every page."""
    place = getattr(request, "place", None) or settings.PLACE
    person = getattr(request, "user", None)
    return {
        "place": place,
        "synthetic": place.place.synthetic,
        "rooms": [(name, at, request.path.startswith(at)) for name, at in ROOMS if exists(at)],
        "role_shown": functools.partial(_actors().role_shown, request),
        "person": person if person is not None and person.is_authenticated else None,
        "told": get_messages(request) if hasattr(request, "_messages") else (),
        "footer_links": [(words, at) for words, at in FOOTER if exists(at)],
        "search_exists": exists("/search/"),
        "demo": settings.DEMO,
        "tour": _tour().panel(request, place) if "tour" in request.GET else None,
        "tour_there": settings.DEMO,
        "typed": Typed(request),
    }
