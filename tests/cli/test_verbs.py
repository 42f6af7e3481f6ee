import argparse
import datetime

import pytest

from tilth.cli.verbs import a_day, day, number, on_argument, people, whole
from tilth.ground.place import About, Place


def test_the_day_is_the_one_given_the_made_up_one_or_today():
    parser = argparse.ArgumentParser()
    on_argument(parser)
    stands = datetime.date(2026, 3, 31)
    made_up = Place(About("Greenmarch", "X", synthetic=True, as_of=stands))
    real = Place(About("Walsall", "E08000030"))
    given = parser.parse_args(["--on", "2026-05-14"])
    assert day(given, made_up) == datetime.date(2026, 5, 14)
    assert day(parser.parse_args([]), made_up) == stands
    assert day(parser.parse_args([]), real) == datetime.date.today()


def test_a_day_is_told_as_one():
    assert a_day("2026-05-14") == datetime.date(2026, 5, 14)
    for said in ("soon", "14/05/2026", "2026-02-30", ""):
        with pytest.raises(argparse.ArgumentTypeError, match="takes a day, such as 2026"):
            a_day(said)


def test_how_many_people_is_a_whole_number_large_enough_to_hide_anyone():
    assert people("1,200,000") == 1_200_000
    for said in ("0", "-5", "499", "many", "2.5"):
        with pytest.raises(argparse.ArgumentTypeError, match="500 or more"):
            people(said)


def test_a_number_is_one_that_can_be_counted_with():
    assert (number("2.5"), number("-1"), number("1e3")) == (2.5, -1, 1000)
    for said in ("abc", "nan", "inf", "", "2,5"):
        with pytest.raises(argparse.ArgumentTypeError, match="takes a number, such as"):
            number(said)


def test_a_whole_number_lies_between_its_bounds():
    port = whole(1, 65_535)
    assert (port("1"), port("65,535"), whole(0)("0")) == (1, 65_535, 0)
    for said in ("0", "65536", "-1", "1,5", "2.0", "abc", ""):
        with pytest.raises(argparse.ArgumentTypeError, match="whole number from 1 to 65535, not"):
            port(said)
