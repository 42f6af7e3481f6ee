"""The addresses every place has, whatever rooms it uses."""

from django.urls import include, path

from tilth.web.house import views
from tilth.web.see.home import home

urlpatterns = [
    path("", include("tilth.web.house.signing.urls")),
    path("", home, name="home"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("about-the-data/", views.about_the_data, name="about-the-data"),
]
