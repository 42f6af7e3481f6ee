"""Completeness: what is not there, and is it missing more for some than for others?"""

from tilth.store.checking import dates, places, series, values

MATCHED_BY = ("local_id", "nhs_number", "first_name", "surname", "date_of_birth", "sex", "postcode")


def column_never_filled(kind, sheet):
    columns = [n for n, c in sheet.extract.columns.items() if not c.optional]
    absent = [n for n in columns if n not in sheet.types]
    if columns:
        yield "", values.never_filled(sheet.rows, columns, absent)


def required_empty(kind, sheet):
    for column, one in sheet.columns.items():
        if one.required:
            yield column, values.empty(sheet.rows, column)


def identity_empty(kind, sheet):
    for column, one in sheet.columns.items():
        if one.means in MATCHED_BY and not one.required:
            yield column, values.empty(sheet.rows, column)


def value_empty(kind, sheet):
    """Not columns that make an event or a place on a list: empty, they say it did not happen."""
    rules = [*sheet.extract.events, *sheet.extract.lists]
    told = {n for rule in rules for n in rule.only}
    told |= {n for rule in sheet.extract.events for n in (rule.date, rule.value)}
    told |= {rule.since for rule in sheet.extract.lists}
    for column in [n for n in sheet.ordinary if n not in told]:
        yield column, values.empty(sheet.rows, column)


def missing_by_practice(kind, sheet):
    for practice in sheet.practices[:1]:
        group = series.by_column(practice)
        for column in sheet.ordinary:
            if column != practice:
                yield (
                    column,
                    series.unevenly_missing(sheet.rows, column, group, kind.numbers["gap"]),
                )


def missing_by_deprivation(kind, sheet):
    postcode = sheet.meaning("postcode")
    if postcode and "postcode" in sheet.lists and "measure" in sheet.lists:
        group = series.by_deprivation(postcode, sheet.lists["postcode"], sheet.lists["measure"])
        for column in sheet.ordinary:
            yield column, series.unevenly_missing(sheet.rows, column, group, kind.numbers["gap"])


def missing_by_ethnic_group(kind, sheet):
    ethnic_group = sheet.attribute("ethnic_group")
    for column in sheet.ordinary if ethnic_group else ():
        if column != ethnic_group:
            group = series.by_column(ethnic_group)
            yield column, series.unevenly_missing(sheet.rows, column, group, kind.numbers["gap"])


def choice_unused(kind, sheet):
    for column in sheet.of("choice"):
        words = [w for w in dict.fromkeys(sheet.columns[column].values.values()) if w]
        yield column, series.words_unused(sheet.rows, column, words)


def concept_without_rows(kind, sheet):
    """One check for each concept the contract names, whatever rules make it."""
    for concept in dict.fromkeys(r.concept for r in sheet.extract.events if r.concept):
        rules = [
            (rule.date, rule.only)
            for rule in sheet.extract.events
            if rule.concept == concept and {rule.date, *rule.only} <= sheet.types.keys()
        ]
        if rules:
            yield concept, series.concept_absent(sheet.rows, concept, rules)


def months_empty(kind, sheet):
    for column in sheet.event_dates:
        yield column, series.empty_months(sheet.rows, column)


def days_empty(kind, sheet):
    for column in sheet.event_dates:
        yield column, series.empty_days(sheet.rows, column)


def source_stale(kind, sheet):
    limit = kind.numbers.get(sheet.source.refresh)
    happened = [n for n in sheet.dates if n not in sheet.ends]
    if limit is not None and (happened or any(v.period_to for v in sheet.versions)):
        yield "", dates.oldest_news(sheet.rows, happened, sheet.as_of, limit)


def concept_never_seen(kind, whole):
    if whole.has("concept", "event"):
        yield "", places.never_seen(whole.views["concept"], whole.views["event"])


def _unknown(column):
    def check(kind, whole):
        if whole.has("person"):
            yield column, places.without(whole.views["person"], column)

    return check


SHEET = {
    check.__name__: check
    for check in (
        column_never_filled,
        required_empty,
        identity_empty,
        value_empty,
        missing_by_practice,
        missing_by_deprivation,
        missing_by_ethnic_group,
        choice_unused,
        concept_without_rows,
        months_empty,
        days_empty,
        source_stale,
    )
}
WHOLE = {
    "concept_never_seen": concept_never_seen,
    "person_without_birth": _unknown("birth_month"),
    "person_without_sex": _unknown("sex"),
    "person_without_ethnic_group": _unknown("ethnic_group"),
    "person_without_area": _unknown("lsoa21"),
}
