"""The addresses of decisions, under /agree/."""

from django.urls import path

from tilth.web.agree import by_link

urlpatterns: list = [
    path("by-link/", by_link.thanks, name="agree-by-link-thanks"),
    path("by-link/<str:token>/", by_link.by_link, name="agree-by-link"),
]
