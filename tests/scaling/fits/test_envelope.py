"""The efficient frontier of learning curves, and power laws: published data and known truth."""

import re

import numpy as np
import pytest
from scipy.stats import linregress

from limits import scaling
from limits.errors import InputError

SIZES = {
    "small": 125e6,
    "medium": 350e6,
    "large": 760e6,
    "xl": 1.3e9,
    "2.7b": 2.7e9,
    "6.7b": 6.7e9,
    "13b": 13e9,
    "175b": 175e9,
}
PAIRS_OF = ("file", "dataset", "hparams", "warmup", "decay", "param_count", "val")


@pytest.fixture
def family():
    """Learning curves of a known law, a model size each: `family(sizes, noise)`; along a curve D grows."""
    law = scaling.get("besiroglu2024")

    def make(sizes, noise=0.0, seed=0):
        rng = np.random.default_rng(seed)
        D = np.geomspace(1e9, 1e13, 800)
        loss = [scaling.loss(law, N, D) * np.exp(noise * rng.standard_normal(len(D))) for N in sizes]
        names = np.repeat([f"{N:.3g}" for N in sizes], len(D))
        return scaling.Curves.of(names, np.concatenate([6 * N * D for N in sizes]), np.concatenate(loss))

    return make


class TestEnvelope:
    def test_curves_of_a_law_touch_its_frontier(self, family):
        law = scaling.get("besiroglu2024")
        sizes = np.geomspace(1e8, 1e11, 25)
        found = scaling.envelope(family(sizes))
        inside = (found.compute > 1e20) & (found.compute < 1e24)
        best = scaling.optimum(law, found.compute[inside])
        assert found.loss[inside] == pytest.approx(best.loss, rel=2e-3, abs=0)
        assert [float(touch.curve) for touch in found.touches] == sorted(float(touch.curve) for touch in found.touches)
        for touch in found.touches[1:-1]:
            middle = scaling.optimum(law, np.sqrt(touch.low * touch.high)).parameters
            assert float(touch.curve) == pytest.approx(middle, rel=0.3, abs=0)

    def test_the_law_of_the_envelope(self, family):
        law = scaling.get("besiroglu2024")
        found = scaling.envelope(family(np.geomspace(1e8, 1e11, 25), noise=0.003))
        assert found.converged
        E, K, gamma = (found.coefficients[name] for name in ("E", "K", "gamma"))
        assert E.value == pytest.approx(law.coefficients.E, abs=0.01)  # the least of noisy curves lies a little low
        assert gamma.value == pytest.approx(law.coefficients.gamma, abs=0.005)
        assert E.low < E.value < E.high
        assert K.low < K.value < K.high
        assert found(1e23) == pytest.approx(scaling.optimum(law, 1e23).loss, rel=0.01, abs=0)

    @pytest.mark.parametrize("sizes", [5, 8, 12, 25, 41])
    def test_ends_that_one_curve_makes_are_no_frontier(self, sizes):
        """Eight sizes from 1 to 1000 tokens a parameter, exact: far from the others, an end curve lies high."""
        names, compute, loss = [], [], []
        for N in np.geomspace(1e8, 1e10, sizes):
            D = N * np.geomspace(1, 1000, 200)
            names += [f"{N:.3g}"] * len(D)
            compute += list(6 * N * D)
            loss += list(1.8 + 450 / N**0.345 + 1900 / D**0.36)
        found = scaling.envelope(scaling.Curves.of(names, compute, loss)).coefficients
        near = 0.004 if sizes == 5 else 0.001  # of five touching curves each lies on the frontier in one place only
        assert found["E"].value == pytest.approx(1.8, abs=near)
        assert found["gamma"].value == pytest.approx(0.345 * 0.36 / 0.705, abs=0.001)

    def test_gpt3(self, table):
        rows = [row for row in table("gpt3_training_curves.csv") if not np.isnan(row["val_loss"])]
        names = [str(row["model"]) for row in rows]
        compute = [6 * SIZES[name] * row["tokens_billion"] * 1e9 for name, row in zip(names, rows, strict=True)]
        found = scaling.envelope(scaling.Curves.of(names, compute, [row["val_loss"] for row in rows]))
        assert {touch.curve for touch in found.touches} == set(SIZES)
        assert (found.touches[0].curve, found.touches[-1].curve) == ("small", "175b")
        assert found.loss[-1] == pytest.approx(1.79, abs=0.01)  # digitised; the published line without E says 1.734
        assert (np.diff(found.loss) <= 0).all()
        published = 2.57 * (found.compute / 8.64e19) ** -0.048  # the line of figure 3.1, C in PF-days
        assert (found.loss > 0.98 * published).all()
        assert (found.loss < 1.1 * published)[found.compute > 1e20].all()

    def test_one_noisy_reading_is_no_progress(self, family):
        curves = family(np.geomspace(1e8, 1e11, 8))
        loss = curves.loss.copy()
        loss[::40] *= 0.9
        names = [curves.names[k] for k in curves.curve]
        spoilt, clean = scaling.envelope(scaling.Curves.of(names, curves.compute, loss)), scaling.envelope(curves)
        assert spoilt.loss == pytest.approx(clean.loss, rel=5e-3, abs=0)

    def test_computes_are_not_moved(self):
        """Few points on a known line in ln C and ln L: each curve keeps its own ends, and all lie on the line."""
        compute = np.array([1.01e18, 1.17e19, 2.6e20])
        curves = [(name, C, 30 * C**-0.05) for name, C in zip("abc", compute, strict=True)]
        curves += [("d", C, 60 * C**-0.05) for C in compute]
        found = scaling.envelope(scaling.Curves.of(*zip(*curves, strict=True)))
        own = found.compute[np.isclose(found.loss, 30 * found.compute**-0.05, rtol=1e-12, atol=0)]
        assert set(compute) <= set(own.tolist())
        assert [(touch.low, touch.high) for touch in found.touches if touch.curve != "d"] == [(C, C) for C in compute]

    def test_a_curve_read_off_between_its_points_lies_on_their_line(self):
        C = np.array([1e18, 1e20])
        found = scaling.envelope(scaling.Curves.of(["a", "a"], C, 30 * C**-0.05))
        assert len(found.compute) == 81
        assert found.loss == pytest.approx(30 * found.compute**-0.05, rel=1e-12, abs=0)

    @pytest.mark.parametrize("seed", range(3))
    def test_warm_up_is_left_out(self, seed):
        """As many tokens as parameters of warm-up, from the loss of a model that knows nothing; 0.2 % of noise."""
        law, rng = scaling.get("besiroglu2024"), np.random.default_rng(seed)
        names, compute, loss = [], [], []
        for N in np.geomspace(1e8, 1e10, 10):
            D = np.linspace(N / 8, N * 40, 400)
            trained = scaling.loss(law, N, D)
            warm = (10.8 - trained).clip(0) * np.exp(-3 * D / N)
            names += [f"{N:.3g}"] * len(D)
            compute += list(6 * N * D)
            loss += list((trained + warm) * np.exp(0.002 * rng.standard_normal(len(D))))
        found = scaling.envelope(scaling.Curves.of(names, compute, loss))
        (said,) = found.warnings
        assert re.fullmatch(
            r"warm-up: the first \d+ points of 10 curves left out, up to where their loss falls fastest", said
        )
        assert found.compute[0] > 0.8 * 6 * 1e8**2  # the end of the first curve's warm-up
        assert found.loss[0] < 8
        assert found.coefficients["E"].value == pytest.approx(law.coefficients.E, abs=0.01)

    @pytest.mark.parametrize("noise", [0, 0.001, 0.01])
    def test_a_law_is_no_warm_up(self, family, noise):
        found = scaling.envelope(family(np.geomspace(1e8, 1e11, 12), noise))
        assert not [said for said in found.warnings if "warm-up" in said]

    def test_a_constant_above_a_loss_that_was_seen_is_refused(self):
        """Losses that fall faster and faster: power and constant have their constant above the last of them."""
        names = np.repeat(list("abcdef"), 10)
        C = np.geomspace(1e18, 1e21, 60)
        L = np.where(C < 3e20, 2.5 + 1e9 * C**-0.5, 2.4)
        found = scaling.envelope(scaling.Curves.of(names, C, L))
        assert found.coefficients == {}
        (said,) = found.warnings
        assert re.fullmatch(
            r"no law is given: its E would be 2\.[45]\d+, above the least loss that was seen, 2\.4", said
        )
        assert found.loss.min() == 2.4

    def test_the_ladder(self, facts):
        """Checkpoints of 20 runs, with warm-up: with its steps the law had E = 3.03 above the least loss, 2.83."""
        file = facts / "data" / "scaling" / "ladder_curves.csv"
        found = scaling.envelope(scaling.Curves.read(file, {"curve": "run", "parameters": "N", "loss": "c4"}))
        assert any("warm-up" in said for said in found.warnings)
        assert found.loss.min() == pytest.approx(2.832, abs=0.001)
        assert found.coefficients["E"].value < found.loss.min()

    def test_too_few_curves_have_an_envelope_but_no_law(self, family):
        found = scaling.envelope(family([1e8, 1e9]))
        assert len(found.touches) == 2
        assert found.coefficients == {}
        assert "4 are needed for its law" in found.warnings[0]

    def test_nothing(self):
        with pytest.raises(InputError, match="no points"):
            scaling.envelope(scaling.Curves.of(["a"], [1e18], [np.nan]))


class TestPowerLaw:
    def test_porians_exponents(self, table):
        pairs = table("porian2024_optimal_pairs.csv")
        fits = table("porian2024_fits.csv")
        assert len(fits) == 12
        for fit in fits:
            rows = [row for row in pairs if all(row[key] == fit[key] for key in PAIRS_OF)]
            found = scaling.power_law(*([row[name] for row in rows] for name in ("flops", "n", "n_star_std")))
            assert found.exponent == pytest.approx(fit["n_exponent"], rel=1e-10, abs=0)
            assert found.coefficient == pytest.approx(fit["n_coef"], rel=1e-9, abs=0)
        assert [round(fit["n_exponent"], 4) for fit in fits[:3]] == [0.8353, 0.7065, 0.4969]

    @pytest.mark.parametrize(("place", "N"), [(0, 3.0e12), (1, 787e9), (2, 77e9)])
    def test_porians_predictions(self, table, place, N):
        fit = table("porian2024_fits.csv")[place]
        rows = [row for row in table("porian2024_optimal_pairs.csv") if all(row[key] == fit[key] for key in PAIRS_OF)]
        found = scaling.power_law(*([row[name] for row in rows] for name in ("flops", "n", "n_star_std")))
        assert found(5.88e23) == pytest.approx(N, rel=0.02, abs=0)

    def test_it_is_linear_regression(self):
        rng = np.random.default_rng(0)
        x = 10 ** rng.uniform(18, 22, 30)
        y = 0.1 * x**0.5 * np.exp(rng.normal(0, 0.1, 30))
        found, second = scaling.power_law(x, y), linregress(np.log(x), np.log(y))
        assert found.exponent == pytest.approx(second.slope, rel=1e-12, abs=0)
        assert found.standard_error == pytest.approx(second.stderr, rel=1e-10, abs=0)
        assert found.low < 0.5 < found.high

    def test_what_is_no_power_law(self):
        with pytest.raises(InputError, match="at least 3"):
            scaling.power_law([1, 2, np.nan], [1, 2, 3])
        with pytest.raises(InputError, match="y: given numbers that are 0"):
            scaling.power_law([1, 2, 3], [1, 0, 3])
