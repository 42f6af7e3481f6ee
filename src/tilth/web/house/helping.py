"""Help: the words we use, how figures are worked out, and what to do when something is wrong."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from tilth.see.methods.catalogue import METHODS, SYMBOLS
from tilth.web.house.access import ANYONE, route
from tilth.web.house.words import glossary

LONGEST = 200

public = route(level="D0", purpose="plan", roles=ANYONE)


@public
@require_safe
def words(request):
    """Every word with a meaning of its own here."""
    return render(request, "house/words.jinja", {"words": glossary()})


@public
@require_safe
def methods(request):
    """Each way of working a figure out: in plain words, in symbols, and who said so first."""
    context = {"methods": METHODS.values(), "symbols": SYMBOLS}
    return render(request, "house/methods.jinja", context)


@public
@require_safe
def wrong(request):
    """What to do, and what to tell, when something on a page is not right."""
    page = request.GET.get("page", "")[:LONGEST]
    page = page if page.startswith("/") and not page.startswith("//") else ""
    return render(request, "house/wrong.jinja", {"about": page, "release": request.release})
