"""Inputs of a law, and the words for what a law says: its kind and its sense."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from limits.errors import Problem
from limits.frozen import frozen

if TYPE_CHECKING:
    from limits.laws.domain import Domain


class Kind(StrEnum):
    """What a statement rests on; bounds of different kinds are never shown alike."""

    DEFINITION = "definition"  # an equality by what its words mean; a claim is right or wrong, nothing is bounded
    THEOREM = "theorem"  # follows from stated assumptions
    LAW = "law"  # a law of nature, possibly with an accepted conjecture
    MODEL = "model"  # an estimate that depends on a model and its parameters
    TREND = "trend"  # a fit or a measured anchor; never a bound
    RATING = "rating"  # what a data sheet or a standard promises; never a bound of nature


class Sense(StrEnum):
    """On which side of the law's value the actual value must lie."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    EQUAL = "equal"
    NONE = "none"


@frozen
class Input:
    """One input of a law.

    Parameters
    ----------
    name
        Full word, the same in the kernel, in a call and on the command line.
    symbol
        Printed symbol, LaTeX.
    unit
        Canonical unit of the kernel's argument.
    domain
        Numbers for which the law is stated.
    typical
        Range over which the law is tested, not a limit.
    doc
        What the input is, in a few words.
    eg
        An example as a user would write it.
    power
        Exponent if the law is proportional to a power of this input, which makes it solvable in closed form.
    branch
        Part of the domain on which the law only rises or only falls, where it turns: a solution is searched there. Of
        whole numbers, those that are tried, all of them.
    monotonic
        Whether the law only rises or only falls along the whole numbers of `branch`, too: they are bisected instead,
        for kernels that are slow.
    difference
        Whether it is a difference of temperatures, which degrees Celsius, counted from a zero of their own, cannot say.
    """

    name: str
    symbol: str
    unit: str
    domain: Domain
    typical: tuple[float, float]
    doc: str
    eg: str
    power: float | None = None
    branch: Domain | None = None
    monotonic: bool = False
    difference: bool = False

    @property
    def level(self) -> bool:
        """Whether it is a ratio of powers, as usual in decibels."""
        return self.unit == "1" and self.eg.endswith(" dB")

    @property
    def wanted(self) -> str:
        """What a user should have given."""
        return f"{self.doc} [{self.unit}] {self.domain}"

    def problem(self, given: str, mend: str = "") -> Problem:
        """Describe a value that cannot be used."""
        return Problem(self.name, given, self.wanted, mend or f"write e.g. {self.eg!r}")
