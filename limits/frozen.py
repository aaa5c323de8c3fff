"""Frozen records: dataclasses with slots whose comparison, hash, text and frozenness are written once, for all of them.

The standard library writes and compiles these methods anew for every class whenever Python starts. A report on one run
needs sixty records, and making them so took a sixth of the whole command; so each has only an `__init__` of its own.
Records that remember what they computed (`functools.cached_property`) have no slots; these, the few that are compared
by identity, and those whose fields are given by name only are plain dataclasses.
"""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, field
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["frozen"]

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(kind: type[T]) -> type[T]:
    """Make a class a dataclass with slots whose fields are set once, when a record is made, and never again.

    What ``dataclass(frozen=True, slots=True)`` promises holds: records of one class with the same values are equal and
    have the same hash, `dataclasses.replace`, `fields`, `copy` and `pickle` work, and setting or deleting an attribute
    raises FrozenInstanceError. A method that the class writes itself stays.

    Examples
    --------
    >>> @frozen
    ... class Point:
    ...     x: float
    ...     y: float = 0.0
    >>> Point(1.0), Point(1.0) == Point(1.0, 0.0)
    (Point(x=1.0, y=0.0), True)
    >>> Point(1.0).x = 2.0
    Traceback (most recent call last):
        ...
    dataclasses.FrozenInstanceError: cannot assign to field 'x'
    """
    own = vars(kind)
    record = dataclass(slots=True, eq=False, repr=False)(kind)
    for name, method in _SHARED.items():
        if name not in own:
            setattr(record, name, method)
    return record


def _values(record: Any) -> tuple[Any, ...]:
    """Return the values by which records are compared."""
    return tuple([getattr(record, name) for name, each in record.__dataclass_fields__.items() if each.compare])


def _equal(self: Any, other: object) -> Any:
    return _values(self) == _values(other) if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))


@recursive_repr()
def _text(self: Any) -> str:
    shown = (name for name, each in self.__dataclass_fields__.items() if each.repr)
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"


def _set_once(self: Any, name: str, value: object) -> None:
    if name not in self.__dataclass_fields__ or hasattr(self, name):
        raise FrozenInstanceError(f"cannot assign to field {name!r}")
    object.__setattr__(self, name, value)


def _kept(self: Any, name: str) -> None:  # noqa: ARG001 - what Python hands over
    raise FrozenInstanceError(f"cannot delete field {name!r}")


_SHARED: dict[str, Callable[..., Any]] = {
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _text,
    "__setattr__": _set_once,
    "__delattr__": _kept,
}
