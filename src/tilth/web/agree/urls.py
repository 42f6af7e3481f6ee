"""The addresses under /agree/, subject by subject."""

from django.urls import include, path

SUBJECTS = (
    "decisions",
    "agreements",
    "commitments",
    "meetings",
    "partners",
    "issues",
    "levels",
    "network",
    "balance",
)
urlpatterns = [path("", include(f"tilth.web.agree.{subject}.urls")) for subject in SUBJECTS]
