"""The written table read a second time, plainly and by itself: what ought to be allowed."""

import tomllib
from importlib import resources

ROLES = (
    "resident partner director chair secretariat analyst neighbourhood_lead link_worker clinician "
    "evaluator checker ig_lead administrator"
).split()
LEVELS = "D0 D1 D2 D3 D4".split()
PURPOSES = "care plan eval contact assure".split()
RELATIONS = "none partner own self".split()


def read():
    """The table as TOML gives it."""
    file = resources.files("tilth") / "definitions" / "access" / "table.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def needs(table, role, level, purpose, relation):
    """What a cell asks for, as a set of words; None where it is denied."""
    for entry in table[role].get(level, []):
        words = entry.split()
        whose = [word[1:] for word in words if word.startswith("@")]
        if words[0] == purpose and (not whose or relation in whose):
            return {word[1:] for word in words if word.startswith("+")}
    return None


def cells():
    """Every cell there is: 13 roles, 5 levels, 5 purposes, 4 relations."""
    return [
        (role, level, purpose, relation)
        for role in ROLES
        for level in LEVELS
        for purpose in PURPOSES
        for relation in RELATIONS
    ]


def may_open(table, role, wanted):
    """Whether a role may open an address that declares this, all its needs met."""
    if wanted.roles == "anyone":
        return True
    relations = RELATIONS if callable(wanted.relation) else [wanted.relation]
    found = [needs(table, role, wanted.level, wanted.purpose, one) for one in relations]
    return role in wanted.roles and any(one is not None for one in found)
