import pytest

from tilth.ground.errors import (
    AgreementError,
    DefinitionError,
    DisclosureError,
    ExtractError,
    Fault,
    StoreError,
    TilthError,
    UsageError,
)


def test_an_error_says_what_is_wrong_where_and_what_to_do():
    error = TilthError("no column for sex", where="gp.csv", remedy="Say which: --map sex=gender")
    assert str(error) == "gp.csv: no column for sex. Say which: --map sex=gender"
    assert str(TilthError("no key")) == "no key"
    assert str(TilthError("is it lost?", remedy="Look.")) == "is it lost? Look."


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (TilthError, 1),
        (UsageError, 2),
        (DefinitionError, 3),
        (ExtractError, 4),
        (DisclosureError, 5),
        (AgreementError, 5),
        (StoreError, 6),
    ],
)
def test_each_kind_has_the_exit_code_of_the_house(kind, code):
    assert kind.exit_code == code


def test_a_fault_names_file_line_column_rule_and_remedy():
    fault = Fault("gp.csv", "not a date", "Write 2026-05-14.", line=1200, column="date_of_birth")
    assert str(fault) == "gp.csv line 1,200, date_of_birth: not a date. Write 2026-05-14."
    assert str(Fault("gp.csv", "empty", "Send it again.")) == "gp.csv: empty. Send it again."
