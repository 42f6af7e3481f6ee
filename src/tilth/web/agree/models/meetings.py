"""Meetings: their agenda, and what each partner contributed."""

from django.db import models

from tilth.web.agree.models.keyed import Keyed
from tilth.web.agree.models.partners import Body, Partner


class Meeting(Keyed):
    """A meeting of a body on a day. minutes: their text; state: one of words.MEETING_STATES."""

    kind = "meeting"
    named_by = "pk"
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    type = models.CharField(max_length=20, default="meeting")
    title = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    where = models.CharField(max_length=200, blank=True)
    join = models.URLField(blank=True)
    state = models.CharField(max_length=20, default="planned")
    public = models.BooleanField(default=False)
    minutes = models.TextField(blank=True)

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("body", "on"), name="one_meeting_of_a_body_a_day"),
        )

    def __str__(self):
        return self.title or f"{self.body.name}, {self.on.day} {self.on:%B %Y}"


class Item(Keyed):
    """One item of an agenda: what for, who asked for it, what record it is about, what came of it.

    about: the key of a record, such as `decision:D-014`. minutes: how long it is given.
    front: the front sheet ({"purpose", "asks", "background", "equality", "money"}).
    """

    kind = "item"
    named_by = "pk"
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    type = models.CharField(max_length=20, default="discuss")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True)
    about = models.CharField(max_length=80, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    front = models.JSONField(default=dict, blank=True)
    notes = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    removed = models.BooleanField(default=False)

    class Meta:
        ordering = ("meeting_id", "number", "pk")

    def __str__(self):
        return self.title


class Turn(models.Model):
    """What one partner contributed to a meeting: was there, spoke, proposed, brought a paper."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="turns")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="turns")
    type = models.CharField(max_length=20)
    count = models.PositiveIntegerField(default=1)
    seconds = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self):
        return f"turn {self.pk}"
