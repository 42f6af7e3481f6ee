"""The addresses of the balance of voices, under /agree/."""

from django.urls import path

from tilth.web.agree.balance import pages

urlpatterns = [
    path("balance/", pages.index, name="balance"),
    path("balance/<slug:slug>/", pages.body, name="balance-body"),
    path("balance/<slug:slug>.<slug:ending>", pages.file, name="balance-file"),
    path("balance/<slug:slug>/tell/", pages.tell, name="balance-tell"),
]
