"""Ctrl-C stops a statement as it stops everything else."""

import os
import signal
import threading

import pytest

from tilth.store.engine import date, engine

LONG = "select sum(hash(i * j)) from range(1000000) a(i), range(100000) b(j)"


def test_FT_ctrl_c_in_a_long_statement_is_a_stop_and_no_defect():
    stop = threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT))
    stop.start()
    with pytest.raises(KeyboardInterrupt), engine(memory="500MB") as connection:
        connection.execute(LONG)
    stop.join()


def test_another_runtime_error_is_passed_on():
    with pytest.raises(RuntimeError, match="something else"), engine(memory="500MB"):
        raise RuntimeError("something else")


def test_a_date_or_none_in_sql():
    assert date("2026-01-31") == "date '2026-01-31'"
    assert date(None) == "null::date"
