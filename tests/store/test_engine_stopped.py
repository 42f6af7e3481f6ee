"""Ctrl-C stops a statement as it stops everything else."""

import pytest

from tilth.store.engine import date, engine


def test_FT_ctrl_c_in_a_statement_is_a_stop_and_no_defect():
    """DuckDB turns an interrupt into this error; the command line knows KeyboardInterrupt."""
    with pytest.raises(KeyboardInterrupt), engine(memory="500MB"):
        raise RuntimeError("Query interrupted")


def test_another_runtime_error_is_passed_on():
    with pytest.raises(RuntimeError, match="something else"), engine(memory="500MB"):
        raise RuntimeError("something else")


def test_a_date_or_none_in_sql():
    assert date("2026-01-31") == "date '2026-01-31'"
    assert date(None) == "null::date"
