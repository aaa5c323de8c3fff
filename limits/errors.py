"""What can go wrong for a user, and how it is said.

Every message states where, what was given, what is wanted and how to mend it. Each class writes its own sentence, so
that call sites pass facts and never prose. No error of pint or of the standard library reaches a user: it is
turned into one of these at the edge where it arises.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from limits.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "DataError",
    "InputError",
    "LimitsError",
    "NoSolutionError",
    "Problem",
    "TextError",
    "UnitMismatchError",
    "UnknownNameError",
]

_SHOWN = 60  # characters of a user's text that an error repeats
_PLACE = 200  # characters of the name of a place
_NEAREST = 3  # names that an error suggests
_PROBLEMS = 20  # problems that an error tells: whoever mends them sees the next ones


def shown(text: object) -> str:
    r"""Repeat what a user gave, shortened and on one line.

    Examples
    --------
    >>> shown("1 J\n2 J")
    "'1 J\\n2 J'"
    """
    try:
        given = str(text)
    except (RecursionError, ValueError):  # tables within tables without end, an integer of thousands of digits
        return f"{type(text).__name__} too long to be shown"
    return repr(given if len(given) <= _SHOWN else given[:_SHOWN] + "…")


def printable(text: str) -> str:
    r"""Write what a terminal would obey, control characters and marks of direction, as escapes on one line.

    Examples
    --------
    >>> printable("a\x1b[31mb\nc"), printable("naïve ≥ 1")
    ('a\\x1b[31mb\\nc', 'naïve ≥ 1')
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def _placed(where: str) -> str:
    return where if len(where) <= _PLACE else where[:_PLACE] + "…"


@frozen
class Problem:
    """One thing that cannot be used: where it stands, what was given, what is wanted, how to mend it."""

    where: str
    given: str
    wanted: str
    mend: str = ""

    def __str__(self) -> str:
        mend = f"; {self.mend}" if self.mend else ""
        return printable(f"{_placed(self.where)}: given {self.given}, wanted {self.wanted}{mend}")


class LimitsError(Exception):
    """Anything that this package refuses; catch this one to catch them all."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(map(printable, lines)))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the sentence and the facts as they are: a process pool hands errors over, and a copy says the same."""
        return _remade, (type(self), self.args, self.__dict__)


def _remade(kind: type[LimitsError], args: tuple[Any, ...], facts: dict[str, Any]) -> LimitsError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(facts)
    return error


class InputError(LimitsError):
    """Inputs that cannot be used, all of them at once; of very many, the message tells the first ones and a count.

    Examples
    --------
    >>> print(InputError("landauer", [Problem("bits", "3 J", "bits erased [bit] > 0", "write e.g. '1e12 bit'")]))
    landauer: 1 input cannot be used
      bits: given 3 J, wanted bits erased [bit] > 0; write e.g. '1e12 bit'
    """

    def __init__(self, where: str, problems: Sequence[Problem]) -> None:
        self.where = where
        self.problems = tuple(problems)
        many = "input" if len(self.problems) == 1 else "inputs"
        head = f"{_placed(where)}: {len(self.problems)} {many} cannot be used"
        told = self.problems[:_PROBLEMS] if len(self.problems) > _PROBLEMS + 1 else self.problems
        further = len(self.problems) - len(told)
        rest = (f"  and {further:,} more",) if further else ()
        super().__init__(head, *(f"  {problem}" for problem in told), *rest)


class TextError(LimitsError):
    """A text that the grammar of quantities refuses.

    Examples
    --------
    >>> print(TextError("25 delta_degC", "a temperature", "write '25 degC' or '298.15 K'"))
    cannot use '25 delta_degC': wanted a temperature; write '25 degC' or '298.15 K'
    """

    def __init__(self, given: object, wanted: str, mend: str = "") -> None:
        self.given, self.wanted, self.mend = shown(given), wanted, mend
        super().__init__(f"cannot use {self.given}: wanted {wanted}" + (f"; {mend}" if mend else ""))

    def at(self, where: str) -> Problem:
        """Return the same facts as one of several problems, standing at `where`."""
        return Problem(where, self.given, self.wanted, self.mend)


def _nearest(given: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the names that may have been meant: those that begin or end so first, then those that look alike.

    Where `known` says what each name means, names that mean the same are told once.

    Examples
    --------
    >>> _nearest("llama3", ["llama-33b", "gpt-3", "llama-3-8b"]), _nearest("pue", ["facility.pue", "machine.mass"])
    (('llama-3-8b', 'llama-33b'), ('facility.pue',))
    >>> _nearest("dall-f", {"dall-e": "dall-e", "dalle": "dall-e", "dall-e-2": "dall-e-2"})  # names, and what they mean
    ('dall-e', 'dall-e-2')
    """
    from difflib import get_close_matches

    means = known if isinstance(known, Mapping) else {}
    names = {name.casefold(): name for name in known}
    wanted = given[:_SHOWN].casefold().strip()
    plain = _letters(wanted)
    begin = [name for name in names if plain and _letters(name).startswith(plain)]
    # llama3 is rather llama-3-8b than llama-33b or llama-3.1-8b: a number of the name ends where the given one does.
    begin.sort(key=lambda name: bool(re.match(r"\.?\d", _rest(name, plain))) and plain[-1].isdigit())
    part = wanted.rpartition(".")[2]
    last = [name for name in names if part[:1].isalpha() and name.rpartition(".")[2] == part]  # of a path
    alike = get_close_matches(wanted, names, n=_NEAREST * (1 + bool(means)), cutoff=0.5)
    told: dict[str, str] = {}
    for name in (*last, *begin, *alike):
        told.setdefault(str(means.get(names[name], name)), names[name])
    return tuple(told.values())[:_NEAREST]


def _letters(name: str) -> str:
    return "".join(sign for sign in name if sign.isalnum())


def _rest(name: str, plain: str) -> str:
    """Return what stands in a name behind the letters and digits of its beginning."""
    left = len(plain)
    for place, sign in enumerate(name):
        if not left:
            return name[place:]
        left -= sign.isalnum()
    return ""


class UnknownNameError(LimitsError):
    """A name that nothing answers to, with the nearest ones that something does.

    Examples
    --------
    >>> print(UnknownNameError("run", "lama-3.1-405b", ["llama-3.1-405b", "gpt-3-175b"]))
    no run is called 'lama-3.1-405b'; did you mean llama-3.1-405b?
    """

    def __init__(self, what: str, given: str, known: Iterable[str], *, see: str = "") -> None:
        self.what, self.given = what, given
        self.nearest = _nearest(given, known)
        self.hint = f"did you mean {' or '.join(self.nearest)}?" if self.nearest else see
        super().__init__(f"no {what} is called {shown(given)}" + (f"; {self.hint}" if self.hint else ""))


class UnitMismatchError(LimitsError, TypeError):
    """Two numbers of different units, which are neither compared nor calculated with.

    Examples
    --------
    >>> print(UnitMismatchError("add", "J", "bit"))
    cannot add J and bit: convert with .to() and take .value, or use .quantity
    >>> print(UnitMismatchError("multiply", "J", "1"))
    cannot multiply J and a plain number: convert with .to() and take .value, or use .quantity
    """

    def __init__(self, what: str, one: str, other: str = "") -> None:
        both = " and ".join("a plain number" if unit == "1" else unit for unit in (one, other) if unit)
        super().__init__(f"cannot {what} {both}: convert with .to() and take .value, or use .quantity")


class NoSolutionError(LimitsError):
    """An equation that no admissible value solves.

    Examples
    --------
    >>> print(NoSolutionError("shannon", "bandwidth", "a capacity above the wide-band limit of the power"))
    shannon: no bandwidth solves this: a capacity above the wide-band limit of the power
    """

    def __init__(self, law: str, wanted: str, why: str) -> None:
        super().__init__(f"{law}: no {wanted} solves this: {why}")


class DataError(LimitsError):
    """A data file that breaks its own rules: a value without a source, a unit without a factor, a missing column.

    Examples
    --------
    >>> print(DataError("constants.toml", "k_B", "no source", "every constant names where its value was read"))
    constants.toml, k_B: no source; every constant names where its value was read
    """

    def __init__(self, file: str, where: str, what: str, rule: str = "") -> None:
        place = f"{file}, {where}" if where else file
        super().__init__(f"{place}: {what}" + (f"; {rule}" if rule else ""))
