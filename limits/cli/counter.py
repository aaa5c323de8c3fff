"""What a terminal shows while a command works on: seconds, and how far it is, on standard error and gone at the end."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Counter", "running"]

_AFTER = 2.0  # seconds before anything is shown
_EVERY = 0.5  # seconds
_CLEAR = "\r\x1b[K"  # to the beginning of the line, and erase to its end


class Counter:
    """A line that counts, from some seconds on until it is stopped; it never keeps a program from ending.

    Parameters
    ----------
    stream
        A terminal.
    after, every
        Seconds before the line appears, and between two of its states.
    """

    def __init__(self, stream: TextIO, *, after: float = _AFTER, every: float = _EVERY) -> None:
        self._stream, self._after, self._every = stream, after, every
        self._begun = time.monotonic()
        self._stopped = threading.Event()
        self._done: tuple[int, int, str] | None = None
        self._thread = threading.Thread(target=self._count, daemon=True)
        self._thread.start()

    def at(self, done: int, total: int, what: str) -> None:
        """Say how far it is: `done` of `total`, as in 3,000 of 10,000 resamples."""
        self._done = done, total, what

    def stop(self) -> None:
        """Take the line away; nothing is written afterwards."""
        self._stopped.set()
        self._thread.join()

    def line(self) -> str:
        """Return what is shown now."""
        seconds = f"{time.monotonic() - self._begun:.0f} s"
        if self._done is None:
            return seconds
        done, total, what = self._done
        return f"{seconds}, {done:,} of {total:,} {what}"

    def _count(self) -> None:
        if self._stopped.wait(self._after):
            return
        with suppress(OSError, ValueError):  # a terminal that was closed shows nothing, and nobody could be told
            while not self._stopped.is_set():
                self._write(f"{_CLEAR}{self.line()}")
                self._stopped.wait(self._every)
            self._write(_CLEAR)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


@contextmanager
def running(stream: TextIO) -> Iterator[Counter]:
    """Count on a terminal while something runs, whatever becomes of it."""
    counter = Counter(stream)
    try:
        yield counter
    finally:
        counter.stop()
