"""Rates by which energy, money and time become compute: as they were stated, and in words where each comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from limits.cli.frontier.options import amounts
from limits.errors import InputError, Problem, TextError, shown
from limits.value import Origin, OriginKind

if TYPE_CHECKING:
    from limits.scaling.frontier.budget import Rates

_MACHINE = "--rate, or --accelerator with --precision and --utilisation"
NEEDS = {
    "energy": "--efficiency, or --accelerator with --precision and --utilisation",
    "cost": f"--price: of compute, or of time together with {_MACHINE}",
    "time": _MACHINE,
}
_RANGES = {
    "--utilisation": (0.0, 1.0),
    "--count": (1.0, 1e12),
    "--pue": (1.0, 1e3),
    "--inference-tokens": (1.0, 1e20),
    "--price-ratio": (1e-6, 1e6),
}
_WHOLE = {"--count"}


class Stated(NamedTuple):
    """The rates that somebody stated, and where each comes from, by resource."""

    rates: Rates
    origins: dict[str, Origin]


class _Machine(NamedTuple):
    """What one machine achieves [FLOP/s] and draws [W], and both in words."""

    rate: float
    power: float
    words: str
    power_words: str
    row: str  # of the catalogue; empty where the rate was stated

    def origin(self, how: str, kind: OriginKind = OriginKind.DERIVED) -> Origin:
        """Return the origin of a number that is computed from this machine, or given as the rate of it."""
        return Origin(kind, how=how, row=self.row)


def stated(typed: dict[str, str | None]) -> Stated:
    """Turn what was typed into rates; what was not typed stays unknown."""
    from limits.scaling.frontier.budget import Rates

    machine = _machine(typed)
    count, pue = (ranged(f"--{name}", or_one(typed[name])) for name in ("count", "pue"))
    price, per = (float("nan"), "") if typed["price"] is None else _price(typed["price"])
    efficiency = None
    if typed["efficiency"] is not None:
        (efficiency,) = amounts({"--efficiency": (typed["efficiency"], "FLOP/J")})
    _refuse_what_needs_more(typed, machine, by_the_hour=per == "USD/s")
    rates = Rates()
    origins: dict[str, Origin] = {}
    building = f", PUE {typed['pue']}" if typed["pue"] else ""
    if machine:
        rates = Rates.of(machine.rate, count=count, power=machine.power, pue=pue, price=price)
        many = f"{count:g} times" if typed["count"] else "one at"
        computed = OriginKind.DERIVED if machine.row or typed["count"] else OriginKind.GIVEN
        origins["time"] = machine.origin(f"{many} {machine.words}", computed)
        if machine.power_words:
            origins["energy"] = machine.origin(machine.power_words + (building or ", without the building"))
        if per == "USD/s":
            origins["cost"] = machine.origin(f"{typed['price']} for {machine.words}")
    if efficiency is not None:
        rates = rates._replace(per_joule=efficiency / pue)
        origins["energy"] = (
            Origin(OriginKind.DERIVED, how=f"({typed['efficiency']}) / PUE {typed['pue']}")
            if typed["pue"]
            else Origin(OriginKind.GIVEN, how=f"{typed['efficiency']}, as stated")
        )
    if per == "USD/FLOP":
        rates = rates._replace(per_dollar=1.0 / price)
        origins["cost"] = Origin(OriginKind.DERIVED, how=f"1 / ({typed['price']})")
    return Stated(rates, origins)


def _refuse_what_needs_more(typed: dict[str, str | None], machine: _Machine | None, *, by_the_hour: bool) -> None:
    """Refuse options that would be read by nothing."""
    if typed["count"] is not None and not machine:
        raise click.UsageError(f"--count needs {_MACHINE}.")
    if by_the_hour and not machine:
        raise click.UsageError(f"--price per time needs {_MACHINE}.")
    if typed["pue"] is not None and typed["efficiency"] is None and not (machine and machine.power_words):
        raise click.UsageError(f"--pue needs {NEEDS['energy']}.")


def _machine(typed: dict[str, str | None]) -> _Machine | None:
    """Return what runs: at a stated rate, or an accelerator of the catalogue at a stated share of its peak."""
    name, precision, utilisation = typed["accelerator"], typed["precision"], typed["utilisation"]
    if name is None:
        if precision is not None or utilisation is not None:
            raise click.UsageError("--precision and --utilisation need --accelerator.")
        if typed["rate"] is None:
            return None
        (rate,) = amounts({"--rate": (typed["rate"], "FLOP/s")})
        return _Machine(rate, float("nan"), typed["rate"], "", "")
    if typed["rate"] is not None:
        raise click.UsageError("Give one of --rate and --accelerator.")
    if precision is None or utilisation is None:
        raise click.UsageError("--accelerator needs --precision and --utilisation: a peak alone is no achieved rate.")
    from limits.catalog import shipped
    from limits.catalog.peaks import PEAKS, SCALED, peak_column
    from limits.formats import number_format

    row = shipped().row("accelerator", name)
    column = peak_column(number_format(precision).name, row)
    peak, power = row.cells.get(column), row.cells.get("tdp")
    if peak is None:
        known = [each for each in (*PEAKS, *SCALED) if peak_column(each, row) in row.cells]
        wanted = f"a number format of which the catalogue has the peak of {row.name}: {', '.join(known)}"
        raise InputError("frontier", [Problem("--precision", shown(precision), wanted)])
    drawn = ""
    if power is not None:
        drawn = f"{power.value:g} W, design power (TDP) and no measurement ({row.origin('tdp')}, {row.evidence})"
    return _Machine(
        ranged("--utilisation", utilisation) * peak.value,
        float("nan") if power is None else power.value,
        f"{utilisation} of {peak.value / 1e12:.4g} TFLOP/s, peak in {precision} ({row.origin(column)}, {row.evidence})",
        drawn,
        row.name,
    )


def _price(text: str) -> tuple[float, str]:
    """Return a price, and whether it is one of compute [USD/FLOP] or one of time [USD/s]."""
    from limits.units.grammar import read
    from limits.units.money import currency_of

    mend = "write e.g. '2 USD/hour' or '1e-18 USD/FLOP'"
    for unit in ("USD/FLOP", "USD/s"):
        try:
            read(text)
            return amounts({"--price": (text, unit)})[0], unit
        except TextError as error:  # of the grammar
            mend = error.mend
        except InputError:  # another unit
            continue
    if (currency := currency_of(text)) not in ("", "USD"):
        mend = f"this is in {currency}, and there are no exchange rates here: state price and cost in USD"
    raise InputError("frontier", [Problem("--price", shown(text), "a price of compute or of time", mend)])


def or_one(text: str | None) -> str:
    """Return what was typed, 1 if nothing was."""
    return "1" if text is None else text


def ranged(option: str, text: str, unit: str = "1") -> float:
    """Return a number that must lie in the range of its option."""
    (value,) = amounts({option: (text, unit)}, counted=option in _WHOLE)
    low, high = _RANGES[option]
    kind = "a whole number" if option in _WHOLE else "a number"
    if not low <= value <= high or (option in _WHOLE and not value.is_integer()):
        raise InputError("frontier", [Problem(option, shown(text), f"{kind} from {low:g} to {high:g}")])
    return value
