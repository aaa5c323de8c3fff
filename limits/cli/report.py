"""``limits report``: the main job, all bounds of one run or of several."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from limits.cli import completion
from limits.cli.group import UNUSABLE, Refusal
from limits.cli.names import run_called, torn
from limits.cli.options import catalog_option, catalogue, examples, format_option, output_option
from limits.cli.output import conclude, emit_view
from limits.cli.stated import told_apart
from limits.errors import InputError, LimitsError, Problem, UnknownNameError, printable, shown
from limits.textfile import is_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.assessment.records import Assessment
    from limits.catalog import Catalog
    from limits.runs import TrainingRun
    from limits.scaling import ScalingLaw


@click.command(
    "report",
    help="""Set training runs beside their physical bounds and the empirical frontier.

    RUN is the name of a catalogue run (`limits catalog runs` lists them), a TOML file, - for TOML on standard input, or
    a compute with its unit: a run of that compute. Other numbers with units, as "7e9 parameter" and "64 h100-sxm",
    state fields as --set does; without RUN, these state one. Several runs are shown side by side; where some of them
    cannot be used, the others are shown, each problem is told, and the exit code is 2.""",
    epilog=examples(
        "limits report llama-3.1-405b",
        "limits report gpt-3 palm llama-3.1-405b --format csv",
        'limits report "1e26 FLOP"',
        'limits report "7e9 parameter" "2e12 token" "64 h100-sxm"',
        "limits report my-run.toml --scaling hoffmann2022 --erasure logical",
        "limits report llama-3.1-405b --set cluster.wall_time='100 day' --set facility.pue=1.1",
        'limits report --set compute.flop="1e26 FLOP" --set cluster.accelerator=h100-sxm',
        "limits report my-run.toml --section model --section memory",
        "limits report - --format json < my-run.toml",
    ),
)
@click.argument("runs", metavar="[RUN]...", nargs=-1, shell_complete=completion.runs)
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
    help="State a field of all runs otherwise, by its path in a run file or the last part of it: facility.pue=1.2 "
    "or pue=1.2; may be repeated.",
)
@click.option(
    "--full", is_flag=True, help="Text, LaTeX: all of it, not one screen or table. Every other format has all."
)
@click.option(
    "--section",
    "sections",
    shell_complete=completion.sections,
    metavar="NAME",
    multiple=True,
    help="Only a part of the full report: model (FLOP by convention, parameters) or memory (of each device); may be "
    "repeated. JSON and CSV have all.",
)
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
    sections: tuple[str, ...],
    files: tuple[str, ...],
    output: str | None,
) -> None:
    """Assess the runs and print the view that was asked for."""
    from limits.report.assessment import view
    from limits.runs import TrainingRun
    from limits.runs.run import UNNAMED

    if not runs and not changes:
        raise click.UsageError(
            'Name a RUN (limits catalog runs lists them), or state one: limits report "1e26 FLOP", or limits report '
            '--set compute.flop="1e26 FLOP".'
        )
    if said := torn(runs):
        raise click.UsageError(f'A number with its unit is one word, quoted: limits report "{said}".')
    catalog = catalogue(files)
    runs, stated = told_apart(runs, catalog)
    changes = (*stated, *changes)
    changes = changes if erasure is None else (*changes, f"assumptions.erasure={erasure}")
    changed, law = _changed(changes), _scaling(scaling)
    asked = (*changes, *(() if scaling is None else (scaling,)))
    sections = _parts(sections)
    if not runs:
        alone = _assessed(TrainingRun(UNNAMED).but(**changed), law, catalog)
        emit_view(view.one(alone, full=full, asked=asked, sections=sections), form, output)
        return
    found, errors = _all(runs, changed, law, catalog)
    if not found or (errors and len(runs) == 1):
        raise LimitsError(*_told(errors, len(runs)))
    if errors:
        Refusal("\n".join(map(printable, _told(errors, len(runs))))).show()
        conclude(UNUSABLE)
    if len(runs) > 1:
        emit_view(view.many(found, full=full, asked=asked, sections=sections), form, output)
    else:
        emit_view(view.one(found[0], full=full, asked=asked, sections=sections), form, output)


def _all(
    words: Sequence[str], changed: dict[str, str], law: ScalingLaw, catalog: Catalog
) -> tuple[list[Assessment], list[tuple[str, LimitsError]]]:
    """Assess every run that can be had, all of them at once, and say of the others why not."""
    from limits.assessment.assessor import assess_all

    runs: list[tuple[str, TrainingRun]] = []
    errors: list[tuple[str, LimitsError]] = []
    for word in words:
        try:
            runs.append((word, run_called(word, catalog).but(**changed)))
        except LimitsError as error:
            errors.append((word, error))
    try:
        return assess_all([run for _, run in runs], scaling=law, catalog=catalog), errors
    except LimitsError:  # of one of them: each by itself
        found = []
    for word, run in runs:
        try:
            found.append(_assessed(run, law, catalog))
        except LimitsError as error:
            errors.append((word, error))
    return found, errors


def _assessed(run: TrainingRun, law: ScalingLaw, catalog: Catalog) -> Assessment:
    from limits.assessment.assessor import assess

    return assess(run, scaling=law, catalog=catalog)


def _told(errors: Sequence[tuple[str, LimitsError]], asked: int) -> list[str]:
    """Return what is wrong with the runs that cannot be used, line by line."""
    if asked == 1:
        return str(errors[0][1]).split("\n")
    lines = [f"{len(errors)} of {asked} runs cannot be used"]
    for word, error in errors:
        told = str(error).split("\n")
        told[0] = told[0] if word in told[0] else f"{word}: {told[0]}"
        lines += [f"  {line}" for line in told]
    return lines


def _parts(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parts of a report that are asked for; whichever the format, one that there is not is refused."""
    if not words:
        return ()
    from limits.report.assessment.sections import named

    return named(words)


def _changed(words: Sequence[str]) -> dict[str, str]:
    """Return what ``path=value`` states, by the name of the field, which may stand for its path."""
    from limits.runs.fields import ROWS, path_of

    names = {spelling: row.name for row in ROWS for spelling in (row.path, row.name)}  # a path ends in the name
    changes: dict[str, str] = {}
    problems = []
    for word in words:
        path, sign, value = (part.strip() for part in word.partition("="))
        if not sign:
            problems.append(Problem("change", shown(word), "KEY=VALUE", "write e.g. facility.pue=1.2"))
        elif path not in names:
            raise UnknownNameError("key of a run file", path, names)
        elif names[path] in changes:
            problems.append(
                Problem(path_of(names[path]), f"{shown(changes[names[path]])} and {shown(value)}", "one value")
            )
        else:
            changes[names[path]] = value
    if problems:
        raise InputError("fields", problems)
    return changes


def _scaling(name: str | None) -> ScalingLaw:
    from limits.scaling.published import DEFAULT, get, load

    return load(name) if name is not None and is_file(name) else get(name or DEFAULT)
