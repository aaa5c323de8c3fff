"""The rules of the house: imports run downwards only, heavy packages stay in their rooms, files stay small."""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass
from graphlib import TopologicalSorter
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from limits.laws.formulary.table import HOMES

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "limits"

# Rooms from the ground up; a room imports from its own floor and from those below. A folder inside a room may stand on
# a floor of its own: the longest name counts.
FLOORS = (
    {"errors", "frozen", "interval", "pickling", "typing"},
    {"constants", "draws", "formats", "references", "rows", "textfile", "toml", "units", "value"},
    {"laws"},
    {"catalog", "channel", "scaling", "training", "network"},
    {"pasted", "runs"},
    {"bounds", "estimates"},
    {"assessment", "scaling.answers"},
    {"report"},
    {"cli"},
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
UPWARDS = {("assessment", "report")}  # an assessment prints itself; the report is loaded when it does

FORMULARY = PACKAGE / "laws" / "formulary"
OF_LAWS = [*FORMULARY.glob("*/*.py"), *(PACKAGE / "laws" / "numerics").glob("*.py")]
KERNELS = [
    *OF_LAWS,
    PACKAGE / "scaling" / "forms.py",
    *(PACKAGE / "training").rglob("*.py"),
    *(PACKAGE / "network").rglob("*.py"),
]


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


# What the record beside a law's kernel is made of (a condition on several inputs repeats values), and other kernels.
BESIDE = {
    *("limits.laws.domain", "limits.laws.input", "limits.laws.law", "limits.laws.reading"),
    *("limits.errors", "limits.formats", "limits.pickling", "limits.typing"),
    *map(module_of, OF_LAWS),
}

OF_ROOMS = {
    module_of(file) for room in ("training", "network") for file in (PACKAGE / room).rglob("*.py")
}  # kernels import one another

# Where a heavy package may be imported, inside a function. The sympy witnesses are themselves loaded on request.
HEAVY = {
    "pint": ("units",),
    "rich": ("report", "cli"),
    "matplotlib": ("report", "cli"),
    "skrf": ("channel",),
    "pyarrow": ("scaling/fits/tables",),
    "scipy": ("",),
    "sympy": ("",),
    "pandas": (),
    "xarray": (),
}
WITNESSES = PACKAGE / "laws" / "symbolic"
LONGEST = 400  # lines
FILES = sorted(PACKAGE.rglob("*.py"))
OURS = [*FILES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "docs").rglob("*.py"))]


@dataclass(frozen=True)
class Import:
    """One imported name: the full dotted name, where it is imported, and whether that is at start-up."""

    name: str
    line: int
    at_start: bool

    @property
    def top(self) -> str:
        return self.name.split(".")[0]


def imports(file: Path) -> list[Import]:
    """List what a file imports when it runs; what only type checkers read does not count."""
    found: list[Import] = []

    def visit(node: ast.AST, at_start: bool) -> None:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            return
        if isinstance(node, ast.Import):
            found.extend(Import(alias.name, node.lineno, at_start) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno} is a relative import"
            found.extend(Import(f"{node.module}.{alias.name}", node.lineno, at_start) for alias in node.names)
        inside = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        for child in ast.iter_child_nodes(node):
            visit(child, at_start and not inside)

    visit(ast.parse(file.read_text(encoding="utf-8")), at_start=True)
    return found


def room(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def standing(module: str) -> str:
    """The room on a floor of its own in which a module stands: the longest part of its name that is one."""
    parts = module.split(".")[1:]
    return next((name for size in (2, 1) if (name := ".".join(parts[:size])) in FLOOR), parts[0])


def by_path(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", [f for f in FILES if f.parent != PACKAGE or room(f) in FLOOR], ids=by_path)
def test_imports_run_downwards(file):
    own = standing(module_of(file))
    assert own in FLOOR, "a new room needs its floor in FLOORS and a line in docs/architecture.md"
    for entry in imports(file):
        if entry.top != "limits" or entry.name == "limits.__version__":
            continue
        assert entry.name.count(".") >= 1, f"line {entry.line} imports the whole package"
        target = standing(entry.name)
        assert target in FLOOR, f"line {entry.line} imports {entry.name}, which stands on no floor"
        if (own, target) in UPWARDS:
            assert not entry.at_start, f"line {entry.line} imports {target}, which lies above, at start-up"
        else:
            assert FLOOR[target] <= FLOOR[own], f"line {entry.line} imports {target}, which lies above"


CIRCLES = {  # by intent: methods that show or ask, each import inside a function
    frozenset({"assessment", "report"}),  # an assessment prints itself
    frozenset({"value", "units"}),  # a value converts itself; units read texts into values
}


def test_rooms_make_no_circles_but_those_with_a_reason():
    arrows = {
        (standing(module_of(file)), standing(entry.name))
        for file in FILES
        for entry in imports(file)
        if entry.name.startswith("limits.") and room(file) in {name.partition(".")[0] for name in FLOOR}
    }
    circles = {frozenset({a, b}) for a, b in arrows if a != b and (b, a) in arrows}
    assert circles <= CIRCLES


def test_files_make_no_circles_at_start_up():
    """Every file can be imported first: what the files ask for at start-up has an order."""
    modules = {module_of(file) for file in FILES}
    asks = {
        module_of(file): {
            entry.name if entry.name in modules else entry.name.rpartition(".")[0]
            for entry in imports(file)
            if entry.at_start and entry.name.startswith("limits.") and entry.name != "limits.__version__"
        }
        for file in FILES
    }
    TopologicalSorter(asks).prepare()  # raises CycleError, with the circle


def test_every_module_of_the_house_is_a_room_or_the_front_door():
    names = {room(file) for file in FILES}
    assert names - set(FLOOR) == {"__init__", "__main__"} & names


def test_every_file_of_kernels_is_under_guard():
    """A moved kernel must not leave the guard in silence: every file of a law that the formulary lists is here."""
    homes = {f"limits.laws.formulary.{home}" for home in HOMES.values()}
    assert homes <= set(map(module_of, OF_LAWS))
    assert len(KERNELS) >= len(homes) + 10, "forms, training, network and numerics are kernels too"


@pytest.mark.parametrize("file", KERNELS, ids=by_path)
def test_kernels_import_numpy_and_constants_only(file):
    allowed = BESIDE if PACKAGE / "laws" in file.parents else OF_ROOMS
    for entry in imports(file):
        module = entry.name.rpartition(".")[0] or entry.name
        if entry.top in sys.stdlib_module_names or entry.top == "numpy":
            continue
        if entry.top == "scipy" and not entry.at_start:
            continue  # a special function, loaded by the few laws that need it
        assert module in {"limits.constants", "limits.frozen", "limits.typing", *allowed}, (
            f"line {entry.line} imports {entry.name}"
        )


@pytest.mark.parametrize("file", FILES, ids=by_path)
def test_heavy_packages_stay_in_their_rooms(file):
    inside = file.relative_to(PACKAGE).as_posix()
    for entry in imports(file):
        if entry.top not in HEAVY or WITNESSES in file.parents:
            continue
        assert any(inside.startswith(place) for place in HEAVY[entry.top]), f"line {entry.line} imports {entry.name}"
        assert not entry.at_start, f"line {entry.line} imports {entry.name} at start-up"


@pytest.mark.parametrize("file", FILES, ids=by_path)
def test_nobody_loads_units_or_witnesses_at_start_up(file):
    if room(file) == "units" or WITNESSES in file.parents:
        return
    for entry in imports(file):
        late = entry.name.startswith(("limits.units", "limits.laws.symbolic"))
        assert not (late and entry.at_start), f"line {entry.line} imports {entry.name} at start-up"


FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "sympify", "parse_expr", "lambdify"}
FORBIDDEN_METHODS = {"set_application_registry", "get_application_registry", "seterr", "seterrcall", "use"}


@pytest.mark.parametrize("file", FILES, ids=by_path)
def test_no_text_is_evaluated_and_no_state_of_the_process_is_changed(file):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS, f"line {node.lineno} calls {node.func.id}"
        elif isinstance(node.func, ast.Attribute):
            method = node.func.attr
            assert method not in FORBIDDEN_METHODS | {"sympify", "lambdify"}, f"line {node.lineno} calls {method}"


@pytest.mark.parametrize("file", FILES, ids=by_path)
def test_records_with_slots_are_made_in_one_way(file):
    code = ast.parse(file.read_text(encoding="utf-8"))
    decorators = [ast.unparse(each) for node in ast.walk(code) for each in getattr(node, "decorator_list", ())]
    assert "dataclass(frozen=True, slots=True)" not in decorators, "limits.frozen makes them, at a quarter of the time"


@pytest.mark.parametrize("file", OURS, ids=by_path)
def test_files_stay_small(file):
    lines = len(file.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{lines} lines: is there more than one subject inside?"


def test_no_file_names_a_path_of_one_machine():
    home = re.compile(r"(?<![\w.])/(?:home|root|Users|work|opt|tmp)/|[A-Z]:\\\\")
    for file in [*OURS, *ROOT.glob("*.md"), *ROOT.glob("*.toml"), *(ROOT / "docs").rglob("*.md")]:
        if file == Path(__file__):
            continue  # the pattern itself
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            assert not home.search(line), f"{file.relative_to(ROOT)}:{number}: {line.strip()}"


def test_the_wheel_ships_every_file_of_the_package():
    try:
        shipped = {str(file) for file in distribution("compute-limits").files or ()}
    except PackageNotFoundError:
        shipped = set()
    if not any(name.startswith("limits/") for name in shipped):
        pytest.skip("not installed from a wheel: there is none to look into")
    wanted = {by_path(file) for file in PACKAGE.rglob("*") if file.is_file() and "__pycache__" not in file.parts}
    assert not wanted - shipped, "left out of the wheel, or newer than the installed one: install again"


def tolerances(source: str) -> list[tuple[int, set[str]]]:
    """Return the line of each `approx` with the tolerances that it states; the second argument is a relative one."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    named = [node for node in calls if "approx" in (getattr(node.func, "attr", ""), getattr(node.func, "id", ""))]
    return [(call.lineno, {str(k.arg) for k in call.keywords} | {"rel", "abs"} & set(_placed(call))) for call in named]


def _placed(call: ast.Call) -> list[str]:
    return ["expected", "rel", "abs"][: len(call.args)]


def test_tolerances_are_found_in_source():
    assert tolerances("approx(1e-21, rel=1e-9)") == [(1, {"rel"})]
    assert tolerances("x == pytest.approx(y, 1e-9, abs=0)") == [(1, {"rel", "abs"})]
    assert tolerances("pytest.approx(y)") == [(1, set())]


@pytest.mark.parametrize("file", [file for file in OURS if "approx(" in file.read_text(encoding="utf-8")], ids=by_path)
def test_every_comparison_states_an_absolute_tolerance(file):
    """Pytest adds 1e-12 where none is given: of an energy of 1e-21 J every other one would then be right."""
    silent = [line for line, stated in tolerances(file.read_text(encoding="utf-8")) if "abs" not in stated]
    assert not silent, f"{file.relative_to(ROOT)}, lines {silent}: write abs=0, or how far off is still right"
