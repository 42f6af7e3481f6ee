import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.ground.nhs_number import check_digit, is_valid


def test_the_published_examples_pass_and_fail(shared):
    cases = json.loads((shared / "oracles" / "nhs_number.json").read_text())
    assert all(is_valid(n) for n in cases["valid"])
    assert not any(is_valid(n) for n in cases["invalid"])


@pytest.mark.parametrize("text", ["943476591", "94347659190", "94347 65919", "９434765919", ""])
def test_anything_but_ten_digits_fails(text):
    assert not is_valid(text)


@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 9), st.integers(0, 8))
def test_any_single_digit_changed_is_noticed(nine, other, where):
    digit = check_digit(nine)
    if digit is None:
        assert not any(is_valid(nine + str(d)) for d in range(10))
        return
    number = nine + str(digit)
    assert is_valid(number)
    changed = number[:where] + str(other) + number[where + 1 :]
    assert is_valid(changed) == (changed == number)
