"""Plausibility of what is said: numbers, names, codes and answers a life can have."""

from tilth.store.checking import people, places, series, values


def person_repeated(kind, sheet):
    column = sheet.meaning("nhs_number")
    if column and sheet.extract.one_per_person:
        yield column, people.repeated(sheet.rows, [column])


def duplicate_rows(kind, sheet):
    if sheet.sent_twice:
        yield "", people.left_over(sheet.rows, sheet.sent_twice)


def _differ(by, part):
    """A check that rows which share one identity column agree on another."""

    def check(kind, sheet):
        one, other = sheet.meaning(by), sheet.meaning(part)
        if one and other:
            yield f"{one}, {other}", people.differ(sheet.rows, one, other)

    return check


def two_deaths(kind, sheet):
    died = sheet.attribute("died_on")
    if sheet.person and died:
        yield died, people.differ(sheet.rows, sheet.person, died)


def contact_shared(kind, sheet):
    for part in ("phone", "email", "uprn"):
        column = sheet.meaning(part)
        if column:
            yield column, people.crowded(sheet.rows, column, kind.numbers["shared_by"])


def sex_specific_code(kind, sheet):
    sex = sheet.meaning("sex") or sheet.attribute("sex")
    for column in sheet.coded_in("icd10") if sex else ():
        yield (
            column,
            values.sex_cannot_have(
                sheet.rows, column, sex, kind.words["female"], kind.words["male"]
            ),
        )


def implausible_for_unit(kind, sheet):
    for column, unit, code, codes in sheet.measured:
        known = kind.units.get(unit)
        if known:
            asked = values.outside(sheet.rows, column, known.least, known.most)
            yield _named(column, unit, codes), values.only(asked, code, codes)


def unit_mixed(kind, sheet):
    for column, unit, code, codes in sheet.measured:
        known = kind.units.get(unit)
        if known:
            factors = known.factors.values()
            asked = values.in_another_unit(sheet.rows, column, known.least, known.most, factors)
            yield _named(column, unit, codes), values.only(asked, code, codes)


def digits_heaped(kind, sheet):
    keys = {*sheet.extract.key}
    for column in sheet.of("number", "whole"):
        if column not in keys:
            yield column, series.heaped_digits(sheet.rows, column, kind.numbers["share"])


def false_zeros(kind, sheet):
    """Measurements alone: a count of nought is a count."""
    for column in sheet.of("number"):
        yield column, values.false_zeros(sheet.rows, column)


def constant_column(kind, sheet):
    for column in sheet.of("choice", "yes_no", "number", "whole"):
        yield column, values.always_the_same(sheet.rows, column)


def default_postcode(kind, sheet):
    for column in sheet.of("postcode"):
        yield column, values.like(sheet.rows, column, "|".join(kind.words["like"]))


def test_person(kind, sheet):
    for column in _names(sheet):
        yield column, values.among(sheet.rows, column, kind.words["names"])


def placeholder_name(kind, sheet):
    for column in _names(sheet):
        yield column, values.among(sheet.rows, column, kind.words["names"])


def name_repeated(kind, sheet):
    first, last = sheet.meaning("first_name"), sheet.meaning("surname")
    if first and last:
        yield f"{first}, {last}", values.same_as(sheet.rows, first, last)


def postcode_elsewhere(kind, sheet):
    column = sheet.meaning("postcode")
    if column and {"postcode", "area"} <= sheet.lists.keys():
        yield (
            column,
            places.elsewhere(sheet.rows, column, sheet.lists["postcode"], sheet.lists["area"]),
        )


def words_drifted(kind, sheet):
    for column in sheet.of("choice") if sheet.before else ():
        yield (
            column,
            series.drifted_words(
                sheet.latest or sheet.rows, sheet.before, column, kind.numbers["gap"]
            ),
        )


def middle_drifted(kind, sheet):
    keys = {*sheet.extract.key}
    for column in sheet.of("number", "whole") if sheet.before else ():
        if column not in keys:
            ratio = kind.numbers["ratio"]
            yield (
                column,
                series.drifted_middle(sheet.latest or sheet.rows, sheet.before, column, ratio),
            )


def rows_drifted(kind, sheet):
    if sheet.before:
        yield "", series.shrunk(sheet.latest or sheet.rows, sheet.before, kind.numbers["gap"])


def _disagree(column):
    """A check that the records matched to one person agree."""

    def check(kind, whole):
        view = "ethnic_group" if column == "ethnic_group" else "identity"
        if whole.has(view, "link"):
            yield column, places.disagree(whole.views[view], whole.views["link"], column)

    return check


def residents_differ(kind, whole):
    if whole.has("person", "small_area", "resident"):
        views = (whole.views[v] for v in ("person", "resident", "small_area"))
        yield "lsoa21", places.far_from_published(*views, "lsoa21", kind.numbers["gap"])


def concept_value_outside(kind, whole):
    for name, one in whole.concepts.items() if whole.has("event") else ():
        if one.least is not None or one.most is not None:
            yield name, places.value_outside(whole.views["event"], name, one.least, one.most)


def sex_specific_concept(kind, whole):
    female, male = (
        [n for n, c in whole.concepts.items() if _only(c, kind.words[sex])]
        for sex in ("female", "male")
    )
    if whole.has("event", "person") and (female or male):
        views = (whole.views[v] for v in ("event", "person"))
        yield "", places.of_the_other_sex(*views, female, male)


def _only(concept, starts):
    """Whether every ICD-10 code of a concept begins as only one sex's do."""
    codes = [c.replace(".", "").upper() for c in concept.codes.get("icd10", ())]
    return bool(codes) and all(c.startswith(tuple(starts)) for c in codes)


def _names(sheet):
    return [n for n in (sheet.meaning("first_name"), sheet.meaning("surname")) if n]


def _named(column, unit, codes):
    return f"{column}, {unit}" + (f", {codes[0]}" if codes else "")


SHEET = {
    check.__name__: check
    for check in (
        person_repeated,
        duplicate_rows,
        two_deaths,
        contact_shared,
        sex_specific_code,
        implausible_for_unit,
        unit_mixed,
        digits_heaped,
        false_zeros,
        constant_column,
        default_postcode,
        test_person,
        placeholder_name,
        name_repeated,
        postcode_elsewhere,
        words_drifted,
        middle_drifted,
        rows_drifted,
    )
} | {
    "nhs_number_two_births": _differ("nhs_number", "date_of_birth"),
    "nhs_number_two_sexes": _differ("nhs_number", "sex"),
    "local_number_two_people": _differ("local_id", "nhs_number"),
    "local_number_two_births": _differ("local_id", "date_of_birth"),
}
WHOLE = {
    "sex_disagrees": _disagree("sex"),
    "birth_disagrees": _disagree("date_of_birth"),
    "ethnic_group_disagrees": _disagree("ethnic_group"),
    "residents_differ": residents_differ,
    "concept_value_outside": concept_value_outside,
    "sex_specific_concept": sex_specific_concept,
}
