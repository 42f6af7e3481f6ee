"""What `import tilth` gives, and how little it costs."""

import subprocess
import sys

import pytest

import tilth


def test_every_public_name_is_there():
    assert sorted(dir(tilth)) == sorted(tilth.__all__)
    for name in tilth.__all__:
        assert getattr(tilth, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute Populaton"):
        tilth.Populaton  # noqa: B018


def test_importing_tilth_loads_nothing_heavy():
    told = "import sys, tilth; print([m for m in sys.modules if m.split('.')[0] in HEAVY])"
    heavy = "HEAVY = {'duckdb', 'pandas', 'numpy', 'pyarrow', 'sqlglot', 'pyspark'}\n"
    run = subprocess.run(
        [sys.executable, "-c", heavy + told], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"
