"""How somebody signs in, and where they are signed in now: any of it can be ended from here."""

import datetime

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.dispatch import receiver
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tilth.web.house.access import SIGNED_IN, route
from tilth.web.house.audit.signing import signed_out
from tilth.web.house.sessions import SEEN

HERE = "/signed-in/"
OTHERS = "others"
BROWSERS = {"Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Windows": "Windows", "iPhone": "an iPhone", "iPad": "an iPad", "Android": "Android",
    "Macintosh": "a Mac", "Linux": "Linux",
}  # fmt: skip
mine = route(level="D0", purpose="assure", roles=SIGNED_IN)


@require_safe
@mine
def signed_in(request):
    """One's second step, and every browser one is signed in with."""
    rows = [_row(one, request) for one in UserSession.objects.purge_and_list(request.user)]
    rows.sort(key=lambda row: (not row["here"], -row["seen"].timestamp()))
    told = {"rows": rows, "second": is_mfa_enabled(request.user), "others": len(rows) > 1}
    return render(request, "house/signed_in.jinja", told)


@require_POST
@mine
def end(request, which):
    """Sign out one other browser, or all of them; this one leaves by its own button."""
    found = UserSession.objects.filter(user=request.user)
    found = found.exclude(session_key=request.session.session_key)
    if which != OTHERS:
        found = found.filter(pk=which)
        if not found:
            raise Http404
    with transaction.atomic():
        for one in found:
            signed_out(end, request, request.user)
            one.end()
    messages.success(request, "Signed out there." if found else "There was no other browser.")
    return redirect(HERE)


@receiver(user_logged_out)
def forget(sender, request, user, **told):
    """Whoever leaves is no longer signed in there: nothing is kept of the browser."""
    if user is not None:
        UserSession.objects.filter(session_key=request.session.session_key or "").delete()


def _row(one, request):
    """One browser: what it says it is, since when, when it was last used."""
    seen = type(request.session)(one.session_key).get(SEEN)
    seen = datetime.datetime.fromtimestamp(seen, tz=datetime.UTC) if seen else one.last_seen_at
    return {
        "number": one.pk,
        "browser": browser(one.user_agent),
        "ip": one.ip,
        "since": timezone.localtime(one.created_at),
        "seen": timezone.localtime(seen),
        "here": one.session_key == request.session.session_key,
    }


def browser(told):
    """What a browser says it is, in two words as far as we know it."""
    name = next((words for sign, words in BROWSERS.items() if f"{sign}/" in told), "")
    system = next((words for sign, words in SYSTEMS.items() if sign in told), "")
    return " on ".join(one for one in (name or "A browser", system) if one)
