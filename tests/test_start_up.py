"""What starting up costs: a fresh interpreter loads nothing heavy before somebody asks for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from limits.report.formats import FORMATS

ROOT = Path(__file__).parents[1]
NEVER = ("pint", "pydantic", "scipy", "skrf", "sympy", "matplotlib", "pandas", "pyarrow", "xarray")


def loaded_after(statement: str) -> set[str]:
    """Run a statement in a fresh interpreter and return the top-level modules that it left behind."""
    report = "import sys; print('\\n'.join(sorted({name.split('.')[0] for name in sys.modules})), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"{statement}\n{report}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def loaded_by(*words: str) -> set[str]:
    """Run a command in a fresh interpreter and return the top-level modules that it left behind."""
    call = f"""
from limits.cli import main
try:
    main({list(words)!r})
except SystemExit as end:
    assert not end.code, end.code
"""
    return loaded_after(call)


def test_the_package_itself_loads_nothing_heavy():
    assert not loaded_after("import limits") & {*NEVER, "numpy", "click", "rich"}


def test_every_public_name_can_be_had_and_costs_no_units():
    loaded = loaded_after("import limits\nfor name in limits.__all__: getattr(limits, name)")
    assert "numpy" in loaded
    assert not loaded & {*NEVER, "rich"}


def test_every_public_name_of_the_scaling_room_stands_where_its_table_says():
    from limits import scaling

    assert sorted(scaling._HOME) == sorted(scaling.__all__)
    assert all(getattr(scaling, name) is not None for name in scaling.__all__)


def test_only_the_program_itself_has_garbage_looked_for_seldom():
    def collecting_after(call):
        return loaded_after(f"""
import gc, sys
usual, frozen = gc.get_threshold(), gc.get_freeze_count()  # Python 3.12 freezes some of its own
sys.argv = ["limits", "--version"]
try:
    {call}
except SystemExit as end:
    assert not end.code
seldom = gc.get_threshold()[0] > 10 * usual[0]
assert seldom == (gc.get_freeze_count() > frozen) == (gc.get_threshold() != usual)
if seldom:
    import colorsys  # a module that nothing else loads
""")

    assert "colorsys" not in collecting_after("from limits.cli import main; main()")
    assert "colorsys" in collecting_after("from limits.__main__ import run; run()")


def test_the_first_catalogue_run_costs_no_units():
    assert not loaded_after("import limits\nlimits.assess('llama-3.1-405b')") & {*NEVER, "rich", "click"}


def test_a_published_cost_of_the_catalogue_reads_no_table_of_units():
    """Else each run by name would pay for the table, though its row has canonical units."""
    cost = "import sys, limits\nassert limits.assess('gpt-3').run.numbers['cost'].unit == 'USD'"
    loaded_after(f"{cost}\nassert 'limits.units' not in sys.modules")


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("report", "--help")], ids=" ".join)
def test_help_costs_no_numpy(words):
    assert not loaded_by(*words) & {*NEVER, "numpy", "rich"}


@pytest.mark.parametrize(
    "words",
    [
        ("report", "llama-3.1-405b"),
        ("report", "llama-3.1-405b", "--format", "json"),
        ("report", "llama-3.1-405b", "--format", "markdown"),
        ("report", "llama-3.1-405b", "--format", "csv"),
        ("report", "llama-3.1-405b", "--format", "html"),
        ("report", "llama-3.1-405b", "--format", "latex"),
        ("report", "docs/examples/proposed-run.toml"),
        ("law",),
        ("law", "landauer", "bits=1e26 bit", "temperature=25 degC"),
        ("law", "landauer", "energy=1 J", "temperature=300 K", "--solve", "bits", "--format", "json"),
        ("law", "landauer", "bits=1 bit", "temperature=300 K", "--claim", "2.88e-21 J"),
        ("channel", "ib-ndr-4x"),
        ("channel", "--ber", "1e-8", "--baud", "53.125", "--pam", "4", "--net", "100"),
        ("catalog", "runs"),
        ("cite", "limits"),
    ],
    ids=" ".join,
)
def test_no_report_and_no_listing_loads_anything_heavy(words):
    assert not loaded_by(*words) & {*NEVER}


def test_a_lane_that_is_stated_loads_no_reader_of_what_people_paste():
    code = """
import sys
from limits.cli import main
main(["channel", "100g", "--ber", "1e-8"], standalone_mode=False)
print("limits.pasted" in sys.modules, file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "False"


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_loads_itself_and_what_it_is_written_from(form):
    code = f"""
import sys
from limits.cli import main
main(["report", "gpt-3", "--format", {form!r}], standalone_mode=False)
print("\\n".join(name for name in sys.modules if name.startswith("limits.")), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    formats = {name.rpartition(".")[2] for name in loaded if name.startswith("limits.report.formats.")}
    beside = {"text", "tex"} if form == "latex" else {"text"}  # what replaces signs that an encoding, or TeX, lacks
    assert formats - beside == {form} - beside
    for_readers = form not in ("json", "csv")
    assert ("limits.report.assessment.screen" in loaded) is (form in {"text", "latex"})  # as short as these are
    assert ("limits.report.assessment.contents" in loaded) is (form in {"markdown", "html"})
    assert ("limits.report.assessment.record" in loaded) is not for_readers
    assert ("limits.references" in loaded) is (form in {"markdown", "html"})
