"""An issue as it stands: what was said of it, what waits for its owners, who can do what."""

from tilth.agree.issues import entries as said
from tilth.agree.issues import together
from tilth.web.agree import history

DONE = "together"  # the field of a Step that says which proposal it carried out


def entries_of(issue):
    """What was said and done, the oldest first, as values."""
    steps = history.of(issue)
    return [
        said.Entry(s.pk, s.act, s.partner.slug if s.partner else "", s.words, s.after)
        for s in steps
    ]


def sitting(issue):
    """The owners still round the table: what one that left would say is not waited for."""
    return tuple(
        issue.owners.filter(state="joined").order_by("slug").values_list("slug", flat=True)
    )


def waiting_of(issue, entries=None):
    """What was put to the owners and is not done: Puts."""
    entries = entries_of(issue) if entries is None else entries
    done = {one.about[DONE] for one in entries if DONE in one.about}
    return together.puts(entries, done)


def rested_at(entries):
    """The stage an issue was at before it was let to rest."""
    stages = [
        one.about["stage"] for one in entries if one.about.get("stage") not in (None, "parked")
    ]
    return stages[-1] if stages else "surfaced"


def answers_to(entries):
    """number of a proposal -> what owners said of it since."""
    found: dict = {}
    for one in entries:
        if one.act in (said.AGREED, said.NOT_YET):
            found.setdefault(one.about["put"], []).append(one)
    return found
