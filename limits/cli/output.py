"""Where results go: a terminal, a pipe or a file, in whatever encoding that takes."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from limits.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from limits.cli.counter import Counter
    from limits.report.view import View


_PRINT = "write HTML (.html) and print it from a browser, or LaTeX (.tex); `limits plot` draws figures"
_TABLE = "write CSV (.csv), which spreadsheets open"
_ENDINGS = {".pdf": _PRINT, ".png": _PRINT, ".svg": _PRINT, ".docx": _PRINT, ".xlsx": _TABLE, ".xls": _TABLE}
"""Endings that promise what no format is, with what to write instead."""

COUNTER = "limits.counter"
"""Name under which the counter of a command stands with its context, where there is one."""

_CODE = "limits.exit_code"
_READ_AS = "limits.read_as"


def emit(text: str, output: str | None = None) -> None:
    """Print a result, or write it to the file `output` as UTF-8; it ends with one line feed.

    Raises
    ------
    InputError
        If the file cannot be written.
    BrokenPipeError
        If nobody reads on; the group of commands ends quietly then.
    """
    text = text.rstrip("\n") + "\n"
    if output is None:
        if not text.isascii():
            from limits.report.formats.text import encodable

            text = encodable(text, sys.stdout.encoding)
        uncounted()
        click.echo(text, nl=False)
        return
    try:
        Path(output).write_text(text, encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        from limits.textfile import no_file

        problem = Problem(output, no_file(error), "a file that can be written")
        raise InputError("--output", [problem]) from None


def emit_view(view: View, form: str | None, output: str | None) -> None:
    """Print a view, or write it to a file.

    Parameters
    ----------
    view
        What is printed.
    form
        Name of a format; None for the one that the ending of `output` asks for, text where it asks for none.
    output
        File to write to instead of standard output.
    """
    from limits.report.formats import called, of_file

    chosen = of_file(output) if form is None else called(form)
    if form is None and output is not None and (mend := _ENDINGS.get(Path(output).suffix.lower())):
        raise InputError("--output", [Problem(output, "an ending of no format", "a file of text", mend)])
    view = view.noting(click.get_current_context().meta.get(_READ_AS, ()))
    if output is None and is_terminal() and (renderable := chosen.styled(view)) is not None:
        from rich.console import Console

        uncounted()
        Console(highlight=False).print(renderable)  # honours NO_COLOR, TERM and the terminal's width
    else:
        emit(chosen.render(view), output)


def read_as(name: str, text: str, meaning: str) -> None:
    """Have the answer say how a number was read that left something open; nothing where `meaning` is empty."""
    if meaning:
        note(f"{name}: {text.strip()} is read as {meaning}")


def note(said: str) -> None:
    """Have the answer say something right under its headline."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta.setdefault(_READ_AS, []).append(said)


def progress(what: str) -> Callable[[int, int], None]:
    """Return what a long calculation tells how far it is: a count of `what`, of how many; it is shown on a terminal."""
    counter = _counter()

    def told(done: int, total: int) -> None:
        if counter is not None:
            counter.at(done, total, what)

    return told


def uncounted() -> None:
    """Take the counter away from the terminal, since the result comes now."""
    counter = _counter()
    if counter is not None:
        counter.stop()


def _counter() -> Counter | None:
    context = click.get_current_context(silent=True)
    return None if context is None else context.meta.get(COUNTER)


def is_terminal() -> bool:
    """Tell whether standard output is a terminal that shows what rich draws."""
    stream = sys.stdout
    return stream.isatty() and (stream.encoding or "").lower().replace("-", "") == "utf8"


def conclude(code: int) -> None:
    """Set the exit code that the command shall end with, even if nobody reads to the end what it prints."""
    click.get_current_context().meta[_CODE] = code


def conclusion(context: click.Context) -> int:
    """Return the exit code that was set, 0 if none was."""
    return int(context.meta.get(_CODE, 0))


def open_streams() -> None:
    """Put streams in the place of those that the caller closed: what is written there fails, or goes nowhere.

    Their numbers are taken, so that no file that is opened later gets what was meant for a stream.
    """
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - not for writing: a lost result is an error
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - a stream stays open


def close_quietly() -> None:
    """Send nowhere what a stream does not take, so that closing it at exit does not fail again."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):  # a stream without a number has nothing to be closed
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
