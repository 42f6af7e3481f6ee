"""The addresses of this subject, under /learn/."""

from django.urls import path

from tilth.web.learn.search import pages

urlpatterns = [path("search/", pages.search, name="learn-search")]
