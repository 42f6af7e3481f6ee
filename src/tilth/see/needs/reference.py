"""The list of indicators as a page: written from the definitions, never by hand.

python -m tilth.see.needs.reference docs/see/indicators.md
"""

import sys
from importlib import resources
from pathlib import Path

from tilth.ground.place import load_folder
from tilth.see.needs.indicator import THEMES, Indicator

MARK = "<!-- below: written by python -m tilth.see.needs.reference -->"
BETTER = {"lower": "fewer", "higher": "more", "neither": ""}


def shipped():
    """Every indicator Tilth ships, by name."""
    return load_folder(Indicator, Path(str(resources.files("tilth"))) / "definitions/indicators")


def listed(indicators):
    """The list by theme, as Markdown."""
    lines = [MARK, ""]
    for theme, title in THEMES.items():
        some = {n: i for n, i in indicators.items() if i.theme == theme}
        if some:
            lines += [f"### {title}", "", "| name | what | how | better | after |"]
            lines += ["|---|---|---|---|---|", *map(_row, some.values()), ""]
    return "\n".join(lines)


def _row(one):
    how = one.statistic.replace("_", " ") + (", a strength" if one.strength else "")
    how += ", out of use" if one.retired else ""
    return f"| `{one.name}` | {one.title} | {how} | {BETTER[one.better]} | {one.source} |"


def fresh(text):
    """A page's text with its list as the definitions have it now."""
    return text.split(MARK)[0].rstrip() + "\n\n" + listed(shipped())


if __name__ == "__main__":
    page = Path(sys.argv[1])
    page.write_text(fresh(page.read_text(encoding="utf-8")), encoding="utf-8")
