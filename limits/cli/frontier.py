"""``limits frontier``: scaling laws asked, compared, and fitted to one's own runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from limits.cli.options import examples, format_option, output_option
from limits.cli.output import emit
from limits.cli.view import emit_view
from limits.errors import InputError, Problem, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from limits.scaling import ScalingLaw

_DEFAULT = "besiroglu2024"  # the default of limits.scaling, named here so that help needs no import; a test holds it
_COLUMNS_HELP = (
    "Header of the column that holds ROLE, where the file calls it otherwise; a unit may follow in brackets, as in "
    "tokens='D [1e9]'. Several are separated by commas, or the option is repeated."
)


@click.group(
    "frontier",
    help="""Ask what has been seen: the loss of a run, the best use of a budget, a law of your own.

    Scaling laws are trends, fitted to runs, and bound nothing. Each answer names its law, and by how many decades it
    leaves the runs behind that law.""",
    epilog=examples(
        'limits frontier predict --parameters "70e9 parameter" --tokens "1.4e12 token"',
        'limits frontier optimal --compute "1e24 FLOP"',
        'limits frontier compare --compute "1e24 FLOP"',
        "limits frontier fit runs.csv --bootstrap 4000 --seed 42 --format json",
        "limits frontier fit runs.csv --toml my-law > my-law.toml",
        "limits frontier envelope curves.csv --columns curve=model,loss=val_loss",
        'limits frontier convert --loss "1.9 nat/token" --bytes-per-token 4.2',
    ),
)
def command() -> None:
    """Do nothing: the commands of the group do."""


def _law_option(default: str | None = _DEFAULT, *, multiple: bool = False) -> Callable[[Any], Any]:
    return click.option(
        "--scaling",
        metavar="NAME|FILE",
        default=default,
        show_default=bool(default),
        multiple=multiple,
        help="Scaling law: a published name, or a TOML file of your own" + ("; may be repeated." if multiple else "."),
    )


def _columns_option() -> Callable[[Any], Any]:
    return click.option("--columns", metavar="ROLE=HEADER", multiple=True, help=_COLUMNS_HELP)


@command.command(
    "predict",
    help="Predict the loss of a run, and say how far it is from the best use of its compute.",
    epilog=examples(
        'limits frontier predict --parameters "70e9 parameter" --tokens "1.4e12 token"',
        "limits frontier predict --parameters 8e9 --tokens 15e12 --scaling hoffmann2022 --format json",
    ),
)
@click.option("--parameters", required=True, help="Model size, as the law counts it.")
@click.option("--tokens", required=True, help="Training tokens.")
@_law_option()
@format_option("text", "json", "markdown", "csv")
@output_option()
def predict(*, parameters: str, tokens: str, scaling: str, form: str, output: str | None) -> None:
    """Print the prediction."""
    from limits.cli import predictions

    N, D = _amounts({"--parameters": (parameters, "parameter"), "--tokens": (tokens, "token")})
    emit_view(predictions.predicted(_law(scaling), N, D), form, output)


@command.command(
    "optimal",
    help="Find the best model size and number of tokens for a compute budget, or the least compute for a loss.",
    epilog=examples(
        'limits frontier optimal --compute "1e24 FLOP"',
        'limits frontier optimal --loss "1.95 nat/token" --scaling my-law.toml',
    ),
)
@click.option("--compute", help="Training compute, 6 N D.")
@click.option("--loss", help="Loss that shall be reached.")
@_law_option()
@format_option("text", "json", "markdown", "csv")
@output_option()
def optimal(*, compute: str | None, loss: str | None, scaling: str, form: str, output: str | None) -> None:
    """Print the optimum."""
    from limits.cli import predictions

    law = _law(scaling)
    emit_view(predictions.compared([law], _budget(compute, loss), loss is not None), form, output)


@command.command(
    "compare",
    help="Ask several laws the question of `limits frontier optimal`: all published ones, or those named.",
    epilog=examples(
        'limits frontier compare --compute "1e24 FLOP"',
        'limits frontier compare --compute "1e24 FLOP" --scaling hoffmann2022 --scaling my-law.toml',
    ),
)
@click.option("--compute", help="Training compute, 6 N D.")
@click.option("--loss", help="Loss that shall be reached.")
@_law_option(None, multiple=True)
@format_option("text", "json", "markdown", "csv")
@output_option()
def compare(*, compute: str | None, loss: str | None, scaling: tuple[str, ...], form: str, output: str | None) -> None:
    """Print the optimum of each law."""
    from limits.cli import predictions
    from limits.scaling import LAWS

    laws = [_law(name) for name in scaling] or list(LAWS.values())
    emit_view(predictions.compared(laws, _budget(compute, loss), loss is not None), form, output)


@command.command(
    "fit",
    help="""Fit a scaling law to finished runs: a CSV file with columns parameters, tokens, loss.

    Units may stand in the headers, as in 'tokens [1e9]'; two of parameters, tokens, compute are enough. Intervals are
    those of 95 %: from resamples with --bootstrap, else from the covariance at the minimum.""",
    epilog=examples(
        "limits frontier fit runs.csv",
        "limits frontier fit runs.csv --form hoffmann --bootstrap 4000 --seed 42 --format json",
        "limits frontier fit runs.csv --columns parameters=N,tokens='D [1e9]',loss=val",
        "limits frontier fit runs.csv --toml my-law > my-law.toml",
    ),
)
@click.argument("file", metavar="CSV")
@click.option("--form", "law_form", default="hoffmann", show_default=True, help="Form: hoffmann, or hoffmann-tied.")
@click.option(
    "--objective", default="huber", show_default=True, help="huber of the error in ln(loss), or squares of the loss."
)
@click.option("--delta", type=float, default=1e-3, show_default=True, help="Where Huber's function leaves the square.")
@click.option("--bootstrap", type=int, default=0, show_default=True, help="Resamples that intervals are taken from.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=0, show_default=True, help="Seed of the resamples.")
@_columns_option()
@click.option("--toml", "key", metavar="NAME", help="Print the fit as a law called NAME, which --scaling reads.")
@format_option("text", "json", "markdown", "csv")
@output_option()
def fit(
    *,
    file: str,
    law_form: str,
    objective: str,
    delta: float,
    bootstrap: int,
    seed: int,
    columns: tuple[str, ...],
    key: str | None,
    form: str,
    output: str | None,
) -> None:
    """Print the fit, or the law that it gives."""
    from limits import scaling
    from limits.cli import own_fits

    points = scaling.Points.read(file, _columns(columns))
    found = scaling.fit(points, form=law_form, objective=objective, delta=delta, bootstrap=bootstrap, seed=seed)
    if key is None:
        emit_view(own_fits.fitted(found, seed), form, output)
    else:
        emit(scaling.to_toml(found.law(key)), output)


@command.command(
    "envelope",
    help="""Find the efficient frontier of learning curves: the least loss that any of them reached at each compute.

    The CSV file has columns curve, loss, and compute or both of parameters and tokens.""",
    epilog=examples(
        "limits frontier envelope curves.csv",
        "limits frontier envelope curves.csv --columns curve=model,compute='C [1e18]',loss=val --format csv",
    ),
)
@click.argument("file", metavar="CSV")
@_columns_option()
@format_option("text", "json", "markdown", "csv")
@output_option()
def envelope(*, file: str, columns: tuple[str, ...], form: str, output: str | None) -> None:
    """Print the law of the envelope, and which curve touches where; as CSV, the envelope itself."""
    from limits import scaling
    from limits.cli import own_fits

    emit_view(own_fits.enveloped(scaling.envelope(scaling.Curves.read(file, _columns(columns)))), form, output)


@command.command(
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
    from limits.cli import predictions

    if bytes_per_token is not None and not 0 < bytes_per_token < float("inf"):
        raise InputError("convert", [Problem("--bytes-per-token", f"{bytes_per_token:g}", "a finite number > 0")])
    (value,) = _amounts({"--loss": (loss, "nat/token")})
    emit_view(predictions.converted(value, bytes_per_token), form, output)


def _law(name: str) -> ScalingLaw:
    """Return a published law, or one from a file."""
    from limits import scaling
    from limits.cli.report import is_file

    return scaling.load(name) if is_file(name) else scaling.get(name)


def _amounts(given: dict[str, tuple[str, str]]) -> list[float]:
    """Return what was typed in canonical units; a bare number is in them already."""
    from limits.errors import TextError
    from limits.scaling.columns import factor

    values, problems = [], []
    for option, (text, unit) in given.items():
        try:
            values.append(factor(text, unit))
        except TextError as error:
            problems.append(error.at(option))
    if problems:
        raise InputError("frontier", problems)
    return values


def _budget(compute: str | None, loss: str | None) -> float:
    """Return the compute or the loss that was asked for, one of the two."""
    if (compute is None) == (loss is None):
        raise click.UsageError("Give one of --compute and --loss.")
    given = {"--compute": (compute, "FLOP")} if compute is not None else {"--loss": (loss or "", "nat/token")}
    return _amounts(given)[0]


def _columns(words: tuple[str, ...]) -> dict[str, str]:
    """Split ``role=header,role=header``."""
    found: dict[str, str] = {}
    problems = []
    for word in (part for each in words for part in each.split(",")):
        role, sign, name = (part.strip() for part in word.partition("="))
        if not (sign and role and name):
            problems.append(Problem("--columns", shown(word), "ROLE=HEADER", "write e.g. tokens=D"))
        found[role] = name
    if problems:
        raise InputError("frontier", problems)
    return found
