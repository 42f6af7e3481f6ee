"""The addresses of inquiries, under /learn/."""

from django.urls import path

from tilth.web.learn.inquiries import pages

urlpatterns = [
    path("inquiries/", pages.inquiries, name="inquiries"),
    path("inquiries/<slug:name>/", pages.inquiry, name="inquiry"),
    path("inquiries/<slug:name>/answers.<str:ending>", pages.saved, name="inquiry-file"),
]
