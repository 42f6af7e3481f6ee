import argparse
import datetime

import pytest

from tilth.cli.verbs import a_day, day, on_argument, people
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
        with pytest.raises(argparse.ArgumentTypeError, match="Write it as 2026-05-14"):
            a_day(said)


def test_how_many_people_is_a_whole_number_large_enough_to_hide_anyone():
    assert people("1,200,000") == 1_200_000
    for said in ("0", "-5", "499", "many", "2.5"):
        with pytest.raises(argparse.ArgumentTypeError, match="500 or more"):
            people(said)
