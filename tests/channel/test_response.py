"""What a file says about itself: its loss, whether it is passive and reciprocal, and which files belong together."""

from __future__ import annotations

import numpy as np
import pytest

from limits.channel import files, ports
from limits.channel.response import response
from limits.channel.touchstone import Scattering
from limits.errors import InputError

from .lossy import crosstalk, frequencies, lines, swapped, written

AT = frequencies()
MATRIX, ODD = lines(AT)
LINES = ports.stated("1-2,3-4")


def of(matrix, frequency=AT, lines_=LINES):
    return response(Scattering("lane.s4p", frequency, matrix), lines_)


def test_loss_is_that_of_the_odd_mode_and_never_said_outside_the_file():
    found = of(MATRIX)
    assert found.loss(26.5e9) == pytest.approx(-20 * np.log10(abs(ODD[265])), rel=1e-12, abs=0)
    between = -20 * np.log10((abs(ODD[265]) + abs(ODD[266])) / 2)
    assert found.loss(26.55e9) == pytest.approx(between, rel=1e-12, abs=0)
    assert found.loss(0.0) == pytest.approx(-20 * np.log10(0.97), rel=1e-9, abs=0)
    assert found.loss(30.1e9) is None
    assert found.loss(-1.0) is None


def test_a_passive_reciprocal_file_says_so_with_its_numbers():
    found = of(MATRIX)
    assert found.passive
    assert found.reciprocal
    assert list(found.checks()) == [
        "301 points, 0 GHz to 30 GHz",
        "passive: largest singular value 0.9850 at 0 GHz",
        "reciprocal: both ways differ by at most 0.0e+00, at 0 GHz",
    ]


def test_more_out_than_in_is_said_with_its_frequency_and_much_more_is_refused():
    louder = MATRIX.copy()
    louder[120] *= 1.05 / np.linalg.svd(louder[120], compute_uv=False)[0]
    found = of(louder)
    assert not found.passive
    assert "not passive: largest singular value 1.0500 at 12 GHz, 5 % above 1, more comes out than goes in" in list(
        found.checks()
    )
    louder[120] *= 20.0
    with pytest.raises(
        InputError, match=r"largest singular value 21 at 12 GHz.*MA, DB or RI, and is there no amplifier\?"
    ):
        of(louder)


def test_ways_that_differ_are_said_with_their_frequency():
    odd = MATRIX.copy()
    odd[77, 1, 0] *= 0.5
    found = of(odd)
    assert not found.reciprocal
    assert found.unequal == pytest.approx(abs(MATRIX[77, 1, 0]) / 2, rel=1e-12, abs=0)
    (said,) = [each for each in found.checks() if "reciprocal" in each]
    assert said.startswith("not reciprocal, as cables and connectors are")
    assert said.endswith("at 7.7 GHz")
    assert said in list(found.remarks())


def test_a_missing_point_at_0_hz_is_said():
    assert "no point at 0 Hz: the first stands for what lies below" in list(of(MATRIX[1:], AT[1:]).checks())
    assert "no point at 0 Hz: nothing is counted below 0.9 GHz" in list(of(MATRIX[10:], AT[10:]).checks())


def test_ports_that_a_file_lacks_are_refused():
    with pytest.raises(InputError, match=r"given 4 ports, wanted a file with ports 5-6,7-8"):
        of(MATRIX, lines_=ports.stated("5-6,7-8"))


def test_one_line_of_a_pair_may_be_asked_for():
    assert of(MATRIX, lines_=ports.stated("3-4")).gain == pytest.approx(abs(MATRIX[:, 3, 2]) ** 2, rel=1e-12, abs=0)


@pytest.fixture
def folder(tmp_path):
    pytest.importorskip("skrf", reason="scikit-rf is not installed (extra channel)")
    few = AT[::10]
    for name, matrix in (("thru", lines(few)[0]), ("fext", crosstalk(few)[0]), ("next", crosstalk(few, level=0.02)[0])):
        (tmp_path / f"{name}.s4p").write_text(written(few, swapped(matrix, (1, 3, 2, 4))), encoding="utf-8")
    return tmp_path


def test_all_files_take_the_ports_of_the_through_file(folder):
    """Crosstalk has no way through: by itself it would tell the order that is wrong here."""
    through, far, near = files.read(folder / "thru.s4p", [folder / "fext.s4p"], [folder / "next.s4p"])
    assert {str(each.ports) for each in (through, *far, *near)} == {"1-3,2-4"}
    assert far[0].gain == pytest.approx(abs(crosstalk(AT[::10])[1]) ** 2, rel=1e-9, abs=1e-20)
    assert near[0].gain == pytest.approx(4.0 * far[0].gain, rel=1e-9, abs=1e-20)


def test_stated_ports_come_first(folder):
    through, _, _ = files.read(folder / "thru.s4p", ports=ports.stated("3-1,4-2"))
    assert (str(through.ports), through.ports.told) == ("3-1,4-2", "as stated")


def test_a_file_of_crosstalk_is_no_through_file(folder):
    with pytest.raises(InputError, match=r"no way through .* is this a file of crosstalk\? say which"):
        files.read(folder / "fext.s4p")


def test_the_through_file_is_no_aggressor(folder):
    with pytest.raises(InputError, match="given the through file once more"):
        files.read(folder / "thru.s4p", [folder / "." / "thru.s4p"])


@pytest.fixture
def eight(folder):
    """Two pairs in one file: the lines 1-2, 3-4, and 5-6, 7-8, whose signal comes to 2 and 4 as crosstalk."""
    at = AT[::10]
    whole = np.zeros((len(at), 8, 8), dtype=complex)
    pair = lines(at)[0]
    whole[:, :4, :4] = whole[:, 4:, 4:] = pair / 2.0
    into = crosstalk(at)[0]
    for out in (1, 3):
        for way_in in (0, 2):
            whole[:, out, 4 + way_in] = whole[:, 4 + way_in, out] = into[:, out, way_in]
    path = folder / "lanes.s8p"
    path.write_text(written(at, whole), encoding="utf-8")
    return path


def test_pairs_of_one_file_are_named_behind_it(eight):
    through, far, near = files.read(eight, [f"{eight}:5-2,7-4"], [f"{eight}:6-2,8-4"], LINES)
    assert through.gain == pytest.approx(abs(ODD[::10]) ** 2 / 4.0, rel=1e-9, abs=0)
    assert far[0].gain == pytest.approx(abs(crosstalk(AT[::10])[1]) ** 2, rel=1e-9, abs=1e-20)
    assert not near[0].gain.any()
    assert str(far[0].ports) == "5-2,7-4"


@pytest.mark.parametrize(
    ("lines_", "wanted"),
    [
        ("", "given the through file once more, wanted a file from an aggressor"),
        (":5-6,7-8", "given 5-6,7-8, wanted lines that end as the through lines do, 1-2,3-4"),
        (":5-2", "wanted lines that end as the through lines do"),
        (":1-2,3-4", "wanted other ways in than those of the through lines"),
        (":9-2,11-4", "given 8 ports, wanted a file with ports 9-2,11-4"),
        (":5-2,5-4", "wanted two lines"),
    ],
)
def test_lines_that_are_no_aggressor_are_refused(eight, lines_, wanted):
    with pytest.raises(InputError, match=wanted):
        files.read(eight, [f"{eight}{lines_}"], ports=LINES)


def test_an_aggressor_has_the_ports_of_the_through_file(folder):
    (folder / "two.s2p").write_text(written(AT[:3], MATRIX[:3, :2, :2]), encoding="utf-8")
    with pytest.raises(InputError, match=r"two\.s2p.*\n.*given 2 ports, wanted 4 ports, as thru\.s4p has"):
        files.read(folder / "thru.s4p", [folder / "two.s2p"])
