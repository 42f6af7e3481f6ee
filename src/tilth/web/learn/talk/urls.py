"""The addresses of conversations, under /learn/."""

from django.urls import path

from tilth.web.learn.talk import doing, pages

urlpatterns = [
    path("talk/", pages.talk, name="talk"),
    path("talk/again/", pages.again, name="talk-again"),
    path("talk/waiting/", pages.waiting, name="talk-waiting"),
    path("talk/about/<str:key>/", pages.about, name="talk-about"),
    path("talk/about/<str:key>/<slug:what>/", doing.lead, name="talk-lead"),
    path("talk/<int:number>/answer/", doing.answer, name="talk-answer"),
    path("talk/<int:number>/back/", doing.back, name="talk-back"),
    path("talk/<int:number>/look/<slug:what>/", doing.look, name="talk-look"),
]
