"""What is known of a talk or text beside its words, and the names things go by."""

from django.db import models

from tilth.web.agree.models import Document
from tilth.web.agree.models.keyed import Keyed


class Source(models.Model):
    """A document as a source: what it was, who shared it, under which licence, how strong it is.

    medium: of the original, words.MEDIUMS. shared_by: who brought it to us. grade: words.GRADES,
    '' where nobody has said. topics: what a reader would look for it under. speakers: [{"name",
    "role"}], in the order they speak. kept: likely slips somebody looked at and left as they are.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="source")
    medium = models.CharField(max_length=10, default="text")
    shared_by = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    grade = models.CharField(max_length=1, blank=True)
    topics = models.JSONField(default=list, blank=True)
    speakers = models.JSONField(default=list, blank=True)
    kept = models.JSONField(default=list, blank=True)

    def __str__(self):
        return f"source {self.pk}"


class Name(Keyed):
    """A person, organisation, programme or place, and what else it is called.

    others: names that are right too. slips: names that are wrong. means: in a line.
    """

    kind = "name"
    named_by = "pk"
    name = models.CharField(max_length=200, unique=True)
    type = models.CharField(max_length=20, default="organisation")
    others = models.JSONField(default=list, blank=True)
    slips = models.JSONField(default=list, blank=True)
    means = models.CharField(max_length=300, blank=True)
    removed = models.BooleanField(default=False)

    class Meta:
        ordering = ("name",)

    def __str__(self):
        return self.name
