"""Where people meet to learn, and the moments a partnership remembers."""

from django.db import models

from tilth.web.agree.models import Partner
from tilth.web.agree.models.keyed import Keyed


class Gathering(Keyed):
    """An event, visit, workshop, session, open-garden season or call for stories.

    type: words.GATHERINGS. about: the key of what it is about; asks: the inquiry it answers.
    season: the open garden a visit belongs to. seen, home: of a visit, what they saw and took home.
    coming: [{"partner" or "name", "people"}], who booked, up to `most` people; came: [{"partner" or
    "name", "from"}], organisations and places rather than people. engaged: [{"who", "number",
    "how"}], where an engagement is recorded. themes, outputs: lines. What is said of who came and
    what was said there is untold, so that a slip can be taken out for good.
    """

    kind = "gathering"
    untold = frozenset("coming came engaged notes themes outputs answers seen home".split())
    slug = models.SlugField(unique=True, max_length=60)
    type = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    where = models.CharField(max_length=200, blank=True)
    join = models.URLField(blank=True, max_length=500)
    about = models.CharField(max_length=80, blank=True)
    asks = models.CharField(max_length=60, blank=True)
    season = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="visits")
    host = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="hosted")
    rules = models.TextField(blank=True)
    most = models.PositiveSmallIntegerField(null=True, blank=True)
    coming = models.JSONField(default=list, blank=True)
    came = models.JSONField(default=list, blank=True)
    engaged = models.JSONField(default=list, blank=True)
    notes = models.TextField(blank=True)
    themes = models.JSONField(default=list, blank=True)
    outputs = models.JSONField(default=list, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    seen = models.TextField(blank=True)
    home = models.TextField(blank=True)
    area = models.CharField(max_length=20, blank=True)
    open_to = models.CharField(max_length=12, default="partnership")
    called_off = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("begins", "title")

    def __str__(self):
        return self.slug


class Moment(Keyed):
    """A dated thing on the timeline of a partnership or of policy: words.MOMENTS."""

    kind = "moment"
    untold = frozenset(("more",))
    named_by = "pk"
    type = models.CharField(max_length=12)
    words = models.CharField(max_length=300)
    more = models.TextField(blank=True)
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    layer = models.CharField(max_length=20, default="place")
    about = models.CharField(max_length=80, blank=True)
    open_to = models.CharField(max_length=12, default="partnership")
    removed = models.BooleanField(default=False)

    class Meta:
        ordering = ("on", "pk")

    def __str__(self):
        return f"moment {self.pk}"


class Condition(Keyed):
    """How far one condition was there on a day, in an area, and what says so.

    code: the slug of a Code of type condition, enabler or barrier. state: words.PRESENCE. evidence:
    [{"about", "words"}], keys of stories, ties, decisions, or names of indicators. The newest of an
    area counts; older ones are the before.
    """

    kind = "condition"
    named_by = "pk"
    untold = frozenset({"evidence"})  # what shows it may be a story, which can be taken back
    code = models.CharField(max_length=60, db_index=True)
    area = models.CharField(max_length=20, blank=True)
    on = models.DateField()
    state = models.CharField(max_length=10)
    words = models.TextField(blank=True)
    evidence = models.JSONField(default=list, blank=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="+")
    removed = models.BooleanField(default=False)

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self):
        return f"condition {self.pk}"
