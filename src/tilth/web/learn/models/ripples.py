"""Ripple maps: what followed from what, wanted or not, good or bad."""

from django.conf import settings
from django.db import models

from tilth.web.agree.models import Partner
from tilth.web.agree.models.keyed import Keyed


class RippleMap(Keyed):
    """What somebody began, and everything that followed; made together in a workshop.

    about: the key of what began it. open_to: partnership or everyone. round: what is being voted
    on now: '', "most" or "least".
    """

    kind = "ripples"
    slug = models.SlugField(unique=True, max_length=60)
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    about = models.CharField(max_length=80, blank=True)
    began = models.DateField()
    area = models.CharField(max_length=20, blank=True)
    partners = models.ManyToManyField(Partner, blank=True, related_name="ripples")
    open_to = models.CharField(max_length=12, default="partnership")
    round = models.CharField(max_length=5, blank=True)

    class Meta:
        ordering = ("-began", "title")

    def __str__(self):
        return self.slug


class Ripple(Keyed):
    """One thing that happened. after: what it followed from; None at the beginning.

    intended, good: None where nobody can tell. helped: what helped. who: for whom it changed.
    Stories, decisions, ties and indicators are Links.
    """

    kind = "ripple"
    named_by = "pk"
    map = models.ForeignKey(RippleMap, on_delete=models.CASCADE, related_name="ripples")
    after = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed")
    words = models.CharField(max_length=300)
    on = models.DateField()
    intended = models.BooleanField(null=True, blank=True)
    good = models.BooleanField(null=True, blank=True)
    who = models.CharField(max_length=200, blank=True)
    helped = models.CharField(max_length=300, blank=True)
    removed = models.BooleanField(default=False)

    class Meta:
        ordering = ("on", "pk")

    def __str__(self):
        return f"ripple {self.pk}"


class Pick(models.Model):
    """What one voice holds the most, or least, significant change, and why.

    by: none where whoever leads the workshop wrote it down for somebody in the room, by `name`.
    """

    ripple = models.ForeignKey(Ripple, on_delete=models.CASCADE, related_name="picks")
    map = models.ForeignKey(RippleMap, on_delete=models.CASCADE, related_name="picks")
    which = models.CharField(max_length=5)  # words.SIGNIFICANCE
    reason = models.TextField()
    name = models.CharField(max_length=120, blank=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("map", "which", "by"),
                condition=models.Q(by__isnull=False),
                name="one_pick_a_person",
            ),
            models.UniqueConstraint(
                fields=("map", "which", "name"),
                condition=models.Q(by__isnull=True),
                name="one_pick_a_name",
            ),
        )

    def __str__(self):
        return f"pick {self.pk}"
