"""The addresses of SEE."""

from django.urls import path

from tilth.web.see import data

app_name = "see"
urlpatterns = [
    path("data/", data.data, name="data"),
    path("data/matching/", data.matching, name="matching"),
    path("data/<slug:name>/", data.source, name="source"),
]
