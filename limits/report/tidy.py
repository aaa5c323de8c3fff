"""A record as a tidy table: a line for each number, with all that is said of it and of what it belongs to.

The table is derived from the record alone. A part that says which law, run or resource it is about says it of all that
it holds, and the name of a number is the path to it from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from limits import __version__
from limits.frozen import frozen
from limits.report.level import level
from limits.report.parts import OF_A_VALUE, is_number, is_value, parts
from limits.value import Origin, OriginKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["COLUMNS", "tidy"]

COLUMNS = {
    "run": "the run that the number belongs to",
    "law": "the law, scaling law or trend that the number belongs to",
    "kind": "what the number rests on: definition, theorem, law, model, trend or rating; empty of an input",
    "sense": "whether the law is a floor (`at least`), a ceiling (`at most`) or neither (`none`)",
    "resource": "the resource that the law bounds",
    "quantity": "the name of the number; within a part of the record, the path to it",
    "value": "the number; empty where it is unknown",
    "unit": "its canonical unit, `1` for a plain number; empty where the record states none",
    "low": "the lower end of its interval, where it has one",
    "high": "the upper end",
    "because": "why the number is unknown",
    "limits_version": "the version of this package",
    "catalogue": "the hash of the catalogue that was read",
    "input_sha256": "the hash of the run that was resolved",
    "level": "which points of its distribution the ends of the interval are",
    "origin": "where the number comes from: given, catalogue, derived, convention or default",
    "convention": "the convention on which the number hangs",
    "constants": "the vintage of the constants",
    "scaling_sha256": "the hash of the scaling law's coefficients",
    "standard_error": "the standard error of what was fitted, in the same unit",
}
"""What each column says. New columns are added at the end, so that programs that count columns go on."""

_SUBJECTS = ("run", "law")
_STAMP = ("limits_version", "constants", "catalogue", "scaling_sha256", "input_sha256")
_SAID_OF_ALL = ("kind", "sense", "resource", *_STAMP)
_NAMES = ("key", "name", "law", "limit", "convention", "form")  # by which an item of a list is called
_OF_A_LINE = (*OF_A_VALUE, "standard_error")
_OF_A_TREND = ("loss_gained", "share_of_reducible_loss", "year", "years_beyond_last_point")
_OTHERWISE: dict[str, dict[str, Any]] = {
    **{name: {"kind": "trend", "sense": None} for name in _OF_A_TREND},
    **{name: {"kind": None, "sense": None} for name in ("basis", "inputs")},
}
"""Parts whose numbers do not rest on the law that they stand beside: those of a trend, and what somebody put in."""
_CONVENTION = "convention"
_REASONS = "unknown"  # where a part says why numbers of it are not known
_KNOWN_OR_NOT = ("Value | None", "float | None")  # types of numbers that may be unknown


@frozen
class _Number:
    """A number as it was found: its name, what it consists of, what it belongs to, why it is unknown if it is."""

    quantity: str
    said: Mapping[str, Any]
    about: Mapping[str, Any]
    because: str = ""


def tidy(record: Any, stamp: Mapping[str, str]) -> list[tuple[object, ...]]:
    """Return a line for each number of a record, headers first.

    Parameters
    ----------
    record
        A record or a dictionary, or a list of them.
    stamp
        What all numbers hang on beside the version of this package, by column.

    Examples
    --------
    >>> from limits.value import Value
    >>> headers, line = tidy({"law": "landauer", "limit": Value(2.87e-21, "J")}, {"constants": "CODATA 2022"})
    >>> {name: cell for name, cell in zip(headers, line) if cell is not None}["quantity"], line[6], line[7]
    ('limit', 2.87e-21, 'J')
    """
    wholes = record if isinstance(record, (list, tuple)) else [record]
    return [tuple(COLUMNS), *(line for whole in wholes for line in _lines(whole, stamp))]


def _lines(whole: Any, stamp: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    named = parts(whole) or {}
    subject = next((named[name] for name in ("law", "trend", "key", "form") if isinstance(named.get(name), str)), None)
    about = {"limits_version": __version__, **stamp} | ({"law": subject} if subject else {})
    found = list(_numbers(whole, (), about))
    conventions = {number.quantity: own for number in found if (own := _past(number.said.get("origin"))[1])}
    of_law: dict[str | None, dict[str, None]] = {}  # as ordered sets
    for number in found:
        of_law.setdefault(number.about.get("law"), {}).update(dict.fromkeys(_conventions(number, conventions)))
    for number in found:
        chosen = number.said.get(_CONVENTION)
        names = (chosen,) if chosen else _conventions(number, conventions)
        # What does not say where it comes from was made of the other numbers of its law.
        unsaid = number.said.get("origin") is None and "law" in number.about
        yield _line(number, names or (tuple(of_law[number.about["law"]]) if unsaid else ()))


def _conventions(number: _Number, known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the conventions on which a number rests: the one that it is, or those that it was calculated with."""
    _, own, needs = _past(number.said.get("origin"))
    return (own,) if own else tuple(dict.fromkeys(known[need] for need in needs if need in known))


def _line(number: _Number, conventions: Sequence[str]) -> tuple[object, ...]:
    said = number.said
    ends = said.get("low") is not None or said.get("high") is not None
    cells = {
        **number.about,
        **{name: said.get(name) for name in _OF_A_LINE},
        "quantity": number.quantity,
        "because": number.because or None,
        "level": level(number.about.get("level")) if ends else None,
        "origin": _past(said.get("origin"))[0],
        "convention": "; ".join(conventions) or None,
    }
    return tuple(cells.get(name) for name in COLUMNS)


def _numbers(node: Any, path: tuple[str, ...], about: Mapping[str, Any]) -> Iterator[_Number]:
    """Yield the numbers of a node of the record and of all below it."""
    named = parts(node) or {}
    about = {**about, **_said_of_all(named)}
    for name in _SUBJECTS:
        subject = _called(named.get(name))
        if subject:
            about, path = {**about, **_said_of_all(parts(named[name]) or {}), name: subject, _REASONS: {}}, ()
    about = {**about, _REASONS: {**about.get(_REASONS, {}), **_reasons(named, path)}}
    rest = dict(named)
    if "value" in named and (is_number(named["value"]) or (named["value"] is None and "low" in named)):
        said = {name: rest.pop(name, None) for name in _OF_A_LINE}
        own = named.get("name")
        because = "" if said["value"] is not None else about[_REASONS].get((*path, "value"), "")
        yield _Number(".".join(path) or (own if isinstance(own, str) else "value"), said, about, because)
    for name, part in rest.items():
        below = path if name == "value" or name in _SUBJECTS else (*path, name)
        told = {**about, **_OTHERWISE.get(name, {})}
        if part is None:
            yield from _unknown(node, named, name, below, told)
        elif name != "level":
            yield from _below(part, below, told, named.get(f"{name}_convention") or _own(named, name))


def _reasons(named: Mapping[str, Any], path: tuple[str, ...]) -> dict[tuple[str, ...], str]:
    """Return what a part says of its unknown numbers, by the whole path to each."""
    reasons = named.get("unknown")
    return {(*path, *name.split(".")): why for name, why in reasons.items()} if isinstance(reasons, dict) else {}


def _own(named: Mapping[str, Any], name: str) -> Any:
    """Return the convention under which the one value of a record was calculated, if it is of one."""
    return named.get("convention") if name == "value" else None


def _below(part: Any, path: tuple[str, ...], about: Mapping[str, Any], convention: Any) -> Iterator[_Number]:
    if is_number(part):
        yield _Number(".".join(path), {"value": part, _CONVENTION: convention}, about)
    elif is_value(part):
        yield _Number(".".join(path), {**(parts(part) or {}), _CONVENTION: convention}, about)
    elif isinstance(part, (list, tuple)):
        for place, item in enumerate(part):
            yield from _below(item, (*path, _called(item) or str(place)), about, None)
    elif parts(part) is not None:
        yield from _numbers(part, path, about)


def _unknown(
    node: Any, named: Mapping[str, Any], name: str, path: tuple[str, ...], about: Mapping[str, Any]
) -> Iterator[_Number]:
    """Yield a number that is not known: one whose type says that it is a number, or of which it is said why."""
    why = named.get(f"{name}_because") or about[_REASONS].get(path)
    types = getattr(type(node), "__annotations__", {})
    if why or types.get(name) in _KNOWN_OR_NOT:
        yield _Number(".".join(path), {}, about, why or named.get("because") or "")


def _called(thing: Any) -> str:
    """Return the name of a run, a law or an item: a text itself, or the name that a record has."""
    if isinstance(thing, str):
        return thing
    named = parts(thing) or {}
    return next((named[name] for name in _NAMES if isinstance(named.get(name), str)), "")


def _said_of_all(named: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a part says of all numbers in it, or a law of all numbers that are its own."""
    said = {name: named.get(name) for name in (*_SAID_OF_ALL, "level")}
    return {name: part for name, part in said.items() if isinstance(part, str) or is_number(part)}


def _past(origin: Any) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Return an origin in words, the convention that it is, and the names of what was calculated with."""
    if origin is None:
        return None, None, ()
    if isinstance(origin, Mapping):  # of a record that is plain data already
        origin = Origin(**{**origin, "kind": OriginKind(origin["kind"])})
    return str(origin), origin.how if origin.kind is OriginKind.CONVENTION else None, origin.needs
