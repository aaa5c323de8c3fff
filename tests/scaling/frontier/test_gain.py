"""The compute-equivalent gain between two laws."""

import math
import runpy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limits import scaling
from limits.draws import interval
from limits.errors import InputError
from limits.scaling.answers import gains
from limits.scaling.forms import hoffmann
from limits.scaling.frontier.gain import comparable, gain, shared_range
from limits.scaling.uncertain import spread

covered = runpy.run_path(str(Path(__file__).parents[2] / "gain_coverage.py"))["covered"]
LAW = scaling.get("besiroglu2024")
UNCERTAIN = scaling.get("besiroglu2024-minimum")


def law(**coefficients):
    return replace(LAW, coefficients=hoffmann(**coefficients))


OLD = law(E=1.8, A=480.0, B=2100.0, alpha=0.35, beta=0.37)
NEW = law(E=1.75, A=430.0, B=1500.0, alpha=0.33, beta=0.36)


class TestGain:
    @pytest.mark.parametrize("compute", [1e19, 1e22, 1e25])
    def test_closed_form(self, compute):
        found = gain(OLD, NEW, compute)
        needed = scaling.compute_for_loss(OLD, scaling.optimum(NEW, compute).loss)
        assert found.old_compute == pytest.approx(needed, rel=1e-9, abs=0)
        assert found.gain == pytest.approx(needed / compute, rel=1e-9, abs=0)

    def test_by_hand(self):
        """L = 2 + k C^-1/2 with k twice as large needs four times the compute: alpha = beta = 1."""
        one, other = law(E=2.0, A=1e9, B=1e9, alpha=1.0, beta=1.0), law(E=2.0, A=2e9, B=2e9, alpha=1.0, beta=1.0)
        assert gain(other, one, 1e21).gain == pytest.approx(4.0, rel=1e-9, abs=0)
        assert gain(one, other, 1e21).gain == pytest.approx(0.25, rel=1e-9, abs=0)

    def test_there_and_back(self):
        """What the old needs for the new's loss is, for the new, what it had."""
        found = gain(OLD, NEW, 1e21)
        assert gain(NEW, OLD, found.old_compute).old_compute == pytest.approx(1e21, rel=1e-9, abs=0)

    def test_at_one_size(self):
        """With N held, tokens for the same loss by the law solved for D."""
        N, C = 7e9, 1e22
        L = float(scaling.loss(NEW, N, C / 6 / N))
        c = OLD.coefficients
        D = (c.B / (L - c.E - c.A * N**-c.alpha)) ** (1 / c.beta)
        assert gain(OLD, NEW, C, N).old_compute == pytest.approx(6 * N * D, rel=1e-9, abs=0)

    def test_a_loss_that_the_old_never_has(self):
        found = gain(law(E=2.5, A=480.0, B=2100.0, alpha=0.35, beta=0.37), LAW, 1e24)
        assert found.gain == found.old_compute == found.high == math.inf

    @given(st.floats(18, 26), st.floats(0.3, 3.0), st.floats(0.3, 3.0))
    @settings(max_examples=40)
    def test_multipliers_of_size_and_tokens(self, decade, size, tokens):
        """What works as if N and D were larger by two factors is ahead by their product, at any compute."""
        c = LAW.coefficients
        better = replace(LAW, coefficients=c._replace(A=c.A * size**-c.alpha, B=c.B * tokens**-c.beta))
        assert gain(LAW, better, 10**decade).gain == pytest.approx(size * tokens, rel=1e-6, abs=0)


class TestInterval:
    def test_a_law_over_itself(self):
        """Two fits of one law differ by chance: 1 lies inside, and the interval is not empty."""
        found = gain(UNCERTAIN, UNCERTAIN, 1e21)
        assert found.gain == pytest.approx(1.0, rel=1e-9, abs=0)
        assert 0.8 < found.low < 0.95
        assert 1.05 < found.high < 1.25

    def test_by_draws_of_two_fits_that_err_apart(self):
        """Second method: ln(gain) is linear near its value; both losses' draws over the old law's slope."""
        compute = 1e21
        drawn = spread(UNCERTAIN, lambda law: {"L": scaling.optimum(law, compute).loss})["L"]
        apart = drawn - np.random.default_rng(0).permutation(drawn[1:])[np.arange(len(drawn)) - 1]
        slope = -UNCERTAIN.coefficients.gamma * (drawn[0] - UNCERTAIN.coefficients.E)
        low, high = np.exp(np.array(interval(np.concatenate([[0.0], apart[1:]]))) / slope)[::-1]
        found = gain(UNCERTAIN, UNCERTAIN, compute)
        assert math.log(found.low) == pytest.approx(math.log(low), rel=0.15, abs=0)
        assert math.log(found.high) == pytest.approx(math.log(high), rel=0.15, abs=0)

    def test_wider_beyond_the_runs(self):
        widths = [
            math.log(each.high / each.low) for each in (gain(UNCERTAIN, UNCERTAIN, C) for C in (1e21, 1e23, 1e25))
        ]
        assert widths == sorted(widths)

    def test_open_end(self):
        """Where chance allows that the old never has the loss, there is no upper end."""
        found = gain(UNCERTAIN, replace(UNCERTAIN, coefficients=UNCERTAIN.coefficients._replace(E=1.79)), 1e28)
        assert found.low < 1.0 < found.gain < math.inf
        assert found.high == math.inf

    def test_a_loss_that_the_old_never_has(self):
        """The value is open; chance may leave a lower end, or exclude that the old law has the loss at all."""
        for E, ended in ((1.78, True), (1.5, False)):
            better = replace(UNCERTAIN, coefficients=UNCERTAIN.coefficients._replace(E=E))
            (row,) = gains(UNCERTAIN, better, [1e28]).rows
            assert row.gain.value is row.old_compute is row.gain.high is None
            assert (row.gain.low is not None) is ended
            assert "never has this loss" in row.unknown["gain.value"]
            assert ended or "never has this loss" in row.unknown["gain.low"]

    def test_no_errors_no_interval(self):
        (row,) = gains(OLD, NEW, [1e21]).rows
        assert (row.gain.low, row.gain.high) == (None, None)
        assert row.unknown["gain.low"] == "neither law says how uncertain it is"

    def test_coverage(self):
        """Few pairs of `tests/gain_coverage.py`: of 60 intervals 54 shall hold the truth, 46 to 60 are chance."""
        assert all(share >= 46 / 60 for share in covered(40, sets=60, seed=3).values())


class TestComparable:
    def test_known_to_differ(self):
        with pytest.raises(InputError, match="tokenizer"):
            comparable(LAW, scaling.get("muennighoff2023"))
        with pytest.raises(InputError, match="counted alike"):
            gains(LAW, replace(LAW, counts="non-embedding"), [1e21])

    def test_nobody_says(self):
        said = " ".join(comparable(LAW, replace(LAW, tokenizer="not stated", corpus="not stated")))
        assert "Nobody says that both tokenizers are one" in said
        assert "Nobody says on which text" in said
        assert comparable(LAW, LAW) == ()

    def test_shared_range(self):
        one, other = (
            replace(LAW, fitted=replace(LAW.fitted, compute=scaling.Span(*ends))) for ends in ((1, 5), (3, 9))
        )
        assert shared_range(one, other) == shared_range(other, one) == (3, 5)
        apart = replace(LAW, fitted=replace(LAW.fitted, compute=scaling.Span(6, 9)))
        assert all(math.isnan(end) for end in shared_range(one, apart))

    def test_places_and_decades(self):
        record = gains(LAW, scaling.get("hoffmann2022"))
        ends = [record.rows[0].compute.value, record.rows[-1].compute.value]
        assert ends == pytest.approx([6e18, 1.3e22], rel=1e-9, abs=0)
        assert all(row.new_decades.value == pytest.approx(0.0, abs=1e-9) for row in record.rows)
        (far,) = gains(LAW, LAW, [1.3e24]).rows
        assert far.new_decades.value == pytest.approx(2.0, abs=1e-6)
        assert far.old_decades.value == pytest.approx(2.0, abs=1e-6)

    def test_no_range(self):
        nobody = replace(LAW, fitted=scaling.Fitted())
        with pytest.raises(InputError, match="nobody says which the runs of these laws had"):
            gains(LAW, nobody)
        assert gains(LAW, nobody, [1e21]).rows[0].new_decades is None
