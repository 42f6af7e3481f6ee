"""The addresses of ripple maps, under /learn/."""

from django.urls import path

from tilth.web.learn.ripples import pages, workshop

AT = "ripples/<slug:slug>/"
urlpatterns = [
    path("ripples/", pages.ripples, name="ripples"),
    path("ripples/new/", pages.new, name="ripples-new"),
    path("ripples/unplanned/", pages.unplanned, name="ripples-unplanned"),
    path("ripples/<slug:slug>.<slug:ending>", pages.ripple_file, name="ripples-file"),
    path(AT, pages.ripple_map, name="ripple-map"),
    path(f"{AT}change/", pages.change, name="ripples-change"),
    path(f"{AT}workshop/", workshop.workshop, name="ripples-workshop"),
    path(f"{AT}workshop/<slug:what>/", workshop.do, name="ripples-do"),
    path(f"{AT}choosing/", workshop.choosing, name="ripples-choosing"),
    path(f"{AT}choosing/<slug:what>/", workshop.choose, name="ripples-choose"),
    path(f"{AT}undo/<int:number>/", workshop.undo, name="ripples-undo"),
]
