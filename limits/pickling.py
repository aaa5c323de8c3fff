"""How records pickle and copy: what ships by its key, so that it stays one object; what a user made by its fields.

Process pools hand records over by pickling; `copy` and `deepcopy` go the same way.
"""

from __future__ import annotations

from dataclasses import fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["by_fields"]

T = TypeVar("T")


def by_fields(record: DataclassInstance) -> tuple[Any, ...]:
    """Return what `__reduce__` is to return for a record that holds read-only mappings, or remembers what it computed.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Constants:
    ...     values: MappingProxyType[str, float]
    >>> make, arguments = by_fields(Constants(MappingProxyType({"alpha": 0.34})))
    >>> make(*arguments).values
    mappingproxy({'alpha': 0.34})
    """
    values = {each.name: getattr(record, each.name) for each in fields(record)}
    closed = [name for name, value in values.items() if isinstance(value, MappingProxyType)]
    return _made, (type(record), {**values, **{name: dict(values[name]) for name in closed}}, closed)


def _made(kind: type[T], values: dict[str, Any], closed: list[str]) -> T:
    return kind(**{**values, **{name: MappingProxyType(values[name]) for name in closed}})
