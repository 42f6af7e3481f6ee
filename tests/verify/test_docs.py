"""The reference page of faults lists every class there is."""

from pathlib import Path

from tilth.verify.inputs import CLASSES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "verify.md"


def table():
    """One line a class, as the page has it."""
    rows = [f"| `{one.name}` | {one.done} | {', '.join(one.must)} |" for one in CLASSES]
    return "\n".join(["| class | what is done | what must come of it |", "|---|---|---|", *rows])


def test_page_of_faults_lists_every_class_and_their_number():
    said = PAGE.read_text(encoding="utf-8")
    assert table() in said
    assert f"{len(CLASSES)} classes" in said
