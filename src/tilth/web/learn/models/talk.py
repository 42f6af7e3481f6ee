"""What people say to each other about a story, a practice, an offer, a decision."""

from django.conf import settings
from django.db import models

from tilth.web.agree.models import Partner
from tilth.web.agree.models.keyed import Keyed


class Thread(models.Model):
    """A conversation about one record that somebody looks after, with its ground rules.

    A record without one has an open conversation: nothing needs to be made before a comment.
    """

    about = models.CharField(max_length=80, unique=True)
    rules = models.TextField(blank=True)
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)

    def __str__(self):
        return f"thread {self.pk}"


class Comment(Keyed):
    """One thing said about a record: words.TALK. Its words are here alone, never in a Step.

    about: the key of the record. to: the comment it answers. name: as they wish to be called.
    rating: 1 to 5, of a review. code: as of a Story. looked: somebody who keeps the place looked
    at it, so that people outside the partnership may read it too.
    """

    kind = "comment"
    named_by = "pk"
    untold = frozenset("words name reason code".split())
    about = models.CharField(max_length=80, db_index=True)
    to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="answers")
    type = models.CharField(max_length=10, default="comment")
    words = models.TextField(blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    name = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default="sent", db_index=True)
    looked = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    code = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self):
        return f"comment {self.pk}"
