"""What each made-up partner said of each decision: one voice a partner."""

from tilth.demo.partnership.decisions import amended_on, changed, ended
from tilth.demo.partnership.people import speaker
from tilth.demo.partnership.reading import days, dice, moment

ENOUGH = 7  # partners that speak at least: more than any rule asks
LIKELY = {"full": 0.78, "light": 0.55}
WORDS = {
    "support": ("We are for it.", "This is what people have asked us for.", "Yes, and soon.", ""),
    "consent": ("Not what we would have chosen, and we can live with it.", "We see no harm.", ""),
    "aside": ("It is not ours to judge.", "We stand aside.", ""),
}
BEST = {"blended": 4, "both": 4, "yes": 3, "no": 2}


def with_voice(decision, versions, everyone):
    """The partners bound by the agreement it is taken under, who have not left by then."""
    version = next(v for v in versions if (v["agreement"], v["number"]) == decision["version"])
    gone = {p["slug"] for p in everyone if p["left"] and p["left"] < ended(decision["told"])}
    return [slug for slug in version["clauses"]["parties"] if slug not in gone]


def voices(decided, everyone, played, names, seed):
    """One voice a partner a decision: what was written by hand, and the rest by chance."""
    found = []
    for decision in decided:
        rng = dice(seed, f"voices {decision['ref']}")
        for partner in _spoke(decision, rng):
            voice = _voice(decision, partner, rng)
            first, last = _days(decision, voice)
            on = first + days(rng.randint(0, max(0, (last - first).days)))
            who = speaker(everyone, played, partner, on)
            told = {"decision": decision["ref"], "partner": partner, "by": who}
            found.append(told | {"name": names.get(who, ""), "at": moment(on, rng)} | voice)
    return found


def _spoke(decision, rng):
    """Who spoke: those written down, and most of the others; on small tries fewer."""
    told = decision["told"]
    if decision["stage"] == "draft":
        return []
    if "spoken" in told:
        return told["spoken"]
    there = decision["with_voice"]
    written = {decision["proposer"]}
    written.update(
        p for k in ("objects", "aside", "interest", "supporting") for p in told.get(k, ())
    )
    shuffled = rng.sample(there, len(there))
    found = [p for p in shuffled if p in written or rng.random() < LIKELY[decision["route"]]]
    short = [p for p in shuffled if p not in found]
    return sorted([*found, *short[: max(0, ENOUGH - len(found))]])


def _voice(decision, partner, rng):
    told = decision["told"]
    interest = told.get("interest", {}).get(partner, "")
    objected = told.get("objects", told.get("objects_open", {})).get(partner)
    if objected:
        harm, safe, met = (*objected, "")[:3]
        return {"position": "object", "harm": harm, "safe": safe, "met": met, "interest": interest}
    if partner in told.get("aside", {}):
        return {"position": "aside", "words": told["aside"][partner], "interest": interest}
    for_it = partner == decision["proposer"] or partner in told.get("supporting", ())
    position = "support" if for_it else rng.choices(("support", "consent", "aside"), (55, 38, 7))[0]
    voice = {"position": position, "words": rng.choice(WORDS[position]), "interest": interest}
    if position == "support":
        voice["strength"] = rng.choice((3, 4, 4, 5))
    return voice | _scores(decision, rng)


def _scores(decision, rng):
    """What the partner gave each option, criterion by criterion; the blend does best."""
    given = {
        option["name"]: {
            words: min(5, max(1, BEST[option["kind"]] + rng.choice((-1, 0, 0, 1))))
            for words in decision["criteria"]
        }
        for option in decision["options"]
    }
    return {"scores": given} if given else {}


def _days(decision, voice):
    """Between which days a voice was last touched: after the wording it is about."""
    told = decision["told"]
    first = amended_on(told) + days(1) if changed(told) else told["opened"]
    last = ended(told)
    if voice["position"] == "object" and not voice["met"]:
        last = amended_on(told)
    return min(first, last), last
