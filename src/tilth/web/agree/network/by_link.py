"""The light survey by an emailed link: for a partner without an account, on a phone."""

from tilth.agree.network.seen import AGREED
from tilth.web.agree.actions import ties
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.network.forms import AllAnswers
from tilth.web.agree.network.survey import others_of
from tilth.web.agree.showing import page
from tilth.web.agree.standing import Standing

THANKS = "What {partner} says is kept. Thank you for telling how it is."


def letter(record, partner):
    """What is asked of a partner."""
    words = (
        f"How does {partner.name} stand to the other partners? Six short questions about each, "
        f"and every one may be skipped. It takes a few minutes.\n\n{AGREED}\n\n"
        "Answer here:"
    )
    return "How you stand to the other partners", words


def shown(request, link, record, form=None):
    """The questions about every other partner, on one page."""
    form = form or AllAnswers(others_of(link.partner))
    title = f"How {link.partner.name} stands to the others"
    told = {"form": form, "partner": link.partner, "agreed": AGREED}
    return page(request, "network/by_link", title, **told)


def asked(request, link, record):
    """The form as it was sent."""
    form = AllAnswers(others_of(link.partner), request.POST)
    form.on = day_of(request.place)
    return form


def done(by, link, record, form):
    """Keep what was answered."""
    standing = Standing.for_by(by)
    who = {"name": form.cleaned_data["name"], "through": "link"}
    ties.say(standing, link.partner, form.answers(), on=form.on, **who)
    return THANKS.format(partner=link.partner.name)
