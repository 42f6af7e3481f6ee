"""What the chair is told: on the first page of AGREE, and in a letter after each cycle."""

from django.db.models import Q

from tilth.web.agree.balance.leading import bodies
from tilth.web.agree.balance.report import Report, last_finished
from tilth.web.agree.models import Role, Step

TOLD = "told the chair of the balance"


def address_of(body, cycle=None):
    """Where a body's balance is read."""
    at = f"/agree/balance/{body.slug}/"
    return f"{at}?cycle={cycle.key}" if cycle else at


def balance_panel(standing, on):
    """[{"words", "address"}] for the chair and the secretariat: what the last cycles showed.

    on: the day. Only bodies whose last finished cycle showed more than chance are told.
    """
    if standing is None or not standing.keeps:
        return []
    found = []
    for body in bodies():
        cycle = last_finished(body, on)
        if cycle is None:
            continue
        told = dominance(Report(body, cycle, on, str))
        words = f"{body.name}, {cycle.title}: "
        found += [{"words": words + one, "address": address_of(body, cycle)} for one in told]
    return found


def dominance(report):
    """What is more than chance, one sentence a thing shared; empty where nothing is."""
    found = []
    for part in report.parts():
        one = part["balance"]
        if one.standing_out:
            found.append(part["sentence"])
        if one.large is not None and one.large.standing_out:
            found.append(part["large"])
    return found


def letter(report, told):
    """(subject, words) of the letter to a chair; told: what is more than chance."""
    name, cycle = report.body.name, report.cycle.title
    subject = f"{name}: was every voice equal, {cycle}?"
    said = "\n".join(f"- {one}" for one in told) if told else (
        "Nothing was more than chance would explain.")  # fmt: skip
    quiet = [
        f"- {part['heading']}: {', '.join(part['silent']['names'])}"
        for part in report.parts()
        if part["silent"] and part["what"] in ("proposals", "speaking")
    ]
    heard = "\n".join(["", "Not heard this time:", *quiet, ""]) if quiet else ""
    words = (
        f"This is about partners, never about people.\n\n{said}\n{heard}\n"
        "It says what happened, not why. You might ask the quieter partners what would help, "
        "and open the next item with one of them."
    )
    return subject, words


def was_told(body, cycle):
    """Whether the chair of a body was told of a cycle already."""
    return Step.objects.filter(about=body.key, act=TOLD, after__cycle=cycle.key).exists()


def chairs(body, on):
    """Where letters to the chairs of a body go: those who hold its chair on a day."""
    held = Role.objects.filter(body=body, chair=True, person__isnull=False, since__lte=on)
    held = held.filter(Q(until__isnull=True) | Q(until__gte=on)).select_related("person")
    return sorted({one.person.email for one in held if one.person.email})
