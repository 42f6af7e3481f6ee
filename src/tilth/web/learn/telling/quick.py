"""One box and one button: what we are proud of, a small change, something noticed, an idea."""

import uuid

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from tilth.ground.errors import AgreementError
from tilth.learn.telling import plain
from tilth.learn.words import QUICK
from tilth.web.house.access import ANYONE, route
from tilth.web.house.errors import page as error_page
from tilth.web.learn.actions import telling as acts
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import page
from tilth.web.learn.telling.crowding import crowded
from tilth.web.learn.telling.fields import Words, ticks
from tilth.web.learn.telling.forms import READERS
from tilth.web.learn.telling.holding import held_one, hold, sent_before
from tilth.web.learn.telling.pages import TELL, kept
from tilth.web.learn.telling.reading import about_of, readers_in
from tilth.web.learn.visible import own_stories

ASKS = {
    "pride": ("What are you most proud of?", "Something that is happening here: new, better, or "
              "simply good."),
    "small change": ("What small thing made a difference?", "A little can do a lot."),
    "field note": ("What did you notice?", "Something seen or heard. It is for yourself first."),
    "recognition": ("Who made change happen, and why do you admire them?", "Ask them before you "
                    "let others read their name."),
    "idea": ("If you could change one thing, what would it be?", "Anybody may say it. It can "
             "become part of the plan."),
}  # fmt: skip
NAMES = {"pride": "Something we are proud of", "small change": "A small change",
         "field note": "A field note", "recognition": "Somebody who made change happen",
         "idea": "The one thing you would change"}  # fmt: skip


class Quick(forms.Form):
    """One box."""

    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    about = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    for_ = ticks("Who may read it?", READERS, "Tick none and it is for you alone.")

    def __init__(self, *told, kind, **more):
        super().__init__(*told, label_suffix="", auto_id="t-%s", **more)
        label, hint = ASKS[kind]
        self.fields["words"] = Words(
            label, hint, most=plain.MOST, required=True,
            error_messages={"required": "Write a few words."},
        )  # fmt: skip


@require_http_methods(["GET", "POST"])
@route(level="D0", purpose="plan", roles=ANYONE)
def quick(request):
    """Told in under a minute; for oneself alone unless others are ticked."""
    kind = (request.POST.get("type") or request.GET.get("type") or "pride").replace("-", " ")
    if kind == "offer":
        return redirect("/tell/offer/")
    if kind not in QUICK:
        raise Http404
    standing = reader_of(request)
    about = about_of(request.POST.get("about") or request.GET.get("about") or "", standing)
    if request.method == "GET":
        begun = {"uid": uuid.uuid4(), "about": about.key if about else ""}
        return _form(request, Quick(kind=kind, initial=begun), kind, about)
    form = Quick(request.POST, kind=kind)
    if not form.is_valid():
        return _form(request, form, kind, about)
    lost = sent_before(request, form.cleaned_data["uid"])
    if lost is not None:
        return redirect(f"/tell/{lost.slug}/")
    if crowded(request):
        return error_page(request, 429)
    told = {"type": kind, "words": form.cleaned_data["words"]}
    told |= {"about": about.key if about else "", **readers_in(form.cleaned_data["for_"])}
    try:
        story = told_at_once(standing.by, told, form.cleaned_data["uid"])
    except AgreementError as error:
        form.add_error(None, f"{error.what}.")
        return _form(request, form, kind, about)
    hold(request, story)
    return kept(request, story)


def told_at_once(by, told, uid):
    """A telling begun and sent in one; gives the Story."""
    return acts.send(by, acts.begin(by, told, uid=uid))


def _form(request, form, kind, about):
    told = {"form": form, "kind": kind, "kinds": NAMES, "about": about}
    return page(request, "telling/quick", NAMES[kind], crumbs=[TELL], **told)


@require_http_methods(["GET", "POST"])
@route(level="D0", purpose="plan", roles=ANYONE)
def notes(request):
    """The field notes of whoever is signed in: a journal for themselves."""
    standing = reader_of(request)
    signed_in = standing.by.person is not None
    form = Quick(request.POST or None, kind="field note", initial={"uid": uuid.uuid4()})
    if request.method == "POST" and signed_in and form.is_valid():
        told = {"type": "field note", "words": form.cleaned_data["words"]}
        told_at_once(standing.by, told, form.cleaned_data["uid"])
        messages.success(request, "Noted. Only you can read it.")
        return redirect("/tell/notes/")
    found = own_stories(standing).filter(type="field note")
    told = {"form": form, "notes": found, "signed_in": signed_in}
    return page(request, "telling/notes", "Field notes", crumbs=[TELL], **told)


@require_POST
@route(level="D0", purpose="plan", roles=ANYONE)
def grow(request, slug):
    """Make a story of something told quickly: the same words, and room for more."""
    story = held_one(request, slug)
    if story.type not in QUICK:
        raise Http404
    acts.change(reader_of(request).by, story, {"type": "story"})
    return redirect(f"/tell/{slug}/change/")
