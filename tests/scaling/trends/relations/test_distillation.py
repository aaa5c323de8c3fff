"""The form of distillation: its limits, a second evaluation at many digits, and how it hangs together with the laws."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import scaling
from limits.scaling import trends
from limits.scaling.trends.relations import RELATIONS
from limits.scaling.trends.relations.distillation import distilled

MADE_UP = {
    "A": 2e3,
    "B": 2e4,
    "alpha": 0.3,
    "beta": 0.6,
    "gamma": 0.75,
    "c_0": 2.5,
    "c_1": 300.0,
    "d_1": 1.3,
    "f_1": 0.1,
}

losses = st.floats(1.3, 6)
sizes = st.floats(1e7, 1e11)
data = st.floats(1e9, 1e13)


def printed(*variables, A, B, alpha, beta, gamma, c_0, c_1, d_1, f_1):
    """Equation 8 as it is written."""
    with mpmath.workdps(50):
        L_T, L_alone, N, D = map(mpmath.mpf, variables)
        broken = (1 + (L_T / (L_alone * d_1)) ** (1 / mpmath.mpf(f_1))) ** (-mpmath.mpf(c_1) * f_1)
        return L_T + L_T**-c_0 * broken * (A / N**alpha + B / D**beta) ** gamma


@given(losses, losses, sizes, data)
def test_is_the_printed_equation(L_T, L_alone, N, D):
    exact = float(printed(L_T, L_alone, N, D, **MADE_UP))
    assert distilled(L_T, L_alone, N, D, **MADE_UP) == pytest.approx(exact, rel=1e-11, abs=0)


@given(losses, losses, sizes, data)
def test_never_falls_below_the_teacher(L_T, L_alone, N, D):
    assert distilled(L_T, L_alone, N, D, **MADE_UP) >= L_T


@given(losses, sizes, data)
def test_a_far_better_teacher_leaves_the_plain_power(L_T, N, D):
    """L_T far below d_1 L: the broken factor is 1."""
    plain = L_T + L_T**-2.5 * (2e3 / N**0.3 + 2e4 / D**0.6) ** 0.75
    assert distilled(L_T, 100 * L_T, N, D, **MADE_UP) == pytest.approx(plain, rel=1e-9, abs=0)


def test_a_worse_teacher_is_matched_by_the_power_c_1():
    low, high = (distilled(L_T, 1.0, 1e8, 1e10, **{**MADE_UP, "c_0": 0.0, "c_1": 3.0}) - L_T for L_T in (20.0, 40.0))
    assert low / high == pytest.approx(2**3, rel=1e-6, abs=0)


@given(losses, losses, sizes, data, st.floats(1.01, 10))
def test_more_parameters_and_more_tokens_only_help(L_T, L_alone, N, D, factor):
    one = distilled(L_T, L_alone, N, D, **MADE_UP)
    assert distilled(L_T, L_alone, factor * N, D, **MADE_UP) <= one
    assert distilled(L_T, L_alone, N, factor * D, **MADE_UP) <= one


def test_a_teacher_can_be_too_good():
    """The gap of capacity: the loss of the student is least for a teacher neither worst nor best."""
    teachers = np.linspace(1.5, 2.6, 111)
    students = distilled(teachers, 2.5, 1e9, 2e10, **MADE_UP)
    best = int(np.argmin(students))
    assert 0 < best < len(teachers) - 1
    assert students[0] > students[best] + 0.02


def test_takes_the_loss_without_a_teacher_from_a_law_and_arrays():
    N = np.array([[1e8], [1e9]])
    alone = scaling.loss(scaling.get("busbridge2025"), N, 1e11)
    both = distilled(np.array([2.0, 2.2, 2.4]), alone, N, 1e11, **MADE_UP)
    assert both.shape == (2, 3)
    assert both[1, 2] == distilled(2.4, float(alone[1, 0]), 1e9, 1e11, **MADE_UP)


def test_no_constants_ship():
    assert set(RELATIONS["distillation"].constants) == set(MADE_UP)
    assert not [trend.key for trend in trends.everything().values() if trend.relation == "distillation"]
