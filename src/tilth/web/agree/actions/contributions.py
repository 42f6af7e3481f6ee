"""What partners put in, corrected and withdrawn, and money into and out of a fund."""

from django.db.models import Sum

from tilth.agree.levels import fund as funds
from tilth.agree.words import CURRENCIES, GIVING
from tilth.web.agree import history
from tilth.web.agree.issues.short import too_soon
from tilth.web.agree.levels.reading import CHANGED, CORRECTED, HAPPENED, givens
from tilth.web.agree.models import Body, Contribution
from tilth.web.house.acts import act, locked, refuse

FUND_CORRECTED, FUND_WITHDRAWN = "corrected the fund", "withdrew from the fund"


def may_give(standing, partner):
    """Whether somebody may write down what a partner gives: its own people, and who keeps."""
    return standing.keeps or standing.speaks_for(partner)


def _must(standing, partner):
    refuse("" if may_give(standing, partner) else f"Only somebody from {partner.name} can do this")


@act
def give(standing, *, partner, currency, type, since, amount=None, at=None, **told):
    """A partner puts something in; gives the Contribution.

    told: until, words, to_body, to_partner, layer, area, running.
    """
    _must(standing, partner)
    refuse("A partner that has left puts nothing in" if partner.state == "left" else "")
    refuse("" if currency in CURRENCIES else f"{currency} is nothing that is counted here")
    refuse("" if type in GIVING else f"{type} is no way of giving")
    body = told.get("to_body")
    refuse("Put money into a fund at its own page" if body and body.type == "fund" else "")
    told = {name: value for name, value in told.items() if value is not None}
    made = Contribution(
        partner=partner, currency=currency, type=type, since=since, amount=amount, **told
    )
    refuse(_why_not(made))
    made.save()
    history.added(standing.by, made, "put in", told.get("words", ""), at=at)
    return made


def _why_not(one):
    """Why a contribution cannot be as it is; '' where it can."""
    if one.amount is not None and one.amount < 0:
        return "Nobody gives less than nothing"
    if one.until is not None and one.until < one.since:
        return "The last day must not come before the first"
    if one.type == "grant" and one.to_partner_id is None:
        return "A grant goes to a partner. Say which"
    if one.to_partner_id is not None and one.to_partner_id == one.partner_id and not one.out:
        return "Nobody gives a grant to itself"
    return ""


@act
def correct(standing, contribution, *, amount, words, since, until, why, day, how=CHANGED, at=None):
    """Less or more is given from now on, or what was written down wrongly is put right.

    day: today. how: `changed` holds to the notice that was agreed; `happened` tells of less that
    came without it, `corrected` of a mistake. Of both it shows where they took something away.
    """
    one = locked(Contribution, contribution.pk)
    _hold(one)
    _must_keep(standing, one)
    refuse("This was withdrawn" if one.withdrawn else "")
    refuse("Money in a fund's book has an amount" if _of_fund(one) and amount is None else "")
    refuse("" if amount is not None or words else "Say how much, or tell it in words")
    name = FUND_CORRECTED if _of_fund(one) else CORRECTED if how == CORRECTED else CHANGED
    told = {"amount": amount, "words": words, "since": since, "until": until}
    done = history.changed(standing.by, one, name, why, at=at, also=told)
    refuse("" if done else "Nothing in it is different")
    refuse(_why_not(one))
    _with_notice(one, done, how, day)
    _still_whole(one)
    if one.out:
        refuse(_over_decision(one))
    return one


def _with_notice(one, step, how, day):
    """Refuse that a partner gives less from today on where it agreed to say so long before."""
    refuse("" if how in (CHANGED, HAPPENED, CORRECTED) else "Say whether it changes or was so")
    early = too_soon(one, step, day) if how == CHANGED and not one.out else ""
    refuse(f"{early}. Set a later last day, or say that it has happened already" if early else "")


@act
def withdraw(standing, contribution, *, why, day, how=CHANGED, at=None):
    """A contribution is not given after all; its history stays. day, how: as in `correct`."""
    one = locked(Contribution, contribution.pk)
    _hold(one)
    _must_keep(standing, one)
    refuse("This was withdrawn already" if one.withdrawn else "")
    name = FUND_WITHDRAWN if _of_fund(one) else "withdrew"
    step = history.changed(standing.by, one, name, why, at=at, withdrawn=True)
    _with_notice(one, step, how, day)
    _still_whole(one)
    return one


def _must_keep(standing, one):
    """Money that left a fund is looked after by those who keep its book."""
    if one.out:
        refuse("" if standing.keeps else "Only the chair and the secretariat keep a fund's book")
    else:
        _must(standing, one.partner)


def _of_fund(one):
    return one.to_body is not None and one.to_body.type == "fund"


def _hold(one):
    """Nobody else changes the book of the fund meanwhile."""
    if _of_fund(one):
        locked(Body, one.to_body_id)


def entries(fund, *, without=None):
    """What came into a fund and left it, as values."""
    found = Contribution.objects.filter(to_body=fund, withdrawn=False, currency="cash")
    return givens(found.exclude(pk=without))


def _still_whole(one):
    """Refuse what would leave a fund with less than nothing on any day."""
    if _of_fund(one):
        day = funds.overspent(entries(one.to_body))
        refuse(f"The fund would hold less than nothing on {day.isoformat()}" if day else "")


@act
def put_in(standing, fund, *, partner, amount, since, words="", at=None):
    """A partner puts money into a fund."""
    held = locked(Body, fund.pk)
    refuse("" if held.type == "fund" else f"{held.name} is not a fund")
    _must(standing, partner)
    refuse("A partner that has left puts nothing in" if partner.state == "left" else "")
    refuse("" if amount > 0 else "Say how much, above nothing")
    made = Contribution.objects.create(
        partner=partner, to_body=held, currency="cash", type="pooled", amount=amount,
        since=since, words=words, layer=held.layer, area=held.area,
    )  # fmt: skip
    history.added(standing.by, made, "put into the fund", words, at=at)
    return made


@act
def take_out(standing, fund, *, to_partner, amount, decision, since, words="", at=None):
    """Money leaves a fund with a decision that was carried; never more than there is."""
    refuse("" if standing.keeps else "Only the chair and the secretariat keep a fund's book")
    held = locked(Body, fund.pk)
    refuse("" if held.type == "fund" else f"{held.name} is not a fund")
    refuse(
        funds.why_not_out(
            entries(held), on=since, amount=amount, decision=decided(decision),
            spent=spent_with(decision),
        )
    )  # fmt: skip
    made = Contribution.objects.create(
        partner=to_partner, to_partner=to_partner, to_body=held, currency="cash", type="grant",
        amount=amount, out=True, since=since, words=words, decision=decision, layer=held.layer,
        area=held.area,
    )  # fmt: skip
    history.added(standing.by, made, "took out of the fund", words, at=at)
    return made


def decided(decision):
    """What a fund asks of a decision; None where none is named."""
    if decision is None:
        return None
    carried = decision.stage == "closed" and decision.outcome == "carried"
    return {"carried": carried, "closed": decision.closed, "money": decision.money}


def spent_with(decision, *, without=None):
    """How much has left funds with a decision."""
    found = Contribution.objects.filter(decision=decision, out=True, withdrawn=False)
    found = found.exclude(pk=without)
    return found.aggregate(sum=Sum("amount"))["sum"] or 0 if decision else 0


def _over_decision(one):
    """Why money that left with a decision is more than it was about."""
    told = decided(one.decision)
    others = entries(one.to_body, without=one.pk)
    spent = spent_with(one.decision, without=one.pk)
    return funds.why_not_out(others, on=one.since, amount=one.amount, decision=told, spent=spent)
