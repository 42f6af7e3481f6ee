"""What search looks through: the words of each record, kept beside it and dropped with it."""

from django.db import models


class Indexed(models.Model):
    """The words of one record. Full-text search hangs on this table by triggers of the database."""

    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=12, db_index=True)
    title = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "indexed"

    def __str__(self):
        return self.key
