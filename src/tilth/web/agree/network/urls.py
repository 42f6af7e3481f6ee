"""The addresses of network, under /agree/."""

from django.urls import path

from tilth.web.agree.network import ecosystem, gaps, quarters, structures
from tilth.web.agree.network import map as mapping

urlpatterns: list = [
    path("map/", mapping.shown, name="agree-map"),
    path("map/gaps/", gaps.shown, name="agree-map-gaps"),
    path("map/gaps.<slug:ending>", gaps.file, name="agree-map-gaps-file"),
    path("map/quarters/", quarters.shown, name="agree-map-quarters"),
    path("map/structures/", structures.shown, name="agree-map-structures"),
    path("map/ecosystem/", ecosystem.shown, name="agree-map-ecosystem"),
]
