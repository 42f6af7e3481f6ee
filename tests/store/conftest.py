"""The engines a population is counted on."""

import importlib.util
import shutil

import pytest


@pytest.fixture(scope="session")
def spark():
    """One Spark session for the whole run, quick to plan tiny questions; or why there is none."""
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed (the spark extra)")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed: Spark needs 17 or later")
    from pyspark.sql import SparkSession

    from tilth.store.counting import spark

    builder = SparkSession.builder.master("local[1]")
    quick = {
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.log.level": "ERROR",
        "spark.ui.showConsoleProgress": "false",
    }
    for setting, value in (spark.SETTINGS | quick).items():
        builder = builder.config(setting, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(params=["duckdb", "spark"])
def engine(request):
    """Each engine by its name; the same tests pass on both."""
    if request.param == "spark":
        request.getfixturevalue("spark")
    return request.param
