"""The reference page of checks is what the definitions say."""

from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "checks.md"
HEAD = """# Every kind of check

Made from `definitions/checks/`: do not edit by hand. Threshold: the share at fault above which the
check fails. [What they are for](../see/quality.md).
"""
COLUMNS = "kind | looks for | worked out from | level | compared | threshold | because | what to do"


def page(kinds):
    """The page, whole."""
    parts = [HEAD]
    for category in ("conformance", "completeness", "plausibility"):
        mine = [kind for kind in kinds.values() if kind.category == category]
        parts.append(f"## {category.capitalize()} ({len(mine)})\n")
        parts.append(f"| {COLUMNS} |\n|{'---|' * 8}")
        parts += [f"| {' | '.join(row(kind))} |" for kind in mine]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def row(kind):
    compared = f"{kind.subcategory}, {kind.context}"
    asked = f"{kind.title}. {kind.why}"
    told = (asked, kind.uses, kind.level, compared, f"{kind.threshold:g}")
    return (f"`{kind.name}`", *told, kind.because, kind.remedy)


def test_page_of_checks_is_made_from_the_definitions(kinds):
    assert PAGE.read_text(encoding="utf-8") == page(kinds)
