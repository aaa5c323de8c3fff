"""The nested family against the equations as their papers print them, in 50 digits and in symbols."""

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from limits.scaling import LAWS, forms

DIGITS = 50
RUNS = [(1e6, 1e8), (7e7, 5e9), (4.058533888e11, 1.56e13), (1e15, 1e12), (1e3, 1e18), (1e22, 1e25)]

exponents = st.floats(0.02, 1.5)
scales = st.floats(1e-2, 1e6)
members = st.builds(
    forms.Coefficients,
    E=st.floats(0.0, 5.0),
    A=scales,
    B=scales,
    alpha=exponents,
    beta=exponents,
    q=st.floats(0.1, 2.0),
)
sizes = st.floats(3.0, 60.0).map(np.exp)


def as_printed(law):
    """The law as its paper writes it, on mpmath numbers: no nested family, no logarithms."""
    p = {name: mpmath.mpf(value) for name, value in law.published.items()}
    match law.form:
        case "kaplan":
            power = p["alpha_N"] / p["alpha_D"]
            return lambda N, D: ((p["N_c"] / N) ** power + p["D_c"] / D) ** p["alpha_D"]
        case "hoffmann-logarithms":
            E, A, B = (mpmath.exp(p[name]) for name in ("ln_E", "ln_A", "ln_B"))
        case "gadre":
            factor = p["beta"] * mpmath.mpf(6) ** (p["b"] / 2)  # the 6 of C = 6 N D, at the term of the data alone
            return lambda N, D: p["E"] + p["alpha"] * N ** p["b"] + factor * D ** p["b"]  # M N = D
        case "busbridge":
            return lambda N, D: p["E"] + (p["A"] / N ** p["alpha"] + p["B"] / D ** p["beta"]) ** p["gamma"]
        case "hoffmann":
            E, A, B = p["E"], p["A"], p["B"]
        case other:
            pytest.fail(f"write down the form {other} here")
    return lambda N, D: E + A / N ** p["alpha"] + B / D ** p["beta"]


def searched_optimum(law, product):
    """Parameters and loss at the minimum of the printed law for a given N D, found by bisection of its slope."""
    printed = as_printed(law)

    def along(x):
        return printed(mpmath.exp(x), product / mpmath.exp(x))

    bracket = (mpmath.mpf(-20), mpmath.log(product) + 20)
    x = mpmath.findroot(lambda x: mpmath.diff(along, x), bracket, solver="bisect", tol=1e-40, maxsteps=200)
    return mpmath.exp(x), along(x)


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS.keys())
@pytest.mark.parametrize(("N", "D"), RUNS)
def test_the_printed_equation_agrees(law, N, D):
    with mpmath.workdps(DIGITS):
        printed = as_printed(law)
        want = printed(mpmath.mpf(N), mpmath.mpf(D)) - printed(mpmath.inf, mpmath.inf)
        got = np.exp(forms.log_reducible(law.coefficients, N, D))
        assert abs(got / want - 1) < 2e-14


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS.keys())
@pytest.mark.parametrize("product", [1e10, 9.6e22, 1e30])
def test_the_closed_form_is_the_minimum_that_a_search_finds(law, product):
    with mpmath.workdps(DIGITS):
        N, L = searched_optimum(law, mpmath.mpf(product))
        got_N = np.exp(forms.log_optimal_parameters(law.coefficients, np.log(product)))
        got_L = law.coefficients.E + np.exp(forms.log_optimal_reducible(law.coefficients, np.log(product)))
        assert abs(got_N / N - 1) < 1e-13
        assert abs(got_L / L - 1) < 1e-14


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS.keys())
@pytest.mark.parametrize("factor", [1 + 1e-6, 1.1, 10.0, 1e-4])
def test_the_penalty_keeps_its_digits_near_the_optimum(law, factor):
    c = law.coefficients
    N = float(factor * np.exp(forms.log_optimal_parameters(c, np.log(9.6e22))))
    D = 9.6e22 / N
    with mpmath.workdps(DIGITS):
        _, A, B, alpha, beta, q = (mpmath.mpf(float(value)) for value in c)
        log_N, log_D = mpmath.log(N), mpmath.log(D)

        def inner(x):
            u = (A * mpmath.exp(-alpha * x)) ** (1 / q)
            return u + (B * mpmath.exp(-beta * (log_N + log_D - x))) ** (1 / q)

        best = (q * mpmath.log(alpha / beta) + mpmath.log(A / B) + beta * (log_N + log_D)) / (alpha + beta)
        want = q * mpmath.log(inner(log_N) / inner(best))
        # ln N and ln(N D) are known to some 1e-14, so is their distance t, and the penalty grows as its square
        assert abs(forms.log_penalty(c, N, D) / want - 1) < 1e-13 + 1e-13 / abs(np.log(factor))


def test_growth_along_the_path_shrinks_both_terms_alike():
    N, D, s, A, B, alpha, beta, q = sympy.symbols("N D s A B alpha beta q", positive=True)
    c = forms.Coefficients(0, A, B, alpha, beta, q)

    def inner(N, D):
        return (A * N**-alpha) ** (1 / q) + (B * D**-beta) ** (1 / q)

    grown = inner(N * s**c.a, D * s**c.b)
    assert sympy.simplify(sympy.expand(sympy.powsimp(grown * s ** (c.gamma / q) - inner(N, D)), force=True)) == 0
    assert sympy.simplify(c.a + c.b) == 1


def test_the_stationary_point_of_the_inner_sum_in_symbols():
    N, P, A, B, alpha, beta, q = sympy.symbols("N P A B alpha beta q", positive=True)
    c = forms.Coefficients(0, A, B, alpha, beta, q)
    inner = (A * N**-alpha) ** (1 / q) + (B * (P / N) ** -beta) ** (1 / q)
    best = (((alpha / beta) ** q * A / B) ** (1 / (alpha + beta))) * P**c.a
    slope = sympy.diff(inner, N).subs(N, best)
    for values in ((2, 3, 5, sympy.Rational(1, 3), sympy.Rational(1, 4), 1), (7, 11, 2, 1, 2, sympy.Rational(1, 2))):
        at = dict(zip((P, A, B, alpha, beta, q), values, strict=True))
        assert abs(sympy.N(slope.subs(at), DIGITS)) < 1e-45


def test_kaplan_and_hoffmann_are_members_of_one_family():
    kaplan = forms.kaplan(N_c=6.4e13, D_c=1.8e13, alpha_N=0.076, alpha_D=0.103)
    assert kaplan.E == 0
    assert kaplan.q == kaplan.beta == 0.103
    hoffmann = forms.hoffmann(E=1.69, A=406.4, B=410.7, alpha=0.34, beta=0.28)
    logarithms = forms.hoffmann_logarithms(
        ln_E=np.log(1.69), ln_A=np.log(406.4), ln_B=np.log(410.7), alpha=0.34, beta=0.28
    )
    assert np.allclose(hoffmann, logarithms, rtol=1e-15)


def test_the_six_of_gadre_stands_at_the_data_alone():
    """The paper's L(C, M) = E + (a M^eta + b M^-eta) C^-eta, with a = 6^eta A and b = 6^eta B."""
    c = forms.gadre(E=1.8, alpha=166.0, beta=367.0, b=-0.27)
    eta, C, M = 0.135, 1e21, 640.0
    printed = 1.8 + (6**eta * c.A * M**eta + 6**eta * c.B * M**-eta) * C**-eta
    N = np.sqrt(C / (6 * M))
    assert c.E + np.exp(forms.log_reducible(c, N, M * N)) == pytest.approx(printed, rel=1e-12, abs=0)
    assert (c.A, c.B, c.alpha, c.beta, c.q) == (166.0, 367.0 * 6**-eta, 0.27, 0.27, 1.0)


@given(members, sizes, sizes)
def test_with_unlimited_data_only_the_parameters_count(c, N, D):
    assert np.exp(forms.log_reducible(c, N, np.inf)) == pytest.approx(c.A * N**-c.alpha, rel=1e-12, abs=0)
    assert np.exp(forms.log_reducible(c, np.inf, D)) == pytest.approx(c.B * D**-c.beta, rel=1e-12, abs=0)


@given(members, sizes, sizes)
def test_the_penalty_is_what_separates_a_run_from_its_optimum(c, N, D):
    penalty = forms.log_penalty(c, N, D)
    least = forms.log_optimal_reducible(c, np.log(N) + np.log(D))
    assert penalty >= 0
    assert least + penalty == pytest.approx(forms.log_reducible(c, N, D), abs=1e-9)


@pytest.mark.parametrize("nudge", [1.0, 1 + 1e-15, 1 - 1e-15])
def test_rounding_never_puts_a_run_below_its_optimum(nudge):
    flat = forms.hoffmann(E=0.0, A=1.3, B=2.7, alpha=0.02, beta=0.03)  # the flatter, the more often it would
    log_product = np.linspace(30, 80, 2_001)
    N = np.exp(forms.log_optimal_parameters(flat, log_product)) * nudge
    assert np.all(forms.log_penalty(flat, N, np.exp(log_product) / N) >= 0)
