"""What a call meets besides good floats: other types of numbers, masks, differences of temperatures, no numbers."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pint
import pytest

from limits import laws, units
from limits.errors import InputError, UnknownNameError
from limits.laws.formulary.channel import frequency_selective as response
from limits.laws.formulary.channel import water_filling as parallel

Q = units.registry().Quantity


def middle(law, dtype):
    """A value of each input that numbers of a type can hold, as arrays; None where the law has no such values."""
    found = {}
    for each in law.inputs:
        low, high = each.typical
        value = low if each.domain.whole else float(np.copysign(np.sqrt(abs(low * high)), low))
        if dtype[0] in "iu":
            value = float(np.rint(min(max(value, 1.0), 100.0)))
        typed = np.array([value]).astype(dtype)
        if not each.domain.holds(typed.astype(float)):
            return None
        found[each.name] = typed
    return (
        None if law.condition and law.condition({name: value.astype(float) for name, value in found.items()}) else found
    )


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.key)
def test_kernels_work_in_double_precision(law):
    """An array of another type gives what the same numbers give as floats: nothing overflows on the way."""
    tried = []
    for dtype in ("int8", "int16", "int32", "int64", "uint8", "float16", "float32", "longdouble", "float64"):
        with np.errstate(over="ignore"):  # what a type cannot hold is no value of it
            values = middle(law, dtype)
        if values is None:
            continue
        tried.append(dtype)
        units_of = {each.name: each.unit for each in law.inputs}
        result = law(**{name: Q(value, units_of[name]) for name, value in values.items()}).magnitude
        assert result.dtype == np.float64
        wanted = law(**{name: Q(value.astype(float), units_of[name]) for name, value in values.items()}).magnitude
        assert result.tolist() == wanted.tolist()
    assert "float64" in tried


def test_integers_do_not_overflow():
    energy = laws.accelerator_energy(
        operations=Q(np.array([10**18]), "FLOP"),
        power=Q(np.array([700]), "W"),
        peak=Q(np.array([10**15]), "FLOP/s"),
        mfu=0.4,
    )
    assert energy.magnitude == pytest.approx([1.75e6], rel=1e-6, abs=0)
    assert laws.landauer(bits="1 bit", temperature=Q(np.float16([300]), "K")).magnitude[0] == pytest.approx(
        2.87098e-21, rel=1e-5, abs=0
    )


@pytest.mark.parametrize("number", [10**20, Fraction(10**20), Decimal(10**20)])
def test_exact_numbers_of_python_are_numbers(number):
    assert laws.shannon(bandwidth="1 GHz", snr=number).magnitude == laws.shannon(bandwidth="1 GHz", snr=1e20).magnitude
    assert laws.landauer(bits=Q(number, "bit"), temperature="300 K").magnitude == pytest.approx(
        0.28709788850787, rel=1e-6, abs=0
    )


@pytest.mark.parametrize("number", [10**400, Decimal("1e400"), Fraction(10**400)])
def test_numbers_beyond_floats_are_refused(number):
    for given in (number, Q(number, "1")):
        with pytest.raises(InputError, match="snr: given"):
            laws.shannon(bandwidth="1 GHz", snr=given)


def test_registry_of_decimal_numbers():
    theirs = pint.UnitRegistry(non_int_type=Decimal)
    assert laws.landauer(bits="1 bit", temperature=theirs.Quantity(Decimal(300), "K")).magnitude == pytest.approx(
        2.870978885e-21, rel=1e-6, abs=0
    )


def test_masked_values_are_refused_and_a_mask_of_nothing_is_not():
    masked = np.ma.array([300.0, 310.0], mask=[False, True])
    for temperature in (Q(masked, "K"), Q(np.ma.masked_all(2), "K")):
        with pytest.raises(InputError, match="masked values"):
            laws.landauer(bits="1 bit", temperature=temperature)
    with pytest.raises(InputError, match="masked values"):
        laws.shannon(bandwidth="1 GHz", snr=masked)
    whole = laws.landauer(bits="1 bit", temperature=Q(np.ma.array([300.0, 310.0]), "K")).magnitude
    assert type(whole) is np.ndarray


DIFFERENCES = [(law, each) for law in laws.LAWS for each in law.inputs if each.difference]


def test_every_difference_of_temperatures_is_known_as_one():
    named = {(law.key, each.name) for law in laws.LAWS for each in law.inputs if each.name == "difference"}
    assert {(law.key, each.name) for law, each in DIFFERENCES} == named


@pytest.mark.parametrize(
    ("law", "entry"), DIFFERENCES, ids=lambda each: getattr(each, "key", getattr(each, "name", ""))
)
@pytest.mark.parametrize(
    "given", ["10 degC", "10 degF", "10 delta_degC", Q(10.0, "degC"), pint.UnitRegistry().Quantity(10.0, "delta_degC")]
)
def test_degrees_are_no_difference(law, entry, given):
    others = {i.name: i.eg for i in law.inputs if i is not entry}
    with pytest.raises(InputError, match=r"difference: .*in kelvin: write e.g. '10 K'"):
        law(**others, **{entry.name: given})


@pytest.mark.parametrize("rows", [[[1], [2, 3]], "abc", [1 + 1j], ["a"], [None]])
def test_functions_of_arrays_refuse_what_is_no_array_of_numbers(rows):
    for call in (
        lambda: laws.shannon(bandwidth="1 GHz", snr=rows),
        lambda: parallel.water_filling(rows, 1.0),
        lambda: parallel.water_filling([1.0], rows),
        lambda: parallel.mimo_capacity(np.eye(2), rows),
        lambda: response.sampled_capacity(rows, [1.0, 2.0]),
        lambda: response.sampled_capacity([0.0, 1.0], rows),
        lambda: response.sampled_salz_snr(rows, rows),
    ):
        with pytest.raises(InputError):
            call()
    if rows != [1 + 1j]:
        with pytest.raises(InputError):
            parallel.mimo_capacity(rows, 1.0)


@pytest.mark.parametrize("given", [{"shape": "abc"}, {"shape": (1, 2)}, {"shape": (1, 2, "3")}, {"shape": (1, 2, 0)}])
def test_shapes_of_products(given):
    with pytest.raises(InputError, match="three positive sizes"):
        laws.erased_bits("gemm_amortised", "bf16", **given)


@pytest.mark.parametrize("name", ["self", "name", "const", "law", "arguments"])
def test_an_input_that_no_law_has_is_refused_whatever_its_name(name):
    for ask in (
        lambda: laws.landauer(**{name: "1"}),
        lambda: laws.landauer.solve("bits", **{name: "1"}),
        lambda: laws.landauer.elasticity("bits", **{name: "1"}),
        lambda: laws.landauer.elasticities(**{name: "1"}),
    ):
        with pytest.raises(InputError, match=f"{name}: given '1', wanted one of "):
            ask()


def test_other_refusals():
    with pytest.raises(InputError, match="gates per FLOP"):
        laws.erased_bits("gates", "bf16", gates_per_flop="5")
    with pytest.raises(UnknownNameError):
        laws.get(None)
