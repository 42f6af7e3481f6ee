"""Practices the founding essay tells of, to look at and to take in."""

from django.http import Http404
from django.views.decorators.http import require_POST, require_safe

from tilth.learn.practices.samples import AUTHORS, ESSAY, samples
from tilth.web.house.answering import tried
from tilth.web.learn.actions.samples import take
from tilth.web.learn.models import Practice
from tilth.web.learn.practices.one import HERE
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import keeping, page, public
from tilth.web.learn.visible import practices_for


@require_safe
@public
def index(request):
    """Every sample: what the essay says of it, in its own words, and what it does not say."""
    standing = reader_of(request)
    here = set(practices_for(standing).values_list("slug", flat=True))
    known = samples()
    told = {
        "practices": [_told(one, known, here) for one in known.values() if one.kind == "practice"],
        "stories": [_told(one, known, here) for one in known.values() if one.kind == "story"],
        "essay": ESSAY,
        "authors": AUTHORS,
        "keeps": standing.keeps,
    }
    return page(request, "practices/samples", "Practices from the essay", crumbs=[HERE], **told)


def _told(one, known, here):
    slug = one.name.replace("_", "-")
    return {
        "sample": one,
        "slug": slug,
        "here": slug in here,
        "inspired_by": [known[name] for name in one.inspired_by],
    }


@require_POST
@keeping
def take_in(request, name):
    """Take a sample in as a practice of this place's garden, its source credited."""
    sample = samples().get(name)
    if sample is None or sample.kind != "practice":
        raise Http404
    standing, slug = reader_of(request), name.replace("_", "-")
    kept = Practice.objects.filter(slug=slug).exists()
    back = "/learn/practices/samples/" if kept else f"/learn/practices/{slug}/"
    said = "Taken in, with its source. Plant it where you are and say what you changed."
    return tried(request, back, lambda: take(standing, sample), said)
