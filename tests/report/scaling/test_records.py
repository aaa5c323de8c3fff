"""Views of records that no run of the commands makes at will: every number is made up, and none is like another.

``LIMITS_WRITE_GOLDEN=1 python -m pytest tests/report`` writes the texts of `records` anew; read what changed.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from limits import scaling
from limits.report.formats.text import plain
from limits.report.numbers import UNKNOWN, fixed
from limits.report.scaling import first_lines, gains, growth, implications, laws, misfit, own_fits, showing
from limits.scaling.answers.estimates import Estimate
from limits.scaling.answers.fits import Coefficient, EnvelopeRecord, FitRecord, LossAt, TouchRecord
from limits.scaling.answers.hardware import History, HistoryTrend, Meeting
from limits.scaling.answers.hardware import Line as Growth
from limits.scaling.answers.implications import Balance, BestRun, Implied
from limits.scaling.answers.misfit import HoldOutRecord, LackOfFitRecord, Misfit, RunError, RunGroup
from limits.value import Origin, OriginKind, Value

from ..kept import same

KEPT = Path(__file__).parent / "records"

MISFIT = Misfit(
    rms=0.0317,
    scale=0.0234,
    worst=(
        RunError("run\x1b-a", 1.3e8, 2.9e9, 3.14159, 3.2345, 0.0292),
        RunError("run-b", None, 7.1e10, 2.71828, 2.6, -0.0445),
    ),
    groups=(
        RunGroup("parameters", "parameter", 1.3e8, 1.3e8, 7, 5, 0.0123, 0.0041),
        RunGroup("tokens", "token", 1e9, 3e9, 11, 7, 0.0077, 0.0013),
        RunGroup("compute", "FLOP", 1.7e18, 3.1e19, 13, 9, -0.0089, None),
    ),
    lack_of_fit=LackOfFitRecord(3.7e-13, 0.01, False, "bends", 0.02, "it bends down"),
)
IMPLIED = Implied(
    parameters_exponent=Value(0.467, "1", 0.44, 0.49),
    tokens_exponent=Value(0.533, "1"),
    loss_exponent=None,
    ratio_exponent=Value(0.066, "1", -0.05, 0.18),
    balance_exponent=Value(2e-9, "1"),
    best=(
        BestRun(
            True,
            Value(4.7e20, "FLOP"),
            Value(1.9e9, "parameter", 1.7e9, 2.3e9),
            Value(4.1e10, "token"),
            Value(21.6, "1", 17.3, 29.1),
            Value(2.345678, "nat/token", 2.3, 2.4),
            Value(0.0, "1"),
        ),
        BestRun(False, Value(5.3e22, "FLOP"), None, None, None, None, Value(-2.06, "1")),
        BestRun(False, None, Value(3e9, "parameter"), None, None, None, Value(0.049, "1")),
    ),
    balance=(
        Balance(Value(1.3e8, "parameter"), Value(23.9, "1", 19.7, 31.3)),
        Balance(Value(7.9e9, "parameter"), None),
    ),
    unknown={},
    no_intervals=("The exponents have no intervals: so it is.",),
)
FIT = FitRecord(
    kind="trend",
    form="hoffmann",
    formula="L(N, D) = E + A N^-alpha + B D^-beta",
    minimised="huber",
    delta=0.003,
    objective=0.00012345678912,
    coefficients={
        "E": Coefficient(1.7, "nat/token", None, None, None),
        "A": Coefficient(431.29, "1", 301.7, 617.3, 83.1),
        "B": Coefficient(-1093.0, "1", None, None, None),
        "alpha": Coefficient(0.3467, "1", 0.31, 0.37, 0.0123),
        "beta": Coefficient(None, "1", None, None, None),
    },
    fitted=4,
    pinned=("E",),
    at=(
        LossAt(
            {"parameters": 7e9, "tokens": 3e12}, "nat/token", 2.1234, 2.0987, None, {"parameters": 0.5, "tokens": 0.05}
        ),
        LossAt(
            {"parameters": 7e8, "tokens": 3e10}, "nat/token", None, None, None, {"parameters": -0.07, "tokens": 0.049}
        ),
    ),
    level=0.9,
    loss_unit="nat/token",
    points=37,
    runs=37,
    blocks=False,
    left_out=0,
    converged=True,
    gradient=3.4e-7,
    starts=11,
    starts_agreeing=7,
    spread=0.1,
    covariance=None,
    implied=IMPLIED,
    misfit=MISFIT,
    holdout=HoldOutRecord(9.87, 23, 5, 0.0271, -0.0133, 0.614, None, True),
    bootstrap=0,
    seed=None,
    unknown={},
    warnings=("the runs are few",),
    limits_version="",
)
GROUPED = replace(
    FIT,
    runs=29,
    bootstrap=400,
    seed=13,
    level=0.955,
    holdout=None,
    misfit=replace(MISFIT, lack_of_fit=LackOfFitRecord(0.0234, 0.01, True, None, None, "")),
    at=(),
    pinned=(),
    implied=None,
    unknown={"implied": "B is below zero"},
    minimised="squares",
)
LOST = replace(
    GROUPED,
    converged=False,
    blocks=True,
    misfit=replace(MISFIT, groups=MISFIT.groups[1:2], lack_of_fit=LackOfFitRecord(None, 0.01, None, None, None, "few")),
    coefficients={"E": FIT.coefficients["E"], "B": FIT.coefficients["B"], "beta": FIT.coefficients["beta"]},
    minimised="huber",
    delta=None,
    gradient=3e-12,
    bootstrap=0,
)
ENVELOPE = EnvelopeRecord(
    kind="trend",
    coefficients={"E": Coefficient(1.87, "nat/token", 1.7, 2.1, 0.13)},
    level=0.9,
    objective=0.1,
    converged=True,
    touches=(TouchRecord("a", 1.3e18, 2.7e18), TouchRecord("b", 2.9e18, 3.1e18), TouchRecord("a", 3.7e18, 4.1e18)),
    loss_unit="bit/byte",
    compute=(1.3e18, 4.1e18),
    loss=(0.97, 0.91),
    unknown={},
    cautions=("hold the scatter",),
    warnings=("one left out",),
    limits_version="",
)


def _meeting(limit, year, beyond):
    kind = {"cmos": "model", "landauer-efficiency": "theorem"}[limit]
    origin = Origin(OriginKind.DERIVED, how=f"how {limit} was told")
    return Meeting(limit, kind, Value(4.7e15, "FLOP/J", origin=origin), year, beyond, {}, ())


def _trend(name, points, growth, meets, left_out, **changes):
    return HistoryTrend(
        **{
            "key": "",
            "kind": "trend",
            "name": name,
            "points": points,
            "count": 17,
            "first_year": 2009.93,
            "last_year": 2024.04,
            "growth": growth,
            "meets": meets,
            "rows": ("old", "older", points),
            "left_out": left_out,
            "unknown": {"growth": "too few points"},
        }
        | changes
    )


RATE = Growth(Value(0.47, "1/year"), Value(0.3, "1"), Estimate(2.13, "year", 1.87, None))
DATED = (
    _meeting("cmos", Estimate(2047.9, "year", 2041.2, None), Value(23.6, "year")),
    _meeting("landauer-efficiency", Estimate(None, "year", 2083.1, None), None),
)
NEVER = tuple(_meeting(each.limit, Estimate(None, "year", None, None), None) for each in DATED)
SERIES = (
    _trend("bf16", "all", RATE, DATED, {"k80": "no peak", "v100": "no year"}),
    _trend("bf16", "records", RATE, DATED, {}),
    _trend("fp8", "all", None, NEVER, {"k80": "no peak"}, first_year=None),
    _trend("fp8", "records", RATE, NEVER, {"seen": "of records alone, which are not told"}, last_year=None),
)
HISTORY = History("efficiency", "FLOP/J", 0.9, SERIES, ("a line is a line",), ("both are estimates",), (), "")
TEXTS = {
    "fit": lambda: plain(own_fits.fitted(FIT).document, 100),
    "fit-of-few": lambda: plain(own_fits.fitted(GROUPED).document, 100),
    "fit-lost": lambda: plain(own_fits.fitted(LOST).document, 100),
    "envelope": lambda: plain(own_fits.enveloped(ENVELOPE).document, 100),
    "envelope-without-law": lambda: plain(own_fits.enveloped(replace(ENVELOPE, coefficients={})).document, 100),
    "efficiency": lambda: plain(growth.of_efficiency(HISTORY).document, 100),
    "compute": lambda: plain(growth.of_compute(replace(HISTORY, unit="FLOP")).document, 100),
    "nothing-left-out": lambda: plain(growth.of_compute(replace(HISTORY, rows=(SERIES[1], SERIES[0]))).document, 100),
    "fit-csv": lambda: own_fits.fitted(FIT).to("csv"),
    "envelope-csv": lambda: own_fits.enveloped(ENVELOPE).to("csv"),
    "laws": lambda: plain(laws.many([scaling.get(key) for key in ("kaplan2020", "besiroglu2024")]).document, 100),
    "laws-csv": lambda: laws.many([scaling.get(key) for key in ("kaplan2020", "besiroglu2024")]).to("csv"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_shown(name):
    same(KEPT / f"{name}.txt", TEXTS[name]())


@pytest.mark.parametrize(
    ("decades", "shown"), [(0.049, "0.0"), (-0.049, "0.0"), (0.051, "0.1"), (-0.051, "-0.1"), (2.96, "3.0")]
)
def test_decades_are_told_to_a_tenth_and_none_has_no_sign(decades, shown):
    assert fixed(decades, 1) == showing.end(decades, "1", "extrapolation") == shown
    assert gains._decades(Value(decades, "1")) == shown


@pytest.mark.parametrize(("decades", "told"), [(0.0499, False), (0.05, True), (-0.05, True), (-0.0499, False)])
def test_how_far_beyond_the_runs_is_told_from_a_twentieth_of_a_decade_on(decades, told):
    best = replace(IMPLIED.best[0], extrapolation=Value(decades, "1"))
    (section,) = implications.sections(replace(IMPLIED, best=(best,)), 0.9, "")[1:]
    assert bool(section.paragraphs) is told


@pytest.mark.parametrize(("exponent", "said"), [(0.0, False), (9e-10, False), (-1.1e-9, True), (None, True)])
def test_a_balance_that_changes_with_size_is_said_to(exponent, said):
    record = replace(IMPLIED, balance_exponent=None if exponent is None else Value(exponent, "1"))
    assert ("It is no constant" in implications.sections(record, 0.9, "")[0].paragraphs[0]) is said


@pytest.mark.parametrize(
    ("p", "said"), [(0.0, "1e-09"), (1e-10, "1e-09"), (3.4e-8, "3e-08"), (0.0349, "0.03"), (1.0, "1")]
)
def test_a_chance_is_told_in_one_digit(p, said):
    assert misfit._chance(p) == said


@pytest.mark.parametrize(
    ("value", "name", "shown"),
    [
        (1.23456789, "loss", "1.2346 nat/token"),
        (1.23456789, "irreducible", "1.2346 nat/token"),
        (1.23456789, "overcompute", "1.2346 nat/token"),
        (1.23456789, "excess", "1.23 nat/token"),
        (1.23456789, "extrapolation", "1.2"),
    ],
)
def test_losses_have_five_digits_and_others_three(value, name, shown):
    assert showing.written(Value(value, "nat/token"), name) == shown
    assert showing.written(Value(value, "nat/token"), name, unit=False) == shown.removesuffix(" nat/token")
    assert showing.written(None, name) == UNKNOWN


def test_the_first_lines_of_a_fit_without_a_best_run():
    assert first_lines.facts(LOST) == ()
    alone = replace(FIT, implied=replace(IMPLIED, best=IMPLIED.best[1:]))
    assert first_lines.facts(alone) == ("L(N, D) = 1.7 + 431.3 N^-0.3467 + (-1093) D^-beta, in nat/token",)
