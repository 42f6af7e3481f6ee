import pytest

from tilth.ground.errors import ExtractError
from tilth.ground.extracts import Column, Extract
from tilth.see.intake.headings import guess, match_headings

GP = Extract(
    "GP",
    "why",
    "after",
    "ref",
    key=("nhs_number",),
    columns={
        "nhs_number": Column("nhs_number", aliases=("nhs_no",)),
        "sex": Column("text"),
        "postcode": Column("postcode", aliases=("pcode",)),
        "date_of_birth": Column("date", field="PERSON BIRTH DATE", aliases=("dob",)),
        "note": Column("text", optional=True),
    },
)


def match(*found, mapping=None, usual=None):
    return match_headings(list(found), GP, mapping, usual=usual, file="gp_may.csv")


def test_columns_are_found_by_name_and_the_rest_is_told():
    found = match("Sex", "Person birth date", "NHS_No", "PCODE", "Shoe")
    assert found.at == {"nhs_number": 2, "sex": 0, "postcode": 3, "date_of_birth": 1}
    assert (found.extra, found.absent) == (("Shoe",), ("note",))


def test_a_missing_column_is_named_with_what_was_looked_for_and_the_near_one():
    with pytest.raises(ExtractError) as refused:
        match("nhs_no", "sex", "pcode", "birthdate")
    assert str(refused.value) == (
        "gp_may.csv has no column for date of birth. I looked for date_of_birth, "
        "PERSON BIRTH DATE, dob and found nhs_no, sex, pcode, birthdate. "
        "Say which: --map date_of_birth=birthdate"
    )


def test_every_missing_column_is_named_and_nothing_near_is_made_up():
    with pytest.raises(ExtractError) as refused:
        match("nhs_no", "sex", "", "zzz")
    assert "no column for postcode" in str(refused.value)
    assert "--map date_of_birth=THEIR_NAME" in str(refused.value)


@pytest.mark.parametrize("pair", [("when", "date_of_birth"), ("date_of_birth", "when")])
def test_a_map_may_be_said_either_way_round(pair):
    assert match("nhs_no", "sex", "pcode", "when", mapping=dict([pair])).at["date_of_birth"] == 3


def test_a_map_of_the_place_may_name_columns_a_file_lacks_and_one_given_may_not():
    assert match("nhs_no", "sex", "pcode", "dob", usual={"gone": "note"}).absent == ("note",)
    with pytest.raises(ExtractError, match="cannot be mapped by gone=note"):
        match("nhs_no", "sex", "pcode", "dob", mapping={"gone": "note"})


def test_a_column_taken_by_a_map_is_not_taken_again():
    found = match(
        "nhs_no", "sex", "pcode", "dob", "d2", mapping={"dob": "note", "d2": "date_of_birth"}
    )
    assert (found.at["note"], found.at["date_of_birth"]) == (3, 4)


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        (("nhs_no", "Sex", "sex", "pcode", "dob"), "Sex and sex is the heading of more than one"),
        (("nhs_no", "nhs_number", "sex", "pcode", "dob"), "has both nhs_no and nhs_number"),
    ],
)
def test_two_columns_of_one_name_refuse_the_file(headings, said):
    with pytest.raises(ExtractError, match=said):
        match(*headings)


@pytest.mark.parametrize(
    "first", ["9434765919", "1970-01-02", "WS1 3AB", "a@b.org", "-3", "943 476 5919"]
)
def test_a_first_row_of_values_is_refused_and_not_repeated(first):
    with pytest.raises(ExtractError, match="holds values") as refused:
        match("Smith", first, "F", "x")
    assert "Smith" not in str(refused.value)


def test_a_first_row_of_which_nothing_is_known_is_not_repeated():
    with pytest.raises(ExtractError, match="no heading in its first line is known") as refused:
        match("Smith", "Jane", "F", "x")
    assert "Smith" not in str(refused.value)


def test_a_guess_leans_on_letters_then_on_words():
    column = GP.columns["date_of_birth"]
    assert guess("date_of_birth", column, ["date_birth", "x"]) == "date_birth"
    assert guess("date_of_birth", column, ["birthdate_of_patient"]) == "birthdate_of_patient"
    assert guess("date_of_birth", column, ["zzz"]) is None
