"""Every example in the criterion's page is one, and says what the page says."""

import re
from pathlib import Path

import pytest

from tilth.ground.criteria.vocabulary import Vocabulary
from tilth.ground.criterion import Criterion

PAGE = (Path(__file__).parents[2] / "docs/reference/criterion.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.S)
EXAMPLES = [line for kind, text in BLOCKS if kind == "criterion" for line in text.splitlines()]
NUMBERS = "age imd_quintile qrisk3 active_minutes".split()
TEXTS = "sex ethnic_group postcode_district diabetes_risk".split()
KNOWN = Vocabulary(
    attributes=dict.fromkeys(NUMBERS, "number")
    | dict.fromkeys(TEXTS, "text")
    | dict.fromkeys(["registered", "resident"], "yes_no"),
    concepts="hypertension systolic emergency_admission fall_admission discharge".split(),
    lists=["club_supporter", "carers_register"],
    criteria={
        "at_risk": Criterion.parse("age >= 40 and (qrisk3 >= 10 or diabetes_risk = 'high')").test
    },
)


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_example_is_a_criterion_in_its_normal_form(text):
    criterion = Criterion.parse(text)
    assert str(criterion) == text
    criterion.settle(KNOWN)


def test_the_page_has_examples_and_its_python_runs():
    assert len(EXAMPLES) > 15
    for kind, text in BLOCKS:
        if kind == "python":
            exec(text, {})
