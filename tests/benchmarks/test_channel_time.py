"""A measured channel, six files of 4,001 points, beside reading them with scikit-rf alone."""

from __future__ import annotations

import pytest

pytest.importorskip("skrf", reason="scikit-rf is not installed (extra channel)")

import skrf

from limits.channel import files
from limits.channel.conditions import conditions
from limits.channel.lane import Stated, lane
from limits.channel.measured import measured

from ..channel.lossy import crosstalk, frequencies, lines, written

ROLES = ("thru", "fext1", "fext2", "next1", "next2", "next3")


@pytest.fixture(scope="module")
def six(tmp_path_factory):
    """Paths of a channel and five aggressors, as large as those of a public backplane."""
    folder, at = tmp_path_factory.mktemp("channel"), frequencies(end=40e9, step=0.01e9)
    for role in ROLES:
        matrix, _ = lines(at) if role == "thru" else crosstalk(at)
        (folder / f"{role}.s4p").write_text(written(at, matrix, form="MA", unit="MHz", digits=16), encoding="utf-8")
    return [folder / f"{role}.s4p" for role in ROLES]


def test_a_measured_channel(within, six):
    fast = lane(None, Stated(53.125e9, 4, 100e9))

    def ours():
        return measured(fast, conditions(), files.read(six[0], six[1:3], six[3:]))

    def theirs():
        return [skrf.Network(str(path)) for path in six]

    within("a measured channel, times its reading by scikit-rf", ours, theirs, 2.0, runs=3)
