"""``limits frontier optimal`` and ``compare``: the best use of a budget."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import click

from limits.cli.frontier.options import amounts, budget, law_called, law_option
from limits.cli.options import examples, format_option, output_option
from limits.cli.view import emit_view
from limits.errors import InputError, Problem, TextError, shown

if TYPE_CHECKING:
    from limits.scaling.budget import Rates

_UNITS = {"compute": "FLOP", "loss": "nat/token", "energy": "J", "cost": "USD", "time": "s"}
"""What a budget may be, with its canonical unit."""
_MACHINE = "--rate, or --accelerator with --precision and --utilisation"
_NEEDS = {
    "energy": "--efficiency, or --accelerator with --precision and --utilisation",
    "cost": f"--price: of compute, or of time together with {_MACHINE}",
    "time": _MACHINE,
}
_BARE = re.compile(r"[-+.\deE\s]*")
_RANGES = {
    "--utilisation": (0.0, 1.0),
    "--count": (1.0, 1e12),
    "--pue": (1.0, 1e3),
    "--inference-tokens": (0.0, 1e30),
    "--price-ratio": (1e-6, 1e6),
}


class Stated(NamedTuple):
    """The rates that somebody stated, and in words where each comes from, by resource."""

    rates: Rates
    origins: dict[str, str]


class _Machine(NamedTuple):
    """What one machine achieves [FLOP/s] and draws [W], and both in words."""

    rate: float
    power: float
    words: str
    power_words: str


@click.command(
    "optimal",
    help="""Find the best model size and number of tokens for a budget, or the least compute for a loss.

    The budget is compute, or energy, money or time at rates that you state: nothing is assumed. Where rates are given,
    the answer also says what it takes of each. Rates are achieved ones, of the compute 6 N D.""",
    epilog=examples(
        'limits frontier optimal --compute "1e24 FLOP"',
        'limits frontier optimal --loss "1.95 nat/token" --scaling my-law.toml',
        'limits frontier optimal --energy "5 GWh" --efficiency "2e11 FLOP/J" --doublings 5',
        'limits frontier optimal --cost "10e6 USD" --price "2 USD/hour" --rate "400 TFLOP/s"',
        'limits frontier optimal --time "30 days" --rate "400 TFLOP/s" --count 4096 --format json',
        'limits frontier optimal --energy "5 GWh" --accelerator h100 --precision bf16 --utilisation 0.4 --pue 1.1',
        'limits frontier optimal --loss 1.95 --inference-tokens "1e13 token" --price-ratio 3',
    ),
)
@click.option("--compute", help="Budget: training compute, 6 N D.")
@click.option("--loss", help="Loss that shall be reached, instead of a budget.")
@click.option("--energy", help="Budget: energy of the training.")
@click.option("--cost", help="Budget: money for the training.")
@click.option("--time", help="Budget: time of the training.")
@click.option("--efficiency", metavar="FLOP/J", help="Training compute achieved per energy.")
@click.option(
    "--rate", metavar="FLOP/s", help="Training compute achieved per time, by one accelerator or by a machine."
)
@click.option("--price", help="Price of what runs at that rate, per time; or of compute, as in '1e-18 USD/FLOP'.")
@click.option("--accelerator", metavar="NAME", help="Take peak and design power from the catalogue, instead of --rate.")
@click.option("--precision", metavar="FORMAT", help="Number format whose dense peak counts.")
@click.option("--utilisation", help="Share of the peak that is achieved, as model FLOP.")
@click.option("--count", help="Accelerators that run at once; one if not given.")
@click.option("--pue", help="Energy of the building over that of its machines, by which energy grows.")
@click.option("--inference-tokens", help="With --loss: tokens served, to find what is cheapest to train and to serve.")
@click.option("--price-ratio", help="Price of a FLOP of inference over one of training; 1 if not given.")
@click.option("--doublings", type=click.IntRange(1, 100), help="Show what so many doublings of the compute would buy.")
@law_option()
@format_option("text", "json", "markdown", "csv")
@output_option()
def optimal(
    *,
    inference_tokens: str | None,
    price_ratio: str | None,
    doublings: int | None,
    scaling: str,
    form: str,
    output: str | None,
    **typed: str | None,
) -> None:
    """Print the optimum, what it takes, and what more would buy."""
    from limits.cli.frontier import optima

    budgets = [name for name in _UNITS if typed[name] is not None]
    if len(budgets) != 1:
        options = ", ".join(f"--{name}" for name in _UNITS)
        raise click.UsageError(f"Give one of {options.replace(', --time', ' and --time')}.")
    name = budgets[0]
    (asked,) = amounts({f"--{name}": (typed[name] or "", _UNITS[name])})
    if inference_tokens is None and price_ratio is not None:
        raise click.UsageError("--price-ratio needs --inference-tokens.")
    if inference_tokens is not None and name != "loss":
        raise click.UsageError("--inference-tokens needs --loss: it compares models of one loss.")
    served = None
    if inference_tokens is not None:
        demand = _ranged("--inference-tokens", inference_tokens, "token")
        served = (demand, _ranged("--price-ratio", _or_one(price_ratio)))
    known = _stated(typed)
    if name in _NEEDS:
        if name not in known.origins:
            raise click.UsageError(f"--{name} needs {_NEEDS[name]}.")
        asked = known.rates.compute(**{name: asked})
        if not 0.0 < asked < float("inf"):
            raise InputError("frontier", [Problem(f"--{name}", shown(typed[name]), "a budget of finite compute")])
    law = law_called(scaling)
    emit_view(optima.optimal(law, asked, name == "loss", known, served=served, doublings=doublings), form, output)


@click.command(
    "compare",
    help="Ask several laws the question of `limits frontier optimal`: all published ones, or those named.",
    epilog=examples(
        'limits frontier compare --compute "1e24 FLOP"',
        'limits frontier compare --compute "1e24 FLOP" --scaling hoffmann2022 --scaling my-law.toml',
    ),
)
@click.option("--compute", help="Training compute, 6 N D.")
@click.option("--loss", help="Loss that shall be reached.")
@law_option(None, multiple=True)
@format_option("text", "json", "markdown", "csv")
@output_option()
def compare(*, compute: str | None, loss: str | None, scaling: tuple[str, ...], form: str, output: str | None) -> None:
    """Print the optimum of each law."""
    from limits.cli.frontier import optima
    from limits.scaling import LAWS

    laws = [law_called(name) for name in scaling] or list(LAWS.values())
    emit_view(optima.compared(laws, budget(compute, loss), loss is not None), form, output)


def _stated(typed: dict[str, str | None]) -> Stated:
    """Turn what was typed into rates; what was not typed stays unknown."""
    from limits.scaling.budget import Rates

    machine = _machine(typed)
    count, pue = (_ranged(f"--{name}", _or_one(typed[name])) for name in ("count", "pue"))
    price, per = (float("nan"), "") if typed["price"] is None else _price(typed["price"])
    efficiency = None
    if typed["efficiency"] is not None:
        (efficiency,) = amounts({"--efficiency": (typed["efficiency"], "FLOP/J")})
    if typed["count"] is not None and not machine:
        raise click.UsageError(f"--count needs {_MACHINE}.")
    if per == "USD/s" and not machine:
        raise click.UsageError(f"--price per time needs {_MACHINE}.")
    if typed["pue"] is not None and efficiency is None and not (machine and machine.power_words):
        raise click.UsageError(f"--pue needs {_NEEDS['energy']}.")
    rates, origins = Rates(), {}
    building = f", PUE {typed['pue']}" if typed["pue"] else ""
    if machine:
        rates = Rates.of(machine.rate, count=count, power=machine.power, pue=pue, price=price)
        origins["time"] = f"{count:g} times {machine.words}" if typed["count"] else f"one at {machine.words}"
        if machine.power_words:
            origins["energy"] = machine.power_words + (building or ", without the building")
        if per == "USD/s":
            origins["cost"] = f"{typed['price']} for {machine.words}"
    if efficiency is not None:
        rates, origins["energy"] = rates._replace(per_joule=efficiency / pue), f"as stated{building}"
    if per == "USD/FLOP":
        rates, origins["cost"] = rates._replace(per_dollar=1.0 / price), "as stated"
    return Stated(rates, origins)


def _machine(typed: dict[str, str | None]) -> _Machine | None:
    """Return what runs: at a stated rate, or an accelerator of the catalogue at a stated share of its peak."""
    name, precision, utilisation = typed["accelerator"], typed["precision"], typed["utilisation"]
    if name is None:
        if precision is not None or utilisation is not None:
            raise click.UsageError("--precision and --utilisation need --accelerator.")
        if typed["rate"] is None:
            return None
        (rate,) = amounts({"--rate": (typed["rate"], "FLOP/s")})
        words = f"{typed['rate']} FLOP/s" if _BARE.fullmatch(typed["rate"]) else typed["rate"]
        return _Machine(rate, float("nan"), words, "")
    if typed["rate"] is not None:
        raise click.UsageError("Give one of --rate and --accelerator.")
    if precision is None or utilisation is None:
        raise click.UsageError("--accelerator needs --precision and --utilisation: a peak alone is no achieved rate.")
    from limits.catalog import shipped
    from limits.laws.formats import number_format
    from limits.runs.resolve import PEAKS

    row = shipped().row("accelerator", name)
    column = PEAKS.get(number_format(precision).name, "")
    peak, power = row.cells.get(column), row.cells.get("tdp")
    if peak is None:
        known = [each for each, column in PEAKS.items() if column in row.cells]
        wanted = f"a number format of which the catalogue has the peak of {row.name}: {', '.join(known)}"
        raise InputError("frontier", [Problem("--precision", shown(precision), wanted)])
    drawn = ""
    if power:
        drawn = f"{power.value:g} W, design power (TDP) and no measurement ({row.origin('tdp')}, {row.evidence})"
    return _Machine(
        _ranged("--utilisation", utilisation) * peak.value,
        power.value if power else float("nan"),
        f"{utilisation} of {peak.value / 1e12:.4g} TFLOP/s, peak in {precision} ({row.origin(column)}, {row.evidence})",
        drawn,
    )


def _price(text: str) -> tuple[float, str]:
    """Return a price, and whether it is one of compute [USD/FLOP] or one of time [USD/s]."""
    from limits.scaling.columns import factor

    for unit in ("USD/FLOP", "USD/s") if not _BARE.fullmatch(text) else ():  # a bare number could be either
        try:
            return factor(text, unit), unit
        except TextError:
            continue
    mend = "write e.g. '2 USD/hour' or '1e-18 USD/FLOP'"
    raise InputError("frontier", [Problem("--price", shown(text), "a price of compute or of time", mend)])


def _or_one(text: str | None) -> str:
    return "1" if text is None else text


def _ranged(option: str, text: str, unit: str = "1") -> float:
    """Return a number that must lie in the range of its option."""
    (value,) = amounts({option: (text, unit)})
    low, high = _RANGES[option]
    if not low <= value <= high:
        raise InputError("frontier", [Problem(option, shown(text), f"a number from {low:g} to {high:g}")])
    return value
