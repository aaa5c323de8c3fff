"""What `assess` is asked about, before anything is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.errors import InputError, Problem, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["refuse_others"]


def refuse_others(runs: Sequence[object], scaling: object) -> None:
    """Refuse what is neither a run nor the name of one, and what is neither a scaling law nor the name of one."""
    problems = [
        Problem("run", shown(run), "a TrainingRun or the name of a run of the catalogue", "limits.load reads a file")
        for run in runs
        if not isinstance(run, str) and not (hasattr(run, "fields") and hasattr(run, "texts"))
    ]
    if not isinstance(scaling, str) and not hasattr(scaling, "coefficients"):
        problems.append(Problem("scaling", shown(scaling), "a scaling law or the name of one", "leave it out"))
    if problems:
        raise InputError("assess", problems)
