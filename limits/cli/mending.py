"""What somebody meant whose call click refuses: the same message, with how the call is written instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["mended"]

_FORMS = {"md": "markdown", "markdown": "markdown", "tex": "latex", "latex": "latex", "text": "text", "txt": "text"}
_FORMS |= {"json": "json", "csv": "csv", "html": "html"}
_OUTPUT = {"-o", "--out", "--outfile", "--file", "--save"}
_EXTRA = re.compile(r"Got unexpected extra arguments? \((?P<words>.*)\)")
_BUDGETS = {
    "optimal": '--compute "{}"',
    "compare": '--compute "{}"',
    "convert": '--loss "{}"',
    "valleys": '--compute "{}"',
}
"""The option that a number alone was probably meant for, by command."""
_NUMBER = re.compile(r"[+-]?\d[\w.+-]*")


def mended(error: click.UsageError, words: Sequence[str]) -> str:
    """Return the message of an error of usage, with what to write instead where that can be told.

    Parameters
    ----------
    error
        What click refuses.
    words
        Everything that was typed behind the name of the program.
    """
    advice = ""
    command = error.ctx.command if error.ctx else None
    if isinstance(error, click.NoSuchOption):
        advice = _option(error.option_name, command, words)
    elif extra := _EXTRA.match(error.message):
        advice = _extra(extra["words"].split(), command, words)
    if not advice:
        return error.message
    if isinstance(error, click.NoSuchOption):
        # What click would suggest besides; setattr, since newer versions of click declare it final.
        setattr(error, "possibilities", None)  # noqa: B010
    return f"{error.message.rstrip('.')}. {advice}"


def _option(name: str, command: click.Command | None, words: Sequence[str]) -> str:
    """Say how what an unknown option asks for is written."""
    bare = name.lstrip("-").lower()
    names = {option for each in command.params for option in each.opts} if command else set()
    value = _behind(name, words)
    if bare in _FORMS and "--format" in names:
        return f"Write --format {_FORMS[bare]}."
    if name == "-f" and value.lower() in _FORMS and "--format" in names:
        return f"Write --format {_FORMS[value.lower()]}."
    if (name in _OUTPUT or name == "-f") and "--output" in names:
        return f"Write --output {value or 'FILE'}."
    if name in {"-v", "-V"}:
        return "Write limits --version."
    if command is not None and command.name in {"law", "trend"}:
        typed = value if value.isalnum() and value else f'"{value or "..."}"'
        return f"Inputs are written without dashes: {bare.replace('-', '_')}={typed}"
    return ""


def _extra(extra: Sequence[str], command: click.Command | None, words: Sequence[str]) -> str:
    """Say how words that are left over are written: one number with its unit is one word."""
    place = _first(extra, words)
    if place >= 2 and words[place - 2].startswith("--") and _NUMBER.fullmatch(words[place - 1]):  # noqa: PLR2004
        value = " ".join((words[place - 1], *extra))
        return f'A number with its unit is quoted: {words[place - 2]} "{value}"'
    if place >= 1 and words[place - 1].startswith("--") and "=" in words[place - 1]:
        option, _, number = words[place - 1].partition("=")
        return f'A number with its unit is quoted: {option} "{" ".join((number, *extra))}"'
    name = command.name if command else ""
    if name in _BUDGETS and _NUMBER.fullmatch(extra[0]):
        return f"Write {_BUDGETS[name].format(' '.join(extra))}."
    if command is not None and not any(isinstance(each, click.Argument) for each in command.params):
        options = [option for each in command.params for option in each.opts if option.startswith("--")]
        return f"{name} takes options only: {', '.join(options[:6])}."
    return ""


def _first(extra: Sequence[str], words: Sequence[str]) -> int:
    """Return the place at which the words that are left over begin; -1 where they stand apart."""
    many = len(extra)
    places = [k for k in range(len(words) - many + 1) if list(words[k : k + many]) == list(extra)]
    return places[-1] if places else -1


def _behind(name: str, words: Sequence[str]) -> str:
    """Return the value that stands behind an option, or in it behind an equals sign."""
    for place, word in enumerate(words):
        if word == name and place + 1 < len(words) and not words[place + 1].startswith("-"):
            return words[place + 1]
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
    return ""
