"""The addresses under /agree/, subject by subject."""

from django.urls import include, path

from tilth.web.agree import configured, links, overview, past

SUBJECTS = (
    "meetings",  # first: decisions/import/ lies before decisions/<ref>/
    "decisions",
    "agreements",
    "commitments",
    "partners",
    "issues",
    "levels",
    "network",
    "balance",
)
urlpatterns = [
    path("", overview.overview, name="agree"),
    path("links/", links.links, name="agree-links"),
    path("links/<int:number>/take-back/", links.take_back, name="agree-take-back-link"),
    path("settings/", configured.configured, name="agree-settings"),
    path("undo/<int:number>/", past.undo_step, name="agree-undo"),
    *(path("", include(f"tilth.web.agree.{subject}.urls")) for subject in SUBJECTS),
]
