"""Figures that several tests look at, each drawn once."""

from __future__ import annotations

from functools import cache

import pytest


@pytest.fixture(scope="session")
def drawings():
    """Return what draws each layout once."""
    from .layouts import DRAWN

    return cache(lambda name: DRAWN[name]())
