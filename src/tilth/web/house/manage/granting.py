"""Who may give which role to whom: a role that reaches people's records takes two."""

from tilth.web.house.access.table import ROLES, cells

RIGHTS = frozenset({"administrator", "ig_lead"})  # roles that give others rights
REACHES = frozenset(
    role
    for role, level, _, relation in cells()
    if level in ("D2", "D3", "D4") and relation != "self"
)


def takes_two(role):
    """One asks and another approves: for people's records, and for giving rights."""
    return role in REACHES or role in RIGHTS


def refusal(role, *, by, to, held):
    """Why this role may not be asked for, in words; empty where it may.

    role: what is asked. by, to: refs of who asks and who would get it. held: the roles the other
    holds. An administrator sees nobody's records, whoever wishes it.
    """
    if role not in ROLES:
        return "There is no such role."
    if by == to:
        return "Nobody gives themselves a role. Ask someone else who may."
    if role in held:
        return "They hold this role already."
    if role == "administrator" and REACHES & frozenset(held):
        return "An administrator sees nobody's records. End their other role first."
    if role in REACHES and "administrator" in held:
        return "An administrator sees nobody's records. Give this role to someone else."
    return ""


def approval_refusal(*, by, by_role, asked_by, asked_role, to):
    """Why this person may not approve what was asked, in words; empty where they may.

    At least one of the two looks after sharing (ig_lead).
    """
    if by == asked_by:
        return "Nobody approves what they asked for. Someone else must."
    if by == to:
        return "Nobody approves a role of their own."
    if "ig_lead" not in (by_role, asked_role):
        return "One of the two who agree must look after sharing (information governance lead)."
    return ""
