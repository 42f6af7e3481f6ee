"""The addresses of gatherings, visits, ways, the timeline, the movement and the digest."""

from django.urls import path, re_path

from tilth.web.learn.gatherings import (
    digest,
    doing,
    library,
    listing,
    movement,
    one,
    timeline,
    visits,
)

TOKEN = r"(?P<token>[\w.-]+)"
AT = "gatherings/<slug:slug>/"
urlpatterns = [
    path("gatherings/", listing.index, name="gatherings"),
    path("gatherings/calendar.ics", listing.calendar, name="gatherings-calendar"),
    path("gatherings/new/", one.new, name="gathering-new"),
    path("gatherings/engaged/", listing.engaged, name="engaged"),
    path("gatherings/engaged.<slug:ending>", listing.engaged_file, name="engaged-file"),
    path(AT, one.one, name="gathering"),
    path(f"{AT}calendar.ics", one.calendar, name="gathering-calendar"),
    path(f"{AT}change/", one.change, name="gathering-change"),
    path(f"{AT}call-off/", one.call_off, name="gathering-call-off"),
    path(f"{AT}put-back/", one.put_back, name="gathering-put-back"),
    path(f"{AT}book/", doing.book, name="gathering-book"),
    path(f"{AT}write-up/", doing.write_up, name="gathering-write-up"),
    path(f"{AT}engaged/", doing.engage, name="gathering-engage"),
    path(f"{AT}engaged/<int:number>/take-out/", doing.disengage, name="gathering-disengage"),
    path(f"{AT}link/", doing.join, name="gathering-link"),
    path(f"{AT}link/<int:number>/take-away/", doing.part, name="gathering-unlink"),
    path(f"{AT}promise/", doing.promise, name="gathering-promise"),
    path(f"{AT}invite/", doing.invite, name="gathering-invite"),
    path("visits/", visits.log, name="visits"),
    path("visits/new/", visits.new, name="visit-new"),
    path("visits.<slug:ending>", visits.log_file, name="visits-file"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline.<slug:ending>", timeline.timeline_file, name="timeline-file"),
    path("timeline/new/", timeline.new, name="moment-new"),
    path("timeline/<int:number>/", timeline.change, name="moment-change"),
    *(path(f"timeline/<int:number>/{what}/", timeline.turn, {"what": what}, name=f"moment-{what}")
      for what in ("take-off", "put-back")),
    path("movement/", movement.measures, name="movement"),
    path("movement.<slug:ending>", movement.measures_file, name="movement-file"),
    path("digest/", digest.digest, name="digest"),
    path("digest/preview/", digest.preview, name="digest-preview"),
    re_path(rf"^digest/{TOKEN}/$", digest.by_link, name="digest-link"),
    re_path(rf"^digest/{TOKEN}/stop/$", digest.stop, name="digest-stop"),
    path("ways/", library.ways, name="ways"),
    path("ways/<slug:name>/", library.way, name="way"),
]  # fmt: skip
