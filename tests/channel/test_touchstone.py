"""Touchstone files: one matrix from every way of writing it, one clear line for whatever cannot be right."""

from __future__ import annotations

import sys
from contextlib import suppress

import numpy as np
import pytest

from limits.channel import touchstone
from limits.errors import InputError

from .lossy import UNITS, crosstalk, frequencies, lines, written

skrf = pytest.importorskip("skrf", reason="scikit-rf is not installed (extra channel)")

AT = frequencies(end=2e9)
MATRIX, _ = lines(AT)


def put(folder, text, name="lane.s4p"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def refused(folder, text, name="lane.s4p"):
    with pytest.raises(InputError) as found:
        touchstone.read(put(folder, text, name))
    message = str(found.value)
    assert message.startswith(f"{name}: 1 input cannot be used\n")
    assert message.count("\n") == 1, "one line of what, one of why"
    return message


@pytest.mark.parametrize("form", ["RI", "MA", "DB"])
@pytest.mark.parametrize("unit", UNITS)
def test_every_format_and_unit_is_the_same_matrix(tmp_path, form, unit):
    read = touchstone.read(put(tmp_path, written(AT, MATRIX, form=form, unit=unit)))
    assert read.frequency == pytest.approx(AT, rel=1e-12, abs=0)
    assert read.matrix == pytest.approx(MATRIX, rel=1e-9, abs=1e-11)
    assert (read.ports, read.name, read.notes, read.differential) == (4, "lane.s4p", (), ())


def test_two_ports_have_the_transfer_first(tmp_path):
    """The order of version 1 is 11, 21, 12, 22; scikit-rf and this writer know it."""
    two = np.array([[[0.1, 0.2], [0.3, 0.4]]] * len(AT), dtype=complex)
    read = touchstone.read(put(tmp_path, written(AT, two), "line.s2p"))
    assert read.matrix[0].tolist() == two[0].tolist()


def test_lower_case_upper_case_and_comments_in_old_letters_are_read(tmp_path):
    text = "! 25 °C, measured by M\xfcller\n".encode("latin-1") + written(AT, MATRIX).lower().encode()
    assert touchstone.read(put(tmp_path, text, "LANE.S4P")).ports == 4


def test_numbers_at_other_resistances_are_brought_to_50_ohm(tmp_path):
    """By hand: a resistance R between two ports has S21 = 2 Z / (2 Z + R), whatever the reference Z."""

    def series(z, r=30.0):
        return np.array([[[r, 2 * z], [2 * z, r]]] * len(AT), dtype=complex) / (2 * z + r)

    read = touchstone.read(put(tmp_path, written(AT, series(42.5), reference=42.5), "r.s2p"))
    assert read.matrix == pytest.approx(series(50.0), rel=1e-7, abs=0)  # scikit-rf moves each by some 1e-8
    assert read.notes == ("brought from 42.5 ohm to 50 ohm a port",)


@pytest.mark.parametrize(
    ("reference", "notes"),
    [
        (50.0, ()),
        (75.0, ("brought from 75 ohm to 50 ohm a port",)),
        (100.0, ("2 ports at 100 ohm: taken as those of a differential pair",)),
        (
            85.0,
            (
                "2 ports at 85 ohm: taken as those of a differential pair",
                "brought from 85 ohm to 100 ohm a port",
            ),
        ),
    ],
)
def test_two_ports_are_those_of_a_pair_where_their_resistance_is(tmp_path, reference, notes):
    two = np.array([[[0.0, 0.5], [0.5, 0.0]]] * len(AT), dtype=complex)
    read = touchstone.read(put(tmp_path, written(AT, two, reference=reference), "line.s2p"))
    assert read.notes == notes
    if reference in {50.0, 100.0}:
        assert read.matrix[0, 1, 0] == 0.5


def test_version_2_says_ports_order_and_differential_pairs(tmp_path):
    pairs = np.array([[[0.1, 0.5], [0.5, 0.1]]] * 3, dtype=complex)
    rows = "\n".join(
        f"{f} 0.1 0 0.5 0 0.02 0 0.03 0  0.5 0 0.1 0 0.03 0 0.02 0  0.02 0 0.03 0 0.2 0 0.4 0 0.03 0 0.02 0 0.4 0 0.2 0"
        for f in (1, 2, 3)
    )
    head = (
        "[Version] 2.0\n# GHz S RI R 50\n[Number of Ports] 4\n[Number of Frequencies] 3\n"
        "[Reference] 50 50 50 50\n[Mixed-Mode Order] D1,2 D3,4 C1,2 C3,4\n[Network Data]\n"
    )
    read = touchstone.read(put(tmp_path, f"{head}{rows}\n[End]\n", "lane.ts"))
    assert read.differential == (1, 3)
    one, three = 0, 2
    assert read.matrix[:, [one, three]][:, :, [one, three]] == pytest.approx(pairs, rel=1e-12, abs=0)
    assert read.notes == ()
    message = refused(tmp_path, f"{head.replace('] 3', '] 4')}{rows}\n[End]\n", "lane.ts")
    assert "given 3 points, wanted 4, as it says: is it cut off?" in message


def test_a_file_says_no_more_ports_than_can_be_read(tmp_path):
    text = "[Version] 2.0\n# GHz S RI R 50\n[Number of Ports] 900000\n[Network Data]\n1 0 0\n[End]\n"
    assert "ports: given 900000, wanted 2 to 64" in refused(tmp_path, text, "lane.ts")


def test_impedances_in_comments_are_one_for_each_port(tmp_path):
    """As some field solvers write them, for each frequency."""
    row = "! Port Impedance {}\n{} 0.1 0 0.5 0 0.5 0 0.1 0\n"
    head = "! Terminal data exported\n# GHz S RI R 50\n"
    read = touchstone.read(put(tmp_path, head + "".join(row.format("50 0 50 0", f) for f in (1, 2)), "lane.s2p"))
    assert read.matrix[0, 1, 0] == 0.5
    more = put(tmp_path, head + "".join(row.format("50 0 50 0 50 0", f) for f in (1, 2)), "more.s2p")
    read = None
    with suppress(InputError):  # earlier versions of scikit-rf leave out what is too much
        read = touchstone.read(more)
    assert read is None or read.matrix[0, 1, 0] == 0.5


CUT = written(AT, MATRIX)
HOSTILE = {
    "empty": ("", "given an empty file, wanted a readable Touchstone file"),
    "header alone": ("# GHz S RI R 50\n", "given no numbers"),
    "prose": ("Dear all, the channel is fine.\n", "line 1: given 'Dear', wanted a number"),
    "binary": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe", "given bytes that are not UTF-8 text (at byte 0)"),
    "cut in a matrix": (CUT[: len(CUT) * 2 // 3], "numbers a point for 4 ports: is it cut off?"),
    "cut in a number": (CUT.rstrip() + "e", "line 86: given '0e', wanted a number"),
    "a word among numbers": (CUT.replace("0.015", "O.O15", 1), "line 3: given 'O.O15', wanted a number"),
    "not a number": (
        CUT.replace("0.015", "nan", 1),
        "matrix: given no finite number at point 1, wanted finite numbers",
    ),
    "infinite": (CUT.replace("0.015", "1e999", 1), "matrix: given no finite number at point 1"),
    "falling": (
        written(AT[::-1], MATRIX),
        "frequency: given 1.9 GHz after 2 GHz (point 2), wanted frequencies that rise",
    ),
    "twice": (written(np.r_[AT, AT], np.r_[MATRIX, MATRIX]), "given 0 GHz after 2 GHz (point 22)"),
    "below zero": (written(AT - 1e8, MATRIX), "given 21 from -1e+08 Hz, wanted two or more, from 0 Hz up"),
    "one point": (written(AT[:1], MATRIX[:1]), "frequency: given 1 from 0 Hz, wanted two or more"),
    "format": (CUT.replace(" RI ", " XY "), "header: given '# GHz S XY R 50', wanted '# GHz S MA R 50': Hz, kHz"),
    "unit": (CUT.replace("# GHz", "# furlong"), "header: given '# furlong S RI R 50'"),
    "no resistance": (
        CUT.replace("R 50", "R 0"),
        "reference impedance: given 0+0j ohm, wanted a resistance above 0 ohm",
    ),
    "negative resistance": (CUT.replace("R 50", "R -50"), "wanted a resistance above 0 ohm"),
    "escapes": ("\x1b[31mred\n", r"given '\x1b[31mred', wanted a number"),
    "other ports": (written(AT, MATRIX[:, :3, :3]), "whole points, then"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_right_is_one_clear_line(tmp_path, name):
    text, said = HOSTILE[name]
    assert said in refused(tmp_path, text)


@pytest.mark.parametrize("name", ["lane.csv", "lane", "lane.s4p.gz", "lane.sp", "lane.s1000p"])
def test_other_names_are_no_touchstone_files(tmp_path, name):
    assert "its name ending in .s2p, .s4p, .s8p ... or .ts" in refused(tmp_path, CUT, name)


@pytest.mark.parametrize("name", ["lane.s1p", "lane.s0p", "lane.s65p", "lane.s999p"])
def test_so_many_ports_are_no_channel(tmp_path, name):
    assert "wanted 2 to 64: a channel has a way in and a way out" in refused(tmp_path, CUT, name)


def test_a_missing_file_a_folder_and_a_huge_file_are_said(tmp_path, monkeypatch):
    for path in (tmp_path / "none.s4p", tmp_path / "folder.s4p"):
        if path.stem == "folder":
            path.mkdir()
        with pytest.raises(InputError, match=r"given the name of no file|given a directory"):
            touchstone.read(path)
    monkeypatch.setattr(touchstone, "_KIND", touchstone._KIND._replace(most=1000))
    assert "given more than 1,000 bytes" in refused(tmp_path, CUT)


def test_without_scikit_rf_one_line_says_what_to_install(tmp_path, monkeypatch):
    path = put(tmp_path, CUT)
    for name in [name for name in sys.modules if name.partition(".")[0] == "skrf"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "skrf", None)
    with pytest.raises(touchstone.MissingScikitRfError, match="extra channel") as found:
        touchstone.read(path)
    assert "\n" not in str(found.value)


def test_files_of_many_ports_are_read(tmp_path):
    at = AT[:5]
    for ports in (8, 12, 16):
        whole = np.zeros((len(at), ports, ports), dtype=complex)
        for first in range(0, ports, 4):
            whole[:, first : first + 4, first : first + 4] = lines(at)[0]
        read = touchstone.read(put(tmp_path, written(at, whole), f"lanes.s{ports}p"))
        assert read.matrix == pytest.approx(whole, rel=1e-9, abs=1e-11)


def test_scikit_rf_itself_gives_the_same_differential_transfer(tmp_path):
    matrix, _ = crosstalk(AT)
    path = put(tmp_path, written(AT, matrix))
    other = skrf.Network(str(path))
    other.renumber([0, 1, 2, 3], [0, 2, 1, 3])  # its pairs are neighbours: way in 1, 3, way out 2, 4
    other.se2gmm(p=2)
    s = touchstone.read(path).matrix
    ours = (s[:, 1, 0] - s[:, 1, 2] - s[:, 3, 0] + s[:, 3, 2]) / 2.0
    assert other.s[:, 1, 0] == pytest.approx(ours, rel=1e-9, abs=1e-14)
