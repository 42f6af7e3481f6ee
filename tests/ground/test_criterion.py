"""A criterion is read, written, said and looked up; what is not one is refused with its place."""

import datetime
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.criteria import VOCABULARY, criteria
from tilth.ground.criteria import tree
from tilth.ground.criteria.phrases import RESERVED
from tilth.ground.criteria.vocabulary import Attribute, Vocabulary
from tilth.ground.criterion import Criterion, Definition
from tilth.ground.errors import DefinitionError

NORMAL = {
    "age >= 40": "age >= 40",
    "AGE>=40 AND\n Sex='female'": "age >= 40 and sex = 'female'",
    "(age >= 40.0)": "age >= 40",
    "active_minutes < 7.50": "active_minutes < 7.5",
    "active_minutes > - 3": "active_minutes > -3",
    "active_minutes > 0.000001": "active_minutes > 0.000001",
    "active_minutes = -0": "active_minutes = 0",
    "a and (b and c)": "a and b and c",
    "a or b and c": "a or b and c",
    "(a or b) and c": "(a or b) and c",
    "not (a or b)": "not (a or b)",
    "not not a": "a",
    "not a and not b": "not a and not b",
    "x between 1 and 2 and a": "x between 1 and 2 and a",
    "not x between 1 and 2": "x not between 1 and 2",
    "x not in (1,2)": "x not in (1, 2)",
    "x in ('it''s', 'O/1')": "x in ('it''s', 'O/1')",
    "not x is null": "x is not null",
    "x is null": "x is null",
    "hypertension ever": "hypertension ever",
    "not hypertension ever": "hypertension never",
    "not hypertension never": "hypertension ever",
    "emergency_admission within 1 months": "emergency_admission within 1 month",
    "emergency_admission count within 2 year >= 2": "emergency_admission count within 2 years >= 2",
    "systolic latest within 5 years is not null": "systolic latest within 5 years is not null",
    "systolic highest between 1 and 2": "systolic highest between 1 and 2",
    "systolic mean within 90 days >= 140": "systolic mean within 90 days >= 140",
    "hypertension since >= '2020-01-01'": "hypertension since >= '2020-01-01'",
    "systolic latest date < '2020-01-01'": "systolic latest date < '2020-01-01'",
    "fall within 30 days after discharge": "fall within 30 days after discharge",
    "fall within 1 day before discharge": "fall within 1 day before discharge",
    "on club_supporter": "on club_supporter",
    "is at_risk and is not older": "is at_risk and is not older",
    "not is older": "is not older",
    "x != 1": "x != 1",
}


@pytest.mark.parametrize(("text", "normal"), NORMAL.items())
def test_a_criterion_has_one_normal_form(text, normal):
    criterion = Criterion.parse(text)
    assert str(criterion) == normal
    assert Criterion.parse(normal) == criterion
    assert Criterion.parse(criterion) is criterion


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(criteria)
def test_what_is_written_reads_back_the_same(criterion):
    again = Criterion.parse(str(criterion))
    assert again == criterion
    assert str(again) == str(criterion)
    assert criterion.words()


def test_criteria_join_into_one():
    steps = ["postcode_district = 'M11'", "age >= 40", "a or b"]
    assert str(Criterion.all(steps)) == "postcode_district = 'M11' and age >= 40 and (a or b)"


WORDS = {
    "age >= 40 and sex = 'female'": "age is at least 40, and sex is female",
    "walk < 1500 or not smoker": "either walk is under 1,500, or it is not so that (is smoker)",
    "hypertension ever": "has had high blood pressure",
    "hypertension never": "has not had high blood pressure",
    "fall within 12 months": "has had fall in the last 12 months",
    "fall within 1 year": "has had fall in the last year",
    "not fall within 1 year": "has not had fall in the last year",
    "fall within 30 days after walk": "has had fall at most 30 days after walk",
    "systolic latest within 5 years > 140": "the latest systolic in the last 5 years is over 140",
    "fall count = 2": "the number of times with fall is 2",
    "systolic mean != 7.5": "the mean of systolic is not 7.5",
    "fall since <= '2020-01-01'": "the first date of fall is at most 2020-01-01",
    "fall latest date > '2020-01-01'": "the latest date of fall is over 2020-01-01",
    "age is null": "age is not known",
    "age is not null": "age is known",
    "age between 1 and 5": "age is from 1 to 5",
    "sex in ('female', 'male')": "sex is female or male",
    "on club_supporter and is at_risk": "is on the list club supporter, and is at risk",
}


@pytest.mark.parametrize(("text", "words"), WORDS.items())
def test_a_criterion_says_itself_in_plain_english(text, words):
    assert Criterion.parse(text).words({"hypertension": "high blood pressure"}) == words


REFUSED = {
    "": "a criterion needs at least one test",
    "  \n ": "a criterion needs at least one test",
    "a b": "at a, the words do not make a test (character 1)",
    "age >=": "at >=, the words do not make a test (character 5)",
    "age >= 40 and": "at and, the words do not make a test (character 11)",
    "(age >= 40": "at 40, the words do not make a test (character 9)",
    "age >= 40)": "at ), the words do not make a test (character 10)",
    "()": "at (, the words do not make a test (character 1)",
    "(a, b)": "at a, the words do not make a test (character 2)",
    "x = 1 = 2": "at x, the words do not make a test (character 1)",
    "x is y": "at x, the words do not make a test (character 1)",
    "x in (1, )": "a list ends with a value, not a comma (character 10)",
    "x in ()": "at x, the words do not make a test (character 1)",
    "x in (y)": "at y, a name can be compared with a number, text or date only (character 7)",
    "x = y": "at y, a name can be compared with a number, text or date only (character 5)",
    "40 <= age": "at 40, the name comes first, then what it is compared with (character 1)",
    "'Ann Lee' = x": "at a text, the name comes first, then what it is compared with (character 1)",
    "a and 1": "at 1, a number or text needs something to compare it with (character 7)",
    "a ever = 2": "at a, this is true or false already and is compared with nothing (character 1)",
    "a count": "at a, a count needs a comparison (character 1)",
    "a latest within 5 years": "at a, a latest needs a comparison (character 1)",
    "on": "the name of a list should stand here (character 1)",
    "on not": "the name of a list should stand here (character 4)",
    "is": "the name of a definition should stand here (character 1)",
    "a and is 4": "the name of a definition should stand here (character 10)",
    "a within 0 days": "within needs a time, such as 12 months (character 10)",
    "a within -3 days": "within needs a time, such as 12 months (character 10)",
    "a within 3": "within needs a time, such as 12 months (character 10)",
    "a within 3 moons": "within needs a time, such as 12 months (character 10)",
    "a within 1.5 years": "within needs a time, such as 12 months (character 10)",
    "a within 999999999999 days": "within needs a time, such as 12 months (character 10)",
    "a within 2 weeks after b": "the time after an event is given in days (character 10)",
    "a within 2 days after": "the name of an event should stand here (character 17)",
    "within": "within is not part of a criterion (character 1)",
    'sex = "female"': "a text stands in single quotation marks: 'female' (character 7)",
    "x = 'a": "a quotation is opened and never closed",
    "x > 1e5": "this is not a number a criterion can hold (character 5)",
    "x > -": "this is not a number a criterion can hold (character 5)",
    "x > 1_000": "this is not a number a criterion can hold (character 5)",
    "x > 12345678901234567": "this is not a number a criterion can hold (character 5)",
    "x = 2020-01-01": "this is not a number a criterion can hold (character 9)",
    "x == 1": "== is not part of a criterion (character 3)",
    "x <> 1": "<> is not part of a criterion (character 3)",
    "a\u00a0and b": "? is not part of a criterion (character 2)",
    "x = 'a\u202eb'": "a text in a criterion is at most 200 plain characters (character 5)",
    "x = '"
    + "a" * 201
    + "'": "a text in a criterion is at most 200 plain characters (character 5)",
    "a" * 41 + "é": "a" * 37 + "... is not part of a criterion (character 1)",
    "(" * 11 + "a" + ")" * 11: "parentheses and nots go at most 10 deep (character 12)",
    "not " * 11 + "a": "parentheses and nots go at most 10 deep (character 41)",
    "a and " * 1400 + "a": "a criterion has at most 8,000 characters (character 8000)",
    "a " * 1501: "a criterion has at most 1,500 words (character 8000)",
}


@pytest.mark.parametrize(("text", "what"), REFUSED.items(), ids=[t[:30] for t in REFUSED])
def test_what_is_not_a_criterion_is_refused_with_its_place(text, what):
    with pytest.raises(DefinitionError) as error:
        Criterion.parse(text, where="a.toml")
    assert error.value.what == what
    assert error.value.where == "a.toml"


def test_a_criterion_is_text():
    with pytest.raises(DefinitionError, match="a piece of text"):
        Criterion.parse(40)


HOSTILE = """
    age >= 40; drop table person
    age >= 40 -- and hidden
    age >= 40 /* hidden */
    /*+ hint */ age >= 40
    age >= 40 # hidden
    age >= (select max(person) from person)
    age in (select 1)
    exists (select 1 from person)
    (select 1)
    select * from person
    age >= 40 union select 1
    age >= 40 or 1 = 1
    1 = 1
    true
    read_text('/etc/passwd') = 'a'
    getenv('HOME') = 'a'
    sleep(10) = 1
    count(*) > 1
    age::text = '40'
    cast(age as text) = '40'
    try_cast(age as int) > 1
    person.age > 40
    p."age" > 40
    "age" > 40
    `age` > 40
    [age] > 40
    {'a': age} = 1
    age[1] = 1
    age -> 'x' = 1
    x -> x + 1
    age + 1 > 40
    age || 'a' = 'b'
    age like '%'
    age ilike 'a'
    age similar to 'a'
    age ~ 'a'
    age glob '*'
    sex collate nocase = 'a'
    age = any(1)
    age = all (select 1)
    age is distinct from 1
    age is true
    age isnull
    age <=> 1
    age = $1
    age = ?
    age = :name
    age = @name
    age = $$text$$
    age = e'a\\n'
    age = x'41'
    age = b'1'
    age = U&'a'
    age = date '2020-01-01'
    age = interval '1' day
    age = now()
    age = current_date
    case when age > 1 then 1 end = 1
    age between symmetric 1 and 2
    age in (1, 2, )
    age in 1
    age as x
    age x
    age > 40 limit 1
    age > 40 order by age
    age > 40 group by all
    age over () > 1
    age filter (where true) > 1
    not
    and
    *
    * exclude (age)
    columns('.*') > 1
    age > 40 qualify 1
    pragma version
    set memory_limit = '1TB'
    copy person to 'a'
    attach 'a'
    install httpfs
    age > 40 \\
    аge > 40
    ａｇｅ > 40
    age ＞ 40
    age >= ４０
    age ≥ 40
    sex = ‘female’
    age\u200b > 40
    age > 40\u0000
    age\u2028> 40
    sex = 'a\u0000b'
    sex = 'a\u200bb'
    person_ever ever ever
    fall within 12 months ever
    fall within '12' months
    fall within (12) months
    systolic latest latest > 1
    systolic latest date date > '2020-01-01'
    is is at_risk
    on on club
    on 'club'
    is 'at_risk'
    x in ('a' 'b')
    x = 'a' 'b'
    x = - - 1
    x = +1
    x = 0x1f
    x = .5
    x = 1.
    x = inf
    x = null
    null
    null is null
"""


@pytest.mark.parametrize("text", [line.strip(" ") for line in HOSTILE.strip("\n").splitlines()])
def test_AT_hostile_texts_are_refused(text):
    with pytest.raises(DefinitionError):
        Criterion.parse(text).settle(VOCABULARY)


def refusal(text):
    """Why a text is no criterion, or None if it is one."""
    try:
        Criterion.parse(text).words()
    except DefinitionError as error:
        return str(error)
    return None


PIECES = [*RESERVED, "\u00a0"]
PIECES += "age systolic fall days years date 12 1.5 'a' '2020-01-01' ( ) , = != < >= - ;".split()
PIECES += (
    """-- /* */ " ' select from * case when end cast as exists interval :: . [ ] { $""".split()
)
PIECES += "? | lambda over filter any all array map row values with é".split()


@settings(max_examples=800, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from([" ", ""]))
def test_AT_any_text_is_a_criterion_or_a_refusal(pieces, gap):
    text = gap.join(pieces)
    if refusal(text) is None:
        criterion = Criterion.parse(text)
        assert Criterion.parse(str(criterion)) == criterion


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60))
def test_AT_any_characters_are_a_criterion_or_a_refusal(text):
    said = refusal(text)
    assert said is None or said.isprintable()


LONG = {
    "and": " and ".join(["a"] * 749),
    "or and not": " or ".join(["not a"] * 490),
    "in": "x in (" + ", ".join(["1"] * 745) + ")",
    "parentheses": "(" * 4000 + ")" * 4000,
    "open": "(" * 8000,
    "nots": "not " * 1999 + "a",
    "quotes": "'" * 7999,
    "one word": "a" * 8000,
    "digits": "x = " + "9" * 7000,
    "signs": "x = " + "-" * 7000 + "1",
    "within": "a within " + "9" * 7000 + " days",
    "nested": "(not (not (not (not (not (a and b) and c) and d) and e) and f))",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_AT_the_longest_texts_are_judged_quickly(text):
    started = time.process_time()
    refusal(text)
    assert time.process_time() - started < 2


def test_AT_definitions_that_multiply_are_stopped():
    doubling = {"d0": Criterion.parse("age >= 1").test}
    for i in range(1, 20):
        doubling[f"d{i}"] = Criterion.parse(f"is d{i - 1} or not is d{i - 1}").test
    known = Vocabulary(attributes={"age": "number"}, criteria=doubling)
    with pytest.raises(DefinitionError, match="more than 500 tests"):
        Criterion.parse("is d19").settle(known)


def test_AT_definitions_that_go_too_deep_are_stopped():
    chain = {"d0": Criterion.parse("age >= 1").test}
    for i in range(1, 40):
        chain[f"d{i}"] = Criterion.parse(f"is d{i - 1}").test
    known = Vocabulary(attributes={"age": "number"}, criteria=chain)
    assert str(Criterion(Criterion.parse("is d24").settle(known))) == "age >= 1"
    with pytest.raises(DefinitionError, match="rest on more than 25"):
        Criterion.parse("is d39").settle(known)


def test_a_definition_cannot_rest_on_itself():
    circle = {"a": Criterion.parse("is b").test, "b": Criterion.parse("not is a").test}
    with pytest.raises(DefinitionError, match="a is b is a: a definition cannot rest on itself"):
        Criterion.parse("is a").settle(Vocabulary(criteria=circle))


def test_names_are_settled_as_what_they_are():
    settled = Criterion.parse(
        "smoker and club_supporter and walk < 30 and moved_on >= '2020-01-01' and is older"
    ).settle(VOCABULARY)
    truth, on, walk, moved, older = settled.tests
    assert truth == Attribute("smoker", kind="yes_no")
    assert on == tree.On("club_supporter")
    assert walk.operand == tree.Summary("walk", "latest")
    assert str(moved.value) == "2020-01-01"
    assert not isinstance(moved.value, str)
    assert isinstance(older, tree.Some)


UNKNOWN = {
    "smokr": "there is no attribute, list or event called smokr (character 1). "
    "Did you mean smoker?",
    "not is oldr": "there is no definition called oldr (character 8). Did you mean older?",
    "on club": "there is no list called club (character 4). There are 2 to choose from.",
    "on smoker": "there is no list called smoker (character 4). Did you mean smoker?",
    "walks ever": "there is no event called walks (character 1). Did you mean walk?",
    "fall within 3 days after fal": "there is no event called fal (character 26). "
    "Did you mean fall?",
    "agee > 4": "there is no attribute or event called agee (character 1). Did you mean age?",
    "hypertension": "hypertension needs a time or a comparison (character 1). "
    "Say hypertension ever, or hypertension within 12 months.",
    "older": "older is a definition (character 1). Say is older.",
    "age": "age needs a comparison, such as = or >= (character 1)",
    "older = 1": "older is true or false and compared with nothing (character 1)",
    "club_supporter = 1": "club_supporter is true or false and compared with nothing (character 1)",
    "smoker = 1": "smoker is true or false and compared with nothing (character 1)",
    "smoker in (1)": "smoker is true or false and compared with nothing (character 1)",
    "sex > 'a'": "sex is text: it is compared with =, != or in (character 1)",
    "sex between 'a' and 'b'": "sex is text: it is compared with =, != or in (character 1)",
    "age >= '40'": "this is compared with a number, without quotation marks (character 1)",
    "practice = 40": "this is compared with a text in quotation marks (character 1)",
    "moved_on > 2020": "a date is written as in '2026-03-31' (character 1)",
    "moved_on > '2020-02-30'": "a date is written as in '2026-03-31' (character 1)",
    "fall since > '20200230'": "a date is written as in '2026-03-31' (character 1)",
    "systolic latest > '2020-01-01'": "this is compared with a number, without quotation marks "
    "(character 1)",
}


@pytest.mark.parametrize(("text", "what"), UNKNOWN.items())
def test_a_word_nobody_knows_is_named_with_its_place_and_the_near_one(text, what):
    with pytest.raises(DefinitionError) as error:
        Criterion.parse(text).settle(VOCABULARY)
    assert str(error.value) == what


def test_a_closed_list_of_values_is_kept_to():
    known = Vocabulary(attributes={"sex": "text"}, values={"sex": ("female", "male")})
    Criterion.parse("sex = 'female'").settle(known)
    with pytest.raises(DefinitionError, match="sex is one of female, male"):
        Criterion.parse("sex = 'femal'").settle(known)


def test_a_definition_file_names_itself_in_its_errors():
    assert str(Definition("t", "w", "age>=65").parsed()) == "age >= 65"
    with pytest.raises(DefinitionError, match="definitions/criteria/older"):
        Definition("t", "w", "age >=", name="older").parsed()


@pytest.mark.parametrize(
    ("text", "as_of", "start"),
    [
        ("within 1 day", "2026-03-31", "2026-03-30"),
        ("within 2 weeks", "2026-03-31", "2026-03-17"),
        ("within 1 month", "2026-03-31", "2026-02-28"),
        ("within 1 month", "2024-03-31", "2024-02-29"),
        ("within 1 month", "2026-01-15", "2025-12-15"),
        ("within 12 months", "2026-12-31", "2025-12-31"),
        ("within 1 year", "2024-02-29", "2023-02-28"),
        ("within 5000 years", "2026-03-31", "0001-01-01"),
        ("within 99999 weeks", "2026-03-31", "0109-09-24"),
        ("within 100000 days", "0009-01-01", "0001-01-01"),
    ],
)
def test_a_window_starts_after_a_day_that_exists(text, as_of, start):
    window = Criterion.parse(f"fall {text}").test.window
    assert str(window.start(datetime.date.fromisoformat(as_of))) == start
