"""Who somebody is round the table: for which partner they speak, and what they look after."""

from dataclasses import dataclass

from tilth.web.agree.models import Partner
from tilth.web.house.access import Route
from tilth.web.house.access.asking import may
from tilth.web.house.access.table import ROLES
from tilth.web.house.acts import refuse
from tilth.web.house.by import By

ROUND = frozenset(ROLES) - {"resident"}
"""Everyone who works for the place sees what is round the table."""
KEEPERS = frozenset({"chair", "secretariat"})
"""Those who keep what was agreed: they publish, import and correct."""
SPEAKERS = frozenset(ROLES) - {"resident", "administrator", "checker"}
"""Those who may speak for the partner they are from."""
AT_THE_TABLE = Route("D1", "plan", ROUND)
"""What pages round the table declare."""


@dataclass(frozen=True)
class Standing:
    """by: on whose behalf. partner: the Partner they are from, or None."""

    by: By
    partner: Partner | None

    @classmethod
    def of(cls, request):
        """How whoever asks stands."""
        return cls.for_by(By.of(request))

    @classmethod
    def on_public(cls, request):
        """How whoever reads a public page stands round the table; None for everybody else."""
        decision = may(request, AT_THE_TABLE)
        if not decision:
            return None
        by = By(request.user.ref, decision.role, decision.partner, request.user)
        return cls.for_by(by)

    @classmethod
    def for_by(cls, by):
        """How somebody stands, also through an emailed link."""
        found = Partner.objects.filter(slug=by.organisation).first() if by.organisation else None
        return cls(by, found)

    @property
    def keeps(self):
        """They are the chair or of the secretariat."""
        return self.by.role in KEEPERS

    @property
    def chairs(self):
        """They are the chair."""
        return self.by.role == "chair"

    def speaks_for(self, partner):
        """They may act for this partner, which has joined."""
        own = self.partner is not None and partner is not None and self.partner.pk == partner.pk
        return own and self.partner.state == "joined"

    def must_speak_for(self, partner):
        """Refuse an act for a partner they are not from."""
        refuse("" if self.speaks_for(partner) else "Only somebody from that partner can do this")
