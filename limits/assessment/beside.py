"""What a run will take, beside its bounds: each record is made when it is first asked for, as few reports need all."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from limits.estimates.estimate import Estimate
    from limits.estimates.flop import FlopCounts
    from limits.estimates.memory import MemoryEstimate
    from limits.estimates.parameters import ParameterCounts
    from limits.runs.batch import Resolved

RECORDS = ("flop_counts", "parameter_counts", "memory_per_device", "estimate")
"""What there is, in the order in which programs get it."""


class Beside:
    """The estimates of one run.

    Parameters
    ----------
    resolved
        Runs with everything that is known of them.
    index
        Which of them.

    Examples
    --------
    >>> import limits
    >>> f"{limits.assess('llama-3.1-405b').flop_counts['full'].value.value:.3g}"
    '4.1e+25'
    """

    def __init__(self, resolved: Resolved, index: int) -> None:
        self._resolved, self._index = resolved, index

    @cached_property
    def flop_counts(self) -> FlopCounts:
        """FLOP under each convention."""
        from limits.estimates import flop

        return flop.of(self._resolved, self._index)

    @cached_property
    def parameter_counts(self) -> ParameterCounts | None:
        """Parameters by part, where a run states the configuration of its model."""
        from limits.estimates import parameters

        return parameters.of(self._resolved, self._index)

    @cached_property
    def memory_per_device(self) -> MemoryEstimate:
        """Memory of the fullest device."""
        from limits.estimates import memory

        return memory.of(self._resolved, self._index)

    @cached_property
    def estimate(self) -> Estimate:
        """Energy, carbon, cost, power and time."""
        from limits.estimates import estimate

        return estimate.of(self._resolved, self._index, self.memory_per_device)

    def __getstate__(self) -> dict[str, Any]:
        """Return the records alone: they say all, and the other runs of the batch stay behind."""
        return {name: getattr(self, name) for name in RECORDS}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
