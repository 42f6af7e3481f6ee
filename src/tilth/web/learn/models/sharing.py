"""Sharing beyond the site: other systems, digests by email, and what was taken back."""

from django.conf import settings
from django.db import models

from tilth.web.agree.models.keyed import Keyed


class System(Keyed):
    """Another installation whose files we read: its name, its public key, when it was last read.

    sequence: the number of the last file taken, so that an older one is not taken again.
    """

    kind = "system"
    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=120)
    public_key = models.CharField(max_length=100)
    url = models.URLField(blank=True, max_length=500)
    sequence = models.PositiveBigIntegerField(default=0)
    read = models.DateTimeField(null=True, blank=True)
    trusted = models.BooleanField(default=True)

    class Meta:
        ordering = ("name",)

    def __str__(self):
        return self.slug


class Withdrawal(models.Model):
    """That something was taken back: its uid and when, nothing else. Files carry it onwards."""

    uid = models.UUIDField(unique=True)
    kind = models.CharField(max_length=12)
    origin = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self):
        return f"withdrawal {self.pk}"


class Subscription(models.Model):
    """Somebody who asked for the digest: confirmed by a link sent to the address."""

    email = models.EmailField(unique=True)
    topics = models.JSONField(default=list, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True)
    hash = models.CharField(max_length=64, unique=True)
    asked = models.DateTimeField()
    confirmed = models.DateTimeField(null=True, blank=True)
    sent = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self):
        return f"subscription {self.pk}"


class Carried(models.Model):
    """One thing a digest told, so that none is told twice and a withdrawal finds it."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="carried")
    about = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "carried"

    def __str__(self):
        return f"carried {self.pk}"
