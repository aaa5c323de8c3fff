"""A report without its format: what is said, in which order.

Text, terminal, Markdown and HTML render one and the same document.
"""

from __future__ import annotations

from limits.frozen import frozen

NO_BREAK = "\N{NO-BREAK SPACE}"
"""Between a number and its unit where a line must not end."""

ASSUMED = "\N{DAGGER}"
"""Behind a number that was assumed since nobody stated it."""

MARKS = {"definition": "≡", "theorem": "■", "law": "□", "model": "~", "trend": "≈", "rating": "="}
"""A sign for each kind, so that what is proved and what was fitted never look alike, not even without colour."""

SIGNS = {**MARKS, "measured": "="}
"""The same for what measurements are held against: data sheets say it, or others measured it."""

MEANINGS = {
    "definition": "definition",
    "theorem": "theorem",
    "law": "law of nature",
    "model": "model",
    "trend": "trend",
    "rating": "data sheet",
}
"""What each kind is called where its sign is explained."""


def kind_shown(kind: str) -> str:
    """Return a kind as it is shown everywhere: its sign and its word.

    Examples
    --------
    >>> kind_shown("theorem"), kind_shown("trend")
    ('■ theorem', '≈ trend')
    """
    return f"{MARKS[kind]} {kind}"


class Formula(str):
    """A formula in LaTeX where a fact stands: a format that can set it does, others write it in letters."""

    __slots__ = ()


@frozen
class Column:
    """A column of a table; numbers stand on the right, and a heading may have several lines."""

    heading: str
    right: bool = False


@frozen
class Line:
    """A line of a table; `note` is what must be said about it, `kind` decides its look where there are looks."""

    cells: tuple[str, ...]
    note: str = ""
    kind: str = ""


@frozen
class Table:
    """Lines under columns."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


@frozen
class Section:
    """A part of a report: a title, a table, and paragraphs below it."""

    title: str
    table: Table | None = None
    paragraphs: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[str, ...]:
        """The paragraphs without the bullets of those that have one, for what sets bullets of its own or none."""
        return tuple(each.removeprefix("- ") for each in self.paragraphs)


@frozen
class Document:
    """A report: one headline, what must stand right under it, sections, and the last line."""

    headline: str
    facts: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: str
    width: int | None = None


def table(columns: str, lines: list[Line]) -> Table:
    """Make a table; columns are separated by ``|``, and one that begins with ``>`` stands on the right.

    Examples
    --------
    >>> table("bound|>headroom", [Line(("landauer", "7.65"))]).columns[1]
    Column(heading='headroom', right=True)
    """
    headings = columns.split("|")
    return Table(tuple(Column(name.removeprefix(">"), name.startswith(">")) for name in headings), tuple(lines))


def grouped(pairs: list[tuple[str, str]]) -> list[str]:
    """Say what is true of several names once: ``a, b: why`` for each different why, in the order of the first.

    Examples
    --------
    >>> grouped([("a", "late"), ("b", "early"), ("c", "late")])
    ['a, c: late', 'b: early']
    """
    names: dict[str, list[str]] = {}
    for name, why in pairs:
        names.setdefault(why, []).append(name)
    return [f"{', '.join(those)}: {why}" for why, those in names.items()]
