"""How commands are found and how they fail.

A command is imported when it is called, so that ``limits --help`` costs little more than Python and click; therefore
its help on one line stands here, in the table `COMMANDS`, and nowhere else.
"""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

import click

from limits import __version__
from limits.cli.options import examples
from limits.cli.output import COUNTER, close_quietly, conclusion, open_streams
from limits.errors import LimitsError, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COMMANDS = {
    "report": "Set training runs beside their physical bounds and the empirical frontier.",
    "link": "Say whether a link is good, from what a bandwidth test printed.",
    "channel": "Say how far a lane is from its error correction's limit, and from Shannon's.",
    "law": "List, evaluate and invert the laws of physics and mathematics.",
    "frontier": "Ask, compare and fit scaling laws: what has been seen, and one's own runs.",
    "plot": "Draw the frontier with runs, laws of one's own runs, links and channels.",
    "catalog": "Show runs, accelerators, nodes, links, memories, grids and scaling laws.",
    "cite": "Print BibTeX of laws, scaling laws, single references and this package.",
    "schema": "Print the JSON Schema of an output or of run files.",
}
"""Every command with its help on one line, in the order in which they are listed."""

UNUSABLE = 2  # the input or the call is wrong, or the result cannot be written
INTERRUPTED = 130  # 128 + SIGINT, as shells have it
_WORDS = "limits.words"  # what was typed, kept with the context
_TRACEBACK = "LIMITS_TRACEBACK"  # environment variable for whoever looks for the cause of an unexpected error


class Refusal(click.ClickException):
    """One message on standard error, and exit code 2."""

    exit_code = UNUSABLE

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message, to standard error unless `file` is given."""
        click.echo(f"limits: {self.message}", file=file, err=True)


class Group(click.Group):
    """A group that says which of its commands are called nearly like one it has not; older clicks do not."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command called `cmd_name`, or say which one is called nearly so."""
        found = super().get_command(ctx, cmd_name)
        if found is None and not ctx.resilient_parsing:  # a shell that completes asks for no message
            from difflib import get_close_matches

            if near := get_close_matches(cmd_name.lower(), self.list_commands(ctx), n=1):
                ctx.fail(f"No such command {cmd_name!r}. Did you mean {near[0]!r}?")
        return found


class Commands(Group):
    """A group that imports a command when it is asked for, and lets no traceback reach a user."""

    def load(self, name: str) -> click.Command:
        """Import one command of the table."""
        command: click.Command = importlib.import_module(f"limits.cli.{name}").command
        return command

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command called `cmd_name`, or say which call was meant."""
        if cmd_name in COMMANDS:
            return self.load(cmd_name)
        found = super().get_command(ctx, cmd_name)
        if found is None and (mend := _meant(cmd_name)):
            ctx.fail(f"No such command {cmd_name!r}. Write {mend}.")
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the same
        """List the commands from the table, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line; where standard error takes no message, the exit code still says what happened."""
        open_streams()
        try:
            return super().main(*args, **extra)
        except OSError:
            close_quietly()
            sys.exit(UNUSABLE)

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> click.Context:
        """Read the command line; --help and --version print while it is read."""
        words = list(args)
        with _orderly(parent, words):
            context = super().make_context(info_name, args, parent, **extra)
        context.meta[_WORDS] = words
        return context

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whatever goes wrong becomes one message and an exit code."""
        with _orderly(ctx, ctx.meta.get(_WORDS, ())), _counted(ctx):
            super().invoke(ctx)
        ctx.exit(conclusion(ctx))


def _meant(word: str) -> str:
    """Return the call that a word alone stands for: a run, a law, what is an option elsewhere; empty if none."""
    if word.lower() in {"help", "version"}:
        return f"limits --{word.lower()}"
    from limits.catalog import shipped
    from limits.cli.names import run_called
    from limits.laws import get

    for call, find in (("limits law", get), ("limits report", lambda name: run_called(name, shipped()))):
        try:
            find(word)
        except LimitsError:
            continue
        return f"{call} {word!r}" if " " in word else f"{call} {word}"
    return ""


@contextmanager
def _counted(context: click.Context) -> Iterator[None]:
    """Count on standard error while a command runs, where that is a terminal which can take a line back.

    Whoever types a file on standard input (`-`) is not counted.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM", "dumb") == "dumb" or "-" in context.meta.get(_WORDS, ()):
        yield
        return
    from limits.cli.counter import running

    with running(sys.stderr) as counter:
        context.meta[COUNTER] = counter
        yield


@contextmanager
def _orderly(context: click.Context | None, words: Sequence[str] = ()) -> Iterator[None]:
    """Turn whatever goes wrong inside into one message and an exit code; `words` are what was typed."""
    try:
        yield
    except click.ClickException as error:
        message = error.message
        if isinstance(error, click.UsageError):
            from limits.cli.mending import mended

            message = mended(error, words)
        # It repeats what was typed; setattr, since newer versions of click declare the message final.
        setattr(error, "message", "\n".join(map(printable, message.split("\n"))))  # noqa: B010
        raise
    except click.exceptions.Exit:
        raise
    except BrokenPipeError:  # the reader has seen enough, as `head` does
        close_quietly()
        raise click.exceptions.Exit(conclusion(context) if context else 0) from None
    except (KeyboardInterrupt, click.Abort):
        raise click.exceptions.Exit(INTERRUPTED) from None
    except LimitsError as error:
        raise Refusal(str(error)) from error
    except OSError as error:  # errors of files become the package's own where they arise: this is a stream
        close_quietly()
        raise Refusal(f"{error.filename or 'standard output'}: {error.strerror or error}") from error
    except Exception as error:
        if os.environ.get(_TRACEBACK):
            raise
        said = " ".join(f"{type(error).__name__}: {printable(str(error))}".split())
        raise Refusal(
            f"unexpected {said}; this is a mistake of the program, please report it "
            f"({_TRACEBACK}=1 in the environment shows where it arose)"
        ) from error


@click.group(
    "limits",
    cls=Commands,
    context_settings={"max_content_width": 100, "help_option_names": ["-h", "--help"]},
    help="Say how far a training run is from what physics allows, and what each bound would mean on the empirical "
    "scaling frontier.",
    epilog=examples(
        "limits report llama-3.1-405b",
        "limits report my-run.toml --format markdown",
        'limits law landauer bits="1e26 bit" temperature="300 K"',
        notes="Exit codes: 0 fine, 1 a check says no, 2 the input or the call is wrong.",
    ),
)
@click.version_option(__version__, "--version", prog_name="limits", message="%(prog)s %(version)s")
def main() -> None:
    """Do nothing: commands do."""
