"""What partners promise, hand down and give to each other."""

from django.db import models

from tilth.web.agree.models.agreements import Agreement
from tilth.web.agree.models.decisions import Decision
from tilth.web.agree.models.keyed import Keyed
from tilth.web.agree.models.partners import Body, Partner


class Commitment(Keyed):
    """A promise, ask, offer or recommendation from a partner to a partner, a body or residents.

    with_whom: those who own it beside the partner, such as residents. programme: the body whose
    programme it is a part of. became: what it was changed into. seen_by: the partner it was made
    to acknowledged it on `seen`. public: told to residents.
    """

    kind = "commitment"
    named_by = "ref"
    prefix = "C"
    ref = models.CharField(max_length=12, unique=True)
    type = models.CharField(max_length=20, default="commitment")
    words = models.TextField()
    made_by = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, related_name="promises"
    )
    made_to = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="promised"
    )
    made_to_body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="promised"
    )
    with_whom = models.TextField(blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    programme = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    layer = models.CharField(max_length=20, default="place")
    area = models.CharField(max_length=20, blank=True)
    origin = models.CharField(max_length=20, default="place")
    made = models.DateField()
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, default="growing")
    reason = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    settled = models.DateField(null=True, blank=True)
    seen = models.DateField(null=True, blank=True)
    became = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    public = models.BooleanField(default=True)

    class Meta:
        ordering = ("ref",)

    def __str__(self):
        return self.ref


class Delegation(Keyed):
    """A function, with its means, passed from one body to another, nearer to people or back.

    function: in words ("community health services"). cash: pounds a year; time: days a year;
    capacity: whole-time posts; resources: in words. until, ended_because: taken back.
    chosen: by the places themselves; not, it was told from above. why_not_lower: why it does not
    lie nearer to people; indicator: whose differences between areas test that. From a body to
    itself: it stays there, and why.
    """

    kind = "delegation"
    named_by = "ref"
    prefix = "G"
    ref = models.CharField(max_length=12, unique=True)
    function = models.CharField(max_length=200)
    from_body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="passed")
    to_body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="received")
    cash = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    time = models.DecimalField(max_digits=9, decimal_places=1, null=True, blank=True)
    capacity = models.DecimalField(max_digits=9, decimal_places=1, null=True, blank=True)
    resources = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True)
    chosen = models.BooleanField(default=True)
    since = models.DateField()
    review = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    ended_because = models.TextField(blank=True)
    why_not_lower = models.TextField(blank=True)
    indicator = models.SlugField(max_length=80, blank=True)

    class Meta:
        ordering = ("since", "pk")

    def __str__(self):
        return self.ref


class Contribution(Keyed):
    """What a partner puts in between two days: to a body, a fund, a programme or another partner.

    currency: words.CURRENCIES; amount: in its unit, none for what is told in words alone.
    type: words.GIVING. until: its last day; none: given once, on its first (posts, reach and trust
    go on). The amount is for all of its days. out: money leaving the fund `to_body` for
    `to_partner`. running: it keeps the partnership itself going.
    """

    kind = "contribution"
    named_by = "pk"
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="gives")
    to_partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="gets"
    )
    to_body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="gets"
    )
    type = models.CharField(max_length=20)
    currency = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    out = models.BooleanField(default=False)
    words = models.TextField(blank=True)
    layer = models.CharField(max_length=20, default="place")
    area = models.CharField(max_length=20, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)
    running = models.BooleanField(default=False)

    class Meta:
        ordering = ("since", "pk")

    def __str__(self):
        return f"contribution {self.pk}"
