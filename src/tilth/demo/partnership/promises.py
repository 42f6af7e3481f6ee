"""Promises, asks, offers and recommendations of the made-up partners, and what came of each."""

import datetime
import re

from tilth.demo.partnership.decisions import ended
from tilth.demo.partnership.reading import DAY, days, dice, located, texts

WRITTEN = re.compile(
    r"(?:(?P<type>ask|offer|recommendation|commitment) \| )?"
    r"(?P<by>[\w-]+)(?: by (?P<through>[\w-]+))?"
    r" > (?P<to>[\w-]+): (?P<words>.+?)(?: \[(?P<state>[a-z ]+)(?:: (?P<reason>.+))?\])?"
)
PROGRAMMES = {
    "D-007": "warm-homes", "D-014": "matchday-moves", "D-015": "steady-on",
    "D-016": "matchday-moves", "D-029": "matchday-moves", "D-033": "steady-on",
}  # fmt: skip
KEPT = (
    "Told at the meeting after.", "Seen by the team.", "In the minutes.",
    "The partner it was made to says so.",
    "The chair went to see it.",
)  # fmt: skip
ACKNOWLEDGED = 0.78
DONE = {
    "kept": "kept it", "changed": "changed it", "let go": "let it go", "declined": "answered no",
    "stuck": "said it is stuck",
}  # fmt: skip


def promises(decided, bodies, seed):
    """Commitments with refs in the order they were made; a changed one names what it became."""
    rng = dice(seed, "promises")
    names = {body["slug"]: body["name"] for body in bodies}
    found = []
    for decision in decided:
        for line in decision["told"]["promises"]:
            found += _with_what_it_became(_of_decision(line, decision, names, rng))
    for line, made, due, seen, *otherwise in texts("giving")["promises"]:
        told = _of_its_own(line, made, due, seen, names, rng)
        if otherwise:
            told |= {"otherwise": otherwise[0], "seen": None}
        found += _with_what_it_became(told)
    found.sort(key=lambda one: one["made"])
    for number, one in enumerate(found, 1):
        one["ref"] = f"C-{number:03}"
    for one in found:
        if one.get("became"):
            one["became"] = one["became"]["ref"]
    return found


def _of_decision(line, decision, names, rng):
    made = min(ended(decision["told"]), DAY)
    due = made + days(rng.choice((60, 90, 120, 180, 270, 365)))
    told = _read(line, names, decision["told"].get("area", "Tiltham"), decision["body"])
    if told["state"] == "growing" and due <= DAY:
        due = DAY + days(rng.choice((30, 60, 120, 180)))
    told |= {
        "decision": decision["ref"],
        "layer": decision["layer"],
        "area": decision["area"],
        "origin": decision["origin"],
        "programme": told["programme"] or PROGRAMMES.get(decision["ref"]),
    }
    return _settled(told, made, due, rng.random() < ACKNOWLEDGED, rng)


def _of_its_own(line, made, due, seen, names, rng):
    told = _read(line, names, "Tiltham", "place-board") | located({}, "Tiltham")
    return _settled(told, made, due, seen, rng)


def _read(line, names, area, body):
    """One written line as the fields of a commitment."""
    read = WRITTEN.fullmatch(line)
    if read is None:
        raise ValueError(f"this is no promise: {line}")
    by, to = read["by"], body if read["to"] == "all" else read["to"]
    return {
        "type": read["type"] or "commitment",
        "words": read["words"],
        "made_by": None if by in names else by,
        "told_by": read["through"] or by,
        "programme": by if by in names else None,
        "made_to": to if to not in names and to != "residents" else None,
        "made_to_body": to if to in names else None,
        "with_whom": f"People who live in {area}" if to == "residents" else "",
        "state": read["state"] or "",
        "reason": read["reason"] or "",
    }


def _settled(told, made, due, acknowledged, rng):
    """The promise with its state on the day: what is not written was kept once it was due.

    Whoever it was made to acknowledges how it ended, some days later, or does not.
    """
    told |= {"made": made, "due": due}
    told["state"] = told["state"] or ("kept" if due < DAY else "growing")
    if told["state"] == "kept":
        told["settled"] = min(DAY, max(made, due + days(rng.randint(-30, 20))))
        told["evidence"] = rng.choice(KEPT)
    elif told["state"] in ("changed", "let go", "declined"):
        told["settled"] = min(DAY, made + days(rng.randint(40, 120)))
    elif told["state"] == "stuck":
        told["stuck"] = min(DAY, made + days(rng.randint(60, 150)))
    owed = told["made_to"] or told["made_to_body"]
    if told.get("settled") and acknowledged and owed and told["state"] != "declined":
        told["seen"] = min(DAY, told["settled"] + days(rng.randint(2, 25)))
    return told


def _with_what_it_became(told):
    """A promise that was changed, and the one it was changed into."""
    if told["state"] != "changed":
        return [told]
    new = told | {"words": told["reason"], "state": "growing", "reason": "", "seen": None}
    new |= {"made": told["settled"], "due": DAY + datetime.timedelta(days=90), "settled": None}
    told["became"] = new
    return [told, new]
