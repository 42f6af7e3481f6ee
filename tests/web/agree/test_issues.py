"""Hard things held together: raised, asked about, heard, reframed, agreed, looked back on."""

import datetime

import pytest

from tests.web.agree.making import (
    board_of,
    by_of,
    decision_of,
    partner_of,
    signed,
)
from tilth.ground.errors import AgreementError
from tilth.web.agree import history
from tilth.web.agree.actions import issues as acts
from tilth.web.agree.actions import issues_together as together
from tilth.web.agree.issues.notice import must_wait
from tilth.web.agree.issues.short import too_short
from tilth.web.agree.issues.visible import visible_to
from tilth.web.agree.issues.waiting import waiting_issues
from tilth.web.agree.models import Contribution, Issue, Step
from tilth.web.agree.standing import Standing

DAY = datetime.date(2026, 3, 2)


@pytest.fixture
def from_(person_as, table):
    """from_("homes"): how somebody of that partner stands."""

    def stand(slug, role="partner"):
        person = person_as(role, email=f"{role}.{slug}@example.org", partner=slug)
        return Standing.for_by(by_of(person))

    return stand


@pytest.fixture
def tension(from_):
    """A tension the small charities raised."""
    return acts.raise_issue(
        from_("charities"), type="tension", title="We end short grants in March",
        surfaced="They always stop our money in March.", opened=DAY,
    )  # fmt: skip


def hold_with(from_, issue, *slugs):
    """Other partners come to hold it too; every owner agrees each time."""
    for slug in slugs:
        put = together.put(from_("charities"), issue, "hold", slug)
        agreed_by_all(from_, issue, put.pk)
        together.join(from_(slug), issue, True)


def agreed_by_all(from_, issue, number):
    for one in issue.owners.exclude(slug="charities"):
        together.agree(from_(one.slug), issue, number)


def understand(from_, issue, one, other):
    for asker, asked in ((one, other), (other, one)):
        to = issue.owners.get(slug=asked)
        acts.ask(from_(asker), issue, to, "What matters most to you here?")
        acts.tell(from_(asked), issue, f"What matters to {asked}")
        acts.feel_heard(from_(asked), issue)


def test_B_244_a_tension_goes_from_surfaced_to_reviewed_together(from_, tension):
    """B-244, P-107: surface, understand, reframe, agree, review."""
    hold_with(from_, tension, "council")
    understand(from_, tension, "charities", "council")
    tension.refresh_from_db()
    assert tension.stage == "understood"
    for what, words in (("reframe", "We plan money year by year"), ("way", "Three-year grants")):
        put = together.put(from_("charities"), tension, what, words, review=DAY)
        tension.refresh_from_db()
        assert tension.stage in ("understood", "reframed")
        together.agree(from_("council"), tension, put.pk)
    tension.refresh_from_db()
    assert (tension.stage, tension.way, tension.review) == ("agreed", "Three-year grants", DAY)
    put = together.put(from_("council"), tension, "review", "Two of three grants run on")
    together.agree(from_("charities"), tension, put.pk)
    tension.refresh_from_db()
    assert (tension.stage, tension.outcome) == ("reviewed", "Two of three grants run on")


def test_AC_only_the_partner_that_raised_it_knows_of_it(from_, tension, visit, person_as):
    assert tension not in visible_to(from_("council"))
    assert tension not in visible_to(from_("council", "chair"))
    person = person_as("partner", email="partner.charities@example.org", partner="charities")
    assert "We end short grants" in visit("/agree/issues/", who=person)
    page = visit(f"/agree/issues/{tension.ref}/", who=person)
    assert page.status == 200
    assert "They always stop our money" in page
    other = person_as("partner", email="partner.council@example.org", partner="council")
    assert visit(f"/agree/issues/{tension.ref}/", who=other).status == 404
    assert visit(f"/agree/issues/{tension.ref}/", who=None).status == 404


def test_the_notice_of_an_agreement_survives_a_cut_and_its_end(table, from_, visit):
    body = board_of()
    signed(body, table, since=datetime.date(2025, 1, 1), until=datetime.date(2026, 2, 1))
    wait = must_wait(table["council"], datetime.date(2026, 5, 1), DAY, body)
    assert wait == (
        "Partners agreed 90 days of notice. Told on 2 March 2026, "
        "it can be less from 31 May 2026, not before"
    )
    assert must_wait(table["council"], datetime.date(2026, 5, 30), DAY, body) == ""
    page = visit("/agree/issues/notice/?partner=council&told=2026-03-02&body=", who="director")
    assert "Told on 2 March 2026, less may be given from 31 May 2026." in page
    assert "That agreement holds no more. Its notice still does." in page
    assert "To be told: Circle of Small Charities" in page


def somebody(person_as, slug, role="partner"):
    return person_as(role, email=f"{role}.{slug}@example.org", partner=slug)


def test_B_241_each_side_is_asked_and_heard_before_it_is_told_or_answered(from_, tension, table):
    """B-241: curious questions first; a reply comes after one has asked."""
    hold_with(from_, tension, "council")
    charities, council = from_("charities"), from_("council")
    for act, why in (
        (lambda: acts.tell(council, tension, "We see"), "Curious questions come first"),
        (lambda: acts.feel_heard(council, tension), "Tell your side first"),
        (lambda: acts.reply(charities, tension, table["council"], "But"), "not been told yet"),
        (lambda: acts.ask(council, tension, table["council"], "Why?"), "to another partner"),
        (lambda: acts.ask(council, tension, table["homes"], "Why?"), "a partner that holds this"),
        (lambda: acts.ask(council, tension, table["charities"], "  "), "Write it in words"),
        (lambda: together.put(council, tension, "reframe", "Ours"), "does not come next"),
    ):
        with pytest.raises(AgreementError, match=why):
            act()
    acts.ask(from_("charities"), tension, table["council"], "What matters most to you here?")
    acts.tell(council, tension, "We have to close the books")
    hold_with(from_, tension, "homes")
    with pytest.raises(AgreementError, match="Ask a curious question first"):
        acts.reply(from_("homes"), tension, table["council"], "But")
    acts.reply(charities, tension, table["council"], "Thank you")


def test_B_241_the_page_puts_questions_before_answers(from_, tension, visit, person_as):
    """B-241: prompts on the page; the form to tell one's side is not there before."""
    hold_with(from_, tension, "council")
    page = visit(f"/agree/issues/{tension.ref}/", who=somebody(person_as, "council"))
    assert "What matters most to you here?" in page
    assert "Curious questions come first." in page
    assert f"/agree/issues/{tension.ref}/tell/" not in page.html
    sent = {"to": "council", "question": "What matters most to you here?", "words": ""}
    at = f"/agree/issues/{tension.ref}/ask/"
    assert visit(at, who=somebody(person_as, "charities"), post=sent).goes_to
    page = visit(f"/agree/issues/{tension.ref}/", who=somebody(person_as, "council"))
    assert f"/agree/issues/{tension.ref}/tell/" in page.html


def test_B_251_a_look_at_ones_words_gives_hints_and_keeps_nothing(table, visit, person_as):
    """B-251: blame-free wording: hints only, nothing blocked, nothing rewritten."""
    who = somebody(person_as, "charities")
    words = {"type": "tension", "title": "Grants end", "between_one": "", "between_other": ""}
    words |= {"body": "", "surfaced": "The Council refused us and they always do <b>so</b>."}
    page = visit("/agree/issues/new/", who=who, post=words | {"look": "1"})
    assert "The Council refused" in page
    assert "We have not found a way to" in page
    assert "they always do &lt;b&gt;so&lt;/b&gt;" in page.html
    assert "Nothing has been sent yet." in page
    assert not Issue.objects.exists()
    assert visit("/agree/issues/new/", who=who, post=words).goes_to.startswith("/agree/issues/I-")
    assert Issue.objects.get().surfaced == words["surfaced"]
    calm = words | {"surfaced": "Grants end in March.", "look": "1"}
    assert "We found no words that point a finger." in visit(
        "/agree/issues/new/", who=who, post=calm
    )


def test_a_look_at_words_on_the_page_of_an_issue_keeps_them_in_the_form(from_, tension, visit,
                                                                        person_as):  # fmt: skip
    who = somebody(person_as, "charities")
    sent = {"value": "They always leave it", "look": "1"}
    page = visit(f"/agree/issues/{tension.ref}/rest/", who=who, post=sent)
    assert "\u201cThey always\u201d" in page
    assert ">They always leave it</textarea>" in page.html
    tension.refresh_from_db()
    assert tension.stage == "surfaced"


def test_P_056_a_hard_thing_rests_with_its_reason_and_is_never_deleted(from_, tension, visit,
                                                                       person_as):  # fmt: skip
    """P-056: raised, held jointly, resolved or parked, never hidden from those who hold it."""
    hold_with(from_, tension, "council")
    put = together.put(from_("charities"), tension, "rest", "Elections come first")
    tension.refresh_from_db()
    assert tension.stage == "surfaced"
    together.agree(from_("council"), tension, put.pk)
    tension.refresh_from_db()
    assert (tension.stage, tension.rest) == ("parked", "Elections come first")
    page = visit(f"/agree/issues/{tension.ref}/", who=somebody(person_as, "council"))
    assert "It rests for now. Elections come first" in page
    acts.take_up(from_("council"), tension, "They are over")
    tension.refresh_from_db()
    assert tension.stage == "surfaced"
    with pytest.raises(AgreementError, match="It does not rest"):
        acts.take_up(from_("council"), tension)
    assert visit(f"/agree/issues/{tension.ref}/delete/", who=somebody(person_as, "council"),
                 post={}).status == 404  # fmt: skip


def test_it_comes_back_to_where_it_rested_and_begins_again_after_its_review(from_, tension):
    hold_with(from_, tension, "council")
    with pytest.raises(AgreementError, match="not looked back on yet"):
        acts.begin_again(from_("council"), tension, "It came back")
    understand(from_, tension, "charities", "council")
    put = together.put(from_("charities"), tension, "rest", "A new director starts")
    together.agree(from_("council"), tension, put.pk)
    acts.take_up(from_("charities"), tension)
    tension.refresh_from_db()
    assert tension.stage == "understood"
    for what in ("reframe", "way", "review"):
        put = together.put(from_("charities"), tension, what, "Words")
        together.agree(from_("council"), tension, put.pk)
    acts.begin_again(from_("council"), tension, "It came back")
    tension.refresh_from_db()
    assert (tension.stage, tension.outcome) == ("surfaced", "Words")
    with pytest.raises(AgreementError, match="Curious questions come first"):
        acts.tell(from_("council"), tension, "Again")


def test_AC_every_owner_must_agree_to_open_it_and_it_never_closes_again(from_, tension):
    """B-240, B-250: openness grows step by step with the trust of all who hold it."""
    hold_with(from_, tension, "council", "homes")
    put = together.put(from_("council"), tension, "open", "public")
    together.agree(from_("charities"), tension, put.pk)
    tension.refresh_from_db()
    assert tension.visible == "owners"
    with pytest.raises(AgreementError, match="You agreed already"):
        together.agree(from_("charities"), tension, put.pk)
    with pytest.raises(AgreementError, match="Only a partner that holds this"):
        together.agree(from_("hospital"), opened(tension), put.pk)
    together.agree(from_("homes"), tension, put.pk)
    tension.refresh_from_db()
    assert tension.visible == "public"
    for level in ("owners", "partnership"):
        with pytest.raises(AgreementError, match="cannot be unread"):
            together.put(from_("council"), tension, "open", level)
    with pytest.raises(AgreementError, match="not with the owners any more"):
        together.agree(from_("homes"), tension, put.pk)


def opened(issue):
    """The same issue, known to everyone round the table."""
    Issue.objects.filter(pk=issue.pk).update(visible="partnership")
    return issue


def test_AC_an_issue_nobody_may_know_of_is_refused_as_if_it_were_not_there(from_, tension):
    for act in (
        lambda: acts.ask(from_("homes"), tension, tension.raised_by, "Why?"),
        lambda: together.put(from_("homes"), tension, "open", "public"),
        lambda: together.join(from_("homes"), tension, True),
    ):
        with pytest.raises(AgreementError, match="There is no such issue"):
            act()
    with pytest.raises(AgreementError, match="was not asked to hold this"):
        together.join(from_("homes"), opened(tension), True)


def test_AC_an_issue_is_not_undone_in_one_press(from_, tension, visit, person_as):
    step = Step.objects.filter(about=tension.key).first()
    who = somebody(person_as, "charities")
    visit(f"/agree/undo/{step.pk}/", who=who, post={})
    assert not Step.objects.filter(undoes=step).exists()
    other = somebody(person_as, "homes", "secretariat")
    assert visit(f"/agree/undo/{step.pk}/", who=other, post={}).status == 404


def test_what_waits_for_a_partner_is_told(from_, tension, table):
    put = together.put(from_("charities"), tension, "hold", "council")
    assert put
    (told,) = waiting_issues(from_("council"))
    assert told["words"] == "Answer whether you hold this too: We end short grants in March"
    together.join(from_("council"), tension, True)
    acts.ask(from_("council"), tension, table["charities"], "What would help?")
    together.put(from_("council"), tension, "open", "partnership")
    words = [one["words"] for one in waiting_issues(from_("charities"))]
    assert len(words) == 2
    assert any("put to you" in one for one in words)
    assert any("asked for your side" in one for one in words)
    assert waiting_issues(from_("homes")) == waiting_issues(None) == []


def test_a_partner_that_left_is_not_waited_for(from_, tension, table):
    hold_with(from_, tension, "council", "homes")
    put = together.put(from_("charities"), tension, "rest", "For now")
    table["homes"].state = "left"
    table["homes"].save()
    together.agree(from_("council"), tension, put.pk)
    tension.refresh_from_db()
    assert tension.stage == "parked"


def test_what_only_waited_for_a_partner_that_left_can_be_carried_out(from_, tension, table):
    hold_with(from_, tension, "council")
    put = together.put(from_("charities"), tension, "rest", "For now")
    table["council"].state = "left"
    table["council"].save()
    together.agree(from_("charities"), tension, put.pk)
    tension.refresh_from_db()
    assert tension.stage == "parked"


def test_a_request_for_flexibility_is_asked_and_answered(from_, table, visit, person_as):
    partner_of("nhse", "NHS England", "national", "statutory", layer="nation")
    charities, who = from_("charities"), somebody(person_as, "charities")
    issue = acts.raise_issue(charities, type="flexibility", title="Year-end rule", opened=DAY,
                             surfaced="Money unspent in March is lost")  # fmt: skip
    with pytest.raises(AgreementError, match="Nobody was asked yet"):
        acts.answered(charities, issue, "No", DAY)
    at = f"/agree/issues/{issue.ref}/"
    sent = {"of": "nhse", "on": "2026-03-05", "words": "Carry it over"}
    assert visit(f"{at}above/", who=who, post=sent).goes_to == at
    assert "Asked of NHS England on 5 March 2026. No answer yet." in visit(at, who=who)
    issue.refresh_from_db()
    with pytest.raises(AgreementError, match="before they were asked"):
        acts.answered(charities, issue, "No", DAY)
    sent = {"words": "Not this year", "on": "2026-04-01"}
    assert visit(f"{at}answered/", who=who, post=sent).goes_to == at
    assert "They answered on 1 April 2026: Not this year" in visit(at, who=who)
    tension = acts.raise_issue(charities, type="tension", title="T", surfaced="s", opened=DAY)
    with pytest.raises(AgreementError, match="Only a request for flexibility"):
        acts.ask_above(charities, tension, table["council"], DAY)
    with pytest.raises(AgreementError, match="They hold it"):
        acts.ask_above(charities, issue, table["charities"], DAY)


def test_a_barrier_lies_between_two_layers(from_, visit, person_as):
    told = {"type": "barrier", "title": "Two budgets", "surfaced": "s", "opened": DAY}
    for between, why in ((("place",), "two layers"), (("place", "county"), "no such layer")):
        with pytest.raises(AgreementError, match=why):
            acts.raise_issue(from_("homes"), between=between, **told)
    issue = acts.raise_issue(from_("homes"), between=("place", "nation"), **told)
    page = visit(f"/agree/issues/{issue.ref}/", who=somebody(person_as, "homes"))
    assert "It lies between place and nation." in page


def test_it_is_linked_to_what_came_of_it(from_, tension, table, visit, person_as):
    decision_of(board_of(), table["homes"], ref="D-001", title="Longer grants")
    who, at = somebody(person_as, "charities"), f"/agree/issues/{tension.ref}/"
    assert visit(f"{at}link/", who=who, post={"ref": "d-001"}).goes_to == at
    assert "Longer grants" in visit(at, who=who)
    page = visit(f"{at}link/", who=who, post={"ref": "d-001"})
    assert "They are linked already." in page
    assert visit(f"{at}link/", who=who, post={"ref": "D-999"}).status == 404
    assert "Write it as D-014 or C-003." in visit(f"{at}link/", who=who, post={"ref": "x"})
    with pytest.raises(AgreementError, match="Link it with one of"):
        together.link(from_("charities"), tension, "voice:1")


@pytest.mark.parametrize(
    ("what", "sent", "said"),
    [
        ("ask", {"to": "charities", "question": "", "words": " "}, "That cannot be done now."),
        ("hold", {"value": "nobody", "words": ""}, "Which partner"),
        ("open", {"value": "owners"}, "To whom"),
        ("way", {"value": "x", "review": "soon"}, "That cannot be done now."),
        ("rest", {"value": ""}, "There is a problem"),
        ("reframe", {"value": "Ours"}, "does not come next"),
        ("up", {"words": ""}, "It does not rest."),
        ("agree", {"number": "99"}, "This is not with the owners any more."),
        ("agree", {"number": "x"}, "That cannot be done now."),
        ("not-yet", {"number": "1", "words": ""}, "That cannot be done now."),
        ("rest", {"value": "x" * 3001}, "at most 3000 characters"),
    ],
)
def test_wrong_inputs_are_told_and_change_nothing(tension, visit, person_as, what, sent, said):
    before = Step.objects.filter(about=tension.key).count()
    page = visit(f"/agree/issues/{tension.ref}/{what}/", post=sent,
                 who=somebody(person_as, "charities"))  # fmt: skip
    assert page.status == 200
    assert said in page
    assert Step.objects.filter(about=tension.key).count() == before


def test_wrong_words_of_a_new_one_are_told(table, visit, person_as):
    who = somebody(person_as, "charities")
    page = visit("/agree/issues/new/", who=who, post={"type": "quarrel", "title": ""})
    assert "There is a problem" in page
    assert not Issue.objects.exists()
    assert visit("/agree/issues/new/", who="director").status == 404
    assert visit("/agree/issues/new/", who="resident").status == 404
    assert visit("/agree/issues/new/?type=tension", who=who).html.count(" selected") >= 1


def test_P_107_the_list_tells_what_the_reader_may_see_and_no_more(from_, tension, visit, person_as):
    """P-107: tension log."""
    opened(acts.raise_issue(from_("homes"), type="barrier", title="Two keys", surfaced="s",
                            opened=DAY))  # fmt: skip
    page = visit("/agree/issues/", who=somebody(person_as, "charities"))
    assert "Held by your partner We end short grants in March" in page
    assert "Opened to you Two keys" in page
    page = visit("/agree/issues/?type=tension&stage=surfaced", who=somebody(person_as, "homes"))
    assert "None is of that kind and stage." in page
    assert "short grants" not in page
    assert "Partners have not opened any hard thing to everyone yet." in visit(
        "/agree/issues/", who=None
    )
    assert visit("/agree/issues/?type=%3Cscript%3E", who="director").status == 200


def test_refs_tell_nothing_of_how_many_there_are(from_):
    told = {"type": "tension", "title": "T", "surfaced": "s", "opened": DAY}
    refs = [acts.raise_issue(from_("homes"), **told).ref for _ in range(6)]
    numbers = [int(ref.partition("-")[2]) for ref in refs]
    assert len(set(refs)) == 6
    assert numbers != sorted(numbers) or max(numbers) - min(numbers) > 5
    assert all(len(ref) == 7 for ref in refs)


def test_only_who_speaks_for_a_partner_raises_one(from_, person_as, table):
    told = {"type": "tension", "title": "T", "surfaced": "s", "opened": DAY}
    chair = Standing.for_by(by_of(person_as("chair")))
    for standing in (chair, from_("homes", "administrator")):
        with pytest.raises(AgreementError, match="speaks for a partner"):
            acts.raise_issue(standing, **told)
    for wrong, why in (({"type": "row"}, "no such kind"), ({"title": " "}, "Give it a name"),
                       ({"layer": "county"}, "no such layer")):  # fmt: skip
        with pytest.raises(AgreementError, match=why):
            acts.raise_issue(from_("homes"), **(told | wrong))


def test_nobody_holds_it_who_has_not_joined(from_, tension, table):
    table["club"].state = "observing"
    table["club"].save()
    with pytest.raises(AgreementError, match="has joined"):
        together.put(from_("charities"), tension, "hold", "club")
    with pytest.raises(AgreementError, match="They hold it already"):
        together.put(from_("charities"), tension, "hold", "charities")


def test_a_not_yet_is_heard_with_its_words(from_, tension, visit, person_as):
    hold_with(from_, tension, "council")
    put = together.put(from_("charities"), tension, "open", "public")
    with pytest.raises(AgreementError, match="what would have to be different"):
        together.not_yet(from_("council"), tension, put.pk, " ")
    at = f"/agree/issues/{tension.ref}/not-yet/"
    sent = {"number": put.pk, "words": "After our board has met"}
    assert visit(at, who=somebody(person_as, "council"), post=sent).goes_to
    page = visit(f"/agree/issues/{tension.ref}/", who=somebody(person_as, "charities"))
    assert "Not yet agreed: to open it to more people. Council: After our board has met" in page
    assert "With the owners now" not in page


def test_without_a_signed_agreement_the_notice_page_says_what_is_missing(table, visit):
    page = visit("/agree/issues/notice/?partner=homes&told=2026-03-02&body=", who="director")
    assert "has signed no agreement that says how much notice it must give" in page
    page = visit("/agree/issues/notice/?partner=homes&told=never&body=", who="director")
    assert "There is a problem" in page
    assert must_wait(table["homes"], DAY, DAY) == ""
    assert visit("/agree/issues/notice/", who="resident").status == 404


def gift(table, **told):
    told = {"currency": "cash", "type": "grant", "amount": 9000, "since": DAY} | told
    return Contribution.objects.create(
        partner=table["council"], to_partner=table["charities"], **told
    )


@pytest.mark.parametrize(
    ("was", "cut", "flagged"),
    [
        ({}, {"until": datetime.date(2026, 3, 31)}, True),
        ({}, {"until": datetime.date(2026, 8, 31)}, False),
        ({"until": datetime.date(2027, 3, 31)}, {"until": datetime.date(2026, 4, 30)}, True),
        ({"until": datetime.date(2026, 4, 1)}, {"until": datetime.date(2027, 3, 31)}, False),
        ({}, {"amount": 4000}, True),
        ({}, {"amount": 12000}, False),
        ({}, {"withdrawn": True}, True),
        ({}, {"type": "in kind"}, False),
        ({"since": datetime.date(2027, 1, 1)}, {"withdrawn": True}, False),
        ({"until": datetime.date(2026, 3, 5)}, {"withdrawn": True}, False),
    ],
)
def test_what_ends_before_its_notice_is_flagged_in_words(table, from_, visit, was, cut, flagged):
    signed(board_of(), table, since=datetime.date(2025, 1, 1))
    one = gift(table, **was)
    at = datetime.datetime(2026, 3, 10, 10, tzinfo=datetime.UTC)
    history.changed(from_("council").by, one, "corrected", "money is short", at=at, **cut)
    found = too_short()
    assert bool(found) is flagged
    page = visit("/agree/issues/notice/", who="director")
    assert ("Less than was agreed" in page) is flagged
    if flagged:
        assert "Told on 10 March 2026" in found[0]["words"]
        assert "it can be less from 8 June 2026, not before" in page


def test_where_nobody_signed_a_notice_nothing_is_flagged(table, from_):
    one = gift(table)
    history.changed(from_("council").by, one, "corrected", withdrawn=True)
    assert too_short() == []
