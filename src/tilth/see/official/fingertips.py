"""Findings as Fingertips' download has them: the same columns, hidden cells empty with a note."""

import csv
import io
import re

from tilth.ground.cells import safe_cell
from tilth.see.findings.rows import FIFTHS, concealed, rows

COLUMNS = (
    *("Indicator ID", "Indicator Name", "Parent Code", "Parent Name", "Area Code", "Area Name"),
    *("Area Type", "Sex", "Age", "Category Type", "Category", "Time period", "Value"),
    *("Lower CI 95.0 limit", "Upper CI 95.0 limit", "Lower CI 99.8 limit", "Upper CI 99.8 limit"),
    *("Count", "Denominator", "Value note", "Recent Trend"),
    *("Compared to England value or percentiles", "Compared to percentiles"),
    *("Time period Sortable", "New data", "Compared to goal", "Time period range"),
)
SEXES = {"all": "Persons", "female": "Female", "male": "Male"}
FIGURES = {
    "Value": "value",
    "Lower CI 95.0 limit": "lower",
    "Upper CI 95.0 limit": "upper",
    "Count": "numerator",
    "Denominator": "denominator",
}
NUMBERED = re.compile(r"fingertips_(\w+)")


def as_fingertips(finding):
    """A finding as Fingertips' CSV. Figures are as shown; one that is not shown is empty.

    The indicator's number is Fingertips' own where the figure is theirs, else our name of it.
    """
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row, raw in zip(rows(finding), finding.table.to_dict("records"), strict=True):
        writer.writerow({k: safe_cell(v) for k, v in _cells(finding, row, raw).items()})
    return written.getvalue()


def _cells(finding, row, raw):
    asked, whole = finding.asked, finding.whole
    period = str(row.get("period") or (finding.data_to or ""))
    told = {
        "Indicator ID": number_of(finding, row),
        "Indicator Name": row.get("title") or _title(finding),
        "Parent Name": finding.provenance.place,
        "Area Code": row.get("area") or asked.area or "",
        "Area Name": row.get("name") or finding.title.partition(":")[0],
        "Area Type": asked.layer,
        "Sex": SEXES.get(str(raw.get("sex")), "Not known" if "sex" in raw else "Persons"),
        "Age": _age(finding, raw),
        "Time period": period,
        "Value note": row.get("note") or "",
        "Time period Sortable": f"{period[:4]}0000" if period[:4].isdigit() else "",
    }
    if not concealed(raw):
        told |= {ours: _figure(row.get(theirs)) for ours, theirs in FIGURES.items()}
    if whole.get("name") == "England":
        said = raw.get("compared", "").capitalize()
        told["Compared to England value or percentiles"] = said.replace("Cannot tell", "")
    return told | _category(raw)


def _figure(value):
    return "" if value is None or str(value) == "*" else value


def number_of(finding, row):
    """What Fingertips calls the indicator, or our own name of it."""
    name = row.get("indicator") or finding.asked.indicator
    theirs = NUMBERED.fullmatch(finding.provenance.measure)
    return theirs.group(1) if theirs else name


def _title(finding):
    """The indicator's title, without the area's name a finding of one area adds."""
    names = set(finding.table["name"]) if "name" in finding.table else set()
    if finding.asked.area and len(names) == 1:
        return finding.title.removesuffix(f", {names.pop()}")
    return finding.title


def _age(finding, raw):
    if "age_group" not in raw:
        return finding.provenance.age or "All ages"
    age = raw["age_group"]
    return f"{age} yrs" if isinstance(age, str) else "Not known"


def _category(raw):
    if "ethnic_group" in raw:
        return {"Category Type": "Ethnic groups", "Category": str(raw["ethnic_group"])}
    if "deprivation_fifth" in raw:
        fifth = str(raw["deprivation_fifth"]).removesuffix(".0")
        return {
            "Category Type": "Deprivation fifths",
            "Category": FIFTHS.get(fifth, "not known").capitalize(),
        }
    return {}
