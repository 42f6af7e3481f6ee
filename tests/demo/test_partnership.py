"""The lived-in partnership of the demo: what it holds, and that it hangs together."""

import collections
import datetime

import pytest

from tilth.agree.agreements.reading import read
from tilth.agree.decisions.outcome import Say, Seat, outcome
from tilth.agree.partners.sectors import sectors
from tilth.agree.words import (
    ACCOUNTABILITY,
    BODIES,
    COMMITMENTS,
    CURRENCIES,
    DOCUMENTS,
    ISSUE_STAGES,
    ISSUES,
    LAYERS,
    MEMBERSHIP,
    ORIGINS,
    POSITIONS,
    PROMISES,
    STAGES,
    STATUTORY,
    VISIBILITY,
)  # fmt: skip
from tilth.demo.partnership import DAY, partnership
from tilth.demo.partnership.reading import layer_of
from tilth.demo.placefile import PARTNERS, SOURCES


@pytest.fixture(scope="module")
def whole():
    return partnership(1)


LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def states(rows, field="state"):
    return collections.Counter(row[field] for row in rows)


def test_the_same_seed_gives_the_same_rows_and_another_gives_others(whole):
    assert partnership(1).rows == whole.rows
    assert partnership(2)["voices"] != whole["voices"]


def test_it_holds_what_a_partnership_of_four_years_holds(whole):
    """B-138 P-172: national partners too; B-118: a commissioning group with its successor."""
    joined = [one for one in whole["partners"] if one["state"] == "joined"]
    assert len(joined) >= 9
    assert len({one["sector"] for one in joined}) >= 6
    assert set(PARTNERS) <= {one["slug"] for one in joined}
    assert {"invited", "observing", "left"} <= set(states(whole["partners"]))
    assert [one["successor"] for one in whole["partners"] if one.get("successor")] == ["icb"]
    assert sum(one["sector"] == "national" for one in whole["partners"]) == 2
    assert len(whole["decisions"]) >= 40
    assert len(whole["commitments"]) >= 120
    assert sum(m["on"] <= DAY for m in whole["meetings"]) >= 20
    days = [m["on"] for m in whole["meetings"]]
    assert max(days) > DAY > datetime.date(2026, 1, 1) > min(days) + datetime.timedelta(days=1200)


def test_every_kind_and_state_of_record_is_there(whole):
    decisions = whole["decisions"]
    assert set(states(decisions, "origin")) == set(ORIGINS)
    assert {"system", "place", "neighbourhood"} <= set(states(decisions, "layer"))
    open_or_not = {"closed", "withdrawn", "draft", "questions", "reactions", "objections"}
    assert set(states(decisions, "stage")) == open_or_not
    assert any(o["kind"] == "blended" for d in decisions for o in d["options"])
    assert set(states(whole["commitments"])) == set(PROMISES)
    assert set(states(whole["commitments"], "type")) == set(COMMITMENTS)
    assert set(states(whole["contributions"], "currency")) == set(CURRENCIES)
    assert set(states(whole["issues"], "stage")) == set(ISSUE_STAGES)
    assert set(states(whole["issues"], "visible")) == set(VISIBILITY)
    assert set(states(whole["bodies"], "type")) == set(BODIES)
    learnt = {"talk", "interview", "article"}  # brought in by LEARN, not by what was agreed
    assert {"policy", "law", "report", "evidence", "paper", "model"} == set(DOCUMENTS) - learnt
    assert set(states(whole["documents"], "type")) - learnt == set(DOCUMENTS) - learnt


def test_the_smallest_charity_changed_d_014(whole):
    decision = next(d for d in whole["decisions"] if d["ref"] == "D-014")
    assert (decision["title"], decision["outcome"]) == ("Matchday Moves", "carried")
    objected = [
        v for v in whole["voices"] if v["decision"] == "D-014" and v["position"] == "object"
    ]
    incomes = {p["slug"]: p["income"] for p in whole["partners"] if p.get("income")}
    assert [v["partner"] for v in objected] == [min(incomes, key=incomes.get)]
    assert all(objected[0][field] for field in ("harm", "safe", "met"))
    change = [
        s for s in whole["steps"] if s["about"] == "decision:D-014" and "proposal" in s["before"]
    ]
    assert change[0]["after"]["proposal"] == decision["proposal"] != change[0]["before"]["proposal"]
    assert decision["opened"] < change[0]["at"].date() < decision["closed"]


def test_everything_closed_was_closed_by_the_rule_that_was_signed(whole):
    """A slow second reading: each closed decision, put to the rule of its agreement again."""
    sizes = {p["slug"]: p for p in whole["partners"]}
    versions = {(v["agreement"], v["number"]): read(v["clauses"]) for v in whole["versions"]}
    for one in (d for d in whole["decisions"] if d["stage"] == "closed"):
        seats = [
            Seat(s, sizes[s]["sector"], sizes[s]["accountability"] in STATUTORY)
            for s in one["with_voice"]
        ]
        voices = [
            Say(v["partner"], v["position"], bool(v["interest"]), bool(v.get("met")))
            for v in whole["voices"]
            if v["decision"] == one["ref"]
        ]
        found = outcome(
            voices, versions[one["version"]].decide, seats, chair_independent=True,
            opened=one["opened"], on=one["closed"], route=one["route"], closes=one["closes"],
        )  # fmt: skip
        assert (found.result, found.words) == ("carried", ""), one["ref"]
        assert found.content == one["rule"]["content"]
        assert sorted(found.spoken) == one["rule"]["spoken"]


def test_no_voice_is_older_than_the_words_it_is_about(whole):
    changed = {s["about"]: s["at"] for s in whole["steps"] if "proposal" in s["before"]}
    for voice in whole["voices"]:
        decision = next(d for d in whole["decisions"] if d["ref"] == voice["decision"])
        if decision["stage"] == "closed":
            assert voice["at"] > changed.get(f"decision:{voice['decision']}", LONG_AGO)


def test_the_lapsed_agreement_closes_a_source_the_demo_has(whole):
    lapsed = [v for v in whole["versions"] if v["until"] < DAY and not v.get("ended_because")]
    assert [v["agreement"] for v in lapsed] == ["leisure-sharing"]
    sources = next(a["sources"] for a in whole["agreements"] if a["slug"] == "leisure-sharing")
    assert set(sources) < set(SOURCES)


def test_people_hold_several_parts_and_one_expert_is_not_named(whole):
    """P-003 B-150 P-152 B-116 B-117 B-123 B-202 B-203: people, roles, champions, joint posts."""
    held = collections.defaultdict(list)
    for part in whole["roles"]:
        held[part["person"]].append(part)
    assert max(len(parts) for parts in held.values()) >= 6
    titles = {part["title"].lower() for part in whole["roles"]}
    assert {"population health manager", "chief executive", "director of adult services",
            "accountable officer", "medical officer of the club"} <= titles  # fmt: skip
    champions = {part["layer"] for part in whole["roles"] if part.get("champion")}
    assert {"nation", "system", "place", "neighbourhood"} <= champions
    joint = [part for part in whole["roles"] if part.get("and_for")]
    assert {(p["partner"], p["and_for"]) for p in joint} >= {("link-workers", "voluntary-action")}
    assert sum(1 for p in whole["roles"] if p.get("expert") and not p.get("consented")) == 1


def test_ties_are_told_from_both_sides_and_from_one(whole):
    survey = [t for t in whole["ties"] if t["heard"] == "survey" and t["one"] != t["other"]]
    told = {(t["one"], t["other"]) for t in survey}
    assert sum((b, a) in told for a, b in told) > 60
    assert any((b, a) not in told for a, b in told)
    assert {t["strain"] for t in survey} >= {1, 5}
    assert sum(t["heard"] == "conversation" for t in whole["ties"]) >= 8


def test_every_word_of_a_choice_is_known_and_every_name_is_there(whole):
    slugs = {p["slug"] for p in whole["partners"]}
    bodies = {b["slug"] for b in whole["bodies"]}
    for one in whole["partners"]:
        assert one["sector"] in sectors().sector
        assert one["accountability"] in ACCOUNTABILITY
        assert one["state"] in MEMBERSHIP
        assert one["layer"] in LAYERS
    assert {d["proposer"] for d in whole["decisions"]} <= slugs
    assert {d["stage"] for d in whole["decisions"]} <= set(STAGES)
    assert {v["position"] for v in whole["voices"]} <= set(POSITIONS)
    assert {i["type"] for i in whole["issues"]} <= set(ISSUES)
    assert {c["made_by"] or c["programme"] for c in whole["commitments"]} <= slugs | bodies
    assert {s["about"].partition(":")[0] for s in whole["steps"] if isinstance(s["about"], str)}
    assert all(s["at"].date() <= DAY for s in whole["steps"])
    seats = {seat["sector"] for b in whole["bodies"] for seat in b.get("seats", ())}
    assert seats <= set(sectors().sector)


def test_an_area_that_is_none_is_our_mistake():
    assert layer_of("Old Pits") == "neighbourhood"
    assert layer_of("Greenmarch") == "system"
    with pytest.raises(ValueError, match="Atlantis"):
        layer_of("Atlantis")
