"""A role someone holds."""

from django.conf import settings
from django.db import models


class HeldRole(models.Model):
    """A role held by someone for an organisation, between two days, as far as others agreed.

    One person may hold several, in several organisations. purposes: none where the table alone
    says. sharing: the agreement an analyst or evaluator works under. A role that reaches people's
    records, or that gives others rights, waits until someone else has approved it.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="held_roles"
    )
    role = models.CharField(max_length=40)
    partner = models.SlugField(blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    purposes = models.JSONField(null=True, blank=True)
    sharing = models.ForeignKey(
        "house.Sharing", on_delete=models.PROTECT, null=True, blank=True, related_name="roles"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_as = models.CharField(max_length=40, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    waiting = models.BooleanField(default=False)

    class Meta:
        ordering = ("person_id", "pk")

    def __str__(self):
        return f"{self.role} {self.pk}"
