"""What a command costs as a whole process, in units of importing numpy or of starting stock pint."""

from __future__ import annotations

NUMPY = ("-c", "import numpy")
PINT = ("-c", "import pint; pint.UnitRegistry()")


def test_import(within, python):
    within("import limits / import numpy", python("-c", "import limits"), python(*NUMPY), 1.3)


def test_help(within, python):
    within("limits --help / import numpy", python("-m", "limits", "--help"), python(*NUMPY), 1.0)


def test_report_of_a_catalogue_run(within, python):
    ours = python("-m", "limits", "report", "llama-3.1-405b")
    within("limits report llama-3.1-405b / stock pint", ours, python(*PINT), 0.6)


def test_report_of_a_run_file(within, python):
    ours = python("-m", "limits", "report", "docs/examples/proposed-run.toml")
    within("limits report proposed-run.toml / stock pint", ours, python(*PINT), 1.0)


def test_a_law_from_the_shell(within, python):
    ours = python("-m", "limits", "law", "landauer", "bits=1e26 bit", "temperature=25 degC")
    within("limits law landauer bits=... temperature=... / stock pint", ours, python(*PINT), 0.8)
