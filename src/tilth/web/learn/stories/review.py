"""What waits for the chair or the secretariat: oldest first, each with its hints and its age."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tilth.learn.stories.lines import closed, line
from tilth.learn.stories.risks import marked, risks
from tilth.learn.words import AUDIENCES, STATES, TYPES
from tilth.web.agree.models import Step
from tilth.web.agree.past import story as past_of
from tilth.web.agree.standing import Standing
from tilth.web.house.answering import done
from tilth.web.learn.actions import moderating
from tilth.web.learn.actions.waiting import waiting, with_waiting
from tilth.web.learn.kinds import may_read
from tilth.web.learn.models import Comment, Story
from tilth.web.learn.showing import keeping, page
from tilth.web.learn.stories import forms
from tilth.web.learn.stories.listing import CRUMB, told_by
from tilth.web.learn.stories.names import known_names
from tilth.web.learn.telling.shown import shown
from tilth.web.learn.visible import changes_to_look_at, stories_for, stories_to_look_at

REVIEW = ("Stories that wait", "/learn/stories/review/")
REACH = {
    True: "How to reach them, for all who may read it",
    False: "How to reach them, for you alone",
}
DOING = {
    "publish": (forms.Publish, "Published for those its teller chose."),
    "return": (forms.AskBack, "Given back with your question."),
    "decline": (forms.Decline, "Not shown. Whoever told it reads your reason."),
    "propose": (forms.Propose, "Proposed. Nothing changes until its teller agrees."),
}


@require_safe
@keeping
def review(request):
    """What waits to be looked at, the oldest first."""
    standing = Standing.of(request)
    found = stories_to_look_at(standing) | changes_to_look_at(standing)
    found = list(found.select_related("partner"))
    since = _since(found)
    rows = [_row(one, since, waiting(one)) for one in found]
    rows.sort(key=lambda one: one["since"])
    return page(
        request,
        "stories/review",
        "Stories that wait",
        crumbs=[CRUMB],
        waits=[one for one in rows if one["state"] == "sent"],
        returned=[one for one in rows if one["state"] == "returned"],
        comments=Comment.objects.filter(state="sent").count(),
    )


def _since(stories):
    """When each was last sent or given back, by key."""
    keys = [one.key for one in stories]
    steps = Step.objects.filter(about__in=keys).order_by("at").values_list("about", "at")
    return dict(steps)


def _row(one, since, held):
    """A story that waits, or one others read already as it would be with what is new (held)."""
    at, state = since.get(one.key, one.told), one.state
    days = (timezone.now() - at).days
    if held is not None:
        state, one = "returned" if held.agreed is False else "sent", with_waiting(one)
    return {
        "slug": one.slug,
        "title": line(one.title or one.words, 100) or "No words yet: sound or answers",
        "kind": TYPES[one.type],
        "who": told_by(one) or "Somebody who gave no name",
        "state": state,
        "new": held is not None,
        "readers": [AUDIENCES[name] for name in one.audiences],
        "since": at,
        "age": "today" if days < 1 else "1 day" if days == 1 else f"{days} days",
    }


def looked_at(slug, standing):
    """A story that waits, or one published that somebody may have to take down; Http404 else."""
    waits = stories_to_look_at(standing) | changes_to_look_at(standing)
    shown_ = stories_for(standing).filter(slug=slug, origin="")
    found = waits.filter(slug=slug).first() or shown_.first()
    if found is None:
        raise Http404
    return found


@require_safe
@keeping
def one(request, slug):
    """One story, with hints for whoever looks at it, and what can be done."""
    standing = Standing.of(request)
    return show(request, looked_at(slug, standing), standing)


def show(request, story, standing, bound=None):
    """The page of one story that waits. bound: (name, form) of what was refused."""
    told, held = _forms(story) | (dict([bound]) if bound else {}), waiting(story)
    as_it_is, story = story, with_waiting(story)
    read = shown(request, story, new=True)
    parts = _parts(read)
    return page(
        request,
        "stories/review_one",
        f"Look at: {line(story.title or story.words, 60) or 'a story without words'}",
        crumbs=[CRUMB, REVIEW],
        one=story,
        kind=TYPES[story.type],
        who=told_by(story) or "Somebody who gave no name",
        parts=parts,
        found=sum(len(part["risks"]) for part in parts),
        readers=[AUDIENCES[name] for name in story.audiences],
        state=STATES[story.state],
        new=held,
        before=held and may_read(as_it_is, standing),
        waits=story.state == "sent" or bool(held and held.agreed is not False),
        media=read.media,
        forms=told,
        bound=bound[0] if bound else "",
        alone=moderating.why_not_alone(standing, story),
        own=moderating.own(standing, story),
        names=story.type == "recognition" and (story.for_everyone or story.for_national),
        proposed=moderating.proposals(story),
        history=past_of(story, standing),
    )


def _forms(story):
    version = {"version": story.seen}
    return {
        "publish": forms.Publish(initial=version, auto_id="publish-%s"),
        "return": forms.AskBack(initial=version, auto_id="return-%s"),
        "decline": forms.Decline(initial=version, auto_id="decline-%s"),
        "propose": forms.Propose(story=story),
    }


def _parts(read):
    """Every part of it that says something, with the hints where they stand."""
    story, known = read.story, known_names()
    told = [("Title", story.title), ("In their own words", story.words)]
    told += list(read.asked)
    told += [(f"Step {at}", _step(one)) for at, one in enumerate(read.steps, start=1)]
    told += [("What is strong", story.strengths), ("What is not working", story.barriers)]
    told += [("Told by", told_by(story)), ("Helped by", story.helped_by)]
    told += [(REACH[story.reach_shown], story.reach)]
    told += [("Sources", "\n".join(" ".join(map(str, s.values())) for s in story.sources))]
    told += [
        (f"{one.type.capitalize()} {at}", "\n".join((one.alt, one.caption, one.transcript)))
        for at, one in enumerate(read.media, start=1)
    ]
    return [_part(name, closed(str(text)), known) for name, text in told if str(text).strip()]


def _step(one):
    return "\n".join(str(one.get(name, "")) for name in ("happened", "felt"))


def _part(name, text, known):
    found = risks(text, known)
    why = {}
    for risk in found:
        why.setdefault(risk.why, []).append(line(risk.found, 60))
    return {"name": name, "pieces": marked(text, found), "risks": found,
            "why": [(w, list(dict.fromkeys(some))) for w, some in why.items()]}  # fmt: skip


@require_POST
@keeping
def do(request, slug, what):
    """Publish, give back, decline, or propose other words."""
    if what not in DOING:
        raise Http404
    standing = Standing.of(request)
    story = looked_at(slug, standing)
    form_of, said = DOING[what]
    more = {"story": story} if what == "propose" else {"auto_id": f"{what}-%s"}
    form = form_of(request.POST, **more)
    if done(form, lambda told: _acted(standing, story, what, told)):
        messages.success(request, said)
        return redirect("/learn/stories/review/")
    return show(request, Story.objects.get(pk=story.pk), standing, (what, form))


def _acted(standing, story, what, told):
    version = told["version"]
    if what == "publish":
        moderating.publish(standing, story, version, named_agreed=told["named_agreed"])
    elif what == "return":
        moderating.ask_back(standing, story, version, told["words"])
    elif what == "decline":
        moderating.decline(standing, story, version, told["words"])
    else:
        words = {name: told[name] for name in ("title", "words", "strengths", "barriers")}
        moderating.propose(standing, story, version, words, told["why"])
