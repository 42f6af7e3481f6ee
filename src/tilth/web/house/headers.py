"""The headers on every answer: nothing from outside, nothing inline, nothing kept by others."""

from urllib.parse import urlsplit

from django.conf import settings

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def policy():
    """The Content-Security-Policy. Forms may also go to the organisation people sign in with."""
    outside = getattr(settings, "OIDC_SERVER", "")
    forms = "'self'" + (f" https://{urlsplit(outside).netloc}" if outside else "")
    parts = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "media-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": forms,
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())


class Headers:
    """Adds them, unless the view said otherwise."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.always = {
            "Content-Security-Policy": policy(),
            "Permissions-Policy": PERMISSIONS,
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in self.always.items():
            response.headers.setdefault(name, value)
        # Files named by their content say for themselves how long they keep.
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response
