"""One promise: its words, who for whom, what it asks of the reader, who answers, what happened."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from tilth.agree.commitments import moves
from tilth.agree.commitments.helping import could_help
from tilth.ground.errors import AgreementError
from tilth.web.agree import emailed
from tilth.web.agree.actions import commitments as acts
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.commitments import forms
from tilth.web.agree.commitments.answering import answers_to
from tilth.web.agree.commitments.items import item, seen_otherwise
from tilth.web.agree.commitments.listing import CRUMB, reading
from tilth.web.agree.commitments.values import WITH, last_told, promise
from tilth.web.agree.documents.trail import trail
from tilth.web.agree.models import Commitment, EmailedLink, Partner, Step
from tilth.web.agree.past import story
from tilth.web.agree.showing import page
from tilth.web.agree.standing import SPEAKERS, Standing
from tilth.web.house.access import route

writing = route(level="D1", purpose="plan", roles=SPEAKERS)
FORMS = {
    "yes": forms.Perhaps,
    "again": forms.Perhaps,
    "kept": forms.Evidence,
    "changed": forms.Change,
    "tell": forms.Tell,
    "move-day": forms.MoveDay,
    "share": forms.Share,
    "acknowledge": forms.Acknowledge,
    "otherwise": forms.Otherwise,
}
SAYS = {
    "tell": ("Say how it goes", "Nothing changes; others hear how it goes."),
    "move-day": ("Move the day", "The day before stays in the history, with your reason."),
    "share": ("Say who owns it with you", "Residents, a street, a group."),
    "acknowledge": ("We have seen it", "You acknowledge how it ended."),
    "otherwise": ("We see it otherwise", "Say how you see it. Nothing is acknowledged."),
}
LONGEST = 80  # letters of a heading
THANKS = "Saved. Everyone round the table can see it."


@require_safe
@reading
def commitment(request, ref):
    """The page of one promise."""
    return shown(request, _found(ref))


@require_POST
@writing
def act_on(request, ref, what):
    """One thing said of a promise; what was written stays on the page where it was refused."""
    one, standing = _found(ref), Standing.of(request)
    if what not in steps_of(one):
        raise Http404
    form = form_of(what)(request.POST, auto_id=f"{what}-%s")
    if form.is_valid():
        try:
            after = do(standing, one, what, form.cleaned_data, day_of(request.place))
        except AgreementError as error:
            form.add_error(None, f"{error.what}.")
        else:
            messages.success(request, THANKS)
            return redirect(f"/agree/commitments/{(after or one).ref}/")
    return shown(request, one, wrong=(what, form))


def do(standing, one, what, told, on):
    """Do what was asked; gives the promise to show next where it is another."""
    if what == "tell":
        return acts.tell(standing, one, **told)
    if what == "move-day":
        return acts.move_day(standing, one, **told)
    if what == "share":
        return acts.share(standing, one, **told)
    if what == "acknowledge":
        return acts.acknowledge(standing, one, on=on, **told)
    if what == "otherwise":
        return acts.see_otherwise(standing, one, **told)
    if what == "changed":
        return acts.change(standing, one, on=on, **told)
    return acts.move(standing, one, what.replace("-", " "), on=on, **told)


@require_POST
@writing
def ask_by_email(request, ref):
    """Ask by email: for an answer, or to acknowledge how it ended."""
    one, standing = _found(ref), Standing.of(request)
    told = asking(standing, one)
    if told is None:
        raise Http404
    whom, site = told["whom"], emailed.site_of(request)
    (_, why), *_ = emailed.send(standing.by, one, [whom], told["purpose"], site=site)
    if why:
        messages.error(request, f"{why}.")
    else:
        messages.success(request, f"{whom.name} was asked by email.")
    return redirect(f"/agree/commitments/{ref}/")


def shown(request, one, wrong=(None, None)):
    """The page, with a form that was refused in its place."""
    standing, today = Standing.of(request), day_of(request.place)
    value = promise(one, last_told().get(one.key))
    told = item(one, value, request.place, today)
    told["otherwise"] = one.ref in seen_otherwise()
    return page(
        request,
        "commitments/one",
        f"{one.ref}: {_short(one.words)}",
        crumbs=[CRUMB],
        one=told,
        record=one,
        steps=story(one, standing),
        forms=list(_forms(standing, one, *wrong)),
        lines=answers_to(one, request.place),
        longest=LONGEST,
        helps=_helps(one),
        instead_of=Commitment.objects.filter(became=one).first(),
        reviewed=[step.after for step in Step.objects.filter(about=one.key, act="reviewed")],
        names=dict(Partner.objects.values_list("slug", "name")),
        email=asking(standing, one),
        trail=trail(one.key, standing),
        onwards=_onwards(one),
    )


def _onwards(one):
    """What a promise that grows from this one begins with: nobody is done because one was kept."""
    told = {"words": f"After {one.ref}: ", "area": one.area, "layer": one.layer}
    told |= {"made_to": one.made_to.slug} if one.made_to else {}
    return told | ({"programme": one.programme.slug} if one.programme else {})


def _found(ref):
    return get_object_or_404(Commitment.objects.select_related(*WITH), ref=ref)


def steps_of(one):
    """What may be done from the state it is in: name in the address -> (button, hint, whose)."""
    found = {
        name.replace(" ", "-"): (move.says, move.means, move.by)
        for name, move in moves.open_to(one.state).items()
    }
    if one.state in ("growing", "stuck"):
        found["tell"] = (*SAYS["tell"], moves.DOER)
    if one.state in ("asked", "growing", "stuck"):
        found["move-day"] = (*SAYS["move-day"], moves.DOER)
        found["share"] = (*SAYS["share"], moves.DOER)
    if one.state in ("kept", "changed", "let go") and one.seen is None:
        found["acknowledge"] = (*SAYS["acknowledge"], "receiver")
        found["otherwise"] = (*SAYS["otherwise"], "receiver")
    return found


def form_of(what):
    """The form of a step."""
    return FORMS.get(what, forms.Reason)


def _forms(standing, one, wrong, bound):
    for what, (says, hint, whose) in steps_of(one).items():
        heard = whose == "receiver"
        able = acts.may_acknowledge(standing, one) if heard else acts.may(standing, whose, one)
        if able or what == wrong:
            form = bound if what == wrong else form_of(what)(auto_id=f"{what}-%s")
            yield {"what": what, "says": says, "hint": hint, "form": form, "open": what == wrong}


def _helps(one):
    """Partners whose strengths could help with what is open, apart from those who hold it."""
    if one.state not in ("asked", "growing", "stuck"):
        return []
    able = {p.name: p.strengths for p in Partner.objects.filter(state="joined")}
    slugs = dict(Partner.objects.values_list("name", "slug"))
    own = {p.name for p in (acts.doer(one),) if p}
    return [(name, slugs[name], fit) for name, fit in could_help(one.words, able, not_these=own)]


def asking(standing, one):
    """Whom the reader may ask by email, for what, and whether they were; None where nobody."""
    if one.state == "asked":
        whose, purpose, whom = moves.MAKER, "answer", one.made_to
    elif one.state in ("kept", "changed", "let go") and one.seen is None:
        whose, purpose, whom = moves.DOER, "acknowledge", acts.receiver(one)
    else:
        return None
    if whom is None or not acts.may(standing, whose, one):
        return None
    sent = EmailedLink.objects.filter(about=one.key, purpose=purpose).first()
    why_not = emailed.why_not(one, whom, purpose)
    return {"whom": whom, "purpose": purpose, "why_not": why_not, "sent": sent}


def _short(words, most=LONGEST):
    first = " ".join(words.split())
    return first if len(first) <= most else f"{first[: most - 1].rsplit(' ', 1)[0]}…"
