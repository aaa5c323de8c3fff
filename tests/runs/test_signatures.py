"""How functions on runs are called."""

import importlib
import inspect
import pkgutil

import pytest

import limits.runs

MODULES = sorted(each.name for each in pkgutil.walk_packages(limits.runs.__path__, "limits.runs."))


def functions_of(module):
    """Yield the functions and methods that a module defines."""
    for value in vars(module).values():
        if getattr(value, "__module__", "") != module.__name__:
            continue
        for function in (value, *(vars(value).values() if inspect.isclass(value) else ())):
            plain = getattr(function, "__func__", function)
            # From Python 3.13 on a dataclass has __replace__, which takes itself by place and is not ours.
            if inspect.isfunction(plain) and plain.__module__ != "dataclasses":
                yield plain


@pytest.mark.parametrize("name", MODULES)
def test_every_argument_may_be_named(name):
    for function in functions_of(importlib.import_module(name)):
        for each in inspect.signature(function).parameters.values():
            assert each.kind is not each.POSITIONAL_ONLY, (function, each)
