"""Ask for work, or ask that it stops."""

import hashlib
import json

from django.db import IntegrityError, transaction

from tilth.ground.errors import AgreementError
from tilth.web.house import audit
from tilth.web.house.jobs.kinds import KINDS
from tilth.web.house.models import Job

OPEN = ("waiting", "running")


def ask(by, kind, **asked):
    """Put one job in the queue and return it; the same work asked for twice is one job.

    by: who asks, a By. asked: plain values, nothing about a person. Raises AgreementError where
    they may not.
    """
    chosen = KINDS[kind]
    decision = by.may(chosen.route)
    if not decision:
        raise AgreementError("you may not ask for this", remedy="Ask who looks after rights here.")
    key = key_of(kind, asked)
    try:
        with transaction.atomic():
            job = Job.objects.create(kind=kind, key=key, asked=asked, person=by.person)
            audit.record(
                by.ref,
                "asked for a job",
                f"job:{job.pk} {kind}",
                level=chosen.route.level,
                purpose=chosen.route.purpose,
                role=decision.role,
                organisation=decision.partner,
            )
            put_in_queue(job)
    except IntegrityError:
        return Job.objects.get(key=key, state__in=OPEN)
    return job


def put_in_queue(job):
    """Enter a job with the worker; the job and its place in the queue are kept together."""
    from tilth.web.house.jobs.running import run_job

    job.task = str(run_job.enqueue(job.pk).id)
    job.save(update_fields=["task"])


def stop(by, job):
    """Stop a job that waits or runs. A running one stops at its next step; what is done is kept."""
    with transaction.atomic():
        if Job.objects.filter(pk=job.pk, state__in=OPEN).update(state="stopped"):
            audit.record(
                by.ref,
                "stopped a job",
                f"job:{job.pk} {job.kind}",
                level="D1",
                purpose="assure",
                role=by.role,
                organisation=by.organisation,
            )


def key_of(kind, asked):
    """What makes two askings the same work."""
    told = json.dumps([kind, asked], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()
