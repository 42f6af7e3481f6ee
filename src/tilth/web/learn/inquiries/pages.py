"""What came to each inquiry: counts, and the answers a reader may read."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.views.decorators.http import require_safe

from tilth.learn.telling.inquiries import Inquiry, tally
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.found import address
from tilth.web.learn.models import Gathering
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.sharing.copies import note
from tilth.web.learn.showing import page, public
from tilth.web.learn.telling.asking import inquiry_of
from tilth.web.learn.visible import open_to, stories_for

HERE = ("Inquiries", "/learn/inquiries/")
SHOWN = 20  # answers in words on the page; all of them are in the file
NOTE = (
    "Those who answered may take it back on any day: look at the page again before you use this "
    "file, and delete it when you have no more need of it."
)


@dataclass(frozen=True)
class Given:
    """What one telling or gathering answers. who: as they are named; at: where to read it whole."""

    record: object
    answers: dict
    on: datetime.date
    who: str
    at: str


@require_safe
@public
def inquiries(request):
    """Every set of questions there is, and how many answered as far as this reader may know."""
    standing = reader_of(request)
    told = stories_for(standing).exclude(inquiry="")
    counts = Counter(told.values_list("inquiry", flat=True))
    counts.update(one.asks for one in _gatherings(standing))
    rows = [(one, counts[name]) for name, one in request.place.all(Inquiry).items()]
    return page(request, "inquiries/list", "Inquiries", rows=rows,
                inside=inside(standing))  # fmt: skip


@require_safe
@public
def inquiry(request, name):
    """One inquiry: counts and answers, drawn live, so that what is taken back is gone."""
    asked, standing = inquiry_of(request.place, name), reader_of(request)
    found = _answered(standing, name)
    tallies = tally(asked, [(one.answers, one) for one in found])
    told = {"inquiry": asked, "number": len(found), "tallies": tallies, "most": SHOWN}
    told |= {"endings": ENDINGS, "widest": _widest(tallies)}
    return page(request, "inquiries/one", asked.title, crumbs=[HERE], **told)


@require_safe
@public
def saved(request, name, ending):
    """The answers this reader may read, as a file; each story is told that it was copied."""
    asked = inquiry_of(request.place, name)
    found = _answered(reader_of(request), name)
    columns = {"told": "Told on", "who": "Who", "story": "Address"}
    columns |= {f"q_{one.name}": one.ask for one in asked.questions}
    rows = [_row(one) for one in found]
    file = table_file(name.replace("_", "-"), asked.title, columns, rows, ending, notes=[NOTE])
    told = [one.record for one in found if one.record.kind == "story"]
    note(told, "file", f"answers to: {asked.title}")
    return file


def _answered(standing, name):
    """What stories, surveys and gatherings answer, the newest first."""
    told = stories_for(standing).filter(inquiry=name).order_by("-told", "-pk")
    found = [_told(one, one.told, ", ".join(each["name"] for each in one.tellers)) for one in told]
    found += [_told(one, one.begins, one.title) for one in _gatherings(standing, asks=name)]
    return sorted(found, key=lambda one: one.on, reverse=True)


def _told(record, on, who):
    return Given(record, record.answers, on.date(), who, address(record))


def _gatherings(standing, **chosen):
    """Gatherings at which somebody answered, that this reader may see."""
    held = open_to(Gathering.objects.exclude(asks=""), standing).filter(**chosen)
    return [one for one in held if one.answers]


def _row(one):
    row = {"told": one.on, "who": one.who, "story": one.at}
    return row | {f"q_{name}": said for name, said in one.answers.items()}


def _widest(tallies):
    return max((number for one in tallies for number in one.counts.values()), default=0) or 1
