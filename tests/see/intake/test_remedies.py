from pathlib import Path

import pytest

from tilth.see.intake.remedies import RULES, told
from tilth.see.intake.scanning import ROW_RULES
from tilth.store.reading.rules import CELL_RULES

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "faults.md"


@pytest.mark.parametrize(
    "rule", [r for r in (*ROW_RULES, *CELL_RULES) if r not in ("fine", "blank")]
)
def test_IN_03_every_rule_has_words_and_a_remedy(rule):
    words, remedy = told(rule, "born")
    assert words.startswith("born: ")
    assert remedy.endswith(".")


def test_the_page_of_faults_tells_every_rule_as_it_is():
    page = PAGE.read_text(encoding="utf-8")
    missing = [r for r, (w, remedy) in RULES.items() if f"| `{r}` | {w} | {remedy} |" not in page]
    assert missing == []
