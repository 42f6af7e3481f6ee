"""Conversations: what is new, what nobody answered, what waits, and one of them."""

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_safe

from tilth.learn.stories.lines import closed, line
from tilth.learn.stories.risks import marked, risks
from tilth.learn.words import TALK
from tilth.web.agree.standing import Standing
from tilth.web.learn.models import Comment, Thread
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.showing import keeping, page, public
from tilth.web.learn.stories.names import known_names
from tilth.web.learn.talk import doing, forms
from tilth.web.learn.talk.records import seen, talk_at, talkable, talkables
from tilth.web.learn.talk.saying import could_we, thread, who_said

HERE = ("Conversations", "/learn/talk/")
NEWEST, LOOKED_AT = 30, 400
OPEN_ENDED = ("question", "could we", "so what")


@require_safe
@public
def talk(request):
    """What was said lately, and what nobody has answered yet; each where the reader may read it."""
    standing = reader_of(request)
    told = _lately(standing)
    kind = request.GET.get("type", "")
    chosen = [one for one in told if not kind or one["type"] == kind]
    return page(
        request,
        "talk/list",
        "Conversations",
        newest=chosen[:NEWEST],
        unanswered=[one for one in told if one["open"]][:NEWEST],
        any=bool(told),
        kinds={name: says for name, says in TALK.items() if name != "answer"},
        kind=kind if kind in TALK else "",
        keeps=standing.keeps,
        waits=Comment.objects.filter(state="sent").count() if standing.keeps else 0,
        looked_after=_looked_after(standing),
    )


def _lately(standing):
    said = Comment.objects.filter(state="published").select_related("by", "partner")
    if not inside(standing):
        said = said.filter(looked=True)
    answered = set(said.exclude(to=None).values_list("to_id", flat=True))
    lately = list(said.order_by("-at", "-pk")[:LOOKED_AT])
    records = talkables({one.about for one in lately}, standing)
    return [
        _row(one, about, one.pk in answered, standing)
        for one in lately
        if (about := records[one.about]) is not None
    ]


def _row(one, about, answered, standing):
    return {
        "number": one.pk,
        "type": one.type,
        "says": TALK[one.type],
        "words": line(one.words, 400),
        "who": who_said(one),
        "rating": one.rating,
        "at": one.at,
        "title": about.title,
        "kind": about.kind,
        "where": talk_at(about, one.pk),
        "open": one.type in OPEN_ENDED and not answered,
        "could_we": could_we(standing, about) if one.type == "could we" else [],
    }


def _looked_after(standing):
    """Conversations somebody looks after that are open, where the reader may read them."""
    kept = Thread.objects.filter(closed=None).exclude(facilitator=None)
    found = [(one, talkable(one.about, standing)) for one in kept.select_related("facilitator")]
    return [
        {"title": about.title, "kind": about.kind, "by": one.facilitator.name,
         "where": f"/learn/talk/about/{about.key}/"}
        for one, about in found if about is not None
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@public
def about(request, key):
    """The conversation about one record, on a page of its own; what is sent is said there."""
    standing = reader_of(request)
    found = talkable(key, standing)
    if found is None:
        raise Http404
    bound = None
    if request.method == "POST":
        bound, answer = doing.said(request, standing, found)
        if answer is not None:
            return answer
    return shown(request, standing, found, bound)


def shown(request, standing, found, bound=None):
    """The page of one conversation."""
    told = thread(request, found.record, standing, bound)
    title = f"A conversation about {found.title}"
    after = forms.LookAfter(initial={"rules": "\n".join(told["rules"])})
    return page(
        request, "talk/about", title, crumbs=[HERE], talk=told, record=found,
        after=after, may_lead=doing.may_lead(standing, key=found.key), inside=inside(standing),
    )  # fmt: skip


@require_safe
@keeping
def waiting(request):
    """What waits for the chair or the secretariat before others may read it, the oldest first."""
    standing = Standing.of(request)
    said = Comment.objects.filter(state="sent").select_related("by", "partner")[:LOOKED_AT]
    rows = [_held(one, standing) for one in said]
    return page(
        request, "talk/waiting", "Words that wait to be read", crumbs=[HERE],
        rows=[one for one in rows if one],
    )  # fmt: skip


def _held(one, standing):
    about_ = seen(one.about, standing)
    if about_ is None:
        return None
    words = closed(one.words)
    found = risks(words, known_names())
    return _row(one, about_, False, standing) | {
        "pieces": marked(words, found),
        "why": list(dict.fromkeys(risk.why for risk in found)),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@public
def again(request):
    """Take back what one said without an account, by the four code words."""
    form = forms.Again(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        answer = doing.taken_back(request, form)
        if answer is not None:
            return answer
    return page(request, "talk/again", "Take back what you said", crumbs=[HERE], form=form)
