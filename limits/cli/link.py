"""``limits link``: a verdict on what a bandwidth test printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from limits.cli import texts as printed
from limits.cli.options import catalog_option, catalogue, examples, format_option, output_option
from limits.cli.output import conclude, emit_view

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from limits.network.collectives import Operation
    from limits.pasted.judged import Judged
    from limits.report.view import View

_BELOW = 1  # exit code where a required share is not reached


@click.command(
    "link",
    help="""Say whether a link is good, from what a bandwidth test printed: nccl-tests, rccl-tests, nccom-test, or the
    all_reduce_bench of ml-engineering. FILE may be cut, with logs and prose around it; - reads standard input.

    The first line is the verdict. Where the hardware stands nowhere in the paste, it says what the measurement proves
    and which hardware would make it good: say which with --node, or with --accelerator, --nic and --domain.

    --against compares with an older run. Several files are ranked side by side, and hosts that stand out are named.""",
    epilog=examples(
        "limits link nccl.log",
        "limits link nccl.log --node a3-megagpu-8g",
        "limits link - --accelerator H100 --nic 8x400G < nccl.log",
        "limits link nccl.log --nic 8x200G --require all_reduce=0.9",
        "limits link nccl.log --against last-week.log",
        "limits link node-a.log node-b.log node-c.log",
    ),
)
@click.argument("texts", metavar="FILE...", nargs=-1, required=True)
@click.option("--against", metavar="OLD", help="Compare FILE with an older run of the same operation, by size.")
@printed.machine_options
@click.option(
    "--require",
    "required",
    metavar="OPERATION=SHARE",
    multiple=True,
    help="Exit with 1 unless the operation reaches this share of what healthy hardware shows; may be repeated.",
)
@catalog_option()
@format_option()
@output_option()
def command(
    *,
    texts: tuple[str, ...],
    against: str | None,
    node: str | None,
    accelerator: str | None,
    nic: str | None,
    domain: int | None,
    required: tuple[str, ...],
    files: tuple[str, ...],
    form: str | None,
    output: str | None,
) -> None:
    """Print the verdict on each measurement of a text, beside an older one, or the ranking of several texts."""
    from limits.pasted.requirement import requirements

    if against is not None and len(texts) > 1:
        raise click.UsageError(f"--against compares one FILE with OLD, not {len(texts)} of them")
    printed.once([*texts, *filter(None, (against,))])
    machine = printed.machine(node, accelerator, nic, domain, catalogue(files))
    wanted = requirements(required)
    if len(texts) > 1:
        view, failures = _ranked(texts, machine, wanted)
    else:
        view, failures = _one(texts[0], against, machine, wanted)
    emit_view(view, form, output)
    if failures:
        conclude(_BELOW)


def _one(
    file: str, against: str | None, machine: printed.Machine, wanted: Mapping[Operation, float]
) -> tuple[View, Sequence[str]]:
    """Return the view of one text, and the requirements that it does not meet."""
    from limits.pasted.requirement import unmet

    judged = printed.known(file, machine)
    failures = unmet(wanted, judged)
    if against is None:
        from limits.report.network import link

        return link.view(judged, machine.catalog, failures), failures
    from limits.pasted.comparison import compared
    from limits.report.network import comparison

    old = printed.known(against, machine)
    _, name = printed.short([file, against])
    return (
        comparison.view(compared(judged, old), judged, old, machine.catalog, name=name, failures=failures),
        failures,
    )


def _ranked(
    files: Sequence[str], machine: printed.Machine, wanted: Mapping[Operation, float]
) -> tuple[View, Sequence[str]]:
    """Return the view of several texts, and the requirements that they do not meet, each by the name of its file."""
    from limits.pasted.ranking import Run, grouped
    from limits.pasted.requirement import unmet
    from limits.report.network import ranking

    runs, unread, failures = [], [], []
    for file, name in zip(files, printed.short(files), strict=True):
        judged: list[Judged] = printed.judged(file, machine)
        if not judged:
            unread.append(name)
        runs += [Run(f"{name}:{each.measurement.line}" if len(judged) > 1 else name, each) for each in judged]
        failures += [f"{name}: {failure}" for failure in unmet(wanted, judged)]
    if not runs:
        raise printed.nothing(", ".join(unread))
    return ranking.view(grouped(runs), unread, machine.catalog, failures), failures
