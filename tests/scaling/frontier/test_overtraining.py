"""Over-training: Gadre's fits repeated from the released runs, their form of the loss, and any other law's."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from limits import scaling
from limits.scaling import forms, trends
from limits.scaling.frontier import overtraining

KEYS = {"gadre2024-c4": "c4_original", "gadre2024-redpajama": "rpj", "gadre2024-refinedweb": "rw_original"}
AVERAGES = {"46": "err_avg", "17": "err_avg_subset"}

laws = st.sampled_from(list(scaling.LAWS.values()))
compute = st.floats(15, 30).map(lambda x: 10**x)
ratios = st.floats(-2, 5).map(lambda x: 10**x)


def least_squares(basis, y, low, high):
    """Minimise the sum of squares of y minus a linear combination of basis(b), over b too."""

    def solved(b):
        columns = np.stack(basis(b), axis=1)
        scale = np.linalg.norm(columns, axis=0)
        found = np.linalg.lstsq(columns / scale, y, rcond=None)[0] / scale
        return found, float(np.sum((columns @ found - y) ** 2))

    grid = np.linspace(low, high, 500)
    at = int(np.argmin([solved(b)[1] for b in grid]))
    around = (grid[max(at - 1, 0)], grid[min(at + 1, grid.size - 1)])
    best = minimize_scalar(lambda b: solved(b)[1], bounds=around, method="bounded", options={"xatol": 1e-13}).x
    return best, *solved(best)


class Study:
    """The released runs on one corpus, and the fits of the paper to five and to six of them."""

    def __init__(self, rows, corpus):
        self.rows = [row for row in rows if row["dataset_name"] == corpus]
        sizes = sorted({row["N"] for row in self.rows})
        self.five = [self.run(N, 20) for N in sizes[:4]] + [self.run(sizes[0], 320)]
        self.six = [*self.five, self.run(sizes[4], 20)]
        self.N, self.D, self.L = (np.array([row[name] for row in self.five]) for name in ("N", "D", "loss_c4_val"))

    def run(self, N, M):
        return next(row for row in self.rows if row["N"] == N and row["tok_mult"] == M)

    def loss_law(self):
        """E, alpha, beta and b of the released code; the sum of squares."""
        b, (E, A, B), squares = least_squares(lambda b: (np.ones(5), self.N**b, self.D**b), self.L, -1, -0.02)
        return {"E": E, "alpha": A, "beta": B * 6 ** (-b / 2), "b": b}, squares

    def error_law(self, column):
        L, err = (np.array([row[name] for row in self.six]) for name in ("loss_c4_val", column))
        gamma, (epsilon, k), _ = least_squares(lambda g: (np.ones(6), -np.exp(-g * L)), err, 0.05, 3)
        return {"epsilon": epsilon, "k": k, "gamma": gamma}


@pytest.fixture(scope="module")
def studies(table):
    rows = table("gadre2024_models.csv")
    return {key: Study(rows, corpus) for key, corpus in KEYS.items()}


@pytest.fixture(scope="module")
def acceptance(table):
    return {row["id"]: row for row in table("acceptance_scaling.csv")}


class TestGadre:
    @pytest.mark.parametrize("key", KEYS)
    def test_what_ships_is_what_the_released_runs_give(self, studies, key):
        study, law = studies[key], scaling.get(key)
        assert law.published == pytest.approx(study.loss_law()[0], rel=2e-6, abs=0)
        for name, column in AVERAGES.items():
            found = trends.get(f"{key}-{name}")
            assert found.constants == pytest.approx(study.error_law(column), rel=1e-5, abs=0)
            L = [row["loss_c4_val"] for row in study.six]
            assert (found.fitted["loss"].low, found.fitted["loss"].high) == pytest.approx((min(L), max(L)), abs=5e-4)
        C = 6 * study.N * study.D
        for span, values in ((law.fitted.parameters, study.N), (law.fitted.tokens, study.D), (law.fitted.compute, C)):
            assert (span.low, span.high) == pytest.approx((values.min(), values.max()), rel=0.01, abs=0)

    def test_acceptance_of_the_constants(self, studies, acceptance):
        row = acceptance["SC071"]
        want = json.loads(row["expected"])
        assert studies["gadre2024-redpajama"].loss_law()[0] == pytest.approx(want, rel=row["rel_tol"], abs=0)
        assert scaling.get("gadre2024-redpajama").published == pytest.approx(want, rel=row["rel_tol"], abs=0)

    def test_acceptance_of_the_loss_of_an_over_trained_run(self, studies, acceptance):
        row, study = acceptance["SC072"], studies["gadre2024-redpajama"]
        held = study.run(study.six[5]["N"], 640)
        predicted = overtraining.loss(scaling.get("gadre2024-redpajama"), 6 * held["N"] * held["D"], 640)
        off = 100 * abs(predicted / held["loss_c4_val"] - 1)
        assert off == pytest.approx(json.loads(row["expected"])["percent"], rel=row["rel_tol"], abs=0)

    def test_acceptance_of_its_error_at_the_predicted_loss(self, studies, acceptance):
        row, study = acceptance["SC073"], studies["gadre2024-redpajama"]
        held = study.run(study.six[5]["N"], 640)
        law, trend = scaling.get("gadre2024-redpajama"), trends.get("gadre2024-redpajama-17")

        def off(loss):
            return 100 * abs(trend.value(loss=loss) / held["err_avg_subset"] - 1)

        want = pytest.approx(json.loads(row["expected"])["percent"], rel=row["rel_tol"], abs=0)
        assert off(scaling.loss(law, held["N"], held["D"])) == want
        assert off(held["loss_c4_val"]) != want

    def test_the_six_belongs_to_the_data_alone(self, studies):
        """With it at neither term, or at both, the same constants miss the runs that they were fitted to."""
        study, law = studies["gadre2024-redpajama"], scaling.get("gadre2024-redpajama")
        c, six = law.coefficients, 6 ** (law.published["b"] / 2)

        def worst(member):
            return float(np.max(np.abs(member.E + np.exp(forms.log_reducible(member, study.N, study.D)) - study.L)))

        assert worst(c) < 0.02
        assert worst(c._replace(B=c.B / six)) > 0.1
        assert worst(c._replace(A=c.A * six)) > 0.1

    def test_four_constants_on_five_runs_leave_one_degree_of_freedom(self, studies):
        study = studies["gadre2024-redpajama"]
        assert len(study.five) - len(study.loss_law()[0]) == 1
        assert any("Four constants on five runs" in note for note in scaling.get("gadre2024-redpajama").notes)

    @pytest.mark.parametrize(("key", "best"), [("gadre2024-c4", 3.4), ("gadre2024-redpajama", 7.4)])
    def test_the_best_ratio_is_the_same_at_all_compute(self, key, best):
        law = scaling.get(key)
        c = law.coefficients
        for C in (1e16, 1e20, 1e26):
            assert overtraining.best_ratio(law, C) == pytest.approx(best, abs=0.05)
            assert overtraining.best_ratio(law, C) == pytest.approx((c.B / c.A) ** (1 / c.alpha), rel=1e-10, abs=0)

    @given(st.sampled_from(list(KEYS)), compute, ratios)
    def test_their_form_of_the_loss(self, key, C, M):
        """Equation 4, L(C, M) = E + (a M^eta + b M^-eta) C^-eta."""
        law = scaling.get(key)
        eta, c = law.coefficients.alpha / 2, law.coefficients
        printed = c.E + (6**eta * c.A * M**eta + 6**eta * c.B * M**-eta) * C**-eta
        assert overtraining.loss(law, C, M) == pytest.approx(printed, rel=1e-10, abs=0)


class TestAnyLaw:
    @given(laws, compute, ratios)
    def test_the_run_has_its_compute_and_its_ratio(self, law, C, M):
        N, D = overtraining.run(C, M)
        product, ratio = 6 * N * D, D / N
        assert (product, ratio) == pytest.approx((C, M), rel=1e-12, abs=0)
        assert overtraining.factor(law, N, D) == pytest.approx(M / overtraining.best_ratio(law, C), rel=1e-9, abs=0)

    @given(laws, compute, ratios)
    def test_excess_is_what_the_loss_lacks_of_the_least(self, law, C, M):
        least = scaling.optimum(law, C).loss
        excess = overtraining.excess(law, C, M)
        assert excess >= 0
        assert least + excess == pytest.approx(overtraining.loss(law, C, M), rel=1e-11, abs=0)

    @pytest.mark.parametrize("law", scaling.LAWS.values(), ids=scaling.LAWS.keys())
    def test_a_search_finds_the_same_ratio(self, law):
        found = minimize_scalar(
            lambda x: float(np.log(overtraining.loss(law, 1e22, math.exp(x)) - law.coefficients.E)),
            bounds=(-5, 15),
            method="bounded",
            options={"xatol": 1e-10},
        ).x
        assert math.exp(found) == pytest.approx(overtraining.best_ratio(law, 1e22), rel=1e-3, abs=0)

    @given(laws, compute, st.floats(-1, 3).map(lambda x: 10**x))
    def test_the_share_of_the_excess_depends_on_the_factor_alone(self, law, C, o):
        """a k^-alpha + b k^beta with k = o^(-1/2), for a law that adds; the power q of it for one that nests."""
        c = law.coefficients
        k = o**-0.5
        want = (c.a * k ** (-c.alpha / c.q) + c.b * k ** (c.beta / c.q)) ** c.q
        M = o * overtraining.best_ratio(law, C)
        least = scaling.optimum(law, C).loss - c.E
        assert overtraining.excess(law, C, M) / least == pytest.approx(want - 1, rel=1e-6, abs=1e-9)

    @given(laws, compute)
    def test_at_the_optimum_nothing_is_in_excess(self, law, C):
        best = scaling.optimum(law, C)
        assert overtraining.factor(law, best.parameters, best.tokens) == pytest.approx(1, rel=1e-9, abs=0)
        assert overtraining.excess(law, C, best.tokens_per_parameter) == pytest.approx(0, abs=1e-12)

    def test_arrays(self):
        law = scaling.get("besiroglu2024")
        assert overtraining.loss(law, np.array([[1e20], [1e24]]), np.array([20.0, 200.0, 2000.0])).shape == (2, 3)


class TestSupports:
    def test_the_support_moves_the_constants_more_than_the_losses(self):
        """Four fits of the same runs; the losses of a run that all of them saw differ by less than a tenth."""
        members = [scaling.get(f"sardana2023-{key}") for key in ("up-to-100", "up-to-250", "up-to-500", "all")]
        at_20 = [float(scaling.loss(law, 1e9, 20e9)) for law in members]
        assert max(at_20) / min(at_20) < 1.1
        irreducible = [law.coefficients.E for law in members]
        assert (min(irreducible), max(irreducible)) == (0.17, 1.45)
        assert all("four supports" in law.notes[0] for law in members)
        assert all("tokens per parameter" in law.title for law in members)
