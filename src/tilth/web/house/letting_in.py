"""Lets a request through only to a view its person may see."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect

from tilth.web.house.access import declared


class Access:
    """Deny unless declared and allowed: sign-in for a stranger, 404 for anyone else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.resolver_match is None and not request.user.is_authenticated:
            return to_sign_in(request)
        return response

    def process_view(self, request, view, args, kwargs):
        """Before any view."""
        wanted = declared(view)
        known = request.user.is_authenticated
        if wanted and (wanted.public or (known and request.user.has_role(wanted.roles))):
            return None
        if known:
            raise Http404
        return to_sign_in(request)


def to_sign_in(request):
    """Send someone to the sign-in page, to come back where they were going."""
    back = {"next": request.get_full_path()} if request.method in ("GET", "HEAD") else {}
    return redirect("/sign-in/" + (f"?{urlencode(back)}" if back else ""))
