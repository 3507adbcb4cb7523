"""Processes that read for this one: started so that Ctrl-C is answered once, by the parent, which ends them all."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections.abc import Iterator


@contextlib.contextmanager
def interrupts_held() -> Iterator[None]:
    """Processes started inside inherit a blocked SIGINT: Ctrl-C reaches all, only the parent answers."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def kill_children() -> None:
    """End every process that this one started through multiprocessing."""
    for child in multiprocessing.active_children():
        child.kill()
