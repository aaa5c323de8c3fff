"""Powers of one variable: the loss that falls to a constant, and optima that grow as a power of the compute."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.scaling.trends.relations.relation import Relation

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = ["RELATIONS", "above", "monomial", "power", "variable_of_power"]


def power(x: Num, *, x_0: Num, alpha: Num, L_inf: Num = 0.0) -> Num:
    r"""Return a loss that falls as a power of one variable, L_inf + (x_0/x)^alpha.

    Parameters
    ----------
    x
        Parameters, tokens or compute, in the unit of `x_0`.
    x_0, alpha
        Scale and exponent [1].
    L_inf
        What is left at unlimited x, in the unit of the loss; 0 where none was fitted, which does not make it 0.

    Examples
    --------
    >>> f"{power(1e9, x_0=8.8e13, alpha=0.076):.3f}"  # Kaplan et al. 2020, equation 1.1
    '2.376'
    """
    return L_inf + np.exp(alpha * (np.log(x_0) - np.log(x)))


def variable_of_power(loss: Num, *, x_0: Num, alpha: Num, L_inf: Num = 0.0) -> Num:
    """Return the variable at which `power` has a value, in the unit of `x_0`: NaN at a loss that it never has.

    Examples
    --------
    >>> f"{variable_of_power(2.376, x_0=8.8e13, alpha=0.076):.1e}"
    '1.0e+09'
    """
    return np.exp(np.log(x_0) - np.log(loss - L_inf) / alpha)


def monomial(x: Num, *, k: Num, p: Num, x_0: Num = 1.0) -> Num:
    """Return k (x/x_0)^p: an optimum, or a loss without a constant, as a power of one variable.

    Parameters
    ----------
    x
        The variable, in the unit of `x_0`.
    k, p, x_0
        Value at `x_0`, exponent [1], and where the value is k.

    Examples
    --------
    >>> f"{monomial(3640.0, k=2.57, p=-0.048):.3f}"  # GPT-3's compute in PF-days
    '1.734'
    """
    return k * np.exp(p * (np.log(x) - np.log(x_0)))


def _variable_of_monomial(y: Num, *, k: Num, p: Num, x_0: Num = 1.0) -> Num:
    return x_0 * np.exp((np.log(y) - np.log(k)) / p)


def above(x: Num, *, L_inf: Num, k: Num, p: Num, x_0: Num = 1.0) -> Num:
    """Return L_inf + k (x/x_0)^p: `power` as those write it who print a coefficient and not a scale.

    Parameters
    ----------
    x
        The variable, in the unit of `x_0`.
    L_inf
        What is left at unlimited x, in the unit of the loss.
    k, p, x_0
        As in `monomial`.

    Examples
    --------
    >>> f"{above(1e21, L_inf=1.6, k=95.18, p=-0.0941):.3f}"  # Marin's mixtures of experts
    '2.606'
    """
    return L_inf + monomial(x, k=k, p=p, x_0=x_0)


def _variable_of_above(y: Num, *, L_inf: Num, k: Num, p: Num, x_0: Num = 1.0) -> Num:
    return _variable_of_monomial(y - L_inf, k=k, p=p, x_0=x_0)


RELATIONS = {
    "power": Relation(power, r"L_\infty + \left(\frac{x_0}{x}\right)^\alpha", inverse={0: variable_of_power}),
    "above": Relation(above, r"L_\infty + k \left(\frac{x}{x_0}\right)^p", inverse={0: _variable_of_above}),
    "monomial": Relation(monomial, r"k \left(\frac{x}{x_0}\right)^p", inverse={0: _variable_of_monomial}),
}
