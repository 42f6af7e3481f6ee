"""What the stories a reader may read are about: topics, or neighbours where stories are few."""

import hashlib

from django.views.decorators.http import require_safe

from tilth.learn.themes.neighbours import neighbours
from tilth.learn.themes.topics import AGAIN, FEWEST, SEEDS, SHARED, themes
from tilth.web.agree.files import table_file
from tilth.web.house.access import ANYONE, route
from tilth.web.learn.coding.behind import THEMES
from tilth.web.learn.coding.learning import TOLD, words_for
from tilth.web.learn.reader import inside, national, reader_of
from tilth.web.learn.showing import page, public
from tilth.web.learn.visible import stories_for

MOST = 5000  # stories looked at, the newest first
SHOWN = 40  # stories told under one theme, and of those that stand alone
COLUMNS = {
    "theme": "Theme",
    "words": "Words",
    "stories": "Stories",
    "again": f"Starts that found it, of {SEEDS}",
}


@require_safe
@public
def all_themes(request):
    """What stories here are about, as their words show it."""
    standing = reader_of(request)
    count = min(stories_for(standing).count(), MOST)
    told = {"few": count < FEWEST, "fewest": FEWEST, "count": count, "seeds": SEEDS,
            "shared": SHARED, "shown": SHOWN}  # fmt: skip
    told |= _near(standing) if count < FEWEST else _found(standing)
    return page(request, "coding/themes", "What stories are about", **told)


def _near(standing):
    by = {one.pk: one for one in stories_for(standing)}
    near = neighbours(list(by), [words_for(one) for one in by.values()])
    return {"near": [(by[one], [by[other] for other in near[one]]) for one in by]}


def _found(standing):
    found = worked_out(standing)
    if found is None:
        return {"found": None}
    wanted = {n for topic in found.topics for n in topic.stories[:SHOWN]} | {*found.alone[:SHOWN]}
    by = stories_for(standing).only("slug", "title").in_bulk(list(wanted))
    topics = [(one, [by[n] for n in one.stories[:SHOWN] if n in by]) for one in found.topics]
    alone = [by[n] for n in found.alone[:SHOWN] if n in by]
    return {"found": found, "topics": topics, "alone": alone, "alone_many": len(found.alone)}


def worked_out(standing):
    """The Themes of what a reader may read; None while they are being worked out.

    Held for each kind of reader: a story changed or taken back lets go of what was held at once.
    """
    versions = list(stories_for(standing).values_list("pk", "uid", "seen")[:MOST])
    key = hashlib.sha256(repr(versions).encode()).hexdigest()
    readers = (inside(standing), standing.by.role == "link_worker", national(standing))
    return THEMES.of(readers, key, lambda: _begun(standing))


def _begun(standing):
    stories = stories_for(standing).values_list(*TOLD, named=True)[:MOST]
    told = {one.pk: words_for(one) for one in stories}
    return lambda: themes(list(told), list(told.values()))


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE, act="exported")
def themes_file(request, ending):
    """The themes as a file: their words and how many stories, never a story's own words."""
    standing = reader_of(request)
    count = min(stories_for(standing).count(), MOST)
    found = worked_out(standing) if count >= FEWEST else None
    rows = [
        {"theme": number, "words": one.words, "stories": len(one.stories), "again": one.again}
        for number, one in enumerate(found.topics if found else (), start=1)
    ]
    notes = (
        f"From {count} stories that the reader who took this file may read.",
        f"A word names a theme only where {SHARED} or more stories use it.",
        f"A theme is found again where {AGAIN:.0%} of its words are the same from another start.",
    )
    if found is None:
        notes = (f"No themes: fewer than {FEWEST} stories, or still being worked out.", *notes)
    return table_file("themes", "Themes", COLUMNS, rows, ending, notes=notes)
