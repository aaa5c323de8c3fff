"""The one table of defaults: what a bound needs and a run does not say."""

from __future__ import annotations

import tomllib
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from limits.errors import DataError
from limits.frozen import frozen
from limits.runs.fields import is_text, number
from limits.runs.power_factors import shipped as power_factors
from limits.value import Origin, OriginKind, Value

if TYPE_CHECKING:
    from collections.abc import Mapping


@frozen
class Default:
    """One default: a value with its unit, or a text; why it is reasonable, and who says so.

    One that is known to an order of magnitude only has the ends of an interval too. An assessment draws it; a sweep
    over bare numbers takes the value.
    """

    name: str
    why: str
    source: str
    evidence: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    text: str = ""

    @property
    def origin(self) -> Origin:
        """That this is a default, why, and how well it is known."""
        return Origin(
            OriginKind.DEFAULT,
            how=self.why,
            sources=() if self.source == "convention" else (self.source,),
            doubts=("recalled",) if self.evidence == "recalled" else (),
        )

    @property
    def number(self) -> Value:
        """The default as a number of a run."""
        if self.value is None:
            raise DataError("defaults.toml", self.name, "a text where a number is wanted")
        return Value(self.value, self.unit, self.low, self.high, origin=self.origin)


def _load() -> Mapping[str, Default]:
    file = Path(__file__).parents[1] / "data" / "defaults.toml"
    table = {}
    for name, row in tomllib.loads(file.read_text(encoding="utf-8")).items():
        default = Default(name, **row)
        if not default.source or not default.why:
            raise DataError(file.name, name, "no source or no reason", "each default says why, and who says so")
        if not is_text(name) and (default.value is None or default.unit != number(name).unit):
            raise DataError(file.name, name, f"no value in {number(name).unit}")
        table[name] = default
    fitted = power_factors()
    for name, factor in (("node_factor", fitted.nodes["gpu"]), ("board_factor", fitted.boards["gpu"])):
        why = f"the mean of {factor.families} measured families; where an accelerator is named, its own"
        table[name] = Default(name, why, "limits/data/energy_coefficients.toml", "secondary", factor.median, unit="1")
    return MappingProxyType(table)


DEFAULTS: Mapping[str, Default] = _load()


def usual_hours(hours: Value | None) -> bool:
    """Tell whether accelerator-hours are those of a usual utilisation, which measure nothing of the run itself.

    Examples
    --------
    >>> from limits.value import GIVEN
    >>> usual_hours(Value(3.6e9, "s", origin=Origin(OriginKind.DEFAULT))), usual_hours(Value(3.6e9, "s", origin=GIVEN))
    (True, False)
    """
    return hours is not None and hours.kind is OriginKind.DEFAULT
