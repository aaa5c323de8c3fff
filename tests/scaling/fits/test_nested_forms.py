"""The forms of Kaplan and Gadre, and the nested family with q free: derivatives, known truth, laws, published runs."""

import math

import numpy as np
import pytest

from limits import scaling
from limits.errors import InputError
from limits.scaling import answers, forms
from limits.scaling.fits.huber import Objective
from limits.scaling.fits.nested import NestedObjective

KAPLAN = {"N_c": 6.4e13, "D_c": 1.8e13, "alpha_N": 0.076, "alpha_D": 0.103}
BUSBRIDGE = forms.busbridge(E=1.220, A=3355, B=18186, alpha=0.408, beta=0.431, gamma=0.452)
LAWS = {
    "kaplan": forms.kaplan(**KAPLAN),
    "gadre": forms.gadre(E=1.836648, alpha=166.211, beta=366.6872, b=-0.272851),
    "nested": BUSBRIDGE,
}


def runs(form, count=40, noise=0.0, seed=0):
    rng = np.random.default_rng(seed)
    N, D = 10 ** rng.uniform(7, 9.5, count), 10 ** rng.uniform(8.5, 11, count)
    c = LAWS[form]
    exact = c.E + ((c.A * N**-c.alpha) ** (1 / c.q) + (c.B * D**-c.beta) ** (1 / c.q)) ** c.q
    return scaling.Points.of(N, D, exact * np.exp(noise * rng.standard_normal(count)))


def values(fit):
    return {name: estimate.value for name, estimate in fit.coefficients.items()}


class TestObjective:
    @pytest.mark.parametrize("in_loss", [False, True])
    @pytest.mark.parametrize("delta", [math.inf, 0.1])
    def test_derivatives(self, in_loss, delta):
        rng = np.random.default_rng(0)
        x, y, log_loss = rng.normal(size=20), rng.normal(size=20), rng.normal(0.8, 0.2, 20)
        objective = NestedObjective(x, y, log_loss, delta, in_loss=in_loss)
        at = np.array([[0.1, 0.3, 0.2, 0.3, 0.4, 0.6], [-0.1, 0.2, 0.5, 0.2, 0.1, 1.7]])
        step = 1e-5
        ways = step * np.eye(6)
        found = objective.expand(at)
        slopes = [(objective.value(at + way) - objective.value(at - way)) / (2 * step) for way in ways]
        bends = [
            (objective.expand(at + way).gradient - objective.expand(at - way).gradient) / (2 * step) for way in ways
        ]
        assert found.value == pytest.approx(objective.value(at), rel=1e-14, abs=0)
        assert found.gradient == pytest.approx(np.array(slopes).T, rel=0, abs=1e-7)
        assert found.hessian == pytest.approx(np.array(bends).swapaxes(0, 1), rel=0, abs=1e-6)
        jacobian = objective.jacobian(at[0])
        errors = [(objective.errors(at[:1] + way) - objective.errors(at[:1] - way))[0] / (2 * step) for way in ways]
        assert jacobian == pytest.approx(np.array(errors).T, rel=0, abs=1e-7)

    def test_q_of_1_is_the_sum(self):
        rng = np.random.default_rng(1)
        x, y, log_loss = rng.normal(size=20), rng.normal(size=20), rng.normal(0.8, 0.2, 20)
        at = np.array([[0.1, 0.3, 0.2, 0.3, 0.4]])
        nested = NestedObjective(x, y, log_loss).expand(np.append(at, [[1.0]], axis=1))
        plain = Objective(x, y, log_loss).expand(at)
        assert nested.value == pytest.approx(plain.value, rel=1e-12, abs=0)
        assert nested.hessian[:, :5, :5] == pytest.approx(plain.hessian, rel=1e-9, abs=1e-12)
        assert nested.majoriser[:, :5, :5] == pytest.approx(plain.majoriser, rel=1e-9, abs=1e-12)

    def test_a_q_below_0_is_no_law(self):
        at = np.array([[0.1, 0.3, 0.2, 0.3, 0.4, -0.5]])
        assert NestedObjective(np.zeros(3), np.zeros(3), np.zeros(3)).expand(at).value.tolist() == [math.inf]


class TestKnownTruth:
    def test_kaplan(self):
        found = scaling.fit(runs("kaplan"), form="kaplan")
        assert (found.converged, found.free) == (True, 4)
        assert values(found) == pytest.approx(KAPLAN, rel=1e-7, abs=0)
        assert "without embeddings" in found.warnings[0]

    def test_sizes_thirty_decades_apart(self):
        """Powers of such sizes lie beyond floats; ratios of them do not, and nothing warns."""
        N, D = np.geomspace(1e-2, 1e28, 31), np.tile([1e25, 1e-1, 1e12], 11)[:31]
        c = LAWS["kaplan"]
        points = scaling.Points.of(N, D, ((c.A * N**-c.alpha) ** (1 / c.q) + (c.B * D**-c.beta) ** (1 / c.q)) ** c.q)
        assert values(scaling.fit(points, form="kaplan")) == pytest.approx(KAPLAN, rel=1e-6, abs=0)

    def test_gadre(self):
        found = scaling.fit(runs("gadre"), form="gadre")
        wanted = {"E": 1.836648, "a": 166.211 * 6**0.1364255, "b": 366.6872, "eta": 0.1364255}
        assert (found.converged, found.free) == (True, 4)
        assert values(found) == pytest.approx(wanted, rel=1e-7, abs=0)
        # The paper's own way to write it gives the losses back.
        E, a, b, eta = values(found).values()
        M, C = found.points.tokens / found.points.parameters, found.points.compute
        assert E + (a * M**eta + b * M**-eta) * C**-eta == pytest.approx(found.points.loss, rel=1e-9, abs=0)

    def test_gadre_is_the_tied_form(self):
        points = runs("gadre", noise=0.003)
        gadre, tied = (scaling.fit(points, form=form) for form in ("gadre", "hoffmann-tied"))
        assert gadre.objective == pytest.approx(tied.objective, rel=1e-9, abs=0)
        assert gadre.coefficients["eta"].low == pytest.approx(tied.coefficients["alpha"].low / 2, rel=1e-6, abs=0)

    def test_nested(self):
        found = scaling.fit(runs("nested"), form="nested")
        assert (found.converged, found.free) == (True, 6)
        assert values(found) == pytest.approx(BUSBRIDGE._asdict(), rel=1e-6, abs=0)

    def test_q_pinned_to_1_is_the_form_of_hoffmann(self, simulated):
        points = simulated(60, 0.003)
        pinned, plain = scaling.fit(points, form="nested", pin={"q": 1.0}), scaling.fit(points)
        assert pinned.converged
        assert pinned.objective == pytest.approx(plain.objective, rel=1e-8, abs=0)
        assert pinned.coefficients["alpha"].value == pytest.approx(plain.coefficients["alpha"].value, rel=1e-4, abs=0)
        assert scaling.fit(points, form="nested").objective <= plain.objective * (1 + 1e-9)

    @pytest.mark.parametrize(
        ("form", "truth"), [("kaplan", KAPLAN), ("nested", {"q": 0.452, "alpha": BUSBRIDGE.alpha, "E": 1.22})]
    )
    def test_intervals_hold_the_truth(self, form, truth):
        hits = []
        law = LAWS[form]
        far = law.E + ((law.A * 1e11**-law.alpha) ** (1 / law.q) + (law.B * 1e13**-law.beta) ** (1 / law.q)) ** law.q
        for seed in range(40):
            found = scaling.fit(runs(form, 30, 0.004, seed), form=form)
            at = found.at(parameters=1e11, tokens=1e13)
            hits.append(
                [
                    found.coefficients[name].low <= value <= found.coefficients[name].high
                    for name, value in truth.items()
                ]
                + [at.low <= far <= at.high]
            )
        assert np.mean(hits, axis=0).min() >= 0.75  # 0.9 of 40: 0.77 to 1 in 99 % of cases
        assert 0.82 <= np.mean(hits) <= 0.97


class TestLaws:
    @pytest.mark.parametrize("form", ["kaplan", "gadre", "nested"])
    @pytest.mark.parametrize("bootstrap", [0, 40])
    def test_law_says_what_the_fit_says(self, form, bootstrap, tmp_path):
        found = scaling.fit(runs(form, 40, 0.003), form=form, bootstrap=bootstrap)
        file = tmp_path / "mine.toml"
        file.write_text(scaling.to_toml(found.law("mine")), encoding="utf-8")
        law = scaling.load(file)
        assert law.form == form
        said, at = answers.predict(law, 1e11, 1e13), found.at(parameters=1e11, tokens=1e13)
        assert said.loss.value == pytest.approx(at.loss, rel=1e-9, abs=0)
        ends = (at.low / at.loss, at.high / at.loss)
        drawn = [end / at.loss for end in said.loss.interval]
        assert drawn == pytest.approx(ends, rel=0, abs=0.3 * (ends[1] - ends[0]) if bootstrap else 1e-3)
        if form != "gadre":  # q moves with the others
            assert len((law.resamples or law.covariance)[0]) == 6

    def test_what_cannot_be_held(self):
        with pytest.raises(InputError, match="alpha_N"):
            scaling.fit(runs("kaplan"), form="kaplan", pin={"N_c": 6e13})
        with pytest.raises(InputError, match="held alone"):
            scaling.fit(runs("kaplan"), form="kaplan").profile("D_c")
        found = scaling.fit(runs("kaplan", 40, 0.003), form="kaplan", pin={"alpha_N": 0.076})
        assert (found.converged, found.free, found.coefficients["alpha_N"].value) == (True, 3, 0.076)

    def test_profile_of_q(self):
        found = scaling.fit(runs("nested", 40, 0.003), form="nested")
        profile = found.profile("q")
        each = found.coefficients["q"]
        assert profile.low == pytest.approx(each.low, rel=0, abs=each.standard_error)
        assert profile.high == pytest.approx(each.high, rel=0, abs=each.standard_error)


class TestPublishedRuns:
    def test_kaplans_form_does_not_fit_the_chinchilla_runs(self, chinchilla):
        found = scaling.compare(chinchilla, ["hoffmann", "kaplan"])
        assert [row.fit.form for row in found.rows] == ["hoffmann", "kaplan"]
        assert found.rows[1].criterion > 100
        assert found.says == "hoffmann explains these runs far better than the other forms"

    def test_hoffmann_is_a_member_that_the_chinchilla_runs_leave(self, chinchilla):
        found = scaling.fit(chinchilla, form="nested")
        assert found.converged
        assert found.objective <= scaling.fit(chinchilla).objective

    @pytest.mark.parametrize(
        ("key", "corpus"),
        [("gadre2024-c4", "c4_original"), ("gadre2024-redpajama", "rpj"), ("gadre2024-refinedweb", "rw_original")],
    )
    def test_gadres_fit_to_five_released_runs(self, table, key, corpus):
        rows = [row for row in table("gadre2024_models.csv") if row["dataset_name"] == corpus]
        sizes = sorted({row["N"] for row in rows})
        wanted = [(N, 20) for N in sizes[:4]] + [(sizes[0], 320)]
        five = [next(row for row in rows if (row["N"], row["tok_mult"]) == each) for each in wanted]
        N, D, loss = (np.array([row[name] for row in five]) for name in ("N", "D", "loss_c4_val"))
        found = scaling.fit(N, D, loss, form="gadre", objective="squares")
        published = scaling.get(key).published
        assert found.coefficients["E"].value == pytest.approx(published["E"], rel=2e-6, abs=0)
        assert found.coefficients["b"].value == pytest.approx(published["beta"], rel=2e-6, abs=0)
        assert found.coefficients["eta"].value == pytest.approx(-published["b"] / 2, rel=3e-6, abs=0)
        assert found.law("mine").published == pytest.approx(published, rel=3e-6, abs=0)
