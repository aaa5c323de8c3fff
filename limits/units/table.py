"""The units of ``data/units.txt``: what a name means, and by which factor units convert.

The file is the one from which pint's registry is built (`limits.units.quantities`). It is read here as well because
pint guesses where we must not (it reads ``Ws`` as watts, ``cd`` as centidays), and so that reading a run needs no unit
library. Factors are exact fractions until the last step, so that a conversion costs one rounding. A test proves that
pint, given the same file, agrees on every name.
"""

from __future__ import annotations

import difflib
import math
from collections import Counter
from dataclasses import field
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from limits.errors import TextError
from limits.frozen import frozen
from limits.units.grammar import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FILE", "Measure", "Powers", "exact_ratio", "measure", "measure_of", "ratio", "rounded", "spellings"]

FILE = Path(__file__).parents[1] / "data" / "units.txt"

Powers = tuple[tuple[str, int], ...]
"""Names with their powers."""


class Measure(NamedTuple):
    """What a unit is worth.

    Attributes
    ----------
    factor
        Its size in base units.
    offset
        Its zero in base units; other than 0 for degC and degF only.
    dimension
        Sorted powers of ``[length]``, ``[information]`` and so on.
    names
        Sorted powers of the units it is made of, by long name.
    """

    factor: Fraction
    offset: Fraction
    dimension: Powers
    names: Powers


@lru_cache(maxsize=1024)
def measure(unit: str) -> Measure:
    """Return what the text of a unit is worth.

    Raises
    ------
    TextError
        If it is not the text of a unit, or `measure_of` refuses its names.

    Examples
    --------
    >>> float(measure("kWh").factor / measure("J").factor), measure("Gb/s").names
    (3600000.0, (('gigabit', 1), ('second', -1)))
    >>> measure("gb/s")
    Traceback (most recent call last):
    limits.errors.TextError: cannot use 'gb': wanted a unit; no unit is called 'gb', did you mean GB or Gb?
    """
    return measure_of(terms(unit))


def measure_of(powers: Powers) -> Measure:
    """Return what a product of powers of named units is worth.

    Raises
    ------
    TextError
        If a name is not in the file, or a temperature scale with a zero of its own stands in a product.
    """
    return _table().measure_of(powers)


def exact_ratio(given: Measure, wanted: Measure) -> tuple[Fraction, Fraction]:
    """Return the factor and the offset that turn a number of one unit into a number of another of its dimension.

    Examples
    --------
    >>> exact_ratio(measure("degF"), measure("K"))
    (Fraction(5, 9), Fraction(45967, 180))
    """
    return given.factor / wanted.factor, (given.offset - wanted.offset) / wanted.factor


def ratio(given: Measure, wanted: Measure) -> tuple[float, float]:
    """Return `exact_ratio` as floats, each rounded once.

    Examples
    --------
    >>> ratio(measure("degC"), measure("K")), ratio(measure("byte"), measure("bit"))
    ((1.0, 273.15), (8.0, 0.0))
    """
    factor, offset = exact_ratio(given, wanted)
    return rounded(factor), rounded(offset)


def rounded(number: Fraction) -> float:
    """Round to the nearest float; beyond their range to infinity, which every caller refuses.

    Examples
    --------
    >>> rounded(Fraction(1, 10)), rounded(Fraction(10**400)), rounded(Fraction(-(10**400)))
    (0.1, inf, -inf)
    """
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def spellings() -> Iterator[tuple[str, str]]:
    """Yield every way to write a unit, prefixed or not, with the long name of what is meant."""
    table = _table()
    for spelling, unit in table.units.items():
        yield spelling, unit.name
        for prefix, (name, size) in table.prefixes.items():
            if unit.takes(size):
                yield prefix + spelling, name + unit.name


@frozen
class _Unit:
    """A unit of the file; `group` is what the file calls the section it stands in."""

    name: str
    factor: Fraction
    offset: Fraction
    dimension: Powers
    group: str

    def takes(self, prefix: Fraction) -> bool:
        """Whether a prefix of this size may stand before it."""
        return self.group == "" or (self.group == "counts" and prefix > 1) or (self.group == "small" and prefix < 1)


@frozen
class _Table:
    """Prefixes, with long name and size, and units, by every spelling."""

    prefixes: dict[str, tuple[str, Fraction]] = field(default_factory=dict)
    units: dict[str, _Unit] = field(default_factory=dict)

    def measure_of(self, powers: Powers) -> Measure:
        factor, offset = Fraction(1), Fraction(0)
        dimension: Counter[str] = Counter()
        names: Counter[str] = Counter()
        for name, power in powers:
            prefix, size, unit = self._named(name)
            if unit.offset and powers != ((name, 1),):
                raise TextError(name, "a unit", f"{name} has a zero of its own: write K in products and quotients")
            offset = unit.offset
            factor *= (size * unit.factor) ** power
            names[prefix + unit.name] += power
            for base, exponent in unit.dimension:
                dimension[base] += exponent * power
        return Measure(factor, offset, _sorted(dimension), _sorted(names))

    def add(self, line: str, group: str) -> None:
        """Take in one line of the file, made of what the lines above it define."""
        name, definition, *others = (part.strip() for part in line.split(" = "))
        names = [name, *(other for other in others if other != "_")]
        if name.endswith("-"):
            prefix = name.removesuffix("-"), Fraction(definition)
            self.prefixes.update((spelling.removesuffix("-"), prefix) for spelling in names)
            return
        product, _, offset = definition.partition("; offset: ")
        number, _, text = product.partition(" ") if product[0].isdigit() else ("1", "", product)
        if text.startswith("["):
            dimension: Powers = ((text, 1),)
            factor = Fraction(1)
        else:
            factor, _, dimension, _ = self.measure_of(terms(text or "1"))
        unit = _Unit(name, Fraction(number) * factor, Fraction(offset or 0), dimension, group)
        self.units.update(dict.fromkeys(names, unit))

    def _named(self, name: str) -> tuple[str, Fraction, _Unit]:
        """Find the long name and the size of the prefix, and the unit, that a name is made of."""
        if name in self.units:
            return "", Fraction(1), self.units[name]
        for spelling, (prefix, size) in self.prefixes.items():
            unit = self.units.get(name.removeprefix(spelling)) if name.startswith(spelling) else None
            if unit and unit.takes(size):
                return prefix, size, unit
        raise TextError(name, "a unit", _mend(name))


@cache
def _table() -> _Table:
    """Read the file."""
    table, group = _Table(), ""
    for raw in FILE.read_text(encoding="utf-8").splitlines():
        line = raw.partition("#")[0].strip()
        if line.startswith("@"):
            group = line.removeprefix("@group ") if line.startswith("@group ") else ""
        elif " = " in line:
            table.add(line, group)
    return table


_LEVELS = {"db": "dB", "dbm": "dBm", "dbw": "dBW"}
"""Levels, which are no units of the table, as somebody might write them."""


def _mend(name: str) -> str:
    """Suggest the names nearest to an unknown one, those first that differ in upper and lower case only."""
    if name.startswith("delta_"):
        return f"{name} is a difference of temperatures: write '25 degC' or '298.15 K'"
    if name.startswith(("dB", "decibel")):
        return "decibels are read from texts and stand alone: '17.7 dB', '3 dBm', '-174 dBm/Hz'"
    known = dict(spellings())
    if (level := name.casefold()) in _LEVELS:
        return f"no unit is called {name!r}, did you mean {_LEVELS[level]}?"
    nearest = sorted(spelling for spelling in known if spelling.casefold() == name.casefold())
    nearest = nearest or difflib.get_close_matches(name, known, n=2, cutoff=0.7)
    return f"no unit is called {name!r}" + (f", did you mean {' or '.join(nearest)}?" if nearest else "")


def _sorted(powers: Counter[str]) -> Powers:
    return tuple(sorted((name, power) for name, power in powers.items() if power))
