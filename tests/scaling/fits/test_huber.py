"""The objective: its value against SciPy's functions, its derivatives against differences of the value."""

import numpy as np
import pytest
from scipy.special import huber, logsumexp

from limits.scaling.fits.huber import SIZE, Objective
from limits.scaling.fits.newton import minimise, solved

RNG = np.random.default_rng(0)
X, Y = RNG.normal(0, 1.5, 40), RNG.normal(0, 1.5, 40)
VECTORS = RNG.normal([-1.0, -1.0, 0.6, 0.35, 0.37], 0.1, (7, SIZE))
OBSERVED = logsumexp([-1 - 0.35 * X, -1 - 0.37 * Y, 0.6 + 0 * X], axis=0) + RNG.normal(0, 0.01, 40)
COUNTS = RNG.integers(0, 4, (7, 40)).astype(float)
OBJECTIVES = [
    pytest.param(Objective(X, Y, OBSERVED, delta, in_loss), id=f"{delta}-{in_loss}")
    for delta, in_loss in ((1e-3, False), (0.05, False), (np.inf, False), (np.inf, True), (0.05, True))
]


@pytest.mark.parametrize("delta", [1e-3, 0.05, 10.0])
def test_value_is_scipys(delta):
    found = Objective(X, Y, OBSERVED, delta).value(VECTORS, COUNTS)
    for value, (a, b, e, alpha, beta), counts in zip(found, VECTORS, COUNTS, strict=True):
        error = logsumexp([a - alpha * X, b - beta * Y, e + 0 * X], axis=0) - OBSERVED
        assert value == pytest.approx(counts @ huber(delta, error), rel=1e-13, abs=0)


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_gradient_and_hessian_are_the_derivatives(objective):
    step = 1e-6
    at = objective.expand(VECTORS, COUNTS)
    assert at.value == pytest.approx(objective.value(VECTORS, COUNTS), rel=1e-14, abs=0)
    for k, direction in enumerate(np.eye(SIZE)):
        above, below = (objective.expand(VECTORS + sign * step * direction, COUNTS) for sign in (1, -1))
        slope = (above.value - below.value) / (2 * step)
        assert at.gradient[:, k] == pytest.approx(slope, rel=1e-5, abs=1e-7)
        if objective.delta > 1e-3:  # with a small delta the step passes kinks of the gradient
            curvature = (above.gradient - below.gradient) / (2 * step)
            scale = np.abs(at.majoriser).max()
            smooth = np.abs(curvature - at.hessian[:, k]) < 1e-5 * scale
            assert smooth.mean() > 0.9


def test_the_hessian_is_exact_where_no_point_is_at_a_kink():
    for objective in (Objective(X, Y, OBSERVED, np.inf), Objective(X, Y, OBSERVED, np.inf, in_loss=True)):
        at = objective.expand(VECTORS)
        for k, direction in enumerate(np.eye(SIZE)):
            above, below = (objective.expand(VECTORS + sign * 1e-6 * direction).gradient for sign in (1, -1))
            assert at.hessian[:, k] == pytest.approx((above - below) / 2e-6, rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_jacobian_and_majoriser_agree(objective):
    at = objective.expand(VECTORS[:1])
    jacobian, error = objective.jacobian(VECTORS[0]), objective.errors(VECTORS[:1])[0]
    weight = np.minimum(1, objective.delta / np.abs(error))
    assert at.majoriser[0] == pytest.approx(jacobian.T @ (weight[:, None] * jacobian), rel=1e-12, abs=0)
    assert at.gradient[0] == pytest.approx(
        np.clip(error, -objective.delta, objective.delta) @ jacobian, rel=1e-12, abs=0
    )


def test_counts_are_repeated_points():
    counts = COUNTS[0].astype(int)
    repeated = Objective(np.repeat(X, counts), np.repeat(Y, counts), np.repeat(OBSERVED, counts))
    once = Objective(X, Y, OBSERVED).expand(VECTORS[:1], COUNTS[:1])
    for got, want in zip(once, repeated.expand(VECTORS[:1]), strict=True):
        assert got == pytest.approx(want, rel=1e-12, abs=0)


def test_overflow_is_infinitely_bad_and_no_warning():
    assert Objective(X, Y, OBSERVED).value(np.array([[0.0, 0.0, 0.0, -1e4, 0.0]])) == np.inf


def test_systems_are_solved_as_lapack_does():
    root = RNG.normal(size=(20, SIZE, SIZE))
    matrices, right = root @ root.swapaxes(1, 2), RNG.normal(size=(20, SIZE))
    matrices[::2, 0, 0] -= 50  # some that are not positive
    found, positive = solved(matrices, right)
    assert found == pytest.approx(np.linalg.solve(matrices, right[:, :, None])[:, :, 0], rel=1e-6, abs=0)
    assert positive.tolist() == (np.linalg.eigvalsh(matrices)[:, 0] > 0).tolist()


def test_every_row_goes_its_own_way():
    objective = Objective(X, Y, OBSERVED, 0.05)
    together = minimise(objective, VECTORS, COUNTS)
    for k in range(len(VECTORS)):
        alone = minimise(objective, VECTORS[k : k + 1], COUNTS[k : k + 1])
        assert together.values[k] == pytest.approx(alone.values[0], rel=1e-12, abs=0)
