"""``limits frontier predict``: the loss of a run."""

from __future__ import annotations

import click

from limits.cli.frontier.options import amounts, law_called, law_option
from limits.cli.options import examples, format_option, output_option
from limits.cli.output import emit_view


@click.command(
    "predict",
    help="Predict the loss of a run, and say how far it is from the best use of its compute.",
    epilog=examples(
        'limits frontier predict --parameters "70e9 parameter" --tokens "1.4e12 token"',
        "limits frontier predict --parameters 8e9 --tokens 15e12 --scaling hoffmann2022 --format json",
    ),
)
@click.option("--parameters", required=True, help="Model size, as the law counts it.")
@click.option("--tokens", required=True, help="Training tokens.")
@law_option()
@format_option()
@output_option()
def predict(*, parameters: str, tokens: str, scaling: str, form: str | None, output: str | None) -> None:
    """Print the prediction."""
    from limits.report.scaling import predictions
    from limits.scaling import answers

    N, D = amounts({"--parameters": (parameters, "parameter"), "--tokens": (tokens, "token")})
    emit_view(predictions.predicted(answers.predict(law_called(scaling), N, D)), form, output)
