"""Pages of the code frame: all codes with the stories that carry them, and one code."""

from django.http import Http404
from django.views.decorators.http import require_safe

from tilth.learn.coding.frame import frame
from tilth.learn.words import CODES
from tilth.web.agree.files import table_file
from tilth.web.agree.past import story as history_of
from tilth.web.house.access import ANYONE, route
from tilth.web.learn.actions import codes as acts
from tilth.web.learn.coding import reading
from tilth.web.learn.models import Code
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.showing import page, public
from tilth.web.learn.visible import stories_for

HERE = ("Codes", "/learn/codes/")
COLUMNS = {
    "code": "Code", "type": "Kind", "name": "Name", "means": "What it means", "under": "Under",
    "source": "Where it comes from", "stories": "Stories that carry it",
    "passages": "Passages of sources that carry it", "into": "Merged into",
}  # fmt: skip
NOTES = (
    "Stories are those that the reader who took this file may read.",
    "A story carries a code that somebody says fits, also where somebody else says it does not.",
    "A code that was merged is read as the one it went into, and counts no stories of its own.",
)


@require_safe
@public
def codes(request):
    """The code frame, kind by kind."""
    standing = reader_of(request)
    rows = rows_of(standing)
    known = frame().codes
    told = {
        "kinds": [
            (kind, CODES[kind], _tree([one for one in rows if one["code"].type == kind]))
            for kind in reading.TYPES
        ],
        "merged": Code.objects.exclude(into=None).select_related("into"),
        "frame": frame(),
        "refs": {slug: one.ref for slug, one in known.items()},
        "inside": inside(standing),
        "may_code": inside(standing),
        "carrying": sum(1 for one in rows if one["stories"]),
        "stories": stories_for(standing).count(),
    }
    return page(request, "coding/codes", "What helps and what gets in the way", **told)


def rows_of(standing):
    """Each code in use with how many stories and passages carry it; with its parts, as a whole."""
    carried, cited = reading.carriers(standing), reading.cited(standing)
    rows = [
        {"code": one, "carrying": carried.get(one.pk, set()), "passages": cited.get(one.pk, 0)}
        for one in reading.codes_in_use()
    ]
    by = {one["code"].pk: one for one in rows}
    for one in rows:
        one["stories"] = len(one["carrying"])
        one["whole"] = set(one["carrying"])
    for one in rows:
        above, seen = one["code"].group_id, {one["code"].pk}
        while above in by and above not in seen:
            by[above]["whole"] |= one["carrying"]
            seen.add(above)
            above = by[above]["code"].group_id
    for one in rows:
        one["whole"] = len(one["whole"])
    return rows


def _tree(rows):
    """Codes each with those under it, at any depth, in one list a code that lies under none."""
    there = {one["code"].pk for one in rows}
    tops = [one for one in rows if one["code"].group_id not in there]
    return [(top, list(_below(top, rows))) for top in tops]


def _below(top, rows):
    for one in rows:
        if one["code"].group_id == top["code"].pk and one is not top:
            yield one
            yield from _below(one, rows)


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE, act="exported")
def codes_file(request, ending):
    """The code frame as a file."""
    rows = [file_row(one) for one in rows_of(reader_of(request))]
    rows += [
        file_row({"code": one, "stories": 0, "passages": 0})
        for one in Code.objects.exclude(into=None).select_related("into", "group")
    ]
    return table_file("codes", "Codes", COLUMNS, rows, ending, notes=NOTES)


def file_row(one):
    """A code as a row of the file."""
    code = one["code"]
    return {
        "code": code.slug,
        "type": code.type,
        "name": code.name,
        "means": code.means,
        "under": code.group.slug if code.group else "",
        "source": code.source,
        "stories": one["stories"],
        "passages": one["passages"],
        "into": code.into.slug if code.into else "",
    }


def one_code(slug):
    """The Code of a slug; Http404 where there is none."""
    found = Code.objects.select_related("group", "into").filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


@require_safe
@public
def code(request, slug):
    """One code: what it means, where it comes from, words and stories that carry it."""
    standing, one = reader_of(request), one_code(slug)
    carrying = reading.carriers(standing).get(one.pk, set())
    stories = stories_for(standing).filter(pk__in=carrying).order_by("-published", "-pk")
    told = {
        "one": one,
        "kind": CODES[one.type],
        "shipped": frame().codes.get(one.slug) if one.shipped else None,
        "frame": frame(),
        "parts": one.parts.filter(into=None).order_by("slug"),
        "final": reading.final_code(one),
        "merged": one.merged.order_by("name"),
        "quotes": reading.quotes_of(one, standing) if one.into_id is None else [],
        "feelings": reading.feelings_of(one, standing),
        "stories": list(stories[:50]),
        "count": len(carrying),
        "contested": contested(one, standing),
        "passages": reading.cited(standing).get(one.pk, 0),
        "steps": history_of(one, standing) if inside(standing) else [],
        "inside": inside(standing),
        "may_merge": not one.shipped and one.into_id is None and acts.may_merge(standing, one),
        "may_part": one.into_id is not None and acts.may_merge(standing, one),
        "may_change": inside(standing) and not one.shipped and one.into_id is None,
    }
    return page(request, "coding/code", one.name, crumbs=[HERE], **told)


def contested(code, standing):
    """On how many stories somebody says a code fits and somebody says it does not."""
    there = reading.codings_on_stories(standing).filter(code__in=reading.read_as(code))
    yes, no = (_stories(there.filter(fits=fits)) for fits in (True, False))
    return len(yes & no)


def _stories(codings):
    found = codings.values_list("story_id", "passage__story_id")
    return {story or of for story, of in found}
