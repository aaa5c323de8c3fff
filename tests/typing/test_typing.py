"""What a type checker says of calls as users write them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mypy import api

from limits import laws
from limits.units import si

ROOT = Path(__file__).parents[2]
CALLS = Path(__file__).with_name("calls.py")
REFUSED = re.compile(r"# refused: ([\w, -]+)$")  # with the codes that one version of mypy or another has for it
ERROR = re.compile(rf"{CALLS.name}:(\d+): error: .*\[([\w-]+)\]$")


@pytest.mark.slow
def test_a_misspelt_law_or_keyword_is_refused_and_a_right_call_is_not():
    wanted = {
        number: set(refused[1].split(", "))
        for number, line in enumerate(CALLS.read_text(encoding="utf-8").splitlines(), 1)
        if (refused := REFUSED.search(line))
    }
    assert len({frozenset(codes) for codes in wanted.values()}) > 3
    said, failure, _ = api.run(["--config-file", str(ROOT / "pyproject.toml"), "--hide-error-context", str(CALLS)])
    assert not failure
    errors = [(int(error[1]), error[2]) for line in said.splitlines() if (error := ERROR.search(line))]
    assert {number for number, _ in errors} == set(wanted)
    assert all(code in wanted[number] for number, code in errors)


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.key)
def test_the_kernel_of_numbers_is_a_number(law):
    """The stub promises a float for floats."""
    assert isinstance(law.kernel(*(si(entry.eg, entry.unit).value for entry in law.inputs)), float)
