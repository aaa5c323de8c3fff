"""Runs and curves from CSV files: names, units in headers, empty cells, and everything wrong said at once."""

import time

import numpy as np
import pytest

from limits import scaling
from limits.errors import InputError

ROWS = "1,20,3.5\n10,200,2.5\n"


@pytest.fixture
def write(tmp_path):
    def write(text):
        file = tmp_path / "runs.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write


@pytest.mark.parametrize(
    "headers",
    [
        "parameters [1e9],tokens [1e9],loss",
        "parameters [1e9 parameter],tokens [1e9 token],loss [nat/token]",
        " Parameters [Gparameter] , TOKENS [Gtoken],loss [1 nat/token]",
    ],
)
def test_units_in_headers(write, headers):
    points = scaling.Points.read(write(f"{headers}\n{ROWS}"))
    assert points.parameters.tolist() == [1e9, 1e10]
    assert points.tokens.tolist() == [2e10, 2e11]
    assert points.loss.tolist() == [3.5, 2.5]


def test_columns_under_other_names(write):
    file = write(f"N,D (billions),val\n{ROWS}")
    points = scaling.Points.read(
        file, {"parameters": "N [1e9]", "tokens": "D (billions) [1e9]", "loss": "val [bit/token]"}
    )
    assert points.parameters.tolist() == [1e9, 1e10]
    assert points.loss == pytest.approx([2.42601513, 1.73286795], rel=1e-6, abs=0)


def test_compute_stands_for_what_is_missing(write):
    by_tokens = scaling.Points.read(write("parameters,tokens,loss\n1e9,2e10,3\n"))
    for text in ("parameters,compute,loss\n1e9,1.2e20,3\n", "compute [1e18],tokens,loss\n120,2e10,3\n"):
        points = scaling.Points.read(write(text))
        assert points.parameters == pytest.approx(by_tokens.parameters, rel=1e-6, abs=0)
        assert points.tokens == pytest.approx(by_tokens.tokens, rel=1e-6, abs=0)
        assert points.compute == pytest.approx([1.2e20], rel=1e-6, abs=0)


def test_empty_cells_and_lines_are_left_out(write):
    points = scaling.Points.read(
        write(b"\xef\xbb\xbfparameters,tokens,loss,note\n1e9,2e10,,x\n\n1e9,NaN,3,\n1e9,2e10,3,\n")
    )
    assert len(points) == 1
    assert points.left_out == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "wanted a line of headers"),
        ("a,b\n1,2\n", "wanted loss, and two of parameters, tokens, compute"),
        ("parameters,loss\n1e9,3\n", "given parameters, loss, separated by ',', wanted loss, and two of"),
        ("parameters,tokens,loss\n7B,2e10,3\n", "row 2, parameters: given '7B'"),
        ("parameters,tokens,loss\n1e9,2e10,3\n1e9,-2e10,3\n", "row 3, tokens: given '-2e10'"),
        ("parameters,tokens,loss\n1e9,2e10,1e999\n", "row 2, loss: given '1e999'"),
        ("parameters,tokens,loss\n1e9,2e10\n", "row 2: given 2 cells, wanted 3"),
        ("parameters,tokens [J],loss\n1e9,2e10,3\n", "unit of tokens"),
        ("parameters,tokens,loss [bit/parameter]\n1e9,2e10,3\n", "unit of loss"),
        ("parameters,parameters,tokens,loss\n1,1,1,1\n", "2 columns called 'parameters'"),
        (b"parameters,tokens,loss\n\xff,1,1\n", "a readable table of runs, in UTF-8"),
        ('parameters,tokens,loss\n"1,1,1\n', "wanted CSV"),
        ("parameters,tokens,loss\n\n1_000,1,1\n", "row 3, parameters: given '1_000'"),
        ("parameters,tokens,loss\n1,\u0661\u0662,1\n", "row 2, tokens: given '\u0661\u0662'"),
        ("parameters,tokens,loss\n1,1,1\n1,1,\uff11\n", "row 3, loss: given '\uff11'"),
        ("parameters,tokens,loss\n1,1\x00,1\n", "row 2, tokens: given '1\\x00'"),
        ("parameters,tokens,loss\n1,1,1e-61\n", "row 2, loss: given '1e-61'"),
        ("parameters [1e50],tokens,loss\n1e11,1,1\n", "row 2, parameters: given '1e11'"),
        ("parameters [1 000],tokens,loss\n1,1,1\n", "unit of parameters: given '1 000'"),
        ("parameters [\uff11],tokens,loss\n1,1,1\n", "unit of parameters: given"),
        ("parameters [1e8 .. 1e9],tokens,loss\n1,1,1\n", "unit of parameters: given '1e8 .. 1e9', wanted one number"),
        ("parameters,tokens [1e9 +/- 1e8 token],loss\n1,1,1\n", "not an interval"),
        ("a," * 1000 + "b\n", "row 1: given 1001 cells, wanted at most 1,000 columns"),
    ],
)
def test_what_cannot_be_used_is_said(write, text, said):
    with pytest.raises(InputError) as caught:
        scaling.Points.read(write(text))
    assert said in str(caught.value)


def test_a_wrong_column_is_not_repeated_for_every_row(write):
    with pytest.raises(InputError, match="95 more such cells") as caught:
        scaling.Points.read(write("parameters,tokens,loss\n" + "1e9,many,3\n" * 100))
    assert len(caught.value.problems) == 6


def test_names_that_are_no_columns(write):
    file = write(f"parameters,tokens,loss\n{ROWS}")
    with pytest.raises(InputError, match="0 columns called 'D'"):
        scaling.Points.read(file, {"tokens": "D"})
    with pytest.raises(InputError, match="columns: given 'token', wanted one of parameters"):
        scaling.Points.read(file, {"token": "tokens"})


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="the name of no file"):
        scaling.Points.read(tmp_path / "none.csv")


def test_curves(write):
    file = write("model,parameters,tokens,val\nsmall,1e8,1e9,4\nsmall,1e8,2e9,3.5\nlarge,1e9,1e9,\nlarge,1e9,2e9,3\n")
    curves = scaling.Curves.read(file, {"curve": "model", "loss": "val"})
    assert (curves.names, curves.curve.tolist(), curves.left_out) == (("small", "large"), [0, 0, 1], 1)
    assert curves.compute == pytest.approx([6e17, 1.2e18, 1.2e19], rel=1e-6, abs=0)
    with pytest.raises(InputError, match="wanted curve, loss, and compute"):
        scaling.Curves.read(file)


def test_a_row_is_named_by_its_line(write):
    file = write('parameters,tokens,loss,note\n\n1e9,2e10,3,"two\nlines"\n\n1e9,many,3,\n')
    with pytest.raises(InputError, match="row 6, tokens: given 'many'"):
        scaling.Points.read(file)


@pytest.mark.parametrize("name", ["a\x00b", "a\x1b[31mb", "a\u202eb", "two\nlines"])
def test_the_name_of_a_curve_is_printable(write, name):
    with pytest.raises(InputError, match=r"row 2, curve: given .*, wanted a name in printable characters"):
        scaling.Curves.read(write(f'curve,compute,loss\n"{name}",1e20,3\n'))


@pytest.mark.parametrize(
    "header", [" " * 200 + "[" + " " * 200 + "]" + " " * 200 + "x", "[" * 600, " " * 100_000 + "]"]
)
@pytest.mark.parametrize("cell", ["3", "1" * 100_000 + "x", "1e" + "1" * 100_000])
def test_headers_and_cells_are_read_in_linear_time(write, header, cell):
    start = time.process_time()
    with pytest.raises(InputError):
        scaling.Points.read(write(f"parameters,tokens,loss,{header}\n1,1,{cell}x,3\n"))
    assert time.process_time() - start < 2


class TestSizesOfNoRun:
    def test_logarithms_and_steps_are_noticed(self, write):
        rows = "\n".join(f"a,{17 + k / 10},{4 - k / 50}" for k in range(12))
        read = scaling.Curves.read(write(f"curve,compute,loss\n{rows}\n"))
        assert "no run has 18.1 FLOP, the largest compute here" in read.remarks[-1]
        billions = "\n".join(f"{n},{20 * n},{3 + 1 / n}" for n in range(1, 9))
        remarks = scaling.Points.read(write(f"parameters,tokens,loss\n{billions}\n")).remarks
        assert ["parameters" in each for each in remarks] == [True, False]
        assert "write another unit into the header, as in 'tokens [1e9]'" in remarks[1]

    def test_usual_sizes_are_not(self, write):
        text = "parameters [1e6],tokens [1e9],loss\n10,1,4.1\n20,2,4.0\n"
        assert scaling.Points.read(write(text)).remarks == ()


def test_runs_of_one_ratio_name_it():
    N = np.geomspace(1e8, 1e9, 8)
    with pytest.raises(InputError) as caught:
        scaling.fit(N, 20 * N, 2 + 480 / N**0.35)
    assert "given 20 tokens per parameter in every run" in str(caught.value)
    assert "the loss along this line alone is --form compute" in str(caught.value)
    with pytest.raises(InputError, match="a power of parameters in every run"):
        scaling.fit(N, N**1.1, 2 + 480 / N**0.35)
