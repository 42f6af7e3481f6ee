"""The history of the made-up records: what was done, by whom, on which day."""

import itertools

from tilth.demo.partnership.decisions import amended_on, changed, ended
from tilth.demo.partnership.people import speaker
from tilth.demo.partnership.promises import DONE
from tilth.demo.partnership.reading import DAY, days, dice, moment

CHAIR, KEEPER = "okafor", "brandt"
CHAIRED_FROM = "2022-10-03"
STAGES = ("reactions", "objections")
WORDS = {"reactions": "what each partner thinks", "objections": "does anyone see harm?"}


class History:
    """Steps as they happened; about: a key, or (kind, what names it) where that is a number."""

    def __init__(self, everyone, played, seed):
        self.everyone, self.played, self.rng, self.rows = everyone, played, dice(seed, "steps"), []

    def step(
        self, about, act, on, *, partner=None, who=None, words="", before=None, after=None, at=None
    ):
        """Add one thing that happened."""
        if on > DAY:
            return
        if partner and not who:
            who = speaker(self.everyone, self.played, partner, on)
        role = "chair" if who == CHAIR else "partner" if partner else "secretariat" if who else ""
        self.rows.append(
            {
                "about": about,
                "act": act,
                "words": words,
                "by": who,
                "role": role,
                "partner": partner,
            }
            | {"before": before or {}, "after": after or {}, "at": at or moment(on, self.rng)}
        )

    def chair(self, about, act, on, **told):
        """Add what the chair did."""
        self.step(about, act, on, who=CHAIR if on.isoformat() >= CHAIRED_FROM else "hale", **told)


def steps(whole, seed):
    """Every Step of the records, the oldest first."""
    done = History(whole["partners"], whole["roles"], seed)
    for one in whole["partners"]:
        _partner(done, one)
    for one in whole["bodies"]:
        done.step(f"body:{one['slug']}", "began", one["since"], who=KEEPER)
    for one in whole["signatures"]:
        slug, number = one["version"]
        key = ("version", one["version"])
        done.step(
            key, "signed", one["on"], partner=one["partner"], words=f"{slug}, version {number}"
        )
    for one in whole["decisions"]:
        _decision(done, one)
    for one in whole["voices"]:
        _voice(done, one, {d["ref"]: d for d in whole["decisions"]}[one["decision"]])
    for one in whole["commitments"]:
        _promise(done, one)
    for one in whole["delegations"]:
        _delegation(done, one)
    for one in whole["issues"]:
        _issue(done, one)
    return sorted(done.rows, key=lambda row: row["at"])


def _partner(done, one):
    key = f"partner:{one['slug']}"
    act = {"observing": "came to listen", "invited": "invited"}.get(one["state"], "joined")
    done.step(key, act, one["joined"], who=KEEPER)
    if one["left"]:
        told = {
            "before": {"state": "joined"},
            "after": {"state": "left"},
            "words": one["state_reason"],
        }
        done.step(key, "left", one["left"], partner=one["slug"], **told)


def _decision(done, one):
    key, told, by = f"decision:{one['ref']}", one["told"], one["proposer"]
    light = one["route"] == "light"
    if one["stage"] == "draft":
        done.step(key, "wrote", one["opened"], partner=by)
        return
    done.step(key, "wrote", one["opened"] - days(6), partner=by)
    stage = "objections" if light else "questions"
    after = {"stage": stage, "opened": one["opened"].isoformat()}
    done.step(key, "opened", one["opened"], partner=by, before={"stage": "draft"}, after=after)
    if not light:
        _stages(done, key, one)
    if changed(told):
        change = {"before": {"proposal": told["first"]}, "after": {"proposal": one["proposal"]}}
        words = "Taken up after what was said of harm."
        done.step(key, "took up a change", amended_on(told), partner=by, words=words, **change)
    if one["stage"] == "closed":
        fields = {
            "before": {"stage": "objections"},
            "after": {"stage": "closed", "outcome": one["outcome"]},
        }
        done.chair(key, "closed", one["closed"], words=one["outcome_says"], **fields)
        _looked_again(done, key, one)
    elif one["stage"] == "withdrawn":
        fields = {"before": {"stage": "objections"}, "after": {"stage": "withdrawn"}}
        done.step(
            key, "took back", told["withdrawn"], partner=by, words=one["outcome_says"], **fields
        )


def _stages(done, key, one):
    """From questions on, as far as it came."""
    span, before = (ended(one["told"]) - one["opened"]).days, "questions"
    reached = STAGES if one["stage"] in ("closed", "withdrawn", "objections") else STAGES[:1]
    for part, stage in enumerate(reached if one["stage"] != "questions" else (), 1):
        on = one["opened"] + days(span * part // 4)
        fields = {"before": {"stage": before}, "after": {"stage": stage}}
        done.step(key, "moved on", on, partner=one["proposer"], words=WORDS[stage], **fields)
        before = stage


def _looked_again(done, key, one):
    review = one["review"]
    if review < DAY:
        words = (
            "It did what we hoped."
            if one["route"] == "full"
            else "It was worth the try. What we learned is told."
        )
        done.step(key, "looked again", review, partner=one["proposer"], words=words)


def _voice(done, voice, decision):
    key, on = ("voice", (voice["decision"], voice["partner"])), voice["at"].date()
    kept = ("position", "words", "harm", "safe")
    said = {k: voice[k] for k in kept if voice.get(k)}
    if not voice.get("met"):
        done.step(key, "spoke", on, partner=voice["partner"], after=said, at=voice["at"])
        return
    first = decision["opened"] + days((amended_on(decision["told"]) - decision["opened"]).days // 2)
    done.step(key, "spoke", first, partner=voice["partner"], after=said)
    met = {"before": {"met": ""}, "after": {"met": voice["met"]}, "at": voice["at"]}
    done.step(key, "said it is met", on, partner=voice["partner"], **met)


def _promise(done, one):
    key, doer = f"commitment:{one['ref']}", one["told_by"]
    asked = one["type"] in ("ask", "recommendation")
    doing = one["made_to"] or doer if asked else doer
    done.step(key, "promised" if not asked else "asked", one["made"], partner=doer)
    if asked and one["state"] not in ("asked", "declined"):
        fields = {"before": {"state": "asked"}, "after": {"state": "growing"}}
        done.step(key, "answered yes", one["made"] + days(9), partner=doing, **fields)
    on = one.get("settled") or one.get("stuck")
    if on and one["state"] in DONE:
        fields = {"before": {"state": "asked" if one["state"] == "declined" else "growing"}}
        fields["after"] = {"state": one["state"]}
        done.step(key, DONE[one["state"]], on, partner=doing, words=one["reason"], **fields)
    if one.get("otherwise"):
        on = one["settled"] + days(12)
        done.step(key, "sees it otherwise", on, partner=one["made_to"], words=one["otherwise"])
    if one.get("seen"):
        owed = one["told_by"] if asked else one["made_to"]
        fields = {"before": {"seen": None}, "after": {"seen": one["seen"].isoformat()}}
        done.step(
            key,
            "acknowledged it",
            one["seen"],
            partner=owed,
            who=None if owed else KEEPER,
            **fields,
        )


def _delegation(done, one):
    key = f"delegation:{one['ref']}"
    done.chair(key, "passed on", one["since"])
    if one.get("cut"):
        cut, cash = one["cut"], f"{one['cash']}.00"
        fields = {"before": {"cash": f"{cut['cash']}.00"}, "after": {"cash": cash}}
        done.step(key, "changed", cut["on"], partner="icb", words=cut["words"], **fields)
    if one.get("until"):
        fields = {"before": {"until": None}, "after": {"until": one["until"].isoformat()}}
        done.step(
            key, "took back", one["until"], partner="icb", words=one["ended_because"], **fields
        )


def _issue(done, one):
    key = f"issue:{one['ref']}"
    done.step(key, "said aloud", one["opened"], partner=one["raised_by"], words=one["surfaced"])
    order = ("surfaced", "understood", "reframed", "agreed", "reviewed")
    _sides(done, key, one)
    path = (
        order[: order.index(one["stage"]) + 1] if one["stage"] in order else ("surfaced", "parked")
    )
    for number, (before, stage) in enumerate(itertools.pairwise(path), 1):
        fields = {"before": {"stage": before}, "after": {"stage": stage}}
        on = one["opened"] + days(14 * number)
        done.step(key, ACTS[stage], on, partner=one["owners"][0], **fields)


def _sides(done, key, one):
    """Curious questions first: each owner is asked, tells its side and says that it feels heard."""
    for number, (partner, (by, question, told)) in enumerate(one["sides"].items()):
        on = one["opened"] + days(1 + number)
        done.step(key, "asked", on, partner=by, words=question, after={"to": partner})
        done.step(key, "told its side", on + days(2), partner=partner, words=told)
        done.step(key, "felt heard", on + days(5), partner=partner)


ACTS = {
    "understood": "understood each other",
    "reframed": "said it as ours",
    "agreed": "agreed a way",
    "reviewed": "looked again",
    "parked": "parked",
}
