"""What can be wrong in cells: dates and numbers that are not what they seem."""

import datetime

from tilth.verify.cell_faults import QUARANTINED, cells, words
from tilth.verify.sent import Class


def date_written(form):
    def change(cell, rng, variant):
        return datetime.date.fromisoformat(cell).strftime(form[variant % len(form)])

    return change


def excel_day(cell, rng, variant):
    days = (datetime.date.fromisoformat(cell) - datetime.date(1899, 12, 30)).days
    return (str(days), f"{days}.0", f"{days}.5", str(days), str(days - 1462))[variant]


def turned_everywhere(sent, rng, variant):
    """Every date with day and month the other way round, in the agreed form all the same."""
    column = ("date_of_birth", "seen_on")[variant % 2]
    for row in range(len(sent.rows)):
        year, month, day = sent.cell(row, column).split("-")
        sent.set(row, column, f"{year}-{day}-{month}")


def unit_changed(cell, rng, variant):
    factor = (0.1333, 0.133, 0.01, 100, 7.5006)[variant]
    return f"{float(cell) * factor:.2f}"


CLASSES = (
    Class(
        "dates_turned_everywhere",
        "day and month the other way round in a whole column",
        ("refused",),
        turned_everywhere,
        told="file",
    ),
    Class(
        "dates_day_first",
        "dates as 31/12/1980",
        QUARANTINED,
        cells(
            "date_of_birth",
            date_written(("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %b %Y", "%m/%d/%Y")),
        ),
    ),
    Class(
        "dates_two_digit_year",
        "dates as 56-03-02",
        QUARANTINED,
        cells(
            "date_of_birth",
            date_written(("%y-%m-%d", "%d/%m/%y", "%y%m%d", "%d-%b-%y", "%y-%m-%d")),
        ),
    ),
    Class(
        "dates_as_numbers",
        "dates as a spreadsheet's day numbers",
        QUARANTINED,
        cells("seen_on", excel_day),
    ),
    Class(
        "dates_that_are_not",
        "30 February and its like",
        QUARANTINED,
        words(
            "date_of_birth", "1980-02-30", "1981-02-29", "1980-04-31", "1980-00-10", "1980-13-01"
        ),
    ),
    Class(
        "dates_with_a_time",
        "a time of day in a date",
        QUARANTINED,
        cells(
            "seen_on",
            lambda c, r, v: c + (" 00:00:00", "T00:00:00", " 09:30", "T00:00:00Z", " 12:00 AM")[v],
        ),
    ),
    Class(
        "dates_in_the_future",
        "dates after the end of the period",
        QUARANTINED,
        words("seen_on", "2026-05-01", "2027-01-01", "2099-12-31", "2026-12-04", "2062-04-03"),
    ),
    Class(
        "dates_too_early",
        "dates before any of these people lived",
        QUARANTINED,
        words(
            "date_of_birth", "1899-12-31", "1753-01-01", "0001-01-01", "1066-10-14", "0981-05-05"
        ),
    ),
    Class(
        "moments_in_words",
        "moments with no day, or none there is",
        QUARANTINED,
        words(
            "seen_at", "25:61", "2026-04-03 24:30", "yesterday", "2026-04-31 10:00", "1712345678"
        ),
    ),
    Class(
        "numbers_with_commas",
        "numbers with a comma for thousands",
        QUARANTINED,
        words("visits", "1,234", "1 234", "1.234,5", "1'234", "1,23"),
    ),
    Class(
        "numbers_with_signs",
        "numbers with a currency or unit",
        QUARANTINED,
        words("systolic", "£120", "120 mmHg", "120%", "~120", ">120"),
    ),
    Class(
        "numbers_with_decimal_comma",
        "numbers with a comma for decimals",
        QUARANTINED,
        words("systolic", "120,5", "99,0", "130,25", "0,5", "120,"),
    ),
    Class(
        "numbers_full_width",
        "digits of another script",
        QUARANTINED,
        words("visits", "１２", "१२", "١٢", "12²", "ⅻ"),
    ),
    Class(
        "numbers_as_words",
        "words where a number is due",
        QUARANTINED,
        words("systolic", "high", "nan", "inf", "-", "0x78"),
    ),
    Class(
        "decimals_in_whole",
        "a decimal where a whole number is due",
        QUARANTINED,
        words("visits", "3.5", "3.0", "3.", ".3", "1e2"),
    ),
    Class(
        "numbers_too_long",
        "numbers too long to hold",
        QUARANTINED,
        words(
            "visits",
            "9" * 20,
            "-" + "9" * 25,
            "1" + "0" * 40,
            "18446744073709551616",
            "9223372036854775808",
        ),
    ),
    Class(
        "negative_numbers",
        "numbers below nought",
        QUARANTINED,
        words("visits", "-1", "-12", "-4999", "-0.5", "−5"),
    ),
    Class(
        "unit_changed",
        "blood pressures in another unit",
        QUARANTINED,
        cells("systolic", unit_changed),
    ),
    Class(
        "out_of_range",
        "numbers past their bounds",
        QUARANTINED,
        words("systolic", "0", "49.99", "300.1", "1200", "999"),
    ),
)
