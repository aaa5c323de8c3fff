"""The best use of a budget by several laws, side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar

from limits import __version__
from limits.errors import InputError, Problem
from limits.frozen import frozen
from limits.scaling.answers.asked import NO_RANGE, QUIETLY, AskedLaw, asked_law, cautions, number, numbers, one_of
from limits.scaling.answers.optimum import ABOUT, OF_LOSS, answered
from limits.scaling.frontier import prediction
from limits.value import GIVEN, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.scaling.law import ScalingLaw

__all__ = ["Best", "Comparison", "compare"]

_APART = "Their losses belong to different tokenizers and corpora and do not compare."


@frozen
class Best:
    """The best run of one law among several, for a compute or a loss; `unknown` says why a number is null."""

    law: AskedLaw
    compute: Value | None
    parameters: Value | None
    tokens: Value | None
    tokens_per_parameter: Value | None
    loss: Value | None
    extrapolation: Value | None
    unknown: dict[str, str]
    cautions: tuple[str, ...]


@frozen
class Comparison:
    """The best run of several laws for one compute, or for one loss; `size_spread` is largest over smallest size."""

    schema: ClassVar[str] = "limits.comparison/1"

    asked: str
    amount: Value
    rows: tuple[Best, ...]
    size_spread: Value | None
    cautions: tuple[str, ...]
    references: tuple[str, ...]
    limits_version: str


@QUIETLY
def compare(laws: Sequence[ScalingLaw], *, compute: float | None = None, loss: float | None = None) -> Comparison:
    """Return the best run of each law for a compute, or the least compute of each for a loss.

    Parameters
    ----------
    laws
        Scaling laws.
    compute, loss
        One of them: training compute, 6 N D [FLOP], or the loss that shall be reached.

    Raises
    ------
    InputError
        When the amount is not positive and finite, there is not exactly one, or no law.
    NoSolutionError
        When the only law never reaches the loss.

    Examples
    --------
    >>> from limits import scaling
    >>> answer = compare((scaling.get("besiroglu2024"), scaling.get("kaplan2020")), loss=1.75)
    >>> [row.compute is None for row in answer.rows], answer.rows[0].unknown["compute"]
    ([True, False], 'the irreducible loss of this fit is 1.817')
    """
    amount = one_of("compare", compute=compute, loss=loss)[1]
    if not laws:
        raise InputError("compare", [Problem("laws", "none", "at least one scaling law")])
    units = list(dict.fromkeys(law.loss_unit for law in laws))
    if loss is not None and len(units) > 1:
        raise InputError("compare", [Problem("laws", f"losses in {' and '.join(units)}", "laws of one unit")])
    if loss is not None and len(laws) == 1:
        prediction.compute_for_loss(laws[0], loss)  # no row would be left
    rows = tuple(_best(law, compute, loss) for law in laws)
    sizes = [row.parameters.value for row in rows if row.parameters is not None and row.parameters.value > 0.0]
    return Comparison(
        asked="compute" if loss is None else "loss",
        amount=Value(amount, "FLOP" if loss is None else units[0], origin=GIVEN),
        rows=rows,
        size_spread=number(max(sizes) / min(sizes), "1") if len(sizes) > 1 else None,
        cautions=(_APART,) if len(laws) > 1 else (),
        references=tuple(dict.fromkeys(key for law in laws for key in law.references)),
        limits_version=__version__,
    )


def _best(law: ScalingLaw, compute: float | None, loss: float | None) -> Best:
    names = ("compute", "parameters", "tokens", "tokens_per_parameter", "loss", "extrapolation")
    if loss is not None and loss <= law.coefficients.E:
        why = f"the irreducible loss of this fit is {law.coefficients.E:.4g}"
        return Best(asked_law(law), **dict.fromkeys(names), unknown=dict.fromkeys(names, why), cautions=())
    about = ABOUT if loss is None else ABOUT | OF_LOSS
    answer = numbers(answered(law, compute, loss), law, about, why={"extrapolation": NO_RANGE})
    values: dict[str, Any] = {name: answer[name] for name in names}
    C = float(prediction.compute_for_loss(law, loss)) if loss is not None else compute or math.nan
    return Best(asked_law(law), **values, unknown=answer.unknown, cautions=cautions(law, C))
