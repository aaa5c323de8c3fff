"""``limits plot``: figures, written to a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from limits.cli.frontier.options import amounts, law_called, law_option
from limits.cli.options import catalog_option, catalogue, examples
from limits.errors import InputError, Problem, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from limits.assessment.records import Assessment
    from limits.catalog import Catalog
    from limits.scaling import ScalingLaw

_SIZE = "7x4.5"  # inch
_SIDES = re.compile(r"(\d+(?:\.\d*)?) *[xX] *(\d+(?:\.\d*)?)", re.ASCII)


def _size_option() -> Callable[[Any], Any]:
    return click.option(
        "--size",
        metavar="WIDTHxHEIGHT",
        default=_SIZE,
        show_default=True,
        help="Width and height in inch; 3.4x4.2 is for one column of a journal.",
    )


def _file_option() -> Callable[[Any], Any]:
    return click.option("--output", metavar="FILE", required=True, help="File to write: .png, .svg or .pdf.")


@click.group(
    "plot",
    help="""Draw what has been seen beside what is possible.

    Figures are drawn by matplotlib: python -m pip install "matplotlib>=3.8". The file of --output is a PNG, an SVG or a
    PDF, by the ending of its name.""",
    epilog=examples(
        "limits plot frontier llama-3.1-405b --output frontier.pdf",
        "limits plot frontier my-run.toml --scaling hoffmann2022 --size 3.4x4.2 --output frontier.svg",
        'limits plot valleys gpt-3 --compute "1e20 FLOP" --compute "1e22 FLOP" --output valleys.png',
    ),
)
def command() -> None:
    """Do nothing: the commands of the group do."""


@command.command(
    "frontier",
    help="""Draw loss against compute: the frontier of scaling laws, published runs, and RUNs with their bounds.

    RUN is the name of a catalogue run, a TOML file, or -. The first law predicts all losses; the frontier is dashed
    beyond the runs behind a law.""",
    epilog=examples(
        "limits plot frontier llama-3.1-405b --output frontier.pdf",
        "limits plot frontier gpt-3 my-run.toml --output frontier.png",
        "limits plot frontier --scaling besiroglu2024 --scaling hoffmann2022 --output laws.svg",
    ),
)
@click.argument("runs", metavar="[RUN]...", nargs=-1)
@law_option(None, multiple=True)
@_size_option()
@catalog_option()
@_file_option()
def frontier(
    *, runs: tuple[str, ...], scaling: tuple[str, ...], size: str, files: tuple[str, ...], output: str
) -> None:
    """Draw the frontier and write it to a file."""
    from limits.report import figures
    from limits.scaling import DEFAULT

    form, inches = figures.format_of(output), _size(size)
    laws = [law_called(name) for name in scaling or (DEFAULT,)]
    catalog = catalogue(files)
    figure = figures.frontier(_assessed(runs, laws[0], catalog), laws=laws, catalog=catalog, size=inches)
    _write(figures.rendered(figure, form), output)


@command.command(
    "valleys",
    help="""Draw loss against parameters at fixed compute, with the best size of each, and RUNs in valleys of their own.

    RUN is the name of a catalogue run, a TOML file, or -. A valley is solid where N and D lie within the runs behind
    the law.""",
    epilog=examples(
        "limits plot valleys --output valleys.pdf",
        "limits plot valleys llama-3-8b --scaling hoffmann2022 --output valleys.svg",
        'limits plot valleys gpt-3 --compute "1e20 FLOP" --compute "1e22 FLOP" --output valleys.png',
    ),
)
@click.argument("runs", metavar="[RUN]...", nargs=-1)
@law_option()
@click.option(
    "--compute",
    multiple=True,
    help="Training compute of a valley, 6 N D; may be repeated. Otherwise powers of ten among the runs behind the law.",
)
@_size_option()
@catalog_option()
@_file_option()
def valleys(
    *, runs: tuple[str, ...], scaling: str, compute: tuple[str, ...], size: str, files: tuple[str, ...], output: str
) -> None:
    """Draw the valleys and write them to a file."""
    from limits.report import figures

    form, inches = figures.format_of(output), _size(size)
    law = law_called(scaling)
    computes = amounts({f"--compute {text}": (text, "FLOP") for text in compute}) if compute else None
    figure = figures.valleys(_assessed(runs, law, catalogue(files)), law=law, compute=computes, size=inches)
    _write(figures.rendered(figure, form), output)


def _assessed(runs: tuple[str, ...], law: ScalingLaw, catalog: Catalog) -> list[Assessment]:
    from limits.assessment.assessor import assess_all
    from limits.cli.names import run_called

    return assess_all([run_called(name, catalog) for name in runs], scaling=law, catalog=catalog) if runs else []


def _size(text: str) -> tuple[float, float]:
    """Read width and height.

    Examples
    --------
    >>> _size("3.4x4.2")
    (3.4, 4.2)
    """
    sides = _SIDES.fullmatch(text.strip())
    if sides is None:
        problem = Problem("--size", shown(text), "width and height in inch", f"write e.g. {_SIZE}")
        raise InputError("figure", [problem])
    return float(sides[1]), float(sides[2])


def _write(content: bytes, output: str) -> None:
    try:
        Path(output).write_bytes(content)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        problem = Problem(output, getattr(error, "strerror", None) or str(error), "a file that can be written")
        raise InputError("--output", [problem]) from None
