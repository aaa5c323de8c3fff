"""``limits plot ladder``, ``frontier`` and ``valleys``: runs with their bounds, and scaling laws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from limits.cli import completion
from limits.cli.frontier.options import amounts, law_called, law_option
from limits.cli.options import catalogue, examples
from limits.cli.plot.looks import look_options, save, size_of

if TYPE_CHECKING:
    from limits.assessment.records import Assessment
    from limits.catalog import Catalog
    from limits.scaling import ScalingLaw


@click.command(
    "ladder",
    help="""Draw how many times larger RUNs could be on the same budget if one limit alone remained.

    RUN is the name of a catalogue run, a TOML file, or -. The shape of a mark is the kind of the limit; data sheets
    stand apart, and a star is for what hangs on a convention.""",
    epilog=examples(
        "limits plot ladder llama-3.1-405b --output ladder.pdf",
        "limits plot ladder gpt-3 llama-3.1-405b my-run.toml --output ladder.svg",
        "limits plot ladder llama-3.1-405b --style talk --output ladder.png",
    ),
)
@click.argument("runs", metavar="RUN...", nargs=-1, required=True, shell_complete=completion.runs)
@law_option()
@look_options
def ladder(
    *, runs: tuple[str, ...], scaling: str, style: str, size: str | None, files: tuple[str, ...], output: str
) -> None:
    """Draw the ladder and write it to a file."""
    from limits.report import figures

    figures.format_of(output)
    inches, law = size_of(size), law_called(scaling)
    save(figures.ladder(_assessed(runs, law, catalogue(files)), size=inches, style=style), output)


@click.command(
    "frontier",
    help="""Draw loss against compute: the frontier of scaling laws, and RUNs with the bounds that would stop them.

    RUN is the name of a catalogue run, a TOML file, or -. The first law predicts all losses; what is drawn of a loss
    lies above the asymptote of its law. The frontier is dashed beyond the runs behind a law.""",
    epilog=examples(
        "limits plot frontier llama-3.1-405b --output frontier.pdf",
        "limits plot frontier gpt-3 my-run.toml --output frontier.png",
        "limits plot frontier --scaling besiroglu2024 --scaling hoffmann2022 --output laws.svg",
    ),
)
@click.argument("runs", metavar="[RUN]...", nargs=-1, shell_complete=completion.runs)
@law_option(None, multiple=True)
@look_options
def frontier(
    *,
    runs: tuple[str, ...],
    scaling: tuple[str, ...],
    style: str,
    size: str | None,
    files: tuple[str, ...],
    output: str,
) -> None:
    """Draw the frontier and write it to a file."""
    from limits.report import figures
    from limits.scaling import DEFAULT

    figures.format_of(output)
    inches, laws = size_of(size), [law_called(name) for name in scaling or (DEFAULT,)]
    catalog = catalogue(files)
    assessed = _assessed(runs, laws[0], catalog)
    save(figures.frontier(assessed, laws=laws, catalog=catalog, size=inches, style=style), output)


@click.command(
    "valleys",
    help="""Draw loss against parameters at fixed compute, with the best size of each, and RUNs in valleys of their own.

    RUN is the name of a catalogue run, a TOML file, or -. What is drawn of a loss lies above the asymptote of the law.
    A valley is solid where N and D lie within the runs behind the law.""",
    epilog=examples(
        "limits plot valleys --output valleys.pdf",
        "limits plot valleys llama-3-8b --scaling hoffmann2022 --output valleys.svg",
        'limits plot valleys gpt-3 --compute "1e20 FLOP" --compute "1e22 FLOP" --output valleys.png',
    ),
)
@click.argument("runs", metavar="[RUN]...", nargs=-1, shell_complete=completion.runs)
@law_option()
@click.option(
    "--compute",
    multiple=True,
    help="Training compute of a valley, 6 N D; may be repeated. Otherwise powers of ten among the runs behind the law.",
)
@look_options
def valleys(
    *,
    runs: tuple[str, ...],
    scaling: str,
    compute: tuple[str, ...],
    style: str,
    size: str | None,
    files: tuple[str, ...],
    output: str,
) -> None:
    """Draw the valleys and write them to a file."""
    from limits.report import figures

    figures.format_of(output)
    inches, law = size_of(size), law_called(scaling)
    computes = amounts({f"--compute {text}": (text, "FLOP") for text in compute}) if compute else None
    assessed = _assessed(runs, law, catalogue(files))
    save(figures.valleys(assessed, law=law, compute=computes, size=inches, style=style), output)


def _assessed(runs: tuple[str, ...], law: ScalingLaw, catalog: Catalog) -> list[Assessment]:
    from limits.assessment.assessor import assess_all
    from limits.cli.names import run_called

    return assess_all([run_called(name, catalog) for name in runs], scaling=law, catalog=catalog) if runs else []
