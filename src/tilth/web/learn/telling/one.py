"""What somebody told, to look after: changed, shown to more or fewer, taken back."""

from django.contrib import messages
from django.contrib.auth.hashers import check_password, make_password
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.ground.errors import AgreementError
from tilth.learn.telling import code_words
from tilth.learn.telling.consent import CALLED_BACK
from tilth.learn.words import TYPES
from tilth.web.house.access import ANYONE, route
from tilth.web.house.answering import tried
from tilth.web.house.errors import page as error_page
from tilth.web.house.models import SignInTry
from tilth.web.house.signing.tries import OWN, too_many
from tilth.web.learn.actions import moderating
from tilth.web.learn.actions.waiting import waiting, with_waiting
from tilth.web.learn.actions.withdrawing import withdraw
from tilth.web.learn.models import Story
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import page
from tilth.web.learn.telling.holding import held_by, held_one, hold, let_go
from tilth.web.learn.telling.pages import TELL, sees, with_code
from tilth.web.learn.telling.shown import shown

WRONG = "These words and that story do not belong together. Look at both once more."
NOBODYS = make_password(None)  # for an address nobody has: it takes as long as a wrong word
STATES = {
    "draft": "Kept for later. Nobody else can read it.",
    "sent": "Sent. Somebody looks at it before others read it.",
    "returned": "It came back to you with a question.",
    "published": "Those you chose can read it.",
    "declined": "It is not shown to others. The reason is below.",
}
AS_IT_WAS = {
    False: "Those you chose read it as it was. What is new in it is looked at first.",
    True: "Those you chose read it as it was. What is new in it came back to you with a question.",
}
"""What is said of a published story with something new; by whether that came back."""


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE)
def one(request, slug):
    """One telling of theirs: how it stands, who reads it, and taking it back."""
    story = held_one(request, slug)
    kept = story.copies.exclude(how__in=CALLED_BACK)
    told = {"story": story, "one": shown(request, story), "sees": sees(story, reader_of(request))}
    told |= {"says": STATES[story.state], "kind": TYPES[story.type], "copies": kept}
    told["proposed"] = [proposed(each) for each in moderating.proposals(story)]
    held = waiting(story)
    if held is not None:
        new = with_waiting(story)
        told |= {"new": shown(request, new, new=True), "new_sees": sees(new, reader_of(request))}
        told |= {"says": AS_IT_WAS[held.agreed is False], "came_back": held.agreed is False}
    elif story.state == "published" and not story.audiences:
        told["says"] = "Kept. Only you can read it."
    return page(request, "telling/one", "What you told", crumbs=[TELL], **told)


def proposed(edition):
    """Other words that somebody proposed, part by part, for its teller to agree to or not."""
    story, parts = edition.story, []
    for name, value in edition.told.items():
        if name == "answers":
            was = story.answers
            parts += [(one, was.get(one, ""), new) for one, new in value.items()
                      if new != was.get(one)]  # fmt: skip
        else:
            parts.append((name, getattr(story, name), value))
    names = {"words": "In your own words", "barriers": "What is not working"}
    parts = [(names.get(name, name.replace("_", " ").capitalize()), was, new)
             for name, was, new in parts]  # fmt: skip
    return {"number": edition.pk, "why": edition.why, "parts": parts}


@require_POST
@route(level="D0", purpose="plan", roles=ANYONE)
def words(request, slug, number):
    """Agree to the words somebody proposed, or keep one's own."""
    story = held_one(request, slug)
    edition = get_object_or_404(story.editions, pk=number)
    yes = "yes" in request.POST
    said = "Those words are used now." if yes else "Your words stay as they are."
    by, at = reader_of(request).by, f"/tell/{slug}/"
    return tried(request, at, lambda: moderating.answer_edit(by, story, edition, yes), said)


@require_POST
@route(level="D0", purpose="plan", roles=ANYONE)
def back(request, slug):
    """Take it back, whole and at once."""
    return taken_back(request, held_one(request, slug))


def taken_back(request, story):
    """What is said once a telling was taken back."""
    try:
        gone = withdraw(reader_of(request).by, story)
    except AgreementError:
        raise Http404 from None
    title = "It is taken back"
    return page(request, "telling/gone", title, crumbs=[TELL], gone=gone, slug=story.slug)


@require_POST
@route(level="D0", purpose="plan", roles=ANYONE)
def code(request, slug):
    """New code words, for somebody who lost the first before they closed the page."""
    return with_code(request, held_one(request, slug))


@require_POST
@route(level="D0", purpose="plan", roles=ANYONE)
def forget(request):
    """This browser knows of no telling any more."""
    let_go(request)
    messages.success(request, "This browser has forgotten what was told in it.")
    return redirect("/tell/")


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE)
def mine(request):
    """All that somebody told: with their account, or in this browser just now."""
    found = list(held_by(request).order_by("-told", "-pk"))
    rows = [{"one": one, "says": _in_short(one)} for one in found]
    return page(request, "telling/mine", "What you told", crumbs=[TELL], rows=rows)


def _in_short(story):
    held = waiting(story)
    if held is not None:
        return AS_IT_WAS[held.agreed is False]
    if story.state == "published" and not story.audiences:
        return "Only you can read it."
    return STATES[story.state]


@require_http_methods(["GET", "POST"])
@route(level="D0", purpose="plan", roles=ANYONE)
def again(request):
    """Come back with code words: to change what was told, or to take it back at once."""
    slug = _slug(request.POST.get("story") or request.GET.get("story") or "")
    told = {"slug": slug, "wrong": ""}
    if request.method == "POST":
        if too_many(request, f"story {slug}"):
            return error_page(request, 429)
        story = _opened(slug, request.POST.get("code", ""))
        if story is not None:
            _forget_tries(request)
            hold(request, story)
            if "back" in request.POST:
                return taken_back(request, story)
            return redirect(f"/tell/{story.slug}/")
        told["wrong"] = WRONG
    return page(
        request, "telling/again", "Change or take back what you told", crumbs=[TELL], **told
    )


def _slug(told):
    """The name of a story from its address, or as it is."""
    told = told.strip().split("?story=")[-1].split("?")[0].split("#")[0].rstrip("/")
    return told.rsplit("/", 1)[-1][:60].lower()


def _opened(slug, typed):
    story = Story.objects.filter(slug=slug, origin="").exclude(state="withdrawn").first()
    kept = story.code if story is not None and story.code else NOBODYS
    right = check_password(code_words.as_typed(typed), kept)
    return story if right else None


def _forget_tries(request):
    SignInTry.objects.filter(pk__in=request.session.pop(OWN, ())).delete()
