"""The addresses every place has, whatever rooms it uses."""

from django.urls import include, path

from tilth.web.home import home
from tilth.web.house import helping, search, tour, views

urlpatterns = [
    path("", include("tilth.web.house.signing.urls")),
    path("", home, name="home"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("about-the-data/", views.about_the_data, name="about-the-data"),
    path("your-data/", views.your_data, name="your-data"),
    path("help/words/", helping.words, name="words"),
    path("help/methods/", helping.methods, name="methods"),
    path("help/wrong/", helping.wrong, name="wrong"),
    path("search/", search.search, name="search"),
    path("tour/<int:number>/", tour.tour, name="tour"),
]
