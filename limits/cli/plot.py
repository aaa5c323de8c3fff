"""``limits plot``: figures, written to a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

import click

from limits.cli import completion, lane_options, touchstone
from limits.cli import texts as printed
from limits.cli.frontier.options import amounts, law_called, law_option
from limits.cli.group import Group
from limits.cli.options import Whole, catalog_option, catalogue, examples
from limits.errors import InputError, Problem, UnknownNameError, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from limits.assessment.records import Assessment
    from limits.catalog import Catalog
    from limits.report.figures import Drawing
    from limits.scaling import ScalingLaw

_F = TypeVar("_F", bound="Callable[..., Any]")

_SIZE = "3.3x3.3"  # inch; one column of a journal
_STYLES = ("paper", "talk")  # those of the figures, named here so that help needs no import; a test holds it
_SIDES = re.compile(r"(\d+(?:\.\d*)?) *[xX] *(\d+(?:\.\d*)?)", re.ASCII)


def _look_options(function: _F) -> _F:
    """Add what all figures have in common: how they look and where they are written."""
    for option in reversed(
        (
            click.option(
                "--style",
                type=click.Choice(_STYLES),
                default=_STYLES[0],
                show_default=True,
                help="For a journal, type of 7 or 8 pt, or for slides.",
            ),
            click.option(
                "--size",
                metavar="WIDTHxHEIGHT",
                show_default="that of the style",
                help=f"Width and height in inch; {_SIZE} is for one column of a journal.",
            ),
            catalog_option(),
            click.option(
                "--output",
                metavar="FILE",
                required=True,
                help="File to write: .png, .svg or .pdf. The caption goes beside it, into NAME.caption.txt, "
                "and of a PDF a piece for \\input into NAME.figure.tex.",
            ),
        )
    ):
        function = option(function)
    return function


class _Figures(Group):
    """A group that says which figure a run or a file is drawn in."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command called `cmd_name`, or say how the ladder of a run of that name is drawn."""
        found = super().get_command(ctx, cmd_name)
        if found is None and not ctx.resilient_parsing and (run := _run_called(cmd_name)):
            ctx.fail(f"No such command {cmd_name!r}. Write limits plot ladder {run} --output ladder.svg.")
        return found


def _run_called(word: str) -> str:
    """Return how a run or a file is written in a call, empty where the word is neither."""
    from limits.catalog import shipped
    from limits.cli.mending import quoted
    from limits.cli.names import run_called

    try:
        run_called(word, shipped())
    except UnknownNameError:
        return ""
    return quoted(word)


@click.group(
    "plot",
    cls=_Figures,
    help="""Draw what has been seen beside what is possible.

    Figures are drawn by matplotlib: python -m pip install "matplotlib>=3.8". The file of --output is a PNG, an SVG or a
    PDF, by the ending of its name; what the figure cannot say goes into a caption beside it, NAME.caption.txt. Beside a
    PDF stands NAME.figure.tex too: figure and caption for a paper.""",
    epilog=examples(
        "limits plot ladder llama-3.1-405b --output ladder.pdf",
        "limits plot frontier my-run.toml --scaling hoffmann2022 --size 3.3x3.3 --output frontier.svg",
        'limits plot valleys gpt-3 --compute "1e20 FLOP" --compute "1e22 FLOP" --style talk --output valleys.png',
    ),
)
def command() -> None:
    """Do nothing: the commands of the group do."""


@command.command(
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
@_look_options
def ladder(
    *, runs: tuple[str, ...], scaling: str, style: str, size: str | None, files: tuple[str, ...], output: str
) -> None:
    """Draw the ladder and write it to a file."""
    from limits.report import figures

    figures.format_of(output)
    inches, law = _size(size), law_called(scaling)
    _save(figures.ladder(_assessed(runs, law, catalogue(files)), size=inches, style=style), output)


@command.command(
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
@_look_options
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
    inches, laws = _size(size), [law_called(name) for name in scaling or (DEFAULT,)]
    catalog = catalogue(files)
    assessed = _assessed(runs, laws[0], catalog)
    _save(figures.frontier(assessed, laws=laws, catalog=catalog, size=inches, style=style), output)


@command.command(
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
@_look_options
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
    inches, law = _size(size), law_called(scaling)
    computes = amounts({f"--compute {text}": (text, "FLOP") for text in compute}) if compute else None
    assessed = _assessed(runs, law, catalogue(files))
    _save(figures.valleys(assessed, law=law, compute=computes, size=inches, style=style), output)


@command.command(
    "link",
    help="""Draw the bus bandwidth that a bandwidth test printed against size, with what it is held against.

    FILE is what limits link reads, or - for standard input. Full and open marks are out of place and in place; the ring
    is the plateau; the dashed curve is the line of the upper regime; bounds are straight lines with their names.""",
    epilog=examples(
        "limits plot link nccl.log --nic 8x400G --output link.pdf",
        "limits plot link nccl.log --node p5.48xlarge --size 3.3x3.3 --output link.svg",
        "limits plot link many.log --measurement 3 --output third.png",
    ),
)
@click.argument("file", metavar="FILE")
@click.option(
    "--measurement",
    metavar="NUMBER",
    type=Whole(min=1),
    help="Which of several in one text, as limits link counts them, from 1.",
)
@printed.machine_options
@_look_options
def link(
    *,
    file: str,
    measurement: int | None,
    node: str | None,
    accelerator: str | None,
    nic: str | None,
    domain: int | None,
    style: str,
    size: str | None,
    files: tuple[str, ...],
    output: str,
) -> None:
    """Draw a measurement and write it to a file."""
    from limits.report import figures

    figures.format_of(output)
    inches, catalog = _size(size), catalogue(files)
    judged = printed.known(file, printed.machine(node, accelerator, nic, domain, catalog))
    if measurement is None:  # what describes the nodes of a measurement is no other one
        judged = [each for each in judged if not each.describes] or judged
    chosen = judged[_chosen(measurement, len(judged), printed.called(file))]
    _save(figures.link(chosen, catalogue=catalog.sha256, size=inches, style=style), output)


@command.command(
    "channel",
    help="""Draw what a lane finds on a measured channel: signal, noise and water level, and its capacity density.

    LANE and the options are those of limits channel --s4p. The area under a curve of the lower axes is a capacity.""",
    epilog=examples(
        "limits plot channel 100g --s4p thru.s4p --output channel.pdf",
        "limits plot channel 100g --s4p thru.s4p --fext fext1.s4p --next next1.s4p --output channel.svg",
        'limits plot channel 200g --s4p thru.s4p --band "30 GHz" --style talk --output channel.png',
    ),
)
@click.argument("words", metavar="[LANE]", nargs=-1, shell_complete=completion.lanes)
@lane_options.lane_options
@touchstone.file_options
@_look_options
def channel(
    *,
    words: tuple[str, ...],
    baud: str | None,
    pam: int | None,
    net: str | None,
    fec: str | None,
    style: str,
    size: str | None,
    files: tuple[str, ...],
    output: str,
    **channel: Any,
) -> None:
    """Draw a measured channel and write it to a file."""
    from limits.channel.lane import lane, row_called
    from limits.report import figures

    figures.format_of(output)
    inches, catalog = _size(size), catalogue(files)
    row = row_called(" ".join(words), catalog) if words else None
    said = lane(row, lane_options.stated(baud=baud, pam=pam, net=net, fec=fec))
    if (found := touchstone.measured(said, **channel)) is None:
        raise click.UsageError("Missing option '--s4p': the Touchstone file of the channel.")
    _save(figures.channel(found, catalogue=catalog.sha256, size=inches, style=style), output)


def _chosen(measurement: int | None, there: int, where: str) -> int:
    """Return the place of the measurement to draw; one of several must be said."""
    if measurement is None and there > 1:
        mend = "limits link counts them"
        raise InputError(where, [Problem("text", f"{there} measurements", "one, by --measurement NUMBER", mend)])
    if measurement is not None and measurement > there:
        raise InputError(where, [Problem("--measurement", f"{measurement}", f"a number from 1 to {there}")])
    return (measurement or 1) - 1


def _assessed(runs: tuple[str, ...], law: ScalingLaw, catalog: Catalog) -> list[Assessment]:
    from limits.assessment.assessor import assess_all
    from limits.cli.names import run_called

    return assess_all([run_called(name, catalog) for name in runs], scaling=law, catalog=catalog) if runs else []


def _size(text: str | None) -> tuple[float, float] | None:
    """Read width and height, None where nothing is asked for.

    Examples
    --------
    >>> _size("3.3x2.9")
    (3.3, 2.9)
    """
    if text is None:
        return None
    sides = _SIDES.fullmatch(text.strip())
    if sides is None:
        problem = Problem("--size", shown(text), "width and height in inch", f"write e.g. {_SIZE}")
        raise InputError("figure", [problem])
    return float(sides[1]), float(sides[2])


def _save(drawing: Drawing, output: str) -> None:
    try:
        drawing.save(output)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        name = getattr(error, "filename", None) or output
        problem = Problem(str(name), getattr(error, "strerror", None) or str(error), "a file that can be written")
        raise InputError("--output", [problem]) from None
