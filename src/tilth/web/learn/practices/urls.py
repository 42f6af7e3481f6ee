"""The addresses of practices, plantings, spread, comparison and common barriers, under /learn/."""

from django.urls import path

from tilth.web.learn.practices import (
    barriers,
    comparing,
    doing,
    lessons,
    listing,
    one,
    planting,
    plantings,
    samples,
    spreading,
    writing,
)

urlpatterns = [
    path("practices/", listing.index, name="practices"),
    path("practices.<slug:ending>", listing.listed_file),
    path("practices/new/", writing.new, name="practice-new"),
    path("practices/samples/", samples.index, name="practice-samples"),
    path("practices/samples/<slug:name>/", samples.take_in),
    path("practices/<slug:slug>/", one.practice, name="practice"),
    path("practices/<slug:slug>/edit/", writing.edit, name="practice-edit"),
    path("practices/<slug:slug>/transplant/", planting.plant, name="practice-transplant"),
    path("practices/<slug:slug>/<slug:what>/", doing.do_practice),
    path("transplants/<slug:ref>/", plantings.planting, name="transplant"),
    path("transplants/<slug:ref>/edit/", planting.edit),
    path("transplants/<slug:ref>/<slug:what>/", doing.do_planting),
    path("spread/", spreading.index, name="spread"),
    path("spread.<slug:ending>", spreading.listed_file),
    path("lessons/", lessons.index, name="lessons"),
    path("lessons.<slug:ending>", lessons.listed_file),
    path("compare/", comparing.index, name="compare"),
    path("compare.<slug:ending>", comparing.compared_file),
    path("barriers/", barriers.index, name="barriers"),
    path("barriers.<slug:ending>", barriers.listed_file),
    path("barriers/<slug:code>/", barriers.barrier, name="barrier"),
    path("barriers/<slug:code>/link/", barriers.link),
    path("barriers/<slug:code>/unlink/", barriers.unlink),
]
