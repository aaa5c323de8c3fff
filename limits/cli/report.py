"""``limits report``: the main job, all bounds of one run or of several."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from limits.cli.options import catalog_option, catalogue, examples, format_option, output_option
from limits.cli.output import emit, emit_rich

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.assessment.records import Assessment
    from limits.catalog import Catalog
    from limits.runs import TrainingRun
    from limits.scaling import ScalingLaw

_SEE = "`limits catalog runs` lists them, and a file is told by its ending .toml or by a folder before its name"


@click.command(
    "report",
    help="""Set training runs beside their physical bounds and the empirical frontier.

    RUN is the name of a catalogue run (`limits catalog runs` lists them), a TOML file, or - for TOML on standard
    input. Several runs are shown side by side.""",
    epilog=examples(
        "limits report llama-3.1-405b",
        "limits report gpt-3 palm llama-3.1-405b --format csv",
        "limits report my-run.toml --scaling hoffmann2022 --erasure logical",
        "limits report llama-3.1-405b --set cluster.wall_time='100 day' --set facility.pue=1.1",
        "limits report - --format json < my-run.toml",
    ),
)
@click.argument("runs", metavar="RUN...", nargs=-1, required=True)
@format_option("text", "json", "markdown", "csv", "html")
@click.option(
    "--scaling",
    metavar="NAME|FILE",
    help="Scaling law on which doublings of compute are valued: a published name, or a TOML file of your own.",
)
@click.option(
    "--erasure", metavar="CONVENTION", help="What a FLOP erases: the convention of the Landauer bound, for all runs."
)
@click.option(
    "--set",
    "changes",
    metavar="KEY=VALUE",
    multiple=True,
    help="State a field of all runs otherwise, by its path in a run file, as in facility.pue=1.2; may be repeated.",
)
@catalog_option()
@output_option()
def command(
    *,
    runs: tuple[str, ...],
    form: str,
    scaling: str | None,
    erasure: str | None,
    changes: tuple[str, ...],
    files: tuple[str, ...],
    output: str | None,
) -> None:
    """Assess the runs and print the view that was asked for."""
    from limits.assessment.assessor import assess_all

    catalog = catalogue(files)
    changed = _changed(changes if erasure is None else (*changes, f"assumptions.erasure={erasure}"))
    stated = [run_called(name, catalog).but(**changed) for name in runs]
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


def run_called(name: str, catalog: Catalog) -> TrainingRun:
    """Return the run that was asked for; a catalogue name comes before a file of the same name."""
    from limits.errors import UnknownNameError
    from limits.runs.resolve import from_row

    if not is_file(name):
        try:
            return from_row(catalog.row("run", name))
        except UnknownNameError as error:
            if not os.path.exists(name):  # noqa: PTH110 - of a name that no file can have, pathlib raises
                if error.nearest:
                    raise
                raise UnknownNameError("run", name, (), see=_SEE) from None
    from limits.runs import load

    return load(name, catalog=catalog)


def _changed(words: Sequence[str]) -> dict[str, str]:
    """Return what ``path=value`` states, by the name of the field."""
    from limits.errors import InputError, Problem, UnknownNameError, shown
    from limits.runs.field import ROWS

    names = {row.path: row.name for row in ROWS}
    changes: dict[str, str] = {}
    problems = []
    for word in words:
        path, sign, value = (part.strip() for part in word.partition("="))
        if not sign:
            problems.append(Problem("change", shown(word), "KEY=VALUE", "write e.g. facility.pue=1.2"))
        elif path not in names:
            raise UnknownNameError("key of a run file", path, names)
        elif names[path] in changes:
            problems.append(Problem(path, f"{shown(changes[names[path]])} and {shown(value)}", "one value"))
        else:
            changes[names[path]] = value
    if problems:
        raise InputError("--set", problems)
    return changes


def _scaling(name: str | None) -> str | ScalingLaw:
    from limits.scaling.published import DEFAULT, load

    if name is None:
        return DEFAULT
    return load(name) if is_file(name) else name


def _print(assessments: list[Assessment], form: str, output: str | None) -> None:
    """Print one run at length, several side by side; only the view that was asked for is loaded."""
    first, many = assessments[0], len(assessments) > 1
    if form == "text":
        from limits.report.formats import text

        emit_rich(
            lambda: text.many_to_rich(assessments) if many else text.to_rich(first),
            lambda: text.many_to_text(assessments) if many else text.to_text(first),
            output,
        )
    elif form == "json":
        from limits.report.assessment import record as json

        emit(json.many_to_json(assessments) if many else json.to_json(first), output)
    elif form == "markdown":
        from limits.report.formats import markdown

        emit(markdown.many_to_markdown(assessments) if many else markdown.to_markdown(first), output)
    elif form == "html":
        from limits.report.formats import html

        emit(html.many_to_html(assessments) if many else html.to_html(first), output)
    else:
        from limits.report.assessment import cells as csv

        emit(csv.to_csv(assessments), output)
