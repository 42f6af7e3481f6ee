"""The one place where the decision is applied: before any view, on every request."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import timezone

from tilth.web.house import audit
from tilth.web.house.access import actors, context
from tilth.web.house.access.deciding import decide
from tilth.web.house.access.routes import check_every_route, declared
from tilth.web.house.problems import NOT_SIGNED_IN, PROGRAMS, problem

# Pictures are shown in pages as well; these are only ever taken away.
FILES = ("csv", "xlsx", "json", "geojson", "parquet")


class Access:
    """Lets a request through only to what its actor may see.

    A stranger is sent to sign in, for known and unknown addresses alike. Someone signed in who may
    not gets the same 404 as for an address that is not there.
    """

    def __init__(self, get_response):
        check_every_route()
        self.get_response = get_response

    def __call__(self, request):
        match = _match(request)
        wanted = declared(match.func) if match else None
        with context.speaking_as(context.NOBODY):
            if wanted is not None and wanted.public:
                return self.get_response(request)
            return self._decided(request, wanted, match)

    def _decided(self, request, wanted, match):
        """Ask who it is and whether they may; the connection speaks for them from then on."""
        request.actor = actors.actor_of(request, wanted)
        if request.actor is None:
            return to_sign_in(request)
        context.speak_as(request.actor.ref)
        if wanted is None:
            raise Http404
        request.decision = _decide(request, wanted, match)
        what = match.view_name or match.route
        if not request.decision:
            audit.record_denial(request.actor, wanted, request.decision, what)
            raise Http404
        taken = taken_away(request) if wanted.act == "looked" else ""
        if wanted.audited or taken:
            act, what = ("exported", f"{what} {taken}") if taken else (wanted.act, what)
            audit.record_use(request.actor, wanted, request.decision, act, what)
        return self.get_response(request)


def taken_away(request):
    """The kind of file a request takes figures away in, such as csv; empty where it takes none."""
    ending = request.path_info.rpartition(".")[2]
    asked = request.GET.get("format", "")
    return next((one for one in (ending, asked) if one in FILES), "")


def _match(request):
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None


def _decide(request, wanted, match):
    return decide(
        request.actor,
        wanted,
        purpose=wanted.purpose,
        relation=wanted.relation_of(request, match.kwargs),
        on=timezone.localdate(),
        given=actors.given(request) if wanted.level == "D3" else (),
    )


def to_sign_in(request):
    """Send someone to the sign-in page, to come back where they were going; tell a program."""
    if request.path_info.startswith(PROGRAMS):
        return problem(401, "Who is asking?", NOT_SIGNED_IN)
    back = {"next": request.get_full_path()} if request.method in ("GET", "HEAD") else {}
    return redirect(settings.LOGIN_URL + (f"?{urlencode(back)}" if back else ""))
