"""The addresses of SEE."""

from django.urls import path

from tilth.web.see import areas, compare, data, indicators, marks, near, overview

app_name = "see"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("areas/", overview.areas, name="areas"),
    path("areas/<str:code>/", areas.area, name="area"),
    path("areas/<str:code>.<slug:ending>", areas.area_file),
    path("compare/", compare.compare, name="compare"),
    path("compare.<slug:ending>", compare.compare_file),
    path("near/", near.near, name="near"),
    path("groups/", overview.groups, name="groups"),
    path("indicators/", indicators.index, name="indicators"),
    path("indicators/<slug:name>/<slug:layer>/", indicators.indicator, name="indicator"),
    path("indicators/<slug:name>/<slug:layer>.<slug:ending>", indicators.indicator_file),
    path("indicators/<slug:name>/<slug:layer>/marks/", marks.mark),
    path("indicators/<slug:name>/<slug:layer>/marks/<int:number>/end/", marks.unmark),
    path("data/", data.data, name="data"),
    path("data/matching/", data.matching, name="matching"),
    path("data/<slug:name>/", data.source, name="source"),
]
