"""What is said of a run whose compute nothing tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.errors import Problem

if TYPE_CHECKING:
    from limits.catalog import Catalog
    from limits.runs.run import TrainingRun

_WANTED = "the compute of the run, or what gives it"


def no_compute(run: TrainingRun, because: str, catalog: Catalog) -> Problem:
    """Return the problem of a run whose compute nothing tells; of one of the catalogue, who did not publish it.

    Parameters
    ----------
    run
        The run as it was stated.
    because
        Which fields would tell its compute.
    catalog
        Where its row is, if it has one.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.runs import TrainingRun
    >>> no_compute(TrainingRun("mine", parameters="7e9 parameter"), "not stated: compute.flop", shipped()).given
    'nothing'
    """
    rows = {value.origin.row for _, value in run.stated() if value.origin is not None}
    if run.name not in rows or run.name not in catalog.names("run"):
        return Problem("compute.flop", "nothing", _WANTED, because)
    developer = catalog.row("run", run.name).texts.get("developer", "its developer")
    given = (
        f"nothing: as far as the catalogue knows, {developer} has not published its compute, and nobody's estimate is "
        "in the catalogue"
    )
    mend = f'{because}; state one: --set compute.flop="... FLOP"; what is known: limits catalog runs {run.name}'
    return Problem("compute.flop", given, _WANTED, mend)
