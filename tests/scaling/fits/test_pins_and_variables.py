"""Pinned coefficients, and laws of one variable: known truth, SciPy, and what cannot be asked."""

import math

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import huber

from limits import scaling
from limits.errors import InputError, UnknownNameError
from limits.scaling.fits.fitted_forms import FITTED_FORMS

TRUTH = {"E": 1.8172, "A": 482.01, "B": 2085.43, "alpha": 0.3478, "beta": 0.3658}


def values(fit):
    return {name: estimate.value for name, estimate in fit.coefficients.items()}


def by_scipy(points, free, pins):
    """The least objective from many starts of another optimiser, the pinned coefficients put in."""

    def objective(vector):
        c = dict(pins) | dict(zip(free, vector, strict=True))
        E, A, B = (c[name] if name in pins else np.exp(c[name]) for name in ("E", "A", "B"))
        predicted = E + A * points.parameters ** -c["alpha"] + B * points.tokens ** -c["beta"]
        return huber(1e-3, np.log(predicted / points.loss)).sum()

    start = [np.log(TRUTH[name]) if name in "EAB" else TRUTH[name] for name in free]
    rng = np.random.default_rng(0)
    ends = []
    for _ in range(8):
        at = np.array(start) + 0.05 * rng.standard_normal(len(free))
        for _ in range(3):
            at = minimize(
                objective, at, method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-15, "maxiter": 9000}
            ).x
        ends.append(objective(at))
    return min(ends)


class TestPins:
    @pytest.mark.parametrize("names", [("E",), ("alpha",), ("A",), ("beta", "E"), ("A", "alpha"), ("B", "beta", "E")])
    def test_pins_at_the_truth_leave_the_truth(self, simulated, names):
        pins = {name: TRUTH[name] for name in names}
        found = scaling.fit(simulated(40), pin=pins)
        assert found.converged
        assert values(found) == pytest.approx(TRUTH, rel=1e-6, abs=0)
        assert found.free == 5 - len(names)
        assert found.degrees == 35 + len(names)
        assert {name for name, each in found.coefficients.items() if math.isnan(each.low)} == set(names)

    @pytest.mark.parametrize("pins", [{"E": 1.6}, {"E": 0.0}, {"alpha": 0.3, "A": 300.0}])
    def test_minimum_is_that_of_another_optimiser(self, simulated, pins):
        points = simulated(60, 0.003, 1)
        found = scaling.fit(points, pin=pins)
        free = [name for name in TRUTH if name not in pins]
        assert found.converged
        assert found.objective <= by_scipy(points, free, pins) * (1 + 1e-9)
        assert found.objective > scaling.fit(points).objective
        assert {name: values(found)[name] for name in pins} == pins

    def test_pinned_at_its_own_estimate_changes_nothing(self, simulated):
        points = simulated(60, 0.003, 2)
        free = scaling.fit(points)
        for name, estimate in free.coefficients.items():
            found = scaling.fit(points, pin={name: estimate.value})
            assert found.objective == pytest.approx(free.objective, rel=1e-9, abs=0)
            assert values(found) == pytest.approx(values(free), rel=1e-4, abs=0)
            for other in set(TRUTH) - {name}:
                assert found.coefficients[other].standard_error < 1.3 * free.coefficients[other].standard_error

    @pytest.mark.parametrize(("count", "noise", "seed"), [(30, 0.01, 8), (80, 0.03, 18), (80, 0.01, 33)])
    def test_of_two_minima_without_a_constant_the_lower_is_found(self, count, noise, seed):
        rng = np.random.default_rng(seed)
        N, D = 10 ** rng.uniform(7.5, 10, count), 10 ** rng.uniform(9, 11.5, count)
        loss = (1.8 + 480 / N**0.35 + 2100 / D**0.37) * np.exp(noise * rng.standard_t(3, count))
        found = scaling.fit(N, D, loss, pin={"E": 0.0})
        assert found.converged
        assert found.starts_agreeing > 1

    def test_one_exponent_of_a_tied_form_pins_both(self, simulated):
        found = scaling.fit(simulated(40, 0.01), form="hoffmann-tied", pin={"alpha": 0.35})
        assert (found.coefficients["beta"].value, found.free) == (0.35, 3)
        assert set(found.task.held) == {"alpha", "beta"}
        with pytest.raises(InputError, match="meet together"):
            scaling.fit(simulated(40), form="hoffmann-tied", pin={"alpha": 0.35, "beta": 0.3})

    def test_intervals_hold_the_truth(self, simulated):
        hits = []
        for seed in range(100):
            found = scaling.fit(simulated(30, 0.005, seed), pin={"E": TRUTH["E"]})
            each = found.coefficients["alpha"]
            hits.append(each.low <= TRUTH["alpha"] <= each.high)
        assert 0.82 <= np.mean(hits) <= 0.97

    def test_law_of_a_pinned_fit(self, simulated, tmp_path):
        found = scaling.fit(simulated(40, 0.003), pin={"E": 0.0})
        law = found.law("mine")
        assert law.coefficients.E == 0.0
        file = tmp_path / "mine.toml"
        file.write_text(scaling.to_toml(law), encoding="utf-8")
        assert scaling.load(file).sha256 == law.sha256
        assert np.array(law.covariance)[0].tolist() == [0.0] * 5
        at = found.at(parameters=7e10, tokens=1.4e12)
        assert at.loss == pytest.approx(float(scaling.loss(law, 7e10, 1.4e12)), rel=1e-12, abs=0)

    @pytest.mark.parametrize(
        ("pin", "says"),
        [
            ({"E": 9.0}, "below the least loss"),
            ({"E": -1.0}, "0 or more"),
            ({"E": math.nan}, "0 or more"),
            ({"A": 0.0}, "> 0"),
            ({"alpha": 0.0}, "> 0"),
            ({"beta": math.inf}, "at most 10"),
        ],
    )
    def test_pins_that_are_none(self, simulated, pin, says):
        with pytest.raises(InputError, match=says):
            scaling.fit(simulated(40), pin=pin)

    def test_unknown_and_pinned_coefficients(self, simulated):
        with pytest.raises(UnknownNameError, match="gamma"):
            scaling.fit(simulated(40), pin={"gamma": 0.3})
        with pytest.raises(InputError, match="pinned"):
            scaling.fit(simulated(40), pin={"E": 1.8}).profile("E")

    def test_fewer_sizes_are_needed(self):
        N, D = np.repeat([1e8, 1e9], 4), np.tile([1e9, 4e9, 1.6e10, 6.4e10], 2)
        loss = 1.8 + 480 / N**0.35 + 2100 / D**0.37
        with pytest.raises(InputError, match="at least 3"):
            scaling.fit(N, D, loss)
        found = scaling.fit(N, D, loss, pin={"alpha": 0.35})
        assert values(found)["A"] == pytest.approx(480, rel=1e-5, abs=0)

    def test_bootstrap_keeps_pins(self, simulated):
        found = scaling.fit(simulated(40, 0.003), pin={"A": 482.01}, bootstrap=50)
        assert np.all(found.resamples[:, 1] == 482.01)
        assert np.ptp(found.resamples[:, 3]) > 0


class TestOneVariable:
    @pytest.mark.parametrize(
        ("form", "exact"),
        [
            ("tokens", {"E": 1.8, "B": 2100.0, "beta": 0.37}),
            ("parameters", {"E": 1.8, "A": 480.0, "alpha": 0.35}),
            ("compute", {"E": 1.8, "K": 4000.0, "gamma": 0.18}),
        ],
    )
    def test_exact_losses_give_the_law_back(self, form, exact):
        variable = FITTED_FORMS[form].needs[0]
        E, factor, exponent = exact.values()
        x = np.geomspace(1e18, 1e21, 12) if form == "compute" else np.geomspace(1e8, 1e11, 12)
        found = scaling.fit(scaling.Points.along(variable, x, E + factor * x**-exponent), form=form)
        assert (found.converged, found.free) == (True, 3)
        assert values(found) == pytest.approx(exact, rel=1e-5, abs=0)
        at = found.at(**{variable: x[-1] * 1000})
        assert at.loss == pytest.approx(E + factor * (1000 * x[-1]) ** -exponent, rel=1e-6, abs=0)
        assert at.beyond == {variable: pytest.approx(3.0, rel=1e-9, abs=0)}
        with pytest.raises(InputError, match="--at"):
            found.law("mine")

    def test_points_of_another_variable_are_refused(self):
        points = scaling.Points.along("tokens", [1e9, 2e9, 4e9, 8e9], [3.1, 3.0, 2.9, 2.85])
        for form in ("hoffmann", "parameters", "compute"):
            with pytest.raises(InputError, match="runs without"):
                scaling.fit(points, form=form)
        with pytest.raises(InputError, match="variable"):
            scaling.Points.along("layers", [1.0], [1.0])

    def test_interval_of_the_law_holds_the_truth(self):
        hits = []
        C = np.geomspace(1e18, 1e21, 16)
        truth = 1.8 + 4000 * 1e23**-0.18
        for seed in range(150):
            noise = np.exp(0.004 * np.random.default_rng(seed).standard_normal(16))
            said = scaling.fit(scaling.Points.along("compute", C, (1.8 + 4000 * C**-0.18) * noise), form="compute").at(
                compute=1e23
            )
            assert said.low <= said.loss <= said.high
            hits.append(said.low <= truth <= said.high)
        assert 0.83 <= np.mean(hits) <= 0.97

    def test_interval_at_a_run_is_that_of_the_covariance(self, simulated):
        found = scaling.fit(simulated(40, 0.005))
        law = found.law("mine")
        N, D = 7e10, 1.4e12
        step = np.sqrt(np.diag(found.covariance))
        logs = np.array(
            [np.log(law.coefficients.E), np.log(law.coefficients.A), np.log(law.coefficients.B), *law.coefficients[3:5]]
        )

        def log_loss(c):
            return np.log(np.exp(c[0]) + np.exp(c[1]) * N ** -c[3] + np.exp(c[2]) * D ** -c[4])

        slope = [
            (log_loss(logs + e) - log_loss(logs - e)) / 2e-4 / s
            for e, s in zip(np.diag(step) * 1e-4, step, strict=True)
        ]
        error = np.sqrt(slope @ found.covariance @ slope)
        said = found.at(parameters=N, tokens=D)
        assert np.log(said.high / said.low) / 2 == pytest.approx(1.6896 * error, rel=1e-3, abs=0)  # Student, 35 degrees

    def test_one_curve_is_counted_in_blocks(self):
        hits, alone = [], []
        D = np.geomspace(1e9, 1e11, 200)
        for seed in range(60):
            rng = np.random.default_rng(seed)
            error = np.empty(200)
            error[0] = rng.normal()
            for k in range(1, 200):
                error[k] = 0.8 * error[k - 1] + 0.6 * rng.normal()
            points = scaling.Points.along("tokens", D, (1.8 + 2100 * D**-0.37) * np.exp(0.004 * error))
            found = scaling.fit(points, form="tokens")
            assert "blocks that err alone" in found.warnings[0]
            beta = found.coefficients["beta"]
            hits.append(beta.low <= 0.37 <= beta.high)
            alone.append(found.points.independent)
        assert np.mean(hits) >= 0.75  # 0.5 without blocks
        assert max(alone) < 30

    def test_warm_up_of_a_curve_is_left_out(self):
        D = np.geomspace(1e8, 1e10, 81)
        exact = 2.0 + 3e3 * D**-0.37
        slow = exact + 7.0 * np.exp(-D / 2e8)
        points = scaling.trained(scaling.Points.along("tokens", D, slow))
        assert "warm-up" in points.remarks[0]
        assert 40 < len(points) < 70
        assert len(scaling.trained(scaling.Points.along("tokens", D, exact))) == 81
        assert len(scaling.trained(scaling.Points.along("tokens", D[::8], slow[::8]))) == 11  # finished runs

    @pytest.mark.parametrize(
        ("sizes", "says"),
        [({}, "nothing"), ({"tokens": 1e9}, "parameters and tokens"), ({"parameters": -1.0, "tokens": 1e9}, "> 0")],
    )
    def test_sizes_that_are_none(self, simulated, sizes, says):
        with pytest.raises(InputError, match=says):
            scaling.fit(simulated(20)).at(**sizes)

    def test_files_need_only_the_columns_of_the_form(self, tmp_path):
        file = tmp_path / "runs.csv"
        file.write_text("compute [1e18],loss\n1,3.5\n10,3.1\n100,2.8\n1000,2.6\n", encoding="utf-8")
        points = scaling.Points.read(file, needs=("compute",))
        assert points.compute.tolist() == [1e18, 1e19, 1e20, 1e21]
        assert points.spans.compute == scaling.Span(1e18, 1e21)
        with pytest.raises(InputError, match="loss and tokens"):
            scaling.Points.read(file, needs=("tokens",))
        both = tmp_path / "both.csv"
        both.write_text("parameters,tokens,loss\n1e8,1e9,3.5\n1e9,1e10,3.1\n", encoding="utf-8")
        assert scaling.Points.read(both, needs=("compute",)).compute.tolist() == pytest.approx(
            [6e17, 6e19], rel=1e-12, abs=0
        )
        stated = tmp_path / "stated.csv"
        stated.write_text("parameters,compute,loss\n1e8,6e17,3.5\n1e9,6e19,3.1\n", encoding="utf-8")
        assert scaling.Points.read(stated, needs=("tokens",)).tokens.tolist() == pytest.approx(
            [1e9, 1e10], rel=1e-12, abs=0
        )
