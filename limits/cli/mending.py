"""What somebody meant whose call click refuses: the same message, with how the call is written instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["mended", "quoted"]

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
_MEANT = {
    "flop": "--compute",
    "flops": "--compute",
    "budget": "--compute",
    "n": "--parameters",
    "params": "--parameters",
    "size": "--parameters",
    "d": "--tokens",
    "data": "--tokens",
    "gpus": "--count",
    "gpu": "--accelerator",
    "mfu": "--utilisation",
    "law": "--scaling",
}
"""Other words for options, without their dashes."""
_PAIRS = {
    "predict": "Write --parameters {} --tokens {}.",
    "catalog": "One NAME at a time; limits report {} {} shows runs side by side.",
}
"""What is meant by one word too many behind another, by command."""
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
        advice = _extra(extra["words"], command, words) if extra["words"].strip() else "Leave out the empty word."
    elif isinstance(error, click.MissingParameter) and command is not None and command.epilog:
        advice = f"Example: {next(line.strip() for line in command.epilog.split(chr(10)) if '  limits' in line)}"
    if not advice:
        return error.message
    if isinstance(error, click.NoSuchOption):
        # What click would suggest besides; setattr, since newer versions of click declare it final.
        setattr(error, "possibilities", None)  # noqa: B010
    said = error.message.rstrip(". ")  # empty where click itself says what is missing
    return f"{said}. {advice}" if said else advice


def _option(name: str, command: click.Command | None, words: Sequence[str]) -> str:
    """Say how what an unknown option asks for is written."""
    bare = name.lstrip("-").lower()
    names = {option for each in command.params for option in each.opts} if command else set()
    value = _behind(name, words)
    if said := _meant(name, value, command, words):
        return said
    form = value.lower() if name == "-f" else bare
    if form in _FORMS and "--format" in names:
        return f"Write --format {_FORMS[form]}."
    if (name in _OUTPUT or name == "-f") and "--output" in names:
        return f"Write --output {value or 'FILE'}."
    if name in {"-v", "-V"}:
        return "Write limits --version."
    if command is not None and command.name in {"law", "trend"}:
        typed = value if value.isalnum() and value else f'"{value or "..."}"'
        return f"Inputs are written without dashes: {bare.replace('-', '_')}={typed}"
    return ""


def _meant(name: str, value: str, command: click.Command | None, words: Sequence[str]) -> str:
    """Say which option, argument or field of a run is meant by an option that is none."""
    if command is None:
        return ""
    bare, typed = name.lstrip("-").lower(), quoted(value)
    names = {option for each in command.params for option in each.opts}
    whole = next((word for word in words if word.startswith(name) and f"-{word}" in names), "")
    if whole and not name.startswith("--"):
        return f"Write -{whole}."
    if _MEANT.get(bare) in names:
        return f"Write {_MEANT[bare]} {typed or '...'}."
    arguments = {each.name for each in command.params if isinstance(each, click.Argument)}
    if arguments & {bare, f"{bare}s"}:
        return f"Write it without {name}: {typed or bare.upper()}."
    path = _path(bare) if "--set" in names else ""
    return f"Write --set {path}={typed or '...'}." if path else ""


def _extra(text: str, command: click.Command | None, words: Sequence[str]) -> str:
    """Say how words that are left over, with blanks between them, are written: one number with its unit is one word."""
    place, extra = _left_over(text, words)
    if place >= 2 and words[place - 2].startswith("--") and _NUMBER.fullmatch(words[place - 1]):  # noqa: PLR2004
        value = " ".join((words[place - 1], *extra))
        return f'A number with its unit is quoted: {words[place - 2]} "{value}"'
    if place >= 1 and words[place - 1].startswith("--") and "=" in words[place - 1]:
        option, _, number = words[place - 1].partition("=")
        return f'A number with its unit is quoted: {option} "{" ".join((number, *extra))}"'
    name = command.name if command else ""
    if name in _BUDGETS and _NUMBER.fullmatch(extra[0]):
        return f"Write {_BUDGETS[name].format(' '.join(extra))}."
    if name in _PAIRS and place >= 1 and (name != "predict" or _NUMBER.match(words[place - 1])):
        return _PAIRS[name].format(quoted(words[place - 1]), quoted(extra[0]))
    if command is not None and not any(isinstance(each, click.Argument) for each in command.params):
        options = [option for each in command.params for option in each.opts if option.startswith("--")]
        return f"{name} takes options only: {', '.join(options[:6])}."
    return ""


def _path(word: str) -> str:
    """Return the path of the field of a run that an option asks for, empty where it asks for none."""
    from limits.runs.fields import ROWS

    if word == "compute":
        return "compute.flop"
    return next((row.path for row in ROWS if word.replace("-", "_") == row.name), "")


def quoted(word: str) -> str:
    """Write a word as a shell takes it, in quotes where it has blanks."""
    return f'"{word}"' if " " in word else word


def _left_over(text: str, words: Sequence[str]) -> tuple[int, Sequence[str]]:
    """Return the last words that the text joins, and the place at which they begin; -1 where they stand apart.

    A word may be empty or have blanks of its own, so that the text cannot be cut at its blanks.
    """
    for place in reversed(range(len(words))):
        for end in range(place + 1, len(words) + 1):
            if " ".join(words[place:end]) == text:
                return place, words[place:end]
    return -1, text.split(" ")


def _behind(name: str, words: Sequence[str]) -> str:
    """Return the value that stands behind an option, or in it behind an equals sign."""
    for place, word in enumerate(words):
        if word == name and place + 1 < len(words) and not words[place + 1].startswith("-"):
            return words[place + 1]
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
    return ""
