"""What stands behind a value: constants that the kernel reads, steps that end at the value, moves of each input."""

import math
import re
from dataclasses import replace

import pytest
import sympy

from limits import laws, units
from limits.constants import CODATA2022
from limits.errors import InputError
from limits.laws.claims.explanation import constants_of, explain
from limits.laws.symbolic.substitution import Substitution

BY_KEY = {"argvalues": laws.LAWS, "ids": lambda law: law.key}


def example(law):
    return {entry.name: entry.eg for entry in law.inputs}


def worked(expression, **values):
    return Substitution(expression, values).lines


@pytest.mark.parametrize("law", **BY_KEY)
def test_every_example_is_explained(law):
    told = explain(law, example(law))
    assert told.value == pytest.approx(law(**example(law)).m, rel=1e-15, abs=0)
    assert told.steps, "no steps: give the witness as a formula"
    assert told.deviation < 1e-12
    assert float(told.steps[-1]) == pytest.approx(told.value, rel=1e-5, abs=0)
    assert [each.name for each in told.sensitivities] == [entry.name for entry in law.inputs]


@pytest.mark.parametrize("law", **BY_KEY)
def test_a_small_move_is_what_the_elasticity_says(law):
    for each in explain(law, example(law)).sensitivities:
        if each.elasticity is None or each.step != "+1 %":
            continue
        assert each.change == pytest.approx(1.01**each.elasticity - 1, rel=0.1, abs=2e-4)


@pytest.mark.parametrize("law", **BY_KEY)
def test_constants_are_those_that_change_the_value(law):
    values = {entry.name: units.si(entry.eg, entry.unit).value for entry in law.inputs}
    told = explain(law, example(law))
    listed = {each.name for each in told.constants}
    assert set(re.findall(r"\b(?:k_B|hbar|h|c|G|N_A|sigma_SB)\b", told.formula)) <= listed
    assert set(constants_of(law, values)) <= listed
    for name in constants_of(law, values):
        moved = replace(CODATA2022, **{name: 1.01 * getattr(CODATA2022, name)})
        assert law.kernel(**values, const=moved) != pytest.approx(told.value, rel=1e-6, abs=0)


def test_the_numbers_of_an_explanation():
    told = explain(laws.landauer, {"bits": units.quantity(1e26, "bit"), "temperature": "25 degC"})
    assert told.written == {"bits": "1e+26 b", "temperature": "25 degC"}
    assert told.values == {"bits": 1e26, "temperature": 298.15}
    assert told.formula == "bits * temperature * k_B * log(2)"
    assert told.steps == (
        "1e26 * 298.15 * 1.380649e-23 * log(2)",
        "1e26 * 298.15 * 1.380649e-23 * 0.693147",
        "2.85327e5",
    )
    assert [(each.name, each.value) for each in told.constants] == [("k_B", CODATA2022.k_B), ("ln2", CODATA2022.ln2)]


def test_moves_stay_inside_the_domain():
    rounds = explain(laws.collective_rounds, {"ranks": "8", "latency": "1 us"}).sensitivities[0]
    assert (rounds.elasticity, rounds.step, rounds.change) == (None, "+1", pytest.approx(1 / 3, rel=1e-6, abs=0))
    biased = explain(laws.landauer_biased, {"bits": "1 bit", "probability": "1", "temperature": "300 K"})
    assert biased.value == 0.0
    assert [each.change for each in biased.sensitivities] == [None, None, None]
    nearly = explain(laws.landauer_biased, {"bits": "1 bit", "probability": "0.995", "temperature": "300 K"})
    assert nearly.sensitivities[1].step == "-1 %"
    assert nearly.sensitivities[1].change == pytest.approx(1.4675, abs=1e-4)  # H2(0.98505) / H2(0.995) - 1


def test_a_limit_of_the_formula_has_no_steps():
    told = explain(laws.szilard, {"bits": "1 bit", "error": "0", "temperature": "300 K"})
    assert told.value == pytest.approx(CODATA2022.k_B * 300 * math.log(2), rel=1e-15, abs=0)
    assert (told.formula, told.steps, told.deviation) == ("", (), None)


def test_arrays_have_no_explanation():
    with pytest.raises(InputError, match="bits: given an array, wanted one number"):
        explain(laws.landauer, {"bits": units.quantity([1.0, 2.0], "bit"), "temperature": "1 K"})


X, Y = sympy.symbols("x y", positive=True)


@pytest.mark.parametrize(
    ("expression", "values", "lines"),
    [
        (X + Y, {"x": 1.0, "y": 2.0}, ["1 + 2", "3"]),
        (X - 1 / Y, {"x": 1.0, "y": 4.0}, ["1 - 1 / 4", "1 - 0.25", "0.75"]),
        ((X + Y) / 2, {"x": 1.0, "y": 2.0}, ["1 / 2 + 2 / 2", "0.5 + 1", "1.5"]),
        (X * (X + Y), {"x": 3.0, "y": 2.0}, ["3 * (3 + 2)", "3 * 5", "15"]),
        (sympy.sqrt(X) / Y**2, {"x": 9.0, "y": 2.0}, ["sqrt(9) / 2^2", "3 / 4", "0.75"]),
        (sympy.log(1 + X), {"x": 1e-20}, ["log(1 + 1e-20)", "1e-20"]),  # the sum alone would print as 1
        (-X * sympy.log(X), {"x": 0.5}, ["-0.5 * log(0.5)", "-0.5 * (-0.693147)", "0.346574"]),
        (sympy.ceiling(sympy.log(X) / 2), {"x": 1.0}, ["ceiling(log(1) / 2)", "ceiling(0 / 2)", "ceiling(0)", "0"]),
        ((2 * X) ** Y, {"x": 1.0, "y": -3.0}, ["(2 * 1)^(-3)", "2^(-3)", "0.125"]),
        (2**X, {"x": 1e6}, ["2^1e6", "9.90066e301029"]),  # beyond floats on the way
        (X * sympy.Rational(3, 7), {"x": 7.0}, ["3 * 7 / 7", "3"]),
    ],
    ids=str,
)
def test_steps(expression, values, lines):
    assert worked(expression, **values) == lines
