"""What every record of AGREE has: a key that names it in histories, links and addresses."""

from django.db import models


class Keyed(models.Model):
    """A record with a key such as `decision:D-014` or `partner:homes`.

    kind: the word before the colon. named_by: the field after it. prefix: what refs begin with,
    where refs are given out by number. untold: fields that histories never hold, because what
    they say can be taken back.
    """

    kind = ""
    untold: frozenset = frozenset()
    named_by = "slug"
    prefix = ""

    class Meta:
        abstract = True

    @property
    def key(self):
        """What histories and links call it."""
        return f"{self.kind}:{getattr(self, self.named_by)}"
