"""What is read of identities as numbers is what was written, whole or in parts."""

import datetime
import string

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.see.linkage.people import SCHEMA
from tilth.ground.nhs_number import is_valid
from tilth.store.matching import fetching
from tilth.store.matching.fetching import FIRST_DAY, LAST_DAY, fetch

KERNELS = ("_nhs_numbers", "_hashes")


@pytest.fixture(params=["compiled", "plain"])
def kernels(request, monkeypatch):
    """Both as they run and as they are written."""
    if request.param == "plain":
        for name in KERNELS:
            monkeypatch.setattr(fetching, name, getattr(fetching, name).py_func)


def written(folder, *, rows, **columns):
    """identity.parquet of some columns; row groups of `rows`."""
    records = len(next(iter(columns.values())))
    made = {"record": pa.array(range(records)), "source": ["gp"] * records, **columns}
    path = folder / "identity.parquet"
    table = {name: pa.array(values, SCHEMA.field(name).type) for name, values in made.items()}
    pq.write_table(pa.table(table), path, row_group_size=rows)
    return path


@settings(max_examples=100, deadline=None)
@given(text=st.text(string.digits, min_size=9, max_size=11) | st.text(max_size=11))
def test_an_nhs_number_is_believed_only_where_its_check_holds(text):
    out = np.full(1, -1)
    fetching._nhs_numbers(*fetching._bytes_of(pa.chunked_array([[text]])), out)
    assert (out[0] >= 0) == (text.isascii() and is_valid(text))
    assert out[0] in (-1, int(text) if out[0] >= 0 else -1)


@pytest.mark.filterwarnings("ignore:overflow")
@pytest.mark.usefixtures("kernels")
def test_equal_texts_are_equal_numbers_and_nothing_is_none(tmp_path):
    email = ["A@Example.org", " a@example.org ", "b@example.org", "", None]
    phone = ["0121 496-0000", "01214960000", "(0121) 496 0001", "+", None]
    numbers = ["9990000018", "9990000019", "999000001", "999000001x", None]
    found = fetch(written(tmp_path, rows=9, email=email, phone=phone, nhs_number=numbers))
    assert found.nhs.tolist() == [9990000018, -1, -1, -1, -1]
    for texts in (found.texts["email"], found.texts["phone"]):
        assert texts[0] == texts[1] != texts[2] != 0
        assert texts[3:].tolist() == [0, 0]
    assert not found.texts["uprn"].any()


@pytest.mark.parametrize("rows", [1, 2, 100])
def test_a_file_in_parts_is_read_as_one(tmp_path, rows):
    first, postcode = ["Asha", "Bo", None, "Asha", "Cy"], [None, "M1", "M1", "WS1", None]
    found = fetch(written(tmp_path, rows=rows, first_name=first, postcode=postcode), threads=2)
    assert found.record.tolist() == [0, 1, 2, 3, 4]
    for name, said in (("first_name", first), ("postcode", postcode), ("surname", [None] * 5)):
        places, words = found.words[name]
        assert [None if p < 0 else words[p].as_py() for p in places] == said


def test_a_file_of_no_rows_has_none(tmp_path):
    found = fetch(written(tmp_path, rows=9, email=[]))
    assert len(found.record) == len(found.dob) == len(found.words["source"][0]) == 0


def test_a_date_is_year_month_and_day_unless_it_stands_in_for_none(tmp_path):
    days = [datetime.date(1980, 5, 14), datetime.date(1900, 1, 1), None, datetime.date(1, 1, 1)]
    found = fetch(written(tmp_path, rows=9, date_of_birth=days))
    assert found.dob.tolist() == [1980 * 512 + 5 * 32 + 14, 0, 0, 512 + 32 + 1]


def test_a_date_beyond_any_calendar_is_none():
    far = pa.table({"date_of_birth": pa.array([2**31 - 1, -(2**31)], pa.int32()).cast(pa.date32())})
    assert fetching._births(far, 2, {"date_of_birth"}).tolist() == [0, 0]
    assert fetching._calendar(FIRST_DAY, FIRST_DAY).tolist() == [512 + 32 + 1]
    assert fetching._calendar(LAST_DAY, LAST_DAY).tolist() == [0]
