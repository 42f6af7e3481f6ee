"""For each kind asked of a source: a contract, rows that fail it, what is found, rows that pass."""

from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True)
class Case:
    """columns and more make the contract. found: {column: (checked, failed)} of the bad rows."""

    columns: dict
    bad: list
    found: dict
    good: list
    more: dict = field(default_factory=dict)
    bad_with: dict = field(default_factory=dict)
    good_with: dict = field(default_factory=dict)
    both_with: dict = field(default_factory=dict)


TEXT = {"type": "text"}
NUMBER = {"type": "number"}
DATE = {"type": "date"}
NHS = {"type": "nhs_number", "means": "nhs_number"}
LOCAL = {"type": "code", "means": "local_id"}
BORN = {"type": "date", "means": "date_of_birth"}
DIED = {"type": "date", "attribute": "died_on"}
FIRST = {"type": "text", "means": "first_name"}
LAST = {"type": "text", "means": "surname"}
HOME = {"type": "postcode", "means": "postcode"}
SEX = {"type": "choice", "means": "sex", "values": {"F": "female", "M": "male"}}
ICD = {"type": "code", "title": "ICD-10 code"}
SNOMED = {"type": "code", "field": "SNOMED CT"}
GP = {"type": "code", "attribute": "practice"}
SEEN = {"events": [{"concept": "contact", "date": "seen"}]}
STAY = {"events": [{"concept": "stay", "date": "came", "end": "left", "days": True}]}
Y2K = date(2000, 1, 1)


def days(count, start=date(2025, 1, 1), step=1):
    return [start + timedelta(days=i * step) for i in range(count)]


def one(column, *cells):
    return [{column: cell} for cell in cells]


def months(counts):
    """Rows spread over months from January 2024: so many in each."""
    firsts = [date(2024 + i // 12, i % 12 + 1, 1) for i in range(len(counts))]
    return [{"seen": day} for day, n in zip(firsts, counts, strict=True) for _ in range(n)]


def missing(group, lost, kept=60):
    """Sixty or so rows of a group, so many of them without a value."""
    return [{"group": group, "x": None if i < lost else 1.0} for i in range(kept)]


CASES = {
    "column_never_filled": Case(
        {"a": TEXT, "b": TEXT, "c": TEXT, "d": {**TEXT, "optional": True}},
        [{"a": "x"}, {"a": "y"}],
        {"": (3, 2)},
        [{"a": "x", "b": "y", "c": "z"}],
        bad_with={"without": ("c", "d")},
    ),
    "required_empty": Case(
        {"a": {**TEXT, "required": True}, "b": TEXT},
        one("a", "x", None, " "),
        {"a": (3, 2)},
        one("a", "x", "y"),
    ),
    "identity_empty": Case(
        {"n": NHS, "uprn": {"type": "uprn", "means": "uprn"}},
        one("n", "9990000018", None),
        {"n": (2, 1)},
        one("n", "9990000018"),
    ),
    "value_empty": Case(
        {"x": NUMBER, "left": DATE, "came": DATE, "died": DIED},
        [{"x": 1, "came": Y2K}, {"x": None, "came": Y2K}, {"came": Y2K}],
        {"x": (3, 2)},
        [{"x": 1, "came": Y2K}],
        STAY,
    ),
    "missing_by_practice": Case(
        {"group": GP, "x": NUMBER},
        missing("P1", 0) + missing("P2", 60) + missing("P3", 60, kept=20),
        {"x": (2, 2)},
        missing("P1", 30) + missing("P2", 30),
    ),
    "missing_by_ethnic_group": Case(
        {
            "group": {
                "type": "choice",
                "attribute": "ethnic_group",
                "values": {"A": "asian", "W": "white"},
            },
            "x": NUMBER,
        },
        missing("asian", 40) + missing("white", 5, kept=600),
        {"x": (2, 1)},
        missing("asian", 5) + missing("white", 5),
    ),
    "out_of_bounds": Case(
        {"x": {**NUMBER, "least": 1, "most": 9}, "y": {**NUMBER, "least": 0}, "z": NUMBER},
        [{"x": 0, "y": -1, "z": -1}, {"x": 10}, {"x": 9}],
        {"x": (3, 2), "y": (1, 1)},
        [{"x": 5, "y": 0}],
    ),
    "date_out_of_bounds": Case(
        {
            "a": {**DATE, "earliest": date(2000, 1, 1), "latest": date(2020, 1, 1)},
            "b": {**DATE, "latest": "period_end"},
        },
        one("a", date(1999, 12, 31), date(2020, 1, 1), date(2021, 1, 1)),
        {"a": (3, 2)},
        one("a", date(2010, 1, 1)),
    ),
    "choice_unknown": Case(
        {"sex": SEX}, one("sex", "F", "female"), {"sex": (2, 1)}, one("sex", "male")
    ),
    "pattern_broken": Case(
        {"c": {"type": "code", "pattern": "G[0-9]"}, "d": TEXT},
        one("c", "G1", "G12", "xG1"),
        {"c": (3, 2)},
        one("c", "G1", None),
    ),
    "postcode_form": Case(
        {"p": HOME}, one("p", "WS1 1AA", "WS11AA"), {"p": (2, 1)}, one("p", "M1 1AE")
    ),
    "nhs_number_check": Case(
        {"n": NHS},
        one("n", "9434765919", "9434765918", "123", None),
        {"n": (5, 4)},
        one("n", "9434765919"),
        bad_with={"unlinked": 2},
    ),
    "icd10_form": Case(
        {"c": ICD},
        one("c", "I10X", "J45.9", "10I", "401.9"),
        {"c": (4, 2)},
        one("c", "E11.9", "I10"),
    ),
    "opcs4_form": Case(
        {"c": {"type": "code", "title": "OPCS-4"}},
        one("c", "W37.1", "W371X"),
        {"c": (2, 1)},
        one("c", "W371"),
    ),
    "snomed_check": Case(
        {"c": SNOMED},
        one("c", "38341003", "38341004", "073211009", "22298", "LOCAL-1", None),
        {"c": (4, 3)},
        one("c", "38341003", "73211009", "22298006", "195967001", "999000041000000102"),
    ),
    "key_repeated": Case(
        {"k": TEXT, "j": TEXT},
        [{"k": "a", "j": "1"}, {"k": "a", "j": "1"}, {"k": "a", "j": "2"}, {"k": "b"}],
        {"": (3, 2)},
        [{"k": "a", "j": "1"}, {"k": "a", "j": "2"}],
        {"key": ["k", "j"]},
    ),
    "person_repeated": Case(
        {"n": NHS},
        one("n", "9990000018", "9990000018", "9990000026", None, None),
        {"n": (3, 2)},
        one("n", "9990000018", "9990000026"),
        {"one_per_person": True},
    ),
    "nhs_number_two_births": Case(
        {"n": NHS, "b": BORN},
        [{"n": "1", "b": Y2K}, {"n": "1", "b": date(2001, 1, 1)}, {"n": "2", "b": Y2K}, {"b": Y2K}],
        {"n, b": (3, 2)},
        [{"n": "1", "b": Y2K}, {"n": "1", "b": Y2K}, {"n": "1"}],
    ),
    "nhs_number_two_sexes": Case(
        {"n": NHS, "s": SEX},
        [{"n": "1", "s": "male"}, {"n": "1", "s": "female"}],
        {"n, s": (2, 2)},
        [{"n": "1", "s": "male"}, {"n": "2", "s": "female"}],
    ),
    "local_number_two_people": Case(
        {"l": LOCAL, "n": NHS},
        [{"l": "1", "n": "9990000018"}, {"l": "1", "n": "9990000026"}],
        {"l, n": (2, 2)},
        [{"l": "1", "n": "9990000018"}, {"l": "1"}],
    ),
    "local_number_two_births": Case(
        {"l": LOCAL, "b": BORN},
        [{"l": "1", "b": Y2K}, {"l": "1", "b": date(1999, 1, 1)}],
        {"l, b": (2, 2)},
        [{"l": "1", "b": Y2K}],
    ),
    "two_deaths": Case(
        {"l": LOCAL, "d": DIED},
        [{"l": "1", "d": Y2K}, {"l": "1", "d": date(2001, 1, 1)}],
        {"d": (2, 2)},
        [{"l": "1", "d": Y2K}, {"l": "1"}],
    ),
    "contact_shared": Case(
        {"e": {"type": "email", "means": "email"}},
        one("e", *["office@example.org"] * 21, "a@example.org"),
        {"e": (22, 21)},
        one("e", *["a@example.org"] * 20),
    ),
    "date_before_birth": Case(
        {"b": BORN, "seen": DATE},
        [{"b": Y2K, "seen": date(1999, 12, 31)}, {"b": Y2K, "seen": Y2K}, {"seen": Y2K}],
        {"seen": (2, 1)},
        [{"b": Y2K, "seen": date(2001, 1, 1)}],
    ),
    "date_after_death": Case(
        {"d": DIED, "seen": DATE},
        [{"d": Y2K, "seen": date(2000, 2, 2)}, {"d": Y2K, "seen": date(2000, 2, 1)}],
        {"seen": (2, 1)},
        [{"d": Y2K, "seen": date(1999, 1, 1)}],
    ),
    "date_in_future": Case(
        {"came": DATE, "left": DATE, "died": DIED},
        [{"came": date(2026, 4, 1), "left": date(2027, 1, 1), "died": date(2026, 4, 1)}],
        {"came": (1, 1), "died": (1, 1)},
        [{"came": date(2026, 3, 31), "died": Y2K}],
        STAY,
    ),
    "born_after_file": Case(
        {"b": BORN},
        one("b", date(2026, 2, 1), Y2K),
        {"b": (2, 1)},
        one("b", Y2K),
        both_with={"end": date(2026, 1, 31)},
    ),
    "date_after_period": Case(
        {"seen": DATE},
        one("seen", date(2026, 2, 1), date(2026, 1, 31)),
        {"seen": (2, 1)},
        one("seen", date(2026, 1, 1)),
        SEEN,
        both_with={"end": date(2026, 1, 31)},
    ),
    "date_before_period": Case(
        {"seen": DATE},
        one("seen", date(2025, 12, 31), date(2026, 1, 1)),
        {"seen": (2, 1)},
        one("seen", date(2026, 1, 1)),
        {**SEEN, "delivery": "period"},
        both_with={"start": date(2026, 1, 1), "end": date(2026, 1, 31)},
    ),
    "age_over_115": Case(
        {"b": BORN, "d": DIED},
        [{"b": date(1910, 1, 1)}, {"b": date(1910, 1, 1), "d": Y2K}, {"b": date(1911, 3, 31)}],
        {"b": (2, 1)},
        one("b", Y2K),
    ),
    "end_before_start": Case(
        {"came": DATE, "left": DATE, "since": DATE, "until": DATE},
        [{"came": date(2025, 1, 2), "left": date(2025, 1, 1), "since": Y2K, "until": Y2K}],
        {"came, left": (1, 1), "since, until": (1, 0)},
        [{"came": date(2025, 1, 1), "left": date(2025, 1, 1)}],
        {**STAY, "lists": [{"name": "l", "since": "since", "until": "until"}, {"name": "m"}]},
    ),
    "ready_outside_stay": Case(
        {"came": DATE, "ready": DATE, "left": DATE},
        [
            {"came": date(2025, 1, 2), "ready": date(2025, 1, 1), "left": date(2025, 1, 5)},
            {"came": date(2025, 1, 2), "ready": date(2025, 1, 6), "left": date(2025, 1, 5)},
            {"came": date(2025, 1, 2), "ready": date(2025, 1, 3), "left": None},
        ],
        {"ready": (3, 2)},
        [{"came": date(2025, 1, 2), "ready": date(2025, 1, 3), "left": date(2025, 1, 5)}],
        {
            "events": [
                *STAY["events"],
                {"concept": "ready", "date": "ready", "end": "left", "days": True},
            ]
        },
    ),
    "stays_overlap": Case(
        {"l": LOCAL, "came": DATE, "left": DATE},
        [
            {"l": "1", "came": date(2025, 1, 1), "left": date(2025, 1, 9)},
            {"l": "1", "came": date(2025, 1, 2), "left": date(2025, 1, 3)},
            {"l": "1", "came": date(2025, 1, 8), "left": date(2025, 1, 10)},
            {"l": "2", "came": date(2025, 1, 2), "left": None},
        ],
        {"came, left": (4, 2)},
        [
            {"l": "1", "came": date(2025, 1, 1), "left": date(2025, 1, 9)},
            {"l": "1", "came": date(2025, 1, 9), "left": date(2025, 1, 10)},
        ],
        STAY,
    ),
    "death_without_end": Case(
        {"d": DIED, "since": DATE, "until": DATE},
        [{"d": Y2K}, {"d": Y2K, "until": date(2000, 2, 2)}, {"d": Y2K, "until": Y2K}, {}],
        {"until": (3, 2)},
        [{"d": Y2K, "until": Y2K}, {}],
        {"lists": [{"name": "l", "since": "since", "until": "until"}, {"name": "m", "until": "d"}]},
    ),
    "sex_specific_code": Case(
        {"s": SEX, "c": ICD},
        [
            {"s": "male", "c": "O80.9"},
            {"s": "female", "c": "C61X"},
            {"s": "female", "c": "O809"},
            {"s": "male", "c": "I10"},
        ],
        {"c": (3, 2)},
        [{"s": "female", "c": "C539"}],
    ),
    "implausible_for_unit": Case(
        {"x": {**NUMBER, "unit": "mmHg"}, "y": {**NUMBER, "unit": "furlong"}, "z": NUMBER},
        one("x", 16, 120, 1200),
        {"x, mmHg": (3, 2)},
        one("x", 120),
    ),
    "unit_mixed": Case(
        {"x": {**NUMBER, "unit": "mmHg"}, "y": {**NUMBER, "unit": "m"}},
        [{"x": 16.5, "y": 172}, {"x": 1, "y": 1.7}, {"x": 120, "y": 1.6}],
        {"x, mmHg": (3, 1), "y, m": (3, 1)},
        [{"x": 120, "y": 1.7}],
    ),
    "digits_heaped": Case(
        {"k": NUMBER, "x": NUMBER},
        [{"k": i, "x": 80 + 10 * (i % 40)} for i in range(100)] + [{"x": i} for i in range(100)],
        {"x": (10, 1)},
        [{"x": i} for i in range(200)],
        {"key": ["k"]},
    ),
    "false_zeros": Case(
        {"x": NUMBER},
        one("x", 0, *range(60, 90)),
        {"x": (31, 1)},
        one("x", 0, *[0.001 * i for i in range(30)]),
    ),
    "constant_column": Case(
        {"y": {"type": "yes_no"}},
        one("y", *[False] * 100),
        {"y": (1, 1)},
        one("y", True, *[False] * 99),
    ),
    "default_date": Case(
        {"b": BORN}, one("b", date(1900, 1, 1), Y2K), {"b": (2, 1)}, one("b", date(1984, 5, 5))
    ),
    "first_of_january": Case(
        {"b": BORN}, one("b", Y2K, date(2000, 1, 2)), {"b": (2, 1)}, one("b", date(1984, 5, 5))
    ),
    "first_of_month": Case(
        {"seen": DATE, "b": BORN},
        one("seen", Y2K, date(2000, 1, 2)),
        {"seen": (2, 1)},
        one("seen", date(2000, 1, 2)),
    ),
    "default_postcode": Case(
        {"p": HOME}, one("p", "ZZ99 3VZ", "WS1 1AA"), {"p": (2, 1)}, one("p", "WS1 1AA")
    ),
    "test_person": Case(
        {"f": FIRST, "l": LAST},
        [{"f": "Test ", "l": "Smith"}],
        {"f": (1, 1), "l": (1, 0)},
        [{"f": "Ann", "l": "Tester-Jones"}],
    ),
    "placeholder_name": Case(
        {"f": FIRST}, one("f", "baby", "Ann"), {"f": (2, 1)}, one("f", "Babette")
    ),
    "name_repeated": Case(
        {"f": FIRST, "l": LAST},
        [{"f": "ann", "l": "ANN"}, {"f": "Ann", "l": None}],
        {"f, l": (1, 1)},
        [{"f": "Ann", "l": "Lee"}],
    ),
    "choice_unused": Case(
        {"s": SEX}, one("s", *["male"] * 100), {"s": (2, 1)}, one("s", "female", *["male"] * 99)
    ),
    "concept_without_rows": Case(
        {"seen": DATE, "s": SEX},
        [{"seen": Y2K, "s": "male"}, {"s": "female"}],
        {"birth": (1, 1), "contact": (1, 0)},
        [{"seen": Y2K, "s": "female"}],
        {
            "events": [
                *SEEN["events"],
                {"concept": "birth", "date": "seen", "only": {"s": ["female"]}},
            ]
        },
    ),
    "months_sudden": Case(
        {"seen": DATE},
        months([20, 21] * 8 + [90] + [91, 90, 91]),
        {"seen": (17, 1)},
        months([20, 21] * 8),
        SEEN,
    ),
    "months_empty": Case(
        {"seen": DATE}, months([20, 20, 0, 20, 20]), {"seen": (3, 1)}, months([20] * 5), SEEN
    ),
    "days_empty": Case(
        {"seen": DATE},
        [
            {"seen": day}
            for i, day in enumerate(days(70))
            if i != 30 and day.weekday() < 5
            for _ in range(20)
        ],
        {"seen": (50, 1)},
        [{"seen": day} for day in days(70) if day.weekday() < 5 for _ in range(20)],
        SEEN,
    ),
    "words_drifted": Case(
        {"s": SEX},
        one("s", *["male"] * 60),
        {"s": (2, 2)},
        one("s", *["male"] * 30, *["female"] * 30),
        both_with={"before": one("s", *["male"] * 31, *["female"] * 29)},
    ),
    "middle_drifted": Case(
        {"x": NUMBER},
        one("x", *[16.0] * 50),
        {"x": (1, 1)},
        one("x", *[130.0] * 50),
        both_with={"before": one("x", *[120.0] * 50)},
    ),
    "rows_drifted": Case(
        {"x": NUMBER},
        one("x", *[1.0] * 39),
        {"": (1, 1)},
        one("x", *[1.0] * 41),
        both_with={"before": one("x", *[1.0] * 50)},
    ),
    "source_stale": Case(
        {"seen": DATE},
        one("seen", date(2026, 1, 1), date(2030, 1, 1)),
        {"": (1, 1)},
        one("seen", date(2026, 3, 1)),
    ),
}
