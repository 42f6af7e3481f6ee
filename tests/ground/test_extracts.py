import pytest

from tilth.ground.extracts import Column, EventRule, Extract, ListRule


def extract(**more):
    columns = {"id": Column("code", means="local_id"), "seen_on": Column("date")}
    return Extract("t", "w", "a", "r", ("id",), columns, **more)


def test_a_column_is_found_by_its_part_in_matching():
    assert extract().meaning("local_id") == "id"
    assert extract().meaning("postcode") is None


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Column("float"), "type float is not one of"),
        (lambda: Column("text", means="name"), "means name is not one of"),
        (lambda: Column("choice"), "lists its values"),
        (lambda: Column("text", values={"1": "male"}), "lists its values"),
        (lambda: EventRule(date="seen_on"), "names either its concept or"),
        (lambda: EventRule(date="d", concept="a", code="b"), "names either its concept or"),
        (lambda: EventRule(date="d", concept="a", silence="hums"), "silence hums is not one of"),
        (lambda: extract(delivery="daily"), "delivery daily is not one of"),
        (lambda: extract(covers="some"), "covers some is not one of"),
        (lambda: extract(lists=(ListRule("club", since="joined"),)), "no such column: joined"),
        (
            lambda: extract(events=(EventRule(date="on", concept="x", only={"kind": ("a",)}),)),
            "no such column: kind, on",
        ),
    ],
)
def test_a_contract_that_contradicts_itself_is_refused(make, said):
    with pytest.raises(ValueError, match=said):
        make()
