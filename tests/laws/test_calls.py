"""Calling a law with quantities and texts: what comes back, and how bad input is refused."""

import doctest
import importlib
import inspect
import math
import pydoc
from pathlib import Path

import numpy as np
import pint
import pytest

from limits import laws, units
from limits.errors import InputError, UnknownNameError
from limits.laws.formulary.table import FORMULARY, HOMES


@pytest.fixture(scope="module")
def stock():
    """A registry of a user who knows nothing of ours."""
    return pint.UnitRegistry()


def test_texts_and_quantities_mix():
    energy = laws.landauer(bits=units.quantity(1e26, "bit"), temperature="25 degC")
    assert energy.m_as("J") == laws.landauer.kernel(1e26, 298.15)


def test_a_foreign_quantity_is_answered_in_its_own_registry(stock):
    energy = laws.landauer(bits=stock.Quantity(1e12, "bit"), temperature=stock.Quantity(25.0, "degC"))
    assert energy.units._REGISTRY is stock
    assert energy.m_as("J") == pytest.approx(laws.landauer.kernel(1e12, 298.15), rel=1e-15, abs=0)


def test_arrays_broadcast():
    bits = units.quantity(np.array([[1.0], [2.0]]), "bit")
    energy = laws.landauer(bits=bits, temperature=units.quantity(np.array([1.0, 2.0, 3.0]), "K"))
    assert energy.m.shape == (2, 3)
    assert energy.m[1, 2] == laws.landauer.kernel(2.0, 3.0)


def test_pure_numbers_may_be_bare():
    assert laws.light_latency(distance="100 m", group_index=1.468).m_as("ns") == pytest.approx(
        489.672091750887, rel=1e-6, abs=0
    )
    assert laws.shannon(bandwidth="1 Hz", snr=np.array([0.0, 1.0])).m.tolist() == [0.0, 1.0]


def test_all_faults_come_at_once():
    with pytest.raises(InputError) as refused:
        laws.landauer(bits="3 J", temperature="-300 degC", radius="1 m")
    message = str(refused.value)
    assert message.startswith("landauer: 3 inputs cannot be used\n")
    assert "bits: given '3 J', wanted bits erased [bit] >= 0" in message
    assert "temperature: given '-300 degC' = -26.85 K, wanted temperature of the bath [K] > 0" in message
    assert "radius: given '1 m', wanted one of bits, temperature" in message
    assert [problem.where for problem in refused.value.problems] == ["radius", "bits", "temperature"]


@pytest.mark.parametrize(
    ("temperature", "said"),
    [
        (None, "temperature: given nothing"),
        (300.0, "a number needs its unit"),
        (np.array([300.0]), "a number needs its unit"),
        (True, "given 'True'"),
        ("300", "temperature: given"),
        ("300 m", "temperature: given"),
        ("0 K", "'0 K' = 0 K"),
        ("nan K", "temperature: given"),
        ("1e400 K", "temperature: given"),
        ("25 delta_degC", "temperature: given"),
        (
            "200 K .. 300 K",
            "'200 K .. 300 K', an interval, wanted temperature of the bath [K] > 0; a law takes one number",
        ),
        ("300 [200 .. 400] K", "an interval"),
        ("300 +/- 5 K", "an interval"),
        ((math.nan, "K"), "nan K"),
        ((math.inf, "K"), "inf K"),
        ((np.array([300.0, math.nan]), "K"), "nan"),
        ((np.array([300.0, math.inf]), "K"), "inf K"),
        ((np.array([300.0, -1.0]), "K"), "-1 to 300 K"),
        ((np.array([]), "K"), "an empty array"),
        ((np.array([300.0 + 1j]), "K"), "which is not real"),
        ((300.0 + 1j, "K"), "which is not real"),
        ((300.0, "bit"), "temperature: given"),
    ],
)
def test_hostile_temperatures(temperature, said):
    if isinstance(temperature, tuple):
        temperature = units.quantity(*temperature)
    given = {} if temperature is None else {"temperature": temperature}
    with pytest.raises(InputError) as refused:
        laws.landauer(bits="1 bit", **given)
    assert said in str(refused.value)
    assert len(refused.value.problems) == 1


def test_shapes_that_do_not_fit():
    with pytest.raises(InputError, match=r"shapes: given bits \(2,\), temperature \(3,\)"):
        laws.landauer(bits=units.quantity(np.ones(2), "bit"), temperature=units.quantity(np.ones(3), "K"))


def test_a_rank_is_whole():
    with pytest.raises(InputError, match="a whole number"):
        laws.all_reduce(ranks=2.5, information="1 GB")


def test_a_count_that_would_take_all_memory_is_refused():
    with pytest.raises(InputError, match=r"levels: given '1e9' = 1e\+09, wanted levels .* <= 1024, a whole number"):
        laws.pam_capacity(levels="1e9", snr=10)
    with pytest.raises(InputError, match=r"symbols: given .*1e\+09, wanted symbols of the codeword .* <= 1e\+06"):
        laws.codeword_failure(symbols=1e9, correctable=15, symbol_bits=10, bit_error_rate=1e-5)
    assert laws.pam_capacity(levels=1024, snr=10).m == pytest.approx(1.644, abs=1e-3)


def test_zero_has_no_sign():
    assert math.copysign(1.0, laws.shannon(bandwidth="1 Hz", snr=-0.0).m) == 1.0


def test_power_is_not_energy():
    with pytest.raises(InputError, match="energy"):
        laws.margolus_levitin(energy="700 W")


def test_bandwidth_is_not_a_rate():
    for unit in ("bit/s", "Bd"):
        with pytest.raises(InputError, match="bandwidth"):
            laws.shannon(bandwidth=f"1e9 {unit}", snr="20 dB")


def test_black_holes_are_refused_not_clipped():
    message = r"radius: given 1e-27 m, wanted more than the Schwarzschild radius 2Gm/c\^2 of 1.4852e-27 m"
    with pytest.raises(InputError, match=message):
        laws.bekenstein(mass="1 kg", radius="1e-27 m")
    with pytest.raises(InputError, match="black hole"):
        laws.bekenstein_energy(energy="9e16 J", radius="1e-27 m")
    assert laws.bekenstein(mass="1 kg", radius="1.4853e-27 m").m > 0


def test_results_beyond_floats_are_refused():
    with pytest.raises(InputError, match="beyond the range of floating-point numbers"):
        laws.bekenstein(mass="1e200 kg", radius="1e200 m")


def test_solving_does_not_hide_infinity():
    bandwidth = units.quantity(np.array([math.inf, 1e9]), "Hz")
    with pytest.raises(InputError, match=r"bandwidth: given .* inf Hz"):
        laws.shannon.solve("snr", bandwidth=bandwidth, capacity="1 bit/s")


def test_solve_names_its_inputs():
    with pytest.raises(InputError, match="wanted one of bits, temperature"):
        laws.landauer.solve("entropy", bits="1 bit", energy="1 J")
    with pytest.raises(InputError, match="energy: given nothing"):
        laws.landauer.solve("temperature", bits="1 bit")
    assert laws.landauer.solve("energy", bits="1 bit", temperature="300 K").m == laws.landauer.kernel(1.0, 300.0)


def test_laws_are_found_by_key():
    assert [laws.get(law.key) for law in laws.LAWS] == list(laws.LAWS)
    for law in laws.LAWS:
        assert getattr(laws, law.key.replace("-", "_")) is law
    with pytest.raises(UnknownNameError, match="did you mean shannon"):
        laws.get("shanon")


def test_no_law_is_left_out_of_the_listing():
    """Every record in a file of laws stands in the one table, under the file it stands in."""
    folder = Path(laws.__file__).parent / "formulary"
    for file in folder.glob("*/*.py"):
        room, stem = file.parent.name, file.stem
        module = importlib.import_module(f"limits.laws.formulary.{room}.{stem}".removesuffix(".__init__"))
        named = {name.lower() for name, value in vars(module).items() if name.isupper() and isinstance(value, laws.Law)}
        assert named == set(FORMULARY[room].get(stem, ())), file
    assert len({file.stem for file in folder.glob("*/*.py")}) == len([*folder.glob("*/*.py")]) - len(FORMULARY) + 1
    assert {name for name in dir(laws) if isinstance(getattr(laws, name), laws.Law)} == {
        law.key.replace("-", "_") for law in laws.LAWS
    }
    beside = {file.stem for file in folder.parent.glob("*.py")} | {file.name for file in folder.parent.iterdir()}
    assert not set(HOMES) & beside, "a law would hide a file"


def test_every_witness_stands_in_the_file_that_is_called_as_its_kernels():
    for name, home in HOMES.items():
        assert name.replace("_", "-") in importlib.import_module(f"limits.laws.symbolic.{home}").WITNESSES


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.key)
def test_help_reads_like_a_handbook(law):
    page = pydoc.render_doc(law, renderer=pydoc.plaintext)
    assert law.statement in page
    assert law.latex in page
    assert law.kind.value.capitalize() in page
    for entry in (*law.inputs, law.output):
        assert f"{entry.name} : {entry.symbol} [{entry.unit}] {entry.domain}" in page
    for heading in ("Symbols", "Holds under", "Raises", "Sources", "Examples"):
        assert f"{heading}\n" in page
    assert f"[{law.refs[0]}]" in page
    assert [
        line for line in page.splitlines() if len(line) > 110 and " " in line.strip(" ") and line.strip() != law.latex
    ] == []


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.key)
def test_examples_of_the_pages_run(law):
    test = doctest.DocTestParser().get_doctest(law.__doc__, {}, law.key, None, 0)
    assert len(test.examples) == 3
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0


def test_signatures_name_the_inputs():
    assert str(inspect.signature(laws.landauer)) == "(*, bits, temperature)"
    assert "A statement about what is possible" in laws.Law.__doc__
    assert repr(laws.shannon) == "<Law shannon: capacity at most, a function of bandwidth, snr>"


def test_a_notebook_shows_formula_and_symbols():
    assert laws.landauer._repr_latex_() == r"$\displaystyle E \ge n\,k_B T \ln 2$"
    page = laws.shannon._repr_html_()
    assert r"$\displaystyle R \le C = B \log_2(1 + S/N)$" in page
    assert "<tr><td>snr</td><td>$S/N$</td><td>1</td><td>&gt;= 0</td>" in page
    assert page.count("<tr>") == 2 + len(laws.shannon.inputs)
    assert all(f"<li>{condition}</li>" in page for condition in laws.shannon.holds_under)
