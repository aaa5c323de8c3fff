"""One training run: what somebody stated, and where each number came from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from limits.errors import InputError, LimitsError, Problem, TextError, UnknownNameError, shown
from limits.interval import LEAST, MOST, centre
from limits.runs.fields import LONGEST_NAME, LONGEST_TEXT, ROWS, Number, is_text, number, text
from limits.runs.fields.money import CURRENCIES, in_currency
from limits.value import GIVEN, Origin, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

UNNAMED = "this run"
"""The name of a run that nobody named."""


class StatedText(str):
    """A text of a run with its origin; apart from that, a string."""

    __slots__ = ("origin",)
    origin: Origin

    def __new__(cls, text: str, origin: Origin = GIVEN) -> StatedText:
        """Make a text with an origin."""
        made = super().__new__(cls, text)
        made.origin = origin
        return made


def number_of(row: Number, given: object, origin: Origin = GIVEN) -> Value:
    """Turn what a user wrote for one number into a value in the canonical unit; money stays in its currency.

    Raises
    ------
    TextError
        If the text, number or quantity cannot be used, or lies outside the domain of the field.
    """
    wanted = _unit_of(row, given) if row.money else row.unit
    if isinstance(given, Value):
        value = given if given.unit == wanted else given.to(wanted)
        value = value if value.origin is not None else value.moved(origin)
    else:
        from limits.units import echo, si  # the only place where a run meets units

        value = si(given, wanted, counted=row.whole)
        read_as = echo(given, value, level=row.level)
        value = value.moved(replace(origin, how=f"{given} is read as {read_as}") if read_as else origin)
    edges = [edge for edge in (value.value, value.low, value.high) if edge is not None]
    unit = "" if wanted == "1" else f" {wanted}"
    if any(edge > MOST or 0.0 < edge < LEAST for edge in edges) or not LEAST <= (value.sigma or 1.0) <= MOST:
        raise TextError(given, f"{row.doc}, {LEAST:g} to {MOST:g}{unit}, where products stay within floats")
    if not all(map(row.admits, edges)) or (row.whole and not all(edge.is_integer() for edge in _stated(value))):
        raise TextError(given, row.wanted, f"write e.g. {row.eg!r}")
    return value


def _unit_of(row: Number, given: object) -> str:
    """Return the canonical unit of money in the currency in which it is given, in the first where it names none."""
    if isinstance(given, Value) and given.unit in row.units:
        return given.unit
    from limits.units.money import currency_of

    return in_currency(row.unit, currency_of(given) or CURRENCIES[0])


def _stated(value: Value) -> list[float]:
    """Return the numbers that somebody wrote: the centre of an interval is one only where it is not worked out."""
    if value.interval is None:
        return [value.value]
    return [*value.interval] if value.value == centre(*value.interval) else [*value.interval, value.value]


def contradictions(fields: Mapping[str, Value]) -> list[Problem]:
    """Return what is wrong with the numbers of a run together, each of which could stand alone."""
    active, total = fields.get("active_parameters"), fields.get("parameters")
    if active is None or total is None or active.value <= total.value:
        return []
    wanted = f"at most the parameters of the model, {total.value:.4g}"
    return [Problem(number("active_parameters").path, f"{active.value:.4g}", wanted)]


def is_line(value: str, longest: int) -> bool:
    """Tell whether a text says something on one line that is not too long."""
    return bool(value.strip()) and value.isprintable() and len(value) <= longest


def text_of(name: str, given: object) -> StatedText:
    """Turn what a user wrote for one text into a text with its origin.

    Raises
    ------
    TextError
        If it is not a text, is empty, or is none of the choices.
    InputError
        If it names the configuration of a model, with all that is wrong with that.
    """
    row = text(name)
    if name == "config":
        from limits.runs.described import described

        return described(given)
    if not isinstance(given, str) or not is_line(given, LONGEST_TEXT):
        raise TextError(given, f"{row.doc}, in at most {LONGEST_TEXT:,} printable characters", f"write e.g. {row.eg!r}")
    if row.choices and given not in row.choices:
        raise TextError(given, f"one of {', '.join(row.choices)}")
    return given if isinstance(given, StatedText) else StatedText(given.strip())


def place_of(name: str) -> str:
    """Return how a message about a run names it.

    Examples
    --------
    >>> place_of("gpt-3"), place_of(UNNAMED), place_of("run of 1e26 FLOP")
    ('run gpt-3', 'this run', 'run of 1e26 FLOP')
    """
    return name if name == UNNAMED or name.startswith("run of ") else f"run {name}".strip()


class TrainingRun:
    """One training run as it was stated: frozen, each number a `Value`, each text with its origin.

    Parameters
    ----------
    name
        What to call the run.
    stated
        Fields of the run by name (`limits.runs.fields.NUMBERS` and `TEXTS` list them): texts such as `"405e9
        parameter"`, quantities of pint, or plain numbers where the unit is 1.

    Raises
    ------
    InputError
        With every field that cannot be used.

    Examples
    --------
    >>> run = TrainingRun("mine", parameters="7e9 parameter", tokens="2e12 token", accelerator="h100-sxm")
    >>> run.parameters.value, run.parameters.unit, str(run.parameters.origin)
    (7000000000.0, 'parameter', 'given')
    >>> run.mfu is None
    True
    """

    __slots__ = ("fields", "name", "notes", "texts")

    name: str
    fields: Mapping[str, Value]
    texts: Mapping[str, StatedText]
    notes: tuple[str, ...]

    def __init__(self, name: str, *, notes: tuple[str, ...] = (), **stated: object) -> None:
        problems: list[Problem] = []
        fields: dict[str, Value] = {}
        texts: dict[str, StatedText] = {}
        if not is_line(str(name), LONGEST_NAME):
            wanted = f"a name for the run, in at most {LONGEST_NAME} printable characters"
            problems.append(Problem("name", shown(name), wanted))
        for key, value in stated.items():
            if value is None:
                continue
            try:
                if is_text(key):
                    texts[key] = text_of(key, value)
                else:
                    fields[key] = number_of(number(key), value)
            except UnknownNameError as error:
                problems.append(Problem(key, shown(value), "the name of a field of a run", error.hint))
            except TextError as error:
                problems.append(error.at(key))
            except InputError as error:
                from limits.runs.described import problems_at

                problems += problems_at(key, error)
        problems += contradictions(fields)
        if problems:
            raise InputError(place_of(str(name)), problems)
        set_once = object.__setattr__
        set_once(self, "name", str(name))
        set_once(self, "fields", MappingProxyType(fields))
        set_once(self, "texts", MappingProxyType(texts))
        set_once(self, "notes", tuple(notes))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a TrainingRun is frozen; use run.but({name}=...) to get another one")

    def __getattr__(self, name: str) -> Value | StatedText | None:
        """Return the field or text called `name`, or None where the run does not state it."""
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            return self.texts.get(name) if is_text(name) else self.fields.get(number(name).name)
        except LimitsError as error:
            raise AttributeError(str(error)) from None

    def __dir__(self) -> list[str]:
        return [*object.__dir__(self), *(row.name for row in ROWS)]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TrainingRun):
            return NotImplemented
        return self.name == other.name and dict(self.stated()) == dict(other.stated())

    __hash__ = None  # type: ignore[assignment]  # holds mappings

    def __reduce__(self) -> tuple[Any, ...]:
        return _restated, (self.name, self.notes, dict(self.stated()))

    def __repr__(self) -> str:
        stated = ", ".join(f"{key}={value}" for key, value in self.texts.items())
        numbers = ", ".join(f"{key}={f.value:.4g} {f.unit}" for key, f in self.fields.items())
        return f"TrainingRun({', '.join(part for part in (repr(self.name), stated, numbers) if part)})"

    def stated(self) -> Iterator[tuple[str, Value | StatedText]]:
        """Yield everything the run states, as name and value."""
        yield from self.fields.items()
        yield from self.texts.items()

    @property
    def sha256(self) -> str:
        """Hash of what the run states: name, texts and numbers with their uncertainty, as canonical JSON.

        Nothing that is computed enters, so that it is the same on every machine.
        """
        content = {
            "name": self.name,
            "texts": {name: getattr(text, "stamp", text) for name, text in self.texts.items()},
            "numbers": {
                name: [value.value, value.low, value.high, value.sigma, value.unit]
                for name, value in self.fields.items()
            },
        }
        canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return hashlib.sha256(canonical.encode()).hexdigest()

    def but(self, name: str = "", **changes: object) -> TrainingRun:
        """Return the same run with some fields stated otherwise; None takes a field back.

        Examples
        --------
        >>> TrainingRun("a", flop="1e24 FLOP").but("b", flop="2e24 FLOP").flop.value
        2e+24
        """
        return TrainingRun(name or self.name, notes=self.notes, **{**dict(self.stated()), **changes})


def _restated(name: str, notes: tuple[str, ...], stated: dict[str, Any]) -> TrainingRun:
    """Make a run again from what it states, as pickling and copying do."""
    return TrainingRun(name, notes=notes, **stated)
