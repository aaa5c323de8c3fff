"""A lane on a measured channel: numbers by plain numpy, published channels, other grids, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limits.channel import codes, files, ports
from limits.channel.conditions import conditions
from limits.channel.files import Files
from limits.channel.lane import Stated, lane
from limits.channel.measured import measured
from limits.channel.measured_record import of
from limits.channel.response import response
from limits.channel.touchstone import Scattering
from limits.errors import InputError
from limits.report.network.measured import sentence
from limits.value import Value

from .lossy import crosstalk, frequencies, lines

LINES = ports.stated("1-2,3-4")
FAST = lane(None, Stated(53.125e9, 4, 100e9, codes.stated("kp4")))
SLOW = lane(None, Stated(25.78125e9, 2, 25e9, codes.stated("none")))
STEP = 0.01e9


def channel(frequency, matrix, name="made-up.s4p"):
    return response(Scattering(name, frequency, matrix), LINES)


def made_up(frequency):
    return Files(
        channel(frequency, lines(frequency)[0]),
        (channel(frequency, crosstalk(frequency)[0], "far.s4p"),),
        (channel(frequency, crosstalk(frequency, level=0.02)[0], "near.s4p"),),
    )


def alone(frequency):
    return made_up(frequency)._replace(far=(), near=())


def decibels(ratio):
    return 10.0 * math.log10(ratio)


@pytest.mark.parametrize("chosen", [FAST, SLOW], ids=["PAM4", "NRZ"])
def test_every_case_is_what_plain_numpy_finds(chosen):
    """The second method: sums written out, the water level by bisection."""
    at = frequencies(step=STEP)
    found = measured(chosen, conditions(), made_up(at))
    W, L = chosen.symbol_rate.value / 2, chosen.levels.value
    inside = (at > 0) & (at <= W)
    share = (L + 1) / (3 * (L - 1))
    P = 0.413**2 * share
    H = abs(lines(at)[1][inside]) ** 2
    x = abs(crosstalk(at)[1][inside]) ** 2
    white = np.full(H.shape, 6e-18)
    N = white + P / W * x + 0.45**2 * share / W * 4 * x
    tx = 10**-3.3
    S = np.full(H.shape, P / W)
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if np.maximum(middle - N / H, 0).sum() * STEP > P else (middle, high)
    B = np.maximum(low - N / H, 0)
    by_hand = [S * H / white, S * H / N, S * H / (N + S * H * tx), B * H / (N + B * H * tx)]
    assert len(found.cases) == 4
    for case, snr in zip(found.cases, by_hand, strict=True):
        C = np.log2(1 + snr).sum() * STEP
        assert case.capacity == pytest.approx(C, rel=1e-9, abs=0), case.name
        assert case.salz_snr == pytest.approx(2 ** (C / W) - 1, rel=1e-8, abs=0), case.name
    assert found.filling.level == pytest.approx(low, rel=1e-9, abs=0)
    assert found.decisive is found.cases[2]
    assert found.cases[0].received_snr == pytest.approx((S * H).sum() / white.sum(), rel=1e-9, abs=0)


PUBLISHED = {
    "PAM4": (
        (FAST, None),
        [(286.31, 32.44, 45.04), (139.66, 15.71, 25.91), (130.49, 14.64, 25.91), (132.52, 14.88, 26.87)],
        (17.66, -3.01, 0.814),
    ),
    "NRZ": (
        (SLOW, None),
        [(213.54, 49.87, None), (110.57, 25.81, None), (101.17, 23.61, None), (101.14, 23.60, None)],
        (16.94, 6.66, 0.255),
    ),
    "whole file": (
        (FAST, Value(40e9, "Hz")),
        [(271.37, None, None), (139.26, None, None), (130.24, None, None), (142.98, None, None)],
        (17.66, None, 0.816),
    ),
}


@pytest.fixture(scope="module")
def backplane(facts):
    pytest.importorskip("skrf", reason="scikit-rf is not installed (extra channel)")
    folder = facts / "data" / "net" / "channels"
    names = {
        role: [folder / f"example2_{role}{n}.s4p" for n in range(1, count)]
        for role, count in (("FEXT", 3), ("NEXT", 4))
    }
    return files.read(folder / "example2_THRU.s4p", names["FEXT"], names["NEXT"])


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_public_backplane_has_its_published_numbers(backplane, name):
    (chosen, band), cases, (needed, margin, share) = PUBLISHED[name]
    found = measured(chosen, conditions(), backplane, band)
    for case, (capacity, salz, received) in zip(found.cases, cases, strict=True):
        assert case.capacity / 1e9 == pytest.approx(capacity, abs=0.01)
        assert salz is None or decibels(case.salz_snr) == pytest.approx(salz, abs=0.01)
        assert received is None or decibels(case.received_snr) == pytest.approx(received, abs=0.01)
    assert decibels(found.needs.at_limit) == pytest.approx(needed, abs=0.01)
    assert found.margin is None if margin is None else decibels(found.margin) == pytest.approx(margin, abs=0.01)
    assert chosen.raw.value / found.decisive.capacity == pytest.approx(share, abs=0.001)


def test_a_public_backplane_is_checked_and_its_ports_told(backplane):
    through = backplane.through
    assert (len(through.frequency), str(through.ports)) == (4001, "1-2,3-4")
    assert through.ports.told.startswith("by |S21| = 0.9590, |S31| = 0.0123")
    for frequency, loss in ((12.890625e9, 23.45), (26.5625e9, 59.69), (40e9, 105.46)):
        assert through.loss(frequency) == pytest.approx(loss, abs=0.005)
    assert through.loss(53e9) is None
    assert through.largest == pytest.approx(0.9907, abs=5e-5)
    assert through.unequal < 9e-6


def test_ports_told_by_each_file_alone_would_be_wrong_by_a_factor_of_five(backplane, facts):
    folder = facts / "data" / "net" / "channels"
    wrong = ports.stated("1-3,2-4")
    _, far, near = files.read(
        folder / "example2_THRU.s4p",
        [folder / f"example2_FEXT{n}.s4p" for n in (1, 2)],
        [folder / f"example2_NEXT{n}.s4p" for n in (1, 2, 3)],
        wrong,
    )
    found = measured(FAST, conditions(), Files(backplane.through, far, near))
    assert found.decisive.capacity / 1e9 == pytest.approx(25.57, abs=0.01)


def test_a_band_beyond_the_file_is_refused_with_what_to_do():
    faster = lane(None, Stated(106.25e9, 4, 200e9))
    at = frequencies(end=40e9, step=STEP)
    with pytest.raises(InputError) as found:
        measured(faster, conditions(), alone(at))
    message = str(found.value)
    assert (
        "given the file ends at 40 GHz, wanted a file up to the end of the band, 53.125 GHz (half of 106.25 GBd)"
        in message
    )
    assert 'take a lower symbol rate, a file that goes further, or cut it: --band "40 GHz"' in message
    cut = measured(faster, conditions(), alone(at), band=Value(40e9, "Hz"))
    assert (cut.band, cut.stated_band, cut.frequency[-1]) == (40e9, True, 40e9)
    # Nothing is sent beyond the cut: the symbols still come at their rate.
    assert cut.decisive.salz_snr == pytest.approx(2 ** (cut.decisive.capacity / 53.125e9) - 1, rel=1e-9, abs=0)


def test_an_aggressor_that_ends_early_or_begins_late_is_refused():
    at = frequencies(step=STEP)
    short, late = at[: len(at) // 2], at[len(at) // 2 :]
    for other, said in ((short, "the file ends at 14.99 GHz"), (late, "the file begins at 15 GHz")):
        with pytest.raises(InputError, match=said):
            measured(FAST, conditions(), made_up(at)._replace(far=(channel(other, crosstalk(other)[0]),)))


def test_a_missing_point_at_0_hz_changes_nothing():
    at = frequencies(step=STEP)
    whole = measured(FAST, conditions(), made_up(at))
    without = measured(FAST, conditions(), made_up(at[1:]))
    assert without.decisive.capacity == whole.decisive.capacity


def test_what_the_file_lacks_below_its_first_point_is_not_counted():
    at = frequencies(step=STEP)
    whole, less = (measured(FAST, conditions(), made_up(each)) for each in (at, at[51:]))
    lost = np.log2(1.0 + whole.decisive.snr[:50]).sum() * STEP
    assert whole.decisive.capacity - less.decisive.capacity == pytest.approx(lost, rel=1e-9, abs=0)


@pytest.mark.parametrize(
    "grid",
    [frequencies(step=0.5e9), frequencies(step=0.05e9), np.r_[0.0, np.geomspace(1e7, 30e9, 3000)]],
    ids=["coarse", "even", "log"],
)
def test_other_grids_give_nearly_the_same(grid):
    fine = measured(FAST, conditions(), made_up(frequencies(step=0.005e9)))
    other = measured(FAST, conditions(), made_up(grid))
    assert other.decisive.capacity == pytest.approx(fine.decisive.capacity, rel=2e-3, abs=0)


def test_files_of_different_steps_are_joined_inside():
    at, other = frequencies(step=STEP), frequencies(step=0.05e9)
    whole = made_up(at)
    joined = measured(FAST, conditions(), made_up(other)._replace(through=whole.through))
    assert joined.decisive.capacity == pytest.approx(
        measured(FAST, conditions(), whole).decisive.capacity, rel=1e-3, abs=0
    )


@pytest.mark.parametrize("loss", [600.0, 3000.0])
def test_a_channel_that_lets_next_to_nothing_through_has_finite_numbers_or_is_refused(loss):
    at = frequencies(step=STEP)
    matrix = lines(at, loss=0.0)[0] * 10.0 ** (-(loss - 1.0) / 20.0)
    files_ = Files(channel(at, matrix), (), ())
    if loss > 1000.0:
        with pytest.raises(InputError, match="given nothing between ports"):
            measured(FAST, conditions(), files_)
        return
    found = measured(FAST, conditions(), files_)
    record = of(found)
    numbers = [case.capacity.value for case in record.cases] + [case.salz_snr.value for case in record.cases]
    assert all(0.0 < number < math.inf for number in (*numbers, record.raw_share.value, record.water_level.value))
    assert "e54 times (net rate" in sentence(found)


def test_a_channel_that_lets_nothing_through_is_refused():
    at = frequencies(step=STEP)
    with pytest.raises(InputError, match="given nothing between ports 1-2,3-4"):
        measured(FAST, conditions(), Files(channel(at, np.zeros((len(at), 4, 4), dtype=complex)), (), ()))


def test_without_a_known_code_no_margin_is_said():
    unknown = lane(None, Stated(53.125e9, 4))
    found = measured(unknown, conditions(), made_up(frequencies(step=STEP)))
    assert (found.needs.at_limit, found.margin) == (None, None)
    assert found.decisive.salz_snr > 0.0


def test_what_is_not_stated_is_assumed_as_com_does_and_says_so():
    found = dict(conditions(noise_density=Value(1e-17, "V^2/Hz")).assumed())
    assert {name: value.value for name, value in found.items()} == {
        "swing": 0.413,
        "next_swing": 0.45,
        "transmitter_snr": pytest.approx(10**3.3, rel=1e-12, abs=0),
    }
    assert all(value.origin.sources == ("banas2024",) for value in found.values())


@pytest.mark.parametrize("name", ["swing", "next_swing", "noise_density", "transmitter_snr"])
@pytest.mark.parametrize("number", [0.0, -1.0, math.nan])
def test_conditions_are_above_zero(name, number):
    with pytest.raises(InputError, match=f"{name.replace('_', ' ')}: given .*, wanted a number above 0"):
        conditions(**{name: Value(number, "1")})


COARSE = frequencies(step=0.2e9)
PARTS = made_up(COARSE)


@given(st.floats(0.05, 2.0), st.floats(1.01, 3.0))
@settings(max_examples=30)
def test_more_swing_is_never_worse_and_more_noise_never_better(swing, more):
    files_ = PARTS._replace(far=())

    def capacities(**stated):
        found = measured(FAST, conditions(next_swing=Value(0.45, "V"), **stated), files_)
        return [case.capacity for case in found.cases]

    lower = capacities(swing=Value(swing, "V"))
    assert all(b >= a for a, b in zip(lower, capacities(swing=Value(swing * more, "V")), strict=True))
    noisy = capacities(swing=Value(swing, "V"), noise_density=Value(6e-18 * more, "V^2/Hz"))
    assert all(b <= a for a, b in zip(lower, noisy, strict=True))
    assert lower[0] >= lower[1] >= lower[2]


def test_a_file_without_a_point_in_the_band_is_refused():
    at = frequencies(step=0.1e9, start=5e9)
    with pytest.raises(InputError, match="given 5 to 30 GHz, wanted points within the band, 0 to 1 GHz"):
        measured(lane(None, Stated(2e9, 2)), conditions(), alone(at))
