"""Decisions, the evidence frozen with them, and each partner's one voice."""

from django.conf import settings
from django.db import models

from tilth.web.agree.models.agreements import Version
from tilth.web.agree.models.keyed import Keyed
from tilth.web.agree.models.meetings import Meeting
from tilth.web.agree.models.partners import Body, Partner


class Decision(Keyed):
    """A decision from its first draft to its review.

    proposal: what is proposed now. options: [{"name", "says", "kind"}], kind one of yes, no,
    blended, both; criteria: what options are weighed by. with_whom: who wrote it beside the
    proposer, residents above all. layer, area, population: for whom; why_not_lower: why not
    nearer to them. money: pounds, none where none is asked. rule: the rule and what it found,
    kept at closing; outcome: carried, not carried. version: of the agreement it is taken under.
    """

    kind = "decision"
    named_by = "ref"
    prefix = "D"
    ref = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=200)
    proposal = models.TextField()
    why = models.TextField(blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True)
    proposer = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="proposed")
    with_whom = models.TextField(blank=True)
    population = models.CharField(max_length=200, blank=True)
    layer = models.CharField(max_length=20, default="place")
    area = models.CharField(max_length=20, blank=True)
    why_not_lower = models.TextField(blank=True)
    origin = models.CharField(max_length=20, default="place")
    route = models.CharField(max_length=10, default="full")
    stage = models.CharField(max_length=20, default="draft")
    options = models.JSONField(default=list, blank=True)
    criteria = models.JSONField(default=list, blank=True)
    money = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    money_says = models.TextField(blank=True)
    equality = models.TextField(blank=True)
    review = models.DateField(null=True, blank=True)
    opened = models.DateField(null=True, blank=True)
    closes = models.DateField(null=True, blank=True)
    closed = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    outcome_says = models.TextField(blank=True)
    rule = models.JSONField(default=dict, blank=True)
    public = models.BooleanField(default=True)

    class Meta:
        ordering = ("-ref",)

    def __str__(self):
        return f"{self.ref} {self.title}"


class Evidence(models.Model):
    """A Finding as it stood on the day it was put to a decision; it never changes again.

    finding: title, sentence, subtitle, table, caveats, source, method, recipe. picture: SVG.
    hash: SHA-256 of both.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="evidence")
    on = models.DateField()
    release = models.CharField(max_length=80, blank=True)
    finding = models.JSONField()
    picture = models.TextField(blank=True)
    hash = models.CharField(max_length=64)
    removed = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self):
        return f"evidence {self.pk}"


class Voice(Keyed):
    """A partner's one say on a decision: the row is one, however often it speaks.

    harm, safe: of an objection, what harm it sees and what would make it safe to try.
    met: the objection was met, and how. strength: how strongly it is in favour, 1 to 5.
    scores: {"option": {"criterion": 1 to 5}}. interest: a conflict of interest told; it is heard
    and not counted. by: who spoke; none through an emailed link, where `name` says who.
    """

    kind = "voice"
    named_by = "pk"
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="voices")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="voices")
    position = models.CharField(max_length=10)
    words = models.TextField(blank=True)
    harm = models.TextField(blank=True)
    safe = models.TextField(blank=True)
    met = models.TextField(blank=True)
    strength = models.PositiveSmallIntegerField(null=True, blank=True)
    scores = models.JSONField(default=dict, blank=True)
    interest = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("decision_id", "partner__name")
        constraints = (
            models.UniqueConstraint(fields=("decision", "partner"), name="one_partner_one_voice"),
        )

    def __str__(self):
        return f"voice {self.pk}"
