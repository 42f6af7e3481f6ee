"""A try at signing in, kept for a quarter of an hour."""

from django.db import models


class SignInTry(models.Model):
    """One try, told by a keyed hash of the account or of the address it came from."""

    of = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["of", "at"], name="tries_of"),)

    def __str__(self):
        return f"try {self.pk}"
