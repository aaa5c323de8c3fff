"""Draws by name: stratified, the same everywhere, untouched by other names; and how well they find an interval."""

import hashlib
from statistics import NormalDist

import numpy as np
import pytest

from limits.draws import DRAWS, interval, uniform
from limits.runs.fields import NUMBERS

NAMES = [row.name for row in NUMBERS]


@pytest.mark.parametrize("name", NAMES)
def test_each_name_is_stratified_and_starts_at_the_centre(name):
    points = uniform(name)
    assert points[0] == 0.5
    assert sorted(np.floor(points[1:] * (DRAWS - 1))) == list(range(DRAWS - 1))


def test_the_draws_of_a_name_are_written_down():
    """Not those of a generator, which numpy may change: a hash of the name, on every machine and in every version."""
    assert hashlib.sha256(uniform("mfu").tobytes()).hexdigest()[:16] == "e6d706aa935b02fa"
    assert uniform("mfu")[1:4].tolist() == [0.12353515625, 0.68701171875, 0.62939453125]


def test_no_two_names_are_tied():
    drawn = np.stack([uniform(name)[1:] for name in NAMES])
    correlation = np.corrcoef(drawn) - np.eye(len(NAMES))
    assert np.abs(correlation).max() < 4.5 / np.sqrt(DRAWS)  # of 1,326 pairs, 4 deviations are to be expected
    assert np.abs(correlation).mean() < 1.0 / np.sqrt(DRAWS)


def test_the_draws_are_read_only():
    with pytest.raises(ValueError, match="read-only"):
        uniform("mfu")[0] = 0.0


def test_an_interval_holds_its_value():
    drawn = np.concatenate([[5.0], np.linspace(0.0, 1.0, DRAWS - 1)])
    low, high = interval(drawn)
    assert low == pytest.approx(0.05, rel=1e-6, abs=0)
    assert high == 5.0


_LOGNORMAL = np.vectorize(NormalDist().inv_cdf)
CASES = {  # name: how many inputs, what is made of them, the error that the documentation states (rms of the width)
    "one": (1, lambda u: 0.38 + 0.05 * u[0], 0.002),
    "a quotient of two": (2, lambda u: 1.0 / ((0.38 + 0.05 * u[0]) * (0.8 + 0.15 * u[1])), 0.02),
    "a product of four": (
        4,
        lambda u: (0.3 + 0.2 * u[0]) * (1.05 + 0.15 * u[1]) * (500.0 + 200.0 * u[2]) * (0.2 + 0.4 * u[3]),
        0.02,
    ),
    "six log-normal ones": (
        6,
        lambda u: np.exp(sum((0.1 + 0.1 * place) * _LOGNORMAL(u[place]) for place in range(6))),
        0.06,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_ends_are_as_good_as_the_documentation_says(case):
    """Against 200,000 random draws, over 25 sets of names."""
    inputs, made, stated = CASES[case]
    truth = made(np.random.default_rng(1).random((inputs, 200_000)))
    ends = np.quantile(truth, [0.05, 0.95])
    errors = []
    for attempt in range(25):
        drawn = made(np.stack([uniform(f"{case} {attempt} {place}") for place in range(inputs)]))
        errors.append((np.array(interval(drawn)) - ends) / (ends[1] - ends[0]))
    assert np.sqrt(np.mean(np.square(errors))) < stated
