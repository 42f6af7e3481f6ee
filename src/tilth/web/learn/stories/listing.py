"""The list of stories, and the same stories as a file."""

from django.core.paginator import Paginator
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from tilth.learn.stories.lines import closed, line
from tilth.learn.words import TYPES
from tilth.web.agree.areas import area_name
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.sharing.copies import note
from tilth.web.learn.showing import page, public
from tilth.web.learn.stories.choosing import chosen
from tilth.web.learn.talk.records import seen
from tilth.web.learn.visible import number_to_look_at, own_stories

CRUMB = ("Stories", "/learn/stories/")
A_PAGE = 20
CELL = 32_000  # a cell of Excel holds 32,767 characters
CUT = " \u2026 (cut here: its page has all of it)"
HEADS = {
    "type": "Kind", "layer": "Layer", "area": "Area", "growth": "How far it has grown",
    "code": "What helps or gets in the way", "about": "What it is about",
    "indicator": "A figure it speaks to",
}  # fmt: skip
COLUMNS = {
    "title": "Title", "kind": "Kind", "told_by": "Told by", "words": "In their own words",
    "answers": "Answers", "strengths": "What is strong", "barriers": "What is not working",
    "sources": "Sources", "layer": "Layer", "area": "Area", "about": "About",
    "growth": "How far it has grown", "on": "When it was", "published": "Published on",
    "readers": "Who may read it", "address": "Where to read it",
}  # fmt: skip
NOTES = (
    "Each row is one story. Stories stand alone: please do not add them up or average them.",
    "A teller may take a story back at any time. Look at its page before you use it again.",
)


@require_safe
@public
def stories(request):
    """The stories this reader may read, newest first, each for itself."""
    standing = reader_of(request)
    found = chosen(request, standing)
    paged = Paginator(found.stories, A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "stories/list",
        "Stories",
        rows=[row(one, request.place, standing) for one in paged],
        paged=paged,
        found=found,
        heads=HEADS,
        asked=urlencode({k: v for k, v in found.asked.items() if v}),
        endings=ENDINGS,
        waits=number_to_look_at(standing),
        keeps=standing.keeps,
        mine=own_stories(standing).count(),
    )


def row(one, place, standing):
    """A story as a list shows it."""
    return {
        "slug": one.slug,
        "address": f"/learn/stories/{one.slug}/",
        "title": closed(one.title) or line(one.words, 80) or "A story without words",
        "kind": TYPES[one.type].partition(",")[0],
        "who": told_by(one),
        "begins": line(one.words, 240) if one.title else "",
        "where": area_name(place, one.area) or one.layer.capitalize(),
        "layer": one.layer,
        "growth": one.growth,
        "on": one.on,
        "published": one.published,
        "within": inside(standing) and not one.for_everyone,
    }


def told_by(one):
    """Who told it, as they wished to be shown; '' where they did not say."""
    names = (closed(", ".join(x for x in (t.get("name"), t.get("as")) if x)) for t in one.tellers)
    told = [name for name in names if name]
    told += [one.partner.name] if one.partner else []
    return " and ".join(told)


@require_POST
@public
def stories_file(request, ending):
    """The same stories to take away; that each was taken is written down beside it."""
    standing = reader_of(request)
    found = list(chosen(request, standing).stories)
    rows = [_cells(one, request, standing) for one in found]
    if ending == "xlsx":
        rows = [{k: _fits(v) for k, v in row.items()} for row in rows]
    made = table_file("stories", "Stories", COLUMNS, rows, ending, notes=NOTES)
    note(found, "file", _taker(standing, ending))
    return made


def _taker(standing, ending):
    who = standing.partner.name if standing.partner else "somebody"
    return f"{ENDINGS[ending].partition(',')[0]}, taken by {who}"[:200]


def _fits(value):
    too_long = isinstance(value, str) and len(value) > CELL
    return value[:CELL] + CUT if too_long else value


def _cells(one, request, standing):
    about = seen(one.about, standing) if one.about else None
    answers = "\n".join(f"{name}: {said}" for name, said in one.answers.items())
    sources = "; ".join(" ".join(str(x) for x in s.values() if x) for s in one.sources)
    return {
        "title": closed(one.title),
        "kind": one.type,
        "told_by": told_by(one),
        "words": closed(one.words),
        "answers": closed(answers),
        "strengths": closed(one.strengths),
        "barriers": closed(one.barriers),
        "sources": closed(sources),
        "layer": one.layer,
        "area": area_name(request.place, one.area),
        "about": about.title if about else "",
        "growth": one.growth,
        "on": one.on,
        "published": one.published.date() if one.published else None,
        "readers": ", ".join(one.audiences),
        "address": request.build_absolute_uri(f"/learn/stories/{one.slug}/"),
    }
