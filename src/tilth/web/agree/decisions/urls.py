"""The addresses of decisions, under /agree/."""

from django.urls import path

from tilth.web.agree import by_link
from tilth.web.agree.decisions import listing, one, sending

urlpatterns: list = [
    path("by-link/", by_link.thanks, name="agree-by-link-thanks"),
    path("by-link/<str:token>/", by_link.by_link, name="agree-by-link"),
    path("decisions/", listing.listing, name="agree-decisions"),
    path("decisions.<slug:ending>", listing.files, name="agree-decisions-file"),
    path("decisions/new/", one.new, name="agree-decision-new"),
    path("decisions/<slug:ref>/", one.decision, name="agree-decision"),
    path("decisions/<slug:ref>/text/", one.text, name="agree-decision-text"),
    path("decisions/<slug:ref>/voice/", sending.say, name="agree-decision-say"),
    path("decisions/<slug:ref>/ask-them/", sending.ask_them, name="agree-decision-ask-them"),
    path("decisions/<slug:ref>/full-way/", sending.full_way, name="agree-decision-full-way"),
    path("decisions/<slug:ref>/option/drop/", sending.drop, name="agree-decision-drop"),
    path("decisions/<slug:ref>/figure/", sending.keep, name="agree-decision-keep"),
    path(
        "decisions/<slug:ref>/figure/<int:number>/leave-out/",
        sending.leave_out,
        name="agree-decision-leave-out",
    ),
    path("decisions/<slug:ref>/change/<int:number>/", sending.accept, name="agree-decision-accept"),
    path("decisions/<slug:ref>/<slug:what>/", sending.act, name="agree-decision-act"),
]
