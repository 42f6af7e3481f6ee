"""What partners signed: agreements, their versions, and the signatures under them."""

from django.conf import settings
from django.db import models

from tilth.web.agree.models.keyed import Keyed
from tilth.web.agree.models.partners import Body, Partner


class Agreement(Keyed):
    """An agreement between partners; what it says is in its versions.

    body: whose decisions it rules. sharing: the slug of the house's Sharing that it is the basis
    of. sources: names of sources of place.toml that it lets in: they close when it lapses.
    """

    kind = "agreement"
    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    type = models.CharField(max_length=20)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True)
    sharing = models.SlugField(blank=True)
    sources = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("title",)

    def __str__(self):
        return self.title


class Version(Keyed):
    """One version of an agreement: its clauses, and between which days it holds.

    clauses: as agree.agreements.Clauses reads them. since: in force from; none while a draft.
    until: its last day; ended_because: why it was ended before.
    """

    kind = "version"
    named_by = "pk"
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    clauses = models.JSONField(default=dict)
    says = models.TextField(blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        ordering = ("agreement_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("agreement", "number"), name="one_version_a_number"),
        )

    def __str__(self):
        return f"version {self.number}"


class Signature(models.Model):
    """A partner signed a version: who, in which role, when; withdrawn: since which day no more."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="signatures")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=120, blank=True)
    on = models.DateField()
    withdrawn = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("version_id", "partner__name")
        constraints = (
            models.UniqueConstraint(fields=("version", "partner"), name="one_signature_a_partner"),
        )

    def __str__(self):
        return f"signature {self.pk}"
