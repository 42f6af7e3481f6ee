"""The letter every fortnight: asking for it, saying yes, stopping; what the next one says."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from tilth.learn.gatherings.digest import MOST as MOST_TOLD
from tilth.learn.gatherings.digest import THEME, TOPICS, chosen, grouped
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.emailed import site_of
from tilth.web.house import errors
from tilth.web.house.signing.tries import crowded
from tilth.web.learn.actions import digests as act
from tilth.web.learn.gatherings.digest_told import items, theme_choices
from tilth.web.learn.showing import page, public

MOST = 10  # that one address may ask for within 15 minutes
HERE = ("A letter every fortnight", "/learn/digest/")
SAID = (
    "If that address can take letters, one is on its way. Nothing else comes before you say yes "
    "in it. If none comes within the hour, try again tomorrow."
)


class Topics(forms.Form):
    """What somebody wants to hear of."""

    topics = forms.MultipleChoiceField(
        required=False,
        label="What do you want to hear of?",
        help_text="Choose none to hear of all.",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *told, **more):
        super().__init__(*told, **more)
        themes = [(f"{THEME}{slug}", f"Stories about: {name}") for slug, name in theme_choices()]
        self.fields["topics"].choices = [*TOPICS.items(), *themes]


class Ask(Topics):
    """An address that wants letters."""

    email = forms.EmailField(label="Your email address", max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}))  # fmt: skip
    field_order = ("email", "topics")


@require_http_methods(["GET", "HEAD", "POST"])
@public
def digest(request):
    """Ask for the letter: an address, topics, no account."""
    form = Ask(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if crowded(request, "digest", MOST):
            return errors.page(request, 429)
        one = act.ask(form.cleaned_data["email"], form.cleaned_data["topics"])
        if one is not None:
            act.send_link(one, site=site_of(request), place=request.place.name)
        messages.success(request, SAID)
        return redirect("/learn/digest/")
    return page(request, "digest/index", "A letter every fortnight", form=form, most=MOST_TOLD)


@require_safe
@public
def preview(request):
    """What the next letter would say to somebody who had none yet."""
    found = chosen(items(day_of(request.place)), (), set())
    return page(request, "digest/preview", "What the next letter says", crumbs=[HERE],
                groups=grouped(found))  # fmt: skip


def _quiet(response):
    """The address of the page holds the link: no request may carry it on, no search keeps it."""
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _dead(request):
    return _quiet(
        page(request, "digest/dead", "This link does not work", crumbs=[HERE], status=404)
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public
@sensitive_variables("token")
def by_link(request, token):
    """Say yes, choose topics, or go on to stop; for whoever reads the letters of an address."""
    one = act.known(token)
    if one is None:
        return _dead(request)
    form = Topics(
        request.POST if request.method == "POST" else None, initial={"topics": one.topics}
    )
    if request.method == "POST" and form.is_valid():
        act.confirm(one, form.cleaned_data["topics"])
        messages.success(request, "You will get a letter at most once a fortnight.")
        return _quiet(redirect(f"/learn/digest/{token}/"))
    title = (
        "Your letter every fortnight" if one.confirmed else "Say yes to a letter every fortnight"
    )
    return _quiet(page(request, "digest/yours", title, crumbs=[HERE], form=form, one=one,
                       at=f"/learn/digest/{token}/", referrer="strict-origin"))  # fmt: skip


@never_cache
@csrf_exempt  # a mail program presses it for its reader (RFC 8058); the link itself is the proof
@require_http_methods(["GET", "HEAD", "POST"])
@public
@sensitive_variables("token")
def stop(request, token):
    """Stop the letters, in one press; nothing of the address is kept."""
    one = act.known(token)
    if request.method == "POST":
        if one is not None:
            act.stop(one)
        return _quiet(page(request, "digest/stopped", "The letters have stopped", crumbs=[HERE]))
    if one is None:
        return _dead(request)
    return _quiet(page(request, "digest/stop", "Stop the letters", crumbs=[HERE],
                       at=f"/learn/digest/{token}/stop/", referrer="strict-origin"))  # fmt: skip
