"""Back to where someone was going, and never to another site."""

from django.utils.http import url_has_allowed_host_and_scheme


def back_to(request):
    """Where someone was going, if it is on this site."""
    to = request.GET.get("next") or request.POST.get("next") or ""
    here = url_has_allowed_host_and_scheme(to, {request.get_host()}, request.is_secure())
    return to if here else ""
