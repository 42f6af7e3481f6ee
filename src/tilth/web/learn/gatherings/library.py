"""Ways to engage people: the library Tilth ships, and the place's own."""

from django.http import Http404
from django.views.decorators.http import require_safe

from tilth.learn.gatherings.ways import Way, in_order
from tilth.web.learn.gatherings.listing import HERE
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.showing import page, public

WAYS = ("Ways to learn together", "/learn/ways/")


@require_safe
@public
def ways(request):
    """Every way, the quickest first."""
    found = in_order(request.place.all(Way))
    return page(request, "gatherings/ways", "Ways to learn together", crumbs=[HERE], ways=found,
                inside=inside(reader_of(request)))  # fmt: skip


@require_safe
@public
def way(request, name):
    """One way: what, when, what it needs, how it goes, what can go wrong, where it comes from."""
    one = request.place.all(Way).get(name)
    if one is None:
        raise Http404
    return page(request, "gatherings/way", one.title, crumbs=[HERE, WAYS], way=one)
