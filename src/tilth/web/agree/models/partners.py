"""Who is round the table: organisations, the bodies they sit on, and the parts people play."""

from django.conf import settings
from django.db import models

from tilth.web.agree.models.keyed import Keyed


class Partner(Keyed):
    """An organisation, now or formerly, here or national.

    slug: as in place.toml. sector: a name of definitions/sectors.toml. accountability, state,
    formed: words of agree.words. footprint: codes of the areas it serves, of any layers.
    layer: the layer it works at. income: pounds a year; staff: whole-time equivalents; none where
    not known. legal: the statutes and lawful bases it acts under. code: of a national list of
    organisations.
    """

    kind = "partner"
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    other_names = models.JSONField(default=list, blank=True)
    sector = models.CharField(max_length=60)
    type = models.CharField(max_length=100, blank=True)
    accountability = models.CharField(max_length=20)
    purpose = models.TextField(blank=True)
    strengths = models.JSONField(default=list, blank=True)
    footprint = models.JSONField(default=list, blank=True)
    layer = models.CharField(max_length=20, default="place")
    formed = models.CharField(max_length=20, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    state = models.CharField(max_length=20, default="invited")
    state_reason = models.TextField(blank=True)
    income = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    staff = models.DecimalField(max_digits=9, decimal_places=1, null=True, blank=True)
    legal = models.TextField(blank=True)
    code = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self):
        return self.name


class Body(Keyed):
    """A board, group, network, space, team, programme or fund, with its seats and its mandate.

    layer, area: where it sits. seats: [{"sector": ..., "least": 1}], what it must hold.
    cycle: how often it meets, in words. answers_to: the body it accounts to. formed: by choice or
    by instruction.
    """

    kind = "body"
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=20)
    layer = models.CharField(max_length=20)
    area = models.CharField(max_length=20, blank=True)
    purpose = models.TextField(blank=True)
    mandate = models.TextField(blank=True)
    seats = models.JSONField(default=list, blank=True)
    cycle = models.CharField(max_length=60, blank=True)
    formed = models.CharField(max_length=20, blank=True)
    answers_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "bodies"

    def __str__(self):
        return self.name


class Role(Keyed):
    """A part someone, or a partner, plays: on a body, in a partner, at a layer, between two days.

    person: none where the partner as such holds it. title: in words ("director of adult
    services"). champion, independent, expert: a champion; no ties to any partner; an expert by
    experience, who is named only since `consented`. and_for: the second partner of a joint role.
    """

    kind = "role"
    named_by = "pk"
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="parts"
    )
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="parts")
    and_for = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="parts")
    title = models.CharField(max_length=120)
    layer = models.CharField(max_length=20, blank=True)
    area = models.CharField(max_length=20, blank=True)
    chair = models.BooleanField(default=False)
    leads = models.BooleanField(default=False)
    champion = models.BooleanField(default=False)
    independent = models.BooleanField(default=False)
    expert = models.BooleanField(default=False)
    consented = models.DateField(null=True, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self):
        return self.title
