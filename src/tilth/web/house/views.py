"""The plain pages: what this is, what is held, how to read it."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from tilth.web.house.access import ANYONE, route


@route(level="D0", purpose="plan", roles=ANYONE)
@require_safe
def home(request):
    """Four questions, in words before pictures."""
    return render(request, "house/home.jinja")


@route(level="D0", purpose="plan", roles=ANYONE)
@require_safe
def privacy(request):
    """What we keep of those who read these pages, and of the people they are about."""
    return render(request, "house/privacy.jinja")


@route(level="D0", purpose="plan", roles=ANYONE)
@require_safe
def accessibility(request):
    """How the site is built to be read by everyone, and what to do where it fails."""
    return render(request, "house/accessibility.jinja")


@route(level="D0", purpose="plan", roles=ANYONE)
@require_safe
def about_the_data(request):
    """Where the figures come from, how old they are and how small numbers are hidden."""
    return render(request, "house/about_the_data.jinja")
