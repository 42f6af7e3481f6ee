"""Passages, codes, and who put which code where."""

from django.conf import settings
from django.db import models

from tilth.web.agree.models import Document
from tilth.web.agree.models.keyed import Keyed
from tilth.web.learn.models.stories import Story


class Passage(Keyed):
    """A piece of a talk, transcript, text or story that can be coded and cited.

    Of a document or of a story, never both. number: its place. speaker: who says it. at: seconds
    into the talk. line: where it began in the file it came from. words: as corrected; original: as
    it came, where a slip was corrected.
    """

    kind = "passage"
    named_by = "pk"
    untold = frozenset("speaker words original why".split())
    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, null=True, related_name="passages"
    )
    story = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, related_name="passages")
    number = models.PositiveIntegerField()
    speaker = models.CharField(max_length=200, blank=True)
    at = models.PositiveIntegerField(null=True, blank=True)
    line = models.PositiveIntegerField(null=True, blank=True)
    words = models.TextField()
    original = models.TextField(blank=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("document", "story", "number")
        constraints = (
            models.UniqueConstraint(fields=("document", "number"), name="one_passage_a_number"),
            models.CheckConstraint(
                condition=models.Q(document=None) ^ models.Q(story=None),
                name="a_passage_is_of_one_thing",
            ),
        )

    def __str__(self):
        return f"passage {self.pk}"


class Code(Keyed):
    """One word of the code frame: an enabler, a barrier, a theme. Merging keeps its history.

    shipped: it comes from the essay. into: the code it was merged into. group: the code above it.
    """

    kind = "code"
    slug = models.SlugField(unique=True, max_length=60)
    type = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    means = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    shipped = models.BooleanField(default=False)
    group = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")

    class Meta:
        ordering = ("type", "name")

    def __str__(self):
        return self.slug


class Coding(models.Model):
    """Somebody says a code fits (or does not fit) a story or a passage; disagreement is kept.

    coder: words.CODERS. fits: False where somebody disagrees. quote: the words it lies on, as the
    story has them. feeling: how it felt. removed: taken back by who said it.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, related_name="codings")
    passage = models.ForeignKey(
        Passage, on_delete=models.CASCADE, null=True, related_name="codings"
    )
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="codings")
    coder = models.CharField(max_length=10, default="reader")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    fits = models.BooleanField(default=True)
    quote = models.TextField(blank=True)
    feeling = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()
    removed = models.BooleanField(default=False)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self):
        return f"coding {self.pk}"


class Reading(models.Model):
    """Somebody goes through a story for its codes, and does not see what others chose until done.

    taken: since when others' codes are kept from them. done: when they said that what they did
    not choose does not fit; two who are done have coded the story without seeing each other's.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="readings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken = models.DateTimeField()
    done = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("taken", "pk")
        constraints = (models.UniqueConstraint(fields=("story", "by"), name="one_reading_a_coder"),)

    def __str__(self):
        return f"reading {self.pk}"


class Claim(Keyed):
    """Something that is said to be so, to be tested against evidence.

    said_in: the passage that says it. test: how a place could test it. Evidence is a Bearing.
    """

    kind = "claim"
    slug = models.SlugField(unique=True, max_length=60)
    words = models.TextField()
    said_in = models.ForeignKey(Passage, on_delete=models.SET_NULL, null=True, blank=True)
    where = models.CharField(max_length=200, blank=True)
    test = models.TextField(blank=True)
    removed = models.BooleanField(default=False)

    class Meta:
        ordering = ("words",)

    def __str__(self):
        return self.slug


class Bearing(models.Model):
    """A document, story or other record bears on a claim: how, how strongly, and who says so."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="bearings")
    about = models.CharField(max_length=80)  # the key of the evidence
    how = models.CharField(max_length=12)  # words.BEARS
    grade = models.CharField(max_length=1, blank=True)  # words.GRADES
    words = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("grade", "pk")

    def __str__(self):
        return f"bearing {self.pk}"
