"""Approach 2: parabolas of budgets, their minima and power laws, and how far a parabola misses a law's optimum."""

import math
import runpy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from limits import scaling
from limits.errors import InputError
from limits.scaling import Points, isoflop, power_law
from limits.scaling.answers import isoflops
from limits.scaling.fits.parabola import parabola
from limits.scaling.forms import hoffmann

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "isoflop_coverage.py"))
LAWS, covered = SCRIPT["LAWS"], SCRIPT["covered"]
TRUTH = scaling.get("besiroglu2024")

# Budget [FLOP], tokens and losses of https://github.com/marin-community/marin/issues/8003
MARIN = {
    1e18: ([5.77e9, 2.33e9, 9.23e8], [3.399, 3.364, 3.456]),
    3e18: ([1.73e10, 7.00e9, 2.77e9, 1.57e9], [3.298, 3.204, 3.224, 3.289]),
}


def law(**coefficients):
    return replace(TRUTH, coefficients=hoffmann(**coefficients))


def sampled(truth, budgets=(1e18, 1e19, 1e20, 1e21), factors=(0.25, 0.5, 1.0, 2.0, 4.0)):
    """Return runs of a law, without noise, around its optimum of each budget."""
    C = np.repeat(budgets, len(factors))
    N = np.array([scaling.optimum(truth, c).parameters for c in C]) * np.tile(factors, len(budgets))
    return Points.of(N, C / 6 / N, scaling.loss(truth, N, C / 6 / N))


def valleys(budgets, best, curvature, sizes, least=3.0):
    """Return runs whose losses are parabolas in ln N around `best`."""
    C = np.repeat(budgets, len(sizes))
    centre = np.repeat(best, len(sizes))
    N = centre * np.tile(sizes, len(budgets))
    return Points.of(N, C / 6 / N, least + curvature * np.log(N / centre) ** 2)


class TestMarin:
    def test_published_minima(self):
        C = np.concatenate([[c] * len(tokens) for c, (tokens, _) in MARIN.items()])
        D, L = (np.concatenate([each[place] for each in MARIN.values()]) for place in (0, 1))
        first, second = isoflop(Points.of(C / 6 / D, D, L)).valleys
        assert [f"{first.tokens.value:.2e}", f"{second.tokens.value:.2e}"] == ["2.84e+09", "5.08e+09"]
        assert [f"{each.loss.value:.3f}" for each in (first, second)] == ["3.361", "3.198"]
        assert math.isnan(first.tokens.low)  # three runs leave nothing to tell the scatter by
        assert second.tokens.low < second.tokens.value < second.tokens.high

    def test_too_few_budgets_for_a_power_law(self):
        C = np.concatenate([[c] * len(tokens) for c, (tokens, _) in MARIN.items()])
        D, L = (np.concatenate([each[place] for each in MARIN.values()]) for place in (0, 1))
        found = isoflop(Points.of(C / 6 / D, D, L))
        assert found.parameters is None
        assert any("2 budgets have a minimum" in said for said in found.warnings)


class TestMinima:
    def test_exact_parabolas_of_exact_power_law(self):
        budgets = np.array([1e18, 1e19, 1e20])
        best = 0.1 * budgets**0.5
        found = isoflop(valleys(budgets, best, 0.03, [0.3, 0.6, 1.5, 5.0]))
        assert [each.parameters.value for each in found.valleys] == pytest.approx(best, rel=1e-9, abs=0)
        assert found.parameters.exponent == pytest.approx(0.5, abs=1e-9)
        assert found.parameters.coefficient == pytest.approx(0.1, rel=1e-7, abs=0)
        assert found.parameters.exponent + found.tokens.exponent == pytest.approx(1.0, abs=1e-12)
        assert [each.loss.value for each in found.valleys] == pytest.approx([3.0] * 3, rel=1e-12, abs=0)

    @pytest.mark.parametrize("axis", ["parameters", "tokens"])
    def test_by_numpy_in_either_variable(self, axis):
        """One minimum, whichever of ln N and ln D the parabola is drawn over."""
        rng = np.random.default_rng(1)
        points = sampled(law(E=1.7, A=4000.0, B=60.0, alpha=0.46, beta=0.20))
        points = replace(points, loss=points.loss + 0.003 * rng.standard_normal(len(points)))
        for valley in isoflop(points).valleys:
            c2, c1, _ = np.polyfit(x := np.log(getattr(points, axis)[valley.rows]), points.loss[valley.rows], 2)
            assert getattr(valley, axis).value == pytest.approx(math.exp(-c1 / c2 / 2), rel=1e-7, abs=0)
            least = np.polyval(np.polyfit(x, points.loss[valley.rows], 2), -c1 / c2 / 2)
            assert valley.loss.value == pytest.approx(least, rel=1e-9, abs=0)

    def test_interval_is_where_chance_explains_the_slope(self):
        """Fieller's ends: there the slope over its own standard error is Student's t."""
        x, y = np.array([-2.0, -1.0, 0.5, 1.0, 2.0, 3.0]), np.array([5.1, 2.0, 1.2, 1.4, 4.9, 10.2])
        found = parabola(x, y)
        _, covariance = np.polyfit(x, y, 2, cov=True)
        c2, c1, _ = np.polyfit(x, y, 2)
        for end in (found.x.low, found.x.high):
            way = np.array([2.0 * end, 1.0, 0.0])
            t = (c1 + 2.0 * c2 * end) / math.sqrt(way @ covariance @ way)
            assert abs(t) == pytest.approx(stats.t.ppf(0.95, 3), rel=1e-9, abs=0)
        assert found.x.low < found.x.value < found.x.high

    def test_sides_that_were_not_run(self):
        points = valleys([1e19, 1e20], [1e8, 3e8], 0.03, [2.0, 4.0, 8.0, 16.0])
        assert {each.refused for each in isoflop(points).valleys} == {
            "the minimum lies at smaller models than were run"
        }
        points = valleys([1e19, 1e20], [1e8, 3e8], 0.03, [0.1, 0.2, 0.3, 0.4])
        assert {each.refused for each in isoflop(points).valleys} == {"the minimum lies at larger models than were run"}

    def test_hill(self):
        (found,) = isoflop(valleys([1e19], [1e8], -0.03, [0.5, 0.7, 1.0, 2.0])).valleys
        assert "no minimum" in found.refused

    def test_refused_minima_are_in_no_power_law(self):
        good = valleys([1e18, 1e19, 1e20], [1e8, 3e8, 9e8], 0.03, [0.5, 1.0, 2.0, 3.0])
        bad = valleys([1e21], [1e8], 0.03, [2.0, 3.0, 4.0])
        joined = Points.of(*(np.append(getattr(good, n), getattr(bad, n)) for n in ("parameters", "tokens", "loss")))
        alone, beside = isoflop(good), isoflop(joined)
        assert len(beside.valleys) == 4
        assert len(beside.used) == 3
        assert beside.parameters == alone.parameters

    def test_curvature_that_chance_explains_has_no_interval(self):
        rng = np.random.default_rng(3)
        points = valleys([1e19], [1e8], 1e-5, [0.5, 0.8, 1.0, 1.3, 2.0])
        points = replace(points, loss=points.loss + 0.01 * rng.standard_normal(5))
        (found,) = isoflop(points).valleys
        assert math.isnan(found.parameters.low)
        assert math.isnan(found.parameters.high)

    def test_one_call_gives_the_drawn_curve(self):
        points = sampled(TRUTH)
        found = isoflop(points).valleys[0]
        assert found(found.parameters.value) == pytest.approx(found.loss.value, rel=1e-12, abs=0)
        c = np.polyfit(np.log(points.parameters[found.rows]), points.loss[found.rows], 2)
        assert found(3e8) == pytest.approx(np.polyval(c, math.log(3e8)), rel=1e-9, abs=0)


class TestBudgets:
    def test_rows_that_fit_none_are_counted(self):
        points = sampled(TRUTH)
        more = {"parameters": [1e9, 2e9], "tokens": [3e10, 7e12], "loss": [2.5, 2.1]}
        N, D, L = (np.append(getattr(points, name), rows) for name, rows in more.items())
        found = isoflop(Points.of(N, D, L))
        assert found.outside.tolist() == [20, 21]
        assert any("2 of 22 rows belong to no budget" in said for said in found.warnings)

    def test_tolerance(self):
        points = sampled(TRUTH, budgets=(1e19, 1e20, 1e21))
        moved = replace(points, tokens=points.tokens * np.tile([1.0, 1.04, 1.08, 1.12, 1.16], 3))
        assert [len(each.rows) for each in isoflop(moved, tolerance=0.17).valleys] == [5, 5, 5]
        assert [len(each.rows) for each in isoflop(moved, tolerance=0.1).valleys] == [3, 3, 3]
        with pytest.raises(InputError, match="a larger tolerance may join them"):
            isoflop(moved, tolerance=0.0)

    def test_computes_that_do_not_lie_apart(self):
        rng = np.random.default_rng(5)
        C = np.sort(10 ** rng.uniform(18, 19, 80))
        N = np.sqrt(C / 6 / 20) * np.exp(rng.uniform(-1, 1, 80))
        found = isoflop(Points.of(N, C / 6 / N, scaling.loss(TRUTH, N, C / 6 / N)))
        assert any("computes do not lie apart" in said for said in found.warnings)
        assert not any("apart" in said for said in isoflop(sampled(TRUTH)).warnings)

    @pytest.mark.parametrize("tolerance", [-0.1, 1.5, math.nan, math.inf])
    def test_no_tolerance(self, tolerance):
        with pytest.raises(InputError, match="tolerance"):
            isoflop(sampled(TRUTH), tolerance=tolerance)

    def test_no_runs(self):
        with pytest.raises(InputError, match="budgets: given none"):
            isoflop(Points.of([], [], []))

    def test_one_size_many_times(self):
        with pytest.raises(InputError, match="at least 3 sizes"):
            isoflop(Points.of([1e8] * 9, [1e10] * 9, np.linspace(3, 3.1, 9)))

    def test_run_in_several_budgets(self):
        points = sampled(TRUTH)
        named = replace(points, run=np.tile(np.arange(5), 4))
        assert any("rows of one run stand in several budgets" in said for said in isoflop(named).warnings)
        assert not any("one run" in said for said in isoflop(points).warnings)


class TestBias:
    def test_like_exponents_have_none(self):
        """A symmetric valley: the parabola through runs on both sides alike finds the optimum."""
        found = isoflop(sampled(law(E=1.8, A=700.0, B=700.0, alpha=0.35, beta=0.35)))
        assert [bias.ratio for bias in found.biases] == pytest.approx([1.0] * 4, rel=1e-6, abs=0)
        assert found.exponent_bias == pytest.approx(0.0, abs=1e-6)

    def test_like_exponents_beside_the_optimum(self):
        """From the sizes alone: all runs at one side of a symmetric valley that is no parabola."""
        found = isoflop(sampled(law(E=1.8, A=700.0, B=700.0, alpha=0.35, beta=0.35), factors=(0.8, 1, 4, 16, 64)))
        assert all(abs(bias.ratio - 1) > 0.02 for bias in found.biases)

    def test_unlike_exponents(self):
        """Without noise, minimum and bias are the same thing; the wider the sizes, the more of it."""
        truth = law(E=1.7, A=4000.0, B=60.0, alpha=0.46, beta=0.20)
        narrow, wide = (isoflop(sampled(truth, factors=np.geomspace(1 / w, w, 7))) for w in (2.0, 16.0))
        for found in (narrow, wide):
            for valley, bias in zip(found.valleys, found.biases, strict=True):
                assert bias.parabola == pytest.approx(valley.parameters.value, rel=1e-4, abs=0)
                assert bias.parameters == pytest.approx(
                    scaling.optimum(truth, valley.compute).parameters, rel=1e-4, abs=0
                )
        assert abs(wide.biases[0].ratio - 1) > 10 * abs(narrow.biases[0].ratio - 1)

    def test_bias_of_the_exponent(self):
        """Sizes that leave the optimum as budgets grow bend the exponent; without noise the bias is all of it."""
        truth = law(E=1.7, A=4000.0, B=60.0, alpha=0.46, beta=0.20)
        parts = [
            sampled(truth, (c,), np.geomspace(0.25, 4, 7) * shift) for c, shift in ((1e18, 1), (1e19, 1.5), (1e20, 2))
        ]
        points = Points.of(*(np.concatenate([getattr(p, n) for p in parts]) for n in ("parameters", "tokens", "loss")))
        found = isoflop(points)
        assert found.exponent_bias == pytest.approx(found.parameters.exponent - truth.coefficients.a, abs=1e-4)
        assert abs(found.exponent_bias) > 0.005

    def test_no_law(self):
        """A valley that every budget has alike is no law: parabolas are given without their bias."""
        found = isoflop(valleys([1e19], [1e8], 0.03, [0.5, 1.0, 2.0]))
        assert found.law is None
        assert found.no_law
        assert found.biases == ()
        assert math.isnan(found.exponent_bias)


class TestPowerLaw:
    def test_interval_by_scipy(self):
        C, N = np.array([1e18, 1e19, 1e20, 1e21]), np.array([1.1e8, 2.8e8, 1.0e9, 2.9e9])
        line = stats.linregress(np.log(C), np.log(N))
        x = np.log(1e23)
        error = np.sqrt((line.stderr * (x - np.log(C).mean())) ** 2 + (line.stderr**2 * np.var(np.log(C))))
        centre, reach = line.intercept + line.slope * x, stats.t.ppf(0.95, 2) * error
        found = power_law(C, N)
        assert found(1e23) == pytest.approx(math.exp(centre), rel=1e-9, abs=0)
        assert found.interval(1e23) == pytest.approx(
            (math.exp(centre - reach), math.exp(centre + reach)), rel=1e-9, abs=0
        )


class TestProperties:
    @given(st.randoms(use_true_random=False), st.floats(1e-3, 1e3), st.floats(0.1, 10.0))
    @settings(max_examples=25)
    def test_order_and_units(self, shuffler, factor, loss_factor):
        """Rows in any order; sizes and losses in other units move the minimum by that factor and no other way."""
        rng = np.random.default_rng(2)
        points = sampled(TRUTH)
        points = replace(points, loss=points.loss + 0.004 * rng.standard_normal(len(points)))
        order = list(range(len(points)))
        shuffler.shuffle(order)
        other = Points.of(points.parameters[order] * factor, points.tokens[order] / factor,
                          points.loss[order] * loss_factor)  # fmt: skip
        for one, two in zip(isoflop(points, law=TRUTH).valleys, isoflop(other, law=TRUTH).valleys, strict=True):
            assert two.compute == pytest.approx(one.compute, rel=1e-9, abs=0)
            assert two.parameters[:3] == pytest.approx([factor * each for each in one.parameters[:3]], rel=1e-6, abs=0)
            assert two.loss[:3] == pytest.approx([loss_factor * each for each in one.loss[:3]], rel=1e-9, abs=0)


class TestCoverage:
    """Few sets of `tests/isoflop_coverage.py`: 60 sets of 5 budgets, whose 300 minima shall hold 270."""

    def test_like_exponents(self):
        found = covered(LAWS["like exponents"], sizes=5, sets=60, seed=4)
        assert 0.84 <= found.parabola <= 0.96, found
        assert 46 / 60 <= found.exponent <= 1.0, found

    def test_unlike_exponents_miss_the_optimum(self):
        """The interval is of the parabola's minimum: the optimum is missed, which is why the bias is said."""
        found = covered(LAWS["unlike exponents"], sizes=7, sets=40, seed=4)
        assert found.parabola >= 0.84, found
        assert found.optimum <= 0.5, found


@pytest.mark.parametrize(("exponent", "compute"), [(3.0, 1e290), (3.0, 1e-290), (-3.0, 1e290)])
def test_best_runs_beyond_floats_are_unknown_and_say_so(exponent, compute):
    """The line through minima may be steep, and is asked far from them: sizes of 1e870, 1e-870, and a ratio of both."""
    found = isoflop(sampled(TRUTH))
    steep = power_law([1e18, 1e19, 1e20], [1e8, 3e8, 1e9])._replace(exponent=exponent)
    (best,) = isoflops(replace(found, law=None, no_law="none", parameters=steep, tokens=steep), [compute]).best
    told = (best.parameters, best.tokens, best.tokens_per_parameter)
    assert all(each is None or 0.0 < each.value < math.inf for each in told)
    assert all(best.unknown[name] == "it lies beyond floats" for name in best.unknown if not name.startswith("law"))
    assert best.tokens_per_parameter is None
