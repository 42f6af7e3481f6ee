"""The addresses of network, under /agree/."""

from django.urls import path

from tilth.web.agree.network import (
    ecosystem,
    gaps,
    listening,
    quarters,
    structures,
    survey,
    workbook,
)
from tilth.web.agree.network import map as mapping

urlpatterns: list = [
    path("map/", mapping.shown, name="agree-map"),
    path("map/gaps/", gaps.shown, name="agree-map-gaps"),
    path("map/gaps.<slug:ending>", gaps.file, name="agree-map-gaps-file"),
    path("map/quarters/", quarters.shown, name="agree-map-quarters"),
    path("map/structures/", structures.shown, name="agree-map-structures"),
    path("map/ecosystem/", ecosystem.shown, name="agree-map-ecosystem"),
    path("map/listening/", listening.shown, name="agree-map-listening"),
    path("map/listening/keep/", listening.keep, name="agree-map-listening-keep"),
    path("map/survey/", survey.index, name="agree-map-survey"),
    path("map/survey/own/", survey.keep_own, name="agree-map-survey-own"),
    path("map/survey/ask/", survey.ask, name="agree-map-survey-ask"),
    path("map/survey/<slug:slug>/", survey.about, name="agree-map-survey-about"),
    path("map/survey/<slug:slug>/keep/", survey.keep, name="agree-map-survey-keep"),
    path("map/ties/<int:number>/take-back/", survey.take_back, name="agree-map-take-back"),
    path("map/workbook/", workbook.shown, name="agree-map-workbook"),
    path("map/workbook/look/", workbook.look, name="agree-map-workbook-look"),
    path("map/workbook/bring/", workbook.bring, name="agree-map-workbook-bring"),
    path("map/map.xlsx", workbook.taken, name="agree-map-workbook-taken"),
]
