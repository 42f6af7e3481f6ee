"""Hard things held together, and the texts that ask things of a place."""

from django.db import models

from tilth.web.agree.models.keyed import Keyed
from tilth.web.agree.models.partners import Body, Partner


class Issue(Keyed):
    """A tough issue, tension, barrier, friction or request for flexibility; it is never deleted.

    title: as ours. surfaced: as it was first said. reframed: as the group put it. owners: the
    partners who hold it. visible: words.VISIBILITY, agreed by its owners. between: the layers it
    lies between. rest: why it is parked. review: when they look again. invited: partners asked to
    hold it too, who have not answered. asked_of, asked, answer, answered: of a request for
    flexibility, of whom it was asked, when, and what came back. Its ref says nothing of how many
    issues there are.
    """

    kind = "issue"
    named_by = "ref"
    prefix = "I"
    ref = models.CharField(max_length=12, unique=True)
    type = models.CharField(max_length=20, default="tough issue")
    title = models.CharField(max_length=200)
    surfaced = models.TextField()
    reframed = models.TextField(blank=True)
    raised_by = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="raised")
    owners = models.ManyToManyField(Partner, related_name="issues")
    invited = models.ManyToManyField(Partner, blank=True, related_name="invited_to")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True)
    between = models.JSONField(default=list, blank=True)
    layer = models.CharField(max_length=20, default="place")
    area = models.CharField(max_length=20, blank=True)
    stage = models.CharField(max_length=20, default="surfaced")
    visible = models.CharField(max_length=20, default="owners")
    way = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    rest = models.TextField(blank=True)
    opened = models.DateField()
    review = models.DateField(null=True, blank=True)
    asked_of = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="asked"
    )
    asked = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("opened", "ref")

    def __str__(self):
        return self.ref


class Document(Keyed):
    """A policy, law, report, piece of evidence, paper or model, and what it asks of places.

    asks: [{"words", "of"}], of: a layer or a partner's slug. authors, written_with: who wrote it,
    by name and as partners; residents: residents wrote or shaped it. told: its short text here.
    """

    kind = "document"
    slug = models.SlugField(unique=True)
    type = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    on = models.DateField(null=True, blank=True)
    authors = models.CharField(max_length=300, blank=True)
    written_with = models.ManyToManyField(Partner, blank=True, related_name="wrote")
    sectors = models.JSONField(default=list, blank=True)
    residents = models.BooleanField(null=True)
    layer = models.CharField(max_length=20, blank=True)
    area = models.CharField(max_length=20, blank=True)
    url = models.URLField(blank=True)
    told = models.TextField(blank=True)
    asks = models.JSONField(default=list, blank=True)
    visible = models.CharField(max_length=20, default="partnership")
    removed = models.BooleanField(default=False)

    class Meta:
        ordering = ("title",)

    def __str__(self):
        return self.title
