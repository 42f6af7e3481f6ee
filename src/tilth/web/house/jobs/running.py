"""Do one job: its rights checked again, its progress told, its end in plain words."""

import logging
import threading
import time

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task

from tilth.ground.errors import TilthError
from tilth.ground.place import Place
from tilth.web.house import audit, closed
from tilth.web.house.by import by_person
from tilth.web.house.jobs.kinds import KINDS
from tilth.web.house.models import Job, Person

EVERY = 1.0  # progress is written at most once in this many seconds
DEFECT = "This is a fault of ours, not of your data. What was finished is kept."
DENIED = "The one who asked may no longer do this."


class Stopped(Exception):
    """Somebody asked that the job stops."""


class NotAllowed(Exception):
    """The one who asked may no longer do this."""


class Work:
    """A job as the one who does it sees it: what was asked, the day, a folder for its file."""

    def __init__(self, job, place):
        self.pk, self.asked, self.place = job.pk, job.asked, place
        self.day = place.place.as_of or timezone.localdate()

    @property
    def folder(self):
        """Where the file it makes is kept, until the job is cleared away."""
        folder = folder_of(self.place, self.pk)
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def folder_of(place, number):
    """Where the files of a job lie."""
    return place.store_folder / "jobs" / str(number)


@task()
def run_job(number):
    """Do the job of this number, unless it was stopped or is done already."""
    if not Job.objects.filter(pk=number, state="waiting").update(
        state="running", beat=timezone.now(), error=""
    ):
        return
    job = Job.objects.get(pk=number)
    place = closed.closing(Place.open(settings.PLACE.folder))
    job.asked = {**job.asked, "closed": sorted(place.closed)}
    job.save(update_fields=["asked"])
    try:
        _allowed(job, place)
        done = KINDS[job.kind].run(place, Work(job, place), progress_of(job, place))
        _allowed(job, place)
        end(job, "done", words=done.words, result=done.address, file=done.file)
    except Stopped:
        end(job, "stopped", words="Stopped. What was finished is kept.")
    except NotAllowed:
        end(job, "not allowed", error=DENIED)
    except TilthError as error:
        end(job, "failed", error=str(error))
    except Exception as error:
        logging.getLogger("tilth.jobs").error("job %s: %s", number, type(error).__name__)
        end(job, "failed", error=DEFECT)
        raise


def _allowed(job, place):
    """Whether whoever asked still may: a leaver's work stops, and one whose role was narrowed.

    So does all work that began before an agreement lapsed: it might have counted what is closed.
    """
    if set(closed.sources(place)) - set(place.closed):
        raise NotAllowed
    person = Person.objects.get(pk=job.person_id)
    if not by_person(person, place).may(KINDS[job.kind].route):
        raise NotAllowed


def progress_of(job, place):
    """The function work calls to tell how far it is; it also hears that the work must stop.

    Files are read in threads of their own, which call it too: each lets its connection go.
    """
    told, own = {"at": 0.0}, threading.get_ident()

    def progress(what, done=0, total=None):
        now = time.monotonic()
        if now - told["at"] < EVERY:
            return
        told["at"] = now
        try:
            _tell(job, place, words=str(what)[:300], done=int(done), total=total)
        finally:
            if threading.get_ident() != own:
                connection.close()

    return progress


def _tell(job, place, **told):
    """Write down how far a job is. Raises Stopped, or NotAllowed, where it must not go on."""
    if not Job.objects.filter(pk=job.pk, state="running").update(beat=timezone.now(), **told):
        raise Stopped
    _allowed(job, place)


def end(job, state, **told):
    """Write down what came of a job, and enter it in the record."""
    route = KINDS[job.kind].route
    with transaction.atomic():
        Job.objects.filter(pk=job.pk).update(state=state, ended=timezone.now(), **told)
        person = Person.objects.get(pk=job.person_id)
        audit.record(
            person.ref,
            "denied" if state == "not allowed" else "ran a job",
            f"job:{job.pk} {job.kind}",
            level=route.level,
            purpose=route.purpose,
            organisation=person.partner,
            result=state,
        )
