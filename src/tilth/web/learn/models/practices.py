"""Practices grown from stories, and where they were planted since."""

import uuid

from django.db import models

from tilth.web.agree.models import Partner
from tilth.web.agree.models.keyed import Keyed


class Practice(Keyed):
    """A way of doing things that others could grow: what, why, what it needs, whom to ring.

    origin, uid: as of a Story. principles, values: lines. conditions: codes it needs. steps: first
    steps, in order. ring: whom to ask, as they agreed to be named. depends: [{"on", "kind",
    "until"}], the funders, people, contracts and links it would miss: its fragility is worked out.
    travels, local: what could travel and what was of that place. recognised: [{"words", "url",
    "on"}], prizes and the evidence of them. sources: [{"how", "words", "url"}], who is credited and
    what inspired it elsewhere. Its stories are Links "grew from"; what inspired it here, Links
    "inspired by"; what holds it up, Links "sustained by".
    """

    kind = "practice"
    slug = models.SlugField(unique=True, max_length=60)
    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    origin = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=200)
    what = models.TextField()
    principles = models.JSONField(default=list, blank=True)
    values = models.JSONField(default=list, blank=True)
    conditions = models.JSONField(default=list, blank=True)
    steps = models.JSONField(default=list, blank=True)
    ring = models.CharField(max_length=300, blank=True)
    depends = models.JSONField(default=list, blank=True)
    travels = models.TextField(blank=True)
    local = models.TextField(blank=True)
    recognised = models.JSONField(default=list, blank=True)
    sources = models.JSONField(default=list, blank=True)
    domains = models.JSONField(default=list, blank=True)
    place = models.CharField(max_length=120, blank=True)
    layer = models.CharField(max_length=20, default="place")
    area = models.CharField(max_length=20, blank=True)
    partners = models.ManyToManyField(Partner, blank=True, related_name="practices")
    growth = models.CharField(max_length=10, default="bud")
    speed = models.TextField(blank=True)  # how quickly it changed things, in words
    depth = models.TextField(blank=True)  # how deeply
    visible = models.TextField(blank=True)  # what there is to see of it locally
    began = models.DateField(null=True, blank=True)
    open_to = models.CharField(max_length=12, default="partnership")  # or everyone
    removed = models.BooleanField(default=False)

    class Meta:
        ordering = ("title",)

    def __str__(self):
        return self.slug


class Transplant(Keyed):
    """A practice planted somewhere else: what was changed, what came of it, honestly.

    after: the planting it was taken from; None where it was the first place itself. place, system:
    where to, in words. changed: what was changed, never empty. result: words.RESULTS. came: what
    came of it. lessons: what the next should know. spread: words.SPREADS. visit: the gathering it
    grew out of.
    """

    kind = "transplant"
    named_by = "ref"
    prefix = "T"
    ref = models.CharField(max_length=12, unique=True)
    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    origin = models.CharField(max_length=80, blank=True)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="plantings")
    after = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="offshoots")
    spread = models.CharField(max_length=12, default="transplant")
    place = models.CharField(max_length=120)
    system = models.CharField(max_length=80, blank=True)
    layer = models.CharField(max_length=20, default="place")
    area = models.CharField(max_length=20, blank=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="+")
    planted = models.DateField(null=True, blank=True)
    changed = models.TextField()
    kept = models.TextField(blank=True)
    result = models.CharField(max_length=12, default="planned")
    came = models.TextField(blank=True)
    lessons = models.TextField(blank=True)
    ended = models.DateField(null=True, blank=True)
    visit = models.CharField(max_length=80, blank=True)
    removed = models.BooleanField(default=False)

    class Meta:
        ordering = ("planted", "ref")

    def __str__(self):
        return self.ref
