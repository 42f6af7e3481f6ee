"""What follows from the records alone is worked out once, and anew after every act."""

import pytest
from django.db import transaction

from tests.web.agree.making import DAY
from tilth.web.agree import as_recorded as holding
from tilth.web.agree.actions import commitments
from tilth.web.agree.as_recorded import as_recorded
from tilth.web.agree.commitments.values import promises
from tilth.web.agree.models import Commitment

pytestmark = pytest.mark.django_db(transaction=True)  # what is not yet certain is never held


@pytest.fixture(autouse=True)
def nothing_held():
    holding.forget()
    yield
    holding.forget()


class Counted:
    """Something worked out, with how often it was."""

    times = 0

    def __call__(self):
        self.times += 1
        return self.times


def test_it_is_worked_out_once_until_something_happens(promised):
    make = Counted()
    assert [as_recorded("x", make), as_recorded("x", make)] == [1, 1]
    promised()
    assert [as_recorded("x", make), as_recorded("x", make)] == [2, 2]


def test_what_it_depends_on_tells_one_piece_from_another():
    make = Counted()
    told = [as_recorded("x", make, 1), as_recorded("x", make, 2), as_recorded("y", make, 1)]
    assert told == [1, 2, 3]
    assert as_recorded("x", make, 1) == 1


def test_what_was_seen_in_a_transaction_that_may_be_taken_back_is_not_held(promised):
    make = Counted()
    with transaction.atomic():
        assert [as_recorded("x", make), as_recorded("x", make)] == [1, 2]
    assert as_recorded("x", make) == 3


def test_only_so_many_are_held_the_newest_asked_for_last(monkeypatch):
    monkeypatch.setattr(holding, "MOST", 2)
    make = Counted()
    as_recorded("x", make, "a")
    as_recorded("x", make, "b")
    as_recorded("x", make, "a")
    as_recorded("x", make, "c")
    assert [as_recorded("x", make, "a"), make.times] == [1, 3]
    assert as_recorded("x", make, "b") == 4


@pytest.mark.parametrize(
    "address",
    ["/agree/map/", "/agree/levels/", "/agree/commitments/", "/agree/public/", "/agree/decisions/"],
)
def test_a_page_tells_at_once_what_a_partner_did(address, visit, promised, stands):
    """After every act it is the page that nothing was ever held of."""
    visit(address, who="secretariat")
    made = promised(words="Mend the gate at the park", public=True)
    assert _main(visit(address, who="secretariat")) == _anew(visit, address)
    commitments.move(stands("club"), made, "stuck", on=DAY, reason="No gate")
    assert _main(visit(address, who="secretariat")) == _anew(visit, address)


def _anew(visit, address):
    holding.forget()
    return _main(visit(address, who="secretariat"))


def _main(page):
    return page.response.content.split(b"<main")[1].split(b"</main>")[0]


def test_promises_of_nobody_are_none():
    assert promises(Commitment.objects.none()) == ()
