"""Every act on a ripple map: begun, added to, put right, moved, taken back, linked, undone."""

from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from tilth.learn.ripples.forest import faults, one_line, under
from tilth.web.agree import history
from tilth.web.agree.found import find
from tilth.web.agree.models import Link
from tilth.web.agree.past import UNDO_DAYS
from tilth.web.agree.standing import SPEAKERS
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.addresses import free_slug
from tilth.web.learn.models import Ripple, RippleMap
from tilth.web.learn.reader import own
from tilth.web.learn.ripples.reading import nodes_of, version
from tilth.web.learn.search import index
from tilth.web.learn.talk.records import seen as record_seen

CHANGED, MOVED, TOOK_BACK, UNDID = "changed it", "moved", "took it back", "undid"
HOW = "has to do with"
LINES = ("words", "who", "helped")
OPEN_TO = ("partnership", "everyone")
MEANWHILE = "Somebody changed this meanwhile. Look at how it is now, then send yours again"
RESERVED = ("new", "unplanned")


def may_write(standing):
    """Whether somebody may add to what partners remember together."""
    return standing.by.role in SPEAKERS


def held(standing, record):
    """The map, held until the act is done, so that two acts at once follow each other."""
    refuse("" if may_write(standing) else "Only somebody who works with the place can do this")
    return locked(RippleMap, record.pk)


@contextmanager
def _no_worse(record):
    """Refuse an act after which something on the map cannot stand that could stand before."""
    before = faults(nodes_of(record), RippleMap.objects.get(pk=record.pk).began)
    yield
    after = faults(nodes_of(record), RippleMap.objects.get(pk=record.pk).began)
    refuse(next((one for one in after if one not in before), ""))


@act
def begin(standing, *, title, began, words="", about="", area="", partners=(),
          open_to="partnership", nodes=(), at=None):  # fmt: skip
    """Begin a ripple map; gives it. nodes: ripples.forest.Node it holds from the beginning."""
    refuse("" if may_write(standing) else "Only somebody who works with the place can do this")
    refuse("" if one_line(title) else "Give it a name")
    refuse("" if open_to in OPEN_TO else "Say who may read it")
    refuse(next(iter(faults(list(nodes), began)), ""))
    told = {"title": one_line(title), "began": began, "words": words.strip(), "about": about}
    slug = free_slug(RippleMap, title, "ripples", taken=RESERVED)
    made = RippleMap.objects.create(slug=slug, area=area, open_to=open_to, **told)
    made.partners.set(partners)
    history.added(standing.by, made, "began a ripple map", at=at)
    known = {}
    for node in sorted(nodes, key=lambda one: (one.on, one.key)):
        _brought_in(standing, made, node, nodes, known, at)
    index.keep(made)
    return made


def _brought_in(standing, made, node, nodes, known, at):
    """One ripple of a file and first what it followed from; known: key -> Ripple."""
    if node.key in known:
        return known[node.key]
    cause = next((one for one in nodes if one.key == node.after), None)
    after = _brought_in(standing, made, cause, nodes, known, at) if cause else None
    told = {name: getattr(node, name) for name in ("on", "intended", "good", "who", "helped")}
    known[node.key] = _added(standing, made, node.words, after=after, at=at, **told)
    return known[node.key]


@act
def change_map(standing, record, told, *, seen, partners=None):
    """Change what is said of a map as a whole. told: {field: value}. seen: its version."""
    record = held(standing, record)
    refuse("" if version(record) == seen else MEANWHILE)
    told = told | {"title": one_line(told.get("title", record.title))}
    refuse("" if told["title"] else "Give it a name")
    refuse("" if told.get("open_to", record.open_to) in OPEN_TO else "Say who may read it")
    if partners is not None:
        record.partners.set(partners)
    with _no_worse(record):
        history.changed(standing.by, record, CHANGED, also=told)
    index.keep(record)


@act
def add(standing, record, words, *, on=None, after=None, intended=None, good=None, who="",
        helped="", at=None):  # fmt: skip
    """Add what happened next; gives the Ripple. on: by default the day of what it followed from."""
    record = held(standing, record)
    told = {"on": on, "intended": intended, "good": good, "who": who, "helped": helped}
    with _no_worse(record):
        made = _added(standing, record, words, after=after, at=at, **told)
    index.keep(record)
    return made


def _added(standing, record, words, *, on, after, intended, good, who, helped, at):
    words = one_line(words)
    refuse("" if words else "Say in a line what happened")
    lost = after is not None and (after.map_id != record.pk or _gone(after))
    refuse("What it followed from is not on this map any more" if lost else "")
    made = Ripple.objects.create(
        map=record,
        after=after,
        words=words,
        on=on or (after.on if after else record.began),
        intended=intended,
        good=good,
        who=one_line(who),
        helped=one_line(helped),
    )
    history.added(standing.by, made, "added what happened", made.words, at=at)
    return made


def _gone(ripple):
    return Ripple.objects.filter(pk=ripple.pk, removed=True).exists()


def _seen(standing, ripple, seen):
    """(map, ripple) as they are now, both held; refused where somebody changed the ripple."""
    record = held(standing, ripple.map)
    ripple = locked(Ripple, ripple.pk)
    refuse("Somebody took it back meanwhile" if ripple.removed else "")
    refuse("" if version(ripple) == seen else MEANWHILE)
    return record, ripple


@act
def change(standing, ripple, told, *, seen):
    """Put right what is said of a ripple. told: {field: value}. seen: the version one read."""
    record, ripple = _seen(standing, ripple, seen)
    told = {name: one_line(one) if name in LINES else one for name, one in told.items()}
    refuse("" if told.get("words", ripple.words) else "Say in a line what happened")
    with _no_worse(record):
        history.changed(standing.by, ripple, CHANGED, also=told)
    index.keep(record)


@act
def move(standing, ripple, after, *, seen):
    """Let a ripple follow from another, with all that followed from it. after: None: beginning."""
    record, ripple = _seen(standing, ripple, seen)
    below = under(nodes_of(record), ripple.pk)
    refuse("Nothing can follow from itself" if after and after.pk in below else "")
    lost = after is not None and (after.map_id != record.pk or _gone(after))
    refuse("What it should follow from is not on this map any more" if lost else "")
    with _no_worse(record):
        history.changed(standing.by, ripple, MOVED, after=after)


@act
def take_back(standing, ripple, *, seen):
    """Take a ripple off the map, from which nothing followed; it can be put back."""
    record, ripple = _seen(standing, ripple, seen)
    followed = ripple.followed.filter(removed=False).count()
    refuse(
        f"{followed} followed from it. Move or take back what followed first" if followed else ""
    )
    history.changed(standing.by, ripple, TOOK_BACK, removed=True)
    index.keep(record)


def why_not_undo(step, standing, now=None):
    """Why somebody cannot take back a Step of a map; '' where they can."""
    if not step.before or step.act == UNDID:
        return "There is nothing to put back"
    if step.at < (now or timezone.now()) - timedelta(days=UNDO_DAYS):
        return f"It was done more than {UNDO_DAYS} days ago. Change it anew"
    may = standing.keeps or own(standing, step)
    return "" if may else "Only who did it, the chair or the secretariat can"


@act
def undo(standing, record, step):
    """Put back what a Step of this map or one of its ripples changed, where the rest allows it."""
    record = held(standing, record)
    about = find(step.about)
    of_it = about.kind == "ripple" and about.map_id == record.pk
    refuse("" if of_it or about.key == record.key else "This is about another map")
    refuse(why_not_undo(step, standing))
    with _no_worse(record):
        history.undo(standing.by, locked(type(about), about.pk), step)
    index.keep(RippleMap.objects.get(pk=record.pk))


@act
def link(standing, ripple, key):
    """Say that a ripple has to do with a story, decision, tie, indicator or another record."""
    held(standing, ripple.map)
    known = key.startswith("indicator:") or record_seen(key, standing)
    refuse("" if known else "There is no such page, or you may not read it")
    made, new = Link.objects.get_or_create(one=ripple.key, other=key, how=HOW)
    if not new and not made.removed:
        return
    Link.objects.filter(pk=made.pk).update(removed=False)
    history.told(standing.by, ripple, "linked it")


@act
def unlink(standing, ripple, number):
    """Take back a link. number: of the Link."""
    held(standing, ripple.map)
    gone = Link.objects.filter(pk=number, one=ripple.key, removed=False).update(removed=True)
    refuse("" if gone else "This link was taken back already")
    history.told(standing.by, ripple, "took back a link")
