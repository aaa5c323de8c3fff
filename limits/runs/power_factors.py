"""How much accelerators draw at work, as fitted to what was measured: the coefficients of every estimate of energy.

They are derived from ``limits/catalog/measured_power.csv`` and ``board_power.csv`` by `limits.estimates.fitting`,
written to ``limits/data/energy_coefficients.toml`` by ``docs/generate.py``, and read here: nobody types one.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from limits.frozen import frozen
from limits.training.energy import board_power, scaled_power
from limits.value import Origin, OriginKind, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.typing import Num

__all__ = ["FILE", "Coefficients", "Factor", "design_scale", "family_of", "is_tpu", "shipped"]

FILE = Path(__file__).parents[1] / "data" / "energy_coefficients.toml"

_REFERENCE = 400.0
"""Design power [W] at which the exponent of a design power does not matter; any other gives the same energies at 1."""


@frozen
class Factor:
    """Mean power over scaled design power: a log-normal, and how many measurements stand behind it.

    Parameters
    ----------
    log_mean, log_sd
        Mean and standard deviation of its natural logarithm, for a run that was not measured [1].
    runs
        Measured runs of this very family; 0 where those of other families stand in.
    families
        Families that it rests on.
    accelerators
        Accelerators of the largest measured run of the family; 0 where none was measured.
    precisions
        Number formats in which the family was measured, as their runs name them.
    """

    log_mean: float
    log_sd: float
    runs: int = 0
    families: int = 1
    accelerators: int = 0
    precisions: tuple[str, ...] = ()

    @property
    def median(self) -> float:
        """The factor in the middle [1]."""
        return math.exp(self.log_mean)

    def value(self, how: str, scale: float = 1.0) -> Value:
        """Return the factor as a number of a run with its deviation, times a scale; `how` says what it rests on."""
        median = scale * self.median
        return Value(median, "1", sigma=median * self.log_sd, origin=Origin(OriginKind.DEFAULT, how=how))


@frozen
class Coefficients:
    """Everything that turns a design power into a mean power.

    Parameters
    ----------
    sharpness
        How sharply a power limit takes over (`limits.training.energy.board_power`) [1].
    exponent
        Power of the design power of a TPU (`limits.training.energy.scaled_power`) [1]; 1 for all others.
    dc_over_ac
        Energy behind the power supplies of nodes over that at the wall [1].
    nodes
        Mean power of a node for each accelerator, over design power, by family; `gpu` and `tpu` for those unmeasured.
    boards
        Power that the work of a board wants without a limit, over design power, by family; `gpu` for those unmeasured.
    """

    sharpness: float
    exponent: float
    dc_over_ac: float
    nodes: Mapping[str, Factor]
    boards: Mapping[str, Factor]

    def node(self, accelerator: str) -> Factor:
        """Return the factor of nodes with an accelerator: of its family where that was measured."""
        return self.nodes.get(family_of(accelerator, self.nodes), self.nodes["tpu" if is_tpu(accelerator) else "gpu"])

    def board(self, accelerator: str) -> Factor:
        """Return the factor of the board of an accelerator: of its family where that was measured."""
        return self.boards.get(family_of(accelerator, self.boards), self.boards["gpu"])

    def node_over_design_power(self, accelerator: str, tdp: float) -> Value:
        """Return the mean power of nodes for each accelerator, over its design power `tdp` [W], with its deviation.

        Examples
        --------
        >>> found = shipped().node_over_design_power("h100-sxm", 700.0)
        >>> print(f"{found.value:.2f}; {found.origin.how}")
        1.19; measured on 9 runs of h100, up to 512 accelerators, in fp16, fp8, fp8/bf16 mix
        """
        scale = design_scale(accelerator, tdp, self.exponent) / tdp
        return self.node(accelerator).value(_basis(family_of(accelerator, self.nodes), self.node(accelerator)), scale)

    def board_over_design_power(self, accelerator: str) -> Value:
        """Return the power that work would take from a board without a limit, over its design power."""
        return self.board(accelerator).value(_basis(family_of(accelerator, self.boards), self.board(accelerator)))

    def board_under(self, limit: Num, wanted: Num) -> Num:
        """Return the mean power of a board under a power limit [W], whose work would draw `wanted` [W] without one.

        Examples
        --------
        >>> f"{shipped().board_under(400.0, 800.0):.0f} W"
        '387 W'
        """
        return board_power(limit, wanted, self.sharpness)


def _basis(family: str, factor: Factor) -> str:
    """Say on what a factor rests."""
    if not factor.runs:
        return f"its family was not measured: mean of {factor.families} others, as wide as each lies from the rest"
    runs = f"measured on {factor.runs} {'runs' if factor.runs > 1 else 'run'} of {family}"
    size = f", up to {factor.accelerators} accelerators" if factor.accelerators else ", single boards"
    return f"{runs}{size}" + (f", in {', '.join(factor.precisions)}" if factor.precisions else "")


def is_tpu(accelerator: str) -> bool:
    """Tell whether an accelerator is a TPU, whose design power is no scale as that of a GPU is."""
    return accelerator.startswith("tpu-")


def design_scale(accelerator: str, tdp: float, exponent: float) -> float:
    """Return the power to which measured powers of an accelerator are compared [W]: its design power, if no TPU.

    Parameters
    ----------
    accelerator
        The accelerator, or its family.
    tdp
        Its design power [W].
    exponent
        Power of the design power of a TPU (`limits.training.energy.scaled_power`) [1].

    Examples
    --------
    >>> design_scale("h100", 700.0, 0.5), design_scale("tpu-v4", 100.0, 0.5)
    (700.0, 200.0)
    """
    return float(scaled_power(tdp, _REFERENCE, exponent)) if is_tpu(accelerator) else tdp


def family_of(accelerator: str, families: Mapping[str, object]) -> str:
    """Return the measured family of an accelerator, or nothing: cards of one chip, which differ in form only.

    Examples
    --------
    >>> family_of("h100-pcie", {"h100": 0}), family_of("h200-sxm", {"h100": 0}), family_of("tpu-v4i", {"tpu-v4": 0})
    ('h100', '', '')
    """
    return next((each for each in families if accelerator == each or accelerator.startswith(f"{each}-")), "")


@cache
def shipped() -> Coefficients:
    """Return the coefficients that ship.

    Examples
    --------
    >>> 1.1 < shipped().node("h100-sxm").median < 1.3
    True
    """
    text = tomllib.loads(FILE.read_text(encoding="utf-8"))
    nodes, boards = (
        MappingProxyType(
            {name: Factor(**(row | {"precisions": tuple(row["precisions"])})) for name, row in text.pop(table).items()}
        )
        for table in ("nodes", "boards")
    )
    return Coefficients(**text, nodes=nodes, boards=boards)
