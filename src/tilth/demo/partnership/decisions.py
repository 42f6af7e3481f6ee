"""What the made-up partners decided: the proposals as they were put, and as they became."""

from tilth.demo.partnership.reading import DAY, days, located, texts

BOARD, SYSTEM_BOARD = "place-board", "greenmarch-board"
PLAIN = (
    "title", "proposal", "why", "with_whom", "population", "why_not_lower", "money",
    "money_says", "equality", "opened", "closed",
)  # fmt: skip
SMALL_TRY = "A small try. What we learn says whether it goes on."
NOBODY_WORSE = "We found nobody it treats worse. We ask again when we look back on it."


def decisions():
    """Decisions in the order of their refs, with what was said of them still in `told`."""
    written = texts("decisions")["decision"]
    return [_decision(f"D-{number:03}", told) for number, told in enumerate(written, 1)]


def _decision(ref, told):
    body, closed, area = told.get("body", BOARD), told.get("closed"), told.get("area", "Tiltham")
    light = told.get("route") == "light"
    usual = {
        "why": SMALL_TRY if light else told["proposal"],
        "equality": NOBODY_WORSE,
        "population": f"People who live in {area}",
    }
    return (
        usual
        | {k: told[k] for k in PLAIN if k in told}
        | located(told, area)
        | {
            "ref": ref,
            "body": body,
            "proposer": told["by"],
            "origin": told.get("origin", "place"),
            "route": told.get("route", "full"),
            "stage": "closed" if closed else told.get("stage", "withdrawn"),
            "closes": told.get("closes") or told["opened"] + days(3 if light else 14),
            "options": told.get("options", []),
            "criteria": told.get("criteria", []),
            "outcome": "carried" if closed else "",
            "outcome_says": told.get("says", ""),
            "review": told.get("review") or ended(told) + days(90 if light else 365),
            "version": _version(body, ended(told)),
            "told": told,
        }
    )


def ended(told):
    """The day voices closed or it was taken back; the day of the demo while it is open."""
    return told.get("closed") or told.get("withdrawn") or DAY


def amended_on(told):
    """The day a proposal was amended, or the talk of it ended: two thirds of its way."""
    return told.get("amended") or told["opened"] + days(
        (ended(told) - told["opened"]).days * 2 // 3
    )


def changed(told):
    """Whether its words were changed after what was heard."""
    return "first" in told


def _version(body, on):
    if body == SYSTEM_BOARD:
        return ("greenmarch-table", 1)
    return ("how-we-work", 1 if on.isoformat() < "2024-04-01" else 2)


def closing(decision, said, versions):
    """What is kept with a decision when it closes: the rule, and what it found."""
    version = next(v for v in versions if (v["agreement"], v["number"]) == decision["version"])
    clauses, said = version["clauses"], [v for v in said if v["decision"] == decision["ref"]]
    spoken = sorted(v["partner"] for v in said)
    interested = sorted(v["partner"] for v in said if v["interest"])
    able = [v for v in said if v["position"] in ("support", "consent") or v.get("met")]
    return {
        "rule": clauses["decide"],
        "agreement": version["agreement"],
        "version": version["number"],
        "result": decision["outcome"],
        "spoken": spoken,
        "silent": sorted(set(decision["with_voice"]) - set(spoken)),
        "interested": interested,
        "counted": len(spoken) - len(interested),
        "content": sum(v["partner"] not in interested for v in able),
        "with_voice": sorted(decision["with_voice"]),
    }
