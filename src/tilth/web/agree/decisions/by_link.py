"""A voice by an emailed link: for a partner without an account, on a phone."""

from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.decisions import saying
from tilth.web.agree.decisions.ruling import SPEAKING
from tilth.web.agree.showing import page
from tilth.web.agree.standing import Standing
from tilth.web.house.drawing import day

THANKS = "What {partner} says is kept. Until voices close you can change it by the same link."


def letter(decision, partner):
    """What is asked of a partner."""
    until = f" Voices stay open until {day(decision.closes)} at least." if decision.closes else ""
    words = (
        f"{decision.body.name} asks for the voice of {partner.name} on this proposal of "
        f"{decision.proposer.name}:\n\n{decision.title}\n\n{decision.proposal}\n\n"
        f"Every partner has one voice, whatever its size. Nobody reads yours before they have "
        f"spoken.{until} Read more and say where you stand:"
    )
    return f"Your voice on {decision.ref}: {decision.title}", words


def shown(request, link, decision, form=None):
    """The proposal and the form, on one page."""
    form = form or saying.form_for(decision, link.partner, named=True)
    return page(
        request,
        "decisions/by_link",
        decision.title,
        decision=decision,
        partner=link.partner,
        form=form,
        speaking=decision.stage in SPEAKING,
        figures=[one.finding for one in decision.evidence.filter(removed=False)],
    )


def asked(request, link, decision):
    """The form as it was sent; remembered for the act."""
    form = saying.form_for(decision, link.partner, request.POST, named=True)
    form.on = day_of(request.place)
    return form


def done(by, link, decision, form):
    """Keep the voice."""
    who = {"name": form.cleaned_data["name"], "through": "link"}
    saying.say(Standing.for_by(by), decision, form.on, form, **who)
    return THANKS.format(partner=link.partner.name)
