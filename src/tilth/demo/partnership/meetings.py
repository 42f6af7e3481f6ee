"""The meetings of the made-up bodies: when, what was on the table, who was heard."""

import datetime

from tilth.demo.partnership.decisions import BOARD, SYSTEM_BOARD, ended
from tilth.demo.partnership.people import at_table
from tilth.demo.partnership.reading import DAY, days, dice

FIRST = datetime.date(2022, 6, 14)
TUESDAY = 1
LOUD = {"hospital": 5.0, "council": 4.5, "icb": 4.0}  # how much they spoke in the first year
EVEN = 1.6  # how much they spoke at last, where others speak 1
PER_PARTNER = 2.6  # turns of speaking a partner a meeting
TOLD = (
    "Old Pits",
    "Foundry Lane",
    "Canalside",
    "Market Quarter",
    "Rushbrook",
    "Hillfoot",
    "Beacon Park",
)
ROOMS = (
    "Old Pits hall",
    "Town hall, room 3",
    "The ground, upper lounge",
    "Hillfoot leisure centre",
)
STANDING = "What we promised, and what came of it"


def meetings(decided, seed):
    """Meetings in the order they were held, the next one planned."""
    rng = dice(seed, "meetings")
    held = {(BOARD, on) for on in _board_days()} | {
        (SYSTEM_BOARD, on) for on in _system_days(decided)
    }
    held |= {
        ("old-pits-team", d["closed"]) for d in decided if d.get("closed") and d["ref"] == "D-021"
    }
    rows = [_meeting(body, on, rng) for body, on in sorted(held, key=lambda one: (one[1], one[0]))]
    for on, title, kind in (
        (
            datetime.date(2024, 6, 20),
            "Matchday Moves: the club and the Circle at one table",
            "workshop",
        ),
        (
            datetime.date(2024, 11, 26),
            "We look at each other's work: home from hospital",
            "peer review",
        ),
        (
            datetime.date(2025, 11, 25),
            "We look at each other's work: homes without damp",
            "peer review",
        ),
    ):
        rows.append(_meeting(BOARD, on, rng) | {"title": title, "type": kind})
    return sorted([*rows, _open_table(rng)], key=lambda one: (one["on"], one["body"]))


def _open_table(rng):
    """The next time everyone may come: its papers are out, for residents too."""
    told = {"title": "The open table: what we promised, and what came of it", "where": ROOMS[0]}
    told |= {"state": "published", "public": True}
    return _meeting("open-table", datetime.date(2026, 4, 16), rng) | told


def _board_days():
    """The second Tuesday of every other month, and the first meeting of all."""
    yield FIRST
    for month in range(7, 12 * 4 + 6, 2):
        yield _tuesday(2022 + (month - 1) // 12, (month - 1) % 12 + 1, 2)


def _system_days(decided):
    """The third Tuesday of each quarter's first month, and the days it decided in between."""
    for quarter in range(15):
        month = 10 + 3 * quarter
        yield _tuesday(2022 + (month - 1) // 12, (month - 1) % 12 + 1, 3)
    yield from (ended(d["told"]) for d in decided if d["body"] == SYSTEM_BOARD)


def _tuesday(year, month, which):
    first = datetime.date(year, month, 1)
    return first + days((TUESDAY - first.weekday()) % 7 + 7 * (which - 1))


def _meeting(body, on, rng):
    late = (DAY - on).days
    state = "planned" if late < 0 else "held" if late < 40 else "agreed"
    return {
        "body": body,
        "on": on,
        "starts": datetime.time(13, 30) if body == BOARD else datetime.time(10, 0),
        "ends": datetime.time(15, 30) if body == BOARD else datetime.time(12, 0),
        "where": rng.choice(ROOMS) if body == BOARD else "Online",
        "state": state,
        "public": body == BOARD,
        "minutes": "The minutes were agreed at the next meeting." if state == "agreed" else "",
    }  # fmt: skip


def items(held, decided, raised):
    """What was on the table: promises, what was opened or decided, a neighbourhood's word."""
    rows = []
    for turn, meeting in enumerate(held):
        told = [] if meeting.get("title") else [_standing()]
        told += [_decision(d, meeting) for d in decided if _on_table(d, meeting)]
        told += [_issue(i) for i in raised if _looked_at(i, meeting)]
        if meeting.get("title"):
            told.append({"title": meeting["title"], "type": "review", "minutes": 60})
        elif meeting["body"] == BOARD:
            area = TOLD[turn % len(TOLD)]
            told.append(
                {"title": f"A quarter of an hour from {area}", "type": "note", "minutes": 15}
            )
        key = (meeting["body"], meeting["on"])
        rows += [one | {"meeting": key, "number": n} for n, one in enumerate(told, 1)]
    return rows


def _standing():
    return {"title": STANDING, "type": "review", "minutes": 15, "about": ""}


def _on_table(decision, meeting):
    same = decision["body"] == meeting["body"] and decision["route"] == "full"
    same = same and decision["stage"] != "draft" and not meeting.get("title")
    is_open = decision["stage"] not in ("closed", "withdrawn")
    last = datetime.date.max if is_open else ended(decision["told"])
    return same and decision["opened"] <= meeting["on"] <= last


def _decision(decision, meeting):
    last = decision.get("closed") == meeting["on"]
    first = meeting["on"] - decision["opened"] < days(1)
    front = {
        "purpose": decision.get("why") or decision["title"],
        "asks": "To decide" if last else "To say what you see",
        "background": decision["proposal"],
        "equality": decision.get("equality", ""),
        "money": decision.get("money_says")
        or (f"£{decision['money']:,}" if decision.get("money") else ""),
    }
    return {
        "title": decision["title"],
        "type": "decide" if last else "discuss",
        "partner": decision["proposer"],
        "about": f"decision:{decision['ref']}",
        "minutes": 20 if last else 10 if first else 15,
        "front": front,
        "outcome": (decision["outcome_says"] or "Carried.") if last else "",
    }


def _looked_at(issue, meeting):
    if meeting["body"] != BOARD or meeting.get("title") or issue["visible"] == "owners":
        return False
    return (
        0 <= (meeting["on"] - issue["opened"]).days % 365 < 60 and meeting["on"] >= issue["opened"]
    )


def _issue(issue):
    return {
        "title": issue["title"],
        "type": "review",
        "partner": issue["raised_by"],
        "about": f"issue:{issue['ref']}",
        "minutes": 15,
    }


def turns(held, listed, everyone, at_system, seed):
    """Who was there and who was heard: the loud ones speak less from year to year."""
    rng, rows = dice(seed, "turns"), []
    for meeting in held:
        if meeting["on"] > DAY:
            continue
        key = (meeting["body"], meeting["on"])
        among = at_system if meeting["body"] == SYSTEM_BOARD else None
        there = _there(at_table(everyone, meeting["on"], among), rng)
        rows += [{"meeting": key, "partner": p, "type": "present"} for p in there]
        rows += _spoken(meeting, key, there, rng)
        for one in listed:
            if one["meeting"] == key and one.get("partner") in there:
                told = {"meeting": key, "item": (*key, one["number"]), "partner": one["partner"]}
                rows.append(told | {"type": "proposed" if one["type"] != "review" else "paper"})
    return rows


def _there(able, rng):
    return [p for p in able if rng.random() < (0.95 if p in LOUD else 0.84)]


def _spoken(meeting, key, there, rng):
    """Turns of speaking, shared out by how much each tends to speak at that time."""
    gone = min(1.0, (meeting["on"] - FIRST).days / 1_300)
    weights = [LOUD[p] + (EVEN - LOUD[p]) * gone if p in LOUD else 1.0 for p in there]
    drawn = rng.choices(there, weights, k=round(PER_PARTNER * len(there))) if there else []
    counts = {p: drawn.count(p) for p in there if p in drawn}
    return [
        {
            "meeting": key,
            "partner": p,
            "type": "spoke",
            "count": n,
            "seconds": n * rng.randint(35, 110),
        }
        for p, n in counts.items()
    ]
