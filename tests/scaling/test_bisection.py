"""The root finder: each element by itself, unknown where an end is."""

import numpy as np
import pytest

from limits.scaling.bisection import zero


def test_the_root_finder():
    found = zero(lambda x: x**3 - np.array([[8.0], [27.0]]), np.array([0.0, np.nan]), 10.0)
    assert found == pytest.approx(np.array([[2, np.nan], [3, np.nan]]), rel=1e-15, nan_ok=True, abs=0)
