"""One training run: what somebody stated, and where each number came from."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from limits.errors import InputError, LimitsError, Problem, TextError, UnknownNameError, shown
from limits.interval import LEAST, MOST, centre
from limits.runs.field import ROWS, Field, Number, is_text, number, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from limits.units import Span

GIVEN = "given"


class Said(str):
    """A text of a run with its origin; apart from that, a string."""

    __slots__ = ("origin",)
    origin: str

    def __new__(cls, value: str, origin: str = GIVEN) -> Said:
        """Make a text with an origin."""
        said = super().__new__(cls, value)
        said.origin = origin
        return said


def field_of(row: Number, value: object, origin: str = GIVEN) -> Field:
    """Turn what a user wrote for one number into a field in the canonical unit.

    Raises
    ------
    TextError
        If the text, number or quantity cannot be used, or lies outside the domain of the field.
    """
    if isinstance(value, Field):
        return value
    from limits.units import si  # the only place where a run meets units

    span = si(value, row.unit)
    edges = [edge for edge in (span.value, span.low, span.high) if edge is not None]
    unit = "" if row.unit == "1" else f" {row.unit}"
    if any(edge > MOST or 0.0 < edge < LEAST for edge in edges) or not LEAST <= (span.sigma or 1.0) <= MOST:
        raise TextError(value, f"{row.doc}, {LEAST:g} to {MOST:g}{unit}, where products stay within floats")
    if not all(map(row.admits, edges)) or (row.whole and not all(edge.is_integer() for edge in _stated(span))):
        raise TextError(value, row.wanted, f"write e.g. {row.eg!r}")
    return Field(span.value, row.unit, origin, span.low, span.high, span.sigma)


def _stated(span: Span) -> list[float]:
    """Return the numbers that somebody wrote: the centre of an interval is one only where it is not worked out."""
    if span.low is None or span.high is None:
        return [span.value]
    ends = [span.low, span.high]
    return ends if span.value == centre(*ends) else [*ends, span.value]


def contradictions(fields: Mapping[str, Field]) -> list[Problem]:
    """Return what is wrong with the numbers of a run together, each of which could stand alone."""
    active, total = fields.get("active_parameters"), fields.get("parameters")
    if active is None or total is None or active.value <= total.value:
        return []
    wanted = f"at most the parameters of the model, {total.value:.4g}"
    return [Problem(number("active_parameters").path, f"{active.value:.4g}", wanted)]


def said_of(name: str, value: object) -> Said:
    """Turn what a user wrote for one text into a text with its origin.

    Raises
    ------
    TextError
        If it is not a text, is empty, or is none of the choices.
    """
    row = text(name)
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise TextError(value, f"{row.doc}, in printable characters", f"write e.g. {row.eg!r}")
    if row.choices and value not in row.choices:
        raise TextError(value, f"one of {', '.join(row.choices)}")
    return value if isinstance(value, Said) else Said(value.strip())


class TrainingRun:
    """One training run as it was stated: frozen, each number a `Field`, each text with its origin.

    Parameters
    ----------
    name
        What to call the run.
    stated
        Fields of the run by name (`limits.runs.field.NUMBERS` and `TEXTS` list them): texts such as `"405e9
        parameter"`, quantities of pint, or plain numbers where the unit is 1.

    Raises
    ------
    InputError
        With every field that cannot be used.

    Examples
    --------
    >>> run = TrainingRun("mine", parameters="7e9 parameter", tokens="2e12 token", accelerator="h100-sxm")
    >>> run.parameters.value, run.parameters.unit, run.parameters.origin
    (7000000000.0, 'parameter', 'given')
    >>> run.mfu is None
    True
    """

    __slots__ = ("fields", "name", "notes", "texts")

    name: str
    fields: Mapping[str, Field]
    texts: Mapping[str, Said]
    notes: tuple[str, ...]

    def __init__(self, name: str, *, notes: tuple[str, ...] = (), **stated: object) -> None:
        problems: list[Problem] = []
        fields: dict[str, Field] = {}
        texts: dict[str, Said] = {}
        if not str(name).strip() or not str(name).isprintable():
            problems.append(Problem("name", shown(name), "a name for the run, in printable characters"))
        for key, value in stated.items():
            if value is None:
                continue
            try:
                if is_text(key):
                    texts[key] = said_of(key, value)
                else:
                    fields[key] = field_of(number(key), value)
            except UnknownNameError as error:
                problems.append(Problem(key, shown(value), "the name of a field of a run", error.hint))
            except TextError as error:
                problems.append(error.at(key))
        problems += contradictions(fields)
        if problems:
            raise InputError(f"run {name}".strip(), problems)
        set_once = object.__setattr__
        set_once(self, "name", str(name))
        set_once(self, "fields", MappingProxyType(fields))
        set_once(self, "texts", MappingProxyType(texts))
        set_once(self, "notes", tuple(notes))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a TrainingRun is frozen; use run.but({name}=...) to get another one")

    def __getattr__(self, name: str) -> Field | Said | None:
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

    def __repr__(self) -> str:
        stated = ", ".join(f"{key}={value}" for key, value in self.texts.items())
        numbers = ", ".join(f"{key}={f.value:.4g} {f.unit}" for key, f in self.fields.items())
        return f"TrainingRun({self.name!r}, {', '.join(part for part in (stated, numbers) if part)})"

    def stated(self) -> Iterator[tuple[str, Any]]:
        """Yield everything the run states, as name and value."""
        yield from self.fields.items()
        yield from self.texts.items()

    def but(self, name: str = "", **changes: Any) -> TrainingRun:
        """Return the same run with some fields stated otherwise; None takes a field back.

        Examples
        --------
        >>> TrainingRun("a", flop="1e24 FLOP").but("b", flop="2e24 FLOP").flop.value
        2e+24
        """
        return TrainingRun(name or self.name, notes=self.notes, **{**dict(self.stated()), **changes})
