"""Mutation testing: `python tests/mutation.py rooms` prints the share of mutants killed and the survivors; or `laws`.

cosmic-ray (`pip install cosmic-ray`, 8.4 or later) lists the mutants and makes them, on a copy of the checkout. Each is
held against the tests of its file, up to the first failure, in a fork of this process that has the heavy libraries
loaded and `limits` not: no mutant sees another, and none waits for imports. A mutant that uses more time than a good
multiple of what its tests take is killed too.

All would take hours: a sample is drawn with a seed (`--sample 300 --seed 2026`), of which the first are a sample too
(`--first 100`). Each is numbered: `--only 17,45` tries those again.

What is mutated, by rule:

laws
    The bodies of all functions in the files that hold kernels, and of the helpers that those call. Held against the
    examples of the file, the generic tests of its laws, then all tests of the laws.
rooms
    Everything in the rooms of `mutation_rooms.toml`, tables of constants too, held against the tests that stand there.

Left out everywhere: what is raised and what describes a `Problem` (their words are no behaviour), and operators on
bits, which fail on every float and would flatter the share. Left out in rooms, since such a mutant is the same program
or none: hints, blocks for type checkers, decorators, `__all__`, unions of sets and dictionaries, `==` in place of `is`,
and the star of a signature, which cosmic-ray takes for a multiplication.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import importlib
import inspect
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
ROOMS = tomllib.loads((ROOT / "tests" / "mutation_rooms.toml").read_text(encoding="utf-8"))
AT_LENGTH = (  # tests that take long and are there for one file; only the mutants of that file meet them
    *("test_a_batch_equals_its_runs", "test_a_field_that_is_added", "test_what_is_gained_grows"),
    *("test_references_resolve[", "test_data_wall.py::test_definitions", "test_repetition.py::test_inverses"),
)
LOADED = (  # what every mutant would import again
    *("numpy", "scipy.optimize", "scipy.special", "pint", "sympy", "mpmath", "click.testing", "rich.table"),
    *("pytest", "hypothesis", "jsonschema", "matplotlib.figure", "matplotlib.backends.backend_agg"),
)
SLOW_LAWS = ("pam-capacity", "bi-awgn")
FIRST = ("test_witness_agrees", "test_solving_undoes_the_law", "test_sensitivities_are_those_of_the_witness")
BITS = ("BitOr", "BitAnd", "BitXor", "LShift", "RShift")
SAME = ("_Is_Eq", "_IsNot_NotEq")
RED = "red.txt"
LEAST_SECONDS = 15.0  # of processor time that a mutant may take


class Mutant(NamedTuple):
    """One change to one file: an operator of cosmic-ray, and which of the places where it applies."""

    file: str
    operator: str
    occurrence: int
    start: tuple[int, int]


class Mode(NamedTuple):
    """What is mutated, which of it is left out, and the tests that a mutant of a file is held against."""

    files: list[str]
    left_out: Callable[[str], Callable[[Mutant], bool]]
    tests: Callable[[str], list[str]]
    all_tests: Callable[[str], list[str]]  # of the room of a file, which must pass without a mutant


# Which places are no behaviour


def spans(nodes: Iterable[Any]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return where parts of a file stand, as (line, column) of start and end."""
    return [((each.lineno, each.col_offset), (each.end_lineno, each.end_col_offset)) for each in nodes]


def within(places: Sequence[tuple[tuple[int, int], tuple[int, int]]], mutant: Mutant) -> bool:
    return any(low <= mutant.start < high for low, high in places)


def words(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield what is raised, and what describes a `Problem`."""
    for node in ast.walk(tree):
        described = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem"
        if described or isinstance(node, ast.Raise):
            yield node


def bodies(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield the statements of functions."""
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        yield from function.body[ast.get_docstring(function) is not None :]


def for_readers(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield what only type checkers and star imports read, and decorators."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield from node.decorator_list
        if isinstance(node, ast.FunctionDef) and node.returns is not None:
            yield node.returns
        if isinstance(node, (ast.arg, ast.AnnAssign)) and node.annotation is not None:
            yield node.annotation
            if ast.unparse(node.annotation) == "TypeAlias":
                yield node
        checking = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        if checking or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"):
            yield node


def left_out_of_laws(file: str) -> Callable[[Mutant], bool]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    inside, spared = spans(bodies(tree)), spans(words(tree))
    return lambda mutant: mutant.operator.endswith(BITS) or within(spared, mutant) or not within(inside, mutant)


def left_out_of_rooms(file: str) -> Callable[[Mutant], bool]:
    text = (ROOT / file).read_text(encoding="utf-8")
    tree, lines = ast.parse(text), text.splitlines()
    spared = spans([*words(tree), *for_readers(tree)])
    # cosmic-ray gives the place of a decorator as that of its name or of the line that it decorates
    return lambda mutant: (
        any(f"_{bit}" in mutant.operator for bit in BITS)
        or mutant.operator.endswith((*SAME, "RemoveDecorator"))
        or lines[mutant.start[0] - 1].startswith("*,", mutant.start[1])
        or within(spared, mutant)
    )


# The two modes


def rooms() -> Mode:
    """Return the rooms of the table, each file held against its examples and the tests of its room."""

    paths = {path for room in ROOMS for path in (ROOT / "limits" / room).rglob("*.py")}
    files = sorted(str(path.relative_to(ROOT)) for path in paths)
    room_of = {
        file: next(room for room in sorted(ROOMS, key=len, reverse=True) if file.startswith(f"limits/{room}/"))
        for file in files
    }

    def tests(file: str) -> list[str]:
        room = room_of[file]
        examples = [file] if room != "report/figures" else []  # collecting figures/frontier.py hides `figures.frontier`
        own = f"tests/{room}/test_{Path(file).stem}.py"
        return [*examples, *([own] if (ROOT / own).exists() else ()), *ROOMS[room]]

    def all_tests(file: str) -> list[str]:
        together = [test for each in files if room_of[each] == room_of[file] for test in tests(each)]
        return list(dict.fromkeys(together))

    return Mode(files, left_out_of_rooms, tests, all_tests)


def laws() -> Mode:
    """Return the files that hold kernels, each held against its examples, the tests of its laws, then all of them."""
    keys = keys_by_file()

    def tests(file: str) -> list[str]:
        ordered = sorted(sorted(keys[file]), key=SLOW_LAWS.__contains__)
        return [file, *(f"tests/laws/test_laws.py::{test}[{key}]" for test in FIRST for key in ordered), "tests/laws"]

    return Mode(sorted(keys), left_out_of_laws, tests, lambda _: ["limits/laws/formulary", "tests/laws"])


def keys_by_file() -> dict[str, list[str]]:
    """Return the keys of the laws that the functions of each file serve."""
    from limits import laws as formulary

    by_file: dict[str, list[str]] = {}
    for law in formulary.LAWS:
        module = inspect.getmodule(inspect.unwrap(law.kernel))
        assert module is not None
        for each in {module, *helpers(module)}:
            by_file.setdefault(str(Path(str(each.__file__)).relative_to(ROOT)), []).append(law.key)
    return by_file


def helpers(module: ModuleType) -> Iterator[ModuleType]:
    """Yield the files of `limits.laws` from which a file takes plain functions."""
    for value in vars(module).values():
        home = inspect.getmodule(value) if inspect.isfunction(value) else None
        if home not in (None, module) and home.__name__.startswith("limits.laws."):
            yield home


# Listing, making and trying


def listed(mode: Mode, folder: Path) -> list[Mutant]:
    """Return all mutants, without what is left out, in one order whatever the machine."""
    from cosmic_ray.commands import init
    from cosmic_ray.work_db import WorkDB, use_db

    with use_db(folder / "mutants.sqlite", WorkDB.Mode.create) as work:
        init([Path(file) for file in mode.files], work, {})
        specs = [item.mutations[0] for item in work.work_items]
    every = [Mutant(str(s.module_path), s.operator_name, s.occurrence, tuple(s.start_pos)) for s in specs]
    left_out = {file: mode.left_out(file) for file in mode.files}
    return sorted(each for each in every if not left_out[each.file](each))


def attempt(tests: Sequence[str], seconds: float, red: Sequence[str] | None = None) -> tuple[int, float]:
    """Run tests in a fork of this process; return the exit code of pytest and the processor time that they took.

    Without a list of tests that are known to fail, all are run, those that fail are written to `RED`, and bytecode is
    kept: that of one mutant may pass for the next.
    """
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
            sys.dont_write_bytecode = red is not None
            silent = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):
                os.dup2(silent, stream)
            code = run_pytest(tests, red)
        finally:
            os._exit(code)
    ending = time.monotonic() + 20 * seconds  # what waits for something uses no processor time
    while True:
        done, status, usage = os.wait4(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime
        if time.monotonic() > ending:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)


def run_pytest(tests: Sequence[str], red: Sequence[str] | None) -> int:
    import hypothesis
    import pytest

    hypothesis.settings.register_profile("mutants", derandomize=True, database=None)
    hypothesis.settings.load_profile("mutants")
    quick = ["-q", "-p", "no:cacheprovider", "-m", "not slow", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    shorter = Shorter(tests, red or ())
    code = int(pytest.main([*tests, *quick, *(["-x"] if red is not None else [])], plugins=[shorter]))
    if red is None:
        Path(RED).write_text("".join(f"{name}\n" for name in shorter.failed), encoding="utf-8")
    return code


class Shorter:
    """Leaves out what fails anyway, and what takes long unless its file was asked for by name; notes what fails."""

    def __init__(self, tests: Sequence[str], red: Sequence[str]) -> None:
        self.tests, self.red = tests, red
        self.failed: list[str] = []

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items[:] = [
            item
            for item in items
            if item.nodeid not in self.red
            and (item.nodeid.split("::")[0] in self.tests or not any(name in item.nodeid for name in AT_LENGTH))
        ]

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.failed.append(report.nodeid)


def made(mutant: Mutant) -> tuple[str, str]:
    """Return the text of a file and that of its mutant."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    original = Path(mutant.file).read_text(encoding="utf-8")
    changed = mutate_code(original, get_operator(mutant.operator)(), mutant.occurrence)
    assert changed is not None, mutant
    return original, changed


def killed(mutant: Mutant, changed: str, attempted: Callable[[], int]) -> bool:
    """Put a mutant in the place of its file, hold it against its tests, and put the file back as it was."""
    path = Path(mutant.file)
    original, times = path.read_text(encoding="utf-8"), path.stat()
    path.write_text(changed, encoding="utf-8")
    try:
        return attempted() != 0
    finally:
        path.write_text(original, encoding="utf-8")
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))  # so that its bytecode is good again


def difference(original: str, changed: str) -> str:
    lines = difflib.unified_diff(original.splitlines(), changed.splitlines(), n=0, lineterm="")
    return "\n".join(f"    {line}" for line in lines if not line.startswith(("---", "+++")))


def prepared(folder: Path) -> None:
    """Copy the checkout, go there, and load what is the same for all mutants."""
    copy = folder / "checkout"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    shared = ROOT.parent / "shared"
    if shared.is_dir():
        (folder / "shared").symlink_to(shared)
    os.chdir(copy)
    for name in [name for name in sys.modules if name.split(".")[0] == "limits"]:
        del sys.modules[name]  # each mutant imports it anew
    sys.path[:] = [str(copy), *(place for place in sys.path if place not in ("", str(ROOT), str(ROOT / "tests")))]
    for name in LOADED:
        importlib.import_module(name)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Try a sample of the mutants."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=("laws", "rooms"))
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--first", type=int, default=None, help="try so many of the sample")
    parser.add_argument("--only", default="", help="try these numbers of the sample, separated by commas")
    parser.add_argument("--without", default=None, help="pass over those of the sample in files that begin so")
    parser.add_argument("files", nargs="*", help="mutate these files only")
    asked = parser.parse_args()
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    sys.path.insert(0, str(ROOT))
    mode = {"laws": laws, "rooms": rooms}[asked.mode]()
    if asked.files:
        mode = mode._replace(files=[file for file in mode.files if file in asked.files])
    with tempfile.TemporaryDirectory() as folder:
        prepared(Path(folder))
        every = listed(mode, Path(folder))
        sample = list(enumerate(random.Random(asked.seed).sample(every, min(asked.sample, len(every))), 1))
        only = {int(number) for number in asked.only.split(",") if number}
        passed = (asked.without,) if asked.without else ()
        chosen = [each for each in sample if (not only or each[0] in only) and not each[1].file.startswith(passed)]
        tried(chosen[: asked.first], mode)
        say(f"of {len(every)} mutants")


def tried(sample: Sequence[tuple[int, Mutant]], mode: Mode) -> None:
    """Try numbered mutants one after the other, and say what became of them."""
    seen: dict[tuple[str, ...], tuple[list[str], float]] = {}
    count: Counter[bool] = Counter()
    for number, mutant in sample:
        whole = tuple(mode.all_tests(mutant.file))
        if whole not in seen:
            seen[whole] = without_a_mutant(whole)
        red, seconds = seen[whole]
        original, changed = made(mutant)
        dead = killed(mutant, changed, lambda: attempt(mode.tests(mutant.file), seconds, red)[0])  # noqa: B023
        count[dead] += 1
        if not dead:
            say(f"{number} survived: {mutant.file}, {mutant.operator}\n{difference(original, changed)}")
        say(f"{number}: {count[True]} of {count.total()} killed ({count[True] / count.total():.1%})")


def without_a_mutant(tests: Sequence[str]) -> tuple[list[str], float]:
    """Return which tests fail without a mutant, and the processor time that a mutant may take."""
    code, seconds = attempt(tests, 600.0)
    assert code in (0, 1), f"without a mutant, pytest {' '.join(tests)} ends with {code}"
    red = Path(RED).read_text(encoding="utf-8").splitlines()
    say(f"{seconds:.1f} s without a mutant: {' '.join(each for each in tests if each.startswith('tests'))}")
    for name in red:
        say(f"left out, since it fails without a mutant: {name}")
    return red, max(LEAST_SECONDS, 2 * seconds)


if __name__ == "__main__":
    main()
