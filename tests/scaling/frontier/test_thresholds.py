"""Where an answer begins and ends: the numbers of a study, thresholds and both their sides, laws far from any run."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from limits import scaling
from limits.errors import NoSolutionError
from limits.scaling.frontier import budget, data_wall
from limits.scaling.frontier import repetition as rep
from limits.scaling.frontier.repetition import MUENNIGHOFF2023

LAW = scaling.get("muennighoff2023")
KAPLAN = scaling.get("kaplan2020")  # q is not 1, and E is 0
UNIQUE = 3e11


def test_the_decays_are_those_of_the_released_notebook():
    assert (MUENNIGHOFF2023.decay_tokens, MUENNIGHOFF2023.decay_parameters) == (15.387756, 5.309743)
    assert (MUENNIGHOFF2023.epochs.low, MUENNIGHOFF2023.epochs.high) == (1.0, 9000.0)


def test_a_saturating_compute_is_forty_decays_of_both():
    want = 6 * float(rep.matched_parameters(LAW, UNIQUE)) * (1 + 40 * 5.309743) * UNIQUE * (1 + 40 * 15.387756)
    assert rep.saturating_compute(LAW, MUENNIGHOFF2023, UNIQUE) == pytest.approx(want, rel=1e-12, abs=0)


@pytest.mark.parametrize("law", [LAW, KAPLAN, scaling.get("hoffmann2022")], ids=lambda law: law.key)
@pytest.mark.parametrize("log_U", [-40.0, -3.0, 0.4, 30.0, 90.0])
@pytest.mark.parametrize("decades", [-3.0, -0.1, 0.0, 0.2, 4.0])
def test_the_best_run_at_any_scale(law, log_U, decades):
    """Also of laws in units of one's own, whose sizes have negative logarithms."""
    U = math.exp(log_U)
    C = 6 * U * float(rep.matched_parameters(law, U)) * 10**decades
    found = rep.optimum(law, MUENNIGHOFF2023, C, U)

    def above(x):
        """Return the loss above E."""
        N = math.exp(x)
        matched = float(rep.matched_parameters(law, U))
        c, parts = law.coefficients, []
        for each, unique, decay in ((N, matched, 5.309743), (C / 6 / N, U, 15.387756)):
            over = max(each / unique - 1, 0)
            parts.append(min(each, unique) + unique * decay * (1 - math.exp(-over / decay)))
        return ((c.A * parts[0] ** -c.alpha) ** (1 / c.q) + (c.B * parts[1] ** -c.beta) ** (1 / c.q)) ** c.q

    middle = math.log(found.parameters)
    best = minimize_scalar(above, bounds=(middle - 9, middle + 8), method="bounded", options={"xatol": 1e-10})
    assert found.loss - law.coefficients.E == pytest.approx(best.fun, rel=1e-7, abs=1e-15 * law.coefficients.E)
    assert middle == pytest.approx(best.x, abs=1e-3)
    assert found.epochs == pytest.approx(C / 6 / found.parameters / U, rel=1e-12, abs=0)


def test_the_wall_itself_is_not_reached_and_is_the_first_that_is_said():
    wall = float(rep.wall(LAW, MUENNIGHOFF2023, UNIQUE))
    with pytest.raises(NoSolutionError, match=f"tends to {wall:.4g}, and {wall:.4g} is wanted"):
        rep.compute_for_loss(LAW, MUENNIGHOFF2023, np.array([wall * 1.1, wall, wall * 0.95]), UNIQUE)
    E = LAW.coefficients.E
    with pytest.raises(NoSolutionError, match=f"is {E:.4g}, and {E:.4g} is wanted"):
        rep.unique_at_wall(LAW, MUENNIGHOFF2023, np.array([E + 0.1, E, E - 0.5]))
    least = float(scaling.optimum(LAW, 1e22).loss)
    with pytest.raises(NoSolutionError, match=f"least loss is {least:.4g}, and {least - 0.1:.4g} is wanted"):
        rep.unique_for_loss(LAW, MUENNIGHOFF2023, np.array([least, least - 0.1, least - 0.2]), 1e22)


def test_the_least_loss_of_a_compute_needs_as_many_tokens_as_its_optimum():
    best = scaling.optimum(LAW, 1e22)
    assert rep.unique_for_loss(LAW, MUENNIGHOFF2023, best.loss, 1e22) == pytest.approx(best.tokens, rel=1e-5, abs=0)


@pytest.mark.parametrize("L", [1e-250, 1e250])
def test_what_no_float_holds_is_said(L):
    with pytest.raises(NoSolutionError, match="beyond the range of floating-point numbers"):
        scaling.compute_for_loss(KAPLAN, L)
    with pytest.raises(NoSolutionError, match="beyond the range of floating-point numbers"):
        rep.unique_at_wall(KAPLAN, MUENNIGHOFF2023, L)


def test_one_unique_token_is_an_answer():
    """What is compared with 0 and with infinity is the answer, of which 1 is an ordinary one."""
    one = replace(LAW, coefficients=LAW.coefficients._replace(E=0.0))
    assert rep.unique_at_wall(one, MUENNIGHOFF2023, rep.wall(one, MUENNIGHOFF2023, 1.0)) == pytest.approx(
        1.0, rel=1e-9, abs=0
    )
    assert scaling.compute_for_loss(one, scaling.optimum(one, 1.0).loss) == pytest.approx(1.0, rel=1e-9, abs=0)


def test_where_nothing_is_left_to_gain_no_share_of_it_has_a_compute():
    assert math.isnan(data_wall.compute_for_share(LAW, MUENNIGHOFF2023, 1e60, 0.5))


@pytest.mark.parametrize("unique", [1e-9, 0.3, 1e12])
@pytest.mark.parametrize("part", [0.55, 0.9, 30.0])
def test_the_last_doubling_on_either_side_of_one_pass(unique, part):
    """The gain of a doubling from `part` of the compute of one pass leads back to that compute."""
    C = part * 6 * float(rep.matched_parameters(LAW, unique)) * unique
    gain = float(np.subtract(*(rep.optimum(LAW, MUENNIGHOFF2023, k * C, unique).loss for k in (1.0, 2.0))))
    assert data_wall.last_doubling(LAW, MUENNIGHOFF2023, unique, gain) == pytest.approx(C, rel=1e-5, abs=0)


def test_a_gain_of_a_billionth_is_the_least_that_is_asked():
    assert data_wall.last_doubling(LAW, MUENNIGHOFF2023, 1e12, 1e-9) > 1e27


def test_doublings_whole():
    """dL of each doubling is that of the one before times 2^-gamma; N and D grow as 2^a and 2^b."""
    c = LAW.coefficients
    N, D, count = 3e9, 7e11, 3
    steps = budget.doublings(LAW, N, D, count)
    R = c.A * N**-c.alpha + c.B * D**-c.beta
    a, gamma = c.beta / (c.alpha + c.beta), c.alpha * c.beta / (c.alpha + c.beta)
    k = np.arange(4)
    want = budget.Doublings(
        compute=6 * N * D * 2.0**k,
        parameters=N * 2.0 ** (a * k),
        tokens=D * 2.0 ** ((1 - a) * k),
        loss=c.E + R * 2.0 ** (-gamma * k),
        gain=np.array([math.nan, *(R * (2.0 ** (-gamma * (i - 1)) - 2.0 ** (-gamma * i)) for i in (1, 2, 3))]),
        extra=np.array([math.nan, *(6 * N * D * 2.0 ** (i - 1) for i in (1, 2, 3))]),
    )
    for name, column in want._asdict().items():
        assert getattr(steps, name) == pytest.approx(column, rel=1e-12, abs=0, nan_ok=True), name
