"""Many at once: what owners agree happens once, and a chair gets one letter."""

ACTS = """
    sys.path.insert(0, sys.argv[2])
    from django.core import mail
    from django.conf import settings
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    from tests.web.agree.making import board_of, by_of, round_table, signed
    from tilth.web.agree.actions import issues as acts, issues_together as together
    from tilth.web.agree.actions.balance import tell_chair
    from tilth.web.agree.balance.report import Report, cycles_of
    from tilth.web.agree.models import Meeting, Role, Step, Turn
    from tilth.web.agree.standing import Standing
    from tilth.web.house import audit
    from tilth.web.house.models import Person

    DAY = datetime.date(2026, 1, 12)
    table, board = round_table(), board_of()
    signed(board, table, since=datetime.date(2025, 1, 1))

    def from_(slug):
        made = Person.objects.create_user(f"{slug}@example.org", slug, roles=["partner"],
                                          partner=slug)
        return Standing.for_by(by_of(made))

    charities, council, homes = (from_(slug) for slug in ("charities", "council", "homes"))
    issue = acts.raise_issue(charities, type="tension", title="T", surfaced="s", opened=DAY)
    for other in (council, homes):
        put = together.put(charities, issue, "hold", other.partner.slug)
        if other is homes:
            together.agree(council, issue, put.pk)
        together.join(other, issue, True)
    put = together.put(charities, issue, "open", "partnership")
    chair = Person.objects.create_user("alex@example.org", "Alex")
    Role.objects.create(person=chair, body=board, title="chair", chair=True, since=DAY)
    meeting = Meeting.objects.create(body=board, on=DAY, state="agreed")
    Turn.objects.create(meeting=meeting, partner=table["homes"], type="spoke", count=9)
    on = datetime.date(2026, 4, 2)
    report = Report(board, cycles_of(board, on)[1], on, str)
    told = {
        "agree": all_at_once(
            lambda _, n: together.agree((council, homes)[n % 2], issue, put.pk), times=2),
        "tell": all_at_once(lambda *_: tell_chair(council.by, report)),
    }
    issue.refresh_from_db()
    told["visible"] = issue.visible
    told["opened"] = Step.objects.filter(about=issue.key, act="opened it").count()
    told["agreed"] = Step.objects.filter(about=issue.key, act="agreed to it").count()
    told["letters"] = len(mail.outbox)
    told["broken"] = audit.verify(place)["broken"]
    print(json.dumps(told))
"""


def test_AT_08_what_owners_agree_happens_once_and_a_chair_gets_one_letter(many_at_once):
    """AT: one effect under many parallel tries; P-045: once a cycle."""
    from tests.conftest import ROOT

    told = many_at_once(ACTS, str(ROOT))
    assert told == {
        "agree": {"done": 2, "refused": 38},
        "tell": {"done": 1, "refused": 19},
        "visible": "partnership",
        "opened": 1,
        "agreed": 3,
        "letters": 1,
        "broken": None,
    }
