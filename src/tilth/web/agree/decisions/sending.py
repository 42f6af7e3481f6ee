"""What is sent from a decision's page: each an act, and back to the page with what came of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from tilth.ground.errors import AgreementError
from tilth.web.agree import emailed
from tilth.web.agree.actions import closing, decisions
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.decisions import forms, papers, saying
from tilth.web.agree.decisions.ruling import SPEAKING, ruling
from tilth.web.agree.models import Decision, Evidence
from tilth.web.agree.showing import page
from tilth.web.agree.standing import KEEPERS, ROUND, SPEAKERS, Standing
from tilth.web.house.access import route
from tilth.web.house.answering import sent, tried

round_table = route(level="D1", purpose="plan", roles=ROUND)


def _words(label, *, required=True):
    return lambda request, one: forms.Words(label, request.POST, required=required)


def _words_act(act):
    return lambda standing, one, told, on: act(standing, one, told["words"])


# what -> (the form, the act, what is said, where on the page to go back to)
ACTS = {
    "ask": (
        _words("Your question"), _words_act(decisions.ask), "Your question is asked.", "questions",
    ),
    "answer": (
        _words("Your answer"), _words_act(decisions.answer), "Your answer is kept.", "questions",
    ),
    "react": (
        _words("What you think"), _words_act(decisions.react),
        "What you think is kept. You can read the others now.", "reactions",
    ),
    "change": (
        lambda request, one: forms.Change(request.POST),
        lambda standing, one, told, on: decisions.propose_change(standing, one, **told),
        "Your wording is put forward.", "amended",
    ),
    "option": (
        lambda request, one: forms.Option(request.POST),
        lambda standing, one, told, on: decisions.add_option(standing, one, **told),
        "The option is there for all to weigh.", "options",
    ),
    "criteria": (
        lambda request, one: forms.Criteria(request.POST),
        lambda standing, one, told, on: decisions.change(standing, one, **told),
        "Options are weighed by these now.", "options",
    ),
    "open": (
        lambda request, one: forms.Opening(request.POST),
        lambda standing, one, told, on: decisions.open_decision(standing, one, on, **told),
        "It is open. Every partner can see it and ask.", "stages",
    ),
    "move": (
        lambda request, one: forms.Stage(request.POST),
        lambda standing, one, told, on: decisions.move(standing, one, told["stage"]),
        "It has moved on.", "stages",
    ),
    "withdraw": (
        _words("Why it is taken back"), _words_act(closing.withdraw), "It is taken back.", "stages",
    ),
    "review": (
        lambda request, one: forms.Review(request.POST),
        lambda standing, one, told, on: closing.set_review(standing, one, told["review"]),
        "The day is set.", "review",
    ),
    "look": (
        lambda request, one: forms.Look(request.POST),
        lambda standing, one, told, on: closing.reviewed(
            standing, one, told["words"], again=told["again"]
        ),
        "What you found is kept.", "review",
    ),
    "close": (
        _words("What was decided", required=False),
        lambda standing, one, told, on: closing.close(standing, one, on, told["words"]),
        "It is closed, and every voice can be read.", "outcome",
    ),
}  # fmt: skip


def back_to(ref, part=""):
    """The page of a decision, at one of its parts."""
    return f"/agree/decisions/{ref}/" + (f"#{part}" if part else "")


@require_POST
@round_table
def act(request, ref, what):
    """One of ACTS."""
    if what not in ACTS:
        raise Http404
    form, do, said, part = ACTS[what]
    one = get_object_or_404(Decision, ref=ref)
    standing, on = Standing.of(request), day_of(request.place)

    def done(told):
        do(standing, one, told, on)

    return sent(request, form(request, one), back_to(ref, part), done, said)


@require_POST
@round_table
def full_way(request, ref):
    """A light decision goes through every stage."""
    one, on = get_object_or_404(Decision, ref=ref), day_of(request.place)
    standing = Standing.of(request)
    said = "It goes through every stage now."
    return tried(request, back_to(ref), lambda: decisions.take_full_way(standing, one, on), said)


@require_POST
@round_table
def accept(request, ref, number):
    """Take up a wording another partner put forward."""
    one, standing = get_object_or_404(Decision, ref=ref), Standing.of(request)
    return tried(
        request,
        back_to(ref, "amended"),
        lambda: decisions.accept_change(standing, one, number),
        "It reads so now. Partners who spoke before are asked to say if they stand by it.",
    )


@require_POST
@round_table
def drop(request, ref):
    """Take an option out of a draft."""
    one, standing = get_object_or_404(Decision, ref=ref), Standing.of(request)
    name = request.POST.get("name", "")
    return tried(
        request,
        back_to(ref, "options"),
        lambda: decisions.drop_option(standing, one, name=name),
        "The option is out.",
    )


@require_POST
@route(level="D1", purpose="plan", roles=SPEAKERS)
def say(request, ref):
    """A partner's one voice. Mistakes are told beside what was written, so that nothing is lost."""
    one, standing = get_object_or_404(Decision, ref=ref), Standing.of(request)
    if standing.partner is None:
        raise Http404
    form = saying.form_for(one, standing.partner, request.POST, auto_id="voice-%s")
    if form.is_valid():
        try:
            saying.say(standing, one, day_of(request.place), form)
        except AgreementError as error:
            form.add_error(None, f"{error.what}.")
        else:
            said = "What your partner says is kept. You can change it until it closes."
            messages.success(request, said)
            return redirect(back_to(ref, "voices"))
    crumbs = [("Decisions", "/agree/decisions/"), (ref, back_to(ref))]
    title = f"Your voice on {ref}"
    return page(request, "decisions/say", title, crumbs=crumbs, form=form, decision=one)


@require_POST
@round_table
def keep(request, ref):
    """Keep a figure with a decision, as it stands today."""
    one, standing = get_object_or_404(Decision, ref=ref), Standing.of(request)
    form = papers.keep_form(request, request.POST)
    if form is None:
        raise Http404

    def do(told):
        closing.freeze(standing, one, day_of(request.place), **papers.taken(request, told))

    return sent(request, form, back_to(ref, "figures"), do, "The figure is kept as it is today.")


@require_POST
@round_table
def leave_out(request, ref, number):
    """No longer show a figure."""
    one = get_object_or_404(Evidence, pk=number, decision__ref=ref)
    standing = Standing.of(request)
    form = forms.Words("Why it is left out", request.POST)

    def do(told):
        closing.leave_out(standing, one, told["words"])

    return sent(request, form, back_to(ref, "figures"), do, "The figure is left out.")


@require_POST
@route(level="D1", purpose="plan", roles=KEEPERS)
def ask_them(request, ref):
    """Ask by email those who have not spoken: one letter a partner, never every day."""
    one, standing = get_object_or_404(Decision, ref=ref), Standing.of(request)
    found = ruling(one, day_of(request.place))
    why = found.why or ("" if one.stage in SPEAKING else "Voices are not open at this stage")
    if why:
        messages.error(request, f"{why}.")
        return redirect(back_to(ref, "voices"))
    silent = [p for p in found.partners if p.slug in found.outcome.silent]
    asked = emailed.send(standing.by, one, silent, "voice", site=emailed.site_of(request))
    names = [partner.name for partner, wrong in asked if not wrong]
    if names:
        messages.success(request, f"A letter went to {', '.join(names)}.")
    for _, wrong in asked:
        if wrong:
            messages.error(request, f"{wrong}.")
    if not asked:
        messages.success(request, "Everyone has spoken.")
    return redirect(back_to(ref, "voices"))
