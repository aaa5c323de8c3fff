"""``limits report``: the main job, all bounds of one run or of several."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from limits.cli import completion
from limits.cli.names import is_file, run_called
from limits.cli.options import catalog_option, catalogue, examples, format_option, output_option
from limits.cli.output import emit_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.scaling import ScalingLaw


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
@click.argument("runs", metavar="RUN...", nargs=-1, required=True, shell_complete=completion.runs)
@format_option()
@click.option(
    "--scaling",
    shell_complete=completion.scaling_laws,
    metavar="NAME|FILE",
    help="Scaling law on which doublings of compute are valued: a published name, or a TOML file of your own.",
)
@click.option(
    "--erasure",
    metavar="CONVENTION",
    shell_complete=completion.conventions,
    help="What a FLOP erases: the convention of the Landauer bound, for all runs.",
)
@click.option(
    "--set",
    "changes",
    shell_complete=completion.fields,
    metavar="KEY=VALUE",
    multiple=True,
    help="State a field of all runs otherwise, by its path in a run file, as in facility.pue=1.2; may be repeated.",
)
@click.option("--full", is_flag=True, help="Text: all of it, not one screen. Every other format has all.")
@catalog_option()
@output_option()
def command(
    *,
    runs: tuple[str, ...],
    form: str | None,
    scaling: str | None,
    erasure: str | None,
    changes: tuple[str, ...],
    full: bool,
    files: tuple[str, ...],
    output: str | None,
) -> None:
    """Assess the runs and print the view that was asked for."""
    from limits.assessment.assessor import assess_all
    from limits.report.assessment import view

    catalog = catalogue(files)
    changed = _changed(changes if erasure is None else (*changes, f"assumptions.erasure={erasure}"))
    stated = [run_called(name, catalog).but(**changed) for name in runs]
    assessments = assess_all(stated, scaling=_scaling(scaling), catalog=catalog)
    emit_view(view.many(assessments) if len(assessments) > 1 else view.one(assessments[0], full=full), form, output)


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
