"""Mutation testing of the laws: `python tests/laws/mutation.py` prints the share of mutants killed and the survivors.

It runs cosmic-ray (`pip install cosmic-ray`, 8.4 or later) on a copy of the checkout, one file of `limits/laws` at a
time. Mutated are the bodies of all functions in the files that hold kernels, and of the helpers that those call;
records, docstrings and what is raised are not. Operators on bits are left out: they fail on every float and would
flatter the share. A mutant is held against the examples of its file, then the generic tests of its laws, then all tests
of the laws.

All mutants would take hours, so a sample is drawn with a seed: `--sample 450 --seed 2026`; names of files after the
options restrict it.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import os
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from limits import laws

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
ON_BITS = ("BitOr", "BitAnd", "BitXor", "LShift", "RShift")
SLOW = ("pam-capacity", "bi-awgn")
FIRST = ("test_witness_agrees", "test_solving_undoes_the_law", "test_sensitivities_are_those_of_the_witness")
CONFIG = """
[cosmic-ray]
module-path = "limits/laws/{file}"
timeout = 240.0
excluded-modules = []
test-command = {command}
[cosmic-ray.distributor]
name = "local"
"""


def keys_by_file() -> dict[str, list[str]]:
    """Return the keys of the laws that the functions of each file serve."""
    found: dict[str, list[str]] = {}
    for law in laws.LAWS:
        module = inspect.getmodule(inspect.unwrap(law.kernel))
        assert module is not None
        for file in {Path(str(each.__file__)).name for each in (module, *helpers(module))}:
            found.setdefault(file, []).append(law.key)
    return found


def helpers(module: ModuleType) -> Iterator[ModuleType]:
    """Yield the files of `limits.laws` from which a file takes plain functions."""
    for value in vars(module).values():
        home = inspect.getmodule(value) if inspect.isfunction(value) else None
        if home not in (None, module) and home.__name__.startswith("limits.laws."):
            yield home


def bodies(file: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return where the statements of functions stand that may be mutated, as (line, column) of start and end."""
    tree = ast.parse((ROOT / "limits/laws" / file).read_text(encoding="utf-8"))
    spans = []
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        has_text = ast.get_docstring(function) is not None
        spans += [
            ((each.lineno, each.col_offset), (each.end_lineno, each.end_col_offset))
            for each in function.body[has_text:]
        ]
    return spans


def raised(file: str) -> set[int]:
    """Return the lines of a file on which something is raised or a `Problem` described."""
    lines: set[int] = set()
    for node in ast.walk(ast.parse((ROOT / "limits/laws" / file).read_text(encoding="utf-8"))):
        described = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem"
        if described or isinstance(node, ast.Raise):
            lines.update(range(node.lineno, node.end_lineno + 1))
    return lines


@contextmanager
def work_of(database: Path) -> Iterator[Any]:
    """Open cosmic-ray's database; it is imported here, since the tests look into this file and do without it."""
    from cosmic_ray.work_db import WorkDB, use_db

    with use_db(database, WorkDB.Mode.open) as work:
        yield work


def held_against(file: str, keys: list[str]) -> tuple[str, str]:
    """Return the commands that hold a mutant of a file against its own tests, the quick ones first, and against all."""
    nodes = [f"tests/laws/test_laws.py::{test}[{key}]" for test in FIRST for key in sorted(keys, key=SLOW.__contains__)]
    run = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not slow"]
    return shlex.join([*run, f"limits/laws/{file}", *nodes]), shlex.join([*run, "tests/laws"])


def listed(copy: Path, file: str, keys: list[str]) -> Path:
    """List the mutants of one file in a database of cosmic-ray, without what is not to be mutated; return it."""
    command = f"sh -c {shlex.quote(' && '.join(held_against(file, keys)))}"
    (copy / f"{file}.toml").write_text(CONFIG.format(file=file, command=json.dumps(command)), encoding="utf-8")
    database = copy / f"{file}.sqlite"
    cosmic_ray(copy, "init", f"{file}.toml", database.name)
    spans, spared = bodies(file), raised(file)
    with work_of(database) as work:
        kept = [
            item
            for item in work.work_items
            if not item.mutations[0].operator_name.endswith(ON_BITS)
            and item.mutations[0].start_pos[0] not in spared
            and any(low <= item.mutations[0].start_pos < high for low, high in spans)
        ]
        work.clear()
        work.add_work_items(kept)
    return database


def cosmic_ray(copy: Path, *arguments: str) -> None:
    """Run cosmic-ray in the copy."""
    fresh = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}  # bytecode of one mutant may pass for the next
    subprocess.run([sys.executable, "-m", "cosmic_ray.cli", *arguments], cwd=copy, check=True, env=fresh)


def thin(databases: list[Path], sample: int, seed: int) -> int:
    """Keep a random sample of the mutants of all files; return how many there were."""
    everything = []
    for database in databases:
        with work_of(database) as work:
            everything += [(database, item) for item in work.work_items]
    everything.sort(key=lambda each: (each[0].name, str(each[1].mutations[0])))
    chosen = random.Random(seed).sample(everything, min(sample, len(everything)))
    for database in databases:
        with work_of(database) as work:
            work.clear()
            work.add_work_items([item for home, item in chosen if home == database])
    return len(everything)


def outcomes(database: Path) -> Iterator[tuple[bool, str]]:
    """Yield whether each mutant was killed, and what it was."""
    with work_of(database) as work:
        for job, result in work.results:
            mutation = next(item for item in work.work_items if item.job_id == job).mutations[0]
            changed = [line for line in result.diff.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
            yield (
                result.is_killed,
                f"{mutation.definition_name}, {mutation.operator_name}:\n    " + "\n    ".join(changed),
            )


def main() -> None:
    """Try a sample of the mutants."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=450)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("files", nargs="*", help="names of files of limits/laws")
    asked = parser.parse_args()
    by_file = {file: keys for file, keys in keys_by_file().items() if not asked.files or file in asked.files}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        databases = [listed(copy, file, keys) for file, keys in sorted(by_file.items())]
        cosmic_ray(copy, "baseline", f"{databases[0].stem}.toml")
        there = thin(databases, asked.sample, asked.seed)
        tried: Counter[bool] = Counter()
        for database in databases:
            unmutated = held_against(database.stem, by_file[database.stem])[0]
            subprocess.run(
                shlex.split(unmutated), cwd=copy, check=True, capture_output=True
            )  # else all would be killed
            cosmic_ray(copy, "exec", f"{database.stem}.toml", database.name)
            for killed, change in outcomes(database):
                tried[killed] += 1
                if not killed:
                    sys.stdout.write(f"survived: {database.stem}, {change}\n")
            sys.stdout.write(f"{database.stem}: {tried[True]} of {tried.total()} killed so far\n")
            sys.stdout.flush()
        sys.stdout.write(
            f"{tried[True]} of {tried.total()} killed ({tried[True] / tried.total():.1%}); {there} mutants\n"
        )


if __name__ == "__main__":
    main()
