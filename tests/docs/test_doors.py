"""What is public is said: every name that a door exports is explained, and stands on the page."""

from __future__ import annotations

import ast
import importlib
import inspect
import re

import console
import doors
import pytest

import limits
from limits import laws

PAGE = (console.ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^(?:>>> |\.\.\. )?((?:from limits[\w.]* import|import limits)[^#\n]*)", re.MULTILINE)
NAMES = [(door, name) for door in doors.DOORS for name in doors.exported(door)]
PUBLIC = {*doors.DOORS, *map(".".join, NAMES)}


@pytest.mark.parametrize(("door", "name"), NAMES, ids=".".join)
def test_every_public_name_is_explained_and_on_the_page(door, name):
    said = doors.definition(door, name).says
    assert re.search(r"\w{3}", said), "a docstring, or a text below the constant, says what it is"
    section = PAGE.partition(f"\n## {door}\n")[2].partition("\n## ")[0]
    assert re.search(rf"^\| `(class )?{re.escape(name)}\b.*\| {re.escape(said)} \|$", section, re.MULTILINE)


@pytest.mark.parametrize("door", doors.DOORS)
def test_every_public_name_can_be_had(door):
    module = importlib.import_module(door)
    assert sorted(doors.exported(door)) == sorted(module.__all__)
    assert all(hasattr(module, name) for name in module.__all__)
    assert set(module.__all__) <= set(dir(module))


def test_functions_and_classes_show_the_text_that_the_page_has():
    for door, name in NAMES:
        value = getattr(importlib.import_module(door), name)
        if inspect.isfunction(value) or inspect.isclass(value):
            assert (inspect.getdoc(value) or "").partition("\n")[0] == doors.definition(door, name).says, name


def test_every_law_has_its_line_on_the_page_that_the_door_names():
    listed = (console.ROOT / "docs" / "reference" / "laws.md").read_text(encoding="utf-8")
    assert "[every law](laws.md)" in PAGE
    assert all(f"[{law.key}]" in listed for law in laws.LAWS)


def test_every_error_of_the_package_is_public():
    exported = doors.exported("limits.errors")
    errors = importlib.import_module("limits.errors")
    kinds = {name for name, value in vars(errors).items() if inspect.isclass(value) and issubclass(value, Exception)}
    assert kinds <= set(exported)


@pytest.mark.parametrize("page", console.pages(), ids=lambda page: page.name)
def test_the_documentation_imports_what_is_public(page):
    for statement in EXAMPLE.findall(page.read_text(encoding="utf-8")):
        (node,) = ast.parse(statement).body
        for alias in node.names:
            whole = alias.name if isinstance(node, ast.Import) else f"{node.module}.{alias.name}"
            assert whole in PUBLIC, statement


def test_help_on_assess_is_not_buried_under_its_defaults():
    assert len(str(inspect.signature(limits.assess))) < 600
