"""One entry of the record."""

from django.db import models


class AuditEntry(models.Model):
    """Who did what, in which role and for which purpose, when, and what came of it.

    The table is made by hand in a migration, with triggers that refuse to change or remove an
    entry; Django neither makes it nor empties it (managed = False). Nothing here tells who a
    person is: `who` is a Person's ref.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.TextField()
    who = models.TextField()
    organisation = models.TextField()
    role = models.TextField()
    level = models.TextField()
    purpose = models.TextField()
    act = models.TextField()
    what = models.TextField()
    result = models.TextField()
    previous = models.TextField()
    hash = models.TextField()

    class Meta:
        managed = False
        db_table = "house_audit"
        ordering = ("-number",)

    def __str__(self):
        return f"entry {self.number}"
