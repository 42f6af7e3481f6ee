"""Take up what a worker left: after a restart, jobs go on from what is finished."""

import fcntl
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tilth.ground.errors import StoreError
from tilth.web.house.jobs.asking import put_in_queue
from tilth.web.house.models import Job

MOST = 3
GAVE_UP = "The work was cut off three times. Look at the log of the server, then ask again."


@contextmanager
def only_worker(place):
    """Hold the place's one worker. Raises StoreError where another is at work already."""
    path = place.store_folder / "worker.lock"
    with path.open("a", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreError(
                "another worker is at work here",
                where=str(path),
                remedy="One is enough; stop the other first.",
            ) from None
        yield


def take_up():
    """Put jobs whose worker is gone back in the queue; how many.

    Call it while holding only_worker: whatever runs then runs nowhere.
    """
    left = list(Job.objects.filter(state="running").order_by("pk"))
    tasks = [job.task for job in left]
    DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, id__in=tasks).update(
        status=TaskResultStatus.FAILED, finished_at=timezone.now()
    )
    for job in left:
        with transaction.atomic():
            again = job.tries + 1 < MOST
            job.tries += 1
            job.state = "waiting" if again else "failed"
            job.error = "" if again else GAVE_UP
            job.ended = None if again else timezone.now()
            job.save(update_fields=["tries", "state", "error", "ended"])
            if again:
                put_in_queue(job)
    return len(left)
