"""The addresses of commitments, under /agree/."""

from django.urls import path

from tilth.web.agree.commitments import listing, making, one

urlpatterns = [
    path("commitments/", listing.index),
    path("commitments.<slug:ending>", listing.listed_file),
    path("commitments/new/", making.new),
    path("commitments/<slug:ref>/", one.commitment),
    path("commitments/<slug:ref>/ask-by-email/", one.ask_by_email),
    path("commitments/<slug:ref>/<slug:what>/", one.act_on),
]
