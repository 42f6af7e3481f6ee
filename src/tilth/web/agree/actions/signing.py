"""Acts on what was put up for signature: signed, left with notice, ended."""

from tilth.agree.agreements.leaving import free_from
from tilth.web.agree import history
from tilth.web.agree.actions.agreements import LEADERS, clauses_of, mark, may_lead
from tilth.web.agree.agreements import force
from tilth.web.agree.models import Agreement, Signature, Version
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.drawing import day

OVER = ("lapsed", "ended", "left")
CHANGED = "The text has changed since you opened it. Read it again, then sign"


def may_sign(standing, partner):
    """They are from this partner, which has not left: one that was invited joins by signing."""
    own = standing.partner is not None and standing.partner.pk == partner.pk
    return own and standing.partner.state != "left"


@act
def sign(standing, version, partner, *, name, title="", seen, on, through="page"):
    """A partner signs a version. seen: `mark` of the text as the signer read it."""
    refuse("" if may_sign(standing, partner) else "Only somebody from that partner can sign for it")
    version = locked(Version, version.pk)
    refuse(why_not_sign(version, partner, on))
    refuse(CHANGED if mark(version) != seen else "")
    name = " ".join(name.split())
    refuse("" if name else "Type your name to sign")
    signature = Signature.objects.create(
        version=version, partner=partner, person=standing.by.person, name=name, title=title, on=on
    )
    words = f"{partner.name} signed version {version.number}: {name}{', ' + title if title else ''}"
    told = {"name": name, "through": through, "after": {"partner": partner.slug}}
    history.told(standing.by, version.agreement, "signed", words, **told)
    return signature


def why_not_sign(version, partner, on):
    """Why a partner cannot sign a version, in words; '' where it can."""
    if version.since is None:
        return "It is still being written. Nobody can sign it yet"
    if partner.slug not in clauses_of(version).parties:
        return f"{partner.name} is not a party of this agreement"
    mine = version.signatures.filter(partner=partner).first()
    if mine is not None and mine.withdrawn is not None:
        return f"{partner.name} took its signature back. It can sign the next version"
    if mine is not None:
        return f"{partner.name} has signed already"
    if force.state_alone(version, on) in OVER:
        return "It is over. Write a new version to renew it"
    later = version.agreement.versions.filter(number__gt=version.number, since__isnull=False)
    return "A later version has been put up for signature. Sign that one" if later.exists() else ""


@act
def leave(standing, version, partner, *, reason, on, wished=None):
    """A partner takes its signature back, with the notice it agreed to; gives the Signature.

    wished: a later day than the notice asks for.
    """
    own = may_sign(standing, partner) or standing.keeps
    refuse("" if own else "Only somebody from that partner can take its signature back")
    refuse("" if reason.strip() else "Say why, so that the others can learn from it")
    version = locked(Version, version.pk)
    signature = version.signatures.filter(partner=partner).first()
    refuse("" if signature else f"{partner.name} has not signed")
    refuse(f"{partner.name} has taken it back already" if signature.withdrawn else "")
    refuse("It is over already" if force.state_alone(version, on) in OVER else "")
    signature.withdrawn = free_from(clauses_of(version), on, wished=wished)
    signature.save(update_fields=["withdrawn"])
    behalf = "" if may_sign(standing, partner) else f"On behalf of {partner.name}. "
    words = f"{partner.name}, free from {day(signature.withdrawn)}: {behalf}{reason}"
    told = {"partner": partner.slug, "from": signature.withdrawn.isoformat()}
    history.told(standing.by, version.agreement, "gave notice", words, after=told)
    return signature


@act
def end(standing, agreement, *, reason, on):
    """End an agreement before its last day: from this moment no version of it holds."""
    refuse("" if may_lead(standing) else LEADERS)
    refuse("" if reason.strip() else "Say why it ends")
    agreement = locked(Agreement, agreement.pk)
    open_ = [one for one in agreement.versions.exclude(since=None) if _still(one, on)]
    refuse("" if open_ else "Nothing of it is in force or waits for signatures")
    for version in open_:
        history.changed(standing.by, version, "ended", reason, until=on, ended_because=reason)
    history.told(standing.by, agreement, "ended", reason)


def _still(version, on):
    return force.state_alone(version, on) not in OVER
