import datetime

import pytest

from tests.see.needs.drawn import GIVEN, indicator_of
from tilth.ground.errors import DefinitionError
from tilth.ground.place import About, Place, See
from tilth.ground.strict import value_of

TOLD = {k: v for k, v in GIVEN.items() if k != "name"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"theme": "targets"}, "theme targets is not one of people"),
        ({"statistic": "median"}, "statistic median is not one of proportion"),
        ({"better": "up"}, "better up is not one of lower, higher, neither"),
        ({"step": "week"}, "step week is not one of month, quarter, year"),
        ({"why": " "}, "why must say something"),
        ({"to_whom": ""}, "to_whom must say something"),
        ({"numerator": ""}, "a proportion needs numerator"),
        ({"statistic": "rate"}, "a rate needs value"),
        ({"statistic": "published"}, "a published needs measure"),
        ({"period": "a year"}, 'period a year should be such as "12 months"'),
        ({"per": 0.0}, "per must be more than 0"),
        ({"quantile": 1.0}, "quantile lies between 0 and 1"),
        ({"statistic": "quantile", "value": "age", "bins": (3.0, 1.0)}, "a quantile needs bins"),
        ({"standard": "height"}, "standard height is not one of"),
        ({"statistic": "ratio"}, "a ratio says in standard what is held alike"),
        ({"statistic": "ratio", "standard": "esp2013"}, "a ratio says in standard"),
        ({"retired": True}, "retired and retired_because go together"),
        ({"retired_because": "nobody used it"}, "retired and retired_because go together"),
    ],
)
def test_an_indicator_that_is_not_whole_says_what_it_lacks(wrong, said):
    with pytest.raises(ValueError, match=said):
        indicator_of(**wrong)


def test_B_261_there_is_no_target_by_default_but_a_direction():
    """B-261: no target field by default; direction of change instead."""
    one = indicator_of(better="lower")
    assert one.target is None
    assert one.better == "lower"


def test_B_262_a_target_without_a_recorded_reason_is_refused():
    """B-262: target use needs a recorded reason, the indicator's and the place's."""
    for reason in ("", "because"):
        with pytest.raises(ValueError, match="a target needs target_reason"):
            indicator_of(target=10.0, target_reason=reason)
    with pytest.raises(ValueError, match="there is none"):
        indicator_of(target_reason="A reason that is for no target at all")
    with pytest.raises(DefinitionError, match="a target needs target_reason"):
        value_of(type(indicator_of()), TOLD | {"target": 10.0}, where="x.toml")


def test_B_262_a_target_needs_the_places_reason_too():
    """B-262: where the place uses no targets, an indicator with one cannot be asked for."""
    one = indicator_of(target=10.0, target_reason="Agreed by the board in decision 12")
    off = Place(About("Anywhere", "X1"))
    with pytest.raises(DefinitionError, match="has a target, and this place uses none"):
        one.target_for(off)
    on = Place(About("Anywhere", "X1"), see=See(targets="The board uses three, until 2027"))
    assert one.target_for(on) == 10.0
    assert indicator_of().target_for(off) is None


def test_a_period_is_of_now_or_of_one_step_of_a_series():
    one = indicator_of(statistic="rate", value="fall count within {period}", period="2 years")
    assert one.value_for() == "fall count within 2 years"
    assert one.value_for("month") == "fall count within 1 month"
    assert one.value_for("quarter") == "fall count within 3 months"
    assert one.rests_on_period
    assert not indicator_of().rests_on_period


def test_P_018_only_residents_are_counted_unless_it_says_everyone():
    """P-018: progress is shown on the whole local population, not on service users only."""
    assert indicator_of().denominator_for() == "resident"
    both = indicator_of(denominator="age >= 18 or registered").denominator_for()
    assert both == "resident and (age >= 18 or registered)"
    assert indicator_of(everyone=True).denominator_for() is None
    assert indicator_of(everyone=True, denominator="age >= 18").denominator_for() == "age >= 18"
    assert indicator_of(denominator="x within {period}").denominator_for("year") == (
        "resident and (x within 12 months)"
    )


def test_what_is_published_is_not_counted():
    one = indicator_of(statistic="published", numerator="", measure="imd2025_score")
    assert not one.counted
    assert indicator_of().counted
    assert one.reviewed == datetime.date(2026, 1, 15)
    assert indicator_of(statistic="ratio", standard="age_group, sex").standards == (
        "age_group",
        "sex",
    )
