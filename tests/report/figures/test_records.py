"""Every figure as a whole: all that is drawn, with its place and its look, against what was kept of it.

``LIMITS_WRITE_GOLDEN=1 python -m pytest tests/report/figures/test_records.py`` writes the records anew; read what
changed. Letters are measured as if all were equally wide, and decades labelled by a rule, so that records hold with
every matplotlib; whether real letters have room is what test_room.py looks at.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")
pytest.importorskip("skrf", reason="scikit-rf is not installed (extra channel)")

from .record import differences, record, steady
from .recorded import RECORDED

KEPT = Path(__file__).parent / "records"


@pytest.mark.parametrize("name", RECORDED)
def test_figures_are_as_they_were_kept(name):
    with steady():
        drawn = record(RECORDED[name]())
    kept = KEPT / f"{name}.txt"
    if os.environ.get("LIMITS_WRITE_GOLDEN") and (
        not kept.exists() or differences(kept.read_text(encoding="utf-8"), drawn)  # what is rounding stays as it is
    ):
        kept.write_text(drawn, encoding="utf-8")
    assert differences(kept.read_text(encoding="utf-8"), drawn) == []


def test_every_record_is_of_a_figure():
    assert {each.stem for each in KEPT.glob("*")} == set(RECORDED)


@pytest.mark.parametrize(
    ("kept", "drawn"),
    [
        ("a 10.0pt", "a 10.2pt"),
        ("a 1.000", "a 1.003"),
        ("a 0", "a 1e-9"),
        ('"10.0"', '"10.01"'),
        ("#d55e00", "#d55e01"),
        ("1,2 3,4", "1,2 3,5"),
        ("a", "a b"),
        ("a", "a\nb"),
        ("a nan", "a 1"),
    ],
)
def test_what_differs_by_more_than_rounding_is_seen(kept, drawn):
    assert len(differences(kept, drawn)) == 1
    assert len(differences(drawn, kept)) == 1


def test_rounding_is_no_difference():
    assert differences("a 10.0pt 1.000,1e+20 nan", "a 10.1pt 1.001,1.001e+20 nan") == []
