"""The project as others find it: what it declares, how it is cited, what is tested where, what ships with the tests."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner

import limits
from limits.cli import main

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DECLARED = PROJECT["project"]
PYTHONS = [each.rsplit(" ", 1)[1] for each in DECLARED["classifiers"] if re.search(r":: 3\.\d+$", each)]
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "docs" / "changelog.md").read_text(encoding="utf-8")
CITATION = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_newest_entry_of_the_changelog_is_this_version_or_unreleased():
    headings = re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)
    released = [heading for heading in headings if heading != "Unreleased"]
    assert headings in (released, ["Unreleased", *released])
    dated = [re.fullmatch(r"(\d+\.\d+\.\d+) - (\d{4}-\d{2}-\d{2})", each).groups() for each in released]
    versions, dates = zip(*dated, strict=True)
    assert versions[0] == limits.__version__
    assert list(versions) == sorted(versions, key=lambda each: tuple(map(int, each.split("."))), reverse=True)
    assert list(dates) == sorted(dates, reverse=True)


def test_each_change_stands_under_its_kind():
    for entry in re.split(r"^## .+$", CHANGELOG, flags=re.MULTILINE)[1:]:
        before, *parts = re.split(r"^### (.+)$", entry, flags=re.MULTILINE)
        assert not before.strip()
        assert parts
        kinds = parts[::2]
        assert len(kinds) == len(set(kinds))
        assert set(kinds) <= KINDS
        assert all(part.strip().startswith("- ") for part in parts[1::2])


def test_the_citation_says_what_the_command_and_the_declaration_say():
    citation = dict(re.findall(r'^([\w-]+): "?(.*?)"?$', CITATION, re.MULTILINE))
    line = CliRunner().invoke(main, ["cite", "limits", "--format", "text"]).output
    assert f"{citation['title']}, version {citation['version']}\n" in line
    assert (citation["version"], citation["license"]) == (limits.__version__, DECLARED["license"])
    assert DECLARED["license-files"] == ["LICENSE"]
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith(f"{citation['license']} License")


def test_an_address_is_never_made_up():
    """As long as no public host is known there is none; then CITATION.cff has the same."""
    source = DECLARED["urls"].get("Source")
    assert ("repository-code:" in CITATION) is (source is not None)


def test_one_lowest_python_is_declared_everywhere():
    assert DECLARED["requires-python"] == f">={PYTHONS[0]}"
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py{PYTHONS[0].replace('.', '')}"
    assert f"Python {PYTHONS[0]} or later" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_lowest_versions_are_the_declared_lower_bounds():
    constraints = (ROOT / ".ci" / "lowest.txt").read_text(encoding="utf-8")
    extras = DECLARED["optional-dependencies"]
    wanted = chain(PROJECT["build-system"]["requires"], DECLARED["dependencies"], *extras.values())
    for each in wanted:
        if each.startswith(f"{DECLARED['name']}["):
            continue
        name, bound = re.match(r"([\w-]+)>=([\w.]+)", each).groups()
        assert f"\n{name}=={bound}\n" in constraints


def test_a_public_host_runs_every_step_and_every_python():
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    jobs = re.findall(r'step: (\w+), python: "([\d.]+)"', workflow)
    assert [python for step, python in jobs if step == "readme"] == PYTHONS
    steps = re.search(r"\|\| set -- (.+)$", CI, re.MULTILINE)[1].split()
    assert {step for step, _ in jobs} == set(steps) - {"pythons"}  # the matrix is the other Pythons
    assert all(re.search(rf"^{step}\(\) {{$", CI, re.MULTILINE) for step in steps)


@pytest.mark.parametrize("name", ["reference_values.csv", "acceptance_scaling.csv"])
def test_tables_that_ship_are_the_collected_ones(facts, tables, name):
    assert (tables / name).read_bytes() == (facts / "data" / name).read_bytes()
