"""Iso-FLOP minima of one's own runs as a record: parabolas, their power laws, and the law of all runs beside them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from limits import __version__
from limits.draws import LEVEL
from limits.frozen import frozen
from limits.scaling.answers.asked import QUIETLY, positive
from limits.scaling.answers.optimum import optimal
from limits.value import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.scaling.fits.isoflop import Bias, Isoflop, Valley
    from limits.scaling.fits.power_law import PowerLaw
    from limits.scaling.fits.record import Estimate

__all__ = ["BestAt", "Budget", "IsoflopRecord", "MinimaLaw", "isoflops"]

_EXACT = "three runs determine a parabola: none is left to tell the scatter by, and the interval is not known"
_FLAT = "chance explains the curvature: the minimum may lie anywhere"
_NO_BIAS = "the parabola through the law's losses has no minimum among these runs"
_FEW = "fewer than three budgets have a minimum among their runs"
_CONSTANT = "a law has a constant beneath its power of compute"
_INTERVALS = (
    f"Intervals, {100 * LEVEL:g} %, are of the parabola's minimum, from the scatter of the runs about it. They hold no "
    "bias: the valley of a loss is no parabola."
)
_BIAS = (
    "Bias: the same parabola through the losses that the law of all runs gives those runs, without noise, has its "
    "minimum so far from that law's optimum (Czech et al. 2026)."
)
_TREND = "A trend of these runs, not a bound."


@frozen
class Budget:
    """The minimum of one budget: null where its runs have none, with 90 % intervals where they tell one.

    `law_parameters` is the optimum of the law of all runs, `bias` the minimum of a parabola through that law's losses
    over it, less 1. `no_interval` says why the minimum has none, `unknown` why a number is null.
    """

    compute: Value
    runs: int
    parameters: Value | None
    tokens: Value | None
    tokens_per_parameter: Value | None
    loss: Value | None
    scatter: float | None
    law_parameters: Value | None
    bias: Value | None
    no_interval: str
    unknown: dict[str, str]


@frozen
class MinimaLaw:
    """A power law of the minima, coefficient C^exponent with C in FLOP as a bare number.

    `law_exponent` is that of the law of all runs, `bias` what the parabola adds to it. `unknown` says why one is null.
    """

    of: str
    coefficient: Value
    exponent: Value
    budgets: int
    law_exponent: Value | None
    bias: Value | None
    unknown: dict[str, str]


@frozen
class BestAt:
    """The best run of a compute by the power laws of the minima, and by the law of all runs.

    `decades` is how far the compute lies beyond the budgets that have a minimum.
    """

    compute: Value
    decades: Value | None
    parameters: Value | None
    tokens: Value | None
    tokens_per_parameter: Value | None
    law_parameters: Value | None
    law_tokens: Value | None
    law_tokens_per_parameter: Value | None
    law_loss: Value | None
    unknown: dict[str, str]


@frozen
class IsoflopRecord:
    """Iso-FLOP minima: a parabola for each budget, power laws of their minima, and the bias by a law of all runs.

    `tolerance` is how far computes of one budget may lie apart, `outside` the rows that belong to none, `no_law` why no
    law tells the bias.
    """

    schema: ClassVar[str] = "limits.isoflop/1"

    kind: str
    tolerance: float
    level: float
    points: int
    left_out: int
    outside: int
    budgets: tuple[Budget, ...]
    laws: tuple[MinimaLaw, ...]
    best: tuple[BestAt, ...]
    no_law: str
    cautions: tuple[str, ...]
    warnings: tuple[str, ...]
    references: tuple[str, ...]
    limits_version: str


@QUIETLY
def isoflops(found: Isoflop, compute: Sequence[float] = ()) -> IsoflopRecord:
    """Return iso-FLOP minima as a record.

    Parameters
    ----------
    found
        What ``limits.scaling.isoflop`` returns.
    compute
        Training computes, 6 N D, whose best run is asked for [FLOP].

    Raises
    ------
    InputError
        When a compute is not positive and finite.

    Examples
    --------
    >>> from limits import scaling
    >>> N, D = [1e8, 2e8, 4e8], [1e10, 5e9, 2.5e9]
    >>> record = isoflops(scaling.isoflop(scaling.Points.of(N, D, [3.4, 3.3, 3.4])))
    >>> f"{record.budgets[0].parameters.value:.3g}", record.budgets[0].parameters.low is None
    ('2e+08', True)
    """
    for each in compute:
        positive("isoflop", compute=each)
    law = found.law
    none = f"no law of all runs: {found.no_law}"
    biases = found.biases or (None,) * len(found.valleys)
    return IsoflopRecord(
        kind="trend",
        tolerance=found.tolerance,
        level=LEVEL,
        points=len(found.points),
        left_out=found.points.left_out,
        outside=len(found.outside),
        budgets=tuple(_budget(*pair, none, found.points.loss_unit) for pair in zip(found.valleys, biases, strict=True)),
        laws=tuple(_laws(found, none)),
        best=tuple(_best(found, float(each), none) for each in compute),
        no_law=found.no_law,
        cautions=(_TREND, _INTERVALS, *((_BIAS,) if law is not None else ())),
        warnings=found.warnings,
        references=("hoffmann2022", "czech2026"),
        limits_version=__version__,
    )


def _budget(valley: Valley, bias: Bias | None, no_law: str, loss_unit: str) -> Budget:
    names = ("parameters", "tokens", "tokens_per_parameter", "loss")
    unknown = dict.fromkeys(names, valley.refused) if valley.refused else {}
    scatter = valley.parabola.scatter if math.isfinite(valley.parabola.scatter) else None
    no_interval = ""
    if scatter is None:
        unknown["scatter"] = no_interval = _EXACT
    elif not valley.refused and math.isnan(valley.parameters.low):
        no_interval = _FLAT
    if bias is None:
        unknown |= dict.fromkeys(("law_parameters", "bias"), no_law)
    elif not math.isfinite(bias.ratio):
        unknown["bias"] = _NO_BIAS
    D, N = valley.tokens, valley.parameters
    ratio = (D.value / N.value, D.low / N.high, D.high / N.low)
    found = {
        "parameters": _value(N, "parameter"),
        "tokens": _value(D, "token"),
        "tokens_per_parameter": _ends(*ratio, "1"),
        "loss": _value(valley.loss, loss_unit),
    }
    return Budget(
        compute=Value(valley.compute, "FLOP"),
        runs=len(valley.rows),
        **{name: None if valley.refused else found[name] for name in names},
        scatter=scatter,
        law_parameters=None if bias is None else Value(bias.parameters, "parameter"),
        bias=None if bias is None or "bias" in unknown else Value(bias.ratio - 1.0, "1"),
        no_interval=no_interval,
        unknown=unknown,
    )


def _laws(found: Isoflop, no_law: str) -> list[MinimaLaw]:
    law = found.law
    path = None if law is None else law.coefficients
    sign = found.exponent_bias
    rows = (
        ("parameters", found.parameters, "parameter", path and path.a, sign),
        ("tokens", found.tokens, "token", path and path.b, -sign),
        ("loss", found.loss, found.points.loss_unit, None, math.nan),
    )
    return [
        _minima_law(name, fitted, unit, None if exponent is None else float(exponent), bias, no_law)
        for name, fitted, unit, exponent, bias in rows
        if fitted is not None
    ]


def _minima_law(  # noqa: PLR0917 - a row of the table above
    name: str, fitted: PowerLaw, unit: str, exponent: float | None, bias: float, no_law: str
) -> MinimaLaw:
    unknown: dict[str, str] = {}
    why = _CONSTANT if name == "loss" else no_law
    if exponent is None:
        unknown |= dict.fromkeys(("law_exponent", "bias"), why)
    elif not math.isfinite(bias):
        unknown["bias"] = _NO_BIAS
    low, high = fitted.interval(1.0)
    return MinimaLaw(
        of=name,
        coefficient=_ends(fitted.coefficient, low, high, unit),
        exponent=_ends(fitted.exponent, fitted.low, fitted.high, "1"),
        budgets=fitted.points,
        law_exponent=None if exponent is None else Value(exponent, "1"),
        bias=None if "bias" in unknown else Value(bias, "1"),
        unknown=unknown,
    )


def _best(found: Isoflop, compute: float, no_law: str) -> BestAt:
    sizes, tokens, used = found.parameters, found.tokens, found.used
    unknown: dict[str, str] = {}
    values: dict[str, Value | None] = dict.fromkeys(("decades", "parameters", "tokens", "tokens_per_parameter"))
    if sizes is None or tokens is None:
        unknown |= dict.fromkeys(values, _FEW)
    else:
        (low, high), (least, most) = sizes.interval(compute), tokens.interval(compute)
        N, D = (np.float64(line(np.float64(compute))) for line in (sizes, tokens))
        first, last = used[0].compute, used[-1].compute
        values = {
            "decades": Value(max(math.log10(compute / last), 0.0) + min(math.log10(compute / first), 0.0), "1"),
            "parameters": _ends(N, low, high, "parameter"),
            "tokens": _ends(D, least, most, "token"),
            "tokens_per_parameter": _ends(D / N, least / high, most / low, "1"),
        }
    by_law: dict[str, Value | None] = dict.fromkeys(("parameters", "tokens", "tokens_per_parameter", "loss"))
    if found.law is None:
        unknown |= {f"law_{name}": no_law for name in by_law}
    else:
        answer = optimal(found.law, compute=compute)
        by_law = {name: getattr(answer, name) for name in by_law}
        unknown |= {f"law_{name}": answer.unknown[name] for name, value in by_law.items() if value is None}
    for name, value in values.items():
        if value is not None and name != "decades" and not 0.0 < value.value < math.inf:
            values[name], unknown[name] = None, "it lies beyond floats"
    return BestAt(
        compute=Value(compute, "FLOP"),
        **values,
        **{f"law_{name}": value for name, value in by_law.items()},
        unknown=unknown,
    )


def _value(estimate: Estimate, unit: str) -> Value:
    return _ends(estimate.value, estimate.low, estimate.high, unit)


def _ends(value: float, low: float, high: float, unit: str) -> Value:
    """Return a value with its interval, if both ends are known."""
    known = bool(np.isfinite([low, high]).all())
    return Value(float(value), unit, float(low) if known else None, float(high) if known else None)
