"""The addresses of conversations, under /learn/."""

from django.urls import path, re_path

from tilth.web.learn.talk import doing, pages

KEY = r"(?P<key>[a-z]+:[\w.-]{1,70})"
urlpatterns = [
    path("talk/", pages.talk, name="talk"),
    path("talk/again/", pages.again, name="talk-again"),
    path("talk/waiting/", pages.waiting, name="talk-waiting"),
    re_path(rf"^talk/about/{KEY}/$", pages.about, name="talk-about"),
    re_path(rf"^talk/about/{KEY}/(?P<what>look-after|close|open)/$", doing.lead, name="talk-lead"),
    path("talk/<int:number>/answer/", doing.answer, name="talk-answer"),
    path("talk/<int:number>/back/", doing.back, name="talk-back"),
    re_path(
        r"^talk/(?P<number>\d{1,12})/look/(?P<what>yes|remove)/$", doing.look, name="talk-look"
    ),
]
