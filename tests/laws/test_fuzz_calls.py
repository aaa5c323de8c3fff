"""Whatever a law is given, it answers in finite numbers or refuses in this package's own words, and never warns.

The same examples in every run, at a bounded cost. LIMITS_FUZZ=100 in the environment draws a hundred times as many, and
every corner of a domain.
"""

import math
import time
from functools import cache
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import laws, units
from limits.errors import LimitsError
from limits.laws.claims.explanation import explain
from limits.laws.claims.verdict import judge

from ..fuzz.odd import LONGEST, TIMES, examples

SMALLEST, LARGEST = 5e-324, 1.7976931348623157e308
EXTREMES = (0.0, SMALLEST, 1e-310, 2.3e-308, 1e-300, 1e-200, 1e-154, 1e-20, 1e20, 1e91, 1e154, 1e267, 1e300, 1.7e308)
NEAR_ONE = (0.5, 1.0, 2.0, 3.0, 1.0 - 2.0**-53, 1.0 + 2.0**-52, 1e-9)
ODD_UNITS = {"1": ("%", "dB", "K"), "K": ("degC", "degF", "mK"), "W": ("dBm", "dBW", "J"), "W/Hz": ("dBm/Hz", "J")}
NO_NUMBERS = (
    None,
    True,
    "",
    "1",
    "1e400 J",
    "nan",
    1j,
    math.inf,
    math.nan,
    [],
    [[1], [2, 3]],
    "300 K .. 400 K",
    "-inf dB",
)
NO_INPUTS = ("self", "name", "const", "kernel", "law", "given", "values", "input")


def often(*weighted):
    """One of several strategies, each as often as its weight says; `one_of` would forget repeated ones."""
    shares = [strategy for weight, strategy in weighted for _ in range(weight)]
    return st.sampled_from(range(len(shares))).flatmap(shares.__getitem__)


@cache
def inside(entry):
    """Numbers of an input's domain: over its typical range, near its ends, at the ends of floats."""
    powers = sorted(math.log(abs(end)) for end in (entry.typical if any(entry.typical) else (1e-30, 1e30)))
    usual = st.floats(*powers).map(lambda power: math.copysign(math.exp(power), entry.typical[0]))
    ends = [end for end in (entry.domain.low, entry.domain.high) if math.isfinite(end)]
    beside = [math.nextafter(end, way) for end in ends for way in (-math.inf, math.inf)]
    edges = [number for number in (*EXTREMES, *NEAR_ONE, *ends, *beside) if entry.domain.holds(number)]
    edges += [-number for number in EXTREMES if entry.domain.holds(-number)]
    anywhere = st.floats(entry.domain.low, entry.domain.high, allow_nan=False, allow_infinity=False)
    numbers = often((3, usual), (4, st.sampled_from(edges)), (1, anywhere))
    return numbers.map(math.floor).map(float) if entry.domain.whole else numbers


@cache
def outside(entry):
    """Numbers that may lie anywhere, and what is no number."""
    anywhere = st.one_of(st.floats(), st.integers(), st.sampled_from([10**400, -(10**400)]))
    return st.one_of(anywhere, anywhere.map(lambda number: f"{number} {entry.unit}"), st.sampled_from(NO_NUMBERS))


@cache
def texts(entry):
    """An input as it is typed: in its unit, a multiple of it or another one, an interval, a quotient."""
    multiples = [prefix + entry.unit for prefix in "kmYy"]
    units_of = [entry.unit] * 24 + multiples + list(ODD_UNITS.get(entry.unit, ("K",)))
    written = [f"{{0!r}} {unit}" for unit in units_of]
    written += [f"{{0!r}} .. 1e300 {entry.unit}", f"{{0!r}} +/- 1 {entry.unit}", f"{{0:.3g}}{entry.unit}", "1/3"]
    written = [template.removesuffix(" 1") for template in written]
    return st.builds(lambda number, template: template.format(number), inside(entry), st.sampled_from(written))


@cache
def quantities(entry):
    """An input as a quantity, a number or an array; a bare one where its unit is 1."""
    some = st.lists(inside(entry), min_size=1, max_size=3).map(np.array)
    return st.builds(
        lambda value, bare: value if bare and entry.unit == "1" else units.quantity(value, entry.unit),
        st.one_of(inside(entry), some),
        st.booleans(),
    )


@cache
def inputs(entry, *, single=False):
    """What a user may give for an input, mostly something that can be used."""
    usable = [(30, texts(entry))] if single else [(20, texts(entry)), (10, quantities(entry))]
    return often(*usable, (1, outside(entry)))


@st.composite
def calls(draw, *, single=False):
    """A law with everything that it is called with; now and then too little or too much."""
    law = draw(st.sampled_from(laws.LAWS))
    call = {entry.name: draw(inputs(entry, single=single)) for entry in law.inputs}
    odd = draw(st.integers(0, 49))
    if odd == 13:
        call.popitem()
    elif odd == 14:
        call[draw(st.sampled_from(NO_INPUTS))] = "1"
    return law, call


@st.composite
def claims(draw):
    """A call of a law and a claimed result: any, or near what the law gives."""
    law, call = draw(calls(single=True))
    return law, call, str(draw(results(law, call)))


@st.composite
def results(draw, law, call):
    """A result of a law: any, or what it gives for a call, exactly or off by a usual factor."""
    try:
        value = law.value(call)
    except LimitsError:
        value = math.nan
    if np.ndim(value) or math.isnan(value) or draw(st.booleans()):
        return draw(texts(law.output))
    factor = draw(st.sampled_from([1.0, 1.0, 0.5, 2.0, 8.0, math.log(2.0), 1.0 + 1e-9, 1e3]))
    return f"{float(value) * factor!r} {law.unit}".removesuffix(" 1")


@st.composite
def equations(draw):
    """A law, the name to solve for, and what is known."""
    law, call = draw(calls())
    wanted = draw(st.sampled_from([*(entry.name for entry in law.inputs)] * 9 + [law.result, *NO_INPUTS]))
    known = {**call, law.result: draw(often((3, results(law, call)), (1, inputs(law.output))))}
    known.pop(wanted, None)
    return law, wanted, known


def answered(ask, *arguments, **named):
    """Return the answer, or None where it is refused; any other error is a fault, and so is a long wait."""
    start = time.process_time()
    try:
        return ask(*arguments, **named)
    except LimitsError:
        return None
    finally:
        assert time.process_time() - start < LONGEST


def finite(*numbers):
    return all(number is None or np.all(np.isfinite(number)) for number in numbers)


def middle(entry):
    """The middle of an input's typical range; of a result, 1."""
    low, high = entry.typical if any(entry.typical) else (1.0, 1.0)
    number = math.copysign(math.sqrt(abs(low)) * math.sqrt(abs(high)), low)
    return float(round(number)) if entry.domain.whole else number


def corners(entries, sizes, most):
    """Points with up to so many numbers of the sizes that are asked for, and the others in the middle."""
    centre = {entry.name: middle(entry) for entry in entries}
    extremes = {entry: [x for size in sizes for x in (size, -size) if entry.domain.holds(x)] for entry in entries}
    for moved in combinations(entries, min(most, len(entries))):
        for numbers in product(*([*extremes[entry], centre[entry.name]] for entry in moved)):
            yield centre | {entry.name: number for entry, number in zip(moved, numbers, strict=True)}


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.key)
def test_every_corner_of_the_domain_is_answered_or_refused(law):
    for point in corners(law.inputs, (0.0, SMALLEST, 1e300, LARGEST), most=2 if not TIMES else 9):
        assert finite(answered(law.evaluate, point))


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.key)
def test_every_corner_of_the_range_is_solved_or_refused(law):
    for wanted in law.inputs:
        others = [entry for entry in (*law.inputs, law.output) if entry is not wanted]
        for point in corners(others, (0.0, 1e-300, 1e300), most=1 if not TIMES else 9):
            known = {entry.name: f"{point[entry.name]!r} {entry.unit}".removesuffix(" 1") for entry in others}
            root = answered(law.root, wanted.name, known)
            assert root is None or wanted.domain.holds(root)


@examples(400)
@given(calls())
def test_calls(drawn):
    law, call = drawn
    answer = answered(law, **call)
    if answer is not None:
        assert finite(answer.magnitude)
        assert np.array_equal(answer.magnitude, law.value(call))


@examples(200)
@given(equations())
def test_equations(drawn):
    law, wanted, known = drawn
    answer = answered(law.solve, wanted, **known)
    if answer is not None:
        entry = law.output if wanted == law.result else law.input(wanted)
        assert entry.domain.holds(answer.magnitude)


@examples(200)
@given(calls(), st.integers(0, 9))
def test_elasticities(drawn, place):
    law, call = drawn
    answer = answered(law.elasticity, law.inputs[place % len(law.inputs)].name, **call)
    assert finite(answer)


@examples(200)
@given(claims())
def test_claims(drawn):
    verdict = answered(judge, *drawn)
    if verdict is not None:
        assert finite(verdict.value, verdict.claimed, verdict.ratio)
        assert all(finite(match.value, match.deviation) for match in verdict.slips)


@examples(25)
@given(calls(single=True))
def test_explanations(drawn):
    told = answered(explain, *drawn)
    if told is not None:
        assert finite(told.value, told.deviation, *told.values.values())
        assert all(finite(each.elasticity, each.change) for each in told.sensitivities)


@st.composite
def batches(draw):
    """A law and arrays in SI that its kernel takes, unknown numbers among them."""
    law = draw(st.sampled_from(laws.LAWS))
    columns = {
        entry.name: draw(st.lists(st.one_of(inside(entry), st.just(math.nan)), min_size=3, max_size=3))
        for entry in law.inputs
    }
    return law, {name: np.array(column) for name, column in columns.items()}


@examples(200)
@given(batches())
def test_kernels_on_arrays_never_raise(drawn):
    """Infinity or NaN where floats do not reach, and numpy's warnings left to the caller."""
    law, batch = drawn
    with np.errstate(all="ignore"):
        columns = law.kernel(**batch)
    assert columns.shape == (3,)
    assert columns.dtype == np.float64
