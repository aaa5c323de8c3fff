"""The stub of `limits.laws`: every law by its name with its inputs by theirs, for type checkers and editors.

At run time a law is fetched by name and called by keyword, which no type checker can follow; this writes down what
the records say.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING

from limits import laws
from limits.laws.formulary import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from limits.laws import Input, Law

LAWS = Path(__file__).parents[1] / "limits" / "laws" / "__init__.pyi"
_WIDTH = 120

_HEAD = '''\
# Written by docs/generate.py from the records of the laws: change those, then run it.
"""What is possible: laws of physics and mathematics, each with its inputs."""

from typing import Literal, overload

from limits.constants import Constants
from limits.laws.domain import Domain
from limits.laws.formulary.energy import erasure
from limits.laws.formulary.energy.erasure import erased_bits, every_convention, logical_erasure, multiply_erasure
from limits.laws.formulary.search import search
from limits.laws.formulary.table import get
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.typing import Amount, Num, PureNumber, Quantity
'''


def stub() -> str:
    """Return the stub of `limits.laws`."""
    exported = "\n".join(["__all__ = [", *(f'    "{name}",' for name in laws.__all__), "]"])
    names = "\n".join(f"{name}: {_class_of(name)}" for name in table.HOMES)
    classes = "\n".join(_law(name, table.law(name)) for name in table.HOMES)
    return f"{_HEAD}\n{exported}\n\nLAWS: tuple[Law, ...]\n\n{classes}\n{names}\n"


def _class_of(name: str) -> str:
    return "_" + "".join(part.capitalize() for part in name.split("_"))


def _law(name: str, law: Law) -> str:
    """Return the class of one law: called, solved for each of its inputs, and its kernel in SI."""
    inputs, known = _keywords(law.inputs), (*law.inputs, law.output)
    which = ", ".join(f'"{entry.name}"' for entry in law.inputs)
    methods = [
        *_method("__call__", ["self", *inputs], "Quantity"),
        *_solve({wanted.name: [entry for entry in known if entry is not wanted] for wanted in known}),
        *_method("elasticity", ["self", f"name: Literal[{which}]", "/", *inputs], "Num"),
        *_method("elasticities", ["self", *inputs], "dict[str, Num]"),
        *_kernel(law),
    ]
    return "\n".join([f"class {_class_of(name)}(Law):", f'    """{law.statement}"""', "", *methods, ""])


def _keywords(entries: Iterable[Input]) -> list[str]:
    return ["*", *(f"{entry.name}: {'PureNumber' if entry.unit == '1' else 'Amount'}" for entry in entries)]


def _solve(others: Mapping[str, Sequence[Input]]) -> Iterator[str]:
    """Yield one signature for each name that is solved for, with what must then be known."""
    remark = _NARROWER
    for wanted, known in others.items():
        yield f"    @overload{remark}"
        yield from _signature("solve", ["self", f'name: Literal["{wanted}"]', "/", *_keywords(known)], "Quantity")
        remark = ""


def _kernel(law: Law) -> Iterator[str]:
    """Yield the kernel: of numbers a number, of anything else what a kernel gives."""
    const = ["*", "const: Constants = ..."] if "const" in inspect.signature(law.kernel).parameters else []
    for kind in ("float", "Num"):
        yield from ("    @overload", "    @staticmethod")
        yield from _signature("kernel", [f"{entry.name}: {kind}" for entry in law.inputs] + const, kind)


def _method(name: str, parameters: list[str], result: str) -> Iterator[str]:
    yield from _signature(name, parameters, result, _NARROWER)


_NARROWER = "  # type: ignore[override]"  # a law takes its own inputs by name, where any law takes whatever is given


def _signature(name: str, parameters: list[str], result: str, remark: str = "") -> Iterator[str]:
    """Yield a method as the formatter sets it: on one line if it fits, then its parameters on one, then on many."""
    whole = f"    def {name}({', '.join(parameters)}) -> {result}: ..."
    inside = f"        {', '.join(parameters)}"
    if len(whole) <= _WIDTH:
        yield whole + remark
        return
    yield f"    def {name}({remark}"
    if len(inside) <= _WIDTH:
        yield inside
    else:
        yield from (f"        {each}," for each in parameters)
    yield f"    ) -> {result}: ..."
