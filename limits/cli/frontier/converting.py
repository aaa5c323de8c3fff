"""``limits frontier convert``: one loss in other units."""

from __future__ import annotations

import click

from limits.cli.frontier.options import amounts
from limits.cli.options import examples, format_option, output_option
from limits.cli.view import emit_view
from limits.errors import InputError, Problem


@click.command(
    "convert",
    help="Write a loss in other units: nat and bit per token, perplexity, and bit per byte if tokens have a length.",
    epilog=examples(
        'limits frontier convert --loss "1.9 nat/token" --bytes-per-token 4.2',
        'limits frontier convert --loss "2.7 bit/token"',
    ),
)
@click.option("--loss", required=True, help="The loss.")
@click.option("--bytes-per-token", type=float, help="Mean length of a token of the corpus, in bytes of text.")
@format_option("text", "json", "markdown", "csv")
@output_option()
def convert(*, loss: str, bytes_per_token: float | None, form: str, output: str | None) -> None:
    """Print the loss in every unit."""
    from limits.cli.frontier import predictions

    if bytes_per_token is not None and not 0 < bytes_per_token < float("inf"):
        raise InputError("convert", [Problem("--bytes-per-token", f"{bytes_per_token:g}", "a finite number > 0")])
    (value,) = amounts({"--loss": (loss, "nat/token")})
    emit_view(predictions.converted(value, bytes_per_token), form, output)
