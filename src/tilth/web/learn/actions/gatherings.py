"""Gatherings: planned, changed, called off, put back; booked; written up; partners invited."""

from django.utils import timezone

from tilth.learn.words import GATHERINGS
from tilth.web.agree import history
from tilth.web.agree.actions import commitments
from tilth.web.agree.models import Link, Partner
from tilth.web.agree.standing import SPEAKERS
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.addresses import free_slug
from tilth.web.learn.models import Gathering
from tilth.web.learn.search import index

PLAN = (
    "type title words begins ends where join about asks season host rules most area open_to"
).split()
"""What is said of a gathering before it is held."""
WRITTEN = ("notes", "themes", "outputs", "answers", "came", "seen", "home")
"""What is said of it afterwards."""
NOT_YOURS = "Only who hosts it, the chair or the secretariat can do this"
LED_TO = "led to"
IN_SEASON = "visit"
TAKEN = ("new", "engaged")  # what other pages beside a gathering's are called


def may_add(standing):
    """They work for a place and speak for a partner that joined, or look after what was agreed."""
    if standing.keeps:
        return True
    speaks = standing.by.role in SPEAKERS and standing.partner is not None
    return speaks and standing.speaks_for(standing.partner)


def may_change(standing, gathering):
    """They are of the partner that hosts it, or look after what was agreed."""
    if standing.keeps:
        return True
    return may_add(standing) and gathering.host_id == standing.partner.pk


def may_write(standing, gathering):
    """They may say what was said there: who hosts it, and of a visit every partner that went."""
    if may_change(standing, gathering):
        return True
    went = {row.get("partner") for row in [*gathering.came, *gathering.coming]}
    visited = gathering.type == "visit" and may_add(standing)
    return visited and standing.partner.slug in went


def _held(standing, gathering, may=may_change):
    one = locked(Gathering, gathering.pk)
    refuse("" if may(standing, one) else NOT_YOURS)
    return one


@act
def plan(standing, *, title, type, begins, ends, host=None, **told):
    """Put a gathering into the diary; gives the Gathering. told: more of PLAN."""
    refuse("" if may_add(standing) else "Only somebody who speaks for a partner can do this")
    if not standing.keeps:
        host = standing.partner
    told |= {"title": title.strip(), "type": type, "begins": begins, "ends": ends, "host": host}
    _check(told)
    one = Gathering(slug=_slug(title), **{key: told[key] for key in PLAN if key in told})
    one.save()
    history.added(standing.by, one, "planned")
    index.keep(one)
    return one


def _slug(title):
    return free_slug(Gathering, title, "gathering", taken=TAKEN)


def _check(told):
    refuse("" if told["title"] else "Give it a name")
    refuse("" if told["type"] in GATHERINGS else "There is no such kind of gathering")
    refuse("It ends before it begins" if told["ends"] < told["begins"] else "")
    season = told.get("season")
    if season is not None:
        refuse("" if season.type == "open garden" else "That is no open garden season")
        refuse("" if told["type"] == IN_SEASON else "Only visits are part of a season")
        inside = season.begins <= told["begins"] and told["ends"] <= season.ends
        refuse("" if inside else "It lies outside the days of the season")
        refuse(f"{season.title} is called off" if season.called_off else "")


@act
def log_visit(standing, *, where, begins, ends, host=None, others=(), seen="", home="", open_to):
    """Write down a visit that was made: own partner went, with others; gives the Gathering."""
    refuse("" if may_add(standing) else "Only somebody who speaks for a partner can do this")
    refuse("" if where.strip() else "Say whom you visited")
    refuse("" if seen.strip() else "Say what you saw")
    went = [{"partner": standing.partner.slug}] if standing.partner else []
    title = f"Visit: {where.strip()}"[:200]
    one = Gathering.objects.create(
        slug=_slug(title), type=IN_SEASON, title=title, where=where.strip(), begins=begins,
        ends=ends, host=host, came=[*went, *others], seen=seen.strip(), home=home.strip(),
        open_to=open_to,
    )  # fmt: skip
    history.added(standing.by, one, "wrote down a visit")
    index.keep(one)
    return one


@act
def change(standing, gathering, **told):
    """Change what is said of a gathering before it is held; told: any of PLAN."""
    one = _held(standing, gathering)
    told = {key: value for key, value in told.items() if key in PLAN}
    if not standing.keeps:
        told.pop("host", None)
    whole = {key: getattr(one, key) for key in PLAN} | told
    _check(whole | {"title": whole["title"].strip()})
    history.changed(standing.by, one, "changed the plan", also=told)
    index.keep(one)
    return one


@act
def call_off(standing, gathering, why):
    """Say that it will not be held, and why; who booked sees it on its page."""
    one = _held(standing, gathering)
    refuse("It is called off already" if one.called_off else "")
    refuse("" if why.strip() else "Say why it is called off")
    history.changed(standing.by, one, "called off", called_off=why.strip()[:300])
    return one


@act
def put_back(standing, gathering):
    """It will be held after all."""
    one = _held(standing, gathering)
    refuse("" if one.called_off else "It is not called off")
    refuse("The season it belongs to is called off" if one.season and one.season.called_off else "")
    history.changed(standing.by, one, "put back", called_off="")
    return one


@act
def write_up(standing, gathering, *, version=None, **told):
    """Write down what was said there; told: any of WRITTEN.

    version: the number of the newest Step the writer had seen; refused where somebody wrote since.
    """
    one = _held(standing, gathering, may_write)
    newest = version_of(one)
    met = version is None or version == newest
    refuse("" if met else "Somebody changed it meanwhile. What it says now stands below yours")
    told = {key: value for key, value in told.items() if key in WRITTEN}
    history.changed(standing.by, one, "wrote it up", also=told)
    index.keep(one)
    return one


def version_of(gathering):
    """The number of the newest Step about a gathering, or 0."""
    last = history.of(gathering).order_by("pk").last()
    return last.pk if last else 0


@act
def engage(standing, gathering, *, who, number, how):
    """Write down who was engaged, how many and how."""
    one = _held(standing, gathering)
    refuse("" if who.strip() else "Say who was engaged")
    refuse("" if number is None or number >= 0 else "A number of people is not below nought")
    row = {"who": who.strip(), "number": number, "how": how.strip()}
    history.changed(standing.by, one, "wrote down who was engaged", engaged=[*one.engaged, row])
    return one


@act
def disengage(standing, gathering, at):
    """Take out one line of who was engaged; at: its place, from 0."""
    one = _held(standing, gathering)
    refuse("" if 0 <= at < len(one.engaged) else "It was taken out already")
    rest = [row for place, row in enumerate(one.engaged) if place != at]
    history.changed(standing.by, one, "took out who was engaged", engaged=rest)
    return one


@act
def join(standing, gathering, key):
    """Say that a record has to do with a gathering: a topic, a story, a promise; key: of it."""
    one = _held(standing, gathering, may_write)
    refuse("It cannot be linked to itself" if key == one.key else "")
    link, made = Link.objects.get_or_create(one=one.key, other=key, how=LED_TO)
    refuse("" if made or link.removed else "It is linked already")
    if not made:
        link.removed = False
        link.save(update_fields=["removed"])
    history.told(standing.by, one, "linked it", _named(key))


@act
def promise(standing, gathering, *, made_by, words, due, today):
    """Write down what a partner promised there as a promise of AGREE; gives the Commitment."""
    one = locked(Gathering, gathering.pk)
    refuse("" if may_add(standing) else NOT_YOURS)
    made = commitments.propose(
        standing, type="commitment", words=words, made=today, made_by=made_by, due=due,
        public=one.open_to == "everyone",
    )  # fmt: skip
    Link.objects.create(one=one.key, other=made.key, how=LED_TO)
    return made


@act
def part(standing, gathering, number):
    """Take a link away; number: of the Link."""
    one = _held(standing, gathering, may_write)
    link = Link.objects.filter(pk=number, one=one.key, removed=False).first()
    refuse("" if link else "It was taken away already")
    link.removed = True
    link.save(update_fields=["removed"])
    history.told(standing.by, one, "took a link away", _named(link.other))


def _named(key):
    """What a history says of a record: of a story only that it is one, since it can go."""
    kind, _, name = key.partition(":")
    return "A story" if kind == "story" else f"{kind.capitalize()} {name}"


@act
def book(standing, gathering, *, people, today, partner=None, name=""):
    """Say that people of a partner, or of somebody else, will come; gives what is left.

    people: how many; 0 takes the booking back. partner: theirs, or any for who hosts it. name: an
    organisation or place that is no partner, for who hosts it.
    """
    one = locked(Gathering, gathering.pk)
    refuse(_why_not_book(standing, one, partner, name, today))
    refuse("" if people >= 0 else "A number of people is not below nought")
    who = {"partner": partner.slug} if partner else {"name": name.strip()}
    others = [row for row in one.coming if not who.items() <= row.items()]
    left = None if one.most is None else one.most - sum(row["people"] for row in others)
    if left is not None and people > left:
        refuse(f"There is room for {left} more" if left > 0 else "It is full")
    rows = [*others, {**who, "people": people}] if people else others
    said = partner.name if partner else name.strip()
    history.changed(standing.by, one, "booked" if people else "took a booking back", coming=rows)
    return said


def _why_not_book(standing, one, partner, name, today):
    if one.called_off:
        return "It is called off"
    if timezone.localtime(one.ends).date() < today:
        return "It is over"
    if (partner is None) == (not name.strip()):
        return "Say who comes: a partner, or the name of somebody else"
    if may_change(standing, one):
        return ""
    own = partner is not None and may_add(standing) and standing.speaks_for(partner)
    return "" if own else "Only somebody from that partner can do this"


def partners_named(rows):
    """slug -> name of the partners in lists of who comes and who came."""
    slugs = {row["partner"] for row in rows if row.get("partner")}
    return dict(Partner.objects.filter(slug__in=slugs).values_list("slug", "name"))
