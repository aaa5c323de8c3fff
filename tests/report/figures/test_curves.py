"""Where names stand and how long an axis is: both by other ways than those of the code."""

from __future__ import annotations

import numpy as np
import pytest

from limits.report.figures.curves import apart, segments, span


def test_places_keep_their_distance_and_move_as_little_as_possible():
    rng = np.random.default_rng(0)
    for _ in range(100):
        wanted = np.sort(rng.uniform(0, 10, rng.integers(1, 9)))
        found = apart(wanted, 1.0, 0.0, 10.0)
        assert np.all(np.diff(found) >= 1.0 - 1e-12)
        assert found.min() >= -1e-12
        assert found.max() <= 10.0 + 1e-12
        for shift in rng.normal(0, 0.3, (50, len(wanted))):
            other = np.sort(found + shift)
            if np.all(np.diff(other) >= 1.0) and other[0] >= 0 and other[-1] <= 10:
                assert np.sum((found - wanted) ** 2) <= np.sum((other - wanted) ** 2) + 1e-9


def test_places_that_do_not_fit_share_the_room():
    assert apart(np.zeros(5), 10.0, 0.0, 8.0) == pytest.approx([0, 2, 4, 6, 8], rel=1e-6, abs=1e-12)
    assert apart(np.array([9.0]), 10.0, 1.0, 8.0) == pytest.approx([8.0], rel=1e-12, abs=0)
    assert apart(np.array([9.0, 9.5]), 10.0, 1.0, 8.0) == pytest.approx([1.0, 8.0], rel=1e-12, abs=0)


def test_a_curve_all_within_or_all_beyond_is_one_part():
    y = np.arange(3.0)
    assert [part for part, _ in segments(np.ones(3, bool), y)] == ["within"]
    assert [part for part, _ in segments(np.zeros(3, bool), y)] == ["beyond"]


def test_what_lies_beyond_touches_what_lies_within():
    inside = np.array([False, False, True, True, False, False])
    parts = {part: np.isfinite(curve).tolist() for part, curve in segments(inside, np.arange(6.0))}
    assert parts == {"within": inside.tolist(), "beyond": [True, True, True, True, True, True]}
    inside = np.array([True, True, True, False, False])
    parts = {part: np.isfinite(curve).tolist() for part, curve in segments(inside, np.arange(5.0))}
    assert parts == {"within": inside.tolist(), "beyond": [False, False, True, True, True]}
    inside = np.array([False, False, True, True, True])
    parts = {part: np.isfinite(curve).tolist() for part, curve in segments(inside, np.arange(5.0))}
    assert parts == {"within": inside.tolist(), "beyond": [True, True, True, False, False]}


def test_an_axis_is_as_long_as_its_narrowest_corners_need():
    assert span((1.0, 4.0), [(3.0, 0.5)], [(2.0, 0.25)]) == pytest.approx((1.0, 5.0), rel=1e-12, abs=0)
    assert span((1.0, 4.0), [(3.5, 0.75)], []) == pytest.approx((1.0, 11.0), rel=1e-12, abs=0)
    assert span((1.0, 4.0), [], [(2.5, 0.75)]) == pytest.approx((-2.0, 4.0), rel=1e-12, abs=0)
    assert span((1.0, 4.0), [(4.0, 0.5)], [(1.0, 0.49)])[1] == pytest.approx(154.0, rel=1e-9, abs=0)
    assert span((1.0, 4.0), [(4.0, 0.5)], [(1.0, 0.51)]) is None


def test_corners_stay_free_on_the_shortest_axis():
    """The same by another way: no shorter axis, wherever it begins, leaves the corners free."""
    rng = np.random.default_rng(1)
    tried = 0
    for _ in range(200):
        low, high = np.sort(rng.uniform(-3, 3, 2))
        tops = [(rng.uniform(low, high), rng.uniform(0, 0.6)) for _ in range(rng.integers(0, 3))]
        feet = [(rng.uniform(low, high), rng.uniform(0, 0.6)) for _ in range(rng.integers(0, 3))]
        found = span((low, high), tops, feet)
        if found is None:
            assert max((a for _, a in tops), default=0) + max((b for _, b in feet), default=0) >= 1.0
            continue
        tried += 1

        def free(start, length, ends=(low, high), tops=tops, feet=feet):
            end = start + length
            return (
                start <= ends[0] + 1e-9
                and end >= ends[1] - 1e-9
                and all(place <= end - share * length + 1e-9 for place, share in tops)
                and all(place >= start + share * length - 1e-9 for place, share in feet)
            )

        length = found[1] - found[0]
        assert free(found[0], length)
        for start in np.linspace(found[0] - length, high, 60):
            assert not free(start, 0.99 * length)
    assert tried > 100
