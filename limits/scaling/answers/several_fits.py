"""Several forms fitted to the same runs, as a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from limits import __version__
from limits.frozen import frozen
from limits.scaling.answers.estimates import known

if TYPE_CHECKING:
    from limits.scaling.fits.comparison import Comparison

__all__ = ["FitsRecord", "FormRecord", "compared_fits"]

_CRITERION = "AICc of the likelihood whose maximum the fit is, its scale fitted as well; of runs, not of rows"
_FEW = "too few runs for so many coefficients"


@frozen
class FormRecord:
    """One of several forms: how many coefficients were fitted, the rms error in ln(loss), the criterion from the best.

    Coefficients are their values alone, in the units that `limits frontier fit` states; those that are pinned are not
    counted.
    """

    form: str
    formula: str
    fitted: int
    rms: float
    objective: float
    criterion: float | None
    converged: bool
    coefficients: dict[str, float | None]
    warnings: tuple[str, ...]


@frozen
class FitsRecord:
    """Several forms fitted to the same runs, the best first, and what the criterion tells in words."""

    schema: ClassVar[str] = "limits.fits/1"

    kind: str
    says: str
    criterion: str
    points: int
    runs: int
    forms: tuple[FormRecord, ...]
    unknown: dict[str, str]
    limits_version: str


def compared_fits(comparison: Comparison) -> FitsRecord:
    """Return a comparison of forms as a record.

    Parameters
    ----------
    comparison
        What ``limits.scaling.fits.comparison.compare`` returns.
    """
    rows = tuple(
        FormRecord(
            form=row.fit.form,
            formula=row.fit.task.form.formula,
            fitted=row.fit.free,
            rms=row.rms,
            objective=row.fit.objective,
            criterion=known(row.criterion),
            converged=row.fit.converged,
            coefficients={name: known(each.value) for name, each in row.fit.coefficients.items()},
            warnings=row.fit.warnings,
        )
        for row in comparison.rows
    )
    first = comparison.rows[0].fit.points
    unknown = {f"forms.{place}.criterion": _FEW for place, row in enumerate(rows) if row.criterion is None}
    return FitsRecord(
        kind="trend",
        says=comparison.says,
        criterion=_CRITERION,
        points=len(first),
        runs=comparison.runs,
        forms=rows,
        unknown=unknown,
        limits_version=__version__,
    )
