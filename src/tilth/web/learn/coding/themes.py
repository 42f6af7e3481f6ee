"""What the stories a reader may read are about: topics, or neighbours where stories are few."""

import hashlib

from django.views.decorators.http import require_safe

from tilth.learn.themes.neighbours import neighbours
from tilth.learn.themes.topics import AGAIN, FEWEST, SEEDS, SHARED, themes
from tilth.web.agree.files import table_file
from tilth.web.house.access import ANYONE, route
from tilth.web.learn.coding.behind import Behind
from tilth.web.learn.coding.learning import words_for
from tilth.web.learn.reader import inside, national, reader_of
from tilth.web.learn.showing import page
from tilth.web.learn.visible import stories_for

THEMES = Behind(6)
MOST = 5000  # stories looked at, the newest first
SHOWN = 40  # stories told under one theme, and of those that stand alone
COLUMNS = {
    "theme": "Theme",
    "words": "Words",
    "stories": "Stories",
    "again": f"Starts that found it, of {SEEDS}",
}


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE)
def all_themes(request):
    """What stories here are about, as their words show it."""
    standing = reader_of(request)
    stories = list(stories_for(standing)[:MOST])
    few = len(stories) < FEWEST
    told = {"few": few, "fewest": FEWEST, "count": len(stories), "seeds": SEEDS, "shared": SHARED,
            "shown": SHOWN}  # fmt: skip
    by = {one.pk: one for one in stories}
    if few:
        near = neighbours(list(by), [words_for(one) for one in stories])
        told["near"] = [(by[one], [by[other] for other in near[one]]) for one in by]
    else:
        found = worked_out(standing, stories)
        told["found"] = found
        if found is not None:
            told |= {
                "topics": [(one, [by[n] for n in one.stories[:SHOWN]]) for one in found.topics],
                "alone": [by[n] for n in found.alone],
            }
    return page(request, "coding/themes", "What stories are about", **told)


def worked_out(standing, stories):
    """The Themes of what a reader may read; None while they are being worked out.

    Held for each kind of reader: a story changed or taken back lets go of what was held at once.
    """
    told = [(one.pk, str(one.uid), one.seen, words_for(one)) for one in stories]
    key = hashlib.sha256(repr([one[1:3] for one in told]).encode()).hexdigest()
    numbers, texts = [one[0] for one in told], [one[3] for one in told]
    readers = (inside(standing), standing.by.role == "link_worker", national(standing))
    return THEMES.of(readers, key, lambda: themes(numbers, texts))


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE, act="exported")
def themes_file(request, ending):
    """The themes as a file: their words and how many stories, never a story's own words."""
    standing = reader_of(request)
    stories = list(stories_for(standing)[:MOST])
    found = worked_out(standing, stories) if len(stories) >= FEWEST else None
    rows = [
        {"theme": number, "words": one.words, "stories": len(one.stories), "again": one.again}
        for number, one in enumerate(found.topics if found else (), start=1)
    ]
    notes = (
        f"From {len(stories)} stories that the reader who took this file may read.",
        f"A word names a theme only where {SHARED} or more stories use it.",
        f"A theme is found again where {AGAIN:.0%} of its words are the same from another start.",
    )
    if found is None:
        notes = (f"No themes: fewer than {FEWEST} stories, or still being worked out.", *notes)
    return table_file("themes", "Themes", COLUMNS, rows, ending, notes=notes)
