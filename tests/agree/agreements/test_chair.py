"""Whether a chair is independent (P-040)."""

import datetime

from tilth.agree.agreements.chair import Part, independence

ON = datetime.date(2026, 3, 31)
PARTNERS = {"hospital": "General Hospital", "homes": "Together Homes"}
CHAIR = Part("independent chair", chair=True, since=datetime.date(2025, 1, 1))


def whys(*parts, interests="none", **told):
    return independence(parts, PARTNERS, ON, interests=interests, **told).whys


def test_a_chair_without_ties_in_their_term_with_interests_told_is_independent():
    found = independence([CHAIR], PARTNERS, ON, interests="a cousin keeps bees")
    assert found
    assert found.until == datetime.date(2027, 12, 31)


def test_a_role_in_any_partner_is_a_tie_and_is_named():
    tied = Part("governor", ("hospital",))
    assert whys(CHAIR, tied) == ("holds a role in General Hospital: governor",)


def test_a_role_that_is_over_or_has_not_begun_is_no_tie():
    was = Part("governor", ("hospital",), until=datetime.date(2026, 3, 30))
    will = Part("governor", ("hospital",), since=datetime.date(2026, 4, 1))
    elsewhere = Part("trustee", ("a-museum",))
    assert whys(CHAIR, was, will, elsewhere) == ()


def test_a_term_ends_as_told_and_never_later_than_the_agreement_allows():
    long = Part("chair", chair=True, since=datetime.date(2020, 2, 29))
    assert whys(long) == ("the chair's term is over",)
    assert whys(long, chair_years=7) == ()
    told = Part("chair", chair=True, since=datetime.date(2025, 1, 1), until=ON)
    found = independence([told], PARTNERS, ON, interests="none")
    assert found
    assert found.until == ON
    over = Part("chair", chair=True, until=datetime.date(2026, 3, 30))
    assert whys(over) == ("the chair's term is over",)


def test_one_term_without_an_end_is_enough():
    open_ended = Part("chair", chair=True)
    found = independence([open_ended, CHAIR], PARTNERS, ON, interests="none")
    assert found
    assert found.until is None


def test_somebody_who_was_never_made_the_chair_is_not():
    assert whys(Part("member")) == ("has not been made the chair",)
    begins_later = Part("chair", chair=True, since=datetime.date(2026, 4, 1))
    assert whys(begins_later) == ("has not been made the chair",)


def test_interests_not_told_are_a_reason_and_every_reason_is_given():
    assert whys(CHAIR, interests="  ") == ("has not told their interests",)
    assert len(whys(Part("chief executive", ("homes",)), interests="")) == 3
