"""The addresses of this subject, under /learn/."""

from django.urls import path

from tilth.web.learn.sources import (
    bringing,
    claims,
    evidence,
    language,
    listing,
    names,
    one,
    passages,
)

urlpatterns = [
    path("sources/", listing.sources),
    path("sources.<slug:ending>", listing.sources_file),
    path("sources/new/", bringing.new),
    path("sources/<slug:slug>/", one.source),
    path("sources/<slug:slug>/passages.<slug:ending>", one.passages_file),
    path("sources/<slug:slug>/about/", one.about),
    path("sources/<slug:slug>/quote/", one.quote),
    path("sources/<slug:slug>/out/", one.take_out),
    path("sources/<slug:slug>/slips/<slug:what>/", passages.slip),
    path("sources/<slug:slug>/p/<int:number>/", passages.passage),
    path("sources/<slug:slug>/p/<int:number>/back/", passages.put_back),
    path("names/", names.names),
    path("names.<slug:ending>", names.names_file),
    path("names/new/", names.write),
    path("names/<int:number>/", names.write),
    path("names/<int:number>/forget/", names.forget),
    path("claims/", claims.claims),
    path("claims.<slug:ending>", claims.claims_file),
    path("claims/new/", claims.write),
    path("claims/ship/", claims.founding),
    path("claims/<slug:slug>/", claims.claim),
    path("claims/<slug:slug>/edit/", claims.write),
    path("claims/<slug:slug>/away/", claims.put_away),
    path("claims/<slug:slug>/bear/", claims.bear),
    path("claims/<slug:slug>/bear/<int:number>/away/", claims.take_away),
    path("evidence/", evidence.evidence),
    path("evidence.<slug:ending>", evidence.evidence_file),
    path("language/", language.language),
    path("language.<slug:ending>", language.language_file),
]
