"""The listening log: listen first, write down what was heard, then propose."""

from django.http import Http404
from django.views.decorators.http import require_POST, require_safe

from tilth.web.agree.actions import ties
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_name
from tilth.web.agree.models import Body, Partner, Role
from tilth.web.agree.network import listened, records
from tilth.web.agree.network.forms import Conversation
from tilth.web.agree.network.survey import answers, round_table
from tilth.web.agree.showing import page
from tilth.web.agree.standing import Standing
from tilth.web.house.answering import tried
from tilth.web.house.models import Person

HERE = "/agree/map/listening/"
SHOWN = 60  # entries on the page at most


@require_safe
@round_table
def shown(request):
    """What to ask first, whom to hear next, and what was heard."""
    return _page(request, None)


@require_POST
@round_table
def keep(request):
    """Write down a conversation."""
    standing, today = Standing.of(request), day_of(request.place)
    if not answers(standing):
        raise Http404
    form = Conversation(request.place, whom(standing.partner), request.POST)
    if not form.is_valid():
        return _page(request, form)
    return tried(
        request,
        HERE,
        lambda: ties.converse(standing, standing.partner, today=today, **form.cleaned_data),
        "It is written down. Thank you for listening first.",
    )


def _page(request, form):
    standing, today = Standing.of(request), day_of(request.place)
    partner, may = standing.partner, answers(standing)
    if may and form is None:
        form = Conversation(request.place, whom(partner), initial={"on": today.isoformat()})
    found = listened.entries(standing)
    since = listened.first_met(records.standing_ties())
    names = names_of(found)
    return page(
        request,
        "network/listening",
        "Listening",
        crumbs=(("Map", "/agree/map/"),),
        prompts=listened.PROMPTS,
        partner=partner,
        form=form if may else None,
        not_heard=listened.not_heard(partner, today) if partner else [],
        entries=[entry(tie, names, since, partner, today, request.place) for tie in found[:SHOWN]],
        more=max(0, len(found) - SHOWN),
    )


def whom(partner):
    """Who can be listened to: residents, partners, structures and people with a part, by name."""
    others = Partner.objects.exclude(pk=partner.pk).exclude(state="left").order_by("name")
    bodies = Body.objects.order_by("name")
    known = Role.objects.filter(person__isnull=False).exclude(expert=True, consented=None)
    people = Person.objects.filter(pk__in=known.values("person")).order_by("name")
    return [
        (ties.RESIDENTS, "Residents"),
        *((one.key, one.name) for one in others),
        *((one.key, one.name) for one in bodies),
        *(
            (f"person:{one.ref}", f"{one.name} (only your own partner reads this)")
            for one in people
        ),
    ]


def names_of(found):
    """{key: name} of everyone in the entries."""
    names = {one.key: one.name for one in Partner.objects.all()}
    names |= {one.key: one.name for one in Body.objects.all()}
    refs = [tie.other.removeprefix("person:") for tie in found if tie.other.startswith("person:")]
    names |= {f"person:{one.ref}": one.name for one in Person.objects.filter(ref__in=refs)}
    return names | {ties.RESIDENTS: "Residents"}


def entry(tie, names, since, partner, today, place):
    """One conversation as it is shown."""
    met = since.get(tuple(sorted((tie.one, tie.other))))
    return {
        "number": tie.pk,
        "on": tie.on,
        "one": names.get(tie.one, "Somebody"),
        "other": names.get(tie.other, "Somebody"),
        "topic": tie.topic,
        "words": tie.words,
        "where": area_name(place, tie.area),
        "since": met if met and listened.between_partners(tie) else None,
        "years": (today - met).days // 365 if met else None,
        "mine": partner is not None and tie.one == partner.key,
        "own_only": tie.other.startswith("person:"),
    }
