"""How two of those who work together stand to each other, told by one side on one day."""

from django.db import models

from tilth.web.agree.models.keyed import Keyed


class Tie(Keyed):
    """One side's word on a relation, or one entry of the listening log.

    one, other: keys of partners, people or bodies; told by `one`. trust, understanding,
    collaboration, strain: 1 to 5, none where not told. stance: of the other towards working
    together, as `one` sees it. began: since when they work together. topic, words: what a
    conversation was about and what was heard.
    """

    kind = "tie"
    named_by = "pk"
    one = models.CharField(max_length=80, db_index=True)
    other = models.CharField(max_length=80, db_index=True)
    type = models.CharField(max_length=20, default="horizontal")
    heard = models.CharField(max_length=20, default="survey")
    trust = models.PositiveSmallIntegerField(null=True, blank=True)
    understanding = models.PositiveSmallIntegerField(null=True, blank=True)
    collaboration = models.PositiveSmallIntegerField(null=True, blank=True)
    strain = models.PositiveSmallIntegerField(null=True, blank=True)
    stance = models.CharField(max_length=20, blank=True)
    began = models.DateField(null=True, blank=True)
    on = models.DateField()
    layer = models.CharField(max_length=20, blank=True)
    area = models.CharField(max_length=20, blank=True)
    topic = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ("on", "pk")

    def __str__(self):
        return f"tie {self.pk}"
