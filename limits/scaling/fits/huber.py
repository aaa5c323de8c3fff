r"""What a fit minimises: the sum of Huber's function of the error in ln(loss) or in the loss, and its derivatives.

The form of Hoffmann et al. (2022) is, in logarithms, a sum of three exponentials of linear functions,

.. math:: \ln L = \ln\left[e^{a - \alpha x} + e^{b - \beta y} + e^{e}\right],

where x and y are ln N and ln D *measured from their means*: otherwise a is all but collinear with alpha, b with
beta, and the last digits of the minimum are lost. Everything here takes many vectors (a, b, e, alpha, beta) at
once, one a row, with counts of the points if they are resamples.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from limits.typing import Array

PUBLISHED_DELTA = 1e-3
"""Error in ln(loss) up to which a point counts by its square, beyond it by its size (Hoffmann et al. 2022)."""

SIZE = 5  # a, b, e, alpha, beta


class Evaluation(NamedTuple):
    """The objective at some vectors, and what its derivatives are made of.

    Parameters
    ----------
    counts
        How often each point counts in each row, shape (rows, points); None if each counts once.
    vectors
        Rows (a, b, e, alpha, beta).
    value
        The objective [1], shape (rows,).
    error, slope
        Of each point, the error and the slope of Huber's function there, shape (rows, points).
    rate
        Derivative of the error by ln(predicted loss), shape (rows, points), or (rows, 1) where it is 1.
    first, second, third
        Shares of the three terms in each predicted loss, shape (rows, points).
    """

    counts: Array | None
    vectors: Array
    value: Array
    error: Array
    slope: Array
    rate: Array
    first: Array
    second: Array
    third: Array

    def taken(self, rows: NDArray[np.bool_]) -> Evaluation:
        """Return some of the rows; itself if that is all of them."""
        if rows.all():
            return self
        return Evaluation(None if self.counts is None else self.counts[rows], *(part[rows] for part in self[1:]))


class Expansion(NamedTuple):
    """The objective near some vectors, to second order.

    Parameters
    ----------
    value
        The objective [1], shape (rows,).
    gradient, hessian
        Its exact derivatives, shapes (rows, 5) and (rows, 5, 5).
    majoriser
        Hessian of the quadratic of iteratively reweighted least squares, which lies above the objective where the
        model is linear; positive semi-definite.
    """

    value: Array
    gradient: Array
    hessian: Array
    majoriser: Array


@dataclass(frozen=True)
class Objective:
    """The sum over points of Huber's function of the error, which is taken in ln(loss) or in the loss itself.

    Parameters
    ----------
    x, y
        ln N and ln D of the points, from their means [1].
    log_loss
        ln of the loss of the points [1].
    delta
        Error at which Huber's function passes from square to size; infinity is least squares.
    in_loss
        Whether the error is that of the loss itself, not of its logarithm.

    Examples
    --------
    >>> x, y = np.array([-1.0, 0.0, 1.0]), np.array([0.5, -1.0, 0.5])
    >>> exact = np.log(np.exp(0.1 - 0.3 * x) + np.exp(0.2 - 0.4 * y) + np.exp(0.5))
    >>> float(Objective(x, y, exact).value(np.array([[0.1, 0.2, 0.5, 0.3, 0.4]]))[0]) < 1e-30
    True
    """

    x: Array
    y: Array
    log_loss: Array
    delta: float = PUBLISHED_DELTA
    in_loss: bool = False

    @cached_property
    def _powers(self) -> tuple[Array, Array, Array]:
        """Columns 1, -x, x^2; 1, -y, y^2; 1, -x, -y, xy: every derivative is a matrix product with some of them."""
        one, x, y = np.ones_like(self.x), self.x, self.y
        return (
            np.stack([one, -x, x * x], axis=1),
            np.stack([one, -y, y * y], axis=1),
            np.stack([one, -x, -y, x * y], axis=1),
        )

    def errors(self, vectors: Array) -> Array:
        """Return the error of each point, shape (rows, points)."""
        return self._errors(self._terms(vectors)[0])[0]

    def value(self, vectors: Array, counts: Array | None = None) -> Array:
        """Return the objective alone, one number for each row."""
        return self.evaluate(vectors, counts).value

    def evaluate(self, vectors: Array, counts: Array | None = None) -> Evaluation:
        """Return the objective, from which `derive` goes on.

        Parameters
        ----------
        vectors
            Rows (a, b, e, alpha, beta).
        counts
            How often each point counts in each row, shape (rows, points); once if it is left out.
        """
        z, *shares = self._terms(vectors)
        error, rate = self._errors(z)
        with np.errstate(over="ignore", invalid="ignore"):
            slope = np.clip(error, -self.delta, self.delta)
            value = _total(slope * (error - 0.5 * slope), counts)
        return Evaluation(counts, vectors, value, error, slope, rate, *shares)

    def expand(self, vectors: Array, counts: Array | None = None) -> Expansion:
        """Return the objective with its derivatives, of what `evaluate` takes."""
        return self.derive(self.evaluate(vectors, counts))

    def derive(self, at: Evaluation) -> Expansion:
        """Return the objective with its derivatives where it was evaluated."""
        rate, p1, p2, p3 = at.rate, at.first, at.second, at.third
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            slope, inside, weight = self._weights(at)
            # With J = sum of p_k v_k the gradient of z, its second derivative is sum of p_k v_k v_k' - J J'; an error
            # in the loss, whose derivative by z is the predicted loss twice over, loses the last part.
            if self.in_loss:
                slope, outer, weight = slope * rate, inside * rate**2, weight * rate**2
            else:
                outer = inside - slope
            hessian = self._quadratic(outer, p1, p2, p3, slope)
            majoriser = self._quadratic(weight, p1, p2, p3)
            return Expansion(at.value, self._gradient(slope, p1, p2, p3), hessian, majoriser)

    def jacobian(self, vector: Array) -> Array:
        """Return the gradient of each point's error at one vector, shape (points, 5)."""
        return self.jacobian_of(self.evaluate(vector[None]))

    def jacobian_of(self, at: Evaluation) -> Array:
        """Return the gradient of each point's error where one vector was evaluated, shape (points, 5)."""
        p1, p2, p3 = at.first[0], at.second[0], at.third[0]
        of_z = np.stack([p1, p2, p3, -self.x * p1, -self.y * p2], axis=1)
        return np.asarray(of_z * at.rate[0][:, None])

    def shares(self, vector: Array) -> Array:
        """Return the shares of A/N^alpha, B/D^beta and E in each predicted loss, shape (3, points)."""
        return np.stack([part[0] for part in self._terms(vector[None])[1:]])

    def _terms(self, vectors: Array) -> tuple[Array, Array, Array, Array]:
        """Return ln of the predicted losses, and the shares of the three terms in them."""
        a, b, e, alpha, beta = (vectors[:, k, None] for k in range(SIZE))
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):  # what overflows is no minimum
            first = np.exp((a - e) - alpha * self.x)
            second = np.exp((b - e) - beta * self.y)
            third = 1.0 / (1.0 + first + second)
            first *= third
            second *= third
            return e - np.log(third), first, second, third

    def _errors(self, z: Array) -> tuple[Array, Array]:
        """Return the errors and their derivative by ln(predicted loss)."""
        if not self.in_loss:
            return z - self.log_loss, np.ones((len(z), 1))
        with np.errstate(over="ignore", invalid="ignore"):
            predicted = np.exp(z)
            return predicted - np.exp(self.log_loss), predicted

    def _weights(self, at: Evaluation) -> tuple[Array, Array, Array]:
        """Return slope and curvature of Huber's function at each point, and the weight of reweighted least squares."""
        size = np.abs(at.error)
        inside = (size <= self.delta).astype(float)
        weight = np.clip(self.delta / size, 0.0, 1.0)
        if at.counts is None:
            return at.slope, inside, weight
        return at.slope * at.counts, inside * at.counts, weight * at.counts

    def _gradient(self, slope: Array, p1: Array, p2: Array, p3: Array) -> Array:
        in_x, in_y, _ = self._powers
        a, alpha = ((slope * p1) @ in_x[:, :2]).T
        b, beta = ((slope * p2) @ in_y[:, :2]).T
        e = np.einsum("rp,rp->r", slope, p3)
        return np.stack([a, b, e, alpha, beta], axis=1)

    def _quadratic(self, outer: Array, p1: Array, p2: Array, p3: Array, own: Array | None = None) -> Array:
        """Return the sum over points of outer J J' + own (sum of p_k v_k v_k'), one matrix for each row."""
        in_x, in_y, in_both = self._powers
        first, second, third = outer * p1, outer * p2, outer * p3
        ab, bA, aB, AB = ((first * p2) @ in_both).T  # capitals are alpha and beta
        ae, eA = ((first * p3) @ in_x[:, :2]).T
        be, eB = ((second * p3) @ in_y[:, :2]).T
        if own is not None:
            first, second, third = first + own, second + own, third + own
        aa, aA, AA = ((first * p1) @ in_x).T
        bb, bB, BB = ((second * p2) @ in_y).T
        ee = np.einsum("rp,rp->r", third, p3)
        rows = [aa, ab, ae, aA, aB, ab, bb, be, bA, bB, ae, be, ee, eA, eB]
        rows += [aA, bA, eA, AA, AB, aB, bB, eB, AB, BB]
        # Each element of all rows stays together, as `newton` wants them.
        return np.array(rows).reshape(SIZE, SIZE, -1).transpose(2, 0, 1)


def _total(terms: Array, counts: Array | None) -> Array:
    total = np.sum(terms, axis=1) if counts is None else np.einsum("rp,rp->r", terms, counts)
    return np.where(np.isnan(total), np.inf, total)
