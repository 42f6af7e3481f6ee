"""What programs may ask: the place, its areas, its indicators, and their values as files."""

from typing import Literal

from django.http import HttpResponse
from ninja import NinjaAPI

from tilth import see
from tilth.ground.errors import DefinitionError
from tilth.see.findings import exports
from tilth.see.needs.indicator import Indicator
from tilth.web.api import learning
from tilth.web.api.shapes import AreaShape, FindingShape, IndicatorShape, PlaceShape
from tilth.web.house import problems
from tilth.web.see.asking import areas_of, find_area, layers_of, near_area
from tilth.web.see.indicators import TYPES

Group = Literal["sex", "age_group", "ethnic_group", "deprivation_fifth"]
Step = Literal["month", "quarter", "year"]
Format = Literal["json", "csv", "xlsx", "parquet", "geojson", "svg", "fingertips"]
KINDS = {**TYPES, "parquet": "application/vnd.apache.parquet"}
KINDS["fingertips"] = TYPES["csv"]
DIRECT = frozenset(Indicator.__dataclass_fields__)

api = NinjaAPI(
    title="Tilth",
    version="1",
    description="The figures of a place, as its pages show them: read only. In every answer a "
    'figure that may not be shown is "*" and one that does not exist is null.',
    docs_url=None,
    urls_namespace="api",
)
problems.listen(api)
api.add_router("", learning.router)


@api.get("/place", response=PlaceShape, summary="The place and the data behind its figures")
def place(request):
    """Which place this is and how old its data are."""
    here, people = request.place, request.population if request.shown else None
    return {
        "name": here.name,
        "code": here.place.code,
        "synthetic": here.place.synthetic,
        "release": request.release,
        "data_to": people.as_of if people else None,
        "layers": {n: layer.title for n, layer in layers_of(people).items()} if people else {},
        "hidden_below": here.privacy.suppress_below,
        "rounded_to": here.privacy.round_to,
    }


@api.get("/areas", response=list[AreaShape], summary="The areas of a layer")
def areas(request, layer: str = "neighbourhood"):
    """Every area of one layer, by name."""
    known = layers_of(request.population)
    if layer not in known:
        raise DefinitionError(
            f"there is no layer {layer}", remedy=f"There are: {', '.join(known)}."
        )
    return [_area(request.population, code) for code in areas_of(request.population, layer)]


@api.get("/areas/{code}", response=AreaShape, summary="One area")
def area(request, code: str):
    """One area by its code."""
    found = _area(request.population, code)
    if found is None:
        near = near_area(request.population, code)
        remedy = f"Did you mean {near.words}?" if near else None
        raise DefinitionError(f"there is no area {code}", remedy=remedy)
    return found


def _area(people, code):
    found = find_area(people, code)
    if found is None:
        return None
    layer, one = found
    return {"layer": layer, "code": one.code, "name": one.name, "familiar": one.familiar}


@api.get("/indicators", response=list[IndicatorShape], summary="Every indicator")
def indicators(request, theme: str = ""):
    """Every indicator of the place, or those of one theme."""
    every = request.place.all(Indicator).values()
    return [_described(one) for one in every if not theme or one.theme == theme]


@api.get("/indicators/{name}", response=IndicatorShape, summary="One indicator")
def indicator(request, name: str):
    """What one indicator is."""
    return _described(request.place.find(Indicator, name))


def _described(one):
    fields = {
        field: getattr(one, field) for field in IndicatorShape.model_fields if field in DIRECT
    }
    return {
        **fields,
        "official": one.statistic == "published",
        "values": f"/api/v1/indicators/{one.name}/values",
    }


@api.get(
    "/indicators/{name}/values",
    response=FindingShape,
    summary="The values of an indicator: a finding, the same as its page shows",
)
def values(
    request,
    name: str,
    layer: str = "neighbourhood",
    area: str = "",
    by: Group | None = None,
    over: Step | None = None,
    format: Format = "json",
):
    """One indicator for the areas of a layer, by group or over time, as any kind of file."""
    chosen = request.place.find(Indicator, name)
    asked = {"area": area or None, "by": by, "over": over}
    given = {key: value for key, value in asked.items() if value}
    found = see.finding(request.population, chosen, layer=layer, **given)
    body = exports.content(found, format)
    return HttpResponse(body, content_type=KINDS[format])
