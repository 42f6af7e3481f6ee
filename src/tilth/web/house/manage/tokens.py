"""Tokens: how one's own programs read the figures, never more than one may oneself."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from tilth.ground.errors import AgreementError
from tilth.web.house.access import SIGNED_IN, route
from tilth.web.house.access.rows import tokens_for
from tilth.web.house.answering import tried
from tilth.web.house.by import By
from tilth.web.house.manage import agreeing, forms
from tilth.web.house.manage.showing import page

HERE = "/manage/tokens/"
READERS = SIGNED_IN - {"resident"}
reading = route(level="D1", purpose="plan", roles=READERS)
LEVELS, PURPOSES = ("D0", "D1"), ("plan",)


@require_safe
@reading
def tokens(request):
    """One's tokens, and a form for another."""
    return _shown(request)


@require_POST
@reading
def make(request):
    """Make a token; its secret is shown this once."""
    form = forms.MakeToken(request.POST)
    if form.is_valid():
        try:
            _, secret = agreeing.make_token(
                By.of(request), levels=LEVELS, purposes=PURPOSES, **form.cleaned_data
            )
        except AgreementError as error:
            form.add_error("until", f"{error.what}.")
        else:
            return _shown(request, secret=secret)
    return _shown(request, form=form, status=422)


def _shown(request, form=None, secret="", status=200):
    told = {"tokens": tokens_for(request), "form": form or forms.MakeToken(), "secret": secret}
    return page(request, "tokens", "Tokens", status=status, **told)


@require_POST
@reading
def end(request, number):
    """End a token."""
    one = get_object_or_404(tokens_for(request), pk=number)
    return tried(
        request, HERE, lambda: agreeing.end_token(By.of(request), one), "The token has ended."
    )
