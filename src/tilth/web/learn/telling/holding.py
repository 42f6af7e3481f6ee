"""Which tellings a browser may change: those told in it, or opened with their code words."""

from django.http import Http404

from tilth.web.learn.models import Story

HELD, MOST = "told", 20


def hold(request, story):
    """This browser may change a telling until its session ends, or it is told to forget."""
    held = [slug for slug in request.session.get(HELD, ()) if slug != story.slug]
    request.session[HELD] = [*held, story.slug][-MOST:]


def let_go(request):
    """This browser knows of no telling any more."""
    request.session.pop(HELD, None)


def held_by(request):
    """The tellings whoever asks may change: held in this browser, or told with their account."""
    kept = Story.objects.exclude(state="withdrawn").filter(origin="")
    own = kept.filter(slug__in=request.session.get(HELD, ()))
    if request.user.is_authenticated:
        own = own | kept.filter(by=request.user)
    return own


def held_one(request, slug):
    """One of them; Http404 where it is not theirs."""
    found = held_by(request).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found
