"""What several commands have in common on the command line."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

import click

from limits.errors import InputError, Problem, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from limits.catalog import Catalog
    from limits.laws import Law

    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # generic from click 8.2 on

_AROUND = r" *= *"
_NAME = r"(?<!\S)[A-Za-z_][\w-]*="
_SIGN = r"=.*|[\w-]+="  # an equals sign that stands apart from its name or its value
_CUT = r"[\w-]+=[+-]?\d[\d._]*(?:[eE][+-]?\d+)?"  # a value without its unit
_UNIT = r"[A-Za-z%][\w/^*%.-]*"
_F = TypeVar("_F", bound="Callable[..., None]")


class _Format(_Choice):
    """A format of output by its name, or by the ending that its files have."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name of the format."""
        from limits.report.formats import of_ending

        of_files = of_ending(f".{value}")
        return super().convert(value if of_files is None else of_files.name, param, ctx)


class Number(click.types.FloatParamType):
    """A number in plain digits: what Python reads besides, digits of other scripts and 1_000, is refused."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the number."""
        return super().convert(_plain(self, value, param, ctx), param, ctx)


class Whole(click.IntRange):
    """A whole number in plain digits within a range."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the number."""
        return super().convert(_plain(self, value, param, ctx), param, ctx)


def _plain(kind: Number | Whole, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
    if isinstance(value, str) and ("_" in value or not value.isascii()):
        kind.fail(f"{value!r} is no number in plain digits.", param, ctx)
    return value


def examples(*lines: str, notes: str = "") -> str:
    r"""Return the end of a command's help: what one may type, a line each; `notes` follow.

    Examples
    --------
    >>> examples("limits law", "limits cite landauer")
    '\x08\nExamples:\n  limits law\n  limits cite landauer'
    """
    # The backspace is click's sign for a paragraph whose lines are kept.
    kept = "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))
    return f"{kept}\n\n{notes}" if notes else kept


def no_format(form: str | None) -> None:
    """Refuse a format beside --toml, which prints something else than any of them.

    Raises
    ------
    UsageError
        If a format was asked for.
    """
    if form is not None:
        raise click.UsageError(f"--toml prints TOML, not {form}: leave out --toml or --format")


def format_option(*names: str) -> Callable[[_F], _F]:
    """Return the option ``--format`` of a command that prints a view: every format of the table.

    `names` are the formats of a command that prints something else; the first one is its default.
    """
    if names:
        return click.option(
            *("--format", "form"),
            type=click.Choice(names),
            default=names[0],
            show_default=True,
            help="How the result is written.",
        )
    from limits.report.formats import FORMATS

    return click.option(
        *("--format", "form"),
        type=_Format(list(FORMATS)),
        show_default="by the ending of --output, else text",
        help="How the result is written.",
    )


def output_option() -> Callable[[_F], _F]:
    """Return the option ``--output``."""
    return click.option("--output", metavar="FILE", help="Write the result to FILE instead of standard output.")


def catalog_option() -> Callable[[_F], _F]:
    """Return the option ``--catalog``, which may be given several times."""
    return click.option(
        "--catalog",
        "files",
        metavar="FILE",
        multiple=True,
        help="Add the rows of a CSV file to the catalogue; may be repeated.",
    )


def catalogue(files: tuple[str, ...]) -> Catalog:
    """Return the shipped catalogue with the rows of `files` added, in their order."""
    from limits.catalog import shipped

    found = shipped()
    for file in files:
        found = found.extended(file)
    return found


def named(law: Law, words: Sequence[str]) -> dict[str, str]:
    """Split ``name=value`` into what a law is called with; all that cannot be split is said at once."""
    given: dict[str, str] = {}
    problems = []
    joined = _joined(words)
    if joined != list(words):
        typed = " ".join(f'{name}="{text}"' for name, _, text in (word.partition("=") for word in joined))
        wanted = "name=value without blanks around =, a value with its unit in quotes"
        raise InputError(law.key, [Problem("inputs", shown(" ".join(words))[1:-1], wanted, f"write {typed}")])
    for word in words:
        name, sign, text = word.partition("=")
        name = name.strip().replace("-", "_")
        if not sign:
            problems.append(Problem("inputs", shown(word), "name=value", f"write e.g. {_typed(law)}"))
        elif name in given:
            problems.append(Problem(name, f"{shown(given[name])} and {shown(text)}", "one value"))
        else:
            given[name] = text.strip()
    if problems:
        raise InputError(law.key, problems)
    return given


def _joined(words: Sequence[str]) -> list[str]:
    """Put words together again that a shell has taken apart: blanks around =, a unit that stands alone.

    Examples
    --------
    >>> _joined(["bits", "=", "1e26", "bit", "temperature=", "300 K"]), _joined(["bits=1e26 bit", "300 K"])
    (['bits=1e26 bit', 'temperature=300 K'], ['bits=1e26 bit', '300 K'])
    """
    torn = any(re.fullmatch(_SIGN, word) for word in words) or any(
        re.fullmatch(_CUT, one) and re.fullmatch(_UNIT, two) for one, two in pairwise(words)
    )
    parts = re.sub(_AROUND, "=", " ".join(words)).strip()
    starts = [match.start() for match in re.finditer(_NAME, parts)]
    if not torn or not starts or starts[0] != 0:
        return list(words)
    joined = [parts[start:end].strip() for start, end in pairwise((*starts, len(parts)))]
    return list(words) if any(word.count("=") > 1 for word in joined) else joined


def _typed(law: Law) -> str:
    """Return how the inputs of a law are typed in a shell."""
    return " ".join(f'{entry.name}="{entry.eg}"' for entry in law.inputs)
