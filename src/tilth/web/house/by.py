"""On whose behalf an act is done: a person at a page, or whoever types a command."""

from dataclasses import dataclass

from django.utils import timezone

from tilth.web.house.access.actors import actor_of_person
from tilth.web.house.access.deciding import Actor, decide

COMMAND, LINK = "command", "link"


@dataclass(frozen=True)
class By:
    """Who does it, and in which role: person is None for a command typed on the machine itself."""

    ref: str
    role: str
    organisation: str = ""
    person: object = None
    actor: Actor | None = None

    @classmethod
    def of(cls, request):
        """Whoever a request was let in as."""
        decision = request.decision
        return cls(request.actor.ref, decision.role, decision.partner, request.user, request.actor)

    @classmethod
    def command(cls):
        """Someone with the machine in their hands; they count as its administrator."""
        return cls(COMMAND, "administrator")

    @classmethod
    def emailed(cls, partner):
        """Whoever opened the link a partner was sent; partner: its slug."""
        return cls(LINK, "partner", partner)

    def may(self, route):
        """The Decision of the written table, today, for a route that is no page."""
        on = timezone.localdate()
        return decide(self.actor, route, purpose=route.purpose, relation="none", on=on)


def by_person(person, place):
    """Someone as they stand at this moment: their roles are read afresh."""
    actor = actor_of_person(person, place)
    roles = sorted(actor.live_roles(timezone.localdate()))
    return By(person.ref, roles[0] if roles else "", person.partner, person, actor)
