"""The compute-equivalent gain at its ends: what lies thirty decades away, where an interval is open, what compares."""

import math
from dataclasses import replace

import numpy as np
import pytest

from limits import scaling
from limits.errors import InputError
from limits.scaling.answers import gains
from limits.scaling.forms import hoffmann
from limits.scaling.frontier.gain import comparable, gain, shared_range

LAW = scaling.get("besiroglu2024")


def inverse(factor=1.0, **changes):
    """A law L = 2 + 2 (6e18 factor/C)^(1/2) on its frontier: `factor` times the compute for the same loss."""
    each = 1e9 * math.sqrt(factor)
    return replace(LAW, coefficients=hoffmann(E=2.0, A=each, B=each, alpha=1.0, beta=1.0), **changes)


@pytest.mark.parametrize("decades", [-29.8, -0.3, 0.7, 29.8])
def test_a_factor_of_less_than_thirty_decades_is_told(decades):
    found = gain(inverse(10**decades), inverse(), 7e21)
    want = pytest.approx(10**decades, rel=1e-4, abs=0)  # the loss itself has few digits so near its asymptote
    assert (found.gain, found.low, found.high) == (want, want, want)
    assert found.old_compute == pytest.approx(7e21 * 10**decades, rel=1e-4, abs=0)
    assert found.loss == pytest.approx(2.0 + 2e9 * math.sqrt(6 / 7e21), rel=1e-14, abs=0)


def test_beyond_thirty_decades_nothing_is_sought():
    far = gain(inverse(10**30.3), inverse(), 7e21)
    assert (far.gain, far.low, far.high) == (math.inf, math.inf, math.inf)
    near = gain(inverse(10**-30.3), inverse(), 7e21)
    assert near.low == 0.0
    assert near.gain == near.high == pytest.approx(1e-30, rel=1e-9, abs=0)


def uncertain(size, factor=1.0):
    """The same law, ln A and ln B known to `size`, together, and nothing else uncertain."""
    covariance = np.zeros((5, 5))
    covariance[1:3, 1:3] = size**2
    return inverse(factor, covariance=tuple(map(tuple, covariance.tolist())))


def test_the_ends_of_an_interval_by_hand():
    """L = 2 + k C^-1/2, k known to 10 %: 90 % of chance is (1 +- 1.645/10) k, and C goes as its square."""
    size = 0.1
    found = gain(uncertain(size), inverse(), 7e21)
    ends = [2 * math.log1p(side * 1.645 * size) for side in (-1, 1)]
    assert found.gain == pytest.approx(1.0, rel=1e-9, abs=0)
    assert (math.log(found.low), math.log(found.high)) == pytest.approx(ends, rel=0.03, abs=0)
    turned = gain(inverse(), uncertain(size), 7e21)  # the ends of the new loss, carried to the old law, which is sure
    assert (-math.log(turned.high), -math.log(turned.low)) == pytest.approx(ends, rel=0.03, abs=0)


def test_errors_of_two_fits_add_as_squares():
    """With 3 and 4 parts of error the interval is that of 5, to the curvature of a logarithm."""
    both = gain(uncertain(0.003), uncertain(0.004), 7e21)
    one = gain(uncertain(0.005), inverse(), 7e21)
    assert math.log(both.high) == pytest.approx(math.log(one.high), rel=0.02, abs=0)
    assert math.log(both.low) == pytest.approx(math.log(one.low), rel=0.02, abs=0)


def test_a_lower_end_that_chance_leaves_open_is_nothing_and_not_the_gain():
    found = gain(uncertain(60.0), inverse(), 7e21)
    assert found.low == 0.0 < found.gain == pytest.approx(1.0, rel=1e-9, abs=0)
    (row,) = gains(uncertain(60.0), inverse(), [7e21]).rows
    assert row.gain.low is None
    assert row.unknown["gain.low"] == "chance does not exclude any smaller factor"


UNTOLD = "not stated in the paper"
TOKENIZER = "Nobody says that both tokenizers are one: losses per token of two do not compare."
TEXT = "Nobody says on which text both losses were measured: they compare only on one."
CORPORA = "The corpora differ: the losses compare only if they were measured on one text."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ({}, {}, ()),
        ({"tokenizer": ""}, {}, (TOKENIZER,)),
        ({}, {"tokenizer": UNTOLD}, (TOKENIZER,)),
        ({"tokenizer": UNTOLD}, {"tokenizer": UNTOLD}, (TOKENIZER,)),
        ({"corpus": ""}, {}, (TEXT,)),
        ({}, {"corpus": UNTOLD}, (TEXT,)),
        ({"corpus": "books"}, {"corpus": "web"}, (CORPORA,)),
        ({"tokenizer": "", "corpus": UNTOLD}, {}, (TOKENIZER, TEXT)),
        ({"counts": ""}, {"counts": "total"}, ()),
        ({"counts": "total"}, {"counts": UNTOLD}, ()),
        ({"modality": UNTOLD}, {"modality": "image"}, ()),
    ],
)
def test_what_nobody_tells_is_said_and_refuses_nothing(old, new, said):
    assert comparable(replace(LAW, **old), replace(LAW, **new)) == said


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("tokenizer", "A", "B"),
        ("counts", "total", "non-embedding"),
        ("loss_unit", "nat/token", "bit/byte"),
        ("modality", "text", "image"),
    ],
)
def test_what_is_known_to_differ_is_refused_by_name(name, one, other):
    with pytest.raises(InputError) as raised:
        comparable(replace(LAW, **{name: one}), replace(LAW, **{name: other}))
    assert [(each.where, each.given) for each in raised.value.problems] == [(name, f"'{one}' and '{other}'")]


def spans(*ends):
    return [replace(LAW, fitted=replace(LAW.fitted, compute=scaling.Span(*each))) for each in ends]


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ((1.0, 5.0), (3.0, 9.0), (3.0, 5.0)),
        ((1.0, 9.0), (3.0, 5.0), (3.0, 5.0)),
        ((1.0, 5.0), (5.0, 9.0), (5.0, 5.0)),
        ((1.0, 5.0), (6.0, 9.0), (math.nan, math.nan)),
        ((math.nan, 5.0), (3.0, 9.0), (math.nan, math.nan)),
        ((1.0, 5.0), (3.0, math.inf), (math.nan, math.nan)),
    ],
)
def test_the_range_that_both_have(one, other, shared):
    laws = spans(one, other)
    for pair in (laws, laws[::-1]):
        assert shared_range(*pair) == pytest.approx(shared, rel=0, abs=0, nan_ok=True)
