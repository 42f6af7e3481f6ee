"""The light survey: how a partner stands to each other, six short questions, any skipped."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from tilth.agree.network.relations import own_stance, quarter, standing
from tilth.agree.network.seen import AGREED
from tilth.agree.words import STANCES
from tilth.web.agree import emailed
from tilth.web.agree.actions import ties
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.models import Partner
from tilth.web.agree.network import records
from tilth.web.agree.network.forms import Answers, OwnStance, answers_of
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND, SPEAKERS, Standing
from tilth.web.house.access import route
from tilth.web.house.answering import sent, tried

HERE = "/agree/map/survey/"
CRUMBS = (("Map", "/agree/map/"),)
round_table = route(level="D1", purpose="plan", roles=ROUND)


def others_of(partner):
    """Everyone at the table but one, in the order of the alphabet."""
    here = Partner.objects.filter(state__in=("joined", "observing")).order_by("name")
    return list(here.exclude(pk=partner.pk)) if partner else list(here)


def said_by(partner, today):
    """{key of another: the day this partner last spoke of it}."""
    return {
        other: word.on
        for (one, other), word in standing(records.words(), today).items()
        if partner and one == partner.key
    }


def answers(standing_):
    """Whoever asks may answer for their partner."""
    partner = standing_.partner
    may = partner is not None and standing_.speaks_for(partner)
    return may and standing_.by.role in SPEAKERS


@require_safe
@round_table
def index(request):
    """Whom a partner can say something of, what it has said, and who of all has answered."""
    standing_, today = Standing.of(request), day_of(request.place)
    partner = standing_.partner
    said = said_by(partner, today)
    spoken = {one for one, _ in standing(records.words(), today)}
    stances = own_stance(records.words(), today).get(partner.key if partner else "", [])
    return page(
        request,
        "network/survey",
        "Say how you stand",
        crumbs=CRUMBS,
        partner=partner,
        may=answers(standing_),
        others=[(one, said.get(one.key)) for one in others_of(partner)],
        done=sum(1 for one in others_of(partner) if one.key in said),
        agreed=AGREED,
        own=OwnStance(initial={"stance": stances[-1].stance if stances else ""}),
        own_said=[(STANCES[word.stance], word.on) for word in stances],
        silent=[one for one in others_of(None) if one.key not in spoken and one.state == "joined"],
        keeps=standing_.keeps,
    )


@require_safe
@round_table
def about(request, slug):
    """The six questions about one other partner."""
    standing_, today = Standing.of(request), day_of(request.place)
    other = get_object_or_404(Partner, slug=slug)
    if not answers(standing_) or other.pk == standing_.partner.pk or other.state == "left":
        raise Http404
    return page(
        request,
        "network/survey_one",
        f"How you stand to {other.name}",
        crumbs=(*CRUMBS, ("Say how you stand", HERE)),
        other=other,
        form=Answers(initial=_last(standing_.partner, other, today)),
        next=_next(standing_.partner, other),
        agreed=AGREED,
        mine=list(_mine(standing_.partner, other)),
    )


def _last(partner, other, today):
    """What this partner said last, to begin from."""
    word = standing(records.words(), today).get((partner.key, other.key))
    if word is None:
        return {}
    told = {name: getattr(word, name) for name in ("collaboration", "trust", "understanding")}
    began = word.began.year if word.began else None
    return told | {"strain": word.strain, "stance": word.stance, "began": began}


def _mine(partner, other):
    found = records.standing_ties().filter(one=partner.key, other=other.key, heard="survey")
    return found.order_by("-on", "-pk")


def _next(partner, other):
    """The one after this in the alphabet, or None at the end."""
    slugs = [one.slug for one in others_of(partner)]
    at = slugs.index(other.slug) + 1 if other.slug in slugs else len(slugs)
    return slugs[at] if at < len(slugs) else None


@require_POST
@round_table
def keep(request, slug):
    """Keep what a partner says of one other, and go on to the next."""
    standing_, today = Standing.of(request), day_of(request.place)
    other = get_object_or_404(Partner, slug=slug)
    if not answers(standing_):
        raise Http404
    following = _next(standing_.partner, other)
    return sent(
        request,
        Answers(request.POST),
        f"{HERE}{following}/" if following else HERE,
        lambda told: ties.say(standing_, standing_.partner, {other: answers_of(told)}, on=today),
        f"What you say of {other.name} is kept.",
        again=f"{HERE}{slug}/",
    )


@require_POST
@round_table
def keep_own(request):
    """Keep how a partner says it stands itself."""
    standing_, today = Standing.of(request), day_of(request.place)
    if not answers(standing_):
        raise Http404
    own = standing_.partner
    return sent(
        request,
        OwnStance(request.POST),
        HERE,
        lambda told: ties.say(standing_, own, {own: {"stance": told["stance"]}}, on=today),
        "How you stand is kept. You can change it any time.",
    )


@require_POST
@round_table
def take_back(request, number):
    """Take back one answer or one conversation of one's own partner."""
    standing_ = Standing.of(request)
    own = standing_.partner.key if standing_.partner else None
    tie = get_object_or_404(records.standing_ties().filter(one=own), pk=number)
    back = "/agree/map/listening/" if tie.heard == "conversation" else HERE
    return tried(request, back, lambda: ties.take_back(standing_, tie), "It is taken back.")


@require_POST
@round_table
def ask(request):
    """Send a link to every partner that has joined and not spoken this quarter."""
    standing_, today = Standing.of(request), day_of(request.place)
    if not standing_.keeps:
        raise Http404
    words = standing(records.words(), today)
    spoken = {one for (one, _), word in words.items() if quarter(word.on) == quarter(today)}
    waiting = [one for one in others_of(None) if one.state == "joined" and one.key not in spoken]
    site, tried_of = emailed.site_of(request), []
    for one in waiting:
        tried_of += emailed.send(standing_.by, one, [one], "ties", site=site)
    for words in told_of(tried_of):
        messages.success(request, words)
    return redirect(HERE)


def told_of(tried_of):
    """What is said of letters that were sent, and of those that were not."""
    posted = sum(not why for _, why in tried_of)
    yield f"{posted} {'letter is' if posted == 1 else 'letters are'} on the way."
    reasons = sorted({why for _, why in tried_of if why})
    if reasons:
        yield f"Not sent: {'; '.join(reasons)}."
