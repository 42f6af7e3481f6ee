"""The addresses of issues, under /agree/."""

from django.urls import path

from tilth.web.agree.issues import cutting, doing, pages

urlpatterns = [
    path("issues/", pages.issues, name="issues"),
    path("issues/new/", pages.new, name="issue-new"),
    path("issues/notice/", cutting.cutting, name="issue-notice"),
    path("issues/<slug:ref>/", pages.issue, name="issue"),
    path("issues/<slug:ref>/<slug:what>/", doing.do, name="issue-do"),
]
