"""People counted by a publication: residents by age, sex and ethnic group."""

import re

from tilth.ground.publishers.deriving import EVERYONE, number

_AGE = re.compile(r"(\d+)")


def resident_rows(publication, cells, kept):
    """People resident, one row for each area and group that the file counts."""
    return [
        row
        for rule in publication.residents
        for row in _of_rule(publication, rule, cells, kept)
        if row["people"] is not None
    ]


def _of_rule(publication, rule, cells, kept):
    codes = cells.get(rule.code)
    at = [i for i, code in enumerate(codes) if kept.has(rule.layer, code)]
    sexes = [rule.sexes.get(word, "") for word in cells.get(rule.sex)] if rule.sex else None
    for column, group in _columns(publication, rule, cells).items():
        values = cells.get(column)
        for i in at:
            row = {
                "layer": rule.layer,
                "code": codes[i],
                "period": publication.period,
                "sex": "all",
                "age_from": 0,
                "age_to": EVERYONE,
                "ethnic_group": "all",
                "people": number(values[i]),
                "source": publication.name,
            } | group
            if sexes:
                row["sex"] = sexes[i]
            if rule.age:
                row["age_from"], row["age_to"] = ages_of(cells.get(rule.age)[i])
            if row["sex"]:
                yield row


def _columns(publication, rule, cells):
    """Each column that counts people, and what it says of them."""
    found = {column: {} for column in (rule.total, rule.people) if column}
    found |= {column: {"ethnic_group": group} for column, group in rule.ethnic.items()}
    found |= {column: {"sex": sex} for column, sex in rule.by_sex.items()}
    if rule.ages:
        oldest = publication.oldest_from
        for age in range(oldest + 1):
            upto = EVERYONE if age == oldest else age
            found[f"age_{age}"] = {"age_from": age, "age_to": upto}
    return {column: group for column, group in found.items() if column not in cells.missing}


def ages_of(words):
    """The ages of a group in words: "Aged under 1 year", "Aged 7 years", "Aged 90 years and over".

    A span such as "Aged 16 to 64 years" gives both ends. Raises ValueError for words without one.
    """
    numbers = [int(n) for n in _AGE.findall(words)]
    if not numbers:
        raise ValueError(f"no age in {words!r}")
    if "under" in words.casefold():
        return 0, numbers[0] - 1
    if "over" in words.casefold() or "+" in words:
        return numbers[0], EVERYONE
    return numbers[0], numbers[-1]
