"""The addresses of network, under /agree/."""

from django.urls import path

from tilth.web.agree.network import map as mapping

urlpatterns: list = [
    path("map/", mapping.shown, name="agree-map"),
]
