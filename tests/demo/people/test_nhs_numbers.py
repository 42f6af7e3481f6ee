import numpy as np

from tilth.demo.people.nhs_numbers import broken, issue, valid_numbers
from tilth.ground.nhs_number import is_valid


def test_the_test_range_holds_909091_valid_numbers_and_all_pass_the_check():
    numbers = valid_numbers(999)
    assert len(numbers) == 909_091
    assert all(is_valid(str(n)) for n in numbers[::997])
    assert {str(n)[:3] for n in numbers[::997]} == {"999"}


def test_numbers_are_never_given_twice_and_pass_on_to_998_only_when_999_is_used_up():
    few = issue(1000, rng=np.random.default_rng(1))
    assert (few // 10**7 == 999).all()
    many = issue(950_000, rng=np.random.default_rng(1))
    assert len(np.unique(many)) == 950_000
    assert sorted(set((many // 10**7).tolist())) == [998, 999]
    assert all(is_valid(str(n)) for n in many[-50:])


def test_broken_numbers_all_fail_the_check_and_keep_ten_digits():
    numbers = issue(2000, rng=np.random.default_rng(2))
    wrong = broken(numbers)
    assert not any(is_valid(str(n)) for n in wrong)
    assert (numbers // 10 == wrong // 10).all()
