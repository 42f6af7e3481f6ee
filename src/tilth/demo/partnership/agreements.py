"""What the made-up partners signed, and who signed it."""

from tilth.demo.partnership.people import at_table, speaker
from tilth.demo.partnership.reading import days, texts

ABOUT_IT = ("since", "until", "ended_because", "says")


def agreements():
    """Agreements, without what they say."""
    return [
        {k: v for k, v in told.items() if k != "version"}
        for told in texts("agreements")["agreement"]
    ]


def versions(everyone):
    """Versions, numbered, each with its clauses; those without parties are everyone's."""
    found = []
    for told in texts("agreements")["agreement"]:
        for number, version in enumerate(told["version"], 1):
            clauses = {k: v for k, v in version.items() if k not in ABOUT_IT}
            clauses.setdefault("parties", sorted(at_table(everyone, version["since"])))
            found.append(
                {k: v for k, v in version.items() if k in ABOUT_IT}
                | {"agreement": told["slug"], "number": number, "clauses": clauses}
            )
    return found


def signatures(everyone, played, names, found):
    """Every party signs on the day a version is in force from; one that leaves is free after."""
    gone = {one["slug"]: one["left"] + days(1) for one in everyone if one["left"]}
    return [
        _signature(version, slug, everyone, played, names)
        | {"withdrawn": _after(version, gone.get(slug))}
        for version in found
        for slug in version["clauses"]["parties"]
    ]


def _after(version, day):
    """The day a partner is no longer bound, where the version still held then."""
    return day if day and version["since"] < day <= version["until"] else None


def _signature(version, partner, everyone, played, names):
    on = version["since"]
    who = speaker(everyone, played, partner, on)
    title = next(
        (p["title"] for p in played if p["person"] == who and p.get("partner") == partner), ""
    )
    return {
        "version": (version["agreement"], version["number"]),
        "partner": partner,
        "person": who,
        "name": names.get(who, ""),
        "title": title,
        "on": on,
    }
