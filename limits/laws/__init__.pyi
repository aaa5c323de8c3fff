# Written by docs/generate.py from the records of the laws: change those, then run it.
"""What is possible: laws of physics and mathematics, each with its inputs."""

from typing import Literal, overload

from limits.constants import Constants
from limits.laws.domain import Domain
from limits.laws.formulary.energy import erasure
from limits.laws.formulary.energy.erasure import erased_bits, every_convention, logical_erasure, multiply_erasure
from limits.laws.formulary.search import search
from limits.laws.formulary.table import get
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.typing import Amount, Num, PureNumber, Quantity

__all__ = [
    "LAWS",
    "Domain",
    "Input",
    "Kind",
    "Law",
    "Sense",
    "erased_bits",
    "erasure",
    "every_convention",
    "get",
    "logical_erasure",
    "multiply_erasure",
    "search",
]

LAWS: tuple[Law, ...]

class _Landauer(Law):
    """Least heat released when bits of information are erased into a bath at temperature."""

    def __call__(self, *, bits: Amount, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["bits"], /, *, temperature: Amount, energy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["temperature"], /, *, bits: Amount, energy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["energy"], /, *, bits: Amount, temperature: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["bits", "temperature"], /, *, bits: Amount, temperature: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, bits: Amount, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(bits: float, temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(bits: Num, temperature: Num, *, const: Constants = ...) -> Num: ...

class _LandauerRate(Law):
    """Highest rate at which a given power can erase bits into a bath at temperature."""

    def __call__(self, *, power: Amount, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["power"], /, *, temperature: Amount, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["temperature"], /, *, power: Amount, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["rate"], /, *, power: Amount, temperature: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["power", "temperature"], /, *, power: Amount, temperature: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, power: Amount, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(power: float, temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(power: Num, temperature: Num, *, const: Constants = ...) -> Num: ...

class _LandauerEfficiency(Law):
    """Highest efficiency of operations of which each erases erasure bits into a bath at temperature."""

    def __call__(self, *, erasure: Amount, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["erasure"], /, *, temperature: Amount, efficiency: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["temperature"], /, *, erasure: Amount, efficiency: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["efficiency"], /, *, erasure: Amount, temperature: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["erasure", "temperature"], /, *, erasure: Amount, temperature: Amount
    ) -> Num: ...
    def elasticities(self, *, erasure: Amount, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(erasure: float, temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(erasure: Num, temperature: Num, *, const: Constants = ...) -> Num: ...

class _LandauerFiniteTime(Law):
    """Least work that erases bits within a given time, each held by an overdamped particle."""

    def __call__(  # type: ignore[override]
        self, *, bits: Amount, distance: Amount, diffusion: Amount, time: Amount, temperature: Amount
    ) -> Quantity: ...
    @overload  # type: ignore[override]
    def solve(
        self,
        name: Literal["bits"],
        /,
        *,
        distance: Amount,
        diffusion: Amount,
        time: Amount,
        temperature: Amount,
        energy: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["distance"],
        /,
        *,
        bits: Amount,
        diffusion: Amount,
        time: Amount,
        temperature: Amount,
        energy: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["diffusion"],
        /,
        *,
        bits: Amount,
        distance: Amount,
        time: Amount,
        temperature: Amount,
        energy: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["time"],
        /,
        *,
        bits: Amount,
        distance: Amount,
        diffusion: Amount,
        temperature: Amount,
        energy: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["temperature"],
        /,
        *,
        bits: Amount,
        distance: Amount,
        diffusion: Amount,
        time: Amount,
        energy: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["energy"],
        /,
        *,
        bits: Amount,
        distance: Amount,
        diffusion: Amount,
        time: Amount,
        temperature: Amount,
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["bits", "distance", "diffusion", "time", "temperature"],
        /,
        *,
        bits: Amount,
        distance: Amount,
        diffusion: Amount,
        time: Amount,
        temperature: Amount,
    ) -> Num: ...
    def elasticities(  # type: ignore[override]
        self, *, bits: Amount, distance: Amount, diffusion: Amount, time: Amount, temperature: Amount
    ) -> dict[str, Num]: ...
    @overload
    @staticmethod
    def kernel(
        bits: float, distance: float, diffusion: float, time: float, temperature: float, *, const: Constants = ...
    ) -> float: ...
    @overload
    @staticmethod
    def kernel(
        bits: Num, distance: Num, diffusion: Num, time: Num, temperature: Num, *, const: Constants = ...
    ) -> Num: ...

class _LandauerBiased(Law):
    """Least heat released when bits are erased that hold one of their values with given probability."""

    def __call__(self, *, bits: Amount, probability: PureNumber, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["bits"], /, *, probability: PureNumber, temperature: Amount, energy: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["probability"], /, *, bits: Amount, temperature: Amount, energy: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["temperature"], /, *, bits: Amount, probability: PureNumber, energy: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["energy"], /, *, bits: Amount, probability: PureNumber, temperature: Amount
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["bits", "probability", "temperature"],
        /,
        *,
        bits: Amount,
        probability: PureNumber,
        temperature: Amount,
    ) -> Num: ...
    def elasticities(self, *, bits: Amount, probability: PureNumber, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(bits: float, probability: float, temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(bits: Num, probability: Num, temperature: Num, *, const: Constants = ...) -> Num: ...

class _LandauerReset(Law):
    """Least heat released when bits are reset so that each is wrong with a given probability of error."""

    def __call__(self, *, bits: Amount, error: PureNumber, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["bits"], /, *, error: PureNumber, temperature: Amount, energy: Amount
    ) -> Quantity: ...
    @overload
    def solve(self, name: Literal["error"], /, *, bits: Amount, temperature: Amount, energy: Amount) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["temperature"], /, *, bits: Amount, error: PureNumber, energy: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["energy"], /, *, bits: Amount, error: PureNumber, temperature: Amount
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["bits", "error", "temperature"], /, *, bits: Amount, error: PureNumber, temperature: Amount
    ) -> Num: ...
    def elasticities(self, *, bits: Amount, error: PureNumber, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(bits: float, error: float, temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(bits: Num, error: Num, temperature: Num, *, const: Constants = ...) -> Num: ...

class _LandauerResetMargin(Law):
    """Least heat released when bits are reset so that each is right more often than one half by a margin."""

    def __call__(self, *, bits: Amount, margin: PureNumber, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["bits"], /, *, margin: PureNumber, temperature: Amount, energy: Amount
    ) -> Quantity: ...
    @overload
    def solve(self, name: Literal["margin"], /, *, bits: Amount, temperature: Amount, energy: Amount) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["temperature"], /, *, bits: Amount, margin: PureNumber, energy: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["energy"], /, *, bits: Amount, margin: PureNumber, temperature: Amount
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["bits", "margin", "temperature"],
        /,
        *,
        bits: Amount,
        margin: PureNumber,
        temperature: Amount,
    ) -> Num: ...
    def elasticities(self, *, bits: Amount, margin: PureNumber, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(bits: float, margin: float, temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(bits: Num, margin: Num, temperature: Num, *, const: Constants = ...) -> Num: ...

class _Adder(Law):
    """Information that an adder erases that keeps the whole sum, its carry too, of two operands of given width."""

    def __call__(self, *, width: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["width"], /, *, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["information"], /, *, width: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["width"], /, *, width: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, width: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(width: float) -> float: ...
    @overload
    @staticmethod
    def kernel(width: Num) -> Num: ...

class _ModularAdder(Law):
    """Information that an adder erases that drops the carry of two operands of given width."""

    def __call__(self, *, width: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["width"], /, *, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["information"], /, *, width: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["width"], /, *, width: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, width: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(width: float) -> float: ...
    @overload
    @staticmethod
    def kernel(width: Num) -> Num: ...

class _SagawaUeda(Law):
    """Most work, beyond the fall of free energy, that feedback with given information extracts from one bath."""

    def __call__(self, *, information: Amount, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["information"], /, *, temperature: Amount, work: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["temperature"], /, *, information: Amount, work: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["work"], /, *, information: Amount, temperature: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["information", "temperature"], /, *, information: Amount, temperature: Amount
    ) -> Num: ...
    def elasticities(self, *, information: Amount, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(information: float, temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(information: Num, temperature: Num, *, const: Constants = ...) -> Num: ...

class _Szilard(Law):
    """Most work that Szilard's engine extracts from bits of which each was measured with a probability of error."""

    def __call__(self, *, bits: Amount, error: PureNumber, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["bits"], /, *, error: PureNumber, temperature: Amount, work: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["error"], /, *, bits: Amount, temperature: Amount, work: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["temperature"], /, *, bits: Amount, error: PureNumber, work: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["work"], /, *, bits: Amount, error: PureNumber, temperature: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["bits", "error", "temperature"], /, *, bits: Amount, error: PureNumber, temperature: Amount
    ) -> Num: ...
    def elasticities(self, *, bits: Amount, error: PureNumber, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(bits: float, error: float, temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(bits: Num, error: Num, temperature: Num, *, const: Constants = ...) -> Num: ...

class _MeasurementErasure(Law):
    """Least work to measure and to erase again, together, for given information gained."""

    def __call__(self, *, information: Amount, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["information"], /, *, temperature: Amount, work: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["temperature"], /, *, information: Amount, work: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["work"], /, *, information: Amount, temperature: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["information", "temperature"], /, *, information: Amount, temperature: Amount
    ) -> Num: ...
    def elasticities(self, *, information: Amount, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(information: float, temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(information: Num, temperature: Num, *, const: Constants = ...) -> Num: ...

class _Barrier(Law):
    """Least barrier that heat crosses with no more than a given probability."""

    def __call__(self, *, log10_error: PureNumber, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["log10_error"], /, *, temperature: Amount, energy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["temperature"], /, *, log10_error: PureNumber, energy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["energy"], /, *, log10_error: PureNumber, temperature: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["log10_error", "temperature"], /, *, log10_error: PureNumber, temperature: Amount
    ) -> Num: ...
    def elasticities(self, *, log10_error: PureNumber, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(log10_error: float, temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(log10_error: Num, temperature: Num, *, const: Constants = ...) -> Num: ...

class _Retention(Law):
    """Least barrier that keeps a state for a given time when heat tries to leave it once in each attempt_time."""

    def __call__(self, *, time: Amount, attempt_time: Amount, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["time"], /, *, attempt_time: Amount, temperature: Amount, energy: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["attempt_time"], /, *, time: Amount, temperature: Amount, energy: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["temperature"], /, *, time: Amount, attempt_time: Amount, energy: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["energy"], /, *, time: Amount, attempt_time: Amount, temperature: Amount
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["time", "attempt_time", "temperature"],
        /,
        *,
        time: Amount,
        attempt_time: Amount,
        temperature: Amount,
    ) -> Num: ...
    def elasticities(self, *, time: Amount, attempt_time: Amount, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(time: float, attempt_time: float, temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(time: Num, attempt_time: Num, temperature: Num, *, const: Constants = ...) -> Num: ...

class _NoiseMargin(Law):
    """Least energy of a switched node that thermal noise carries past half its swing with a given probability."""

    def __call__(self, *, log10_error: PureNumber, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["log10_error"], /, *, temperature: Amount, energy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["temperature"], /, *, log10_error: PureNumber, energy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["energy"], /, *, log10_error: PureNumber, temperature: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["log10_error", "temperature"], /, *, log10_error: PureNumber, temperature: Amount
    ) -> Num: ...
    def elasticities(self, *, log10_error: PureNumber, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(log10_error: float, temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(log10_error: Num, temperature: Num, *, const: Constants = ...) -> Num: ...

class _KtcNoise(Law):
    """Thermal noise voltage, root mean square, on a node of given capacitance."""

    def __call__(self, *, capacitance: Amount, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["capacitance"], /, *, temperature: Amount, voltage: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["temperature"], /, *, capacitance: Amount, voltage: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["voltage"], /, *, capacitance: Amount, temperature: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["capacitance", "temperature"], /, *, capacitance: Amount, temperature: Amount
    ) -> Num: ...
    def elasticities(self, *, capacitance: Amount, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(capacitance: float, temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(capacitance: Num, temperature: Num, *, const: Constants = ...) -> Num: ...

class _NodeEnergy(Law):
    """Energy that a node of given capacitance draws from its supply for one charge and discharge."""

    def __call__(self, *, capacitance: Amount, voltage: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["capacitance"], /, *, voltage: Amount, energy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["voltage"], /, *, capacitance: Amount, energy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["energy"], /, *, capacitance: Amount, voltage: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["capacitance", "voltage"], /, *, capacitance: Amount, voltage: Amount
    ) -> Num: ...
    def elasticities(self, *, capacitance: Amount, voltage: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(capacitance: float, voltage: float) -> float: ...
    @overload
    @staticmethod
    def kernel(capacitance: Num, voltage: Num) -> Num: ...

class _AdiabaticCharging(Law):
    """Energy lost when a node is charged through a resistance by a linear ramp of given ramp_time."""

    def __call__(self, *, capacitance: Amount, voltage: Amount, resistance: Amount, ramp_time: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["capacitance"], /, *, voltage: Amount, resistance: Amount, ramp_time: Amount, energy: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["voltage"], /, *, capacitance: Amount, resistance: Amount, ramp_time: Amount, energy: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["resistance"], /, *, capacitance: Amount, voltage: Amount, ramp_time: Amount, energy: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["ramp_time"], /, *, capacitance: Amount, voltage: Amount, resistance: Amount, energy: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["energy"], /, *, capacitance: Amount, voltage: Amount, resistance: Amount, ramp_time: Amount
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["capacitance", "voltage", "resistance", "ramp_time"],
        /,
        *,
        capacitance: Amount,
        voltage: Amount,
        resistance: Amount,
        ramp_time: Amount,
    ) -> Num: ...
    def elasticities(  # type: ignore[override]
        self, *, capacitance: Amount, voltage: Amount, resistance: Amount, ramp_time: Amount
    ) -> dict[str, Num]: ...
    @overload
    @staticmethod
    def kernel(capacitance: float, voltage: float, resistance: float, ramp_time: float) -> float: ...
    @overload
    @staticmethod
    def kernel(capacitance: Num, voltage: Num, resistance: Num, ramp_time: Num) -> Num: ...

class _Cmos(Law):
    """Least energy of given operations in CMOS logic of the highest attainable efficiency."""

    def __call__(self, *, operations: Amount, efficiency: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["operations"], /, *, efficiency: Amount, energy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["efficiency"], /, *, operations: Amount, energy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["energy"], /, *, operations: Amount, efficiency: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["operations", "efficiency"], /, *, operations: Amount, efficiency: Amount
    ) -> Num: ...
    def elasticities(self, *, operations: Amount, efficiency: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(operations: float, efficiency: float) -> float: ...
    @overload
    @staticmethod
    def kernel(operations: Num, efficiency: Num) -> Num: ...

class _SwitchSize(Law):
    """Smallest size of a binary switch whose carrier has given mass."""

    def __call__(self, *, mass: Amount, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["mass"], /, *, temperature: Amount, size: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["temperature"], /, *, mass: Amount, size: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["size"], /, *, mass: Amount, temperature: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["mass", "temperature"], /, *, mass: Amount, temperature: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, mass: Amount, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(mass: float, temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(mass: Num, temperature: Num, *, const: Constants = ...) -> Num: ...

class _SwitchTime(Law):
    """Shortest time in which a binary switch of energy kT ln 2 changes its state."""

    def __call__(self, *, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["temperature"], /, *, time: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["time"], /, *, temperature: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["temperature"], /, *, temperature: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(temperature: Num, *, const: Constants = ...) -> Num: ...

class _SwitchPowerDensity(Law):
    """Power per area of the smallest binary switches, packed without gaps and all switching at their fastest."""

    def __call__(self, *, mass: Amount, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["mass"], /, *, temperature: Amount, power_density: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["temperature"], /, *, mass: Amount, power_density: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["power_density"], /, *, mass: Amount, temperature: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["mass", "temperature"], /, *, mass: Amount, temperature: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, mass: Amount, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(mass: float, temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(mass: Num, temperature: Num, *, const: Constants = ...) -> Num: ...

class _Carnot(Law):
    """Highest share of heat that an engine turns into work across a given difference of temperature."""

    def __call__(self, *, difference: Amount, hot: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["difference"], /, *, hot: Amount, efficiency: PureNumber) -> Quantity: ...
    @overload
    def solve(self, name: Literal["hot"], /, *, difference: Amount, efficiency: PureNumber) -> Quantity: ...
    @overload
    def solve(self, name: Literal["efficiency"], /, *, difference: Amount, hot: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["difference", "hot"], /, *, difference: Amount, hot: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, difference: Amount, hot: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(difference: float, hot: float) -> float: ...
    @overload
    @staticmethod
    def kernel(difference: Num, hot: Num) -> Num: ...

class _Refrigeration(Law):
    """Least work that lifts heat from a cold bath across a given difference of temperature."""

    def __call__(self, *, heat: Amount, cold: Amount, difference: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["heat"], /, *, cold: Amount, difference: Amount, work: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["cold"], /, *, heat: Amount, difference: Amount, work: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["difference"], /, *, heat: Amount, cold: Amount, work: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["work"], /, *, heat: Amount, cold: Amount, difference: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["heat", "cold", "difference"], /, *, heat: Amount, cold: Amount, difference: Amount
    ) -> Num: ...
    def elasticities(self, *, heat: Amount, cold: Amount, difference: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(heat: float, cold: float, difference: float) -> float: ...
    @overload
    @staticmethod
    def kernel(heat: Num, cold: Num, difference: Num) -> Num: ...

class _HeatAtPlug(Law):
    """Least energy at the plug for heat that arises in a cold bath and leaves into a warm one."""

    def __call__(self, *, heat: Amount, cold: Amount, warm: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["heat"], /, *, cold: Amount, warm: Amount, energy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["cold"], /, *, heat: Amount, warm: Amount, energy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["warm"], /, *, heat: Amount, cold: Amount, energy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["energy"], /, *, heat: Amount, cold: Amount, warm: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["heat", "cold", "warm"], /, *, heat: Amount, cold: Amount, warm: Amount
    ) -> Num: ...
    def elasticities(self, *, heat: Amount, cold: Amount, warm: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(heat: float, cold: float, warm: float) -> float: ...
    @overload
    @staticmethod
    def kernel(heat: Num, cold: Num, warm: Num) -> Num: ...

class _Pue(Law):
    """Energy that a facility draws when its computers draw energy."""

    def __call__(self, *, energy: Amount, pue: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["energy"], /, *, pue: PureNumber, facility_energy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["pue"], /, *, energy: Amount, facility_energy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["facility_energy"], /, *, energy: Amount, pue: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["energy", "pue"], /, *, energy: Amount, pue: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, energy: Amount, pue: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(energy: float, pue: float) -> float: ...
    @overload
    @staticmethod
    def kernel(energy: Num, pue: Num) -> Num: ...

class _AcceleratorEnergy(Law):
    """Energy of accelerators that do given operations at their design power."""

    def __call__(self, *, operations: Amount, power: Amount, peak: Amount, mfu: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["operations"], /, *, power: Amount, peak: Amount, mfu: PureNumber, energy: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["power"], /, *, operations: Amount, peak: Amount, mfu: PureNumber, energy: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["peak"], /, *, operations: Amount, power: Amount, mfu: PureNumber, energy: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["mfu"], /, *, operations: Amount, power: Amount, peak: Amount, energy: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["energy"], /, *, operations: Amount, power: Amount, peak: Amount, mfu: PureNumber
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["operations", "power", "peak", "mfu"],
        /,
        *,
        operations: Amount,
        power: Amount,
        peak: Amount,
        mfu: PureNumber,
    ) -> Num: ...
    def elasticities(self, *, operations: Amount, power: Amount, peak: Amount, mfu: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(operations: float, power: float, peak: float, mfu: float) -> float: ...
    @overload
    @staticmethod
    def kernel(operations: Num, power: Num, peak: Num, mfu: Num) -> Num: ...

class _Koomey(Law):
    """Time until efficiency has grown by a given ratio if it goes on doubling once in each doubling_time."""

    def __call__(self, *, ratio: PureNumber, doubling_time: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["ratio"], /, *, doubling_time: Amount, time: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["doubling_time"], /, *, ratio: PureNumber, time: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["time"], /, *, ratio: PureNumber, doubling_time: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["ratio", "doubling_time"], /, *, ratio: PureNumber, doubling_time: Amount
    ) -> Num: ...
    def elasticities(self, *, ratio: PureNumber, doubling_time: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(ratio: float, doubling_time: float) -> float: ...
    @overload
    @staticmethod
    def kernel(ratio: Num, doubling_time: Num) -> Num: ...

class _MargolusLevitin(Law):
    """Highest rate of steps between two orthogonal states of a system of mean energy."""

    def __call__(self, *, energy: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["energy"], /, *, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["rate"], /, *, energy: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["energy"], /, *, energy: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, energy: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(energy: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(energy: Num, *, const: Constants = ...) -> Num: ...

class _MargolusLevitinSequence(Law):
    """Highest rate of steps through a long sequence of orthogonal states of a system of mean energy."""

    def __call__(self, *, energy: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["energy"], /, *, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["rate"], /, *, energy: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["energy"], /, *, energy: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, energy: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(energy: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(energy: Num, *, const: Constants = ...) -> Num: ...

class _MandelstamTamm(Law):
    """Least time in which a system of given spread of energy reaches an orthogonal state."""

    def __call__(self, *, spread: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["spread"], /, *, time: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["time"], /, *, spread: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["spread"], /, *, spread: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, spread: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(spread: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(spread: Num, *, const: Constants = ...) -> Num: ...

class _QuantumSpeed(Law):
    """Least time in which a system of mean energy and given spread of energy reaches an orthogonal state."""

    def __call__(self, *, energy: Amount, spread: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["energy"], /, *, spread: Amount, time: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["spread"], /, *, energy: Amount, time: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["time"], /, *, energy: Amount, spread: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["energy", "spread"], /, *, energy: Amount, spread: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, energy: Amount, spread: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(energy: float, spread: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(energy: Num, spread: Num, *, const: Constants = ...) -> Num: ...

class _Bremermann(Law):
    """Highest rate at which a self-contained system of given mass processes bits, by Bremermann's argument."""

    def __call__(self, *, mass: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["mass"], /, *, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["rate"], /, *, mass: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["mass"], /, *, mass: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, mass: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(mass: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(mass: Num, *, const: Constants = ...) -> Num: ...

class _LloydRate(Law):
    """Highest rate of operations of a given mass, all of whose energy computes."""

    def __call__(self, *, mass: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["mass"], /, *, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["rate"], /, *, mass: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["mass"], /, *, mass: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, mass: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(mass: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(mass: Num, *, const: Constants = ...) -> Num: ...

class _LloydTemperature(Law):
    """Temperature of a given mass turned into light within a volume."""

    def __call__(self, *, mass: Amount, volume: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["mass"], /, *, volume: Amount, temperature: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["volume"], /, *, mass: Amount, temperature: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["temperature"], /, *, mass: Amount, volume: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["mass", "volume"], /, *, mass: Amount, volume: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, mass: Amount, volume: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(mass: float, volume: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(mass: Num, volume: Num, *, const: Constants = ...) -> Num: ...

class _LloydMemory(Law):
    """Most information that a given mass turned into light holds within a volume."""

    def __call__(self, *, mass: Amount, volume: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["mass"], /, *, volume: Amount, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["volume"], /, *, mass: Amount, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["information"], /, *, mass: Amount, volume: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["mass", "volume"], /, *, mass: Amount, volume: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, mass: Amount, volume: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(mass: float, volume: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(mass: Num, volume: Num, *, const: Constants = ...) -> Num: ...

class _PeakOperations(Law):
    """Most operations within a time of processors that never exceed their peak."""

    def __call__(self, *, time: Amount, peak: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["time"], /, *, peak: Amount, operations: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["peak"], /, *, time: Amount, operations: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["operations"], /, *, time: Amount, peak: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["time", "peak"], /, *, time: Amount, peak: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, time: Amount, peak: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(time: float, peak: float) -> float: ...
    @overload
    @staticmethod
    def kernel(time: Num, peak: Num) -> Num: ...

class _CheckpointInterval(Law):
    """Time between checkpoints at which a machine with failures gets most done."""

    def __call__(self, *, checkpoint_time: Amount, failure_interval: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["checkpoint_time"], /, *, failure_interval: Amount, interval: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["failure_interval"], /, *, checkpoint_time: Amount, interval: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["interval"], /, *, checkpoint_time: Amount, failure_interval: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["checkpoint_time", "failure_interval"],
        /,
        *,
        checkpoint_time: Amount,
        failure_interval: Amount,
    ) -> Num: ...
    def elasticities(self, *, checkpoint_time: Amount, failure_interval: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(checkpoint_time: float, failure_interval: float) -> float: ...
    @overload
    @staticmethod
    def kernel(checkpoint_time: Num, failure_interval: Num) -> Num: ...

class _UsefulShare(Law):
    """Share of its time in which a machine with failures does work that lasts."""

    def __call__(  # type: ignore[override]
        self, *, interval: Amount, checkpoint_time: Amount, restart_time: Amount, failure_interval: Amount
    ) -> Quantity: ...
    @overload  # type: ignore[override]
    def solve(
        self,
        name: Literal["interval"],
        /,
        *,
        checkpoint_time: Amount,
        restart_time: Amount,
        failure_interval: Amount,
        share: PureNumber,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["checkpoint_time"],
        /,
        *,
        interval: Amount,
        restart_time: Amount,
        failure_interval: Amount,
        share: PureNumber,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["restart_time"],
        /,
        *,
        interval: Amount,
        checkpoint_time: Amount,
        failure_interval: Amount,
        share: PureNumber,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["failure_interval"],
        /,
        *,
        interval: Amount,
        checkpoint_time: Amount,
        restart_time: Amount,
        share: PureNumber,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["share"],
        /,
        *,
        interval: Amount,
        checkpoint_time: Amount,
        restart_time: Amount,
        failure_interval: Amount,
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["interval", "checkpoint_time", "restart_time", "failure_interval"],
        /,
        *,
        interval: Amount,
        checkpoint_time: Amount,
        restart_time: Amount,
        failure_interval: Amount,
    ) -> Num: ...
    def elasticities(  # type: ignore[override]
        self, *, interval: Amount, checkpoint_time: Amount, restart_time: Amount, failure_interval: Amount
    ) -> dict[str, Num]: ...
    @overload
    @staticmethod
    def kernel(interval: float, checkpoint_time: float, restart_time: float, failure_interval: float) -> float: ...
    @overload
    @staticmethod
    def kernel(interval: Num, checkpoint_time: Num, restart_time: Num, failure_interval: Num) -> Num: ...

class _Bekenstein(Law):
    """Most information that a system of given mass holds within radius."""

    def __call__(self, *, mass: Amount, radius: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["mass"], /, *, radius: Amount, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["radius"], /, *, mass: Amount, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["information"], /, *, mass: Amount, radius: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["mass", "radius"], /, *, mass: Amount, radius: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, mass: Amount, radius: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(mass: float, radius: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(mass: Num, radius: Num, *, const: Constants = ...) -> Num: ...

class _BekensteinEnergy(Law):
    """Most information that a system of total energy holds within radius."""

    def __call__(self, *, energy: Amount, radius: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["energy"], /, *, radius: Amount, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["radius"], /, *, energy: Amount, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["information"], /, *, energy: Amount, radius: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["energy", "radius"], /, *, energy: Amount, radius: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, energy: Amount, radius: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(energy: float, radius: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(energy: Num, radius: Num, *, const: Constants = ...) -> Num: ...

class _MemoryCapacity(Law):
    """Most information that a number of devices, each with its memory, can hold at once."""

    def __call__(self, *, devices: PureNumber, memory: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["devices"], /, *, memory: Amount, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["memory"], /, *, devices: PureNumber, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["information"], /, *, devices: PureNumber, memory: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["devices", "memory"], /, *, devices: PureNumber, memory: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, devices: PureNumber, memory: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(devices: float, memory: float) -> float: ...
    @overload
    @staticmethod
    def kernel(devices: Num, memory: Num) -> Num: ...

class _Schwarzschild(Law):
    """Radius within which a given mass is a black hole."""

    def __call__(self, *, mass: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["mass"], /, *, radius: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["radius"], /, *, mass: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["mass"], /, *, mass: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, mass: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(mass: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(mass: Num, *, const: Constants = ...) -> Num: ...

class _Holographic(Law):
    """Most information that a region holds whose surface has a given area."""

    def __call__(self, *, area: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["area"], /, *, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["information"], /, *, area: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["area"], /, *, area: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, area: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(area: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(area: Num, *, const: Constants = ...) -> Num: ...

class _HolographicSphere(Law):
    """Most information that a sphere of given radius holds."""

    def __call__(self, *, radius: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["radius"], /, *, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["information"], /, *, radius: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["radius"], /, *, radius: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, radius: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(radius: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(radius: Num, *, const: Constants = ...) -> Num: ...

class _BlackHole(Law):
    """Information that a black hole of given mass holds, the most for this mass in the least space."""

    def __call__(self, *, mass: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["mass"], /, *, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["information"], /, *, mass: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["mass"], /, *, mass: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, mass: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(mass: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(mass: Num, *, const: Constants = ...) -> Num: ...

class _StoredElectrons(Law):
    """Electrons that a node of given capacitance holds in excess at a voltage."""

    def __call__(self, *, capacitance: Amount, voltage: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["capacitance"], /, *, voltage: Amount, electrons: PureNumber) -> Quantity: ...
    @overload
    def solve(self, name: Literal["voltage"], /, *, capacitance: Amount, electrons: PureNumber) -> Quantity: ...
    @overload
    def solve(self, name: Literal["electrons"], /, *, capacitance: Amount, voltage: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["capacitance", "voltage"], /, *, capacitance: Amount, voltage: Amount
    ) -> Num: ...
    def elasticities(self, *, capacitance: Amount, voltage: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(capacitance: float, voltage: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(capacitance: Num, voltage: Num, *, const: Constants = ...) -> Num: ...

class _AtomInformation(Law):
    """Most information that one atom of a substance of given molar entropy holds."""

    def __call__(self, *, molar_entropy: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["molar_entropy"], /, *, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["information"], /, *, molar_entropy: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["molar_entropy"], /, *, molar_entropy: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, molar_entropy: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(molar_entropy: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(molar_entropy: Num, *, const: Constants = ...) -> Num: ...

class _MatterInformation(Law):
    """Most information that a given mass of ordinary matter holds."""

    def __call__(self, *, mass: Amount, molar_entropy: Amount, molar_mass: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["mass"], /, *, molar_entropy: Amount, molar_mass: Amount, information: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["molar_entropy"], /, *, mass: Amount, molar_mass: Amount, information: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["molar_mass"], /, *, mass: Amount, molar_entropy: Amount, information: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["information"], /, *, mass: Amount, molar_entropy: Amount, molar_mass: Amount
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["mass", "molar_entropy", "molar_mass"],
        /,
        *,
        mass: Amount,
        molar_entropy: Amount,
        molar_mass: Amount,
    ) -> Num: ...
    def elasticities(self, *, mass: Amount, molar_entropy: Amount, molar_mass: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(mass: float, molar_entropy: float, molar_mass: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(mass: Num, molar_entropy: Num, molar_mass: Num, *, const: Constants = ...) -> Num: ...

class _Shannon(Law):
    """Highest rate at which information passes a noisy channel of given bandwidth and snr without error."""

    def __call__(self, *, bandwidth: Amount, snr: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["bandwidth"], /, *, snr: PureNumber, capacity: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["snr"], /, *, bandwidth: Amount, capacity: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["capacity"], /, *, bandwidth: Amount, snr: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["bandwidth", "snr"], /, *, bandwidth: Amount, snr: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, bandwidth: Amount, snr: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(bandwidth: float, snr: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(bandwidth: Num, snr: Num, *, const: Constants = ...) -> Num: ...

class _ShannonPower(Law):
    """Highest rate of information through bandwidth with signal power against noise of given noise_density."""

    def __call__(self, *, bandwidth: Amount, power: Amount, noise_density: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["bandwidth"], /, *, power: Amount, noise_density: Amount, capacity: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["power"], /, *, bandwidth: Amount, noise_density: Amount, capacity: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["noise_density"], /, *, bandwidth: Amount, power: Amount, capacity: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["capacity"], /, *, bandwidth: Amount, power: Amount, noise_density: Amount
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["bandwidth", "power", "noise_density"],
        /,
        *,
        bandwidth: Amount,
        power: Amount,
        noise_density: Amount,
    ) -> Num: ...
    def elasticities(self, *, bandwidth: Amount, power: Amount, noise_density: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(bandwidth: float, power: float, noise_density: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(bandwidth: Num, power: Num, noise_density: Num, *, const: Constants = ...) -> Num: ...

class _ShannonEnergy(Law):
    """Least energy received per bit at a given spectral_efficiency in noise of given noise_density."""

    def __call__(self, *, spectral_efficiency: Amount, noise_density: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["spectral_efficiency"], /, *, noise_density: Amount, energy_per_bit: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["noise_density"], /, *, spectral_efficiency: Amount, energy_per_bit: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["energy_per_bit"], /, *, spectral_efficiency: Amount, noise_density: Amount
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["spectral_efficiency", "noise_density"],
        /,
        *,
        spectral_efficiency: Amount,
        noise_density: Amount,
    ) -> Num: ...
    def elasticities(self, *, spectral_efficiency: Amount, noise_density: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(spectral_efficiency: float, noise_density: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(spectral_efficiency: Num, noise_density: Num, *, const: Constants = ...) -> Num: ...

class _ShannonLimit(Law):
    """Least ratio of energy per bit to noise density at a given spectral_efficiency."""

    def __call__(self, *, spectral_efficiency: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["spectral_efficiency"], /, *, ratio: PureNumber) -> Quantity: ...
    @overload
    def solve(self, name: Literal["ratio"], /, *, spectral_efficiency: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["spectral_efficiency"], /, *, spectral_efficiency: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, spectral_efficiency: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(spectral_efficiency: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(spectral_efficiency: Num, *, const: Constants = ...) -> Num: ...

class _ThermalNoise(Law):
    """Noise power per bandwidth that a matched source at temperature delivers to a receiver."""

    def __call__(self, *, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["temperature"], /, *, noise_density: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["noise_density"], /, *, temperature: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["temperature"], /, *, temperature: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(temperature: Num, *, const: Constants = ...) -> Num: ...

class _PlanckNoise(Law):
    """Noise power per bandwidth that a matched source at temperature delivers at a given frequency."""

    def __call__(self, *, frequency: Amount, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["frequency"], /, *, temperature: Amount, noise_density: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["temperature"], /, *, frequency: Amount, noise_density: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["noise_density"], /, *, frequency: Amount, temperature: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["frequency", "temperature"], /, *, frequency: Amount, temperature: Amount
    ) -> Num: ...
    def elasticities(self, *, frequency: Amount, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(frequency: float, temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(frequency: Num, temperature: Num, *, const: Constants = ...) -> Num: ...

class _PamBer(Law):
    """Least bit error rate, before error correction, of a signal of given levels at a given snr."""

    def __call__(self, *, levels: PureNumber, snr: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["levels"], /, *, snr: PureNumber, bit_error_rate: PureNumber) -> Quantity: ...
    @overload
    def solve(self, name: Literal["snr"], /, *, levels: PureNumber, bit_error_rate: PureNumber) -> Quantity: ...
    @overload
    def solve(self, name: Literal["bit_error_rate"], /, *, levels: PureNumber, snr: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["levels", "snr"], /, *, levels: PureNumber, snr: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, levels: PureNumber, snr: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(levels: float, snr: float) -> float: ...
    @overload
    @staticmethod
    def kernel(levels: Num, snr: Num) -> Num: ...

class _QamBer(Law):
    """Least bit error rate, before error correction, of a square constellation of given points at a given snr."""

    def __call__(self, *, points: PureNumber, snr: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["points"], /, *, snr: PureNumber, bit_error_rate: PureNumber) -> Quantity: ...
    @overload
    def solve(self, name: Literal["snr"], /, *, points: PureNumber, bit_error_rate: PureNumber) -> Quantity: ...
    @overload
    def solve(self, name: Literal["bit_error_rate"], /, *, points: PureNumber, snr: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["points", "snr"], /, *, points: PureNumber, snr: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, points: PureNumber, snr: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(points: float, snr: float) -> float: ...
    @overload
    @staticmethod
    def kernel(points: Num, snr: Num) -> Num: ...

class _PamPenalty(Law):
    """Factor in mean signal power by which levels cost more than two of them at the same distance."""

    def __call__(self, *, levels: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["levels"], /, *, ratio: PureNumber) -> Quantity: ...
    @overload
    def solve(self, name: Literal["ratio"], /, *, levels: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["levels"], /, *, levels: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, levels: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(levels: float) -> float: ...
    @overload
    @staticmethod
    def kernel(levels: Num) -> Num: ...

class _PamPenaltyPeak(Law):
    """Factor in peak signal power by which levels cost more than two of them at the same distance."""

    def __call__(self, *, levels: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["levels"], /, *, ratio: PureNumber) -> Quantity: ...
    @overload
    def solve(self, name: Literal["ratio"], /, *, levels: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["levels"], /, *, levels: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, levels: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(levels: float) -> float: ...
    @overload
    @staticmethod
    def kernel(levels: Num) -> Num: ...

class _SnrGap(Law):
    """Factor in power between uncoded levels of a given error probability and the capacity of the channel."""

    def __call__(self, *, error: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["error"], /, *, gap: PureNumber) -> Quantity: ...
    @overload
    def solve(self, name: Literal["gap"], /, *, error: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["error"], /, *, error: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, error: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(error: float) -> float: ...
    @overload
    @staticmethod
    def kernel(error: Num) -> Num: ...

class _GapRate(Law):
    """Rate of a real signal of given symbol_rate and snr whose modulation and code miss capacity by a gap."""

    def __call__(self, *, symbol_rate: Amount, snr: PureNumber, gap: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["symbol_rate"], /, *, snr: PureNumber, gap: PureNumber, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["snr"], /, *, symbol_rate: Amount, gap: PureNumber, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["gap"], /, *, symbol_rate: Amount, snr: PureNumber, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["rate"], /, *, symbol_rate: Amount, snr: PureNumber, gap: PureNumber) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["symbol_rate", "snr", "gap"], /, *, symbol_rate: Amount, snr: PureNumber, gap: PureNumber
    ) -> Num: ...
    def elasticities(self, *, symbol_rate: Amount, snr: PureNumber, gap: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(symbol_rate: float, snr: float, gap: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(symbol_rate: Num, snr: Num, gap: Num, *, const: Constants = ...) -> Num: ...

class _PamCapacity(Law):
    """Most information per symbol of given levels in white Gaussian noise at a given snr."""

    def __call__(self, *, levels: PureNumber, snr: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["levels"], /, *, snr: PureNumber, capacity: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["snr"], /, *, levels: PureNumber, capacity: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["capacity"], /, *, levels: PureNumber, snr: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["levels", "snr"], /, *, levels: PureNumber, snr: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, levels: PureNumber, snr: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(levels: float, snr: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(levels: Num, snr: Num, *, const: Constants = ...) -> Num: ...

class _BiAwgn(Law):
    """Most information per symbol of two levels in white Gaussian noise at a given snr."""

    def __call__(self, *, snr: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["snr"], /, *, capacity: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["capacity"], /, *, snr: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["snr"], /, *, snr: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, snr: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(snr: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(snr: Num, *, const: Constants = ...) -> Num: ...

class _Bsc(Law):
    """Most information per bit sent when each is wrong with a given error probability."""

    def __call__(self, *, error: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["error"], /, *, capacity: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["capacity"], /, *, error: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["error"], /, *, error: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, error: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(error: float) -> float: ...
    @overload
    @staticmethod
    def kernel(error: Num) -> Num: ...

class _BscMargin(Law):
    """Most information per bit sent when the error probability is one half less a margin."""

    def __call__(self, *, margin: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["margin"], /, *, capacity: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["capacity"], /, *, margin: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["margin"], /, *, margin: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, margin: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(margin: float) -> float: ...
    @overload
    @staticmethod
    def kernel(margin: Num) -> Num: ...

class _Bec(Law):
    """Most information per bit sent when each is lost with a given erasure probability, and the loss is seen."""

    def __call__(self, *, erasure: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["erasure"], /, *, capacity: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["capacity"], /, *, erasure: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["erasure"], /, *, erasure: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, erasure: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(erasure: float) -> float: ...
    @overload
    @staticmethod
    def kernel(erasure: Num) -> Num: ...

class _CodewordFailure(Law):
    """Probability that a block code of given symbols meets more wrong ones than the correctable ones."""

    def __call__(  # type: ignore[override]
        self, *, bit_error_rate: PureNumber, symbols: PureNumber, correctable: PureNumber, symbol_bits: PureNumber
    ) -> Quantity: ...
    @overload  # type: ignore[override]
    def solve(
        self,
        name: Literal["bit_error_rate"],
        /,
        *,
        symbols: PureNumber,
        correctable: PureNumber,
        symbol_bits: PureNumber,
        failure: PureNumber,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["symbols"],
        /,
        *,
        bit_error_rate: PureNumber,
        correctable: PureNumber,
        symbol_bits: PureNumber,
        failure: PureNumber,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["correctable"],
        /,
        *,
        bit_error_rate: PureNumber,
        symbols: PureNumber,
        symbol_bits: PureNumber,
        failure: PureNumber,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["symbol_bits"],
        /,
        *,
        bit_error_rate: PureNumber,
        symbols: PureNumber,
        correctable: PureNumber,
        failure: PureNumber,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["failure"],
        /,
        *,
        bit_error_rate: PureNumber,
        symbols: PureNumber,
        correctable: PureNumber,
        symbol_bits: PureNumber,
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["bit_error_rate", "symbols", "correctable", "symbol_bits"],
        /,
        *,
        bit_error_rate: PureNumber,
        symbols: PureNumber,
        correctable: PureNumber,
        symbol_bits: PureNumber,
    ) -> Num: ...
    def elasticities(  # type: ignore[override]
        self, *, bit_error_rate: PureNumber, symbols: PureNumber, correctable: PureNumber, symbol_bits: PureNumber
    ) -> dict[str, Num]: ...
    @overload
    @staticmethod
    def kernel(bit_error_rate: float, symbols: float, correctable: float, symbol_bits: float) -> float: ...
    @overload
    @staticmethod
    def kernel(bit_error_rate: Num, symbols: Num, correctable: Num, symbol_bits: Num) -> Num: ...

class _NetCodingGain(Law):
    """Factor in signal power that a code of given code_rate saves, from its error rates before and after it."""

    def __call__(self, *, before: PureNumber, after: PureNumber, code_rate: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["before"], /, *, after: PureNumber, code_rate: PureNumber, gain: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["after"], /, *, before: PureNumber, code_rate: PureNumber, gain: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["code_rate"], /, *, before: PureNumber, after: PureNumber, gain: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["gain"], /, *, before: PureNumber, after: PureNumber, code_rate: PureNumber
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["before", "after", "code_rate"],
        /,
        *,
        before: PureNumber,
        after: PureNumber,
        code_rate: PureNumber,
    ) -> Num: ...
    def elasticities(self, *, before: PureNumber, after: PureNumber, code_rate: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(before: float, after: float, code_rate: float) -> float: ...
    @overload
    @staticmethod
    def kernel(before: Num, after: Num, code_rate: Num) -> Num: ...

class _PayloadRate(Law):
    """Payload of a lane of given symbol_rate and levels after its error correction and its line code."""

    def __call__(  # type: ignore[override]
        self, *, symbol_rate: Amount, levels: PureNumber, code_rate: PureNumber, line_rate: PureNumber
    ) -> Quantity: ...
    @overload  # type: ignore[override]
    def solve(
        self,
        name: Literal["symbol_rate"],
        /,
        *,
        levels: PureNumber,
        code_rate: PureNumber,
        line_rate: PureNumber,
        payload: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["levels"],
        /,
        *,
        symbol_rate: Amount,
        code_rate: PureNumber,
        line_rate: PureNumber,
        payload: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["code_rate"],
        /,
        *,
        symbol_rate: Amount,
        levels: PureNumber,
        line_rate: PureNumber,
        payload: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["line_rate"],
        /,
        *,
        symbol_rate: Amount,
        levels: PureNumber,
        code_rate: PureNumber,
        payload: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["payload"],
        /,
        *,
        symbol_rate: Amount,
        levels: PureNumber,
        code_rate: PureNumber,
        line_rate: PureNumber,
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["symbol_rate", "levels", "code_rate", "line_rate"],
        /,
        *,
        symbol_rate: Amount,
        levels: PureNumber,
        code_rate: PureNumber,
        line_rate: PureNumber,
    ) -> Num: ...
    def elasticities(  # type: ignore[override]
        self, *, symbol_rate: Amount, levels: PureNumber, code_rate: PureNumber, line_rate: PureNumber
    ) -> dict[str, Num]: ...
    @overload
    @staticmethod
    def kernel(
        symbol_rate: float, levels: float, code_rate: float, line_rate: float, *, const: Constants = ...
    ) -> float: ...
    @overload
    @staticmethod
    def kernel(symbol_rate: Num, levels: Num, code_rate: Num, line_rate: Num, *, const: Constants = ...) -> Num: ...

class _OneWayRate(Law):
    """Rate of several links in one direction, from a rate per link that counts both_ways."""

    def __call__(self, *, links: PureNumber, both_ways: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["links"], /, *, both_ways: Amount, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["both_ways"], /, *, links: PureNumber, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["rate"], /, *, links: PureNumber, both_ways: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["links", "both_ways"], /, *, links: PureNumber, both_ways: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, links: PureNumber, both_ways: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(links: float, both_ways: float) -> float: ...
    @overload
    @staticmethod
    def kernel(links: Num, both_ways: Num) -> Num: ...

class _PhotonEnergy(Law):
    """Energy of one photon of a given wavelength."""

    def __call__(self, *, wavelength: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["wavelength"], /, *, energy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["energy"], /, *, wavelength: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["wavelength"], /, *, wavelength: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, wavelength: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(wavelength: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(wavelength: Num, *, const: Constants = ...) -> Num: ...

class _Holevo(Law):
    """Most information that a mode with a mean number of photons carries, whatever the signal and the receiver."""

    def __call__(self, *, photons: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["photons"], /, *, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["information"], /, *, photons: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["photons"], /, *, photons: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, photons: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(photons: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(photons: Num, *, const: Constants = ...) -> Num: ...

class _HolevoNoisy(Law):
    """Most information that a mode of given photons carries past a loss that lets thermal photons in."""

    def __call__(self, *, photons: PureNumber, transmission: PureNumber, noise: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["photons"], /, *, transmission: PureNumber, noise: PureNumber, information: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["transmission"], /, *, photons: PureNumber, noise: PureNumber, information: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["noise"], /, *, photons: PureNumber, transmission: PureNumber, information: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["information"], /, *, photons: PureNumber, transmission: PureNumber, noise: PureNumber
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["photons", "transmission", "noise"],
        /,
        *,
        photons: PureNumber,
        transmission: PureNumber,
        noise: PureNumber,
    ) -> Num: ...
    def elasticities(self, *, photons: PureNumber, transmission: PureNumber, noise: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(photons: float, transmission: float, noise: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(photons: Num, transmission: Num, noise: Num, *, const: Constants = ...) -> Num: ...

class _HolevoRate(Law):
    """Highest rate at which light of given power, bandwidth and wavelength carries information."""

    def __call__(self, *, bandwidth: Amount, power: Amount, wavelength: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["bandwidth"], /, *, power: Amount, wavelength: Amount, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["power"], /, *, bandwidth: Amount, wavelength: Amount, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["wavelength"], /, *, bandwidth: Amount, power: Amount, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["rate"], /, *, bandwidth: Amount, power: Amount, wavelength: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["bandwidth", "power", "wavelength"],
        /,
        *,
        bandwidth: Amount,
        power: Amount,
        wavelength: Amount,
    ) -> Num: ...
    def elasticities(self, *, bandwidth: Amount, power: Amount, wavelength: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(bandwidth: float, power: float, wavelength: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(bandwidth: Num, power: Num, wavelength: Num, *, const: Constants = ...) -> Num: ...

class _Heterodyne(Law):
    """Most information per mode of given photons that a heterodyne receiver takes from coherent states."""

    def __call__(self, *, photons: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["photons"], /, *, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["information"], /, *, photons: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["photons"], /, *, photons: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, photons: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(photons: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(photons: Num, *, const: Constants = ...) -> Num: ...

class _Homodyne(Law):
    """Most information per mode of given photons that a homodyne receiver takes from coherent states."""

    def __call__(self, *, photons: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["photons"], /, *, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["information"], /, *, photons: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["photons"], /, *, photons: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, photons: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(photons: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(photons: Num, *, const: Constants = ...) -> Num: ...

class _PhotonCounting(Law):
    """Most information per time that light of given peak and mean_share carries to a counter with dark counts."""

    def __call__(self, *, peak: Amount, dark: Amount, mean_share: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["peak"], /, *, dark: Amount, mean_share: PureNumber, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["dark"], /, *, peak: Amount, mean_share: PureNumber, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["mean_share"], /, *, peak: Amount, dark: Amount, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["rate"], /, *, peak: Amount, dark: Amount, mean_share: PureNumber) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["peak", "dark", "mean_share"], /, *, peak: Amount, dark: Amount, mean_share: PureNumber
    ) -> Num: ...
    def elasticities(self, *, peak: Amount, dark: Amount, mean_share: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(peak: float, dark: float, mean_share: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(peak: Num, dark: Num, mean_share: Num, *, const: Constants = ...) -> Num: ...

class _Ppm(Law):
    """Most information that a pulse of given photons carries by which of the slots it is counted in."""

    def __call__(self, *, photons: PureNumber, slots: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["photons"], /, *, slots: PureNumber, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["slots"], /, *, photons: PureNumber, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["information"], /, *, photons: PureNumber, slots: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["photons", "slots"], /, *, photons: PureNumber, slots: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, photons: PureNumber, slots: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(photons: float, slots: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(photons: Num, slots: Num, *, const: Constants = ...) -> Num: ...

class _Wideband(Law):
    """Highest rate at which a single channel of given power carries information, at any bandwidth."""

    def __call__(self, *, power: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["power"], /, *, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["rate"], /, *, power: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["power"], /, *, power: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, power: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(power: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(power: Num, *, const: Constants = ...) -> Num: ...

class _HeatFlow(Law):
    """Most heat per time that a single channel carries away from a body at temperature, in equilibrium with it."""

    def __call__(self, *, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["temperature"], /, *, flow: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["flow"], /, *, temperature: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["temperature"], /, *, temperature: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(temperature: Num, *, const: Constants = ...) -> Num: ...

class _ThermalConductance(Law):
    """Highest thermal conductance of a single channel at temperature: the quantum of thermal conductance."""

    def __call__(self, *, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["temperature"], /, *, conductance: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["conductance"], /, *, temperature: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["temperature"], /, *, temperature: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(temperature: Num, *, const: Constants = ...) -> Num: ...

class _MessageRate(Law):
    """Highest rate at which a message of given energy passes that light takes as long to cross."""

    def __call__(self, *, energy: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["energy"], /, *, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["rate"], /, *, energy: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["energy"], /, *, energy: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, energy: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(energy: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(energy: Num, *, const: Constants = ...) -> Num: ...

class _FibreSnr(Law):
    """Signal-to-noise ratio of a fibre at a given launch power."""

    def __call__(self, *, power: Amount, ase_noise: Amount, nonlinearity: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["power"], /, *, ase_noise: Amount, nonlinearity: Amount, snr: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["ase_noise"], /, *, power: Amount, nonlinearity: Amount, snr: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["nonlinearity"], /, *, power: Amount, ase_noise: Amount, snr: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(self, name: Literal["snr"], /, *, power: Amount, ase_noise: Amount, nonlinearity: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["power", "ase_noise", "nonlinearity"],
        /,
        *,
        power: Amount,
        ase_noise: Amount,
        nonlinearity: Amount,
    ) -> Num: ...
    def elasticities(self, *, power: Amount, ase_noise: Amount, nonlinearity: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(power: float, ase_noise: float, nonlinearity: float) -> float: ...
    @overload
    @staticmethod
    def kernel(power: Num, ase_noise: Num, nonlinearity: Num) -> Num: ...

class _FibreOptimum(Law):
    """Launch power at which a fibre of given ase_noise and nonlinearity has its highest signal-to-noise ratio."""

    def __call__(self, *, ase_noise: Amount, nonlinearity: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["ase_noise"], /, *, nonlinearity: Amount, power: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["nonlinearity"], /, *, ase_noise: Amount, power: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["power"], /, *, ase_noise: Amount, nonlinearity: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["ase_noise", "nonlinearity"], /, *, ase_noise: Amount, nonlinearity: Amount
    ) -> Num: ...
    def elasticities(self, *, ase_noise: Amount, nonlinearity: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(ase_noise: float, nonlinearity: float) -> float: ...
    @overload
    @staticmethod
    def kernel(ase_noise: Num, nonlinearity: Num) -> Num: ...

class _LightLatency(Law):
    """Least time in which a signal covers distance one way in a medium of given group_index."""

    def __call__(self, *, distance: Amount, group_index: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["distance"], /, *, group_index: PureNumber, time: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["group_index"], /, *, distance: Amount, time: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["time"], /, *, distance: Amount, group_index: PureNumber) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["distance", "group_index"], /, *, distance: Amount, group_index: PureNumber
    ) -> Num: ...
    def elasticities(self, *, distance: Amount, group_index: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(distance: float, group_index: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(distance: Num, group_index: Num, *, const: Constants = ...) -> Num: ...

class _SerialSteps(Law):
    """Most steps that follow one another within a time if each waits for a round trip over a distance."""

    def __call__(self, *, time: Amount, distance: Amount, group_index: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["time"], /, *, distance: Amount, group_index: PureNumber, steps: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["distance"], /, *, time: Amount, group_index: PureNumber, steps: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["group_index"], /, *, time: Amount, distance: Amount, steps: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["steps"], /, *, time: Amount, distance: Amount, group_index: PureNumber
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["time", "distance", "group_index"],
        /,
        *,
        time: Amount,
        distance: Amount,
        group_index: PureNumber,
    ) -> Num: ...
    def elasticities(self, *, time: Amount, distance: Amount, group_index: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(time: float, distance: float, group_index: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(time: Num, distance: Num, group_index: Num, *, const: Constants = ...) -> Num: ...

class _BatchLatency(Law):
    """Least time of one batch when each of its layers waits for its collectives in turn."""

    def __call__(self, *, layers: PureNumber, collectives: PureNumber, latency: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["layers"], /, *, collectives: PureNumber, latency: Amount, time: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["collectives"], /, *, layers: PureNumber, latency: Amount, time: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["latency"], /, *, layers: PureNumber, collectives: PureNumber, time: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["time"], /, *, layers: PureNumber, collectives: PureNumber, latency: Amount
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["layers", "collectives", "latency"],
        /,
        *,
        layers: PureNumber,
        collectives: PureNumber,
        latency: Amount,
    ) -> Num: ...
    def elasticities(self, *, layers: PureNumber, collectives: PureNumber, latency: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(layers: float, collectives: float, latency: float) -> float: ...
    @overload
    @staticmethod
    def kernel(layers: Num, collectives: Num, latency: Num) -> Num: ...

class _LatencyWall(Law):
    """Most training operations within a time when batches follow one another, each for its batch_time."""

    def __call__(  # type: ignore[override]
        self, *, time: Amount, batch: Amount, batch_time: Amount, tokens_per_parameter: Amount, cost: Amount
    ) -> Quantity: ...
    @overload  # type: ignore[override]
    def solve(
        self,
        name: Literal["time"],
        /,
        *,
        batch: Amount,
        batch_time: Amount,
        tokens_per_parameter: Amount,
        cost: Amount,
        operations: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["batch"],
        /,
        *,
        time: Amount,
        batch_time: Amount,
        tokens_per_parameter: Amount,
        cost: Amount,
        operations: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["batch_time"],
        /,
        *,
        time: Amount,
        batch: Amount,
        tokens_per_parameter: Amount,
        cost: Amount,
        operations: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["tokens_per_parameter"],
        /,
        *,
        time: Amount,
        batch: Amount,
        batch_time: Amount,
        cost: Amount,
        operations: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["cost"],
        /,
        *,
        time: Amount,
        batch: Amount,
        batch_time: Amount,
        tokens_per_parameter: Amount,
        operations: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["operations"],
        /,
        *,
        time: Amount,
        batch: Amount,
        batch_time: Amount,
        tokens_per_parameter: Amount,
        cost: Amount,
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["time", "batch", "batch_time", "tokens_per_parameter", "cost"],
        /,
        *,
        time: Amount,
        batch: Amount,
        batch_time: Amount,
        tokens_per_parameter: Amount,
        cost: Amount,
    ) -> Num: ...
    def elasticities(  # type: ignore[override]
        self, *, time: Amount, batch: Amount, batch_time: Amount, tokens_per_parameter: Amount, cost: Amount
    ) -> dict[str, Num]: ...
    @overload
    @staticmethod
    def kernel(time: float, batch: float, batch_time: float, tokens_per_parameter: float, cost: float) -> float: ...
    @overload
    @staticmethod
    def kernel(time: Num, batch: Num, batch_time: Num, tokens_per_parameter: Num, cost: Num) -> Num: ...

class _AllReduce(Law):
    """Least information that some rank must send when all ranks reduce and share a buffer of given information."""

    def __call__(self, *, ranks: PureNumber, information: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["ranks"], /, *, information: Amount, sent: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["information"], /, *, ranks: PureNumber, sent: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["sent"], /, *, ranks: PureNumber, information: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["ranks", "information"], /, *, ranks: PureNumber, information: Amount
    ) -> Num: ...
    def elasticities(self, *, ranks: PureNumber, information: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(ranks: float, information: float) -> float: ...
    @overload
    @staticmethod
    def kernel(ranks: Num, information: Num) -> Num: ...

class _AllReduceCut(Law):
    """Least information that each of two ranks or more must send to reduce and share given information."""

    def __call__(self, *, information: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["information"], /, *, sent: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["sent"], /, *, information: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["information"], /, *, information: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, information: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(information: float) -> float: ...
    @overload
    @staticmethod
    def kernel(information: Num) -> Num: ...

class _CollectiveRounds(Law):
    """Least time in which all ranks hear of one another, one message at a time of given latency."""

    def __call__(self, *, ranks: PureNumber, latency: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["ranks"], /, *, latency: Amount, time: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["latency"], /, *, ranks: PureNumber, time: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["time"], /, *, ranks: PureNumber, latency: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["ranks", "latency"], /, *, ranks: PureNumber, latency: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, ranks: PureNumber, latency: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(ranks: float, latency: float) -> float: ...
    @overload
    @staticmethod
    def kernel(ranks: Num, latency: Num) -> Num: ...

class _Postal(Law):
    """Least time in which one rank's message reaches all ranks, each passing it on once every gap."""

    def __call__(self, *, ranks: PureNumber, latency: Amount, gap: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["ranks"], /, *, latency: Amount, gap: Amount, time: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["latency"], /, *, ranks: PureNumber, gap: Amount, time: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["gap"], /, *, ranks: PureNumber, latency: Amount, time: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["time"], /, *, ranks: PureNumber, latency: Amount, gap: Amount) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["ranks", "latency", "gap"], /, *, ranks: PureNumber, latency: Amount, gap: Amount
    ) -> Num: ...
    def elasticities(self, *, ranks: PureNumber, latency: Amount, gap: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(ranks: float, latency: float, gap: float) -> float: ...
    @overload
    @staticmethod
    def kernel(ranks: Num, latency: Num, gap: Num) -> Num: ...

class _Logp(Law):
    """Least time in which one rank's message reaches all ranks of a machine of LogP."""

    def __call__(self, *, ranks: PureNumber, latency: Amount, overhead: Amount, gap: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["ranks"], /, *, latency: Amount, overhead: Amount, gap: Amount, time: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["latency"], /, *, ranks: PureNumber, overhead: Amount, gap: Amount, time: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["overhead"], /, *, ranks: PureNumber, latency: Amount, gap: Amount, time: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["gap"], /, *, ranks: PureNumber, latency: Amount, overhead: Amount, time: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["time"], /, *, ranks: PureNumber, latency: Amount, overhead: Amount, gap: Amount
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["ranks", "latency", "overhead", "gap"],
        /,
        *,
        ranks: PureNumber,
        latency: Amount,
        overhead: Amount,
        gap: Amount,
    ) -> Num: ...
    def elasticities(self, *, ranks: PureNumber, latency: Amount, overhead: Amount, gap: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(ranks: float, latency: float, overhead: float, gap: float) -> float: ...
    @overload
    @staticmethod
    def kernel(ranks: Num, latency: Num, overhead: Num, gap: Num) -> Num: ...

class _MachineDiameter(Law):
    """Least diameter of a machine of many chips, each of which fills a given volume."""

    def __call__(self, *, chips: PureNumber, volume: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["chips"], /, *, volume: Amount, diameter: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["volume"], /, *, chips: PureNumber, diameter: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["diameter"], /, *, chips: PureNumber, volume: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["chips", "volume"], /, *, chips: PureNumber, volume: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, chips: PureNumber, volume: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(chips: float, volume: float) -> float: ...
    @overload
    @staticmethod
    def kernel(chips: Num, volume: Num) -> Num: ...

class _MachineDiameterHeat(Law):
    """Least diameter of a ball through whose surface a given power leaves at a given heat_flux."""

    def __call__(self, *, power: Amount, heat_flux: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["power"], /, *, heat_flux: Amount, diameter: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["heat_flux"], /, *, power: Amount, diameter: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["diameter"], /, *, power: Amount, heat_flux: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["power", "heat_flux"], /, *, power: Amount, heat_flux: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, power: Amount, heat_flux: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(power: float, heat_flux: float) -> float: ...
    @overload
    @staticmethod
    def kernel(power: Num, heat_flux: Num) -> Num: ...

class _Radiator(Law):
    """Most heat that a surface radiates when it is warmer than its surroundings by a given difference."""

    def __call__(self, *, emissivity: PureNumber, area: Amount, ambient: Amount, difference: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["emissivity"], /, *, area: Amount, ambient: Amount, difference: Amount, power: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["area"], /, *, emissivity: PureNumber, ambient: Amount, difference: Amount, power: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["ambient"], /, *, emissivity: PureNumber, area: Amount, difference: Amount, power: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["difference"], /, *, emissivity: PureNumber, area: Amount, ambient: Amount, power: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["power"], /, *, emissivity: PureNumber, area: Amount, ambient: Amount, difference: Amount
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["emissivity", "area", "ambient", "difference"],
        /,
        *,
        emissivity: PureNumber,
        area: Amount,
        ambient: Amount,
        difference: Amount,
    ) -> Num: ...
    def elasticities(  # type: ignore[override]
        self, *, emissivity: PureNumber, area: Amount, ambient: Amount, difference: Amount
    ) -> dict[str, Num]: ...
    @overload
    @staticmethod
    def kernel(
        emissivity: float, area: float, ambient: float, difference: float, *, const: Constants = ...
    ) -> float: ...
    @overload
    @staticmethod
    def kernel(emissivity: Num, area: Num, ambient: Num, difference: Num, *, const: Constants = ...) -> Num: ...

class _RadiatingSphere(Law):
    """Highest rate of erasure inside a sphere of given radius that only radiates, at a given temperature."""

    def __call__(self, *, radius: Amount, temperature: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["radius"], /, *, temperature: Amount, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["temperature"], /, *, radius: Amount, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["rate"], /, *, radius: Amount, temperature: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["radius", "temperature"], /, *, radius: Amount, temperature: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, radius: Amount, temperature: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(radius: float, temperature: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(radius: Num, temperature: Num, *, const: Constants = ...) -> Num: ...

class _Coolant(Law):
    """Heat that a flow of coolant carries away when it warms by a given difference."""

    def __call__(self, *, density: Amount, heat_capacity: Amount, flow: Amount, difference: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["density"], /, *, heat_capacity: Amount, flow: Amount, difference: Amount, power: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["heat_capacity"], /, *, density: Amount, flow: Amount, difference: Amount, power: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["flow"], /, *, density: Amount, heat_capacity: Amount, difference: Amount, power: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["difference"], /, *, density: Amount, heat_capacity: Amount, flow: Amount, power: Amount
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["power"], /, *, density: Amount, heat_capacity: Amount, flow: Amount, difference: Amount
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["density", "heat_capacity", "flow", "difference"],
        /,
        *,
        density: Amount,
        heat_capacity: Amount,
        flow: Amount,
        difference: Amount,
    ) -> Num: ...
    def elasticities(  # type: ignore[override]
        self, *, density: Amount, heat_capacity: Amount, flow: Amount, difference: Amount
    ) -> dict[str, Num]: ...
    @overload
    @staticmethod
    def kernel(density: float, heat_capacity: float, flow: float, difference: float) -> float: ...
    @overload
    @staticmethod
    def kernel(density: Num, heat_capacity: Num, flow: Num, difference: Num) -> Num: ...

class _MatmulTraffic(Law):
    """Least traffic of a matrix product C = A B through a fast memory."""

    def __call__(  # type: ignore[override]
        self, *, rows: PureNumber, columns: PureNumber, inner: PureNumber, memory: Amount, word: Amount
    ) -> Quantity: ...
    @overload  # type: ignore[override]
    def solve(
        self,
        name: Literal["rows"],
        /,
        *,
        columns: PureNumber,
        inner: PureNumber,
        memory: Amount,
        word: Amount,
        traffic: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["columns"],
        /,
        *,
        rows: PureNumber,
        inner: PureNumber,
        memory: Amount,
        word: Amount,
        traffic: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["inner"],
        /,
        *,
        rows: PureNumber,
        columns: PureNumber,
        memory: Amount,
        word: Amount,
        traffic: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["memory"],
        /,
        *,
        rows: PureNumber,
        columns: PureNumber,
        inner: PureNumber,
        word: Amount,
        traffic: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["word"],
        /,
        *,
        rows: PureNumber,
        columns: PureNumber,
        inner: PureNumber,
        memory: Amount,
        traffic: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["traffic"],
        /,
        *,
        rows: PureNumber,
        columns: PureNumber,
        inner: PureNumber,
        memory: Amount,
        word: Amount,
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["rows", "columns", "inner", "memory", "word"],
        /,
        *,
        rows: PureNumber,
        columns: PureNumber,
        inner: PureNumber,
        memory: Amount,
        word: Amount,
    ) -> Num: ...
    def elasticities(  # type: ignore[override]
        self, *, rows: PureNumber, columns: PureNumber, inner: PureNumber, memory: Amount, word: Amount
    ) -> dict[str, Num]: ...
    @overload
    @staticmethod
    def kernel(rows: float, columns: float, inner: float, memory: float, word: float) -> float: ...
    @overload
    @staticmethod
    def kernel(rows: Num, columns: Num, inner: Num, memory: Num, word: Num) -> Num: ...

class _MatmulIntensity(Law):
    """Highest arithmetic intensity of a large matrix product through a fast memory."""

    def __call__(self, *, memory: Amount, word: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["memory"], /, *, word: Amount, intensity: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["word"], /, *, memory: Amount, intensity: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["intensity"], /, *, memory: Amount, word: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["memory", "word"], /, *, memory: Amount, word: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, memory: Amount, word: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(memory: float, word: float) -> float: ...
    @overload
    @staticmethod
    def kernel(memory: Num, word: Num) -> Num: ...

class _NoFreeLunch(Law):
    """Share of wrong answers to expect of a learner that has memorised its examples, over all tasks there are."""

    def __call__(self, *, cases: PureNumber, examples: PureNumber, classes: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["cases"], /, *, examples: PureNumber, classes: PureNumber, loss: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["examples"], /, *, cases: PureNumber, classes: PureNumber, loss: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["classes"], /, *, cases: PureNumber, examples: PureNumber, loss: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["loss"], /, *, cases: PureNumber, examples: PureNumber, classes: PureNumber
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["cases", "examples", "classes"],
        /,
        *,
        cases: PureNumber,
        examples: PureNumber,
        classes: PureNumber,
    ) -> Num: ...
    def elasticities(self, *, cases: PureNumber, examples: PureNumber, classes: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(cases: float, examples: float, classes: float) -> float: ...
    @overload
    @staticmethod
    def kernel(cases: Num, examples: Num, classes: Num) -> Num: ...

class _NoFreeLunchGain(Law):
    """How much a learner that has memorised its examples is better than chance, over all tasks there are."""

    def __call__(self, *, cases: PureNumber, examples: PureNumber, classes: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["cases"], /, *, examples: PureNumber, classes: PureNumber, gain: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["examples"], /, *, cases: PureNumber, classes: PureNumber, gain: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["classes"], /, *, cases: PureNumber, examples: PureNumber, gain: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["gain"], /, *, cases: PureNumber, examples: PureNumber, classes: PureNumber
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["cases", "examples", "classes"],
        /,
        *,
        cases: PureNumber,
        examples: PureNumber,
        classes: PureNumber,
    ) -> Num: ...
    def elasticities(self, *, cases: PureNumber, examples: PureNumber, classes: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(cases: float, examples: float, classes: float) -> float: ...
    @overload
    @staticmethod
    def kernel(cases: Num, examples: Num, classes: Num) -> Num: ...

class _NoFreeLunchUnseen(Law):
    """Share of wrong answers to expect of any learner on cases not seen, over all tasks that there could be."""

    def __call__(self, *, classes: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["classes"], /, *, loss: PureNumber) -> Quantity: ...
    @overload
    def solve(self, name: Literal["loss"], /, *, classes: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["classes"], /, *, classes: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, classes: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(classes: float) -> float: ...
    @overload
    @staticmethod
    def kernel(classes: Num) -> Num: ...

class _FiniteClass(Law):
    """Examples that suffice to learn one of finitely many functions to a given error; fewer may, too."""

    def __call__(self, *, description: Amount, error: PureNumber, failure: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["description"], /, *, error: PureNumber, failure: PureNumber, examples: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["error"], /, *, description: Amount, failure: PureNumber, examples: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["failure"], /, *, description: Amount, error: PureNumber, examples: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["examples"], /, *, description: Amount, error: PureNumber, failure: PureNumber
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["description", "error", "failure"],
        /,
        *,
        description: Amount,
        error: PureNumber,
        failure: PureNumber,
    ) -> Num: ...
    def elasticities(self, *, description: Amount, error: PureNumber, failure: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(description: float, error: float, failure: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(description: Num, error: Num, failure: Num, *, const: Constants = ...) -> Num: ...

class _VcClass(Law):
    """Examples that suffice to learn one of a class of functions of given dimension to a given error."""

    def __call__(self, *, dimension: PureNumber, error: PureNumber, failure: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(
        self, name: Literal["dimension"], /, *, error: PureNumber, failure: PureNumber, examples: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["error"], /, *, dimension: PureNumber, failure: PureNumber, examples: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["failure"], /, *, dimension: PureNumber, error: PureNumber, examples: PureNumber
    ) -> Quantity: ...
    @overload
    def solve(
        self, name: Literal["examples"], /, *, dimension: PureNumber, error: PureNumber, failure: PureNumber
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["dimension", "error", "failure"],
        /,
        *,
        dimension: PureNumber,
        error: PureNumber,
        failure: PureNumber,
    ) -> Num: ...
    def elasticities(self, *, dimension: PureNumber, error: PureNumber, failure: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(dimension: float, error: float, failure: float) -> float: ...
    @overload
    @staticmethod
    def kernel(dimension: Num, error: Num, failure: Num) -> Num: ...

class _Fano(Law):
    """Most uncertainty about the next symbol that allows the best guess to be wrong only with a given error."""

    def __call__(self, *, error: PureNumber, alphabet: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["error"], /, *, alphabet: PureNumber, entropy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["alphabet"], /, *, error: PureNumber, entropy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["entropy"], /, *, error: PureNumber, alphabet: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["error", "alphabet"], /, *, error: PureNumber, alphabet: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, error: PureNumber, alphabet: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(error: float, alphabet: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(error: Num, alphabet: Num, *, const: Constants = ...) -> Num: ...

class _FanoWeak(Law):
    """Least probability that the best guess of a symbol is wrong, by the weaker form of Fano's inequality."""

    def __call__(self, *, entropy: Amount, alphabet: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["entropy"], /, *, alphabet: PureNumber, error: PureNumber) -> Quantity: ...
    @overload
    def solve(self, name: Literal["alphabet"], /, *, entropy: Amount, error: PureNumber) -> Quantity: ...
    @overload
    def solve(self, name: Literal["error"], /, *, entropy: Amount, alphabet: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["entropy", "alphabet"], /, *, entropy: Amount, alphabet: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, entropy: Amount, alphabet: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(entropy: float, alphabet: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(entropy: Num, alphabet: Num, *, const: Constants = ...) -> Num: ...

class _RateDistortion(Law):
    """Least information for each value of a Gaussian source of given variance kept to a given distortion."""

    def __call__(self, *, variance: PureNumber, distortion: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["variance"], /, *, distortion: PureNumber, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["distortion"], /, *, variance: PureNumber, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["rate"], /, *, variance: PureNumber, distortion: PureNumber) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["variance", "distortion"], /, *, variance: PureNumber, distortion: PureNumber
    ) -> Num: ...
    def elasticities(self, *, variance: PureNumber, distortion: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(variance: float, distortion: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(variance: Num, distortion: Num, *, const: Constants = ...) -> Num: ...

class _RateDistortionExcess(Law):
    """Least information for each Gaussian value whose variance is above the distortion by an excess."""

    def __call__(self, *, excess: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["excess"], /, *, rate: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["rate"], /, *, excess: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["excess"], /, *, excess: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, excess: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(excess: float, *, const: Constants = ...) -> float: ...
    @overload
    @staticmethod
    def kernel(excess: Num, *, const: Constants = ...) -> Num: ...

class _TokenEntropy(Law):
    """Entropy of a token of text whose characters have a given entropy each."""

    def __call__(self, *, entropy: Amount, characters: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["entropy"], /, *, characters: Amount, token_entropy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["characters"], /, *, entropy: Amount, token_entropy: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["token_entropy"], /, *, entropy: Amount, characters: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["entropy", "characters"], /, *, entropy: Amount, characters: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, entropy: Amount, characters: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(entropy: float, characters: float) -> float: ...
    @overload
    @staticmethod
    def kernel(entropy: Num, characters: Num) -> Num: ...

class _ParameterCapacity(Law):
    """Information that a model of so many parameters has been seen to hold."""

    def __call__(self, *, parameters: Amount, density: Amount) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["parameters"], /, *, density: Amount, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["density"], /, *, parameters: Amount, information: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["information"], /, *, parameters: Amount, density: Amount) -> Quantity: ...
    def elasticity(self, name: Literal["parameters", "density"], /, *, parameters: Amount, density: Amount) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, parameters: Amount, density: Amount) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(parameters: float, density: float) -> float: ...
    @overload
    @staticmethod
    def kernel(parameters: Num, density: Num) -> Num: ...

class _LearnedInformation(Law):
    """Most information that training on tokens puts into a model: what they teach, or what it holds."""

    def __call__(  # type: ignore[override]
        self, *, tokens: Amount, unigram_entropy: Amount, entropy: Amount, parameters: Amount, density: Amount
    ) -> Quantity: ...
    @overload  # type: ignore[override]
    def solve(
        self,
        name: Literal["tokens"],
        /,
        *,
        unigram_entropy: Amount,
        entropy: Amount,
        parameters: Amount,
        density: Amount,
        information: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["unigram_entropy"],
        /,
        *,
        tokens: Amount,
        entropy: Amount,
        parameters: Amount,
        density: Amount,
        information: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["entropy"],
        /,
        *,
        tokens: Amount,
        unigram_entropy: Amount,
        parameters: Amount,
        density: Amount,
        information: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["parameters"],
        /,
        *,
        tokens: Amount,
        unigram_entropy: Amount,
        entropy: Amount,
        density: Amount,
        information: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["density"],
        /,
        *,
        tokens: Amount,
        unigram_entropy: Amount,
        entropy: Amount,
        parameters: Amount,
        information: Amount,
    ) -> Quantity: ...
    @overload
    def solve(
        self,
        name: Literal["information"],
        /,
        *,
        tokens: Amount,
        unigram_entropy: Amount,
        entropy: Amount,
        parameters: Amount,
        density: Amount,
    ) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self,
        name: Literal["tokens", "unigram_entropy", "entropy", "parameters", "density"],
        /,
        *,
        tokens: Amount,
        unigram_entropy: Amount,
        entropy: Amount,
        parameters: Amount,
        density: Amount,
    ) -> Num: ...
    def elasticities(  # type: ignore[override]
        self, *, tokens: Amount, unigram_entropy: Amount, entropy: Amount, parameters: Amount, density: Amount
    ) -> dict[str, Num]: ...
    @overload
    @staticmethod
    def kernel(tokens: float, unigram_entropy: float, entropy: float, parameters: float, density: float) -> float: ...
    @overload
    @staticmethod
    def kernel(tokens: Num, unigram_entropy: Num, entropy: Num, parameters: Num, density: Num) -> Num: ...

class _ManifoldExponent(Law):
    """Exponent with which loss falls with parameters, for data of given intrinsic dimension."""

    def __call__(self, *, dimension: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["dimension"], /, *, exponent: PureNumber) -> Quantity: ...
    @overload
    def solve(self, name: Literal["exponent"], /, *, dimension: PureNumber) -> Quantity: ...
    def elasticity(self, name: Literal["dimension"], /, *, dimension: PureNumber) -> Num: ...  # type: ignore[override]
    def elasticities(self, *, dimension: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(dimension: float) -> float: ...
    @overload
    @staticmethod
    def kernel(dimension: Num) -> Num: ...

class _Epochs(Law):
    """Most tokens that repeating unique_tokens over epochs epochs supplies nearly as well as fresh ones."""

    def __call__(self, *, unique_tokens: Amount, epochs: PureNumber) -> Quantity: ...  # type: ignore[override]
    @overload  # type: ignore[override]
    def solve(self, name: Literal["unique_tokens"], /, *, epochs: PureNumber, tokens: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["epochs"], /, *, unique_tokens: Amount, tokens: Amount) -> Quantity: ...
    @overload
    def solve(self, name: Literal["tokens"], /, *, unique_tokens: Amount, epochs: PureNumber) -> Quantity: ...
    def elasticity(  # type: ignore[override]
        self, name: Literal["unique_tokens", "epochs"], /, *, unique_tokens: Amount, epochs: PureNumber
    ) -> Num: ...
    def elasticities(self, *, unique_tokens: Amount, epochs: PureNumber) -> dict[str, Num]: ...  # type: ignore[override]
    @overload
    @staticmethod
    def kernel(unique_tokens: float, epochs: float) -> float: ...
    @overload
    @staticmethod
    def kernel(unique_tokens: Num, epochs: Num) -> Num: ...

landauer: _Landauer
landauer_rate: _LandauerRate
landauer_efficiency: _LandauerEfficiency
landauer_finite_time: _LandauerFiniteTime
landauer_biased: _LandauerBiased
landauer_reset: _LandauerReset
landauer_reset_margin: _LandauerResetMargin
adder: _Adder
modular_adder: _ModularAdder
sagawa_ueda: _SagawaUeda
szilard: _Szilard
measurement_erasure: _MeasurementErasure
barrier: _Barrier
retention: _Retention
noise_margin: _NoiseMargin
ktc_noise: _KtcNoise
node_energy: _NodeEnergy
adiabatic_charging: _AdiabaticCharging
cmos: _Cmos
switch_size: _SwitchSize
switch_time: _SwitchTime
switch_power_density: _SwitchPowerDensity
carnot: _Carnot
refrigeration: _Refrigeration
heat_at_plug: _HeatAtPlug
pue: _Pue
accelerator_energy: _AcceleratorEnergy
koomey: _Koomey
margolus_levitin: _MargolusLevitin
margolus_levitin_sequence: _MargolusLevitinSequence
mandelstam_tamm: _MandelstamTamm
quantum_speed: _QuantumSpeed
bremermann: _Bremermann
lloyd_rate: _LloydRate
lloyd_temperature: _LloydTemperature
lloyd_memory: _LloydMemory
peak_operations: _PeakOperations
checkpoint_interval: _CheckpointInterval
useful_share: _UsefulShare
bekenstein: _Bekenstein
bekenstein_energy: _BekensteinEnergy
memory_capacity: _MemoryCapacity
schwarzschild: _Schwarzschild
holographic: _Holographic
holographic_sphere: _HolographicSphere
black_hole: _BlackHole
stored_electrons: _StoredElectrons
atom_information: _AtomInformation
matter_information: _MatterInformation
shannon: _Shannon
shannon_power: _ShannonPower
shannon_energy: _ShannonEnergy
shannon_limit: _ShannonLimit
thermal_noise: _ThermalNoise
planck_noise: _PlanckNoise
pam_ber: _PamBer
qam_ber: _QamBer
pam_penalty: _PamPenalty
pam_penalty_peak: _PamPenaltyPeak
snr_gap: _SnrGap
gap_rate: _GapRate
pam_capacity: _PamCapacity
bi_awgn: _BiAwgn
bsc: _Bsc
bsc_margin: _BscMargin
bec: _Bec
codeword_failure: _CodewordFailure
net_coding_gain: _NetCodingGain
payload_rate: _PayloadRate
one_way_rate: _OneWayRate
photon_energy: _PhotonEnergy
holevo: _Holevo
holevo_noisy: _HolevoNoisy
holevo_rate: _HolevoRate
heterodyne: _Heterodyne
homodyne: _Homodyne
photon_counting: _PhotonCounting
ppm: _Ppm
wideband: _Wideband
heat_flow: _HeatFlow
thermal_conductance: _ThermalConductance
message_rate: _MessageRate
fibre_snr: _FibreSnr
fibre_optimum: _FibreOptimum
light_latency: _LightLatency
serial_steps: _SerialSteps
batch_latency: _BatchLatency
latency_wall: _LatencyWall
all_reduce: _AllReduce
all_reduce_cut: _AllReduceCut
collective_rounds: _CollectiveRounds
postal: _Postal
logp: _Logp
machine_diameter: _MachineDiameter
machine_diameter_heat: _MachineDiameterHeat
radiator: _Radiator
radiating_sphere: _RadiatingSphere
coolant: _Coolant
matmul_traffic: _MatmulTraffic
matmul_intensity: _MatmulIntensity
no_free_lunch: _NoFreeLunch
no_free_lunch_gain: _NoFreeLunchGain
no_free_lunch_unseen: _NoFreeLunchUnseen
finite_class: _FiniteClass
vc_class: _VcClass
fano: _Fano
fano_weak: _FanoWeak
rate_distortion: _RateDistortion
rate_distortion_excess: _RateDistortionExcess
token_entropy: _TokenEntropy
parameter_capacity: _ParameterCapacity
learned_information: _LearnedInformation
manifold_exponent: _ManifoldExponent
epochs: _Epochs
