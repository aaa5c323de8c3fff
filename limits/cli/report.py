"""``limits report``: the main job, all bounds of one run or of several."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from limits.cli.options import catalog_option, catalogue, examples, format_option, output_option
from limits.cli.output import emit, emit_rich

if TYPE_CHECKING:
    from limits.assessment import Assessment
    from limits.catalog import Catalog
    from limits.runs import TrainingRun
    from limits.scaling import ScalingLaw


@click.command(
    "report",
    help="""Set training runs beside their physical bounds and the empirical frontier.

    RUN is the name of a catalogue run (`limits catalog runs` lists them), a TOML file, or - for TOML on standard
    input. Several runs are shown side by side.""",
    epilog=examples(
        "limits report llama-3.1-405b",
        "limits report gpt-3 palm llama-3.1-405b --format csv",
        "limits report my-run.toml --scaling hoffmann2022 --erasure gates",
        "limits report - --format json < my-run.toml",
    ),
)
@click.argument("runs", metavar="RUN...", nargs=-1, required=True)
@format_option("text", "json", "markdown", "csv")
@click.option(
    "--scaling",
    metavar="NAME|FILE",
    help="Scaling law on which doublings of compute are valued: a published name, or a TOML file of your own.",
)
@click.option(
    "--erasure", metavar="CONVENTION", help="What a FLOP erases: the convention of the Landauer bound, for all runs."
)
@catalog_option()
@output_option()
def command(
    *,
    runs: tuple[str, ...],
    form: str,
    scaling: str | None,
    erasure: str | None,
    files: tuple[str, ...],
    output: str | None,
) -> None:
    """Assess the runs and print the view that was asked for."""
    from limits.assessor import assess_all

    catalog = catalogue(files)
    stated = [_run(name, catalog) for name in runs]
    if erasure is not None:
        stated = [run.but(erasure=erasure) for run in stated]
    assessments = assess_all(stated, scaling=_scaling(scaling), catalog=catalog)
    _print(assessments, form, output)


def is_file(name: str) -> bool:
    """Tell the name of a file from the name of something in the catalogue, without a look into either.

    Examples
    --------
    >>> is_file("llama-3.1-405b"), is_file("my-run.toml"), is_file("runs/mine"), is_file("-")
    (False, True, True, True)
    """
    separators = (os.sep, os.altsep or os.sep)
    return name == "-" or name.lower().endswith(".toml") or any(mark in name for mark in separators)


def _run(name: str, catalog: Catalog) -> TrainingRun:
    """Return the run that was asked for; a catalogue name comes before a file of the same name."""
    from limits.errors import UnknownNameError
    from limits.runs.resolve import from_row

    if not is_file(name):
        try:
            return from_row(catalog.row("run", name))
        except UnknownNameError:
            if not Path(name).exists():
                raise
    from limits.runs import load

    return load(name, catalog=catalog)


def _scaling(name: str | None) -> str | ScalingLaw:
    from limits.scaling.published import DEFAULT, load

    if name is None:
        return DEFAULT
    return load(name) if is_file(name) else name


def _print(assessments: list[Assessment], form: str, output: str | None) -> None:
    """Print one assessment at length, several side by side."""
    many = len(assessments) > 1
    if form == "json":
        from limits.report.json import many_to_json, to_json

        emit(many_to_json(assessments) if many else to_json(assessments[0]), output)
    elif form == "markdown":
        from limits.report.markdown import many_to_markdown, to_markdown

        emit(many_to_markdown(assessments) if many else to_markdown(assessments[0]), output)
    elif form == "csv":
        from limits.report.csv import to_csv

        emit(to_csv(assessments), output)
    elif many:
        from limits.report.text import many_to_rich, many_to_text

        emit_rich(lambda: many_to_rich(assessments), lambda: many_to_text(assessments), output)
    else:
        from limits.report.text import to_rich, to_text

        emit_rich(lambda: to_rich(assessments[0]), lambda: to_text(assessments[0]), output)
