"""The addresses of commitments and of the public page, under /agree/."""

from django.urls import include, path

from tilth.web.agree.commitments import (
    listing,
    making,
    one,
    parts,
    questions,
    reviewing,
    statements,
)

REVIEW = "commitments/reviews/<int:number>/"
urlpatterns = [
    path("public/", include("tilth.web.agree.public.urls")),
    path("commitments/", listing.index),
    path("commitments.<slug:ending>", listing.listed_file),
    path("commitments/new/", making.new),
    path("commitments/parts/", parts.programmes),
    path("commitments/recommendations/", parts.recommendations),
    path("commitments/answers/", questions.answers),
    path("commitments/answers.<slug:ending>", questions.answers_file),
    path("commitments/statement/<slug:slug>/", statements.one),
    path("commitments/statement/<slug:slug>.<slug:ending>", statements.one_file),
    path("commitments/reviews/", reviewing.index),
    path("commitments/reviews.<slug:ending>", reviewing.index_file),
    path(REVIEW, reviewing.meeting),
    path(REVIEW + "put-on/", reviewing.put_on),
    path(REVIEW + "<slug:ref>/", reviewing.review),
    path(REVIEW + "<slug:ref>/take-off/", reviewing.take_off),
    path("commitments/<slug:ref>/", one.commitment),
    path("commitments/<slug:ref>/ask-by-email/", one.ask_by_email),
    path("commitments/<slug:ref>/<slug:what>/", one.act_on),
]
