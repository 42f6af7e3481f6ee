"""The addresses under /learn/, subject by subject."""

from django.urls import include, path

from tilth.web.learn import overview

SUBJECTS = (
    "stories",
    "talk",
    "coding",
    "sources",
    "search",
    "practices",
    "gatherings",
    "ripples",
    "conditions",
    "sharing",
    "inquiries",
)
urlpatterns = [
    path("", overview.overview, name="learn"),
    *(path("", include(f"tilth.web.learn.{subject}.urls")) for subject in SUBJECTS),
]
