"""The written table and the one function that decides over it."""

import datetime

import pytest

from tilth.ground.errors import DefinitionError
from tilth.verify.access import twin, walking
from tilth.web.house.access.deciding import Actor, Agreement, Held, decide
from tilth.web.house.access.routes import ANYONE, Route
from tilth.web.house.access.table import (
    LEVELS,
    RELATIONS,
    ROLES,
    Grant,
    cells,
    grant,
    read_table,
    written,
)

TODAY = datetime.date(2026, 6, 1)
DAY = datetime.timedelta(days=1)
ROWS = Route("D2", "plan")
FIGURES = Route("D1", "plan")
LIVE = Agreement("falls", frozenset({"plan"}), TODAY - DAY, TODAY)


def asks(*roles, route=FIGURES, relation="none", on=TODAY, purpose=None, given=(), **told):
    """The decision for someone in these roles."""
    held = tuple(one if isinstance(one, Held) else Held(one) for one in roles)
    actor = Actor("0" * 16, held, **told)
    purpose = purpose or route.purpose
    return decide(actor, route, purpose=purpose, relation=relation, on=on, given=given)


def test_AC_01_every_cell_of_13_roles_5_levels_5_purposes_4_relations_is_as_written():
    assert len(twin.cells()) == 13 * 5 * 5 * 4
    told = walking.table()
    assert told["differences"] == []
    assert told["checked"] >= 1300


def test_AC_01_the_second_reading_of_the_table_finds_a_wrong_first_one(monkeypatch):
    without = {cell: needs for cell, needs in cells().items() if cell[0] != "chair"}
    monkeypatch.setattr("tilth.web.house.access.deciding.cells", lambda: without)
    assert {one.split()[0] for one in walking.table()["differences"]} == {"chair"}


def test_AC_01_what_is_not_granted_is_denied():
    assert not asks("chair", route=ROWS)
    assert not asks()
    assert asks("chair")


def test_AC_01_a_route_can_only_narrow_what_the_table_grants():
    for_chair = Route("D1", "plan", frozenset({"chair"}))
    assert asks("chair", route=for_chair)
    assert not asks("director", route=for_chair)
    assert asks("director", route=for_chair).why == "not for this role"


def test_AC_01_a_purpose_that_was_not_declared_is_denied():
    assert asks("chair", purpose="eval").why == "another purpose"


def test_AC_01_strangers_see_public_pages_alone():
    public = Route("D0", "plan", ANYONE)
    told = {"purpose": "plan", "relation": "none", "on": TODAY}
    assert decide(None, public, **told)
    assert not decide(None, FIGURES, **told)


def test_AC_02_administrators_see_no_rows_and_no_people_whatever_else_they_are():
    assert not any(cell[0] == "administrator" and cell[1] in ("D2", "D3", "D4") for cell in cells())
    both = (Held("analyst", agreement=LIVE, project="falls"), Held("administrator"))
    assert asks(both[0], route=ROWS)
    assert asks(*both, route=ROWS).why == "an administrator sees nobody's records"


def test_AC_02_nobody_sees_keys():
    assert not any(level == "D4" for _, level, _, _ in cells())


def test_AC_02_an_analyst_needs_a_live_agreement_and_a_named_project():
    assert asks(Held("analyst", agreement=LIVE, project="falls"), route=ROWS)
    assert asks("analyst", route=ROWS).why == "needs agreement and project"
    assert asks(Held("analyst", agreement=LIVE), route=ROWS).why == "needs project"
    other = Agreement("falls", frozenset({"eval"}), TODAY, TODAY)
    assert not asks(Held("analyst", agreement=other, project="falls"), route=ROWS)


def test_AC_02_a_link_worker_sees_their_own_caseload_alone():
    people = Route("D3", "care")
    seen = [r for r in RELATIONS if asks("link_worker", route=people, relation=r)]
    assert seen == ["own"]


def test_AC_02_a_checker_never_sees_their_own_request():
    rows = Route("D2", "assure")
    seen = [r for r in RELATIONS if asks("checker", route=rows, relation=r)]
    assert seen == ["none", "partner"]


def test_AC_03_a_leaver_may_nothing_from_the_day_after_their_last():
    assert asks("chair", until=TODAY)
    assert asks("chair", until=TODAY - DAY).why == "has left"
    assert asks("chair", active=False).why == "has left"
    gone = Actor("0" * 16, (Held("chair"),), until=TODAY - DAY)
    assert gone.live_roles(TODAY) == frozenset()


def test_AC_03_a_role_is_held_between_its_days_and_for_its_purposes():
    assert asks(Held("chair", since=TODAY, until=TODAY))
    assert asks(Held("chair", since=TODAY + DAY)).why == "no role"
    assert not asks(Held("chair", until=TODAY - DAY))
    assert asks(Held("chair", purposes=frozenset({"eval"}))).why == "the role was narrowed"
    assert asks(Held("chair", levels=frozenset({"D0"}))).why == "the token was narrowed"


def test_AC_03_an_agreement_ends_with_its_last_day():
    held = Held("analyst", agreement=LIVE, project="falls")
    assert asks(held, route=ROWS, on=TODAY)
    assert not asks(held, route=ROWS, on=TODAY + DAY)


def test_AC_04_a_clinician_sees_one_person_at_a_time_of_their_list_with_a_reason():
    one, list_ = Route("D3", "care", one_person=True), Route("D3", "care")
    told = {"relation": "own", "given": ("reason",)}
    assert asks("clinician", route=one, **told)
    assert asks("clinician", route=one, relation="own").why == "needs reason"
    assert asks("clinician", route=list_, **told).why == "needs one person"
    assert not asks("clinician", route=one, relation="none", given=("reason",))


def test_the_role_that_allowed_it_is_told():
    told = asks(Held("evaluator", "club"), Held("director", "trust"), route=Route("D1", "assure"))
    assert (told.role, told.partner) == ("director", "trust")


def test_every_role_is_in_the_table_and_says_what_it_is():
    assert tuple(written()) == ROLES
    assert len(ROLES) == 13
    assert all(row.says for row in written().values())
    assert tuple(twin.ROLES) == ROLES
    assert tuple(twin.LEVELS) == LEVELS


def test_an_entry_is_read_as_it_is_written():
    told = grant("care @own @self +reason", where="here")
    assert told == Grant("care", frozenset({"own", "self"}), frozenset({"reason"}))
    assert grant("plan", where="here").relations == frozenset(RELATIONS)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("plann", "Did you mean plan?"),
        ("care @owm", "Did you mean own?"),
        ("care +reeson", "Did you mean reason?"),
        ("care own", "no need called own"),
        ("", "no purpose called nothing"),
    ],
)
def test_a_word_that_is_not_known_is_refused_and_the_near_one_told(entry, said):
    with pytest.raises(DefinitionError, match=said.replace("?", r"\?")):
        grant(entry, where="here")


def test_a_table_without_every_role_is_refused(tmp_path):
    path = tmp_path / "table.toml"
    path.write_text('[chair]\nsays = "The chair"\n', encoding="utf-8")
    with pytest.raises(DefinitionError, match="every role once"):
        read_table(path)
