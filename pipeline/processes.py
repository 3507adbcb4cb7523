"""Work handed to processes of their own, started so that Ctrl-C is answered once, by this one, which ends them all.

Knows nothing of documents: tasks go out, answers come back as they are ready. A process that dies takes with it the one
task that it had in hand. Nothing here runs in a thread, so that nothing is left waiting for a process that was ended.
"""

from __future__ import annotations

import contextlib
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

T = TypeVar("T")


class Died(Exception):
    """A process ended before it answered."""


def answers(work: Callable[[T], Any], tasks: Iterable[T], workers: int) -> Generator[tuple[T, Any]]:
    """Each task with what `work` returned for it, in no promised order, from at most `workers` processes.

    The answer is the exception where `work` raised one, Died where its process ended. Processes are spawned, not forked: a
    copy of a process with threads (the progress bar's) may hang. `work` must be found by name in its module.
    """
    from multiprocessing import get_context, resource_tracker
    from multiprocessing.connection import wait

    context = get_context("spawn")
    resource_tracker.ensure_running()  # started later, it would let SIGINT through to the first process
    waiting = deque(tasks)
    busy: dict[Connection, tuple[SpawnProcess, T]] = {}
    idle: list[tuple[Connection, SpawnProcess]] = []
    processes: list[SpawnProcess] = []
    try:
        while waiting or busy:
            while waiting and len(busy) < workers:
                if not idle:
                    here, there = context.Pipe()
                    process = context.Process(target=_serve, args=(there, work), daemon=True)
                    with _interrupts_held():
                        process.start()
                        processes.append(process)
                    there.close()  # its end is the worker's alone: when that dies, `here` ends
                    idle.append((here, process))
                here, process = idle.pop()
                busy[here] = (process, waiting.popleft())
                with contextlib.suppress(OSError):  # it died before it began: found below
                    here.send(busy[here][1])
            ready: list[Any] = wait(list(busy))
            for here in ready:
                process, task = busy.pop(here)
                try:
                    answer = here.recv()
                except (EOFError, OSError):
                    answer = Died()
                    process.join()
                else:
                    idle.append((here, process))
                yield task, answer
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.join()


def _serve(tasks: Connection, work: Callable[[Any], Any]) -> None:
    """The life of a worker: answer until nobody asks any more."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            task = tasks.recv()
            try:
                answer = work(task)
            except Exception as error:
                answer = error
            tasks.send(answer)


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Processes started inside inherit a blocked SIGINT: Ctrl-C reaches all, only the parent answers."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
