import argparse
import datetime

from tilth.cli.verbs import day, on_argument
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
