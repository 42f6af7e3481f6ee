"""Many identical acts at once, in a database as it runs: one effect, one entry."""

from tests.web.at_once import EVERY_ENGINE

ACTS = """
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
    told = {
        "approve": all_at_once(lambda *_: actions.approve_role(lead, role), times=5),
        "shut out": all_at_once(lambda *_: actions.deactivate(lead, someone), times=5),
        "ask": all_at_once(lambda *_: ask(asks, "check"), times=5),
    }
    told["jobs"] = Job.objects.count()
    told["given"] = AuditEntry.objects.filter(act="gave a role").count()
    told["asked"] = AuditEntry.objects.filter(act="asked for a job").count()
    told["broken"] = audit.verify(place)["broken"]
    print(json.dumps(told))
"""


@EVERY_ENGINE
def test_AT_08_the_same_act_many_times_at_once_has_one_effect(many_at_once, engine):
    told = many_at_once(ACTS, engine=engine)
    assert told["approve"] == told["shut out"] == {"done": 1, "refused": 99}
    assert told["ask"] == {"done": 100}
    assert (told["jobs"], told["given"], told["asked"]) == (1, 1, 1)
    assert told["broken"] is None
