"""What is carried to Spark, and what is said where there is none."""

import datetime
import sys
import types

import pytest

from tests.criteria import VOCABULARY
from tilth.ground.criterion import Criterion
from tilth.ground.errors import StoreError
from tilth.store.counting import spark as carrying
from tilth.store.counting.criteria import Asking, Question, columns_of
from tilth.store.needs import Settled


def test_no_literal_is_written_in_the_sql_and_every_parameter_is_carried():
    text = "sex = 'f''; drop' or systolic latest within 3 years >= 140.25 or on register"
    test = Criterion.parse(text).settle(VOCABULARY)
    asking = Asking(columns_of(["sex"], []), {"systolic": ["gp; drop"]})

    sql = asking.sql([Question(Settled(test), datetime.date(2026, 3, 31))], ["sex"])
    spark = carrying.carried(sql)
    for literal in ("drop", "140", "gp", "systolic", "register", "2026"):
        assert literal not in sql.replace("membership", "")
        assert literal not in spark
    for name, value in asking.bound().items():
        assert f"${name}" in sql
        assert f":{name}" in spark
        assert "$" not in spark
        assert type(value) in (str, float, int, datetime.date)
    assert "MAX_BY" in spark


def test_where_spark_is_not_installed_it_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(StoreError, match="Spark is not installed") as error:
        carrying.session()
    assert "tilth[spark]" in error.value.remedy


class Builder:
    """Stands for Spark's own, and remembers what it was told."""

    def __init__(self):
        self.told = {}

    def appName(self, name):
        return self.config("name", name)

    def master(self, master):
        return self.config("master", master)

    def config(self, name, value):
        self.told[name] = value
        return self

    def getOrCreate(self):
        return self.told


@pytest.mark.parametrize("running", [None, "the session in use"])
def test_a_session_in_use_is_used_and_else_one_is_made_on_this_machine_alone(monkeypatch, running):
    kind = types.SimpleNamespace(getActiveSession=lambda: running, builder=Builder())
    monkeypatch.setitem(sys.modules, "pyspark.sql", types.SimpleNamespace(SparkSession=kind))
    found = carrying.session()
    if running:
        assert found == running
    else:
        assert found["master"] == "local[*]"
        assert found["spark.driver.bindAddress"] == "127.0.0.1"
        assert found["spark.ui.enabled"] == "false"
