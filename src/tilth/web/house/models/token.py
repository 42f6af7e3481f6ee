"""A token: how a program asks in someone's place."""

from django.conf import settings
from django.db import models


class Token(models.Model):
    """What someone lets a program read for them: never more than they may, and not for ever.

    Only a hash of the secret is kept.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tokens"
    )
    name = models.CharField(max_length=100)
    hash = models.CharField(max_length=64, unique=True)
    levels = models.JSONField(default=list)
    purposes = models.JSONField(default=list)
    made = models.DateField()
    until = models.DateField()
    ended = models.BooleanField(default=False)

    class Meta:
        ordering = ("-pk",)

    def __str__(self):
        return f"token {self.pk}"
