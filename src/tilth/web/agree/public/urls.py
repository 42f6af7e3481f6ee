"""The addresses of the public page, under /agree/public/."""

from django.urls import path

from tilth.web.agree.public import feed, pages

urlpatterns = [
    path("", pages.place),
    path("feed.atom", feed.feed),
    path("decisions/", pages.decisions),
    path("decisions/<slug:ref>/", pages.decision),
    path("commitments/", pages.commitments),
    path("commitments.<slug:ending>", pages.commitments_file),
]
