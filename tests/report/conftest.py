"""Assessments that several tests of the views look at, and a way to make rows that no real run has."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import limits
from limits.assessment.records import Assessment, Rows
from limits.value import Value

BARE = limits.TrainingRun("bare-flop", flop=Value(1e26, "FLOP"))
HASHES = re.compile(r"\b((?:catalogue|law|input)\s+)[0-9a-f]{8,64}\b")


@pytest.fixture(scope="session")
def llama() -> Assessment:
    return limits.assess("llama-3.1-405b")


@pytest.fixture(scope="session")
def bare() -> Assessment:
    return limits.assess(BARE)


def with_row(assessment: Assessment, law: str, **changes: object) -> Assessment:
    """Return an assessment in which one bound says something else."""
    rows = Rows(replace(row, **changes) if row.law == law else row for row in assessment.bounds)
    return replace(assessment, bounds=rows)
