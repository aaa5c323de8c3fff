"""``limits frontier optimal`` and ``compare``: the best use of a budget."""

from __future__ import annotations

import click

from limits.cli import completion
from limits.cli.frontier.options import amounts, budget, law_called, law_option
from limits.cli.frontier.rates import NEEDS, or_one, ranged, stated
from limits.cli.options import Whole, examples, format_option, output_option
from limits.cli.output import emit_view

_UNITS = {"compute": "FLOP", "loss": "nat/token", "energy": "J", "cost": "USD", "time": "s"}
"""What a budget may be, with its canonical unit."""


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
@click.option(
    "--accelerator",
    metavar="NAME",
    shell_complete=completion.accelerators,
    help="Take peak and design power from the catalogue, instead of --rate.",
)
@click.option(
    "--precision",
    metavar="FORMAT",
    shell_complete=completion.formats,
    help="Number format whose dense peak counts.",
)
@click.option("--utilisation", help="Share of the peak that is achieved, as model FLOP.")
@click.option("--count", help="Accelerators that run at once; one if not given.")
@click.option("--pue", help="Energy of the building over that of its machines, by which energy grows.")
@click.option("--inference-tokens", help="With --loss: tokens served, to find what is cheapest to train and to serve.")
@click.option("--price-ratio", help="Price of a FLOP of inference over one of training; 1 if not given.")
@click.option("--doublings", type=Whole(1, 100), help="Show what so many doublings of the compute would buy.")
@law_option()
@format_option()
@output_option()
def optimal(
    *,
    inference_tokens: str | None,
    price_ratio: str | None,
    doublings: int | None,
    scaling: str,
    form: str | None,
    output: str | None,
    **typed: str | None,
) -> None:
    """Print the optimum, what it takes, and what more would buy."""
    from limits.report.scaling import optima
    from limits.scaling import answers

    budgets = [name for name in _UNITS if typed[name] is not None]
    if len(budgets) != 1:
        options = ", ".join(f"--{name}" for name in _UNITS)
        raise click.UsageError(f"Give one of {options.replace(', --time', ' and --time')}.")
    name = budgets[0]
    if inference_tokens is None and price_ratio is not None:
        raise click.UsageError("--price-ratio needs --inference-tokens.")
    if inference_tokens is not None and name != "loss":
        raise click.UsageError("--inference-tokens needs --loss: it compares models of one loss.")
    served = None if inference_tokens is None else ranged("--inference-tokens", inference_tokens, "token")
    ratio = ranged("--price-ratio", or_one(price_ratio))
    known = stated(typed)
    if name in NEEDS and name not in known.origins:
        raise click.UsageError(f"--{name} needs {NEEDS[name]}.")
    law = law_called(scaling)
    (asked,) = amounts({f"--{name}": (typed[name] or "", law.loss_unit if name == "loss" else _UNITS[name])})
    answer = answers.optimal(
        law,
        **{name: asked},
        rates=known.rates,
        origins=known.origins,
        inference_tokens=served,
        price_ratio=ratio,
        doublings=doublings or 0,
    )
    emit_view(optima.optimal(answer), form, output)


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
@format_option()
@output_option()
def compare(
    *, compute: str | None, loss: str | None, scaling: tuple[str, ...], form: str | None, output: str | None
) -> None:
    """Print the optimum of each law."""
    from limits.report.scaling import optima
    from limits.scaling import LAWS, answers

    laws = [law_called(name) for name in scaling] or list(LAWS.values())
    asked = {"compute" if loss is None else "loss": budget(compute, loss, laws[0].loss_unit)}
    emit_view(optima.compared(answers.compare(laws, **asked)), form, output)
