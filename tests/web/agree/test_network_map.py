"""The map of partners: drawing and list say the same, and nobody reads what is not theirs."""

import datetime

import pytest

from tests.web.agree.making import board_of, round_table
from tilth.web.agree.models import (
    Body,
    Commitment,
    Contribution,
    Decision,
    Issue,
    Meeting,
    Partner,
    Role,
    Tie,
    Turn,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 2)
D = datetime.date


@pytest.fixture(autouse=True)
def day(monkeypatch):
    """The day on which these pages are read."""
    from tilth.web.agree.network import ecosystem, gaps, map, quarters, structures

    for module in (ecosystem, gaps, map, quarters, structures):
        monkeypatch.setattr(module, "day_of", lambda place: D(2026, 3, 31))


def tie(one, other, **told):
    told = {"on": DAY, "heard": "survey", **told}
    return Tie.objects.create(one=f"partner:{one}", other=f"partner:{other}", **told)


def person_of(person_as, partner):
    return person_as("partner", partner=partner, email=f"{partner}@example.org", name=partner)


def test_the_map_shows_each_side_and_never_a_mean(visit):
    """P-055, B-107: trust, understanding and collaboration from each side, seen differently."""
    round_table()
    tie("homes", "charities", trust=5, collaboration=4, began=D(2018, 1, 1))
    tie("charities", "homes", trust=2, collaboration=4)
    page = visit("/agree/map/?partner=homes")
    assert page.status == 200
    assert (
        "Trust: Circle of Small Charities says low, Together Homes says high. Seen differently."
        in page
    )
    assert "They have worked together for 8 years, since 1 January 2018." in page
    page = visit("/agree/map/")
    assert (
        "Circle of Small Charities and Together Homes both sides between equals high low, high"
        in page
    )
    assert "General Hospital" in page.html.split("<svg", 1)[1]
    assert "On their own: Club Community Trust, Council, General Hospital." in page


def test_AC_others_read_answers_only_once_both_sides_have_spoken(visit, person_as):
    """P-055: until both have spoken others learn that one has, and not what."""
    round_table()
    tie("charities", "hospital", trust=1, strain=5, collaboration=2)
    for who in ("chair", "secretariat", "analyst", person_of(person_as, "hospital")):
        page = visit("/agree/map/?partner=hospital", who=who)
        assert "Circle of Small Charities says they work together." in page
        assert "General Hospital has not spoken yet. One side only." in page
        assert "Trust:" not in page
        assert "Strain:" not in page
    own = visit("/agree/map/?partner=hospital", who=person_of(person_as, "charities"))
    assert "Trust: Circle of Small Charities says not at all" in own
    assert "Strain: Circle of Small Charities says very much" in own


def test_AC_the_map_is_for_those_round_the_table(visit):
    round_table()
    for at in ("", "gaps/", "quarters/", "structures/", "ecosystem/", "listening/", "survey/",
               "workbook/", "map.xlsx", "gaps.csv"):  # fmt: skip
        assert visit(f"/agree/map/{at}", who="resident").status == 404
        assert "/sign-in/" in visit(f"/agree/map/{at}", who=None).goes_to


def test_the_map_of_an_earlier_year_shows_what_stood_then(visit):
    """B-234, B-108: by year, and what changed between two of them."""
    round_table()
    for year, trust in ((2023, 1), (2025, 5)):
        tie("homes", "council", on=D(year, 5, 1), trust=trust, collaboration=3)
        tie("council", "homes", on=D(year, 5, 1), trust=3, collaboration=3)
    assert "Trust: Council says middle, Together Homes says low" in visit(
        "/agree/map/?year=2023&partner=homes"
    )
    now = visit("/agree/map/?year=2026&before=2023")
    assert "What changed since the end of 2023" in now
    assert "Together Homes Council Trust low high" in now
    assert '<a href="/agree/map/?year=2024' in now.html


def test_what_was_done_together_is_a_line_of_its_own(visit):
    """B-008: a grant is seen where nobody has answered; a shared meeting draws no line."""
    partners = round_table()
    Contribution.objects.create(
        partner=partners["council"], to_partner=partners["club"], type="grant", currency="cash",
        since=D(2025, 9, 1),
    )  # fmt: skip
    meeting = Meeting.objects.create(body=board_of(), on=D(2026, 1, 5), state="agreed")
    for slug in ("homes", "club"):
        Turn.objects.create(meeting=meeting, partner=partners[slug], type="present")
    page = visit("/agree/map/")
    assert "Club Community Trust and Council seen in what they did between equals 1 time" in page
    assert "Club Community Trust and Together Homes" not in page
    assert "Neither has spoken of the other." in visit("/agree/map/?partner=club")


def test_choices_that_are_not_known_are_left_out(visit):
    round_table()
    for asked in ("year=1", "year=abc", "year=20250", "sector=<b>", "partner=nobody", "layer=moon",
                  "before=9999", "area=%00", "lines=zigzag", "year=²²²²"):  # fmt: skip
        page = visit(f"/agree/map/?{asked}")
        assert page.status == 200
        assert "5 partners and 0 ties" in page.html


def test_some_of_the_map_by_sector_layer_and_area(visit):
    round_table()
    Partner.objects.filter(slug="club").update(layer="neighbourhood")
    assert "1 partner and" in visit("/agree/map/?sector=housing").html
    assert "1 partner and" in visit("/agree/map/?layer=neighbourhood").html
    assert "Show everyone" in visit("/agree/map/?layer=nation")
    tie("homes", "club", collaboration=3)
    assert "0 ties" in visit("/agree/map/?lines=both").html
    assert "1 tie." in visit("/agree/map/?lines=one").html


def test_a_partner_says_its_own_stance_for_all_to_read(visit):
    """P-069: stance told openly, and how it moved."""
    round_table()
    tie("hospital", "hospital", on=D(2024, 2, 1), stance="ambivalent")
    tie("hospital", "hospital", on=D(2025, 2, 1), stance="supportive")
    page = visit("/agree/map/")
    assert (
        "General Hospital: in two minds (1 February 2024), then in favour (1 February 2025)."
        in page
    )


def test_what_was_taken_back_counts_no_more(visit):
    round_table()
    tie("homes", "club", collaboration=3, withdrawn=True)
    assert "Nobody has told of a tie" in visit("/agree/map/")


def test_an_empty_table_says_what_to_do(visit):
    Partner.objects.all().delete()
    assert "Add the partners first" in visit("/agree/map/")
    assert visit("/agree/map/gaps/").status == 200
    assert "No board, group or space is recorded yet." in visit("/agree/map/structures/")
    assert "Nothing is recorded as handed from one layer" in visit("/agree/map/ecosystem/")


def test_quarter_by_quarter_in_counts_and_only_where_three_have_spoken(visit):
    """B-237, B-234: trust, collaboration and relationships measured over time, as counts."""
    round_table()
    tie("homes", "council", on=D(2025, 2, 1), trust=1)
    tie("council", "homes", on=D(2025, 2, 1), trust=5)
    tie("club", "council", on=D(2025, 11, 1), trust=4)
    page = visit("/agree/map/quarters/")
    assert "2025, October on 1 0 2 0" in page
    assert "2025, January on" not in page
    assert "Too few have spoken" in visit("/agree/map/quarters/?side=vertical")
    assert visit("/agree/map/quarters/?side=nobody").status == 200


def test_gaps_silos_shared_purpose_and_the_mix_on_one_page(visit):
    """P-030, P-031, B-037, B-106: silos, sweet spots, diversity and gaps."""
    partners = round_table(purpose="Homes and neighbours")
    Body.objects.create(slug="walks", name="Walks", type="programme", layer="place")
    alone = Body.objects.create(slug="warm", name="Warm homes", type="programme", layer="place")
    Commitment.objects.create(
        ref="C-001", words="Heat", made_by=partners["homes"], programme=alone, made=DAY
    )
    Decision.objects.create(
        ref="D-001", title="Open", proposal="x", body=board_of(), stage="closed", closed=DAY,
        proposer=partners["club"],
    )  # fmt: skip
    page = visit("/agree/map/gaps/")
    assert "Warm homes Together Homes a programme with one partner's part only" in page
    assert "Walks nobody" in page
    assert "1 of 1 decisions." in page
    assert "5 partners in 5 sectors. That is as mixed as 5.0 sectors" in page
    assert "neighbour Circle of Small Charities" in page
    assert "Nobody known" in page
    assert "Fewer than 3 partners of the community side" in page
    assert visit("/agree/map/gaps/?layer=neighbourhood").status == 200
    assert visit("/agree/map/gaps.csv?layer=place").status == 200
    assert visit("/agree/map/gaps.exe").status == 404


def test_the_community_side_and_contacts_in_neighbourhoods(visit):
    """P-151, P-163: as the community side tells it; contacts of both sides by neighbourhood."""
    round_table()
    for slug in ("homes", "charities", "club"):
        tie(slug, "hospital", trust=2)
    page = visit("/agree/map/gaps/")
    assert "As told by charities and community partners" in page
    assert "Trust 3 0 0" in page


def test_who_uses_each_space_and_where_the_same_people_meet(visit, person_as):
    """B-120, B-128, B-129, B-130: spaces and who uses them, across layers; the same people."""
    partners = round_table()
    Partner.objects.filter(slug="hospital").update(layer="system")
    board, forum = board_of(), Body.objects.create(
        slug="forum", name="Forum", type="space", layer="neighbourhood", formed="choice"
    )  # fmt: skip
    ann, bob = person_as("chair", name="Ann"), person_as("director", name="Bob")
    hidden = person_as("resident", name="Hidden Person")
    for body in (board, forum):
        Role.objects.create(person=ann, partner=partners["homes"], body=body, title="m", since=DAY)
        Role.objects.create(person=bob, partner=partners["hospital"], body=body, title="m",
                            since=DAY)  # fmt: skip
        Role.objects.create(person=hidden, body=body, title="m", since=DAY, expert=True)
    page = visit("/agree/map/structures/")
    assert "The same people: Forum (2 named) and Place board (2 named) share Ann, Bob." in page
    assert "came together by choice" in page
    assert "system, place" in page
    assert "Hidden Person" not in page
    assert "2 parts are held by experts by experience" in page


def test_one_view_from_nation_to_street_with_strain_between_layers(visit):
    """B-075, B-252: nation to street in one view; strain between layers."""
    partners = round_table()
    Partner.objects.filter(slug="hospital").update(layer="system")
    for slug in ("homes", "council", "club"):
        tie(slug, "hospital", strain=5, type="vertical")
    Issue.objects.create(
        ref="I-1", title="Waiting", surfaced="x", raised_by=partners["club"], opened=DAY,
        between=["place", "system"], visible="partnership",
    )  # fmt: skip
    Issue.objects.create(
        ref="I-2", title="Secret", surfaced="x", raised_by=partners["club"], opened=DAY,
        between=["place", "system"], visible="owners",
    )  # fmt: skip
    page = visit("/agree/map/ecosystem/")
    assert "System and place 3 3 1" in page
    assert "National bodies" in page
    assert "Streets" in page


def test_how_connected_people_feel_is_a_step_from_the_streets(visit):
    """P-162, B-153: community connection and support, neighbourhood by neighbourhood."""
    round_table()
    page = visit("/agree/map/ecosystem/")
    for name in ("supported_by_community", "belonging", "lonely_adults", "community_groups"):
        assert f"/see/indicators/{name}/neighbourhood/" in page.links
    assert "Adults who feel they belong to their neighbourhood" in page


def test_who_brings_together_those_without_a_tie_of_their_own(visit):
    round_table()
    for one, other in (("homes", "charities"), ("charities", "hospital")):
        tie(one, other, collaboration=4)
    page = visit("/agree/map/")
    assert "Brings together two sectors, neither its own: Circle of Small Charities." in page
    assert "The network falls into 3 parts" in page


def test_every_sector_has_a_mark_of_its_own():
    from tilth.agree.partners.sectors import sectors
    from tilth.web.agree.network.picture import marks

    found = marks(sectors().sector).values()
    assert len({(one["path"], one["fill"], one["inner"]) for one in found}) == len(found)


def test_partners_of_two_layers_are_tied_between_layers(visit):
    """B-074: horizontal and vertical."""
    round_table()
    Partner.objects.filter(slug="hospital").update(layer="system")
    tie("homes", "hospital", collaboration=3)
    tie("homes", "club", collaboration=3)
    page = visit("/agree/map/")
    assert "General Hospital and Together Homes one side only between layers" in page
    assert "Club Community Trust and Together Homes one side only between equals" in page
