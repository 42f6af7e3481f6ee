"""Several things at once, their answers in order."""

import threading

import pytest

from tilth.store.aside import each


@pytest.mark.parametrize("many", [0, 1, 9])
def test_answers_come_in_the_order_of_the_things(many):
    assert list(each(lambda n: n * n, range(many))) == [n * n for n in range(many)]


def test_one_thing_alone_is_done_where_it_is_asked():
    assert each(lambda _: threading.current_thread(), [1]) == [threading.current_thread()]


def test_what_goes_wrong_in_one_is_passed_on():
    with pytest.raises(ZeroDivisionError):
        each(lambda n: 1 / n, [1, 0, 2])


def test_things_within_things_are_done_one_after_another():
    """As many at once as there are processors, and not that many of each."""

    def inner(_):
        return threading.current_thread()

    def outer(_):
        return {threading.current_thread(), *each(inner, range(5))}

    assert [len(threads) for threads in each(outer, range(3))] == [1, 1, 1]
    assert threading.current_thread() not in each(inner, range(3)), "afterwards as ever"
