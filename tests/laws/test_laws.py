"""Three tests that serve every law, those of next year too: published numbers, witnesses, dimensions; and solving."""

import math
import re
import tomllib
from functools import cache
from inspect import signature
from pathlib import Path
from types import SimpleNamespace

import mpmath
import numpy as np
import pytest
import sympy

from limits import laws, references, units
from limits.constants import CODATA2022, record
from limits.errors import NoSolutionError
from limits.laws.sensitivity import slope
from limits.laws.symbolic import WITNESSES

ROWS = tomllib.loads((Path(__file__).parent / "published.toml").read_text(encoding="utf-8"))["row"]
EPS = np.finfo(float).eps
TINY = np.finfo(float).tiny  # below it, floats have no digits, and 0 is right
CONSTANTS = {name: getattr(CODATA2022, name) for name in ("k_B", "h", "hbar", "c", "e", "G", "N_A", "sigma_SB", "ln2")}

# Exponents of the base units of every unit that laws and constants use, by hand and not by a unit library.
BASES = ("kg", "m", "s", "K", "A", "mol", "bit", "FLOP", "token", "parameter")
DIMENSIONS = {
    "1": {},
    "kg": {"kg": 1},
    "m": {"m": 1},
    "s": {"s": 1},
    "K": {"K": 1},
    "bit": {"bit": 1},
    "FLOP": {"FLOP": 1},
    "token": {"token": 1},
    "Hz": {"s": -1},
    "1/s": {"s": -1},
    "bit/s": {"bit": 1, "s": -1},
    "bit/s/Hz": {"bit": 1},
    "J": {"kg": 1, "m": 2, "s": -2},
    "W": {"kg": 1, "m": 2, "s": -3},
    "W/Hz": {"kg": 1, "m": 2, "s": -2},
    "J/bit": {"kg": 1, "m": 2, "s": -2, "bit": -1},
    "FLOP/J": {"FLOP": 1, "kg": -1, "m": -2, "s": 2},
    "J/K": {"kg": 1, "m": 2, "s": -2, "K": -1},
    "J*s": {"kg": 1, "m": 2, "s": -1},
    "m/s": {"m": 1, "s": -1},
    "m^3/kg/s^2": {"m": 3, "kg": -1, "s": -2},
    "1/bit": {"bit": -1},
    "C": {"A": 1, "s": 1},
    "V": {"kg": 1, "m": 2, "s": -3, "A": -1},
    "F": {"kg": -1, "m": -2, "s": 4, "A": 2},
    "ohm": {"kg": 1, "m": 2, "s": -3, "A": -2},
    "m^2/s": {"m": 2, "s": -1},
    "W/m^2": {"kg": 1, "s": -3},
    "W/K": {"kg": 1, "m": 2, "s": -3, "K": -1},
    "1/W^2": {"kg": -2, "m": -4, "s": 6},
    "Bd": {"s": -1},  # symbols are counted
    "bit/symbol": {"bit": 1},
    "bit/FLOP": {"bit": 1, "FLOP": -1},
    "FLOP/s": {"FLOP": 1, "s": -1},
    "FLOP/bit": {"FLOP": 1, "bit": -1},
    "FLOP/parameter/token": {"FLOP": 1, "parameter": -1, "token": -1},
    "parameter": {"parameter": 1},
    "token/parameter": {"token": 1, "parameter": -1},
    "bit/parameter": {"bit": 1, "parameter": -1},
    "bit/token": {"bit": 1, "token": -1},
    "1/token": {"token": -1},
    "m^2": {"m": 2},
    "m^3": {"m": 3},
    "m^3/s": {"m": 3, "s": -1},
    "kg/m^3": {"kg": 1, "m": -3},
    "J/kg/K": {"m": 2, "s": -2, "K": -1},
    "1/mol": {"mol": -1},
    "kg/mol": {"kg": 1, "mol": -1},
    "J/mol/K": {"kg": 1, "m": 2, "s": -2, "mol": -1, "K": -1},
    "W/m^2/K^4": {"kg": 1, "s": -3, "K": -4},
}


def draws(law, count=200):
    """Log-uniform draws over each input's typical range, ends included; whole numbers where the domain is whole."""
    generator = np.random.default_rng(sum(map(ord, law.key)))
    columns = []
    for entry in law.inputs:
        low, high = np.log(np.abs(entry.typical))
        size = np.exp(np.concatenate([[low, high], low + (high - low) * generator.uniform(size=count - 2)]))
        column = np.copysign(size, entry.typical[0])
        column[:2] = entry.typical
        columns.append(np.rint(column) if entry.domain.whole else column)
    return [tuple(map(float, row)) for row in zip(*columns, strict=True)]


@cache
def oracle(law):
    """The law's witness as a function of its inputs, at mpmath's precision."""
    names = [*(i.name for i in law.inputs), *CONSTANTS]
    symbols = SimpleNamespace(**{name: sympy.Symbol(name, positive=True) for name in names})
    expression = WITNESSES[law.key](symbols)
    function = sympy.lambdify(
        [vars(symbols)[name] for name in names], expression, "mpmath", dummify=True
    )  # e is Euler's number in mpmath
    return lambda *values: function(*values, *map(mpmath.mpf, CONSTANTS.values()))


def elasticities(law, values):
    """d log(result) / d log(input), by central differences of the witness at 60 digits; 0 where the result is 0."""
    with mpmath.workdps(60):
        step, found = mpmath.mpf("1e-20"), []
        centre = oracle(law)(*map(mpmath.mpf, values))
        for place in range(len(values)):
            up, down = (
                oracle(law)(*(v * (1 + way * step * (j == place)) for j, v in enumerate(map(mpmath.mpf, values))))
                for way in (1, -1)
            )
            found.append(float((up - down) / (2 * step) / centre) if centre else 0.0)
    return found


def scale(unit, base):
    """Factor by which a number in `unit` grows when each base unit shrinks by its factor in `base`."""
    return float(np.prod([base[name] ** power for name, power in DIMENSIONS[unit].items()]))


def rescaled_constants(base):
    """The constants as numbers in the changed base units."""
    return SimpleNamespace(**{name: value * scale(record(name).unit, base) for name, value in CONSTANTS.items()})


def takes_constants(law):
    """Whether the kernel depends on physical constants."""
    return "const" in signature(law.kernel).parameters


BY_KEY = {"argvalues": laws.LAWS, "ids": lambda law: law.key}
COUNTS_BITS = {"bremermann", "shannon-limit", "bsc", "bsc-margin", "bec", "adder", "modular-adder"}
"""One bit for each cycle, use or place: not free."""
COUNTS_OPERATIONS = {"matmul-intensity"}  # two operations for each multiplication with addition: not free either
STEPS = {"collective-rounds", "postal", "logp"}
"""Piecewise constant in an input: no derivative, and solving gives the end of a step."""
KINKED = {"quantum-speed"}  # the larger of two bounds: no derivative where they meet
TURNING = {("fibre-snr", "power"): "lower", ("useful-share", "interval"): "longer"}
"""Two values give the same result: which of them solving gives."""
COUNTED = {  # sums of so many terms: no derivative
    ("pam-capacity", "levels"),
    ("codeword-failure", "symbols"),
    ("codeword-failure", "correctable"),
    ("adder", "width"),
}
SLOW = {"pam-capacity": 30, "bi-awgn": 30, "postal": 30, "logp": 30}
"""Draws of laws whose witness is an integral at 50 digits, or a schedule."""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['law']}:{row['source']}")
def test_published(row):
    law = laws.get(row["law"])
    value = law(**row["inputs"]).m
    printed = units.si(row["value"], law.unit).value
    last_digit = 10.0 ** (math.floor(math.log10(printed)) + 1 - row["digits"])
    assert abs(value - printed) <= last_digit  # print may cut digits off instead of rounding
    assert references.entry(row["source"]).line


def test_every_law_has_a_published_number():
    assert {row["law"] for row in ROWS} == {law.key for law in laws.LAWS}


@pytest.mark.parametrize("law", **BY_KEY)
def test_kernel_and_record_say_one_formula(law):
    """Its docstring displays one, and that is the record's to the letter: the sign of the sense too."""
    displayed = re.findall(r"\.\. math::(.*?)\n\s*\n", law.kernel.__doc__, re.DOTALL)
    assert [" ".join(formula.split()) for formula in displayed] == [law.latex]


@pytest.mark.parametrize("law", **BY_KEY)
def test_witness_agrees(law):
    for x in draws(law, SLOW.get(law.key, 200)):
        condition = sum(map(abs, elasticities(law, x)))
        with mpmath.workdps(50):
            want = oracle(law)(*map(mpmath.mpf, x))
            allowed = 8 * EPS * (1 + condition) * abs(want) + TINY
            assert abs(mpmath.mpf(float(law.kernel(*x))) - want) <= allowed


@pytest.mark.parametrize("law", **BY_KEY)
def test_dimensions_prove_themselves(law):
    """Change the base units at random: inputs and constants rescale, and so must the result."""
    generator = np.random.default_rng(7)
    for x in draws(law, 40):
        base = dict(zip(BASES, np.exp(generator.uniform(-3, 3, len(BASES))), strict=True))
        if law.key in COUNTS_BITS:
            base["bit"] = 1.0
        if law.key in COUNTS_OPERATIONS:
            base["FLOP"] = 1.0
        const = {"const": rescaled_constants(base)} if takes_constants(law) else {}
        moved = [value * scale(i.unit, base) for value, i in zip(x, law.inputs, strict=True)]
        assert law.kernel(*moved, **const) == pytest.approx(law.kernel(*x) * scale(law.unit, base), rel=1e-12, abs=0)


@pytest.mark.parametrize("law", **BY_KEY)
def test_units_are_known_to_the_registry(law):
    for unit in (law.unit, *(i.unit for i in law.inputs)):
        assert unit in DIMENSIONS
        assert units.quantity(1.0, unit).m == 1.0


@pytest.mark.parametrize("law", **BY_KEY)
def test_declared_powers_are_elasticities(law):
    declared = [i.power for i in law.inputs]
    for x in draws(law, 20):
        if law.kernel(*x) == 0:
            continue
        for power, elasticity in zip(declared, elasticities(law, x), strict=True):
            assert power is None or elasticity == pytest.approx(power, rel=1e-12, abs=0)


@pytest.mark.parametrize("law", **BY_KEY)
def test_solving_undoes_the_law(law):
    for x in draws(law, 12):
        values = {i.name: units.quantity(v, i.unit) for v, i in zip(x, law.inputs, strict=True)}
        if law.condition and law.condition(dict(zip(values, x, strict=True))):
            continue
        result = law(**values)
        for place, i in enumerate(law.inputs):
            sensitivity = 1.0 if law.key in STEPS else abs(elasticities(law, x)[place])
            if sensitivity < 1e-6 or result.m == 0:
                continue  # the result does not tell this input
            known = {name: value for name, value in values.items() if name != i.name}
            found = law.solve(i.name, **known, **{law.result: result}).m
            again = law.kernel(*(found if j == place else v for j, v in enumerate(x)))
            assert again == pytest.approx(result.m, rel=1e-12, abs=0)
            if law.key not in STEPS and (law.key, i.name) not in TURNING:
                assert found == pytest.approx(x[place], rel=64 * EPS * (1 + 1 / sensitivity), abs=0)


@pytest.mark.parametrize("law", **BY_KEY)
def test_sensitivities_are_those_of_the_witness(law):
    for x in draws(law, 8):
        values = dict(zip((i.name for i in law.inputs), x, strict=True))
        if law.kernel(*x) == 0 or (law.condition and law.condition(values)):
            continue
        for entry, exact in zip(law.inputs, elasticities(law, x), strict=True):
            found = slope(law, entry, values)
            if (law.key, entry.name) in COUNTED:
                continue
            if found is None:
                assert law.key in STEPS | KINKED
            else:
                assert found == pytest.approx(exact, rel=1e-8, abs=1e-9), entry.name


@pytest.mark.parametrize("law", **BY_KEY)
def test_kernels_take_arrays(law):
    rows = draws(law, 10)
    together = law.kernel(*(np.array(column) for column in zip(*rows, strict=True)))
    alone = [float(law.kernel(*row)) for row in rows]
    assert together.tolist() == pytest.approx(alone, rel=5e-16, abs=0)  # numpy's loops may round the last bit


@pytest.mark.parametrize("law", **BY_KEY)
def test_unknown_stays_unknown(law):
    """NaN is how a batch says unknown; a kernel must hand it on and never turn it into a number."""
    middle = [np.full(2, i.typical[0]) for i in law.inputs]
    for place in range(len(middle)):
        holed = [np.array([np.nan, v[0]]) if j == place else v for j, v in enumerate(middle)]
        assert np.isnan(law.kernel(*holed)).tolist() == [True, False]


@pytest.mark.parametrize(
    "law", [laws.landauer, laws.shannon, laws.shannon_energy, laws.bekenstein], ids=lambda law: law.key
)
def test_kernels_are_analytic(law):
    """A complex step gives the elasticities; below 1e-6 it is numpy's complex log1p that loses digits."""
    for x in draws(law, 50):
        if law is laws.shannon and x[1] < 1e-6:
            continue
        for place, exact in enumerate(elasticities(law, x)):
            moved = [complex(v, v * 1e-30) if j == place else v for j, v in enumerate(x)]
            found = law.kernel(*moved).imag / 1e-30 / law.kernel(*x)
            assert found == pytest.approx(
                exact, rel=1e-9, abs=4 * EPS
            )  # what is nearly 0 is a difference of terms near 1


@pytest.mark.parametrize(
    ("law", "name", "known"),
    [
        ("shannon-power", "bandwidth", {"capacity": "1.5 Mbit/s", "power": "1 W", "noise_density": "1e-6 W/Hz"}),
        ("shannon-energy", "spectral_efficiency", {"energy_per_bit": "0.69 J/bit", "noise_density": "1 W/Hz"}),
        ("shannon", "snr", {"capacity": "2000 bit/s", "bandwidth": "1 Hz"}),
        ("shannon", "bandwidth", {"capacity": "1 bit/s", "snr": "0"}),
        ("all-reduce", "ranks", {"sent": "2 GB", "information": "1 GB"}),
        ("light-latency", "group_index", {"time": "1 ns", "distance": "100 m"}),
        ("landauer", "temperature", {"energy": "0 J", "bits": "1 bit"}),
        ("bekenstein", "radius", {"information": "1 bit", "mass": "1e30 kg"}),
    ],
)
def test_no_solution_is_said(law, name, known):
    with pytest.raises(NoSolutionError, match=f"^{law}: no {name} solves this: "):
        laws.get(law).solve(name, **known)


@pytest.mark.parametrize(
    ("law", "name", "known", "said"),
    [
        (
            "shannon-limit",
            "spectral_efficiency",
            {"ratio": "0.5"},
            "ratio is 0.5, and the law tends to 0.693147 at spectral_efficiency ",
        ),
        ("ppm", "slots", {"photons": "1", "information": "5 bit/symbol"}, "it would have to be 240.498, outside >= 2"),
    ],
)
def test_plain_numbers_are_said_without_a_unit(law, name, known, said):
    with pytest.raises(NoSolutionError) as refused:
        laws.get(law).solve(name, **known)
    assert said in str(refused.value)


@pytest.mark.parametrize(("key", "name"), sorted(TURNING))
def test_who_solves_where_a_law_turns_is_told_which_solution_it_is(key, name):
    assert any(
        f"solved for {name}, the law gives the {TURNING[key, name]} one" in condition
        for condition in laws.get(key).holds_under
    )


def test_solving_takes_arrays():
    power = np.array([1e-3, 1.0])
    known = {"power": units.quantity(power, "W"), "noise_density": "4e-21 W/Hz", "capacity": "1 Tbit/s"}
    bandwidth = laws.shannon_power.solve("bandwidth", **known).m
    assert laws.shannon_power.kernel(bandwidth, power, 4e-21) == pytest.approx(1e12, rel=1e-13, abs=0)


def test_most_ranks_in_a_time():
    assert laws.collective_rounds.solve("ranks", time="3 us", latency="1 us").m == 8
    assert laws.collective_rounds.solve("ranks", time="3.9 us", latency="1 us").m == 8


ATTAINED = re.compile(
    r"quasi-static|unbounded|\bideal\b|as slow|slowly|friction|gaps|as (fast|exact\w*) as|codes of|adds no noise"
    r"|no limit|takes? no time|all of the rest energy|dead time|holds nothing else",
)


@pytest.mark.parametrize("law", **BY_KEY)
def test_what_only_attains_a_value_is_no_condition_of_its_truth(law):
    assert [condition for condition in law.holds_under if ATTAINED.search(condition)] == []


def test_bounds_that_only_an_ideal_reaches_say_which():
    for key, word in [
        ("landauer", "quasi-static"),
        ("carnot", "friction"),
        ("heat-at-plug", "ideal refrigerator"),
        ("shannon", "unbounded length"),
        ("bec", "unbounded length"),
        ("holevo", "many modes at once"),
        ("bekenstein", "every degree of freedom"),
        ("machine-diameter", "without gaps"),
        ("thermal-noise", "adds no noise"),
        ("margolus-levitin", "take turns"),
    ]:
        assert word in " ".join(laws.get(key).reached_only), key


@pytest.mark.parametrize("law", **BY_KEY)
def test_what_bounds_nothing_is_not_reached_either(law):
    assert law.sense in ("at least", "at most") or not law.reached_only


@pytest.mark.parametrize("law", **BY_KEY)
def test_definitions_are_equalities_and_say_so(law):
    if law.kind == "definition":
        assert law.sense == "equal"
        assert "efinition" in law.kernel.__doc__


@pytest.mark.parametrize("law", **BY_KEY)
def test_the_sign_of_the_formula_is_that_of_the_sense(law):
    sign = {"at least": r"\ge", "at most": r"\le", "equal": "=", "none": "="}[law.sense]
    first = re.search(r"\\ge|\\le|\\approx|=", law.latex)
    assert first
    assert first[0] in ({sign, r"\approx"} if law.sense == "none" else {sign})


@pytest.mark.parametrize("law", **BY_KEY)
def test_exact_statements_without_a_side_are_equalities(law):
    """A theorem or a law of nature that is neither floor nor ceiling is an equality, or says what suffices."""
    if law.sense == "none" and law.kind in ("theorem", "law"):
        assert any(condition.startswith("what suffices, not what is needed") for condition in law.holds_under)
        assert law.statement.startswith("Examples that suffice")
