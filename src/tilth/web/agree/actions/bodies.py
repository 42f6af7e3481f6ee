"""Every act on a board, group, network, space, team, programme or fund."""

from tilth.web.agree import history
from tilth.web.agree.models import Body, Role
from tilth.web.agree.standing import SPEAKERS
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.addresses import free_slug

FIELDS = (
    "name",
    "layer",
    "area",
    "purpose",
    "mandate",
    "seats",
    "cycle",
    "formed",
    "answers_to",
    "since",
)


def may_begin(standing, kind):
    """Any partner that joined may begin a group or a network; a board takes those who keep."""
    own = standing.partner is not None and standing.speaks_for(standing.partner)
    return standing.keeps or (own and standing.by.role in SPEAKERS and kind != "board")


def tends(standing, body):
    """They keep what was agreed, or chair or lead this body."""
    person = standing.by.person
    leads = Role.objects.filter(body=body, person=person, until=None)
    led = person is not None and (leads.filter(chair=True) | leads.filter(leads=True)).exists()
    return standing.keeps or led


@act
def begin(standing, *, type, **told):
    """A new body begins."""
    why = "Only the chair or the secretariat begins a board; any partner begins the others"
    refuse("" if may_begin(standing, type) else why)
    fields = {name: told[name] for name in FIELDS if told.get(name) not in (None, "")}
    there = Body.objects.filter(name__iexact=fields["name"].strip(), until=None).first()
    refuse(f"{there.name} is there already" if there else "")
    slug = free_slug(Body, fields["name"], "group", longest=40, taken=("new", "who-leads"))
    body = Body.objects.create(slug=slug, type=type, **fields)
    history.added(standing.by, body, "began")
    return body


@act
def tell(standing, body, **told):
    """What it is for, what it may do, which seats it wants."""
    body = locked(Body, body.pk)
    refuse("" if tends(standing, body) else "Only who leads it, the chair or the secretariat can")
    refuse("It has ended" if body.until else "")
    after = told.get("answers_to")
    while after is not None:
        refuse("It cannot answer to itself" if after.pk == body.pk else "")
        after = after.answers_to
    fields = {name: told[name] for name in FIELDS if name in told}
    return history.changed(standing.by, body, "told what it is", also=fields)


@act
def end(standing, body, *, on, words, successor=None):
    """A body ends, with its reason; what it decided stays."""
    body = locked(Body, body.pk)
    refuse("" if standing.keeps else "Only the chair or the secretariat can do this")
    refuse("It has ended already" if body.until else "")
    refuse("" if words.strip() else "Say why it ends")
    refuse("It cannot follow itself" if successor and successor.pk == body.pk else "")
    fields = {"until": on, "successor": successor}
    return history.changed(standing.by, body, "ended", words, **fields)
