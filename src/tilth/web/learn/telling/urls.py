"""The addresses of telling, under /tell/."""

from django.urls import path

from tilth.web.learn.telling import answering, changing, media, offering, one, pages, quick

# The name of a story has no vowels, so that none is ever taken for one of the words below.
urlpatterns = [
    path("", pages.tell, name="tell"),
    path("quick/", quick.quick, name="tell-quick"),
    path("offer/", offering.offer, name="tell-offer"),
    path("notes/", quick.notes, name="tell-notes"),
    path("mine/", one.mine, name="tell-mine"),
    path("again/", one.again, name="tell-again"),
    path("forget/", one.forget, name="tell-forget"),
    path("answer/<slug:name>/", answering.answer, name="tell-answer"),
    path("media/<str:file>", media.served, name="tell-file"),
    path("<slug:slug>/", one.one, name="tell-one"),
    path("<slug:slug>/look/", pages.look, name="tell-look"),
    path("<slug:slug>/send/", pages.send, name="tell-send"),
    path("<slug:slug>/change/", changing.change, name="tell-change"),
    path("<slug:slug>/grow/", quick.grow, name="tell-grow"),
    path("<slug:slug>/media/", media.media, name="tell-media"),
    path("<slug:slug>/media/<int:number>/", media.medium, name="tell-medium"),
    path("<slug:slug>/code/", one.code, name="tell-code"),
    path("<slug:slug>/words/<int:number>/", one.words, name="tell-words"),
    path("<slug:slug>/back/", one.back, name="tell-back"),
]
