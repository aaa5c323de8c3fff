"""The counter on a terminal: seconds and how far a fit is, on standard error alone, and gone before the answer."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time

import numpy as np
import pytest

from limits import scaling
from limits.cli.counter import Counter, running

from .conftest import ROOT

RUNS = "docs/examples/fits/runs.csv"
LONG = ("frontier", "fit", RUNS, "--bootstrap", "40000")


class Terminal(io.StringIO):
    def isatty(self):
        return True


def shown(stream):
    """What a terminal shows after all: each erased line is gone."""
    return stream.getvalue().rpartition("\r\x1b[K")[2]


def test_what_is_quick_shows_nothing():
    stream = Terminal()
    with running(stream):
        pass
    assert stream.getvalue() == ""


def test_what_takes_long_is_counted_and_taken_away():
    stream = Terminal()
    counter = Counter(stream, after=0.01, every=0.01)
    counter.at(3000, 10000, "resamples")
    deadline = time.monotonic() + 10
    while "resamples" not in stream.getvalue() and time.monotonic() < deadline:
        time.sleep(0.01)
    counter.stop()
    assert re.search(r"\d s, 3,000 of 10,000 resamples", stream.getvalue())
    assert shown(stream) == ""


def test_the_line_is_gone_after_an_error_too():
    stream = Terminal()
    with pytest.raises(ZeroDivisionError), running(stream):
        raise ZeroDivisionError
    before = stream.getvalue()
    time.sleep(0.05)
    assert stream.getvalue() == before


def test_a_terminal_that_was_closed_stops_no_command():
    stream = Terminal()
    counter = Counter(stream, after=0.0, every=0.001)
    stream.close()
    counter.stop()


def test_a_fit_tells_how_many_resamples_are_done():
    N, D = np.meshgrid([1e8, 3e8, 1e9, 3e9], [2e9, 1e10, 5e10])
    points = (N.ravel(), D.ravel(), (1.7 + 400 / N**0.34 + 400 / D**0.28).ravel())
    told = []
    scaling.fit(*points, bootstrap=5000, progress=lambda done, total: told.append((done, total)))
    assert [total for _, total in told] == [5000] * len(told)
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert len(told) > 1
    assert told[-1] == (5000, 5000)


def both(*words, term="xterm"):
    """Call a command whose standard error is a terminal and whose standard output is a pipe."""
    pty = pytest.importorskip("pty", reason="pseudo-terminals are of Unix")
    ours, its = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "limits", *words],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=its,
        env={**os.environ, "TERM": term},
    )
    os.close(its)
    out, _ = child.communicate(timeout=120)
    written = b""
    os.set_blocking(ours, False)
    try:
        while part := os.read(ours, 65536):
            written += part
    except OSError:  # the other end is closed
        pass
    finally:
        os.close(ours)
    assert child.returncode == 0
    return out, written


@pytest.mark.slow
def test_only_a_terminal_sees_the_counter_and_the_answer_is_the_same(process):
    out, written = both(*LONG)
    assert re.search(rb"\d s(, [\d,]+ of 40,000 resamples)?", written)
    assert written.endswith(b"\r\x1b[K")
    plain = process(*LONG)
    assert (plain.stdout, plain.stderr) == (out, b"")
    assert both(*LONG, term="dumb") == (out, b"")
