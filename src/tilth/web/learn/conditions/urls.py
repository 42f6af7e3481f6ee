"""The addresses of conditions, under /learn/."""

from django.urls import path

from tilth.web.learn.conditions import pages

urlpatterns = [
    path("conditions/", pages.profile, name="conditions"),
    path("conditions.<slug:ending>", pages.file, name="conditions-file"),
    path("conditions/take-back/<int:number>/", pages.take_back, name="condition-take-back"),
    path("conditions/<slug:code>/", pages.condition, name="condition"),
    path("conditions/<slug:code>/say/", pages.say, name="condition-say"),
]
