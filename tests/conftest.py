"""Fixtures that every room of the tests may use."""

from pathlib import Path

import pytest

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
