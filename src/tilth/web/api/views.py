"""The page that tells a person what programs may ask."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from tilth.web.api.endpoints import api
from tilth.web.house.access import ANYONE, route


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE)
def about(request):
    """What programs may ask, with an example of each."""
    told = api.get_openapi_schema(path_prefix="/api/v1/")
    asked = [
        {
            "address": address,
            "summary": one["get"]["summary"],
            "options": [_option(p) for p in one["get"].get("parameters", ()) if p["in"] == "query"],
        }
        for address, one in told["paths"].items()
    ]
    return render(request, "api/index.jinja", {"asked": asked})


def _option(parameter):
    shape = parameter["schema"]
    choices = [c for part in (shape, *shape.get("anyOf", ())) for c in part.get("enum", ())]
    return {"name": parameter["name"], "choices": choices}
