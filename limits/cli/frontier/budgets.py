"""``limits frontier optimal`` and ``compare``: the best use of a budget."""

from __future__ import annotations

import click

from limits.cli.frontier.options import budget, law_called, law_option
from limits.cli.options import examples, format_option, output_option
from limits.cli.view import emit_view


@click.command(
    "optimal",
    help="Find the best model size and number of tokens for a compute budget, or the least compute for a loss.",
    epilog=examples(
        'limits frontier optimal --compute "1e24 FLOP"',
        'limits frontier optimal --loss "1.95 nat/token" --scaling my-law.toml',
    ),
)
@click.option("--compute", help="Training compute, 6 N D.")
@click.option("--loss", help="Loss that shall be reached.")
@law_option()
@format_option("text", "json", "markdown", "csv")
@output_option()
def optimal(*, compute: str | None, loss: str | None, scaling: str, form: str, output: str | None) -> None:
    """Print the optimum."""
    from limits.cli.frontier import predictions

    law = law_called(scaling)
    emit_view(predictions.compared([law], budget(compute, loss), loss is not None), form, output)


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
    from limits.cli.frontier import predictions
    from limits.scaling import LAWS

    laws = [law_called(name) for name in scaling] or list(LAWS.values())
    emit_view(predictions.compared(laws, budget(compute, loss), loss is not None), form, output)
