"""The addresses of this subject, under /learn/."""

from django.urls import path

from tilth.web.learn.sharing import briefing, feed, pages

urlpatterns = [
    path("sharing/", pages.sharing, name="learn-sharing"),
    path("sharing/federation.json", pages.federation, name="learn-federation"),
    path("sharing/trust/", pages.trust, name="learn-trust"),
    path("sharing/take/", pages.take, name="learn-take"),
    path("sharing/<slug:slug>/stop/", pages.stop, name="learn-distrust"),
    path("feed.atom", feed.feed, name="learn-feed"),
    path("briefing/", briefing.briefing, name="learn-briefing"),
]
