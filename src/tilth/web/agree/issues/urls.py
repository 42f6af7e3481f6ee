"""The addresses of issues, under /agree/."""

from django.urls import path

from tilth.web.agree.issues import doing, pages

urlpatterns = [
    path("issues/", pages.issues, name="issues"),
    path("issues/new/", pages.new, name="issue-new"),
    path("issues/<slug:ref>/", pages.issue, name="issue"),
    path("issues/<slug:ref>/<slug:what>/", doing.do, name="issue-do"),
]
