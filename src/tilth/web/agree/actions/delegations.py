"""Functions passed on, changed and taken back: only the chair and the secretariat write it down."""

from tilth.agree.agreements.leaving import bites
from tilth.agree.levels.days import DAY
from tilth.web.agree import history
from tilth.web.agree.levels.reading import (
    CHANGED,
    CORRECTED,
    HAPPENED,
    TOOK_BACK,
    Ledgers,
    stands,
)
from tilth.web.agree.models import Delegation
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.drawing import day as day_words

KEEPS = "Only the chair and the secretariat write down what is passed on"
STAYS = "stays here"
STANDS = "stands again"


@act
def pass_on(standing, *, day, function, from_body, to_body, since, words="", at=None, **told):
    """A function is passed on from one body to another; from a body to itself, it stays there.

    told: cash, time, capacity, resources, conditions, agreement, decision, chosen, review,
    why_not_lower, indicator. Returns the Delegation.
    """
    refuse("" if standing.keeps else KEEPS)
    for body in (from_body, to_body):
        refuse("" if stands(body, since) else f"{body.name} does not stand on that day")
    stays = from_body.pk == to_body.pk
    refuse("Say why it stays there" if stays and not told.get("why_not_lower") else "")
    refuse(_amounts(told))
    review = told.get("review")
    refuse("Look at it again after it has begun" if review and review < since else "")
    decision = told.get("decision")
    carried = decision is None or (decision.stage == "closed" and decision.outcome == "carried")
    refuse("" if carried else "That decision is not carried")
    refuse("That is passed on already, between the same two" if _again(
        function, from_body, to_body, since) else "")  # fmt: skip
    made = Delegation.objects.create(
        ref=history.next_ref(Delegation),
        function=" ".join(function.split()),
        from_body=from_body,
        to_body=to_body,
        since=since,
        **{name: value for name, value in told.items() if value is not None},
    )
    history.added(standing.by, made, STAYS if stays else "passed on", words, at=at)
    return made


def _amounts(told):
    """Why what goes with it cannot be so; '' where it can."""
    least = (told.get(name) or 0 for name in ("cash", "time", "capacity"))
    return "Nothing less than nothing can be passed on" if any(v < 0 for v in least) else ""


def _again(function, from_body, to_body, since, *, besides=None):
    """Whether the same stands passed on already between these two."""
    there = Delegation.objects.filter(
        function__iexact=" ".join(function.split()), from_body=from_body, to_body=to_body
    )
    there = there.exclude(pk=besides)
    return there.filter(until=None).exists() or there.filter(until__gte=since).exists()


@act
def change(standing, delegation, *, how, words, day, place, at=None, **told):
    """Other means or conditions from today on, or a mistake put right (how: `corrected`).

    how: `changed` holds to the notice of the agreement: money is not cut from one day to the next.
    `happened` tells of a cut that was made without it, and the ledger shows that.
    """
    refuse("" if standing.keeps else KEEPS)
    refuse(
        "" if how in (CHANGED, HAPPENED, CORRECTED) else "Say whether it changes or was always so"
    )
    refuse("" if words.strip() else "Say why")
    refuse(_amounts(told))
    one = locked(Delegation, delegation.pk)
    over = one.until is not None and one.until < day
    refuse(
        "It has ended. Only a mistake in it can be put right" if over and how != CORRECTED else ""
    )
    told = {name: "" if value is None and name in WORDS else value for name, value in told.items()}
    refuse(_cut(one, told.get("cash", one.cash), place, day) if how == CHANGED else "")
    act_of = CORRECTED if how == CORRECTED else CHANGED
    done = history.changed(standing.by, one, act_of, words, at=at, **told)
    refuse("" if done else "Nothing in it is different")
    return one


def _cut(one, cash, place, day):
    """Why money cannot be cut from today on: the notice that was agreed."""
    notice = Ledgers(place, on=day).notice_of(one.agreement)
    if not notice or one.cash is None or (cash is not None and cash >= one.cash):
        return ""
    return (
        f"{one.agreement.title} gives {notice} days of notice before money is cut. Take it back "
        "with that notice, and pass on what is left from then on"
    )


WORDS = ("resources", "conditions")


@act
def stand_again(standing, delegation, *, words, at=None):
    """Something was not taken back after all, or only by mistake: it stands as it stood."""
    refuse("" if standing.keeps else KEEPS)
    refuse("" if words.strip() else "Say why")
    one = locked(Delegation, delegation.pk)
    refuse("It has not been taken back" if one.until is None else "")
    refuse("It was passed on anew meanwhile" if _again(
        one.function, one.from_body, one.to_body, one.until, besides=one.pk) else "")  # fmt: skip
    history.changed(standing.by, one, STANDS, words, at=at, until=None, ended_because="")
    return one


@act
def take_back(standing, delegation, *, until, because, day, place, at=None):
    """Something passed on ends, with a reason and with the notice its agreement gives.

    A last day before today tells what has happened already; the ledger then shows how much notice
    there was.
    """
    refuse("" if standing.keeps else KEEPS)
    refuse("" if because.strip() else "Say why it is taken back")
    one = locked(Delegation, delegation.pk)
    refuse("It has been taken back already" if one.until is not None else "")
    refuse("It cannot end before it began" if until < one.since else "")
    notice = Ledgers(place, on=day).notice_of(one.agreement)
    first = bites(day, notice) - DAY
    if day <= until < first:
        refuse(
            f"{one.agreement.title} gives {notice} days of notice. "
            f"Its last day cannot come before {day_words(first)}"
        )
    history.changed(standing.by, one, TOOK_BACK, because, at=at, until=until, ended_because=because)
    return one
