r"""The form of a loss law: one nested family, with the laws of Hoffmann, Kaplan and Busbridge among its members.

.. math:: L(N, D) = E + \left[(A N^{-\alpha})^{1/q} + (B D^{-\beta})^{1/q}\right]^q

With q = 1 this is the form of Hoffmann et al. (2022); with E = 0 and q = alpha_D it is equation 1.5 of Kaplan
et al. (2020); Busbridge et al. (2025) fit E and q both. A and alpha mean the same for every q: with unlimited data the
loss is E + A N^-alpha. So the optimum, the expansion path and the inverse are derived once, here, and hold for every
member.

Everything is evaluated in logarithms, since the powers themselves overflow or cancel. Coefficients may be
arrays over a last axis of draws; N and D then broadcast against it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from limits.typing import Num


class Coefficients(NamedTuple):
    r"""The coefficients of the nested family, and what follows from them alone.

    Parameters
    ----------
    E
        Irreducible loss, the asymptote of the fit [nat/token].
    A, alpha
        Loss above E left by N parameters with unlimited data: A N^-alpha [nat/token].
    B, beta
        Loss above E left by D tokens with unlimited parameters: B D^-beta [nat/token].
    q
        How the two combine [1]: 1 adds them.

    Examples
    --------
    >>> c = hoffmann(E=1.8172, A=482.01, B=2085.43, alpha=0.3478, beta=0.3658)
    >>> f"{c.a:.4f} {c.b:.4f} {c.gamma:.4f}"
    '0.5126 0.4874 0.1783'
    """

    E: Num
    A: Num
    B: Num
    alpha: Num
    beta: Num
    q: Num = 1.0

    @property
    def a(self) -> Num:
        """Exponent of the optimal parameters, N ~ C^a [1]; also the share of N in the inner sum there."""
        return self.beta / (self.alpha + self.beta)

    @property
    def b(self) -> Num:
        """Exponent of the optimal tokens, D ~ C^b [1]; a + b = 1."""
        return self.alpha / (self.alpha + self.beta)

    @property
    def gamma(self) -> Num:
        """Exponent of the reducible loss along the expansion path, L - E ~ C^-gamma [1]; q drops out."""
        return self.alpha * self.beta / (self.alpha + self.beta)


def hoffmann(*, E: Num, A: Num, B: Num, alpha: Num, beta: Num) -> Coefficients:
    """Return the member L = E + A/N^alpha + B/D^beta (Hoffmann et al. 2022, equation 10).

    Examples
    --------
    >>> hoffmann(E=1.69, A=406.4, B=410.7, alpha=0.34, beta=0.28).q
    1.0
    """
    return Coefficients(E, A, B, alpha, beta)


def hoffmann_logarithms(*, ln_E: Num, ln_A: Num, ln_B: Num, alpha: Num, beta: Num) -> Coefficients:
    """Return the same member from the logarithms that the fit itself works with.

    Examples
    --------
    >>> c = hoffmann_logarithms(ln_E=0.5267228, ln_A=6.0073404, ln_B=6.0179186, alpha=0.33917084, beta=0.2849083)
    >>> f"{c.E:.4f} {c.A:.1f} {c.B:.1f}"
    '1.6934 406.4 410.7'
    """
    return Coefficients(np.exp(ln_E), np.exp(ln_A), np.exp(ln_B), alpha, beta)


def kaplan(*, N_c: Num, D_c: Num, alpha_N: Num, alpha_D: Num) -> Coefficients:
    """Return the member L = [(N_c/N)^(alpha_N/alpha_D) + D_c/D]^alpha_D (Kaplan et al. 2020, equation 1.5).

    Examples
    --------
    >>> c = kaplan(N_c=6.4e13, D_c=1.8e13, alpha_N=0.076, alpha_D=0.103)
    >>> f"{c.E:.0f} {c.a:.3f} {c.q}"
    '0 0.575 0.103'
    """
    return Coefficients(0.0, N_c**alpha_N, D_c**alpha_D, alpha_N, alpha_D, alpha_D)


def gadre(*, E: Num, alpha: Num, beta: Num, b: Num) -> Coefficients:
    """Return the member L = E + alpha N^b + beta 6^(b/2) (M N)^b with M = D/N (Gadre et al. 2024, released code).

    The paper writes it with C = 6 N D as E + (a M^eta + b M^-eta) C^-eta, eta = -b/2. The 6 comes from that rule, and
    from there stands at the term of the data alone.

    Examples
    --------
    >>> c = gadre(E=1.836648, alpha=166.211, beta=366.6872, b=-0.272851)
    >>> f"{c.A:.1f} {c.B:.1f} {c.alpha} {c.a}, best at {(c.B / c.A) ** (1 / c.alpha):.1f} tokens per parameter"
    '166.2 287.2 0.272851 0.5, best at 7.4 tokens per parameter'
    """
    return Coefficients(E, alpha, beta * 6.0 ** (b / 2), -b, -b)


def busbridge(*, E: Num, A: Num, B: Num, alpha: Num, beta: Num, gamma: Num) -> Coefficients:
    """Return the member L = E + (A/N^alpha + B/D^beta)^gamma (Busbridge et al. 2025, the law of supervised training).

    Examples
    --------
    >>> c = busbridge(E=1.220, A=3355, B=18186, alpha=0.408, beta=0.431, gamma=0.452)
    >>> f"{c.A:.1f} {c.B:.1f} {c.alpha:.4f} {c.beta:.4f} {c.q}, N ~ C^{c.a:.3f}"
    '39.2 84.2 0.1844 0.1948 0.452, N ~ C^0.514'
    """
    return Coefficients(E, A**gamma, B**gamma, alpha * gamma, beta * gamma, gamma)


FORMS: Mapping[str, Callable[..., Coefficients]] = {
    "hoffmann": hoffmann,
    "hoffmann-logarithms": hoffmann_logarithms,
    "kaplan": kaplan,
    "gadre": gadre,
    "busbridge": busbridge,
    "nested": Coefficients,
}
"""Every way to write a member down; the keyword arguments are the constants that a publication prints."""


def member(form: str, published: Mapping[str, float]) -> Coefficients:
    """Return the member that constants mean in a form; a coefficient that no float holds is infinite, 0 or NaN.

    Examples
    --------
    >>> member("kaplan", {"N_c": 1e200, "D_c": 1.8e13, "alpha_N": 2.0, "alpha_D": 0.103}).A
    inf
    """
    with np.errstate(all="ignore"):
        return Coefficients(*map(float, FORMS[form](**{name: np.float64(each) for name, each in published.items()})))


def log_terms(c: Coefficients, N: Num, D: Num) -> tuple[Num, Num]:
    """Return the logarithms of what N parameters leave above E with unlimited data, and D tokens with any model.

    Examples
    --------
    >>> c = hoffmann(E=1.8172, A=482.01, B=2085.43, alpha=0.3478, beta=0.3658)
    >>> " ".join(f"{np.exp(term):.4f}" for term in log_terms(c, 70e9, 1.4e12))
    '0.0815 0.0752'
    """
    return np.log(c.A) - c.alpha * np.log(N), np.log(c.B) - c.beta * np.log(D)


def log_reducible(c: Coefficients, N: Num, D: Num) -> Num:
    """Return the logarithm of the loss above E that N parameters and D tokens leave.

    Examples
    --------
    >>> c = hoffmann(E=1.8172, A=482.01, B=2085.43, alpha=0.3478, beta=0.3658)
    >>> f"{np.exp(log_reducible(c, 4.06e11, 1.56e13)):.4f}"
    '0.0753'
    """
    log_size, log_data = log_terms(c, N, D)
    return c.q * log_sum(log_size / c.q, log_data / c.q)


def log_optimal_parameters(c: Coefficients, log_product: Num) -> Num:
    """Return ln N at the least loss for a given ln(N D).

    With P = N D the inner sum u + v, u = (A N^-alpha)^(1/q) and v = (B (P/N)^-beta)^(1/q), is least where
    alpha u = beta v. That is N = G P^a with ln G = [q ln(alpha/beta) + ln(A/B)]/(alpha + beta).

    Examples
    --------
    >>> c = hoffmann(E=1.8172, A=482.01, B=2085.43, alpha=0.3478, beta=0.3658)
    >>> f"{np.exp(log_optimal_parameters(c, np.log(5.76e23 / 6))):.3g}"
    '7.22e+10'
    """
    log_G = (c.q * np.log(c.alpha / c.beta) + np.log(c.A / c.B)) / (c.alpha + c.beta)
    return log_G + c.a * log_product


def log_optimal_reducible(c: Coefficients, log_product: Num) -> Num:
    """Return the logarithm of the least loss above E for a given ln(N D).

    At the optimum u is the share a of u + v, so that (u + v)^q = A N^-alpha a^-q = K P^-gamma.

    Examples
    --------
    >>> c = hoffmann(E=1.8172, A=482.01, B=2085.43, alpha=0.3478, beta=0.3658)
    >>> f"{c.E + np.exp(log_optimal_reducible(c, np.log(5.76e23 / 6))):.4f}"
    '1.9744'
    """
    log_K = np.log(c.A) - c.alpha * log_optimal_parameters(c, 0.0) - c.q * np.log(c.a)
    return log_K - c.gamma * log_product


def log_size(c: Coefficients, N: Num, D: Num) -> Num:
    """Return ln(N/N_opt), the size of a run over the best one for the same N D.

    Examples
    --------
    >>> c = hoffmann(E=1.8172, A=482.01, B=2085.43, alpha=0.3478, beta=0.3658)
    >>> f"{np.exp(log_size(c, 4.06e11, 1.56e13)):.3f}"
    '0.656'
    """
    log_N = np.log(N)
    return log_N - log_optimal_parameters(c, log_N + np.log(D))


def log_sum(log_u: Num, log_v: Num) -> Num:
    """Return ln(u + v) from the logarithms of both.

    Examples
    --------
    >>> f"{np.exp(log_sum(np.log(2.0), np.log(3.0))):.3f}"
    '5.000'
    """
    with np.errstate(invalid="ignore"):  # what is unknown is NaN, which logaddexp alone of all ufuncs here reports
        return np.logaddexp(log_u, log_v)


def log_penalty(c: Coefficients, N: Num, D: Num) -> Num:
    """Return the logarithm of the loss above E over the least one for the same N D, 0 or more.

    With t = ln(N/N_opt), the terms of the inner sum are a e^(-alpha t/q) and b e^(beta t/q) times the sum at
    the optimum. Taken as differences from there they lose no digits nearby, where the two losses hardly
    differ. The inner sum is convex in t and least at t = 0, so that anything below that is rounding.

    Examples
    --------
    >>> c = hoffmann(E=1.8172, A=482.01, B=2085.43, alpha=0.3478, beta=0.3658)
    >>> f"{log_penalty(c, 4.06e11, 1.56e13):.4f}"
    '0.0112'
    """
    t = log_size(c, N, D)
    inner = c.a * np.expm1(-c.alpha * t / c.q) + c.b * np.expm1(c.beta * t / c.q)
    return c.q * np.log1p(np.maximum(inner, 0.0))


SIZES = (1.0, 1e20)
"""Parameters, and tokens, between which every law must answer: far beyond any run on both sides."""

_FARTHEST = 345.0  # logarithm of an answer: the square of one that is nearer is still a float


def sound(rows: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which rows (E, A, B, alpha, beta) are the coefficients of a law that falls with size; E may be 0.

    Examples
    --------
    >>> sound(np.array([[1.8, 482.0, 2085.0, 0.35, 0.37], [1.8, 482.0, 2085.0, -0.35, 0.37]])).tolist()
    [True, False]
    """
    numbers = (np.isfinite(rows) & (rows >= 0.0)).all(axis=1) & (rows[:, 1:] > 0.0).all(axis=1)
    return numbers & answerable(Coefficients(*rows.T))


def answerable(c: Coefficients) -> NDArray[np.bool_]:
    """Tell whether a law answers what it may be asked: loss, optimum and excess of every run within `SIZES` are floats.

    Examples
    --------
    >>> bool(answerable(hoffmann(E=1.8172, A=482.01, B=2085.43, alpha=0.3478, beta=0.3658)))
    True
    >>> bool(answerable(hoffmann(E=1.8172, A=482.01, B=2085.43, alpha=1e-5, beta=1e-5)))
    False
    >>> bool(answerable(hoffmann(E=1.8172, A=482.01, B=0.0, alpha=0.3478, beta=0.3658)))
    False
    """
    c = Coefficients(*map(np.asarray, c))  # of which 1 / 0 is infinite, and no error
    answers: list[Num] = [np.log(np.maximum(c.E, 1.0))]  # E may be 0
    with np.errstate(all="ignore"):  # what overflows is what is looked for
        for N in SIZES:
            for D in SIZES:
                log_product = np.log(N) + np.log(D)
                best = log_optimal_parameters(c, log_product)
                answers += [best, log_product - best, log_optimal_reducible(c, log_product)]
                answers += [log_reducible(c, N, D), log_penalty(c, N, D) / c.gamma]
            matched = (np.log(N) + log_optimal_parameters(c, 0.0)) / c.b  # N D where so many tokens are the best number
            answers += [matched, matched - np.log(N)]
    near: NDArray[np.bool_] = np.all([np.abs(answer) <= _FARTHEST for answer in answers], axis=0)
    return near
