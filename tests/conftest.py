"""Fixtures that every room of the tests may use."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from limits.assessment.records import Assessment

settings.register_profile("untimed", deadline=None)  # machines are shared: no test fails for the time it took
settings.load_profile("untimed")

READS_CHANNELS = find_spec("skrf") is not None
"""Whether scikit-rf is installed, which reads the files of channels; without it, what needs one is skipped."""
NO_SCIKIT_RF = "scikit-rf is not installed (extra channel)"
FACTS = Path(__file__).parents[2] / "shared"
TABLES = Path(__file__).parent / "tables"


@pytest.fixture(scope="session")
def facts() -> Path:
    """Return the folder of collected facts, which does not ship with the project."""
    if not (FACTS / "data").is_dir():
        pytest.skip("the folder of collected facts, which does not ship, is not beside this checkout")
    return FACTS


@pytest.fixture(scope="session")
def tables() -> Path:
    """Return the folder of the expected values that ship with the tests; its SOURCES.md says whose they are."""
    return TABLES


@pytest.fixture(scope="session")
def everything() -> list[Assessment]:
    """Every run of the catalogue whose compute is known."""
    import limits
    from limits.assessment.assessor import assess_all
    from limits.catalog import shipped
    from limits.errors import LimitsError

    known = []
    for row in shipped().rows("run"):
        try:
            limits.assess(row.name)
        except LimitsError:
            continue
        known.append(row.name)
    assert len(known) > 80
    return assess_all(known)
