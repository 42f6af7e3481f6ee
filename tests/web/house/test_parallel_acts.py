"""Many identical acts at once, in a database as it runs: one effect, one entry."""

import json

import pytest

from tests.web.house.test_audit_record import URL, in_a_process, postgresql, scratch  # noqa: F401

ACTS = """
    import json, sys, threading
    from pathlib import Path
    from tilth.ground.place import Place
    from tilth.web.records import open_records
    place = Place.open(sys.argv[1])
    open_records(place)
    from django.db import connection
    from tilth.ground.errors import AgreementError
    from tilth.web.house import audit
    from tilth.web.house.by import by_person
    from tilth.web.house.jobs import ask
    from tilth.web.house.manage import actions
    from tilth.web.house.models import AuditEntry, HeldRole, Job, Person

    def person(name, role=""):
        return Person.objects.create_user(f"{name}@example.org", name, roles=role.split())

    asks = by_person(person("bob", "administrator"), place)
    lead = by_person(person("ann", "ig_lead"), place)
    someone = person("new")
    role = actions.ask_role(asks, someone, role="analyst")
    ends, ready = [], threading.Barrier(20)

    def act(do):
        ready.wait()
        for _ in range(5):
            try:
                do()
                ends.append("done")
            except AgreementError:
                ends.append("refused")
        connection.close()

    def all_at_once(do):
        ends.clear()
        threads = [threading.Thread(target=act, args=(do,)) for _ in range(20)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        return {word: ends.count(word) for word in sorted(set(ends))}

    told = {
        "approve": all_at_once(lambda: actions.approve_role(lead, role)),
        "shut out": all_at_once(lambda: actions.deactivate(lead, someone)),
        "ask": all_at_once(lambda: ask(asks, "check")),
    }
    told["jobs"] = Job.objects.count()
    told["given"] = AuditEntry.objects.filter(act="gave a role").count()
    told["asked"] = AuditEntry.objects.filter(act="asked for a job").count()
    told["broken"] = audit.verify(place)["broken"]
    print(json.dumps(told))
"""


@pytest.mark.parametrize("engine", ["sqlite", *(["postgresql"] if URL else [])])
def test_AT_08_the_same_act_many_times_at_once_has_one_effect(scratch, engine, request):  # noqa: F811
    place, environment = scratch
    if engine == "postgresql":
        environment["TILTH_DATABASE_URL"] = request.getfixturevalue("postgresql")
    one = in_a_process(ACTS, place, **environment)
    out, err = one.communicate(timeout=280)
    assert one.returncode == 0, err
    told = json.loads(out)
    assert told["approve"] == told["shut out"] == {"done": 1, "refused": 99}
    assert told["ask"] == {"done": 100}
    assert (told["jobs"], told["given"], told["asked"]) == (1, 1, 1)
    assert told["broken"] is None
