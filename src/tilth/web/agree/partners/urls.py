"""The addresses of partners, people and bodies, under /agree/."""

from django.urls import path

from tilth.web.agree.partners import bodies, changing, listing, one, people, shared

urlpatterns = [
    path("partners/", listing.index),
    path("partners.<slug:ending>", listing.listed_file),
    path("partners/new/", changing.new),
    path("partners/<slug:slug>/", one.partner),
    path("partners/<slug:slug>/edit/", changing.edit),
    path("partners/<slug:slug>/shared/", shared.of_partner),
    path("partners/<slug:slug>/<slug:name>/", changing.move),
    path("people/", people.index),
    path("people.<slug:ending>", people.listed_file),
    path("people/new/", people.new),
    path("people/parts/<int:number>/<slug:what>/", people.act_on),
    path("people/<slug:ref>/", people.person),
    path("people/<slug:ref>/part/", people.part),
    path("people/<slug:ref>/about/", people.about),
    path("bodies/", bodies.index),
    path("bodies/who-leads/", bodies.who_leads),
    path("bodies/new/", bodies.new),
    path("bodies/<slug:slug>/", bodies.body),
    path("bodies/<slug:slug>/edit/", bodies.edit),
    path("bodies/<slug:slug>/shared/", shared.of_body),
    path("bodies/<slug:slug>/end/", bodies.end),
]
