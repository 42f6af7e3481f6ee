"""What is sent to conversations: each its form, its act, and what is said of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from tilth.ground.errors import AgreementError
from tilth.web.agree.standing import Standing
from tilth.web.house.answering import sent
from tilth.web.learn.actions import talk as acts
from tilth.web.learn.models import Comment, Thread
from tilth.web.learn.reader import inside, own, reader_of
from tilth.web.learn.showing import keeping, public, round_table
from tilth.web.learn.talk import forms, limits
from tilth.web.learn.talk.records import talk_at, talkable

THANKS = "Thank you. Others can read it now."
WAITS = "Thank you. Somebody looks at it before others can read it."
KEEP = "Your code words are {code}. Write them down: with them you can take it back at any time."

LOOKING, LEADING = ("yes", "remove"), ("look-after", "close", "open")


def said(request, standing, found, to=None):
    """Say what was sent: (the form where it was refused, where to go next)."""
    form = forms.Say(request.POST, standing=standing)
    if not form.is_valid():
        return form, None
    told = dict(form.cleaned_data)
    try:
        made = _say(request, standing, found, told)
    except AgreementError as error:
        form.add_error(None, f"{error.what}.")
        return form, None
    return None, redirect(talk_at(found, made.pk if made.state == "published" else None))


def _say(request, standing, found, told):
    if not inside(standing) and limits.too_many(request):
        raise AgreementError(limits.TOO_MANY)
    made, code = acts.say(standing, found.key, **told)
    messages.success(request, THANKS if made.state == "published" else WAITS)
    if code:
        messages.success(request, KEEP.format(code=code.replace("-", " ")))
    return made


def _comment(number, standing):
    """A comment the reader may know of, and what it is about; Http404 where not."""
    one = get_object_or_404(Comment, pk=number)
    found = talkable(one.about, standing)
    if found is None:
        raise Http404
    return one, found


@require_POST
@public
def answer(request, number):
    """Answer one thing that was said."""
    standing = reader_of(request)
    one, found = _comment(number, standing)
    if one.state != "published" or not (one.looked or inside(standing)):
        raise Http404

    def do(told):
        _say(request, standing, found, {**told, "type": "answer", "to": one})

    return _sent(request, forms.Answer(request.POST), talk_at(found, one.pk), do)


@require_POST
@public
def back(request, number):
    """Take back what one said oneself, signed in."""
    standing = reader_of(request)
    one = get_object_or_404(Comment, pk=number)
    if not own(standing, one):
        raise Http404
    found = talkable(one.about, standing)
    at = talk_at(found) if found else "/learn/talk/"
    said_ = "It is gone. Nothing of it is kept."
    return sent(request, forms.forms.Form(request.POST), at,
                lambda _: acts.take_back(standing, one), said_)  # fmt: skip


@require_POST
@keeping
def look(request, number, what):
    """Let others read it, or remove it with a reason."""
    if what not in LOOKING:
        raise Http404
    standing = Standing.of(request)
    one, found = _comment(number, standing)
    at = "/learn/talk/waiting/" if one.state == "sent" else talk_at(found)
    if what == "yes":
        form, said_ = forms.forms.Form(request.POST), "Others can read it now."
        return sent(request, form, at, lambda _: acts.look(standing, one, True), said_)
    form, said_ = forms.Reason(request.POST), "Removed. Whoever said it is told why."
    return sent(request, form, at, lambda told: acts.remove(standing, one, told["words"]), said_)


@require_POST
@round_table
def lead(request, key, what):
    """Look after a conversation, close it with a reason, or open it again."""
    standing = Standing.of(request)
    if what not in LEADING or talkable(key, standing) is None:
        raise Http404
    at = f"/learn/talk/about/{key}/"
    if what == "look-after":
        form, said_ = forms.LookAfter(request.POST), "You look after this conversation."

        def do(told):
            acts.look_after(standing, key, rules=told["rules"])

        return sent(request, form, at, do, said_)
    if what == "close":
        form, said_ = forms.Reason(request.POST), "Closed. What was said stays."
        return sent(request, form, at, lambda told: acts.close(standing, key, told["words"]), said_)
    form, said_ = forms.forms.Form(request.POST), "It is open again."
    return sent(request, form, at, lambda _: acts.open_again(standing, key), said_)


def may_lead(standing, key):
    """Whether somebody may look after this conversation, close it or open it."""
    if not inside(standing):
        return False
    kept = Thread.objects.filter(about=key).first()
    free = kept is None or kept.facilitator_id is None
    return free or standing.keeps or kept.facilitator_id == standing.by.person.pk


def taken_back(request, form):
    """Take back by code words; None where the words are refused, which the form then says."""
    if limits.too_many(request):
        form.add_error(None, f"{limits.TOO_MANY}.")
        return None
    code = form.cleaned_data["words"]
    reason = acts.reason_for(code)
    try:
        acts.take_back_by_code(reader_of(request), code)
    except AgreementError as error:
        form.add_error("words", f"{error.what}.")
        return None
    was = f"It had been removed: {reason} " if reason else ""
    messages.success(request, f"{was}It is gone. Nothing of it is kept.")
    return redirect("/learn/talk/")


def _sent(request, form, at, do):
    """As answering.sent, where the act itself says what came of it."""
    if not form.is_valid():
        messages.error(request, "Write your answer in words.")
        return redirect(at)
    try:
        do(form.cleaned_data)
    except AgreementError as error:
        messages.error(request, f"{error.what}.")
    return redirect(at)
