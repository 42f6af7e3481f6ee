"""The one public door of those who come by an emailed link: one page, one thing to do."""

import datetime

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from tilth.ground.errors import AgreementError
from tilth.web.agree import emailed
from tilth.web.agree.found import find
from tilth.web.agree.showing import page
from tilth.web.house import errors
from tilth.web.house.access import ANYONE, route
from tilth.web.house.models import SignInTry
from tilth.web.house.signing.tries import address_of

MOST, WITHIN = 10, datetime.timedelta(minutes=15)
POLICY = "strict-origin"  # the address of the page holds the link: no request may carry it on


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@route(level="D0", purpose="plan", roles=ANYONE)
@sensitive_variables("token")
def by_link(request, token):
    """What a link is for: its page, and on sending it, the one thing done."""
    if _too_many(request):
        return _quiet(errors.page(request, 429))
    link = emailed.known(token)
    if link is None:
        _missed(request)
        return dead(request, 404)
    if not emailed.opens(link):
        return dead(request, 410)
    try:
        record, purpose = find(link.about), emailed.PURPOSES[link.purpose]
    except Http404:
        return dead(request, 410)
    if request.method != "POST":
        return _quiet(purpose.shown(request, link, record))
    return _quiet(_sent(request, link, record, purpose))


def _sent(request, link, record, purpose):
    form = purpose.asked(request, link, record)
    if not form.is_valid():
        return purpose.shown(request, link, record, form)
    try:
        said = emailed.use(link, lambda by: purpose.done(by, link, record, form))
    except AgreementError as error:
        form.add_error(None, f"{error.what}.")
        return purpose.shown(request, link, record, form)
    messages.success(request, said)
    return redirect("agree-by-link-thanks")


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE)
def thanks(request):
    """What was done by a link is said, on a page whose address tells nothing."""
    return page(request, "by_link/thanks", "Thank you")


def dead(request, status):
    """A link that opens nothing: the same words, whatever the reason."""
    return _quiet(page(request, "by_link/dead", "This link does not work", status=status))


def _quiet(response):
    response.headers["Referrer-Policy"] = POLICY
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _of(request):
    told = f"link from {address_of(request)}"
    return salted_hmac("tilth.tries", told, algorithm="sha256").hexdigest()


def _too_many(request):
    since = timezone.now() - WITHIN
    return SignInTry.objects.filter(of=_of(request), at__gte=since).count() >= MOST


def _missed(request):
    SignInTry.objects.filter(at__lt=timezone.now() - WITHIN).delete()
    SignInTry.objects.create(of=_of(request), at=timezone.now())
