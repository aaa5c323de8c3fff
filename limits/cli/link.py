"""``limits link``: a verdict on what a bandwidth test printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from limits.cli import texts as printed
from limits.cli.options import Whole, catalog_option, catalogue, examples, format_option, output_option
from limits.cli.output import conclude, emit_view

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from limits.network.collectives import Operation
    from limits.report.view import View

_MISSING = "Missing argument 'FILE', or --ranks with --node, --accelerator or --nic: what is expected of a machine."
_BELOW = 1  # exit code where a required share is not reached


@click.command(
    "link",
    help="""Say whether a link is good, from what a bandwidth test printed: nccl-tests, rccl-tests, nccom-test, the
    all_reduce_bench of ml-engineering, or copies between pairs by nvbandwidth, p2pBandwidthLatencyTest and
    rocm_bandwidth_test. FILE may be cut, with logs and prose around it; - reads standard input. Wiring (nvidia-smi
    topo -m, XML of NCCL), ports (ibstat) and networks (ibnetdiscover, topology.conf of Slurm) are read too.

    The first line is the verdict. Where the hardware stands nowhere in the paste, it says what the measurement proves
    and which hardware would make it good: say which with --node, or with --accelerator, --nic and --domain.

    --size says what was measured at one size and what NCCL expects there; without FILE, --ranks and --node say of which
    machine. --against compares with an older run. Several files are ranked side by side, and hosts that stand out are
    named; one that only describes nodes (wiring, ports) tells the hardware of the others.""",
    epilog=examples(
        "limits link nccl.log",
        "limits link nccl.log --node a3-megagpu-8g",
        "limits link - --accelerator H100 --nic 8x400G < nccl.log",
        "limits link nccl.log --nic 8x200G --require all_reduce=0.9",
        'limits link nccl.log --node a3-megagpu-8g --size "256 MB"',
        'limits link --node dgx-h100 --ranks 512 --size "256 MB"',
        "limits link nccl.log --against last-week.log",
        "limits link node-a.log node-b.log node-c.log",
    ),
)
@click.argument("texts", metavar="[FILE]...", nargs=-1)
@click.option("--against", metavar="OLD", help="Compare FILE with an older run of the same operation, by size.")
@printed.machine_options
@click.option(
    "--require",
    "required",
    metavar="OPERATION=SHARE",
    multiple=True,
    help="Exit with 1 unless the operation reaches this share of what healthy hardware shows; may be repeated.",
)
@click.option("--size", metavar="SIZE", help="A size, as '256 MB': what was measured there, and what NCCL expects.")
@click.option("--ranks", type=Whole(2, 10_000_000), help="Without FILE: how many ranks take part on the machine.")
@click.option("--operation", metavar="NAME", help="Without FILE: the operation, as all_gather; all_reduce otherwise.")
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
    size: str | None,
    ranks: int | None,
    operation: str | None,
    files: tuple[str, ...],
    form: str | None,
    output: str | None,
) -> None:
    """Print the verdict on each measurement of a text, beside an older one, or the ranking of several texts."""
    from limits.pasted.compared import at_size
    from limits.pasted.judging.requirement import requirements
    from limits.pasted.machine.hardware import Stated

    if size is not None and (against is not None or len(texts) > 1):
        raise click.UsageError("--size asks of one FILE, or of a machine: leave out --against and other files.")
    if against is not None and len(texts) > 1:
        raise click.UsageError(f"--against compares one FILE with OLD, not {len(texts)} of them")
    printed.once([*texts, *filter(None, (against,))])
    machine = printed.machine(node, accelerator, nic, domain, catalogue(files))
    wanted = requirements(required)
    asked = None if size is None else at_size.size(size)
    failures: Sequence[str] = ()
    if texts and (ranks is not None or operation is not None):
        raise click.UsageError("--ranks and --operation say what no FILE says: leave them out, or leave FILE out.")
    if not texts:
        if ranks is None or wanted or against or machine.stated == Stated(domain=domain):
            raise click.UsageError(_MISSING)
        view = _machine(machine, ranks, operation or "all_reduce", asked)
    elif len(texts) > 1:
        view, failures = _ranked(texts, machine, wanted)
    else:
        view, failures = _one(texts[0], against, machine, wanted, asked)
    emit_view(view, form, output)
    if failures:
        conclude(_BELOW)


def _machine(machine: printed.Machine, ranks: int, operation: str, size: float | None) -> View:
    """Return the view of what is expected of a machine that nobody measured."""
    from limits.pasted.machine.unmeasured import expected
    from limits.report.network.machine import view

    return view(expected(machine.stated, ranks, operation, machine.catalog), machine.catalog, size)


def _one(
    file: str,
    against: str | None,
    machine: printed.Machine,
    wanted: Mapping[Operation, float],
    size: float | None,
) -> tuple[View, Sequence[str]]:
    """Return the view of one text, and the requirements that it does not meet."""
    from limits.pasted.judging.requirement import unmet

    judged = printed.known(file, machine)
    failures = unmet(wanted, judged)
    if against is None:
        from limits.report.network import link

        return link.view(judged, machine.catalog, failures, size), failures
    from limits.pasted.compared.comparison import compared
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
    from limits.pasted.compared.ranking import Run, grouped
    from limits.pasted.judging.requirement import unmet
    from limits.report.network import ranking

    runs, unread, beside, failures = [], [], [], []
    texts = printed.judged_together(files, machine)
    measuring = [judged for judged in texts if judged and not printed.describes(judged)]
    if len(measuring) == 1 and all(texts):
        from limits.report.network import link

        everything = [*measuring[0], *(each for judged in texts if judged is not measuring[0] for each in judged)]
        failures = [*unmet(wanted, measuring[0])]
        return link.view(everything, machine.catalog, failures), failures
    for name, judged in zip(printed.short(files), texts, strict=True):
        if measuring and printed.describes(judged):
            beside.append(name)
            continue
        if not judged:
            unread.append(name)
        measured = [each for each in judged if not each.describes] or judged
        runs += [Run(f"{name}:{each.measurement.line}" if len(measured) > 1 else name, each) for each in measured]
        failures += [f"{name}: {failure}" for failure in unmet(wanted, judged)]
    if not runs:
        raise printed.nothing(", ".join(unread))
    return ranking.view(grouped(runs), unread, machine.catalog, failures, beside), failures
