"""Every act on a partner: invited, told anew in its own words, listening, joining, leaving."""

from tilth.agree.partners.membership import MOVES, why_not
from tilth.agree.partners.sectors import sectors
from tilth.web.agree import history
from tilth.web.agree.models import Partner
from tilth.web.agree.standing import SPEAKERS
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.addresses import free_slug

OWN = (
    "code",
    "type",
    "purpose",
    "strengths",
    "footprint",
    "other_names",
    "income",
    "staff",
    "legal",
    "email",
)
KEPT = ("name", "sector", "accountability", "layer", "formed", "since")


def is_of(standing, partner):
    """Whoever asks speaks for this partner, whether it has joined already or only listens."""
    own = standing.partner is not None and standing.partner.pk == partner.pk
    return own and standing.by.role in SPEAKERS and partner.state != "left"


def edits(standing, partner):
    """They may change what its page says."""
    return standing.keeps or is_of(standing, partner)


@act
def invite(standing, *, name, sector, state="invited", words="", **told):
    """A partner is asked to the table, or comes to listen; any partner that joined may ask one."""
    asks = standing.partner is not None and standing.speaks_for(standing.partner)
    asks = asks and standing.by.role in SPEAKERS
    may = standing.keeps or asks
    refuse("" if may else "Only a partner that has joined, the chair or the secretariat can invite")
    refuse("" if state in ("invited", "observing") else "A new partner is invited or listens first")
    there = Partner.objects.filter(name__iexact=name.strip()).first()
    refuse(f"{there.name} is there already" if there else "")
    fields = {field: told[field] for field in (*OWN, *KEPT) if told.get(field)}
    fields.setdefault("accountability", sectors()[sector].accountable)
    partner = Partner.objects.create(
        **fields | {"name": name.strip(), "sector": sector, "slug": _new_slug(name), "state": state}
    )
    history.added(
        standing.by, partner, MOVES["listen"].done if state == "observing" else "invited", words
    )
    return partner


def _new_slug(name):
    return free_slug(Partner, name, "partner", longest=40, taken=("new",))


@act
def tell(standing, partner, **told):
    """A partner says who it is, in its own words; sector and what it answers to, the keepers do."""
    partner = locked(Partner, partner.pk)
    refuse("" if edits(standing, partner) else f"Only somebody from {partner.name} can do this")
    may = (*OWN, *KEPT) if standing.keeps else OWN
    fields = {name: value for name, value in told.items() if name in may}
    return history.changed(standing.by, partner, "told who it is", also=fields)


@act
def move(standing, partner, name, *, reason=""):
    """It comes to listen, joins, leaves or is invited again."""
    partner = locked(Partner, partner.pk)
    told = {"keeps": standing.keeps, "own": is_of(standing, partner), "reason": reason}
    refuse(why_not(name, partner.state, closed=partner.successor_id is not None, **told))
    fields = {"state": MOVES[name].to, "state_reason": reason.strip()}
    return history.changed(standing.by, partner, MOVES[name].done, reason, **fields)


@act
def follow(standing, partner, successor, *, until, words):
    """An organisation ends and another takes its place; what it said and promised stays its own."""
    refuse("" if standing.keeps else "Only the chair or the secretariat can do this")
    partner = locked(Partner, partner.pk)
    after, seen = successor, {partner.pk}
    while after is not None:
        refuse("It cannot follow itself" if after.pk in seen else "")
        seen.add(after.pk)
        after = after.successor
    refuse("" if words.strip() else "Say why it ends")
    fields = {
        "successor": successor,
        "until": until,
        "state": "left",
        "state_reason": words.strip(),
    }
    return history.changed(standing.by, partner, "was followed by another", words, **fields)


@act
def read_in(by, plan):
    """Organisations of a list become partners, or change what a partner told; all of it or none."""
    done = []
    for one in plan:
        fields = {k: v for k, v in one.changes.items() if k != "successor"}
        if one.partner is None:
            told = {"slug": _new_slug(fields["name"]), **fields}
            told.setdefault("accountability", sectors()[fields["sector"]].accountable)
            partner = Partner.objects.create(**told)
            history.added(by, partner, "read from a list")
        else:
            partner = locked(Partner, one.partner.pk)
            history.changed(by, partner, "read from a list", also=fields)
        done.append((one, partner))
    _follow_each(by, done)
    return [partner for _, partner in done]


def _follow_each(by, done):
    """Who took whose place, now that everyone is there."""
    names = {
        name.lower(): one
        for one in Partner.objects.all()
        for name in (*one.other_names, one.slug, one.name)
    }
    for one, partner in done:
        after = one.changes.get("successor")
        if after:
            successor = names[after.lower()]
            refuse("It cannot follow itself" if successor.pk == partner.pk else "")
            history.changed(by, partner, "was followed by another", also={"successor": successor})
