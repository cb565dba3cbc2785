"""One function over many things: whatever dies, all others come back once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formkit.executing import each, processes
from killers import KILLERS, WRONG, double, nothing, refuse

LOST = -1


def lost(number: int) -> int:
    return LOST - number


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_kills_its_process_is_lost_and_all_else_comes_back_once(jobs: int) -> None:
    start, at_once = processes(jobs, nothing)
    found = list(each(double, range(10), start, at_once, lost))
    wanted = {number: lost(number) if number in KILLERS else number * 2 for number in range(10)}
    assert dict(found) == wanted
    assert len(found) == len(wanted)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_the_function_passes_through(jobs: int) -> None:
    start, at_once = processes(jobs, nothing)
    with pytest.raises(LookupError):
        list(each(refuse, range(WRONG + 1), start, at_once, lost))


def test_nothing_given_is_nothing_made_and_no_process() -> None:
    start, at_once = processes(1, nothing)
    assert list(each(double, [], start, at_once, lost)) == []


class Pool(Executor):
    """A pool of no processes: it breaks when it is given a killer, with all that is under way."""

    def __init__(self, killers: set[int], most: int, seen: set[int]) -> None:  # noqa: D107
        self.killers, self.most, self.seen = killers, most, seen
        self.running: list[tuple[int, Future[int]]] = []
        self.broken = False

    def submit(self, work: object, number: int) -> Future[int]:  # type: ignore[override]  # noqa: D102
        again = number in self.seen
        self.seen.add(number)
        if self.broken:
            raise BrokenProcessPool
        assert work is double
        future: Future[int] = Future()
        self.running.append((number, future))
        if number in self.killers:
            self.broken = True
            for _, one in self.running:
                one.set_exception(BrokenProcessPool())
            self.running.clear()
        elif len(self.running) == self.most or again:
            self.settle()
        return future

    def settle(self) -> None:
        """Finish what is under way."""
        for number, one in self.running:
            one.set_result(number * 2)
        self.running.clear()


@given(st.lists(st.integers(0, 99), unique=True), st.data())
def test_every_thing_comes_back_once_whoever_kills(numbers: list[int], data: st.DataObject) -> None:
    killers = set(data.draw(st.lists(st.sampled_from(numbers), max_size=4))) if numbers else set()
    most = data.draw(st.integers(1, 5))
    pools: list[Pool] = []
    seen: set[int] = set()

    @contextmanager
    def start() -> Iterator[Executor]:
        pools.append(Pool(killers, most, seen))
        yield pools[-1]

    def given_numbers() -> Iterator[int]:
        yield from numbers
        pools[-1].settle()

    found = list(each(double, given_numbers(), start, most, lost))
    assert Counter(number for number, _ in found) == Counter(numbers)
    assert {number: made for number, made in found if number in killers} == {
        one: lost(one) for one in killers
    }
    assert all(made == number * 2 for number, made in found if number not in killers)
    assert len(pools) <= 1 + len(killers) * (most + 1)
