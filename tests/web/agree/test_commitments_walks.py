"""Whatever is done to a promise, by whomever: rights hold, history tells all, undo puts back."""

import datetime
import random

import pytest
from django.db import DatabaseError, transaction

from tests.web.agree.making import DAY, board_of, partner_of
from tests.web.at_once import EVERY_ENGINE
from tilth.ground.errors import AgreementError
from tilth.web.agree import past
from tilth.web.agree.actions import commitments as acts
from tilth.web.agree.actions import reviews as reviewing
from tilth.web.agree.models import Commitment, Meeting, Partner, Step

SAYS = ("yes", "in part", "no", "take back", "stuck", "again", "kept", "let go", "open again")
FIELDS = (
    "with_whom",
    "state",
    "reason",
    "evidence",
    "settled",
    "seen",
    "due",
    "became_id",
    "made_to_id",
)


def now(one):
    """The fields of a promise that acts change."""
    return Commitment.objects.filter(pk=one.pk).values(*FIELDS).get()


def tries(chance, standing, one):
    """One act out of all there are, by whoever stands so."""
    on = DAY + datetime.timedelta(days=chance.randrange(300))
    words = chance.choice(["", "Because", "Because", "Because"])
    return chance.choice(
        [
            lambda: acts.move(standing, one, chance.choice(SAYS), on=on, reason=words,
                              evidence=words),
            lambda: acts.change(standing, one, on=on, words=words, reason=words),
            lambda: acts.move_day(standing, one, due=on, reason=words),
            lambda: acts.tell(standing, one, words=words),
            lambda: acts.share(standing, one, with_whom=words),
            lambda: acts.acknowledge(standing, one, on=on, words=words),
            lambda: acts.see_otherwise(standing, one, words=words),
        ]
    )  # fmt: skip


@pytest.mark.parametrize("type", ["commitment", "ask", "offer", "recommendation"])
def test_AC_AU_every_walk_obeys_the_rights_and_loses_no_history(table, stands, type):
    """A refused act changes nothing. One that is done adds to the history and takes nothing from
    it, and only those whose act it is have done it. What the history tells, replayed, is the
    promise as it stands. Undoing the last step puts back what was."""
    club, charities = table["club"], table["charities"]
    people = [stands("club"), stands("charities")] * 3
    people += [stands("homes"), stands("", "analyst")]
    done = refused = undone = 0
    for seed in range(5):
        chance = random.Random(seed)
        told = {"type": type, "words": "Open the hall", "made": DAY}
        one = acts.propose(people[0], made_by=club, made_to=charities, **told)
        for _ in range(40):
            standing, before = chance.choice(people), now(one)
            steps = list(Step.objects.filter(about=one.key).values())
            try:
                tries(chance, standing, one)()
            except AgreementError:
                refused += 1
                assert now(one) == before
                assert list(Step.objects.filter(about=one.key).values()) == steps
                continue
            done += 1
            after = list(Step.objects.filter(about=one.key).values())
            assert after[: len(steps)] == steps
            assert len(after) == len(steps) + 1
            assert standing.partner in (club, charities)
            last = Step.objects.filter(about=one.key).last()
            if last.before and last.act not in ("changed it",) and chance.random() < 0.4:
                past.undo(standing, last)
                undone += 1
                assert now(one) == before
        replayed = {}
        for step in Step.objects.filter(about=one.key):
            replayed |= step.after
        stands_so = {field: str(value or "") for field, value in now(one).items()}
        for field, value in replayed.items():
            name = field if field in FIELDS else f"{field}_id"
            if name in FIELDS:
                assert str(value or "") == stands_so[name], field
    assert done > 20
    assert refused > 40
    assert undone > 3


def test_AU_the_history_cannot_be_changed(table, stands):
    one = acts.propose(stands("club"), type="commitment", words="Open", made=DAY,
                       made_by=table["club"], made_to=table["homes"])  # fmt: skip
    for change in (lambda s: s.update(words="No"), lambda s: s.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(Step.objects.filter(about=one.key))


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"type": "gift"}, "no such kind"),
        ({"words": " "}, "Say in words"),
        ({"layer": "planet"}, "no such layer"),
        ({"origin": "mars"}, "no such origin"),
        ({"due": DAY - datetime.timedelta(days=1)}, "before the day it was made"),
        ({"made_by": None}, "Say which partner makes it"),
        ({"made_by": None, "type": "recommendation"}, "Say which partner makes it"),
        ({"made_by": "homes"}, "Only somebody from Together Homes"),
        ({"made_to": "gone"}, "has left"),
        ({"made_to": "club"}, "cannot promise to itself"),
        ({"made_to_body": "board"}, "a partner or a body, not both"),
    ],
)
def test_AC_what_cannot_be_promised_is_refused(table, stands, told, why):
    partner_of("gone", state="left")
    bodies = {"board": board_of()}
    told = {"type": "commitment", "words": "Open", "made_by": "club", "made_to": "homes"} | told
    for field in ("made_by", "made_to"):
        told[field] = told[field] and Partner.objects.get(slug=told[field])
    if told.get("made_to_body"):
        told["made_to_body"] = bodies[told["made_to_body"]]
    with pytest.raises(AgreementError, match=why):
        acts.propose(stands("club"), made=DAY, **told)
    assert not Commitment.objects.exists()


def test_AC_a_group_recommends_through_its_keepers_alone_and_to_somebody(table, stands):
    group = board_of("Learning group", type="group")
    told = {"type": "recommendation", "words": "Ask first", "made": DAY, "programme": group}
    with pytest.raises(AgreementError, match="secretariat"):
        acts.propose(stands("club"), made_to=table["homes"], **told)
    keeper = stands("", "secretariat")
    with pytest.raises(AgreementError, match="Say who is to do it"):
        acts.propose(keeper, **told)
    assert acts.propose(keeper, made_to=table["homes"], **told).state == "asked"


def test_AC_nobody_acts_for_a_partner_that_has_left(table, stands):
    one = acts.propose(stands("club"), type="commitment", words="Open", made=DAY,
                       made_by=table["club"], made_to=table["homes"])  # fmt: skip
    Partner.objects.filter(slug="club").update(state="left")
    with pytest.raises(AgreementError, match="Only somebody from"):
        acts.tell(stands("club"), one, words="It goes")
    keeper = stands("", "secretariat")
    with pytest.raises(AgreementError, match="has left"):
        acts.propose(keeper, type="commitment", words="Open", made=DAY,
                     made_by=Partner.objects.get(slug="club"), made_to=table["homes"])  # fmt: skip
    acts.move(keeper, one, "let go", on=DAY, reason="They left")
    assert "On behalf of Club Community Trust. They left" in past.story(one, keeper)[-1]["words"]


def test_what_a_body_was_promised_its_keepers_acknowledge(table, stands):
    board = board_of()
    told = {"type": "commitment", "words": "Open", "made": DAY, "made_by": table["club"]}
    one = acts.propose(stands("club"), made_to_body=board, **told)
    acts.move(stands("club"), one, "kept", on=DAY, evidence="Open")
    with pytest.raises(AgreementError, match="Only somebody from Place board"):
        acts.acknowledge(stands("homes"), one, on=DAY)
    acts.acknowledge(stands("", "chair"), one, on=DAY)
    assert Step.objects.filter(about=one.key).last().words == "On behalf of Place board."
    alone = acts.propose(stands("club"), **told)
    acts.move(stands("club"), alone, "kept", on=DAY, evidence="Open")
    with pytest.raises(AgreementError, match="to nobody in particular"):
        acts.acknowledge(stands("", "chair"), alone, on=DAY)


def test_an_ask_put_to_everybody_is_not_answered_by_somebody_without_a_partner(table, stands):
    told = {"type": "ask", "words": "A van", "made": DAY, "made_by": table["club"]}
    one = acts.propose(stands("club"), **told)
    with pytest.raises(AgreementError, match="Say which partner answers"):
        acts.move(stands("", "secretariat"), one, "yes", on=DAY)
    acts.move(stands("club"), one, "take back", on=DAY, reason="We have one now")
    assert now(one)["state"] == "let go"


def test_a_day_is_moved_with_its_reason_and_the_old_one_stays_in_history(table, stands):
    told = {"type": "commitment", "words": "Open", "made": DAY, "made_by": table["club"]}
    one = acts.propose(stands("club"), due=DAY, **told)
    later = datetime.date(2026, 9, 1)
    for due, reason, why in (
        (later, " ", "Say why"),
        (DAY, "No change", "the day it has already"),
        (datetime.date(2025, 1, 1), "Earlier", "before the day it was made"),
    ):
        with pytest.raises(AgreementError, match=why):
            acts.move_day(stands("club"), one, due=due, reason=reason)
    acts.move_day(stands("club"), one, due=later, reason="The roof leaks")
    step = Step.objects.filter(about=one.key).last()
    assert (step.before["due"], step.after["due"]) == ("2026-03-02", "2026-09-01")
    acts.move(stands("club"), one, "kept", on=DAY, evidence="Open")
    with pytest.raises(AgreementError, match="It is settled"):
        acts.move_day(stands("club"), one, due=DAY, reason="x")
    with pytest.raises(AgreementError, match="not under way"):
        acts.tell(stands("club"), one, words="It goes")


def test_AC_a_review_needs_its_list_its_day_and_a_partner_at_the_table(table, stands):
    board = board_of()
    ordinary = Meeting.objects.create(body=board, on=DAY)
    held = Meeting.objects.create(body=board_of("Other"), type="peer review", on=DAY)
    told = {"type": "offer", "words": "A van", "made": DAY, "made_by": table["club"]}
    one, keeper = acts.propose(stands("club"), **told), stands("", "secretariat")
    ask = acts.propose(stands("club"), **told | {"type": "ask"})
    said = {"heard": "x", "says": "y", "mandated": False, "on": DAY}
    with pytest.raises(AgreementError, match="no peer review"):
        reviewing.put_to_review(keeper, ordinary, one)
    with pytest.raises(AgreementError, match="not on the list"):
        reviewing.review(keeper, held, one, table["homes"], **said)
    for record in (one, ask):
        reviewing.put_to_review(keeper, held, record)
    with pytest.raises(AgreementError, match="on the list already"):
        reviewing.put_to_review(keeper, held, one)
    with pytest.raises(AgreementError, match="Nobody does it yet"):
        reviewing.review(keeper, held, ask, table["homes"], **said)
    far = partner_of("far", "Far Away", state="observing")
    with pytest.raises(AgreementError, match="not round the table"):
        reviewing.review(keeper, held, one, far, **said)
    early = said | {"on": DAY - datetime.timedelta(days=1)}
    with pytest.raises(AgreementError, match="still to come"):
        reviewing.review(keeper, held, one, table["homes"], **early)
    with pytest.raises(AgreementError, match="no peer review"):
        reviewing.review(keeper, ordinary, one, table["homes"], **said)
    step = reviewing.review(keeper, held, one, table["homes"], **said)
    assert step.words.startswith("On behalf of Together Homes. Heard: x")


TAKEN = """
    from datetime import date
    from tilth.web.agree.actions import commitments as acts
    from tilth.web.agree.models import Commitment, Partner, Step
    from tilth.web.agree.standing import Standing
    from tilth.web.house.by import By, by_person
    from tilth.web.house.models import Person

    day = date(2026, 3, 2)
    names = ("club", "homes", "charities")
    made = {n: Partner.objects.create(slug=n, name=n, sector="x", accountability="charitable",
                                      state="joined") for n in names}
    people = {n: by_person(Person.objects.create_user(f"{n}@example.org", n, roles=["partner"],
                                                      partner=n), place) for n in names}
    stand = {n: Standing.for_by(by) for n, by in people.items()}
    offer = acts.propose(stand["club"], type="offer", words="A van", made=day,
                         made_by=made["club"])
    promise = acts.propose(stand["club"], type="commitment", words="Open", made=day,
                           made_by=made["club"], made_to=made["homes"])
    acts.move(stand["club"], promise, "kept", on=day, evidence="Open")
    def take(number, _):
        acts.move(stand[("homes", "charities")[number % 2]], offer, "yes", on=day)

    told = {
        "taken": all_at_once(take, times=5),
        "seen": all_at_once(
            lambda *_: acts.acknowledge(stand["homes"], promise, on=day)),
    }
    told["steps"] = [Step.objects.filter(about=one.key).count() for one in (offer, promise)]
    print(json.dumps(told))
"""


@EVERY_ENGINE
def test_AT_08_a_hundred_answers_at_once_take_an_offer_up_once(many_at_once, engine):
    """Two partners press yes fifty times each on one offer, and twenty acknowledge one promise."""
    told = many_at_once(TAKEN, engine=engine)
    assert told["taken"] == {"done": 1, "refused": 99}
    assert told["seen"] == {"done": 1, "refused": 19}
    assert told["steps"] == [2, 3]
