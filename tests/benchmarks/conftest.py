"""Timing that a noisy machine cannot fool: both sides in turn, medians, and their ratio.

No absolute time is ever asserted. Every ratio is printed beside its budget; one that exceeds it is measured once more.
On a shared machine a ratio of short calls can be wrong by several times, so that an ordinary run fails only where it is
off by an order of magnitude (somebody loads a library, or loops in Python); with LIMITS_BENCHMARK=strict in the
environment, on a quiet machine, the budgets themselves are asserted. BLAS is to have one thread then
(OPENBLAS_NUM_THREADS=1): two on a core make SciPy's side of a fit ten times slower.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
RUNS = 9  # of each side, after one that is not counted
NOISE = 1.0 if os.environ.get("LIMITS_BENCHMARK") == "strict" else 10.0


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("slow")


def seconds(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def medians(ours, theirs, runs):
    """Return the median time of each side, run in turn."""
    ours(), theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


@pytest.fixture(scope="session")
def bytecode(tmp_path_factory):
    """Environment in which Python keeps the bytecode of both sides, as an installed package has it."""
    kept = {"PYTHONPYCACHEPREFIX": str(tmp_path_factory.mktemp("bytecode"))}
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | kept


@pytest.fixture
def within(capsys):
    """Print how often one side takes as long as the other, beside its budget; fail beyond the margin."""

    def check(what, ours, theirs, budget, runs=RUNS):
        for _ in range(2):
            mine, other = medians(ours, theirs, runs)
            ratio = mine / other
            with capsys.disabled():
                sys.stdout.write(f"\n  {what}: {ratio:.2f}, budget {budget:g}")
            if ratio <= budget:
                return
        assert ratio <= NOISE * budget

    return check


@pytest.fixture
def faster(capsys):
    """Print how many times faster ours is than what took some seconds, beside what is wanted."""

    def check(what, ours, theirs, wanted, runs=RUNS):
        ours()
        for _ in range(2):
            times = theirs / median(seconds(ours) for _ in range(runs))
            with capsys.disabled():
                sys.stdout.write(f"\n  {what}: {times:.0f} times faster, wanted {wanted}")
            if times >= wanted:
                return
        assert times >= wanted / NOISE

    return check


@pytest.fixture
def python(bytecode):
    """Return a call that runs Python with some arguments to its end."""

    def process(*words):
        def call():
            subprocess.run([sys.executable, *words], cwd=ROOT, env=bytecode, check=True, stdout=subprocess.DEVNULL)

        return call

    return process


@pytest.fixture
def often():
    """Return a call that repeats a short one, so that the clock can see it."""

    def repeated(call, times):
        def loop():
            for _ in range(times):
                call()

        return loop

    return repeated
