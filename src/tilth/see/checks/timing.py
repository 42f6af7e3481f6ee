"""Plausibility in time: dates that cannot be, or cannot both be, and series that jump."""

import datetime

from tilth.store.checking import dates, people, places, series


def date_before_birth(kind, sheet):
    born = sheet.meaning("date_of_birth")
    for column in sheet.dates if born else ():
        yield column, dates.before(sheet.rows, column, born)


def date_after_death(kind, sheet):
    died = sheet.attribute("died_on")
    for column in sheet.dates if died else ():
        if column != died:
            yield column, dates.after(sheet.rows, column, died, days=kind.numbers["days"])


def date_in_future(kind, sheet):
    for column in sheet.dates:
        if column not in sheet.ends or sheet.columns[column].attribute == "died_on":
            yield column, dates.later_than(sheet.rows, column, sheet.as_of)


def born_after_file(kind, sheet):
    born = sheet.meaning("date_of_birth")
    if born:
        yield born, dates.born_late(sheet.rows, born, sheet.as_of)


def date_after_period(kind, sheet):
    if any(version.period_to for version in sheet.versions):
        for column in sheet.event_dates:
            yield column, dates.outside_period(sheet.rows, column, side="after")


def date_before_period(kind, sheet):
    known = any(version.period_from for version in sheet.versions)
    if known and sheet.extract.delivery == "period":
        for column in sheet.event_dates:
            yield column, dates.outside_period(sheet.rows, column, side="before")


def age_over_115(kind, sheet):
    born, died = sheet.meaning("date_of_birth"), sheet.attribute("died_on")
    if born:
        years = kind.numbers["years"]
        yield born, dates.older_than(sheet.rows, born, sheet.as_of, years, died)


def end_before_start(kind, sheet):
    spans = [*sheet.stays]
    spans += [
        (rule.since, rule.until)
        for rule in sheet.extract.lists
        if rule.since in sheet.types and rule.until in sheet.types
    ]
    for start, end in dict.fromkeys(spans):
        yield f"{start}, {end}", dates.before(sheet.rows, end, start)


def ready_outside_stay(kind, sheet):
    """The first event named with an end is the stay; later ones with that end happen within it."""
    stays = {}
    for start, end in sheet.stays:
        if stays.setdefault(end, start) != start:
            yield start, dates.outside_stay(sheet.rows, start, stays[end], end)


def stays_overlap(kind, sheet):
    beds = [(r.date, r.end) for r in sheet.extract.events if r.days]
    for start, end in sheet.stays[:1]:
        if sheet.person and (start, end) in beds:
            yield (
                f"{start}, {end}",
                people.overlap(sheet.rows, sheet.person, start, end),
            )


def death_without_end(kind, sheet):
    died = sheet.attribute("died_on")
    for rule in sheet.extract.lists if died else ():
        if rule.until in sheet.types and rule.until != died:
            yield rule.until, dates.still_open(sheet.rows, died, rule.until)


def default_date(kind, sheet):
    days = [datetime.date.fromisoformat(day) for day in kind.words["days"]]
    for column in sheet.of("date", "moment"):
        yield column, dates.one_of(sheet.rows, column, days)


def first_of_january(kind, sheet):
    born = sheet.meaning("date_of_birth")
    if born:
        yield born, dates.on_first_of_january(sheet.rows, born)


def first_of_month(kind, sheet):
    for column in sheet.dates:
        yield column, dates.on_first_of_month(sheet.rows, column)


def months_sudden(kind, sheet):
    for column in sheet.event_dates:
        yield column, series.sudden_months(sheet.rows, column)


def seen_after_death_elsewhere(kind, sheet):
    """Only where the same NHS number has a death in another source."""
    who = sheet.meaning("nhs_number")
    deaths = [
        (other.rows, other.meaning("nhs_number"), other.attribute("died_on"))
        for other in sheet.others
        if other.meaning("nhs_number") and other.attribute("died_on")
    ]
    for column in sheet.event_dates if who and deaths else ():
        yield column, people.after_in_another(sheet.rows, who, column, deaths)


def event_after_death(kind, whole):
    if whole.has("event", "person"):
        views = (whole.views[v] for v in ("event", "person"))
        yield "", places.after_death(*views, kind.numbers["days"])


SHEET = {
    check.__name__: check
    for check in (
        date_before_birth,
        date_after_death,
        date_in_future,
        born_after_file,
        date_after_period,
        date_before_period,
        age_over_115,
        end_before_start,
        ready_outside_stay,
        stays_overlap,
        death_without_end,
        default_date,
        first_of_january,
        first_of_month,
        months_sudden,
        seen_after_death_elsewhere,
    )
}
WHOLE = {"event_after_death": event_after_death}
