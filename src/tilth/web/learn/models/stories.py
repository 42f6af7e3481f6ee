"""Stories: what people tell, in their own words, and who may read it."""

import uuid

from django.conf import settings
from django.db import models

from tilth.learn.words import AUDIENCES
from tilth.web.agree.models import Partner
from tilth.web.agree.models.keyed import Keyed


class Story(Keyed):
    """What somebody told. Its words are here and in its Editions alone, never in a Step.

    uid: what it is called between installations. origin: the slug of the system it came from, ''
    for ours. type: words.TYPES. words: their own words. inquiry, answers: the question set they
    followed and {question: answer}. strengths, barriers: what helps and what is not working, on one
    page. tellers: [{"name", "as"}], shown as they wished. sources: [{"name", "url", "words"}].
    conditions: [code], what made it work here. for_...: whom its teller lets read it
    (words.AUDIENCES). until: the last day of an offer; reach: how to reach whoever makes it, which
    the chair and the secretariat read alone unless reach_shown. slug: drawn at random, so that an
    address tells nothing of what was told.
    Withdrawing empties every field that holds words.
    """

    kind = "story"
    untold = frozenset(
        "title words answers strengths barriers tellers sources helped_by code reason reach".split()
    )
    slug = models.SlugField(unique=True, max_length=60)
    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    origin = models.CharField(max_length=80, blank=True)
    type = models.CharField(max_length=20, default="story")
    title = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    inquiry = models.CharField(max_length=60, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    strengths = models.TextField(blank=True)
    barriers = models.TextField(blank=True)
    tellers = models.JSONField(default=list, blank=True)
    sources = models.JSONField(default=list, blank=True)
    layer = models.CharField(max_length=20, default="place")
    area = models.CharField(max_length=20, blank=True)
    about = models.CharField(max_length=80, blank=True)  # the key of what it is about
    indicators = models.JSONField(default=list, blank=True)  # names of indicators it speaks to
    conditions = models.JSONField(default=list, blank=True)
    growth = models.CharField(max_length=10, blank=True)
    on = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    reach = models.CharField(max_length=200, blank=True)
    reach_shown = models.BooleanField(default=False)
    for_worker = models.BooleanField(default=False)
    for_partnership = models.BooleanField(default=False)
    for_everyone = models.BooleanField(default=False)
    for_national = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="draft")
    rough = models.BooleanField(default=False)  # a draft its teller shares as it is
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="told"
    )
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="told")
    helped_by = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=200, blank=True)  # hash of the code words of its teller
    reason = models.TextField(blank=True)  # why it was returned or declined
    told = models.DateTimeField()
    published = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)
    seen = models.PositiveIntegerField(default=0)  # the version: one more at every change

    class Meta:
        ordering = ("-told", "-pk")
        verbose_name_plural = "stories"

    def __str__(self):
        return self.slug

    @property
    def audiences(self):
        """Whom its teller lets read it, as in words.AUDIENCES."""
        return [name for name in AUDIENCES if getattr(self, f"for_{name}")]


class Edition(models.Model):
    """Words of a story as they were before a change, as a moderator proposes them, or as they wait.

    told: {field: value} of the fields that differ. agreed: None while the teller has not answered.
    waits: what the teller of a published story said anew, which others read once somebody looked
    (agreed False: it came back with a question); "media" in told: {number: what is said of it}.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="editions")
    told = models.JSONField(default=dict)
    why = models.CharField(max_length=300, blank=True)
    proposed = models.BooleanField(default=False)
    agreed = models.BooleanField(null=True, blank=True)
    waits = models.BooleanField(default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self):
        return f"edition {self.pk}"


class Medium(models.Model):
    """A picture, sound or film of a story: a file of ours under a made-up name, or a link.

    file: the name under the store's media folder; it is removed with the story. url: a film
    elsewhere, never fetched by us. waits: added to a published story, and not looked at yet.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="media")
    type = models.CharField(max_length=10)
    file = models.CharField(max_length=100, blank=True)
    url = models.URLField(blank=True, max_length=500)
    alt = models.CharField(max_length=300, blank=True)
    caption = models.TextField(blank=True)
    transcript = models.TextField(blank=True)
    credit = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=100, blank=True)
    people_agreed = models.BooleanField(default=False)
    waits = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "media"

    def __str__(self):
        return f"medium {self.pk}"


class Copy(models.Model):
    """Where a story went: a file, a feed, another system. What cannot be called back is listed."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="copies")
    how = models.CharField(max_length=12)
    to = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    recalled = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "pk")
        verbose_name_plural = "copies"

    def __str__(self):
        return f"copy {self.pk}"
