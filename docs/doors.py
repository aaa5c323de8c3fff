"""The reference page of the Python API, from what the doors of the package export.

Names are looked up in the source, as a reader would: so defaults stand as they are written, constants have the text
below them, and nothing has to be loaded.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from layout import code, page, table

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT = Path(__file__).parents[1]

DOORS = (
    "limits",
    "limits.laws",
    "limits.laws.domain",
    "limits.scaling",
    "limits.scaling.answers",
    "limits.scaling.loss_units",
    "limits.scaling.frontier.balance",
    "limits.scaling.frontier.budget",
    "limits.scaling.frontier.contours",
    "limits.scaling.frontier.data_wall",
    "limits.scaling.frontier.gain",
    "limits.scaling.frontier.inference",
    "limits.scaling.frontier.overtraining",
    "limits.scaling.frontier.repetition",
    "limits.scaling.fits.repetition",
    "limits.scaling.history.growth",
    "limits.scaling.history.hardware",
    "limits.scaling.trends",
    "limits.scaling.trends.relations.distillation",
    "limits.scaling.trends.relations.downstream",
    "limits.bounds",
    "limits.estimates.flop",
    "limits.estimates.memory",
    "limits.estimates.parameters",
    "limits.catalog",
    "limits.pasted",
    "limits.units",
    "limits.report.figures",
    "limits.constants",
    "limits.value",
    "limits.errors",
    "limits.typing",
)
"""Modules whose `__all__` is public: every other module, and every other name, is private."""

_API = """
What this page names is public: each door is a module, its names are those of its `__all__`, and with a class come its
methods and fields. Everything else, in these modules or in others, is private and changes without notice. Before 1.0 a
public name may change, too; the [changelog](../changelog.md) says so. `limits.laws`, `scaling`, `bounds`, `catalog` and
`pasted` are there with `import limits`; any other door is imported, as in `from limits.scaling import answers`.

The package is typed: a law, a function or a keyword of either that is misspelt fails a type check, and an editor
completes them. Fields of a run, and names that are texts, are checked when the run is made or the function called.
`Num` is a number or an array of numbers in SI, `Quantity` a quantity of pint, `Amount` a quantity or a text such as
`"300 K"`, `PureNumber` any of these and numbers, for what has unit 1. Laws, runs, fits, assessments, quantities and
errors pickle and copy, so that a process pool takes `limits.assess`, `limits.scaling.fit` and every law. Runs, values
and assessments are equal where all that they say is; scaling laws, fits and whatever else holds arrays are equal to
themselves alone (compare `sha256` of two scaling laws).
"""
_LAWS = "Besides these, [every law](laws.md) by its name, as `limits.laws.landauer`."


class Definition(NamedTuple):
    """Where a name is defined: the module, the statement there, and the text that explains it."""

    module: str
    node: ast.AST
    text: str

    @property
    def says(self) -> str:
        """The first line of the text, without the marks of the markup."""
        return self.text.partition("\n")[0]


def python() -> str:
    """Return the page of all that is public."""
    return page("Python", _API, *map(_door, DOORS))


def exported(door: str) -> tuple[str, ...]:
    """Return the names of the `__all__` of a module, as it is written.

    Examples
    --------
    >>> exported("limits.constants")[:2]
    ('CODATA2022', 'Constant')
    """
    for node in _tree(door).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return tuple(ast.literal_eval(node.value))
    raise LookupError(f"{door} has no __all__")


def definition(module: str, name: str) -> Definition:
    """Return where `name` of a module is defined, through as many imports as it takes.

    Examples
    --------
    >>> definition("limits", "assess").module, definition("limits.scaling", "DEFAULT").says
    ('limits.assessment.assessor', 'Key of the law that is taken where none is named.')
    """
    statements = [*_statements(_tree(module))]
    for node, after in zip(statements, [*statements[1:], None], strict=True):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name and not _is_overload(node):
            return Definition(module, node, ast.get_docstring(node) or "")
        if isinstance(node, ast.Assign | ast.AnnAssign) and name in _targets(node):
            below = after.value if isinstance(after, ast.Expr) else None
            said = below.value if isinstance(below, ast.Constant) else ""
            return Definition(module, node, str(said))
        if isinstance(node, ast.ImportFrom) and node.module != module and name in {each.name for each in node.names}:
            return definition(node.module or "", name)
    tree = _tree(f"{module}.{name}")  # no name of the module, but one that stands in its folder
    return Definition(f"{module}.{name}", tree, ast.get_docstring(tree) or "")


def _is_overload(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """Whether a definition only tells type checkers one way to call what is defined below it."""
    return any(isinstance(each, ast.Name) and each.id == "overload" for each in node.decorator_list)


def _file(module: str) -> Path | None:
    """Return the source of a module, or None where there is none of that name."""
    place = _ROOT.joinpath(*module.split("."))
    return next((file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()), None)


@cache
def _tree(module: str) -> ast.Module:
    file = _file(module)
    if file is None:
        raise LookupError(f"there is no module {module}")
    return ast.parse(file.read_text(encoding="utf-8"))


def _statements(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield the statements of a module, and those that only type checkers read."""
    for node in tree.body:
        yield from node.body if isinstance(node, ast.If) else [node]


def _targets(node: ast.Assign | ast.AnnAssign) -> list[str]:
    return [ast.unparse(target) for target in (node.targets if isinstance(node, ast.Assign) else [node.target])]


def _door(door: str) -> str:
    purpose = (ast.get_docstring(_tree(door)) or "").partition("\n\n")[0].replace("\n", " ")
    rows = [row for name in exported(door) for row in _rows(name, definition(door, name))]
    remark = f"\n\n{_LAWS}" if door == "limits.laws" else ""
    return f"## {door}\n\n{purpose}{remark}\n\n{table(['name', 'what'], rows)}"


def _rows(name: str, found: Definition) -> Iterator[list[str]]:
    """Yield a line for a name, and one for each public method of a class."""
    node = found.node
    if isinstance(node, ast.FunctionDef):
        yield [code(name + _call(node)), found.says]
    elif isinstance(node, ast.ClassDef):
        yield [code(f"class {name}{_made_from(node)}"), found.says]
        for method in node.body:
            if isinstance(method, ast.FunctionDef) and (method.name[0] != "_" or method.name == "__call__"):
                text = ast.get_docstring(method) or ""
                yield [code(f"{name}.{method.name}{_call(method)}"), text.partition("\n")[0]]
    else:
        yield [code(name), found.says]


def _made_from(node: ast.ClassDef) -> str:
    """Write what a class is made from: the arguments of its `__init__`, or its fields."""
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and method.name == "__init__":
            return _call(method).removesuffix(" -> None")
    fields = [ast.unparse(each) for each in node.body if isinstance(each, ast.AnnAssign)]
    own = [field for field in fields if "ClassVar" not in field]
    return f"({', '.join(own)})" if own else ""


def _call(node: ast.FunctionDef) -> str:
    """Write a signature, without the object or class that it belongs to; of a property, the type alone."""
    result = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    if {"property", "cached_property"} & {ast.unparse(mark) for mark in node.decorator_list}:
        return result.replace(" ->", ":")
    return f"({', '.join(_arguments(node.args))}){result}"


def _arguments(given: ast.arguments) -> Iterator[str]:
    """Yield the arguments of a function as the formatter writes them."""
    first = [*given.posonlyargs, *given.args]
    defaults = [*[None] * (len(first) - len(given.defaults)), *given.defaults]
    for place, (argument, default) in enumerate(zip(first, defaults, strict=True), 1):
        if argument.arg not in {"self", "cls"}:
            yield _argument(argument, default)
        if place == len(given.posonlyargs) and place > 1:
            yield "/"
    if given.vararg or given.kwonlyargs:
        yield f"*{ast.unparse(given.vararg)}" if given.vararg else "*"
    yield from map(_argument, given.kwonlyargs, given.kw_defaults)
    if given.kwarg:
        yield f"**{ast.unparse(given.kwarg)}"


def _argument(argument: ast.arg, default: ast.expr | None) -> str:
    return ast.unparse(argument) + (f" = {ast.unparse(default)}" if default else "")
