"""Failures and checkpoints, held against a machine that is played through and against the published approximations."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import laws
from limits.errors import InputError, NoSolutionError

EPS = np.finfo(float).eps
MINUTE, HOUR = 60.0, 3600.0


def decades(low, high):
    """Positive numbers, evenly spread over their orders of magnitude."""
    return st.floats(math.log(low), math.log(high)).map(math.exp)


def tried(generator, count, span, failures, restart):
    """Times until spans without a failure, which costs what was done of the span, and a restart that is tried too."""
    taken, waiting = np.zeros(count), np.arange(count)
    while waiting.size:
        failed = generator.exponential(failures, waiting.size)
        taken[waiting] += np.minimum(failed, span)
        waiting = waiting[failed < span]
        if restart:
            taken[waiting] += tried(generator, waiting.size, restart, failures, 0.0)
    return taken


@pytest.mark.parametrize(
    ("interval", "checkpoint", "restart", "failures"),
    [
        (117 * MINUTE, 5 * MINUTE, 10 * MINUTE, 24 * HOUR),  # the three machines of daly2006
        (57 * MINUTE, 5 * MINUTE, 10 * MINUTE, 6 * HOUR),
        (9.1 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE),
        (60 * MINUTE, 0.0, 5 * MINUTE, 110.77 * MINUTE),  # kokolis2025
        (10 * MINUTE, 30.0, 0.0, 3 * HOUR),
    ],
)
def test_share_of_a_machine_that_is_played_through(interval, checkpoint, restart, failures):
    """Each piece of work and its checkpoint is tried until it is through."""
    taken = tried(np.random.default_rng(17), 400_000, interval + checkpoint, failures, restart)
    share = interval / taken.mean()
    error = share * taken.std() / taken.mean() / math.sqrt(taken.size)
    assert error < 0.003 * share
    assert laws.useful_share.kernel(interval, checkpoint, restart, failures) == pytest.approx(share, abs=4 * error)


@given(decades(1e-12, 1e2))
def test_best_interval_is_lamberts_function_to_the_last_digits(checkpoint):
    with mpmath.workdps(60):
        exact = 1 + mpmath.lambertw(-mpmath.exp(-1 - mpmath.mpf(checkpoint))).real
    assert laws.checkpoint_interval.kernel(checkpoint, 1.0) == pytest.approx(float(exact), rel=4 * EPS, abs=0)


@given(decades(1.0, 1e4), decades(1.0, 1e4), decades(1e3, 1e7), st.floats(-0.5, 0.5))
def test_no_other_interval_gets_more_done(checkpoint, restart, failures, aside):
    best = laws.checkpoint_interval.kernel(checkpoint, failures)
    most = laws.useful_share.kernel(best, checkpoint, restart, failures)
    other = laws.useful_share.kernel(best * (1.0 + aside), checkpoint, restart, failures)
    assert other <= most * (1.0 + 4 * EPS)


@given(decades(1.0, 1e4), decades(1e3, 1e7))
def test_at_the_best_interval_the_share_is_what_the_interval_leaves(checkpoint, failures):
    best = laws.checkpoint_interval.kernel(checkpoint, failures)
    share = laws.useful_share.kernel(best, checkpoint, 0.0, failures)
    assert share == pytest.approx(math.exp(-(checkpoint + best) / failures), rel=1e-12, abs=0)


@given(decades(1e-9, 1e-2))
def test_first_and_higher_order_of_the_best_interval(checkpoint):
    """Young's square root, and Daly's series, which drops terms of the order of the time squared."""
    best = laws.checkpoint_interval.kernel(checkpoint, 1.0)
    half = checkpoint / 2.0
    series = math.sqrt(2.0 * checkpoint) * (1.0 + math.sqrt(half) / 3.0 + half / 9.0) - checkpoint
    assert best == pytest.approx(math.sqrt(2.0 * checkpoint), rel=math.sqrt(checkpoint), abs=0)
    assert best == pytest.approx(series, rel=0.1 * checkpoint**1.5 + 4 * EPS, abs=0)


@pytest.mark.parametrize(("failures", "printed"), [(24 * HOUR, "117"), (6 * HOUR, "57"), (15 * MINUTE, "9.1")])
def test_series_gives_what_its_author_prints(failures, printed):
    """The one digit by which 9.17 and the printed 9.1 differ is the series'."""
    checkpoint = 5 * MINUTE
    half = checkpoint / (2.0 * failures)
    series = math.sqrt(2.0 * checkpoint * failures) * (1.0 + math.sqrt(half) / 3.0 + half / 9.0) - checkpoint
    assert f"{series / MINUTE:.{len(printed.partition('.')[2])}f}" == printed
    exact = laws.checkpoint_interval.kernel(checkpoint, failures)
    assert exact == pytest.approx(series, rel=3e-3, abs=0)


@given(decades(1.0, 1e4), decades(1.0, 1e4), decades(1e7, 1e9))
def test_where_little_is_lost_losses_add(checkpoint, restart, failures):
    """The estimate of kokolis2025, good to second order of what is lost."""
    interval = math.sqrt(2.0 * checkpoint * failures)
    lost = checkpoint / interval + (interval / 2.0 + restart) / failures
    share = laws.useful_share.kernel(interval, checkpoint, restart, failures)
    assert share == pytest.approx(1.0 - lost, rel=0, abs=4.0 * lost**2)


def test_checkpoints_that_cost_nothing_and_follow_at_once_lose_restarts_alone():
    assert laws.checkpoint_interval.kernel(0.0, 100.0) == 0.0
    assert laws.useful_share.kernel(0.0, 0.0, 10.0, 100.0) == pytest.approx(math.exp(-0.1), rel=2 * EPS, abs=0)
    assert laws.useful_share.kernel(1e-9, 0.0, 10.0, 100.0) == pytest.approx(math.exp(-0.1), rel=1e-10, abs=0)


def test_checkpoints_slower_than_failures_come_once_a_failure():
    assert laws.checkpoint_interval.kernel(1e6, 100.0) == 100.0


def test_solved_for_the_interval_the_longer_one_comes_back():
    known = {"checkpoint_time": "30 s", "restart_time": "10 min", "failure_interval": "3 hour"}
    found = laws.useful_share.solve("interval", share="0.85", **known).to("s").m
    assert laws.useful_share.kernel(found, 30.0, 600.0, 3 * HOUR) == pytest.approx(0.85, rel=1e-12, abs=0)
    assert found > laws.checkpoint_interval.kernel(30.0, 3 * HOUR)
    at_no_cost = laws.useful_share.solve("interval", share="0.85", **{**known, "checkpoint_time": "0 s"}).to("s").m
    assert laws.useful_share.kernel(at_no_cost, 0.0, 600.0, 3 * HOUR) == pytest.approx(0.85, rel=1e-12, abs=0)


def test_a_share_beyond_the_best_is_refused_with_the_best():
    known = {"checkpoint_time": "30 s", "restart_time": "10 min", "failure_interval": "3 hour"}
    with pytest.raises(NoSolutionError, match=r"no interval takes it above 0\.87[0-9]+, which 785 s reach"):
        laws.useful_share.solve("interval", share="0.95", **known)
    best = laws.checkpoint_interval.kernel(30.0, 3 * HOUR)
    most = laws.useful_share.kernel(best, 30.0, 600.0, 3 * HOUR)
    found = laws.useful_share.solve("interval", share=repr(float(most)), **known).m
    assert found == pytest.approx(best, rel=1e-4, abs=0)


def test_no_checkpoint_is_so_slow_that_the_best_interval_is_the_failures():
    with pytest.raises(NoSolutionError):
        laws.checkpoint_interval.solve("checkpoint_time", interval="3 hour", failure_interval="3 hour")
    with pytest.raises(InputError, match="checkpoint_time"):
        laws.checkpoint_interval(checkpoint_time="0 s", failure_interval="3 hour")
