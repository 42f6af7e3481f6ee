"""What people tell a chart over time: when new limits begin, and what happened when."""

from django.conf import settings
from django.db import models

LIMITS, NOTE = "limits", "note"


class ChartMark(models.Model):
    """One thing told of a series: of the whole place, or of one area (its code).

    kind: `limits`, where things changed on purpose and the chart is judged anew, or `note`.
    month: the first day of the month it is of. words: why, or what happened. What was taken back
    stays written down, with who did it.
    """

    indicator = models.CharField(max_length=100)
    area = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=6, choices=((LIMITS, "limits"), (NOTE, "note")))
    month = models.DateField()
    words = models.CharField(max_length=300)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("month", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "area", "month"),
                condition=models.Q(kind=LIMITS, ended_at__isnull=True),
                name="limits_begin_once_a_month",
            ),
        )

    def __str__(self):
        return f"mark {self.pk}"
