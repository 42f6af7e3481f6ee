import pytest

from tilth.ground.errors import DefinitionError
from tilth.ground.strict import value_of
from tilth.see.checks.kind import Kind

GOOD = {
    "title": "t",
    "why": "w",
    "category": "plausibility",
    "subcategory": "temporal",
    "context": "validation",
    "level": "table",
    "threshold": 0.1,
    "because": "b",
    "remedy": "r",
    "uses": "u",
    "needs": "n",
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"subcategory": "value"}, "no value in plausibility"),
        ({"category": "taste"}, "no temporal in taste"),
        ({"level": "row"}, "level row"),
        ({"context": "hope"}, "context hope"),
        ({"threshold": 1.0}, "threshold is a share"),
        ({"colour": "red"}, "unknown key colour"),
    ],
)
def test_a_kind_of_check_that_is_not_one_is_refused(change, said):
    assert value_of(Kind, GOOD, where="x").title == "t"
    with pytest.raises(DefinitionError, match=said):
        value_of(Kind, GOOD | change, where="x")


def test_every_kind_gives_its_reason_and_remedy_in_a_sentence(kinds):
    for kind in kinds.values():
        for said in (kind.why, kind.because, kind.remedy):
            assert said.endswith("."), kind.name
            assert len(said) > 15, kind.name
