"""History: what happened to every record, who did it and when; only ever added to."""

from django.conf import settings
from django.db import models

from tilth.web.agree.models.partners import Partner


class Step(models.Model):
    """One thing that happened to a record. It is never changed; undoing it is another Step.

    about: the key of the record. act: what happened, in a word or two. words: what was said.
    before, after: the fields it changed. partner: for which partner. name: who spoke through an
    emailed link. through: page, link, command or import. undoes: the Step it takes back.
    """

    about = models.CharField(max_length=80, db_index=True)
    act = models.CharField(max_length=40)
    words = models.TextField(blank=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    role = models.CharField(max_length=40, blank=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    through = models.CharField(max_length=10, default="page")
    at = models.DateTimeField()
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="undone_by"
    )

    class Meta:
        ordering = ("at", "pk")

    def __str__(self):
        return f"step {self.pk}"


class Link(models.Model):
    """One record has to do with another: `how` says it ("led to", "paper for", "evidence for")."""

    one = models.CharField(max_length=80, db_index=True)
    other = models.CharField(max_length=80, db_index=True)
    how = models.CharField(max_length=40)
    removed = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("one", "other", "how"), name="one_link_of_a_kind"),
        )

    def __str__(self):
        return f"link {self.pk}"


class EmailedLink(models.Model):
    """A link by email that lets a partner do one thing without an account.

    hash: SHA-256 of what the link carries, which is never kept. about: the record it is for.
    purpose: the one thing it is for ("voice", "acknowledge", "ties", "sign").
    """

    hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=20)
    about = models.CharField(max_length=80)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="emailed")
    email = models.EmailField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    sent = models.DateTimeField()
    until = models.DateTimeField()
    used = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-sent",)

    def __str__(self):
        return f"emailed link {self.pk}"
