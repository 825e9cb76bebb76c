from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest
import torch

from pipeline.diarization.workers import working

if TYPE_CHECKING:
    from collections.abc import Iterator

CPU = torch.device("cpu")


@pytest.fixture(autouse=True)
def _three_threads() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(3)
    yield
    torch.set_num_threads(before)


def test_the_answers_come_in_the_order_of_the_items() -> None:
    def slow_at_first(item: int) -> int:
        time.sleep(0.02 if item == 0 else 0.0)
        return item * item

    with working(CPU, 3) as workers:
        assert list(workers.map(slow_at_first, range(20))) == [item * item for item in range(20)]


def test_no_more_is_made_beforehand_than_the_workers_can_hold() -> None:
    made: list[int] = []
    with working(CPU, 3) as workers:
        answers = workers.map(made.append, range(100))
        next(answers)
        time.sleep(0.05)
        assert len(made) <= workers.count + 1


def test_each_worker_has_one_thread_and_the_caller_has_his_own_back() -> None:
    with working(CPU, 3) as workers:
        found = list(workers.map(lambda _: (torch.get_num_threads(), threading.current_thread().name), range(8)))
    assert {threads for threads, _ in found} == {1}
    assert all(name.startswith("byline") for _, name in found)
    assert torch.get_num_threads() == 3


def test_on_one_core_the_caller_works_himself_and_on_no_other() -> None:
    with working(CPU, 1) as workers:
        found = list(workers.map(lambda _: (threading.current_thread(), torch.get_num_threads()), [0]))
    assert found == [(threading.current_thread(), 1)]
    assert torch.get_num_threads() == 3


def test_a_library_that_has_torch_use_one_thread_leaves_the_workers_at_work() -> None:
    torch.set_num_threads(1)
    with working(CPU, 3) as workers:
        assert workers.count == 3


def test_what_a_worker_raises_is_raised_where_its_answer_is_asked_for() -> None:
    def fails(item: int) -> int:
        if item == 2:
            raise RuntimeError("out of memory")
        return item

    with working(CPU, 3) as workers:
        answers = workers.map(fails, range(5))
        assert [next(answers), next(answers)] == [0, 1]
        with pytest.raises(RuntimeError, match="out of memory"):
            next(answers)
