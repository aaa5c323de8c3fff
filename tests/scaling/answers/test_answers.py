"""Answers of the frontier as records: what Python gets is what the terminal gets, and what is not known says why."""

from __future__ import annotations

import copy
import json
import math
import pickle
from dataclasses import FrozenInstanceError, fields, is_dataclass, replace

import numpy as np
import pytest
from click.testing import CliRunner

from limits import __version__, catalog, scaling
from limits.cli import commands, main
from limits.errors import InputError, NoSolutionError, UnknownNameError
from limits.interval import BEYOND_FLOATS
from limits.report.answer import to_dict
from limits.report.schema import ANSWERS
from limits.scaling import answers, trends
from limits.scaling.answers.asked import numbers
from limits.scaling.answers.hardware import _trend
from limits.scaling.answers.optimum import MOST_DOUBLINGS
from limits.scaling.frontier import data_wall, repetition
from limits.scaling.frontier.budget import Rates
from limits.scaling.frontier.repetition import MUENNIGHOFF2023
from limits.scaling.history.hardware import Series
from limits.value import GIVEN, Value

LAW = scaling.get("besiroglu2024")
UNSURE = scaling.get("besiroglu2024-minimum")
TEXT = scaling.get("muennighoff2023")
TREND = trends.get("brown2020-compute")
RATES = Rates(per_joule=2e11, per_second=4e17)


def asked():
    """One answer of each kind, with the words that ask the terminal the same."""
    sizes, tokens = [1e8, 2e8, 4e8, 8e8, 1e9, 2e9], [1e9, 8e9, 2e9, 1e10, 3e9, 9e9]
    runs = scaling.Points.of(sizes, tokens, [4.0, 3.5, 3.6, 3.3, 3.4, 3.0])
    curves = scaling.Curves.of(["a", "a", "b"], [1e18, 1e19, 1e19], [4.0, 3.5, 3.4])
    rows = catalog.rows("accelerator")
    stated = ("--efficiency", "2e11 FLOP/J", "--rate", "4e17 FLOP/s")
    return {
        "predict": (answers.predict(UNSURE, 70e9, 1.4e12), ("--parameters", "70e9", "--tokens", "1.4e12"), UNSURE),
        "optimal": (answers.optimal(LAW, compute=1e24), ("--compute", "1e24"), LAW),
        "optimal energy": (
            answers.optimal(LAW, energy=1e13, rates=RATES, doublings=2),
            ("--energy", "1e13 J", "--doublings", "2", *stated),
            LAW,
        ),
        "optimal loss": (
            answers.optimal(LAW, loss=1.95, inference_tokens=1e13, price_ratio=3.0),
            ("--loss", "1.95", "--inference-tokens", "1e13", "--price-ratio", "3"),
            LAW,
        ),
        "compare": (answers.compare([LAW, UNSURE], loss=1.8), ("--loss", "1.8", "--scaling", UNSURE.key), LAW),
        "repeat": (answers.repeat(TEXT, 1e12, compute=1e25), ("--unique-tokens", "1e12", "--compute", "1e25"), TEXT),
        "convert": (answers.convert(1.9, bytes_per_token=4.2), ("--loss", "1.9", "--bytes-per-token", "4.2"), None),
        "hardware": (answers.efficiency_growth(rows, ["bf16"]), ("--precision", "bf16"), None),
        "hardware compute": (answers.compute_growth(catalog.rows("run")), ("--of", "compute"), None),
        "trend": (answers.trend_value(TREND, {"compute": "1e25 FLOP"}), (TREND.key, "compute=1e25 FLOP"), None),
        "trend page": (answers.published_trend(TREND), (TREND.key,), None),
        "fit": (answers.fitted(scaling.fit(runs)), None, None),
        "envelope": (answers.enveloped(scaling.envelope(curves)), None, None),
    }


ASKED = asked()
RECORDS = {name: record for name, (record, _, _) in ASKED.items()}


def parts(record):
    """Yield every record inside a record."""
    if isinstance(record, dict | tuple):
        for part in record.values() if isinstance(record, dict) else record:
            yield from parts(part)
    elif is_dataclass(record):
        yield record
        for field in fields(record):
            yield from parts(getattr(record, field.name))


def test_every_public_name_stands_where_its_table_says():
    assert sorted(answers._HOME) == sorted(answers.__all__)
    assert all(getattr(answers, name) is not None for name in answers.__all__)
    assert set(dir(answers)) >= set(answers.__all__)
    with pytest.raises(AttributeError, match="no attribute 'guess'"):
        _ = answers.guess


@pytest.mark.parametrize("name", [name for name, (_, words, _) in ASKED.items() if words])
def test_python_gets_what_the_terminal_gets(name):
    record, words, law = ASKED[name]
    options = ("--scaling", law.key) if law else ()
    call = ["frontier", name.split()[0], *words, *options, "--format", "json"]
    said = CliRunner().invoke(main, call)
    assert said.exit_code == 0, said.stderr
    theirs, ours = json.loads(said.stdout), json.loads(json.dumps(to_dict(record), allow_nan=False))
    if name == "compare":  # the laws in the order of the command line
        theirs["rows"].reverse()
        theirs["references"] = ours["references"]
    assert without_origins(theirs) == without_origins(ours)


def without_origins(said):
    """Leave out origins: the terminal repeats how a number was written there."""
    if isinstance(said, dict):
        return {name: without_origins(part) for name, part in said.items() if name != "origin"}
    return [without_origins(part) for part in said] if isinstance(said, list) else said


@pytest.mark.parametrize("name", RECORDS)
def test_records_are_frozen_named_and_travel(name):
    record = RECORDS[name]
    assert type(record) in ANSWERS
    assert record.limits_version == __version__
    assert pickle.loads(pickle.dumps(record)) == copy.deepcopy(record) == record
    for part in parts(record):
        with pytest.raises(FrozenInstanceError):
            setattr(part, fields(part)[0].name, None)
        assert not hasattr(part, "__dict__")


@pytest.mark.parametrize("name", RECORDS)
def test_every_number_is_finite_and_every_value_has_a_unit(name):
    values = [part for part in parts(RECORDS[name]) if isinstance(part, Value)]
    for value in values:
        assert value.unit
        assert math.isfinite(value.value)
        assert value.interval is None or value.interval[0] <= value.value <= value.interval[1]
    assert values or name in {"trend page", "fit", "envelope"}


class TestLaw:
    def test_an_answer_names_its_law_and_the_hash_of_its_coefficients(self):
        said = RECORDS["predict"].law
        assert (said.key, said.title, said.kind) == (UNSURE.key, UNSURE.title, "trend")
        assert said.sha256 == UNSURE.sha256

    def test_laws_differ_by_what_numbers_are_computed_from_and_by_nothing_else(self):
        changed = {
            "published": {**LAW.published, "alpha": 0.35},
            "coefficients": LAW.coefficients._replace(alpha=0.35),
            "covariance": UNSURE.covariance,
            "resamples": ((1.8, 480.0, 2000.0, 0.35, 0.36),) * 20,
            "degrees": 20.0,
            "counts": "non-embedding",
            "fitted": replace(LAW.fitted, compute=replace(LAW.fitted.compute, high=1e23)),
            "form": "hoffmann-tied",
        }
        hashes = {replace(LAW, **{name: value}).sha256 for name, value in changed.items()}
        assert len(hashes | {LAW.sha256}) == len(changed) + 1
        texts = {"key": "mine", "title": "Mine", "source": "me", "notes": ("new",), "aliases": ("x",)}
        assert replace(LAW, **texts).sha256 == LAW.sha256

    def test_all_published_laws_differ(self):
        assert len({law.sha256 for law in scaling.LAWS.values()}) == len(scaling.LAWS)

    def test_a_law_whose_constant_has_an_interval_is_another(self):
        assert replace(LAW, irreducible=(1.7, 1.9)).sha256 != LAW.sha256

    def test_a_law_that_was_written_and_read_is_the_same(self, tmp_path):
        runs = [1e8, 2e8, 4e8, 8e8, 1e9, 2e9], [1e9, 8e9, 2e9, 1e10, 3e9, 9e9]
        law = scaling.fit(*runs, [1.8 + 480 / n**0.35 + 2100 / d**0.37 for n, d in zip(*runs, strict=True)]).law()
        file = tmp_path / "law.toml"
        file.write_text(scaling.to_toml(law), encoding="utf-8")
        assert scaling.load(file).sha256 == law.sha256


class TestUnknown:
    def test_no_tokens_of_inference_justify_a_run_that_is_under_trained(self):
        found = answers.predict(LAW, 175e9, 300e9)
        assert found.justifying_tokens is None
        assert found.unknown == {"justifying_tokens": "none: too few tokens of training"}
        assert answers.predict(LAW, 8e9, 15e12).unknown == {}

    def test_the_range_of_a_law_that_nobody_states(self):
        found = answers.predict(scaling.get("kaplan2020"), 1e9, 1e11)
        assert found.extrapolation is None
        assert found.unknown["extrapolation"] == "nobody says which compute the runs of this law had"

    def test_numbers_beyond_floats(self):
        found = numbers({"big": math.inf, "small": 1.0}, LAW, {"big": ("J", GIVEN), "small": ("J", GIVEN)})
        assert found["big"] is None
        assert found.unknown == {"big": BEYOND_FLOATS}
        assert answers.convert(800.0).unknown["perplexity"] == BEYOND_FLOATS

    @pytest.mark.parametrize(
        "ask",
        [
            lambda: answers.predict(LAW, 1e300, 1e-300),
            lambda: answers.optimal(LAW, compute=1e300, rates=Rates(per_joule=1e-300), doublings=100),
            lambda: answers.repeat(LAW, 1e-300, parameters=1e300, tokens=1e300),
            lambda: answers.repeat(scaling.get("kaplan2020"), 1e-300, compute=1e300),
        ],
    )
    def test_what_no_float_holds_is_null_with_a_reason(self, ask):
        said = json.dumps(to_dict(ask()), allow_nan=False)
        assert BEYOND_FLOATS in said

    @pytest.mark.parametrize(
        "ask",
        [
            lambda: answers.optimal(LAW, loss=1e200, rates=RATES, doublings=2),
            lambda: answers.optimal(UNSURE, loss=1e200, inference_tokens=1e12),
            lambda: answers.compare([LAW, UNSURE], loss=1e200),
        ],
    )
    def test_a_loss_that_no_compute_of_a_float_has_is_refused(self, ask):
        with pytest.raises(NoSolutionError, match=BEYOND_FLOATS):
            ask()

    def test_with_endless_text_nothing_is_left_to_gain(self):
        found = answers.repeat(TEXT, 1e60, compute=1e25)
        assert found.compute_near_wall is None
        assert found.unknown["compute_near_wall"] == "with so much text one pass is as good as the wall"
        several = data_wall.compute_for_share(TEXT, MUENNIGHOFF2023, np.array([1e12, 1e60]), 0.99)
        assert several[0] == pytest.approx(
            data_wall.compute_for_share(TEXT, MUENNIGHOFF2023, 1e12, 0.99), rel=1e-6, abs=0
        )
        assert math.isnan(several[1])

    def test_unlimited_text_repeats_nothing(self):
        found = RECORDS["repeat"]
        assert found.unlimited.epochs is found.unlimited.next_worth is None
        assert set(found.unlimited.unknown) == {"epochs", "next_worth"}
        assert found.run.epochs == Value(found.run.tokens.value / 1e12, "1", origin=found.run.epochs.origin)

    def test_rates_that_nobody_states(self):
        found = answers.optimal(LAW, compute=1e24, rates=Rates(per_joule=2e11), doublings=1)
        assert (found.energy.value, found.energy.unit) == (5e12, "J")
        assert found.cost is found.flop_per_second is None
        assert set(found.unknown) == {"cost", "time", "flop_per_dollar", "flop_per_second"}
        assert found.doublings[1].unknown["extra_cost"] == found.unknown["cost"]
        assert set(found.doublings[0].unknown) == {"gain", "extra_energy", "extra_cost", "extra_time"}

    @pytest.mark.parametrize(
        ("values", "growth", "why"),
        [
            ([8.0, 4.0, 2.0, 1.001], True, "the line does not rise"),
            ([1.0, 9.0, 2.0, 1.5], True, "the points do not tell the slope from 0: there may be no such time"),
            ([1.0, 2.0], False, "too few points"),
        ],
    )
    def test_a_trend_that_meets_nothing(self, values, growth, why):
        dates = np.arange(2020.5, 2020.5 + len(values))
        series = Series(tuple("abcd"[: len(values)]), dates, np.array(values), "FLOP/J", {})
        found = _trend("bf16", "all", series, answers.ceilings("bf16"))
        assert (found.growth is not None) is growth
        for meeting in found.meets:
            assert meeting.year.value is meeting.years_beyond_last_point is None
            assert meeting.unknown["year.value"] == meeting.unknown["years_beyond_last_point"] == why


class TestBudgets:
    @pytest.mark.parametrize(("name", "amount"), [("energy", 5e12), ("time", 2.5e6)])
    def test_a_budget_is_compute_at_its_rate(self, name, amount):
        found = answers.optimal(LAW, **{name: amount}, rates=RATES)
        assert found.asked == name
        assert found.compute.value == pytest.approx(1e24, rel=1e-6, abs=0)
        assert getattr(found, name).value == pytest.approx(amount, rel=1e-6, abs=0)
        assert found.compute.origin.how == "the budget times its rate"

    def test_the_spread_of_sizes(self):
        found = answers.compare([LAW, UNSURE], compute=1e24)
        sizes = [scaling.optimum(law, 1e24).parameters for law in (LAW, UNSURE)]
        assert found.size_spread.value == pytest.approx(max(sizes) / min(sizes), rel=1e-6, abs=0)
        assert answers.compare([LAW], compute=1e24).size_spread is None

    def test_the_text_that_a_loss_needs(self):
        unique = answers.unique_tokens_needed(TEXT, compute=1e25, loss=1.97)
        assert answers.repeat(TEXT, unique, compute=1e25).run.loss.value == pytest.approx(1.97, rel=1e-6, abs=0)


class TestRefusals:
    @pytest.mark.parametrize(
        ("ask", "message"),
        [
            (lambda: answers.predict(LAW, -1.0, math.nan), "parameters: given -1"),
            (lambda: answers.predict(LAW, -1.0, math.nan), "tokens: given nan"),
            (lambda: answers.optimal(LAW), "given nothing, wanted one of compute, loss, energy, cost, time"),
            (lambda: answers.optimal(LAW, compute=1e24, loss=2.0), "given compute and loss"),
            (lambda: answers.optimal(LAW, compute=math.inf), "compute: given inf"),
            (
                lambda: answers.optimal(LAW, energy=1e13),
                "energy: given 1e+13, without its rate",
            ),
            (lambda: answers.optimal(LAW, energy=1e300, rates=Rates(per_joule=1e300)), "a budget of finite compute"),
            (lambda: answers.optimal(LAW, compute=1e24, inference_tokens=1e12), "models of one loss are compared"),
            (lambda: answers.compare([], compute=1e24), "laws: given none"),
            (lambda: answers.repeat(TEXT, 1e12), "run: given nothing"),
            (lambda: answers.repeat(TEXT, 1e12, compute=1e25, loss=2.0), "given compute and loss"),
            (lambda: answers.repeat(TEXT, 0.0, compute=1e25), "unique_tokens: given 0"),
            (lambda: answers.convert(1.9, bytes_per_token=0.0), "bytes_per_token: given 0"),
            (lambda: answers.convert(1.9, bytes_per_token=5e-324), "bytes_per_token: given 4.94066e-324"),
            (lambda: answers.efficiency_growth([], ["fp6"]), "in which the catalogue holds peaks"),
            (lambda: answers.trend_value(TREND, {"compute": "3 W"}), "compute: given"),
        ],
    )
    def test_one_clear_message(self, ask, message):
        with pytest.raises(InputError) as caught:
            ask()
        assert message in str(caught.value)

    def test_what_no_law_reaches(self):
        for ask in (lambda: answers.optimal(LAW, loss=1.5), lambda: answers.compare([LAW], loss=1.5)):
            with pytest.raises(NoSolutionError, match="irreducible loss"):
                ask()
        with pytest.raises(NoSolutionError, match="tends to"):
            answers.repeat(TEXT, 1e12, loss=1.8)
        with pytest.raises(UnknownNameError):
            answers.efficiency_growth([], ["fp7"])


def test_decays_of_ones_own_runs():
    rng = np.random.default_rng(0)
    N, U, epochs = 10 ** rng.uniform(8, 10, 60), 10 ** rng.uniform(8.5, 10.5, 60), 10 ** rng.uniform(0, 2, 60)
    exact = repetition.loss(TEXT, MUENNIGHOFF2023, N, U * epochs, U)
    from limits.scaling.fits.repetition import RepeatedRuns

    found = answers.fit_decays(TEXT, RepeatedRuns.of(N, U * epochs, U, exact))
    assert found.decay_tokens.value == pytest.approx(MUENNIGHOFF2023.decay_tokens, rel=1e-4, abs=0)
    assert found.decay_tokens.low <= found.decay_tokens.value <= found.decay_tokens.high
    assert found.law.sha256 == TEXT.sha256
    assert (found.unknown, found.runs) == ({}, 60)
    assert min(point.objective for point in found.profile) == pytest.approx(found.objective, abs=1e-12)


@pytest.mark.parametrize(
    ("run", "said"),
    [
        ((1e13, 1e9), "This run lies"),
        ((1e9, 2e10), ""),
    ],
)
def test_sizes_outside_the_runs_of_a_law_are_said(run, said):
    law = scaling.get("besiroglu2024-minimum")
    cautions = answers.predict(law, *run).cautions
    found = [each for each in cautions if "behind this law." in each and "This run lies" in each]
    assert bool(found) == bool(said)
    if found:
        far = np.log10(run[0] / law.fitted.parameters.high)
        assert f"{far:.1f} decades above the model sizes" in found[0]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"compute": "1e24 FLOP"}, "compute: given '1e24 FLOP', wanted a finite number > 0"),
        ({"compute": 1e24, "doublings": -3}, "doublings: given -3, wanted a whole number from 0 to 100"),
        ({"compute": 1e24, "doublings": 101}, "doublings: given 101"),
    ],
)
def test_what_is_no_amount_is_refused(asked, said):
    with pytest.raises(InputError, match=said):
        answers.optimal(scaling.get("besiroglu2024"), **asked)


def test_the_command_line_takes_as_many_doublings_as_the_answer():
    """Its options are made before anything is imported that the answer needs."""
    option = next(each for each in commands()["frontier"].commands["optimal"].params if each.name == "doublings")
    assert option.type.max == MOST_DOUBLINGS
