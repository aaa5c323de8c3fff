r"""The objective of the nested family, with q free or tied to beta: what `huber` is for q = 1.

.. math:: \ln L = \ln\left[e^r + e^{e}\right], \quad r = q \ln\left[e^{u/q} + e^{v/q}\right],
          \quad u = a - \alpha x, \quad v = b - \beta y

The vector is (a, b, e, alpha, beta, q). With s and t = 1 - s the shares of the two terms of the inner sum, r has the
gradient s, t and the entropy H = -s ln s - t ln t by u, v and q, and the second derivatives (s t / q) g g' with
g = (1, -1, -(u - v)/q): the family is convex in all three together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from limits.scaling.fits.huber import Expansion, Objective

if TYPE_CHECKING:
    from limits.scaling.fits.huber import Evaluation
    from limits.typing import Array

SIZE = 6  # a, b, e, alpha, beta, q


@dataclass(frozen=True)
class NestedObjective(Objective):
    """The sum over points of Huber's function of the error, for vectors (a, b, e, alpha, beta, q).

    Examples
    --------
    >>> x, y = np.array([-1.0, 0.0, 1.0]), np.array([0.5, -1.0, 0.5])
    >>> inner = np.exp((0.1 - 0.3 * x) / 0.5) + np.exp((0.2 - 0.4 * y) / 0.5)
    >>> exact = np.log(inner**0.5 + np.exp(0.5))
    >>> float(NestedObjective(x, y, exact).value(np.array([[0.1, 0.2, 0.5, 0.3, 0.4, 0.5]]))[0]) < 1e-30
    True
    """

    @cached_property
    def _ones(self) -> Array:
        return np.ones_like(self.x)

    def derive(self, at: Evaluation) -> Expansion:
        """Return the objective with its derivatives, as `Objective.derive` does."""
        rate, first, second, third = at.rate, at.first, at.second, at.third
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            slope, inside, weight = self._weights(at)
            of_z, of_r, away, bend = self._slopes(at.vectors, first, second, third)
            # z has the second derivatives p3 (1 - p3) (r' - e') (r' - e')' + (1 - p3) r''.
            if self.in_loss:
                own, outer, weight = slope * rate, inside * rate**2 + slope * rate, weight * rate**2
            else:
                own, outer = slope, inside
            power = first + second
            of_r = of_r.copy()
            of_r[..., 2] -= 1.0
            hessian = (
                _products(of_z, outer) + _products(of_r, own * power * third) + _products(away, own * power * bend)
            )
            gradient = np.einsum("rp,rpk->rk", slope * rate, of_z)
            return Expansion(at.value, gradient, hessian, _products(of_z, weight))

    def jacobian_of(self, at: Evaluation) -> Array:
        """Return the gradient of each point's error where one vector was evaluated, shape (points, 6)."""
        of_z = self._slopes(at.vectors, at.first, at.second, at.third)[0][0]
        return np.asarray(of_z * at.rate[0][:, None])

    def _terms(self, vectors: Array) -> tuple[Array, Array, Array, Array]:
        """Return ln of the predicted losses, and the shares of both terms of the inner sum and of E in them."""
        e, q = vectors[:, 2, None], vectors[:, 5, None]
        u, v = self._logarithms(vectors)
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            r = np.where(q > 0.0, q * np.logaddexp(u / q, v / q), np.nan)  # other q are no law
            z = np.logaddexp(r, e)
            third = np.exp(e - z)
            s = 1.0 / (1.0 + np.exp((v - u) / q))
            return z, s * np.exp(r - z), (1.0 - s) * np.exp(r - z), third

    def _logarithms(self, vectors: Array) -> tuple[Array, Array]:
        a, b, _, alpha, beta = (vectors[:, k, None] for k in range(5))
        return a - alpha * self.x, b - beta * self.y

    def _slopes(self, vectors: Array, first: Array, second: Array, third: Array) -> tuple[Array, Array, Array, Array]:
        """Return the gradients of z and of r, the way g in which r bends, and how much: r'' is bend g g'."""
        q = vectors[:, 5, None]
        u, v = self._logarithms(vectors)
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            apart = (u - v) / q
            s, t = 1.0 / (1.0 + np.exp(-apart)), 1.0 / (1.0 + np.exp(apart))
            entropy = s * np.logaddexp(0.0, -apart) + t * np.logaddexp(0.0, apart)
            one = np.broadcast_to(self._ones, s.shape)
            of_r = np.stack([s, t, 0.0 * s, -self.x * s, -self.y * t, entropy], axis=2)
            away = np.stack([one, -one, 0.0 * s, -self.x * one, self.y * one, -apart], axis=2)
            of_z = (first + second)[..., None] * of_r
            of_z[..., 2] = third
            return of_z, of_r, away, s * t / q


def _products(ways: Array, weight: Array) -> Array:
    """Return the sum over points of weight w w', one matrix for each row."""
    return (ways * weight[..., None]).swapaxes(1, 2) @ ways
