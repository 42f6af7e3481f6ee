"""Each partner's part in each programme: what it leads, promises and gives, or none told."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One partner's part in one programme. roles: titles; promises: refs; gives: in words."""

    partner: str
    programme: str
    roles: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()

    @property
    def told(self):
        """Somebody said what this partner's part is."""
        return bool(self.roles or self.promises or self.gives)


def parts(partners, programmes, *, roles=(), promises=(), gives=()):
    """Every partner in every programme, so that an empty part can be seen.

    partners, programmes: names. roles, promises, gives: (partner, programme, words) each.
    Gives {programme: [Part of each partner, in the order of the alphabet]}.
    """
    told = {
        kind: _by_pair(rows)
        for kind, rows in (("roles", roles), ("promises", promises), ("gives", gives))
    }
    return {
        programme: [
            Part(
                partner,
                programme,
                *(tuple(told[kind].get((partner, programme), ())) for kind in told),
            )
            for partner in sorted(partners, key=str.lower)
        ]
        for programme in sorted(programmes, key=str.lower)
    }


def _by_pair(rows):
    found = {}
    for partner, programme, words in rows:
        held = found.setdefault((partner, programme), [])
        if words not in held:
            held.append(words)
    return found
