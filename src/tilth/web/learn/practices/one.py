"""The page of one practice: what it is, where it came from, what it rests on, where it went."""

from django.views.decorators.http import require_safe

from tilth.learn.practices.domains import held
from tilth.learn.practices.fragility import KINDS, WORDS, fragility
from tilth.learn.words import GROWTH
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_name
from tilth.web.agree.past import story as past
from tilth.web.learn.actions.practices import INSPIRED, SUSTAINED, may_grow, may_write
from tilth.web.learn.models import Coding, Gathering
from tilth.web.learn.practices import forms
from tilth.web.learn.practices.seen import code_names, linked, practice_seen, stories_of
from tilth.web.learn.practices.tree import tree
from tilth.web.learn.practices.values import contributions_of, credits_of, supports_of
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.ripples.reading import came_of
from tilth.web.learn.showing import page, public
from tilth.web.learn.talk.saying import thread
from tilth.web.learn.visible import open_to, plantings_for

HERE = ("Practices", "/learn/practices/")
EXCERPT = 220  # letters of a story shown on a practice, drawn anew each time


@require_safe
@public
def practice(request, slug):
    """One practice."""
    standing = reader_of(request)
    return shown(request, practice_seen(slug, standing), standing)


def shown(request, one, standing, bound=None):
    """The page of one practice. bound: a form that was sent and has something wrong."""
    at_table, may = inside(standing), may_write(standing, one)
    stories = list(stories_of(one, standing))
    sustaining = sustained(one, standing) if at_table else []
    told = {
        "one": one,
        "growth": GROWTH.get(one.growth, ""),
        "area": area_name(request.place, one.area),
        "partners": list(one.partners.all()),
        "recognised": credits_of(one.recognised),
        "sources": credits_of(one.sources),
        "domains": domains(one),
        "conditions": conditions(one, stories),
        "stories": [story_row(each) for each in stories],
        "inspired_by": linked(one.key, INSPIRED, standing),
        "inspired": linked(one.key, INSPIRED, standing, back=True),
        "ripples": came_of(one.key, standing),
        "fragility": fragility(supports_of(one, round_table=at_table), day_of(request.place)),
        "fragile_words": WORDS,
        "kinds": KINDS,
        "tree": tree(one, plantings_for(standing).filter(practice=one)),
        "sustained": sustaining,
        "visits": visits(one, standing),
        "inside": at_table,
        "may_write": may,
        "may_plant": may_grow(standing) and not one.removed,
        "forms": forms_of(one, standing, bound) if may else {},
        "bound": bound.name if bound is not None else "",
        "steps": past(one, standing) if at_table else [],
        "talk": thread(request, one, standing),
    }  # fmt: skip
    return page(request, "practices/one", one.title, crumbs=[HERE], **told)


def forms_of(one, standing, bound):
    """{name: form} of what can be added; the one that was sent keeps what was typed."""
    made = {
        "rest-on": lambda: forms.Rest(auto_id="rest-on-%s"),
        "recognise": lambda: forms.Recognise(auto_id="recognise-%s"),
        "grew-from": lambda: forms.Story(standing, auto_id="grew-from-%s"),
        "inspired-by": lambda: forms.Inspired(standing, one, auto_id="inspired-by-%s"),
        "sustained-by": lambda: forms.Sustained(auto_id="sustained-by-%s"),
    }
    sent = bound.name if bound is not None else ""
    return {name: bound if name == sent else make() for name, make in made.items()}


def story_row(one):
    """A story as a practice shows it: drawn from the story itself at this moment."""
    words = " ".join(one.words.split())
    return {
        "key": one.key,
        "title": one.title,
        "address": f"/learn/stories/{one.slug}/",
        "excerpt": words[:EXCERPT] + ("…" if len(words) > EXCERPT else ""),
        "tellers": [each.get("name", "") for each in one.tellers if each.get("name")],
    }


def conditions(one, stories):
    """What it needs, with what people said of it in the stories this reader may read."""
    names, rows = code_names(), []
    said = Coding.objects.filter(story__in=stories, fits=True, removed=False).exclude(quote="")
    quotes: dict = {}
    for each in said.filter(code__slug__in=one.conditions).select_related("code", "story"):
        quotes.setdefault(each.code.slug, []).append((each.quote, each.story))
    for code in one.conditions:
        rows.append({"code": code, "name": names.get(code, code), "quotes": quotes.get(code, [])})
    return rows


def domains(one):
    """{domain: names of its partners from there}: where none is, nobody holds it yet."""
    partners = [*one.partners.all(), *(given.partner for given in contributions_of(one))]
    return held(one.domains, {each.name: each.sector for each in partners})


def sustained(one, standing):
    """The promises, decisions and gifts of partners that hold it up, for those at the table."""
    return [
        {"key": each.key, "title": each.title, "at": each.at, "more": _more(each.record)}
        for each in linked(one.key, SUSTAINED, standing)
    ]


def _more(record):
    if record.kind == "contribution":
        until = f"until {record.until:%-d %B %Y}" if record.until else "no end told"
        return f"{record.partner.name} gives it, {until}"
    if record.kind == "commitment":
        return f"{record.ref}, {record.state}"
    return getattr(record, "ref", "")


def visits(one, standing):
    """What can be visited of it, and what was: gatherings about it that the reader may see."""
    found = open_to(Gathering.objects.filter(about=one.key, called_off=""), standing)
    return list(found.order_by("-begins")[:10])
