"""The page that tells what partners send: written from the contracts, never by hand.

python -m tilth.demo.reference docs/reference/extracts.md
"""

import sys
from importlib import resources
from pathlib import Path

from tilth.ground.extracts import Concept, Extract
from tilth.ground.place import load_folder

HEAD = """# What partners send

Written from `definitions/extracts` and `definitions/concepts` by `python -m tilth.demo.reference`;
a test fails when it is out of date. Each contract is close to the national data set named, and each
column names its field there; `local` marks what no national data set holds.

A place adds a contract by adding a TOML file to its own `definitions/extracts`.
"""
TYPES = {
    "yes_no": "yes or no",
    "whole": "whole number",
    "nhs_number": "NHS number",
    "uprn": "UPRN",
}


def page():
    """The whole page, as Markdown."""
    folder = Path(str(resources.files("tilth"))) / "definitions"
    extracts = load_folder(Extract, folder / "extracts")
    concepts = load_folder(Concept, folder / "concepts")
    parts = [HEAD, *map(_extract, extracts.values()), _concepts(concepts)]
    return "\n".join(parts)


def _extract(extract):
    lines = [
        f"## {extract.title} (`{extract.name}`)",
        "",
        f"{extract.why}",
        "",
        f"After: {_told(extract.after)}. Reference: {_told(extract.reference)}.",
        "",
        f"Key: {', '.join(f'`{k}`' for k in extract.key)}. Comes as a {extract.delivery}. "
        f"Silence speaks for {extract.covers}{_vouching(extract)}.",
        "",
        "| column | holds | national field | must be |",
        "|---|---|---|---|",
    ]
    for name, column in extract.columns.items():
        lines.append(f"| `{name}` | {column.title} | {column.field} | {_must(column)} |")
    makes = [f"- {_event(rule)}" for rule in extract.events]
    makes += [f"- the list `{rule.name}`{_only(rule.only)}" for rule in extract.lists]
    return "\n".join([*lines, "", "It makes:", "", *makes, ""])


def _vouching(extract):
    names = " and ".join(f"`{name}`" for name in extract.vouched_by)
    return f", which are the people of {names} too" if names else ""


def _told(text):
    return f"<{text}>" if text.startswith("https://") else text


def _must(column):
    said = ["given"] if column.required else []
    said.append(TYPES.get(column.type, column.type))
    if column.values:
        words = [f"{code} = {word or 'not known'}" for code, word in column.values.items()]
        said[-1] = "; ".join(words)
    if column.pattern:
        said.append(f"`{column.pattern.replace('|', chr(92) + '|')}`")
    if column.least is not None or column.most is not None:
        said.append(f"{column.least:g} to {column.most:g}" if column.most else "1 or more")
    if column.unit:
        said.append(column.unit)
    if column.date_format != "%Y-%m-%d":
        said.append("day/month/year")
    if column.means:
        said.append(f"matches as {column.means}")
    if column.attribute:
        said.append(f"tells {column.attribute}")
    return ", ".join(said)


def _event(rule):
    what = f"`{rule.concept}`" if rule.concept else f"what the codes in `{rule.code}` mean"
    end = f" to `{rule.end}`" if rule.end else ""
    value = f", value `{rule.value}`" if rule.value else ", value the nights" if rule.days else ""
    silent = "; those without it may have it all the same" if rule.silence != "speaks" else ""
    return f"{what}, on `{rule.date}`{end}{value}{_only(rule.only)}{silent}"


def _only(only):
    words = [f"`{column}` is {' or '.join(words)}" for column, words in only.items()]
    return f", only where {' and '.join(words)}" if words else ""


def _concepts(concepts):
    lines = [
        "## Concepts",
        "",
        "| concept | means | codes | unit | codes from |",
        "|---|---|---|---|---|",
    ]
    for name, concept in concepts.items():
        codes = "; ".join(f"{system} {', '.join(c)}" for system, c in concept.codes.items())
        unit = concept.unit or ""
        if concept.most is not None:
            unit += f", {concept.least:g} to {concept.most:g}"
        lines.append(f"| `{name}` | {concept.title} | {codes} | {unit} | {concept.source} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
