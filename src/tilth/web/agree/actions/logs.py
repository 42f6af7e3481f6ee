"""An old log of decisions: brought in all or not at all, taken back all or not at all."""

from tilth.agree.meetings.log.judging import plain_title
from tilth.web.agree import history
from tilth.web.agree.actions.meetings import KEEPERS_ONLY
from tilth.web.agree.models import Body, Decision, Meeting, Partner, Step
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.by import COMMAND

BROUGHT, TAKEN_BACK = "brought in", "taken back with its log"
FROM = "Brought in from an old log"


def must_bring(standing):
    """The chair, the secretariat, or whoever types the command on the machine itself."""
    refuse("" if standing.keeps or standing.by.ref == COMMAND else KEEPERS_ONLY)


def known():
    """{(day, plain title): ref} of decisions that are there, for telling twins."""
    there = Decision.objects.exclude(stage="withdrawn").exclude(closed=None)
    told = there.values_list("closed", "title", "ref")
    return {(closed, plain_title(title)): ref for closed, title, ref in told}


@act
def bring_in(standing, body, rows, *, log, proposer=None, public=False):
    """Make a closed decision of each row; gives them. Any row that cannot be made stops them all.

    rows: Understood. log: what names this bringing in. proposer: the Partner counted as having put
    forward what the log gives to nobody known here.
    """
    must_bring(standing)
    refuse("" if rows else "There is nothing to bring in")
    body = locked(Body, body.pk)  # two logs of one body at once: the second sees the first's
    refuse("This log was brought in already" if brought(log).exists() else "")
    twins = known()
    again = [row.row for row in rows if (row.date, plain_title(row.title)) in twins]
    told = ", ".join(map(str, again[:10]))
    refuse(f"Rows {told} are here already: somebody brought them in meanwhile" if again else "")
    partners = {one.slug: one for one in Partner.objects.all()}
    left = [row.row for row in rows if row.partner not in partners]
    if left and proposer is None:
        refuse(f"Row {left[0]} does not say who put it forward. Choose who it counts for")
    meetings = dict(Meeting.objects.filter(body=body).values_list("on", "pk"))
    first = int(history.next_ref(Decision).partition("-")[2])
    return [
        _make(standing, body, row, f"D-{first + place:03}", partners.get(row.partner, proposer),
              meetings.get(row.date), log, public)
        for place, row in enumerate(rows)
    ]  # fmt: skip


def _make(standing, body, row, ref, proposer, meeting, log, public):
    one = Decision.objects.create(
        ref=ref,
        title=row.title,
        proposal=row.decided or row.title,
        why=row.why,
        body=body,
        meeting_id=meeting,
        proposer=proposer,
        layer=body.layer,
        area=body.area,
        stage="closed",
        closed=row.date,
        outcome=row.outcome,
        outcome_says=_says(row),
        money=row.money,
        review=row.review,
        public=public,
    )
    told = {"log": log, "row": row.row, "title": row.title, "closed": row.date.isoformat()}
    history.told(standing.by, one, BROUGHT, _says(row), after=told, through="import")
    return one


def _says(row):
    parts = [f"{FROM}, row {row.row}"]
    parts += [f"number {row.ref} there"] if row.ref else []
    if row.who and not row.partner:
        parts.append(f"put forward by {row.who}, as the log says")
    elif not row.who:
        parts.append("the log does not say who put it forward")
    return "; ".join(parts) + "."


def brought(log):
    """The Steps with which a log's decisions were brought in, and not taken back since."""
    return Step.objects.filter(act=BROUGHT, after__log=log, undone_by=None)


@act
def take_back(standing, log):
    """Take back every decision of a log; refused where one of them was changed since."""
    must_bring(standing)
    steps = list(brought(log))
    refuse("" if steps else "There is nothing of it to take back")
    changed = [
        step.after["title"]
        for step in steps
        if Step.objects.filter(about=step.about, pk__gt=step.pk).exists()
    ]
    refuse(f"{len(changed)} of them were changed since, first: {changed[0]}" if changed else "")
    for step in steps:
        pk = Decision.objects.values_list("pk", flat=True).get(ref=step.about.partition(":")[2])
        one = locked(Decision, pk)
        one.stage = "withdrawn"
        one.save(update_fields=["stage"])
        before, after = {"stage": "closed"}, {"stage": "withdrawn"}
        history.told(standing.by, one, TAKEN_BACK, before=before, after=after, undoes=step)
    return len(steps)
