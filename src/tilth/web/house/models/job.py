"""Work that takes longer than a page may."""

from django.conf import settings
from django.db import models

STATES = ("waiting", "running", "done", "failed", "not allowed", "stopped")


class Job(models.Model):
    """What was asked, by whom, how far it is and what came of it.

    asked: what the job needs to know, plain values without anything about a person; key: a hash of
    the kind and of that. done, total,
    words: how far. result: an address on this site. error: what is wrong and what to do.
    task: its place in the queue. beat: when the worker last told of it.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    asked = models.JSONField(default=dict)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="jobs"
    )
    state = models.CharField(max_length=20, default="waiting")
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    words = models.CharField(max_length=300, blank=True)
    result = models.CharField(max_length=300, blank=True)
    file = models.CharField(max_length=300, blank=True)
    error = models.TextField(blank=True)
    task = models.CharField(max_length=40, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    made = models.DateTimeField(auto_now_add=True)
    beat = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            # The same work asked for twice is one job while the first is not finished.
            models.UniqueConstraint(
                fields=("key",),
                condition=models.Q(state__in=("waiting", "running")),
                name="one_job_of_a_kind",
            ),
        )

    def __str__(self):
        return f"job {self.pk}"
