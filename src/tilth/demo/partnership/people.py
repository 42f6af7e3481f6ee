"""Who is round the made-up table: partners, people, bodies and the parts they play."""

import hashlib
import re

from tilth.demo.land.codes import code_of
from tilth.demo.partnership.reading import located, texts

ONLY_HERE = ("joined", "left", "footprint")


def partners():
    """Partners, with since when they are round the table (`joined`) and until when (`left`)."""
    return [
        {
            "state": "joined",
            **{k: v for k, v in told.items() if k not in ONLY_HERE},
            "email": f"{told['slug'].replace('_', '-')}@example.org",
            "footprint": [code_of(name) for name in told["footprint"]],
            "joined": told["joined"],
            "left": told.get("left"),
        }
        for told in texts("partners")["partner"]
    ]


def bodies():
    """Boards, groups, networks, spaces, teams, programmes and the fund."""
    return [told | located(told) for told in texts("bodies")["body"]]


def people(seed):
    """People, each with the ref that records call them by; parts: see `parts`."""
    return [
        {"ref": _ref(told["slug"], seed)} | {k: v for k, v in told.items() if k != "parts"}
        for told in texts("people")["person"]
    ]


def parts():
    """What people do, where, from when until when; an area is told by its code."""
    return [
        {"person": told["slug"], "partner": _for(part, told["parts"])} | part | _area(part)
        for told in texts("people")["person"]
        for part in told["parts"]
    ]


def _area(part):
    return {"area": code_of(part["area"])} if "area" in part else {}


def _for(part, parts):
    """The partner somebody sits on a body for: the one they work for; none for residents."""
    own = part.get("independent") or part.get("expert") or "esident" in part["title"]
    works = [p["partner"] for p in parts if "partner" in p and p["since"] <= part["since"]]
    still = [p["partner"] for p in parts if not p.get("until") and "partner" in p]
    there = [one for one in works if one in still or part.get("until")]
    return there[0] if "body" in part and there and not own else None


def at_table(everyone, on, body=None):
    """The slugs of those with a voice on a day: joined, not yet left, and not only observing."""
    return [
        one["slug"]
        for one in everyone
        if one["joined"] <= on
        and not (one["left"] and one["left"] < on)
        and one["state"] in ("joined", "left")
        and (body is None or one["slug"] in body)
    ]


def speaker(everyone, played, partner, on):
    """The person who speaks for a partner on a day: the one with a seat, else anyone there."""
    there = [p for p in played if p.get("partner") == partner and _runs(p, on)]
    seated = {p["person"] for p in played if p.get("body") == "place-board" and _runs(p, on)}
    names = [p["person"] for p in there]
    return next((n for n in names if n in seated), names[0] if names else None)


def _runs(part, on):
    return part["since"] <= on and not (part.get("until") and part["until"] < on)


def _ref(slug, seed):
    """Sixteen signs that say nothing of anyone and hold no run of ten figures."""
    letters = hashlib.sha256(f"made-up person {seed} {slug}".encode()).hexdigest()
    return re.sub(r"\d", lambda found: "ghjkmnpqrs"[int(found.group())], letters)[:16]
