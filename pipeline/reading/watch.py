"""A limit on the seconds that one page may take, kept from a second thread.

Decides by the clock only. Code in Python is interrupted (`TooSlow` is raised in the reading thread); code in a library
that does not come back cannot be, so the process ends with the exit code for unreadable input: in a batch that loses
one document, which the batch reports.
"""

from __future__ import annotations

import ctypes
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.errors import UnreadableError

# Seconds more for a library to come back before the process is ended.
SURSIS = 10.0
_PAS = 0.2


class TooSlow(Exception):
    """A page took longer than the settings allow."""


class Watch:
    """Watches one reading thread; `page` surrounds the reading of one page."""

    def __init__(self, name: str, seconds: float) -> None:
        self.name, self.seconds = name, seconds
        self._reader = threading.get_ident()
        self._lock = threading.Lock()
        self._page = 0
        self._since = 0.0
        self._told = False
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @contextmanager
    def running(self) -> Iterator[Watch]:
        self._thread = threading.Thread(target=self._watch, daemon=True, name="page-watch")
        self._thread.start()
        try:
            yield self
        finally:
            self._stop.set()

    @contextmanager
    def page(self, number: int) -> Iterator[None]:
        with self._lock:
            self._page, self._since, self._told = number, time.monotonic(), False
        try:
            yield
        finally:
            with self._lock:
                self._page = 0

    def _watch(self) -> None:
        while not self._stop.wait(_PAS):
            with self._lock:
                late = time.monotonic() - self._since - self.seconds if self._page else -1.0
                if late > 0 and not self._told:
                    self._told = True
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._reader), ctypes.py_object(TooSlow))
                page = self._page
            if late > SURSIS:
                os.write(2, f"erreur: {self.name}: page {page} takes more than {self.seconds:g} s — leave it out\n".encode())
                os._exit(UnreadableError.code)
