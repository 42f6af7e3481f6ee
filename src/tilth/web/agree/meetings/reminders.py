"""Who would be told what, and why; sent when somebody presses, or by command, never by itself."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from tilth.agree.meetings.reminding import Waiting, letters
from tilth.web.agree.actions import reminders as act
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.commitments.waiting import asks_waiting, done_by
from tilth.web.agree.emailed import site_of
from tilth.web.agree.found import address
from tilth.web.agree.meetings import telling
from tilth.web.agree.models import Commitment, Decision, Item, Partner
from tilth.web.agree.showing import page
from tilth.web.agree.standing import KEEPERS, ROUND, SPEAKERS, Standing
from tilth.web.house.access import route
from tilth.web.house.models import Person

OPEN = ("questions", "reactions", "amended", "objections")
SOON = timedelta(days=14)
HERE = "/agree/meetings/reminders/"


def speakers():
    """(Person, Partner) of those who can be written to: here today, for a partner that joined."""
    partners = {one.slug: one for one in Partner.objects.filter(state="joined")}
    people = Person.objects.filter(is_active=True, partner__in=partners).exclude(email=None)
    people = people.exclude(email="").order_by("ref")
    return [(one, partners[one.partner]) for one in people if one.has_role(SPEAKERS)]


def unreached():
    """Partners that joined and have nobody who can be written to."""
    reached = {partner.pk for _, partner in speakers()}
    return Partner.objects.filter(state="joined").exclude(pk__in=reached).order_by("name")


def things_for(partner, on):
    """What waits for a partner: (key, words, address, by)."""
    silent = Decision.objects.filter(stage__in=OPEN).exclude(voices__partner=partner)
    for one in silent.order_by("closes", "pk"):
        yield one.key, f"Speak on {one.ref}, {one.title}", address(one), one.closes
    for one in asks_waiting(partner):
        said = f"Answer what was asked of you: {telling.short(one.words)}"
        yield one.key, said, address(one), one.due
    due = Commitment.objects.filter(done_by(partner), state__in=("growing", "stuck"))
    for one in due.filter(due__lte=on + SOON).order_by("due", "pk"):
        words = f"Your promise {one.ref} is due: {telling.short(one.words)}"
        yield one.key, words, address(one), one.due
    items = Item.objects.filter(partner=partner, removed=False, meeting__state="planned")
    for one in items.filter(meeting__on__gte=on).select_related("meeting__body"):
        if not one.front:
            words = f"Write the front sheet of your item for {one.meeting}"
            yield one.key, words, f"{address(one.meeting)}agenda/{one.pk}/", one.meeting.on


def letters_on(on):
    """[(Letter, Person, Partner)]: who would be told what on a day, and whether it goes."""
    people = {person.ref: (person, partner) for person, partner in speakers()}
    waiting = [
        Waiting(ref, key, words, at, by)
        for ref, (_, partner) in people.items()
        for key, words, at, by in things_for(partner, on)
    ]
    found = letters(waiting, act.sent_since(on), on=on)
    told = [(letter, *people[letter.person]) for letter in found]
    return sorted(told, key=lambda one: (one[2].name.casefold(), one[1].name.casefold()))


def send_all(standing, on, *, site, place):
    """Send every letter that goes today; gives [(person, partner, what came of it)]."""
    return [
        (
            person,
            partner,
            act.send(standing, letter, person, partner, on=on, site=site, place=place),
        )
        for letter, person, partner in letters_on(on)
        if letter.goes
    ]


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def reminders(request):
    """Who would be told what today: everybody for the secretariat, their own for the rest."""
    standing, on = Standing.of(request), day_of(request.place)
    told = letters_on(on)
    if not standing.keeps:
        told = [one for one in told if standing.partner and one[2].pk == standing.partner.pk]
    return page(
        request,
        "meetings/reminders",
        "Reminders",
        crumbs=telling.crumbs(),
        letters=[{"letter": letter, "person": person, "partner": partner}
                 for letter, person, partner in told],
        going=sum(1 for letter, _, _ in told if letter.goes),
        keeps=standing.keeps,
        unreached=list(unreached()) if standing.keeps else [],
        kept=settings.LETTERS_KEPT,
        once=act.ONCE,
    )  # fmt: skip


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def send(request):
    """Send today's letters."""
    site, on = site_of(request), day_of(request.place)
    done = send_all(Standing.of(request), on, site=site, place=request.place.name)
    went = sum(1 for _, _, what in done if what == "sent")
    if went < len(done):
        left = len(done) - went
        messages.error(request, f"{left} {'letter was' if left == 1 else 'letters were'} not sent.")
    messages.success(request, f"{went} {'letter' if went == 1 else 'letters'} sent.")
    return redirect(HERE)
