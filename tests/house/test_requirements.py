"""The list of what the founding documents ask is whole, and claims only what a test proves."""

import ast
import re
import tomllib

import pytest

from tests.conftest import ROOT

LIST = ROOT / "docs" / "reference" / "requirements.toml"
IDS = {f"P-{n:03}" for n in range(1, 208)} | {f"B-{n:03}" for n in range(1, 299)}
KEYS = {"status", "where", "tests", "why"}


@pytest.fixture(scope="module")
def answers():
    return tomllib.loads(LIST.read_text(encoding="utf-8"))


def test_every_requirement_is_answered(answers):
    assert set(answers) == IDS
    assert len(answers) == 505


def test_the_list_is_the_founders_list(answers, shared):
    text = (shared / "REQUIREMENTS.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| ([PB]-\d{3}) \|", text, re.MULTILINE)) == set(answers)


def test_each_answer_says_where_or_why(answers):
    for name, answer in answers.items():
        assert set(answer) <= KEYS, name
        if answer["status"] == "met":
            assert answer["where"], name
            assert answer["tests"], name
        else:
            assert answer["status"] in ("later", "declined"), name
            assert len(answer["why"]) > 20, name
            assert not answer.get("tests"), name


def test_each_named_test_exists_and_mentions_its_requirement(answers):
    lost = []
    for name, answer in answers.items():
        for test in answer.get("tests", []):
            path, _, function = test.partition("::")
            source = _source_of(ROOT / path, function)
            if source is None or not (name in source or name.replace("-", "_") in source):
                lost.append(f"{name}: {test}")
    assert not lost


def _source_of(path, function):
    if not path.is_file():
        return None
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.name == function:
            return ast.get_source_segment(text, node)
    return None
