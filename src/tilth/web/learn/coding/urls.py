"""The addresses of codes, coding and themes, under /learn/."""

from django.urls import path

from tilth.web.learn.coding import (
    changing,
    files,
    on_story,
    pages,
    rounds,
    suggested,
    themes,
)

urlpatterns = [
    path("codes/", pages.codes, name="codes"),
    path("codes.toml", files.codes_toml, name="codes-toml"),
    path("codes.<slug:ending>", pages.codes_file, name="codes-file"),
    path("codes/new/", changing.new, name="code-new"),
    path("codes/import/", files.bring, name="codes-import"),
    path("codes/round/", rounds.taking, name="codes-round"),
    path("codes/agreement/", rounds.agreement, name="codes-agreement"),
    path("codes/agreement.<slug:ending>", rounds.agreement_file, name="codes-agreement-file"),
    path("codes/suggestions/", suggested.suggestions, name="codes-suggestions"),
    path("codes/<slug:slug>/", pages.code, name="code"),
    path("codes/<slug:slug>/change/", changing.change, name="code-change"),
    path("codes/<slug:slug>/merge/", changing.merge, name="code-merge"),
    path("codes/<slug:slug>/part/", changing.part, name="code-part"),
    path("stories/<slug:slug>/code/", on_story.on_story, name="story-code"),
    path("stories/<slug:slug>/code/<slug:what>/", on_story.been_through, name="story-code-through"),
    path("passages/<int:number>/code/", on_story.on_passage, name="passage-code"),
    path("codings/<int:number>/back/", on_story.back, name="coding-back"),
    path("themes/", themes.all_themes, name="themes"),
    path("themes.<slug:ending>", themes.themes_file, name="themes-file"),
]
