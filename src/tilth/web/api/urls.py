"""The addresses of the API; each is open to programs that carry a token."""

from django.urls import path

from tilth.web.api.endpoints import api
from tilth.web.api.views import about
from tilth.web.house.access import ANYONE, declare

OPENAPI = "openapi-json"


def _declared():
    """Every address of the API, as a figure of a page; its description is for anyone."""
    patterns = api.urls[0]
    for one in patterns:
        if one.name == OPENAPI:
            declare([one], level="D0", purpose="plan", roles=ANYONE)
        else:
            declare([one], level="D1", purpose="plan", by_token=True)
    return patterns


urlpatterns = [
    path("", about, name="api"),
    path("v1/", (_declared(), "api", "api")),
]
