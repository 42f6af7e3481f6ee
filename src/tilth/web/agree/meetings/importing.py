"""Bringing in an old log of decisions: a file, which column says what, a look at every row."""

import hashlib
import secrets
from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.agree.meetings.log.columns import FIELDS, best
from tilth.agree.meetings.log.judging import judge
from tilth.agree.meetings.log.kinds import MOST_BYTES, kind_of
from tilth.agree.meetings.log.reading import tables
from tilth.ground.errors import ExtractError, UsageError
from tilth.ground.strict import nearest
from tilth.web.agree.actions import logs as act
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.meetings import forms
from tilth.web.agree.models import Body, Partner
from tilth.web.agree.showing import page
from tilth.web.agree.standing import KEEPERS, Standing
from tilth.web.house.access import route
from tilth.web.house.access.rows import own_jobs
from tilth.web.house.answering import tried
from tilth.web.house.jobs.asking import key_of
from tilth.web.house.jobs.running import folder_of
from tilth.web.house.models import Job

HERE = "/agree/decisions/import/"
CRUMBS = [("Decisions", "/agree/decisions/")]
KEPT = timedelta(days=2)
SHOWN, NAMES = 200, 40


@require_http_methods(["GET", "HEAD", "POST"])
@route(level="D1", purpose="plan", roles=KEEPERS)
def upload(request):
    """Choose a file; it is looked at before anything is kept."""
    form = forms.Upload(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                job = _kept(request, form.cleaned_data["file"], form.cleaned_data["body"])
            except ExtractError as error:
                form.add_error("file", str(error))
            else:
                return redirect(f"{HERE}{job.pk}/")
    known = [(words, ", ".join(names[:4]).replace("_", " ")) for words, names in FIELDS.values()]
    told = {"known": known, "bodies": Body.objects.exists(), "crumbs": CRUMBS, "status": status}
    title = "Bring in an old log of decisions"
    return page(request, "meetings/log_upload", title, form=form, **told)


def _kept(request, file, body):
    """The file, under a name of ours, in the folder of a job of whoever brought it."""
    if file.size > MOST_BYTES:
        raise ExtractError(f"the file is larger than {MOST_BYTES // 2**20} MB",
                           remedy="Send it in parts, or as CSV.")  # fmt: skip
    data = file.read()
    kind = kind_of(data, file.name)
    tables(data, file.name)
    _sweep(request.place)
    name = f"{secrets.token_hex(8)}.{kind}"
    asked = {"file": name, "body": body.slug}
    now = timezone.now()
    job = Job.objects.create(kind="log", key=key_of("log", asked), asked=asked, file=name,
                             person=request.user, state="done", ended=now,
                             words="A log of decisions was read.")  # fmt: skip
    folder = folder_of(request.place, job.pk)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    path.touch(mode=0o600)
    path.write_bytes(data)
    return job


def _sweep(place):
    """Files of logs that nobody brought in are removed after two days."""
    for job in Job.objects.filter(kind="log", made__lt=timezone.now() - KEPT).exclude(file=""):
        let_go(place, job, "The file was removed: nobody brought it in.")


def let_go(place, job, words):
    """Remove the file of a log."""
    path = folder_of(place, job.pk) / job.file
    path.unlink(missing_ok=True)
    Job.objects.filter(pk=job.pk).update(file="", words=words)


def _job(request, number):
    return get_object_or_404(own_jobs(request), pk=number, kind="log")


def _read(request, job):
    """The tables of the file of a job. Http404 where it is gone."""
    path = folder_of(request.place, job.pk) / job.file
    if not job.file or not path.is_file():
        raise Http404
    return tables(path.read_bytes())


class Look:
    """A log as it is looked at: its table, its columns, what each row would become."""

    def __init__(self, found, told, *, today):
        fields = {n: told[f"is_{n}"] for n in FIELDS if told.get(f"is_{n}", "?") != "?"}
        self.wrong = ""
        try:
            self.table, self.columns = best(found, fields)
        except UsageError as error:
            self.wrong = str(error)
            self.table, self.columns = best(found)
        names = partner_names()
        self.judged = None
        self.unknown: list = []
        if not self.columns.missing:
            self._judge(names, told, today)

    def _judge(self, names, told, today):
        first = self._rows(names, today)
        self.unknown = sorted({r.who for r in first.rows if r.who and not r.partner})[:NAMES]
        chosen = {who: told.get(f"who_{n}", "") for n, who in enumerate(self.unknown)}
        named = [
            (slug, [*own, *(w for w, s in chosen.items() if s == slug)]) for slug, own in names
        ]
        self.judged = self._rows(named, today)

    def _rows(self, names, today):
        return judge(self.table, self.columns, partners=names, known=act.known(), today=today)

    @property
    def mark(self):
        """What names exactly what was looked at."""
        return hashlib.sha256(repr(self.judged.rows).encode()).hexdigest()[:24]


def partner_names():
    """(slug, every name) of partners, those that left too: a log is old.

    What stands in brackets after a name is no part of what people call it.
    """
    return [
        (one.slug, [one.name, one.name.partition(" (")[0], one.slug, *one.other_names])
        for one in Partner.objects.all()
    ]


def perhaps(who, partners):
    """The partner of the name most like this one, or ''."""
    close = nearest(who.casefold(), [name.casefold() for name in partners.values()])
    return next((name for name in partners.values() if name.casefold() == close), "")


@require_safe
@route(level="D1", purpose="plan", roles=KEEPERS)
def review(request, number):
    """Every row: what it would become, and what in it is not understood."""
    job = _job(request, number)
    if not job.file:
        return page(request, "meetings/log_done", "An old log of decisions", crumbs=CRUMBS,
                    job=job, at=f"{HERE}{number}/", brought=act.brought(number).count(),
                    steps=list(act.brought(number)[:SHOWN]))  # fmt: skip
    return _shown(request, job, request.GET)


def _shown(request, job, told, wrong="", status=200):
    look = Look(_read(request, job), told, today=day_of(request.place))
    judged = look.judged
    partners = dict(Partner.objects.values_list("slug", "name"))
    rows = judged.rows if judged else []
    return page(
        request,
        "meetings/log_review",
        "Look at every row",
        crumbs=[*CRUMBS, ("Bring in an old log", HERE)],
        status=status,
        at=f"{HERE}{job.pk}/",
        body=Body.objects.filter(slug=job.asked["body"]).first(),
        wrong=wrong or look.wrong,
        table=look.table,
        columns=look.columns,
        fields=[(name, words, _heading(look, name)) for name, (words, _) in FIELDS.items()],
        missing=[FIELDS[name][0] for name in look.columns.missing],
        rows=[(row, partners.get(row.partner, "")) for row in rows[:SHOWN]],
        more=max(0, len(rows) - SHOWN),
        count=len(rows),
        twins=judged.twins if judged else [],
        stops=[one for one in judged.troubles if one.stops] if judged else [],
        notes=[one for one in judged.troubles if not one.stops] if judged else [],
        ready=bool(judged and judged.ready and not look.wrong),
        unknown=[
            (n, who, told.get(f"who_{n}", ""), perhaps(who, partners))
            for n, who in enumerate(look.unknown)
        ],
        partners=sorted(partners.items(), key=lambda pair: pair[1].casefold()),
        needs=any(not row.partner for row in rows),
        proposer=told.get("proposer", ""),
        mark=look.mark if judged else "",
    )


def _heading(look, name):
    place = look.columns.at.get(name)
    return look.table.headings[place] if place is not None else ""


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def bring_in(request, number):
    """Bring in what was looked at: all of it, or nothing."""
    job = _job(request, number)
    look = Look(_read(request, job), request.POST, today=day_of(request.place))
    body = Body.objects.filter(slug=job.asked["body"]).first()
    if look.judged is None or not look.judged.ready or look.wrong or body is None:
        return _shown(request, job, request.POST, "Put right what stops it first.", 400)
    if request.POST.get("mark") != look.mark:
        said = "Something changed since you looked. Look again, then bring it in."
        return _shown(request, job, request.POST, said, 409)
    proposer = Partner.objects.filter(slug=request.POST.get("proposer", "")).first()
    if proposer is None and any(not row.partner for row in look.judged.rows):
        said = "Choose who it counts for where the log names nobody we know."
        return _shown(request, job, request.POST, said, 400)

    def do():
        act.bring_in(Standing.of(request), body, look.judged.rows, log=number, proposer=proposer,
                     public=request.POST.get("public") == "on")  # fmt: skip
        let_go(request.place, job, f"{len(look.judged.rows)} decisions were brought in.")

    said = f"{len(look.judged.rows)} decisions are brought in, and the file is removed."
    return tried(request, f"{HERE}{number}/", do, said)


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def discard(request, number):
    """Remove the file without bringing anything in."""
    job = _job(request, number)
    if job.file:
        let_go(request.place, job, "The file was removed; nothing was brought in.")
    return redirect(HERE)


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def take_back(request, number):
    """Take back everything a log brought in."""
    _job(request, number)
    do = lambda: act.take_back(Standing.of(request), number)  # noqa: E731
    return tried(request, f"{HERE}{number}/", do, "All of it is taken back.")
