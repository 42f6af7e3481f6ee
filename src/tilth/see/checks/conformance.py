"""Conformance: does the data keep to its contract, and to the lists it refers to?"""

import datetime

from tilth.store.checking import people, places, values

POSTCODE = "[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}|GIR 0AA"
ICD10 = r"[A-Z][0-9]{2}(\.?[0-9X][0-9A-Z]?)?[DA*+]?"
OPCS4 = r"[A-Z][0-9]{2}(\.?[0-9])?"
ENGINE_TYPES = {
    "date": "DATE",
    "moment": "TIMESTAMP",
    "whole": "BIGINT",
    "number": "DOUBLE",
    "yes_no": "BOOLEAN",
}


def type_changed(kind, sheet):
    expected = {n: ENGINE_TYPES.get(c.type, "VARCHAR") for n, c in sheet.columns.items()}
    if expected:
        yield "", values.wrong_types(sheet.types, expected)


def out_of_bounds(kind, sheet):
    for column in sheet.of("whole", "number"):
        one = sheet.columns[column]
        if one.least is not None or one.most is not None:
            yield column, values.outside(sheet.rows, column, one.least, one.most)


def date_out_of_bounds(kind, sheet):
    for column in sheet.of("date", "moment"):
        one = sheet.columns[column]
        latest = one.latest if isinstance(one.latest, datetime.date) else None
        if one.earliest is not None or latest is not None:
            yield column, values.outside(sheet.rows, column, one.earliest, latest)


def choice_unknown(kind, sheet):
    for column in sheet.of("choice"):
        yield column, values.not_among(sheet.rows, column, sheet.columns[column].values.values())


def pattern_broken(kind, sheet):
    for column, one in sheet.columns.items():
        if one.pattern:
            yield column, values.not_like(sheet.rows, column, one.pattern)


def postcode_form(kind, sheet):
    for column in sheet.of("postcode"):
        yield column, values.not_like(sheet.rows, column, POSTCODE)


def nhs_number_check(kind, sheet):
    emptied = sum(version.unlinked for version in sheet.versions)
    for column in sheet.of("nhs_number"):
        yield column, values.nhs_number_wrong(sheet.rows, column, emptied)


def icd10_form(kind, sheet):
    for column in sheet.coded_in("icd10"):
        yield column, values.not_like(sheet.rows, column, ICD10)


def opcs4_form(kind, sheet):
    for column in sheet.coded_in("opcs4"):
        yield column, values.not_like(sheet.rows, column, OPCS4)


def snomed_check(kind, sheet):
    for column in sheet.coded_in("snomed"):
        yield column, values.snomed_wrong(sheet.rows, column)


def key_repeated(kind, sheet):
    if sheet.extract.key and all(n in sheet.types for n in sheet.extract.key):
        yield "", people.repeated(sheet.rows, sheet.extract.key)


def rows_set_aside(kind, sheet):
    if sheet.set_aside:
        yield "", people.left_over(sheet.rows, sheet.set_aside)


def postcode_unknown(kind, sheet):
    if "postcode" in sheet.lists:
        for column in sheet.of("postcode"):
            yield column, places.unknown_to(sheet.rows, column, sheet.lists["postcode"], "postcode")


def practice_unknown(kind, sheet):
    if "organisation" in sheet.lists:
        for column in sheet.practices:
            yield column, places.unknown_to(sheet.rows, column, sheet.lists["organisation"], "code")


def code_unmapped(kind, sheet):
    lists = [codes for one in sheet.concepts.values() for codes in one.codes.values()]
    codes = sorted({code for listed in lists for code in listed})
    for column in dict.fromkeys(rule.code for rule in sheet.extract.events if rule.code):
        if column in sheet.types and codes:
            yield column, values.code_unknown(sheet.rows, column, codes)


def not_on_register(kind, sheet):
    registers = [
        (other.rows, other.meaning("nhs_number"))
        for other in sheet.others
        if other.meaning("nhs_number") and other.extract.one_per_person
    ]
    column = sheet.meaning("nhs_number")
    if column and registers:
        yield column, people.not_in(sheet.rows, column, registers)


def linked_to_nobody(kind, whole):
    if whole.has("link"):
        for source in whole.sources:
            yield source, places.linked_alone(whole.views["link"], source)


SHEET = {
    check.__name__: check
    for check in (
        type_changed,
        out_of_bounds,
        date_out_of_bounds,
        choice_unknown,
        pattern_broken,
        postcode_form,
        nhs_number_check,
        icd10_form,
        opcs4_form,
        snomed_check,
        key_repeated,
        rows_set_aside,
        postcode_unknown,
        practice_unknown,
        code_unmapped,
        not_on_register,
    )
}
WHOLE = {"linked_to_nobody": linked_to_nobody}
