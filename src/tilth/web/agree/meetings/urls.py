"""The addresses of meetings, and of bringing in an old log of decisions."""

from django.urls import path

from tilth.web.agree.meetings import (
    agenda,
    importing,
    index,
    live,
    minutes,
    one,
    open_to_all,
    pack,
    reminders,
)

AT = "meetings/<slug:at>/"
urlpatterns = [
    path("decisions/import/", importing.upload, name="log-upload"),
    path("decisions/import/<int:number>/", importing.review, name="log-review"),
    path("decisions/import/<int:number>/bring-in/", importing.bring_in, name="log-bring-in"),
    path("decisions/import/<int:number>/discard/", importing.discard, name="log-discard"),
    path("decisions/import/<int:number>/take-back/", importing.take_back, name="log-take-back"),
    path("public/meetings/", open_to_all.listing, name="public-meetings"),
    path("public/meetings.ics", open_to_all.calendar, name="public-meetings-calendar"),
    path("public/meetings/<slug:at>/", open_to_all.meeting, name="public-meeting"),
    path("meetings/", index.index, name="meetings"),
    path("meetings/new/", index.new, name="meeting-new"),
    path("meetings/calendar.ics", index.calendar, name="meetings-calendar"),
    path("meetings/reminders/", reminders.reminders, name="reminders"),
    path("meetings/reminders/send/", reminders.send, name="reminders-send"),
    path("meetings/next/", index.coming_next, name="meeting-next"),
    path("meetings/next/pack/", index.coming_next, {"what": "pack/"}, name="meeting-next-pack"),
    path("meetings/plan/<slug:slug>/", index.plan_days, name="meetings-plan"),
    path(AT, one.one, name="meeting"),
    path(f"{AT}meeting.ics", one.calendar, name="meeting-calendar"),
    path(f"{AT}change/", one.change, name="meeting-change"),
    path(f"{AT}move/<slug:state>/", one.move, name="meeting-move"),
    path(f"{AT}agenda/", agenda.agenda, name="meeting-agenda"),
    path(f"{AT}agenda/add/", agenda.add, name="agenda-add"),
    path(f"{AT}agenda/sort/", agenda.sort, name="agenda-sort"),
    path(f"{AT}agenda/<int:number>/", agenda.item, name="agenda-item"),
    *(path(f"{AT}agenda/<int:number>/{what}/", agenda.turn, {"what": what}, name=f"agenda-{what}")
      for what in ("up", "down", "remove", "restore")),
    path(f"{AT}pack/", pack.pack, name="meeting-pack"),
    path(f"{AT}pack/make/", pack.make, name="meeting-pack-make"),
    path(f"{AT}pack/pack.pdf", pack.pdf, name="meeting-pack-pdf"),
    path(f"{AT}live/", live.live, name="meeting-live"),
    path(f"{AT}live/press/", live.press, name="live-press"),
    path(f"{AT}live/take-back/<int:number>/", live.take_back, name="live-take-back"),
    path(f"{AT}live/note/<int:number>/", live.note, name="live-note"),
    path(f"{AT}live/promise/<int:number>/", live.promise, name="live-promise"),
    path(f"{AT}minutes/", minutes.minutes, name="meeting-minutes"),
    path(f"{AT}minutes/draft/", minutes.draft, name="minutes-draft"),
    path(f"{AT}minutes/edit/", minutes.edit, name="minutes-edit"),
    path(f"{AT}minutes/correct/", minutes.correct, name="minutes-correct"),
    path(f"{AT}minutes/answer/", minutes.answer, name="minutes-answer"),
    path(f"{AT}minutes/agree/", minutes.agree, name="minutes-agree"),
]  # fmt: skip
