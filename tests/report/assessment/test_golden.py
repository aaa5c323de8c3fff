"""Reports of runs that nobody trained, which walk through every branch: files kept, compared whole, hashes apart.

``LIMITS_WRITE_GOLDEN=1 python -m pytest tests/report/assessment/test_golden.py`` writes them anew; read what changed.
Of each run there is the first screen and, of the full report, all that differs between runs: what a bound says and
holds fixed, and the bibliography, stand in the golden reports of `tests/report/formats`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from limits.assessment.assessor import assess_all
from limits.report.assessment import view
from limits.report.formats.text import plain

from ..conftest import HASHES
from ..kept import same
from .made_up import RUNS

if TYPE_CHECKING:
    from limits.assessment.records import Assessment

GOLDEN = Path(__file__).parent / "golden"
ALIKE = ("Held fixed while", "What each bound says", "Sources")
OF_ONE_PART = {"does-not-fit": "memory", "may-fit": "memory", "fits": "memory", "hardware-count": "model"}


@cache
def assessed() -> dict[str, Assessment]:
    """One batch: each run is what it is alone."""
    return dict(zip(RUNS, assess_all(list(RUNS.values())), strict=True))


def golden(name: str, text: str) -> None:
    same(GOLDEN / name, HASHES.sub(r"\1...", text))


@pytest.mark.parametrize("name", [name for name in RUNS if name not in OF_ONE_PART])
def test_a_report(name):
    one = view.one(assessed()[name], full=True).document
    own = replace(one, sections=tuple(each for each in one.sections if not each.title.startswith(ALIKE)))
    golden(f"{name}.txt", "\n\n".join((plain(view.one(assessed()[name]).brief), "=" * 100, plain(own))))


@pytest.mark.parametrize("name", OF_ONE_PART)
def test_a_part_of_a_report(name):
    part = view.one(assessed()[name], sections=[OF_ONE_PART[name]]).to("text")
    golden(f"{name}.txt", "\n\n".join((plain(view.one(assessed()[name]).brief), "=" * 100, part)))


@pytest.mark.parametrize("name", ["all-stated", "beyond", "does-not-fit", "image"])
def test_what_is_disclosed(name):
    golden(f"{name}-disclosure.txt", view.one(assessed()[name], sections=["disclosure"]).to("text"))


def test_parts_of_several_runs():
    some = [assessed()[name] for name in ("derived", "mixture")]
    golden("parts.txt", view.many(some, sections=["model", "energy", "model"]).to("text"))


def test_side_by_side():
    golden("side-by-side.txt", view.many(list(assessed().values())).to("text"))


def test_a_paper_of_several():
    golden("side-by-side.tex", view.many(list(assessed().values()), asked=["set=1"]).to("latex"))


@pytest.mark.parametrize("name", ["all-stated", "beyond", "hardware-count", "image"])
def test_a_paper_of_one(name):
    golden(f"{name}.tex", view.one(assessed()[name], asked=("x=-1",)).to("latex"))


def test_a_long_paper_goes_over_pages():
    forty = [replace(each, run=replace(each.run, name=f"r{place}"))
             for place, each in enumerate(list(assessed().values()) * 4)][:41]  # fmt: skip
    assert r"\begin{longtable}" not in view.many(forty[:40]).to("latex")
    golden("many.tex", view.many(forty).to("latex"))
