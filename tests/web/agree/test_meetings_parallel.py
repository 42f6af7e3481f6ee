"""Two and more people at one agenda, one live meeting, one log at once: one effect each."""

from tests.web.at_once import EVERY_ENGINE

ACTS = """
    from django.core import mail
    from django.test.utils import override_settings
    from tilth.agree.meetings.log.judging import Understood
    from tilth.web.agree.actions import agendas, live_meetings, logs, meetings
    from tilth.web.agree.meetings import reminders
    from tilth.web.agree.models import Body, Decision, Item, Partner, Step, Turn
    from tilth.web.agree.standing import Standing
    from tilth.web.house import audit
    from tilth.web.house.by import By
    from tilth.web.house.models import Person

    Partner.objects.all().delete()
    told = {"sector": "voluntary", "accountability": "charitable", "state": "joined"}
    homes = Partner.objects.create(slug="homes", name="Homes", **told)
    board = Body.objects.create(slug="board", name="Board", type="board", layer="place")

    def standing(name, role, partner=""):
        one = Person.objects.create_user(f"{name}@example.org", name, roles=[role], partner=partner)
        return Standing.for_by(By(one.ref, role, partner, one))

    keeper = standing("ann", "secretariat")
    charity = standing("bob", "partner", "homes")
    on = datetime.date(2026, 3, 9)
    meeting = meetings.plan(keeper, board, on)
    found = {"add": all_at_once(lambda n, _: agendas.add(charity if n % 2 else keeper, meeting,
                                                      title=f"Item {n}"))}
    items = list(Item.objects.order_by("number"))
    found["numbers"] = [one.number for one in items]
    seen = agendas.newest(items[0])
    found["edit"] = all_at_once(lambda n, _: agendas.change(
        keeper, items[0], seen, title=f"Mine {n}", type="decide", minutes=5))
    all_at_once(lambda n, _: agendas.shift(keeper, items[n], n % 2 == 0))
    found["moved"] = sorted(Item.objects.values_list("number", flat=True))
    meetings.move(keeper, meeting, "live")
    found["here"] = all_at_once(lambda n, _: live_meetings.press(keeper, meeting, homes, "present"))
    found["spoke"] = all_at_once(
        lambda n, _: live_meetings.press(keeper, meeting, homes, "spoke", items[0]))
    found["turns"] = {one.type: one.count for one in Turn.objects.all()}
    last = live_meetings.last_press(meeting)
    found["back"] = all_at_once(lambda n, _: live_meetings.take_back(keeper, meeting, last.pk))
    found["after"] = Turn.objects.get(type="spoke").count
    rows = [Understood(n, on, f"Title {n}", partner="homes") for n in range(2, 5)]
    found["log"] = all_at_once(lambda n, _: logs.bring_in(keeper, board, rows, log=1 + n % 2))
    found["refs"] = sorted(Decision.objects.values_list("ref", flat=True))
    Decision.objects.create(ref="D-900", title="Open", proposal="x", body=board, proposer=homes,
                            stage="objections")
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        all_at_once(lambda n, _: reminders.send_all(keeper, on, site="", place="P"))
        found["letters"] = len(mail.outbox)
    found["broken"] = audit.verify(place)["broken"]
    print(json.dumps(found))
"""


@EVERY_ENGINE
def test_AT_people_at_one_meeting_at_once_have_one_effect_each(many_at_once, engine):
    told = many_at_once(ACTS, engine=engine)
    assert told["add"] == {"done": 20}
    assert told["numbers"] == list(range(1, 21))
    assert told["edit"] == {"done": 1, "refused": 19}
    assert told["moved"] == list(range(1, 21))
    assert told["here"] == told["spoke"] == {"done": 20}
    assert told["turns"] == {"present": 1, "spoke": 20}
    assert told["back"] == {"done": 1, "refused": 19}
    assert told["after"] == 19
    assert told["log"] == {"done": 1, "refused": 19}
    assert told["refs"] == ["D-001", "D-002", "D-003"]
    assert told["letters"] == 1
    assert told["broken"] is None
