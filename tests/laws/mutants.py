"""Mutation testing of the kernels: `python tests/laws/mutants.py [KEY ...]` prints the share killed and the survivors.

Every operator, number, sign and comparison in the body of every kernel is changed, one at a time, and the mutant is
held against the law's witness at 40 digits over the seeded draws of `test_laws.py`, by that test's own tolerance. All
mutants are tried, so there is no seed of choice; docstrings, records, messages and the helpers that kernels call are
not mutated. It runs in one process: a test run for each of some five hundred mutants would take hours.
"""

from __future__ import annotations

import ast
import copy
import inspect
import math
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import mpmath
import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import test_laws as generic

from limits import laws

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from limits.laws import Law

OPERATORS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult}
COMPARISONS = {ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt}
DRAWS = 24
EPS, TINY = np.finfo(float).eps, np.finfo(float).tiny


def body(law: Law) -> ast.FunctionDef:
    """Return the kernel's function without its docstring."""
    function = ast.parse(textwrap.dedent(inspect.getsource(law.kernel))).body[0]
    assert isinstance(function, ast.FunctionDef)
    if ast.get_docstring(function) is not None:
        function.body = function.body[1:]
    function.decorator_list = []
    return function


def changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Yield what may be put in the place of one attribute of a node."""
    match node:
        case ast.BinOp(op=operator) if type(operator) in OPERATORS:
            yield "op", OPERATORS[type(operator)]()
        case ast.UnaryOp(op=ast.USub()):
            yield "op", ast.UAdd()
        case ast.Compare(ops=[comparison]) if type(comparison) in COMPARISONS:
            yield "ops", [COMPARISONS[type(comparison)]()]
        case ast.Constant(value=float() | int() as number) if not isinstance(number, bool):
            yield "value", number + 1
            yield "value", number * 2 if number else 2


def mutants(law: Law) -> Iterator[tuple[str, Callable[..., float]]]:
    """Yield every mutant of a kernel with the change in words."""
    original = body(law)
    for place, node in enumerate(ast.walk(original)):
        for attribute, value in changes(node):
            mutant = copy.deepcopy(original)
            changed = list(ast.walk(mutant))[place]
            before = ast.unparse(changed)
            setattr(changed, attribute, value)
            future = ast.parse("from __future__ import annotations").body
            module = ast.fix_missing_locations(ast.Module([*future, mutant], []))
            names = dict(vars(inspect.getmodule(law.kernel)))
            exec(compile(module, law.key, "exec"), names)  # a mutant is there to be run
            yield f"{before} -> {ast.unparse(changed)}", names[mutant.name]


def survives(kernel: Callable[..., float], wanted: list[tuple[tuple[float, ...], mpmath.mpf, float]]) -> bool:
    """Tell whether a mutant agrees with the witness on all draws, as `test_witness_agrees` has it."""
    for inputs, want, condition in wanted:
        try:
            with np.errstate(all="ignore"):
                value = float(kernel(*inputs))
        except (ArithmeticError, TypeError, ValueError, IndexError):
            return False
        with mpmath.workdps(40):
            error = abs(mpmath.mpf(value) - want) if math.isfinite(value) else mpmath.inf
            if not error <= 8 * EPS * (1 + condition) * abs(want) + TINY:
                return False
    return True


def main(keys: list[str]) -> None:
    """Try all mutants of the laws named, or of all laws."""
    tried, survivors = 0, []
    for law in laws.LAWS:
        if (keys and law.key not in keys) or law.key in generic.SLOW:
            continue
        wanted = []
        for inputs in generic.draws(law, DRAWS):
            with mpmath.workdps(40):
                want = generic.oracle(law)(*map(mpmath.mpf, inputs))
                wanted.append((inputs, want, sum(map(abs, generic.elasticities(law, inputs)))))
        for change, kernel in mutants(law):
            tried += 1
            if survives(kernel, wanted):
                survivors.append(f"  {law.key}: {change}")
    killed = tried - len(survivors)
    sys.stdout.write(f"{killed} of {tried} mutants killed ({killed / tried:.1%}); survivors:\n" + "\n".join(survivors))


if __name__ == "__main__":
    main(sys.argv[1:])
