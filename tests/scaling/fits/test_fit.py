"""Fits: published minima and errors, known truth, and what users have instead."""

import math

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import huber, logsumexp

from limits import scaling
from limits.errors import InputError, UnknownNameError
from limits.scaling.fits import bootstrap
from limits.scaling.fits.huber import Objective
from limits.scaling.fits.newton import minimise
from limits.scaling.fits.record import NAMES
from limits.scaling.fits.starts import scan

TRUTH = scaling.get("besiroglu2024")


def values(fit):
    return {name: estimate.value for name, estimate in fit.coefficients.items()}


def only(points, kept):
    return scaling.Points.of(points.parameters[kept], points.tokens[kept], points.loss[kept])


class TestPublished:  # SC029 to SC042
    def test_minimum_of_the_chinchilla_points(self, chinchilla):
        found = scaling.fit(chinchilla)
        assert len(found.points) == 240
        assert found.objective == pytest.approx(0.0010182740178006, abs=1e-15)
        assert found.objective < 0.0010182740346154362  # the released grid of 4500 starts
        assert found.objective < 0.0010182743756  # the package chinchilla
        wanted = {"A": 477.825868, "B": 2143.41736, "E": 1.8172181, "alpha": 0.3473105, "beta": 0.36717243}
        assert values(found) == pytest.approx(wanted, rel=1e-7, abs=0)
        assert (found.converged, found.starts_agreeing, found.starts) == (True, 6, 6)
        assert all("the form does not fit" in each for each in found.warnings)  # a bend with size, p = 2e-6
        assert values(found) == pytest.approx(dict(scaling.get("besiroglu2024-minimum").published), rel=1e-7, abs=0)

    @pytest.mark.parametrize(
        ("key", "objective"),
        [("hoffmann2022", 0.00123116), ("hoffmann2022-rounded", 0.00412101), ("besiroglu2024", 0.00102284)],
    )
    def test_objective_of_published_coefficients(self, chinchilla, key, objective):
        predicted = scaling.loss(scaling.get(key), chinchilla.parameters, chinchilla.tokens)
        got = huber(1e-3, np.log(predicted / chinchilla.loss)).sum()
        assert got == pytest.approx(objective, rel=1e-4, abs=0)
        assert scaling.fit(chinchilla).objective < got

    def test_standard_errors_of_4000_resamples(self, chinchilla):
        found = scaling.fit(chinchilla, bootstrap=4000, seed=42)
        errors = {name: found.coefficients[name].standard_error for name in NAMES}
        released = {"A": 124.52232, "B": 1293.2841, "E": 0.02566, "alpha": 0.0154, "beta": 0.0206}
        assert errors == pytest.approx(released, rel=2e-3, abs=0)
        a = found.resamples[:, 4] / found.resamples[:, 3:].sum(axis=1)
        assert a.std() == pytest.approx(0.01997, rel=1e-3, abs=0)
        first = dict(zip(NAMES, found.resamples[0], strict=True))
        second = dict(zip(NAMES, found.resamples[1], strict=True))
        assert first == pytest.approx(
            {"A": 349.556372, "B": 2356.248315, "E": 1.79333, "alpha": 0.328633, "beta": 0.371855}, rel=3e-4, abs=0
        )
        assert second == pytest.approx(
            {"A": 487.836322, "B": 1509.948214, "E": 1.803583, "alpha": 0.348965, "beta": 0.349989}, rel=3e-4, abs=0
        )

    @pytest.mark.slow
    def test_no_resample_is_left_above_its_minimum(self, chinchilla):
        fit = scaling.fit(chinchilla)
        objective = fit.minimised
        rng = np.random.default_rng(1)
        around = fit.vector + rng.normal(size=(42, 5)) * [0.5, 0.5, 0.3, 0.15, 0.15]
        starts = np.concatenate([scan(objective), around])
        counts = np.concatenate(list(bootstrap.resamples(240, 200, seed=42)))
        ours = minimise(objective, np.tile(fit.vector, (200, 1)), counts)
        assert ours.stopped.all()
        for value, row in zip(ours.values, counts, strict=True):
            assert value <= minimise(objective, starts, np.tile(row, (len(starts), 1))).values.min() + 1e-9

    @pytest.mark.slow
    def test_no_start_of_the_published_grid_ends_lower(self, chinchilla):
        found = scaling.fit(chinchilla)
        log_N, log_D, log_L = (np.log(each) for each in (chinchilla.parameters, chinchilla.tokens, chinchilla.loss))

        def published(v):
            error = logsumexp([v[0] - v[3] * log_N, v[1] - v[4] * log_D, v[2] + 0 * log_N], axis=0) - log_L
            return huber(1e-3, error).sum()

        rng = np.random.default_rng(0)
        axes = (np.arange(0, 30, 5), np.arange(0, 30, 5), np.linspace(-1, 1, 5), np.arange(0, 2.5, 0.5))
        for _ in range(40):
            start = [rng.choice(axis) for axis in (*axes, axes[-1])]
            with np.errstate(all="ignore"):
                assert minimize(published, start, method="L-BFGS-B").fun >= found.objective - 1e-12

    def test_gadre_by_least_squares_with_one_exponent(self, table):
        runs = [row for row in table("gadre2024_models.csv") if row["dataset_name"] == "rpj"]
        sizes = sorted({row["N"] for row in runs})
        used = [
            row
            for row in runs
            if (row["tok_mult"] == 20 and row["N"] in sizes[:4]) or (row["tok_mult"] == 320 and row["N"] == sizes[0])
        ]
        columns = ([row[name] for row in used] for name in ("N", "D", "loss_c4_val"))
        found = scaling.fit(*columns, form="hoffmann-tied", objective="squares")
        E, A, B, alpha, beta = (found.coefficients[name].value for name in NAMES)
        assert alpha == beta
        assert (A, B * 6 ** (beta / 2), -alpha, E) == pytest.approx(
            (166.210992, 366.687197, -0.2728507, 1.8366484), rel=1e-6, abs=0
        )
        (far,) = [row for row in runs if row["tok_mult"] == 640 and row["N"] > 1e9]
        predicted = scaling.loss(found.law(), far["N"], far["D"])
        assert 100 * abs(predicted / far["loss_c4_val"] - 1) == pytest.approx(0.7103, abs=1e-4)
        assert found.warnings  # four coefficients on five points

    def test_muennighoffs_objective(self, table):
        runs = table("muennighoff2023_182_runs.csv")
        N, D, U, L = (
            np.array([row[name] for row in runs])
            for name in ("params_N", "tokens_D", "unique_tokens_U", "val_loss_c4_nats_gpt2tok")
        )
        a, b, e, alpha = 6.255414, 7.3049974, 0.6254804, 0.3526596
        U_N = np.minimum(np.exp(2 * (a - b) / alpha / 2) * U, N)

        def effective(used, repeated, scale):
            return used - used * scale * np.expm1(-np.maximum(repeated, 0) / scale)

        x, y = np.log(effective(U_N, N / U_N - 1, 5.309743)), np.log(effective(U, D / U - 1, 15.387756))
        found = Objective(x, y, np.log(L)).value(np.array([[a, b, e, alpha, alpha]]))[0]
        assert found == pytest.approx(0.015825936, rel=1e-6, abs=0)


class TestKnownTruth:
    @pytest.mark.parametrize("kind", [{}, {"delta": math.inf}, {"objective": "squares"}, {"delta": 0.1}])
    def test_exact_losses_give_the_law_back(self, simulated, kind):
        found = scaling.fit(simulated(40), **kind)
        assert values(found) == pytest.approx(dict(TRUTH.published), rel=1e-9, abs=0)
        assert found.converged
        assert found.warnings == ()

    @pytest.mark.parametrize("count", [8, 60, 10_000])
    def test_many_or_few_points(self, simulated, count):
        found = scaling.fit(simulated(count, noise=0.003, seed=1))
        assert found.converged
        for name, estimate in found.coefficients.items():
            assert estimate.low <= TRUTH.published[name] <= estimate.high
        assert bool(found.warnings) == (count == 8)

    def test_the_units_of_size_change_only_the_factors(self, simulated):
        points = simulated(60, noise=0.005)
        ours, billions = (scaling.fit(points.parameters / scale, points.tokens, points.loss) for scale in (1, 1e9))
        assert billions.objective == pytest.approx(ours.objective, rel=1e-12, abs=0)
        assert values(billions)["A"] == pytest.approx(
            values(ours)["A"] * 1e9 ** -values(ours)["alpha"], rel=1e-6, abs=0
        )
        assert {k: values(billions)[k] for k in ("E", "B", "alpha", "beta")} == pytest.approx(
            {k: values(ours)[k] for k in ("E", "B", "alpha", "beta")}, rel=1e-6, abs=0
        )

    def test_the_order_of_the_points_does_not_matter(self, simulated):
        points = simulated(60, noise=0.005)
        shuffled = only(points, np.random.default_rng(1).permutation(60))
        assert values(scaling.fit(shuffled)) == pytest.approx(values(scaling.fit(points)), rel=1e-6, abs=0)

    def test_outliers_hardly_move_hubers_fit(self, simulated):
        points = simulated(100, noise=0.005)
        spoilt = scaling.Points.of(
            points.parameters, points.tokens, np.where(np.arange(100) % 10 == 0, 1.5, 1.0) * points.loss
        )
        assert values(scaling.fit(spoilt))["alpha"] == pytest.approx(TRUTH.published["alpha"], abs=0.03)
        assert abs(values(scaling.fit(spoilt, objective="squares"))["E"] - TRUTH.published["E"]) > 0.05

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("count", "kind"),
        [(100, {}), (100, {"bootstrap": 200}), (100, {"delta": math.inf}), (30, {"delta": math.inf})],
        ids=str,
    )
    def test_intervals_hold_the_truth_as_often_as_they_say(self, simulated, count, kind):
        held = dict.fromkeys(NAMES, 0)
        for seed in range(500):
            found = scaling.fit(simulated(count, noise=0.005, seed=1000 + seed), **kind)
            for name, estimate in found.coefficients.items():
                held[name] += estimate.low <= TRUTH.published[name] <= estimate.high
        assert all(0.85 <= count / 500 <= 0.95 for count in held.values()), held


class TestRefusals:
    def test_too_few_points(self, simulated):
        with pytest.raises(InputError, match="more than the 5 coefficients"):
            scaling.fit(simulated(5))

    def test_all_sizes_equal(self, simulated):
        points = simulated(30)
        with pytest.raises(InputError, match="1 different value, wanted at least 3"):
            scaling.fit(np.full(30, 1e9), points.tokens, points.loss)

    def test_two_sizes(self, simulated):
        points = simulated(30)
        with pytest.raises(InputError, match="2 different values"):
            scaling.fit(points.parameters, np.where(points.tokens > 1e10, 1e11, 1e10), points.loss)

    def test_tokens_that_follow_from_parameters(self, simulated):
        points = simulated(30)
        with pytest.raises(InputError, match="vary parameters and tokens apart"):
            scaling.fit(points.parameters, 20 * points.parameters, points.loss)

    @pytest.mark.parametrize("bad", [0.0, -1.0, math.inf])
    def test_numbers_that_no_run_has(self, bad):
        with pytest.raises(InputError, match="finite numbers > 0"):
            scaling.fit([1e8, 1e9, bad], [1e9] * 3, [3.0] * 3)

    def test_lengths_that_differ(self):
        with pytest.raises(InputError, match="one for each run"):
            scaling.fit([1e8, 1e9], [1e9] * 3, [3.0] * 3)

    def test_names(self, simulated):
        with pytest.raises(UnknownNameError, match="did you mean hoffmann"):
            scaling.fit(simulated(20), form="hofmann")
        with pytest.raises(UnknownNameError, match="did you mean huber"):
            scaling.fit(simulated(20), objective="hubr")
        with pytest.raises(InputError, match="an error in ln"):
            scaling.fit(simulated(20), delta=0.0)


class TestDoubts:
    def test_runs_without_a_number_are_left_out_and_counted(self, simulated):
        points = simulated(40)
        loss = np.where(np.arange(40) < 3, np.nan, points.loss)
        found = scaling.fit(points.parameters, points.tokens, loss)
        assert len(found.points) == 37
        assert any("3 runs left out" in said for said in found.warnings)

    def test_a_term_that_is_nearly_flat_leaves_its_exponent_open(self, simulated):
        points = simulated(60)
        rng = np.random.default_rng(0)
        loss = (1.8 + 0.5 * points.parameters**-0.35 + 2100 * points.tokens**-0.37) * np.exp(rng.normal(0, 0.005, 60))
        found = scaling.fit(points.parameters, points.tokens, loss)
        assert found.coefficients["alpha"].low <= 0
        assert found.coefficients["alpha"].high == math.inf
        assert found.coefficients["E"].low == 0
        assert any("alpha may be anything" in said for said in found.warnings)
        beta = found.coefficients["beta"]
        assert beta.low <= 0.37 <= beta.high

    def test_no_irreducible_loss(self, simulated):
        points = simulated(60)
        rng = np.random.default_rng(4)
        loss = (480 * points.parameters**-0.35 + 2100 * points.tokens**-0.37) * np.exp(rng.normal(0, 0.005, 60))
        found = scaling.fit(points.parameters, points.tokens, loss)
        assert found.coefficients["E"].value < 0.1
        assert any("E" in said for said in found.warnings)

    def test_noise_is_no_law(self, simulated):
        points = simulated(60)
        loss = 2 * np.exp(np.random.default_rng(5).normal(0, 0.05, 60))
        found = scaling.fit(points.parameters, points.tokens, loss)
        for name in ("alpha", "beta"):
            assert found.coefficients[name].low <= 0
            assert found.coefficients[name].high == math.inf
            assert any(name in said for said in found.warnings)

    def test_a_constant_loss_depends_on_nothing(self, simulated):
        points = simulated(60)
        found = scaling.fit(points.parameters, points.tokens, np.full(60, 2.0))
        assert values(found)["E"] == pytest.approx(2, rel=1e-6, abs=0)
        assert sum("does not depend" in said for said in found.warnings) == 2
        assert found.covariance is None

    def test_a_loss_that_rises_is_no_law(self, simulated):
        points = simulated(60)
        found = scaling.fit(points.parameters, points.tokens, 1 + points.parameters**0.1 / 10)
        assert any("the loss rises with parameters" in said for said in found.warnings)
        with pytest.raises(InputError, match=r"alpha: given -0\.1"):
            found.law()

    def test_sizes_that_rise_together(self, simulated):
        points = simulated(60)
        tokens = 20 * points.parameters * np.exp(np.random.default_rng(0).normal(0, 0.05, 60))
        loss = scaling.loss(TRUTH, points.parameters, tokens)
        found = scaling.fit(points.parameters, tokens, loss)
        assert any("change together" in said for said in found.warnings)
        right = values(found) == pytest.approx(dict(TRUTH.published), rel=1e-3, abs=0)
        assert right or not found.converged


class TestProfile:
    def test_the_profile_is_least_at_the_estimate_and_agrees_with_scipy(self, simulated):
        found = scaling.fit(simulated(60, noise=0.01), delta=math.inf)
        for name in NAMES:
            profile = found.profile(name)
            assert (profile.objective >= found.objective * (1 - 1e-9)).all()
            assert profile.low < found.coefficients[name].value < profile.high
        alpha = 0.37
        points = found.points
        log_N, log_D, log_L = np.log(points.parameters), np.log(points.tokens), np.log(points.loss)

        def held(v):
            error = logsumexp([v[0] - alpha * (log_N - 20), v[1] - v[2] * (log_D - 24), v[3] + 0 * log_N], axis=0)
            return 0.5 * np.sum((error - log_L) ** 2)

        second = minimize(
            held, [-1, -1, 0.37, 0.6], method="Nelder-Mead", options={"maxiter": 20_000, "xatol": 1e-10, "fatol": 1e-16}
        )
        assert found.profile("alpha", [alpha]).objective[0] == pytest.approx(second.fun, rel=1e-6, abs=0)

    def test_a_flat_term_has_an_open_profile(self, simulated):
        points = simulated(60)
        rng = np.random.default_rng(4)  # one seed in ten is closed by chance, as the level says: 9, 10, 18, 39 of 40
        loss = (2.0 + 2100 * points.tokens**-0.37) * np.exp(rng.normal(0, 0.005, 60))
        found = scaling.fit(points.parameters, points.tokens, loss)
        assert found.profile("alpha", np.linspace(0.02, 3, 40)).high == math.inf

    def test_an_unknown_coefficient(self, simulated):
        with pytest.raises(UnknownNameError, match="did you mean alpha"):
            scaling.fit(simulated(20)).profile("alhpa")


class TestLaw:
    def test_a_fit_becomes_a_law_that_can_be_written_and_read(self, simulated, tmp_path):
        points = simulated(60, noise=0.005)
        law = scaling.fit(points).law("ours-2024", corpus='a "corpus"\n\x7f', tokenizer="32k")
        file = tmp_path / "ours.toml"
        file.write_text(scaling.to_toml(law), encoding="utf-8")
        again = scaling.load(file)
        assert {name: getattr(again, name) for name in ("key", "corpus", "fitted", "covariance", "notes")} == {
            name: getattr(law, name) for name in ("key", "corpus", "fitted", "covariance", "notes")
        }
        assert again.coefficients == law.coefficients
        assert (law.evidence, law.kind) == ("own", "trend")
        assert law.fitted.compute.high == points.compute.max()

    @pytest.mark.parametrize("key", scaling.names())
    def test_every_published_law_can_be_written_and_read(self, key, tmp_path):
        file = tmp_path / "law.toml"
        file.write_text(scaling.to_toml(scaling.get(key)), encoding="utf-8")
        assert scaling.load(file).published == scaling.get(key).published

    @pytest.mark.parametrize(
        "covariance", ["1", "[[1.0]]", "[[1,2,0,0,0],[2,1,0,0,0],[0,0,1,0,0],[0,0,0,1,0],[0,0,0,0,1]]"]
    )
    def test_a_covariance_that_is_none_is_refused(self, tmp_path, covariance):
        text = scaling.to_toml(scaling.get("besiroglu2024"))
        file = tmp_path / "law.toml"
        file.write_text(text.replace("evidence =", f"covariance = {covariance}\nevidence =", 1), encoding="utf-8")
        with pytest.raises(InputError, match="covariance"):
            scaling.load(file)

    def test_the_name_of_a_published_law_is_taken(self, simulated):
        with pytest.raises(InputError, match="a name that no published law has"):
            scaling.fit(simulated(20)).law("besiroglu2024")

    def test_what_the_points_tell_cannot_be_said_otherwise(self, simulated):
        with pytest.raises(InputError, match="coefficients: given a value"):
            scaling.fit(simulated(20)).law("ours", coefficients=None)
