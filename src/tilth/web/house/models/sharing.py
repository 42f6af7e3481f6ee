"""An agreement to use partners' data for a named project."""

from django.db import models


class Sharing(models.Model):
    """Which sources may be used for a named project, for which purposes, until when.

    It can only narrow what each source's own agreement in place.toml allows, never widen it.
    """

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    sources = models.JSONField(default=list)
    purposes = models.JSONField(default=list)
    since = models.DateField()
    until = models.DateField()
    basis = models.CharField(max_length=300)

    class Meta:
        ordering = ("title",)

    def __str__(self):
        return self.slug
