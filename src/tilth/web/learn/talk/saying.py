"""What is said about one record, as a reader may read it; the conversation of any page."""

from collections import defaultdict

from django.utils.http import urlencode

from tilth.learn.stories.lines import closed
from tilth.learn.stories.rules import ground
from tilth.learn.words import TALK
from tilth.web.agree.standing import SPEAKERS
from tilth.web.learn.models import Comment, Thread
from tilth.web.learn.reader import inside, own
from tilth.web.learn.talk.forms import Say
from tilth.web.learn.talk.records import opened_to_all, talkable
from tilth.web.learn.visible import comments_on

REVIEW = "review"


def thread(request, record, standing, bound=None):
    """What `learn/talk/_thread.jinja` needs to show the conversation about a record; None: none.

    Put it into the page as `talk`. bound: the form somebody sent, where it was refused.
    """
    found = talkable(record.key, standing)
    if found is None:
        return None
    kept = Thread.objects.filter(about=record.key).select_related("facilitator").first()
    said = list(_said(record, standing))
    own = _waiting(record, standing)
    return {
        "key": record.key,
        "title": found.title,
        "at": f"/learn/talk/about/{record.key}/",
        "said": _tree(said, standing),
        "count": len(said),
        "waiting": [_told(one, standing) for one in own],
        "reviews": reviews_of(said),
        "rules": rules_of(kept),
        "facilitator": kept.facilitator.name if kept and kept.facilitator else "",
        "looked_after": kept is not None and kept.facilitator is not None,
        "closed": kept.closed if kept else None,
        "why_closed": kept.why if kept else "",
        "form": bound or Say(standing=standing, initial=_begun(request)),
        "held": held_first(record, standing),
        "keeps": standing.keeps,
        "inside": inside(standing),
        "types": TALK,
        "could_we": could_we(standing, found),
    }


def _begun(request):
    told = request.GET.get("type", "")
    return {"type": told} if told in TALK else {}


def rules_of(kept):
    """The ground rules of a conversation somebody looks after, a line each."""
    if kept is None or kept.facilitator is None:
        return []
    return [one for one in kept.rules.split("\n") if one.strip()] or list(ground().rules)


def held_first(record, standing):
    """Whether somebody looks at words first: always where anyone may read them."""
    return not (inside(standing) and (standing.keeps or not opened_to_all(record)))


def _said(record, standing):
    return comments_on(record, standing).select_related("by", "partner", "to")


def _waiting(record, standing):
    """One's own words that wait for somebody to look at them, or were removed, with the reason."""
    if standing.by.person is None:
        return Comment.objects.none()
    return Comment.objects.filter(
        about=record.key, state__in=("sent", "removed"), by=standing.by.person
    )


def _tree(said, standing):
    """What was said, the oldest first, each with its answers: one level deep."""
    answers = defaultdict(list)
    for one in said:
        if one.to_id:
            answers[one.to_id].append(_told(one, standing))
    shown = {one.pk for one in said}
    firsts = [one for one in said if one.to_id not in shown]
    return [_told(one, standing) | {"answers": answers[one.pk]} for one in firsts]


def _told(one, standing):
    return {
        "number": one.pk,
        "type": one.type,
        "says": TALK[one.type],
        "words": closed(one.words),
        "who": who_said(one),
        "rating": one.rating,
        "at": one.at,
        "mine": own(standing, one),
        "answers": [],
        "state": one.state,
        "reason": one.reason,
        "unanswered": one.type in ("question", "could we", "so what"),
    }


def who_said(one):
    """As whoever said it wished to be called, and for which partner; never an account's name."""
    name = closed(one.name) or "Somebody"
    return f"{name}, {one.partner.name}" if one.partner else name


def reviews_of(said):
    """Of one thing alone: how many gave which rating, and the middle one; None where nobody did."""
    ratings = sorted(one.rating for one in said if one.type == REVIEW and one.rating)
    if not ratings:
        return None
    each = [(n, ratings.count(n)) for n in (5, 4, 3, 2, 1)]
    return {"count": len(ratings), "each": each, "mean": round(sum(ratings) / len(ratings), 1)}


def could_we(standing, found):
    """Where "could we" leads for somebody who may propose: [(words, address)]."""
    if standing.by.role not in SPEAKERS:
        return []
    # the title alone: words of a story stay in the story
    title = "" if found.record.kind == "story" else f"Could we do this here: {found.title}"
    why = f"It grew from {found.at}"
    words = ground().could_we
    return [
        (words["decision"], f"/agree/decisions/new/?{urlencode({'title': title, 'why': why})}"),
        (words["ask"], f"/agree/commitments/new/?{urlencode({'type': 'ask', 'words': title})}"),
    ]
