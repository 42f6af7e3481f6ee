"""The addresses of stories, under /learn/."""

from django.urls import path

from tilth.web.learn.stories import changes, doing, listing, offers, one, people, review

urlpatterns = [
    path("stories/", listing.stories, name="stories"),
    path("stories.<slug:ending>", listing.stories_file, name="stories-file"),
    path("stories/review/", review.review, name="stories-review"),
    path("stories/review/<slug:slug>/", review.one, name="stories-review-one"),
    path("stories/review/<slug:slug>/<slug:what>/", review.do, name="stories-review-do"),
    path("stories/<slug:slug>/", one.story, name="story"),
    path("stories/<slug:slug>/link/", doing.tie, name="story-link"),
    path("stories/<slug:slug>/unlink/<int:number>/", doing.untie, name="story-unlink"),
    path("stories/<slug:slug>/speaks/", doing.speaks, name="story-speaks"),
    path("stories/<slug:slug>/answer/", offers.answer, name="story-answer"),
    path("offers/", offers.offers, name="offers"),
    path("people/", people.people, name="recognised"),
    path("changes/", changes.changes, name="changes"),
    path("changes/new/", changes.new, name="changes-new"),
    path("changes/learnt/", changes.learnt, name="learnt"),
    path("challenges/", changes.challenges, name="challenges"),
]
