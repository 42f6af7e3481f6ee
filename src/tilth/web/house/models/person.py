"""Who may sign in."""

import secrets

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.utils import timezone


def new_ref():
    """A name for someone that says nothing of them, for records such as the audit."""
    return secrets.token_hex(8)


class People(BaseUserManager):
    """Adds and finds those who may sign in."""

    use_in_migrations = True

    def create_user(self, email, name="", roles=(), **told):
        """Someone who may sign in; they have no password, ever."""
        person = self.model(email=email.strip().lower(), name=name, **told)
        person.set_unusable_password()
        with transaction.atomic(using=self._db):
            person.save(using=self._db)
            for role in roles:
                person.held_roles.create(
                    role=role, partner=person.partner, since=timezone.localdate()
                )
        return person

    def create_known(self, name, **told):
        """Someone who plays a part here and does not sign in."""
        person = self.model(email=None, name=name, is_active=False, **told)
        person.set_unusable_password()
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class Person(AbstractBaseUser):
    """Someone: who may sign in, for which partner, in which roles, until which day.

    ref: what records call them. email: none for those who are known here and do not sign in.
    until: their last day; none where it is open. background: where they come from, in words such
    as "voluntary sector"; interests: what they declare; both as they told it.
    """

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    name = models.CharField(max_length=200, blank=True)
    partner = models.SlugField(blank=True)
    until = models.DateField(null=True, blank=True)
    background = models.TextField(blank=True)
    interests = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    added = models.DateTimeField(default=timezone.now)

    objects = People()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: tuple = ()

    def __str__(self):
        return self.name or f"person {self.ref}"

    def has_role(self, roles):
        """Whether one of these roles is theirs today, for showing: access is decided elsewhere."""
        return bool(set(self.roles_today()) & set(roles))

    def roles_today(self):
        """The roles that are theirs today, in the order they were given."""
        today = timezone.localdate()
        if not self.is_active or (self.until is not None and self.until < today):
            return ()
        held = self.held_roles.filter(waiting=False, since__lte=today)
        open_ = models.Q(until__isnull=True) | models.Q(until__gte=today)
        return tuple(held.filter(open_).order_by("pk").values_list("role", flat=True))
