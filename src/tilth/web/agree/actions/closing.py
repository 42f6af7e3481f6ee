"""Evidence kept with a decision, and the end of it: closing, taking back, looking again."""

import hashlib
import json

from tilth.agree.words import STAGES
from tilth.web.agree import history
from tilth.web.agree.actions.decisions import must_be_open, must_tend, speaker
from tilth.web.agree.decisions.ruling import OPEN, kept, ruling
from tilth.web.agree.models import Decision, Evidence
from tilth.web.house.acts import act, locked, refuse


@act
def freeze(standing, decision, on, *, finding, picture="", release=""):
    """Keep a figure with a decision as it stands today; it never changes again.

    finding: its plain values, as tilth.see tells them. Any partner may, and those who keep.
    """
    if not standing.keeps:
        speaker(standing)
    decision = locked(Decision, decision.pk)
    late = decision.stage not in ("draft", *OPEN)
    refuse("Evidence is kept before a decision closes" if late else "")
    mark = hash_of(finding, picture)
    twice = decision.evidence.filter(hash=mark, removed=False).exists()
    refuse("This figure is kept with it already" if twice else "")
    one = Evidence.objects.create(
        decision=decision, on=on, release=release, finding=finding, picture=picture, hash=mark
    )
    history.told(standing.by, decision, "kept a figure", finding["title"])
    return one


def hash_of(finding, picture):
    """SHA-256 of a figure and its picture, the same whatever order its parts are kept in."""
    told = json.dumps(finding, sort_keys=True, ensure_ascii=False) + picture
    return hashlib.sha256(told.encode()).hexdigest()


@act
def leave_out(standing, evidence, words):
    """A figure is no longer shown as evidence; what it was stays written down."""
    refuse("" if words.strip() else "Say why it is left out")
    decision = locked(Decision, evidence.decision_id)
    must_tend(standing, decision)
    late = decision.stage not in ("draft", *OPEN)
    refuse("What a closed decision was taken on stays with it" if late else "")
    left = Evidence.objects.filter(pk=evidence.pk, removed=False).update(removed=True)
    refuse("" if left else "It was left out already")
    said = f"{evidence.finding['title']}: {words}"
    return history.told(standing.by, decision, "left a figure out", said)


@act
def close(standing, decision, on, words=""):
    """The chair closes it, where every part of the signed rule is met; the result is the rule's."""
    refuse("" if standing.chairs else "Only the chair closes a decision")
    decision = locked(Decision, decision.pk)
    must_be_open(decision)
    found = ruling(decision, on, closer=standing.by.person)
    refuse(found.refusal)
    fields = {
        "stage": "closed",
        "closed": on,
        "outcome": found.outcome.result,
        "outcome_says": words,
        "rule": kept(found),
        "version": found.version,
    }
    return history.changed(standing.by, decision, "closed", words, **fields)


@act
def withdraw(standing, decision, words):
    """The proposing partner takes it back, with its reason; the chair, where that partner left."""
    decision = locked(Decision, decision.pk)
    gone = standing.chairs and decision.proposer.state != "joined"
    own = standing.speaks_for(decision.proposer)
    refuse("" if own or gone else f"Only {decision.proposer.name} can take it back")
    refuse("" if decision.stage in ("draft", *OPEN) else f"It is {STAGES[decision.stage]} already")
    refuse("" if words.strip() else "Say why it is taken back")
    return history.changed(standing.by, decision, "took back", words, stage="withdrawn")


@act
def set_review(standing, decision, review):
    """Name the day on which a decision is looked at again."""
    decision = locked(Decision, decision.pk)
    must_tend(standing, decision)
    refuse("It was taken back" if decision.stage == "withdrawn" else "")
    return history.changed(standing.by, decision, "set a day to look again", review=review)


@act
def reviewed(standing, decision, words, *, again=None):
    """What was found when it was looked at again, and when the next time is, if any."""
    decision = locked(Decision, decision.pk)
    must_tend(standing, decision)
    refuse("" if decision.stage == "closed" else "Only what was decided is looked back on")
    refuse("" if words.strip() else "Say what you found")
    before = {"review": decision.review.isoformat() if decision.review else None}
    decision.review = again
    decision.save(update_fields=["review"])
    after = {"review": again.isoformat() if again else None}
    return history.told(standing.by, decision, "looked again", words, before=before, after=after)
