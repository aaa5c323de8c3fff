"""What failures leave of a run's time, from what a run states of them, against published machines."""

import math

import numpy as np
import pytest

from limits import laws
from limits.catalog import shipped
from limits.runs import TrainingRun
from limits.runs.batch import Batch, Resolved
from limits.runs.contradictions import contradictions
from limits.runs.defaults import DEFAULTS
from limits.runs.derive import DERIVATIONS, follows
from limits.value import OriginKind

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0


def numbers(**stated):
    resolved = Resolved([TrainingRun("mine", **stated)], shipped())
    return lambda name: resolved.number(0, name)


FAILING = {"failure_interval": "3 hour", "checkpoint_time": "30 s", "restart_time": "10 min"}


def test_goodput_follows_from_failures_where_they_are_stated():
    number = numbers(**FAILING)
    interval = laws.checkpoint_interval.kernel(30.0, 3 * HOUR)
    assert number("checkpoint_interval").value == interval
    assert number("goodput").value == laws.useful_share.kernel(interval, 30.0, 600.0, 3 * HOUR)
    assert number("goodput").origin.kind is OriginKind.DERIVED
    assert number("goodput").low is None  # nothing is uncertain


def test_a_stated_interval_is_not_replaced_by_the_best():
    assert numbers(**FAILING, checkpoint_interval="2 hour")("goodput").value == pytest.approx(
        laws.useful_share.kernel(7200.0, 30.0, 600.0, 3 * HOUR), rel=1e-15, abs=0
    )


def test_uncertain_restarts_make_an_uncertain_goodput():
    good = numbers(**{**FAILING, "restart_time": "5 .. 30 min"})("goodput")
    ends = [laws.useful_share.kernel(785.0, 30.0, minutes * MINUTE, 3 * HOUR) for minutes in (30.0, 5.0)]
    assert ends[0] < good.low < good.value < good.high < ends[1]


@pytest.mark.parametrize("missing", sorted(FAILING))
def test_the_default_stands_where_failures_do_not_tell_the_goodput(missing):
    good = numbers(**{name: said for name, said in FAILING.items() if name != missing})("goodput")
    assert good.origin.kind is OriginKind.DEFAULT
    assert good.value == DEFAULTS["goodput"].value
    assert good.low < good.value < good.high


def test_a_stated_goodput_stands():
    assert numbers(**FAILING, goodput="0.7")("goodput").value == 0.7


def test_each_run_of_a_batch_has_its_own_goodput():
    """One follows, one has the default: in columns, as in runs side by side."""
    columns = {"failure_interval": [[3 * HOUR], [np.nan]], "checkpoint_time": [[30.0]], "restart_time": [[600.0]]}
    batch = Batch.of({name: np.array(column) for name, column in columns.items()})
    resolved = Resolved([TrainingRun("a", **FAILING), TrainingRun("b")], shipped())
    assert batch.goodput[0, 0] == resolved.number(0, "goodput").value == numbers(**FAILING)("goodput").value
    assert batch.goodput[1, 0] == resolved.number(1, "goodput").value == DEFAULTS["goodput"].value
    assert [origin.kind for origin, _ in batch.filled["goodput"]] == [OriginKind.DERIVED, OriginKind.DEFAULT]


def test_hours_follow_with_the_goodput_of_failures_and_not_with_the_default():
    """The default of a number that follows comes after it, and before all that follows from that number."""
    stated = {**FAILING, "flop": "1e24 FLOP", "peak": "989.4 TFLOP/s", "mfu": "0.4"}
    hours, good = (numbers(**stated)(name).value for name in ("accelerator_hours", "goodput"))
    assert hours == pytest.approx(1e24 / (989.4e12 * 0.4 * good), rel=1e-12, abs=0)


def test_the_accelerators_of_a_machine_tell_its_failures_even_where_they_follow_from_hours():
    stated = {"accelerator_failure_interval": "50000 hour", "checkpoint_time": "30 s", "restart_time": "10 min"}
    direct = numbers(**stated, count="16384")("goodput")
    derived = numbers(**stated, accelerator_hours="16384 hour", wall_time="1 hour")("goodput")
    assert direct.value == derived.value
    assert direct.origin.kind is derived.origin.kind is OriginKind.DERIVED


def test_machines_that_fail_before_they_have_restarted_take_next_to_for_ever():
    stated = {"flop": "1e24 FLOP", "peak": "989.4 TFLOP/s", "mfu": "0.4", **FAILING, "restart_time": "300 hour"}
    good, hours = (numbers(**stated)(name) for name in ("goodput", "accelerator_hours"))
    assert good.value == pytest.approx(math.exp(-100.0) * 0.9273046, rel=1e-6, abs=0)
    assert hours.value == pytest.approx(1e24 / (989.4e12 * 0.4 * good.value), rel=1e-12, abs=0)


def test_what_follows_needs_no_default_and_no_circle():
    def goodput(*known, **options):
        return follows("goodput", set(known).__contains__, **options)

    stated = ("checkpoint_time", "restart_time", "accelerator_failure_interval")
    assert goodput("checkpoint_time", "restart_time", "failure_interval", defaults=False)
    assert goodput(*stated, "count")
    assert goodput(*stated, "accelerator_hours", "wall_time")
    assert not goodput(*stated)
    supposed = ("flop", "peak", "usual_mfu", "wall_time")
    assert goodput(*stated, *supposed)
    assert not goodput(*stated, *supposed, defaults=False)
    assert not goodput(*stated, "flop", "peak", "mfu", "wall_time")  # hours that themselves follow from the goodput
    assert all(not follows(each.name, set().__contains__) for each in DERIVATIONS)


def test_a_goodput_beyond_what_failures_leave_is_a_contradiction():
    def found(goodput):
        return [
            each.key for each in contradictions(Resolved([TrainingRun("m", **FAILING, goodput=goodput)], shipped()), 0)
        ]

    assert found("0.97") == ["goodput"]
    assert found("0.9") == found("0.5") == []  # evaluation and idling take their part, too


# Published machines.

LLAMA_3 = {  # grattafiori2024: 419 unexpected interruptions in 54 days on 16,384 H100, 2 TB/s of sustained storage
    "parameters": "405e9 parameter",
    "count": "16384",
    "accelerator_failure_interval": f"{54 * 24 * 16384 / 419} hour",
    "checkpoint_bandwidth": "2 TB/s",
}


def test_llama_3_was_at_work_for_more_than_90_percent_if_restarts_took_up_to_a_quarter_of_an_hour():
    """It does not say how long they took; what it says of failures and of storage leaves no more than that."""
    assert numbers(**LLAMA_3)("failure_interval").value == pytest.approx(3.093 * HOUR, rel=1e-3, abs=0)
    assert numbers(**LLAMA_3)("checkpoint_time").value == pytest.approx(2.8, abs=0.05)
    assert numbers(**LLAMA_3, restart_time="10 min")("goodput").value > 0.92
    known = {name: numbers(**LLAMA_3)(name) for name in ("failure_interval", "checkpoint_time", "checkpoint_interval")}
    said = {name: f"{value.value!r} s" for name, value in known.items()}
    interval = said.pop("checkpoint_interval")
    longest = laws.useful_share.solve("restart_time", share="0.9", interval=interval, **said).to("s").m
    assert 14 * MINUTE < longest < 16 * MINUTE


@pytest.mark.parametrize(
    ("rate", "count", "interval", "restart", "published"),
    [
        ("6.50", "16000", "60 min", "5 min", "0.7"),
        ("6.50", "16000", "5 min", "5 min", "0.93"),
        ("2.34", "100000", "2 min", "2 min", "0.9"),
    ],
)
def test_shares_that_meta_expects_of_its_clusters(rate, count, interval, restart, published):
    """Failures in 1,000 node-days, eight accelerators to a node; writing does not hold up the work (kokolis2025)."""
    found = numbers(
        accelerator_failure_interval=f"{8 * 1000 * 24 / float(rate)} hour",
        count=count,
        checkpoint_time="0 s",
        checkpoint_interval=interval,
        restart_time=restart,
    )("goodput")
    assert f"{found.value:.{len(published) - 2}f}" == published


def test_failure_intervals_that_meta_expects_of_larger_machines():
    """1.8 h for 16,384 accelerators and 0.23 h for 131,072, from 6.50 failures in 1,000 node-days (kokolis2025)."""
    own = f"{8 * 1000 * 24 / 6.50} hour"
    for count, hours in ((16_384, 1.80), (131_072, 0.23)):
        found = numbers(accelerator_failure_interval=own, count=str(count))("failure_interval")
        assert found.value == pytest.approx(hours * HOUR, rel=0.03, abs=0)


def test_the_checkpoint_of_bloom():
    """2.3 TB beside 329 GB of 16-bit weights, in powers of 1024 and rounded up (bigscience2022)."""
    parameters = 176247271424
    seconds = numbers(parameters=f"{parameters} parameter", checkpoint_bandwidth="1 byte/s")("checkpoint_time").value
    assert math.ceil(parameters * 2 / 2**30) == 329
    assert math.ceil(10 * seconds / 2**40) == 23


def test_the_checkpoint_of_mt_nlg_takes_42_minutes():
    """At 20 Gbit/s, with 12 byte of each of 530e9 parameters, as the authors of GEMINI (SOSP 2023) give it."""
    model = {"parameters": "530e9 parameter", "checkpoint_state": "12 byte/parameter"}
    for said in (model, {"checkpoint_size": "6.36 TB"}, {**model, "checkpoint_size": "6.36 TB"}):
        assert round(numbers(**said, checkpoint_bandwidth="20 Gbit/s")("checkpoint_time").value / MINUTE) == 42


def test_a_stated_size_comes_before_one_that_is_counted():
    said = {"parameters": "1e9 parameter", "checkpoint_size": "1 TB", "checkpoint_bandwidth": "1 GB/s"}
    assert numbers(**said)("checkpoint_time").value == 1000.0
