"""Losses in bit/byte, bit/token and perplexity: one law whatever their unit, and every door knows which it has."""

import csv
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import scaling
from limits.errors import InputError
from limits.scaling import answers, loss_units
from limits.scaling.fits.repetition import RepeatedRuns

LENGTH = 4.2  # bytes of a token
OF_NATS = {
    "nat/token": lambda loss: loss,
    "bit/token": loss_units.bits,
    "bit/byte": lambda loss: loss_units.per_unit(loss, LENGTH),
    "perplexity": np.exp,
}
SIZES = [(N, D) for N in (1e8, 2e8, 4e8, 8e8) for D in (1e9, 4e9, 2e10)]
LOSS = np.array([1.8 + 480 * N**-0.35 + 2100 * D**-0.37 for N, D in SIZES]) * (1 + 1e-3 * np.cos(np.arange(12.0)))


@pytest.fixture
def write(tmp_path):
    def write(header, losses, name="runs.csv"):
        path = tmp_path / name
        with path.open("w", newline="") as file:
            rows = ((*size, float(loss)) for size, loss in zip(SIZES, losses, strict=True))
            csv.writer(file).writerows([("parameters", "tokens", header), *rows])
        return path

    return write


@pytest.mark.parametrize("unit", OF_NATS)
def test_one_law_whatever_the_unit(write, unit):
    length = LENGTH if unit == "bit/byte" else None
    stated = scaling.Points.read(write(f"loss [{unit}]", OF_NATS[unit](LOSS)), bytes_per_token=length)
    chosen = scaling.Points.read(write("loss", OF_NATS[unit](LOSS)), loss_unit=unit, bytes_per_token=length)
    for points in (stated, chosen):
        assert points.loss_unit == "nat/token"
        assert points.loss == pytest.approx(LOSS, rel=1e-14, abs=0)


@pytest.mark.parametrize("column", ["bpb", "bits_per_byte", "loss [bpb]", "loss [bits/byte]"])
def test_a_law_in_bit_per_byte(write, column):
    """The exponents are those of nat/token, E, A and B smaller by one factor; the law says its unit wherever asked."""
    name = column.partition(" ")[0]
    points = scaling.Points.read(write(column, loss_units.per_unit(LOSS, LENGTH)), {"loss": name})
    found, same = scaling.fit(points), scaling.fit(replace(points, loss=LOSS, loss_unit="nat/token"))
    for exponent in ("alpha", "beta"):
        for one, other in zip(found.coefficients[exponent], same.coefficients[exponent], strict=True):
            assert one == pytest.approx(other, rel=1e-5, abs=0)
    for factor in "EAB":
        ratio = same.coefficients[factor].value / found.coefficients[factor].value
        assert ratio == pytest.approx(LENGTH * math.log(2), rel=1e-6, abs=0)
    law = found.law("ours")
    assert law.loss_unit == "bit/byte"
    assert answers.fitted(found).coefficients["E"].unit == "bit/byte"
    assert answers.predict(law, 1e9, 1e10).loss.unit == "bit/byte"
    assert answers.optimal(law, compute=1e21).loss.unit == "bit/byte"


def test_the_column_name_gives_way_to_what_is_said(write):
    read = scaling.Points.read(write("bpb", LOSS), {"loss": "bpb"}, loss_unit="nat/token")
    assert read.loss.tolist() == LOSS.tolist()


@given(st.floats(1.0001, 1e6))
def test_perplexity_is_the_exponential(value):
    assert math.exp(loss_units.from_perplexity(value)) == pytest.approx(value, rel=1e-9, abs=0)


@pytest.mark.parametrize(
    ("header", "losses", "options", "said"),
    [
        ("loss [perplexity]", np.ones(12), {}, "row 2, loss: given 1, wanted a perplexity"),
        ("loss [bit/byte]", LOSS, {"loss_unit": "nat/token"}, "'bit/byte' in the header, nat/token besides"),
        ("loss", LOSS, {"loss_unit": "furlong"}, "loss_unit: given 'furlong', wanted one of nat/token"),
        ("loss", LOSS, {"bytes_per_token": 4.2}, "no loss in bit/byte"),
        ("loss [bit/byte]", LOSS, {"bytes_per_token": 0.0}, "bytes_per_token: given 0"),
        ("loss [bit/byte]", LOSS, {"bytes_per_token": math.nan}, "bytes_per_token: given nan"),
        ("loss [bit/parameter]", LOSS, {}, "unit of loss"),
    ],
)
def test_what_cannot_be_used_is_said(write, header, losses, options, said):
    with pytest.raises(InputError) as caught:
        scaling.Points.read(write(header, losses), **options)
    assert said in str(caught.value)


def test_files_of_two_units(write):
    files = [write("loss", LOSS, "a.csv"), write("loss [bit/byte]", loss_units.per_unit(LOSS, LENGTH), "b.csv")]
    with pytest.raises(InputError, match="bytes-per-token"):
        scaling.Points.read(files)
    both = scaling.Points.read(files, bytes_per_token=LENGTH)
    assert (both.loss_unit, len(both)) == ("nat/token", 24)
    assert both.loss[12:] == pytest.approx(both.loss[:12], rel=1e-14, abs=0)


def test_curves_of_perplexities(tmp_path):
    path = tmp_path / "curves.csv"
    C = np.geomspace(1e18, 1e20, 30)
    loss = 2 + 1e5 * C**-0.3
    rows = "\n".join(f"a,{c},{math.exp(each)}" for c, each in zip(C, loss, strict=True))
    path.write_text(f"curve,compute,ppl\n{rows}\n")
    curves = scaling.Curves.read(path, {"loss": "ppl"})
    assert curves.loss == pytest.approx(loss, rel=1e-12, abs=0)
    bits = tmp_path / "bits.csv"
    bits.write_text(f"curve,compute,bpb\n{rows}\n")
    record = answers.enveloped(scaling.envelope(scaling.Curves.read(bits, {"loss": "bpb"})))
    assert record.loss_unit == "bit/byte"


def test_laws_of_two_units_are_not_compared_at_a_loss(write):
    law = scaling.fit(scaling.Points.read(write("loss [bit/byte]", LOSS))).law("ours")
    with pytest.raises(InputError, match="laws of one unit"):
        answers.compare([law, scaling.get("besiroglu2024")], loss=2.0)
    runs = RepeatedRuns.of([1e8] * 4, [1e9, 2e9, 4e9, 8e9], [1e9] * 4, [3.0, 2.9, 2.8, 2.8])
    with pytest.raises(InputError, match="losses in bit/byte"):
        answers.fit_decays(law, runs)
