"""What somebody wants: training runs, with the past of every number.

Examples
--------
>>> from limits.runs import TrainingRun
>>> str(TrainingRun("mine", flop="1e24 FLOP").flop.origin)
'given'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from limits.runs.run import TrainingRun

if TYPE_CHECKING:
    from limits.runs.file import load

__all__ = ["TrainingRun", "load"]


if not TYPE_CHECKING:  # for a type checker, a misspelt name stays one

    def __getattr__(name: str) -> Any:
        """Fetch the reader of run files when it is first used."""
        if name == "load":
            from limits.runs.file import load

            return load
        raise AttributeError(f"module 'limits.runs' has no attribute {name!r}")
