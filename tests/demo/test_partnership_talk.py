"""What made-up partners said while decisions were open fits the decisions it was said of."""

import pytest

from tilth.demo.partnership import DAY, partnership

ENDS = {"closed": "closed", "took back": "withdrawn"}


@pytest.fixture(scope="module")
def whole():
    return partnership(1)


@pytest.fixture(scope="module")
def said(whole):
    acts = ("asked", "answered", "proposed a change", "reacted")
    kinds = ("decision:", "reactions:")
    return [
        s
        for s in whole["steps"]
        if s["act"] in acts and isinstance(s["about"], str) and s["about"].startswith(kinds)
    ]


def test_everything_is_said_while_the_decision_is_open(whole, said):
    decisions = {one["ref"]: one for one in whole["decisions"]}
    assert len(said) >= 20
    for step in said:
        one = decisions[step["about"].partition(":")[2]]
        assert one["opened"] <= step["at"].date() <= (one.get("closed") or DAY)
        assert step["by"], f"{step['partner']} has nobody who could say {step['words']}"


def test_whoever_speaks_is_a_partner_that_was_there(whole, said):
    there = {one["slug"]: one for one in whole["partners"]}
    for step in said:
        one = there[step["partner"]]
        assert one["joined"] <= step["at"].date()
        assert one["left"] is None or step["at"].date() < one["left"]


def test_what_the_smallest_partner_put_forward_is_what_was_taken_up(whole, said):
    put = next(s for s in said if s["about"] == "decision:D-014" and s["after"])
    taken = next(
        s
        for s in whole["steps"]
        if s["about"] == "decision:D-014" and s["act"] == "took up a change"
    )
    assert put["partner"] == "charities"
    assert put["after"]["text"] == taken["after"]["proposal"]
    assert put["at"] < taken["at"]
