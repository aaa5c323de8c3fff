"""Figures that several tests look at, each drawn once."""

from __future__ import annotations

from functools import cache

import pytest


@pytest.fixture(scope="session")
def drawings():
    """Return what draws each layout once."""
    from .layouts import DRAWN

    return cache(lambda name: DRAWN[name]())


@pytest.fixture
def letters():
    """Measure letters as if all were equally wide."""
    from .record import steady

    with steady():
        yield


@pytest.fixture
def sheet(letters):  # noqa: ARG001 - what it writes is measured by them
    """Return a sheet of 7 by 4.5 inch, whose axes take eight tenths of both."""
    from limits.report.figures.sheet import Sheet

    from .sheets import PAPER

    return Sheet((7.0, 4.5), PAPER)
