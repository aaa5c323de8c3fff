"""Physical constants: against printed numbers that join them, and what a constant must have to exist."""

import math
import subprocess
import sys
from dataclasses import FrozenInstanceError, fields, replace

import pytest

from limits.constants import CODATA2022 as C
from limits.constants import Constant, Constants, record
from limits.errors import DataError, UnknownNameError

PRINTED = [  # CODATA 2022: a printed value that joins the constant with others, and its digits
    ("k_B", C.k_B / C.e, 8.617333262e-5, 10),  # Boltzmann constant in eV/K
    ("h", C.h / C.e, 4.135667696e-15, 10),  # Planck constant in eV/Hz
    ("hbar", C.hbar * C.c / C.e * 1e9, 197.3269804, 10),  # hbar c in MeV fm
    ("c", C.c, 299792458, 15),
    ("e", 2 * C.e / C.h, 483597.8484e9, 10),  # Josephson constant in Hz/V
    ("N_A", C.N_A * C.k_B, 8.314462618, 10),  # molar gas constant in J/(mol K)
    ("G", math.sqrt(C.hbar * C.G / C.c**3), 1.616255e-35, 7),  # Planck length in m
    ("m_e", C.hbar / (C.m_e * C.c), 3.8615926744e-13, 11),  # reduced Compton wavelength of the electron in m
    ("sigma_SB", C.sigma_SB, 5.670374419e-8, 10),
    ("ln2", 10 * math.log10(C.ln2), -1.591745389548616, 15),  # the Shannon limit in dB
]


@pytest.mark.parametrize(("name", "value", "printed", "digits"), PRINTED, ids=lambda v: v if isinstance(v, str) else "")
def test_printed(name, value, printed, digits):
    assert name in C.__slots__
    assert value == pytest.approx(printed, rel=10.0 ** (1 - digits) / 2, abs=0)


def test_every_constant_is_compared_with_print():
    assert [row[0] for row in PRINTED] == [field.name for field in fields(Constants) if field.name != "vintage"]


def test_derived_constants_agree_with_their_definitions():
    assert C.hbar == pytest.approx(C.h / (2 * math.pi), rel=1e-15, abs=0)
    assert C.sigma_SB == pytest.approx(2 * math.pi**5 * C.k_B**4 / (15 * C.h**3 * C.c**2), rel=1e-15, abs=0)
    assert math.log(2.0) == C.ln2


def test_records_hold_the_past_of_each_value():
    assert C.vintage == "CODATA 2022"
    assert record("G").uncertainty / record("G").value == pytest.approx(2.2e-5, rel=0.03, abs=0)
    inexact = [field.name for field in fields(Constants) if field.name != "vintage" and record(field.name).uncertainty]
    assert inexact == ["G", "m_e"]
    assert record("ln2").unit == "1/bit"


def test_the_constant_of_gravitation_as_printed():
    """6.67430(15)e-11: every printed number that follows from it has fewer digits."""
    assert (C.G, record("G").uncertainty) == (6.67430e-11, 0.00015e-11)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"source": ""}, "no source"),
        ({"unit": ""}, "no unit"),
        ({"value": math.nan}, "finite"),
        ({"uncertainty": -1.0}, "finite"),
    ],
)
def test_a_constant_without_its_past_cannot_exist(changes, said):
    with pytest.raises(DataError, match=said):
        replace(record("k_B"), **changes)
    with pytest.raises(TypeError):
        Constant("k_B", 1.380649e-23, "J/K", 0.0)


def test_constants_are_replaced_and_never_changed():
    assert replace(C, G=6.67408e-11).k_B == C.k_B
    with pytest.raises(FrozenInstanceError):
        C.k_B = 1.38e-23


def test_unknown_constants():
    with pytest.raises(UnknownNameError, match="did you mean k_B"):
        record("k")


def test_loading_is_light():
    heavy = ["numpy", "pint", "scipy", "sympy", "pydantic"]
    code = f"import sys, limits.constants, limits.references; print([m for m in {heavy} if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert loaded.stdout.strip() == "[]"
