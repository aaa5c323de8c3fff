"""Tables of runs: whatever stands in them is fitted in finite numbers, by any form, or refused."""

from __future__ import annotations

import csv
import io

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from limits import scaling
from limits.report.scaling import compared_fits, gains, isoflops, own_fits, predictions, repetition
from limits.scaling import answers
from limits.scaling.fits.fitted_forms import FITTED_FORMS
from limits.scaling.fits.repetition import RepeatedRuns

from .odd import ENCODINGS, assert_view, digits, encoded, examples, guarded, spans, words

SIZES = ("parameters", "tokens", "compute", "loss", "unique_tokens", "curve")


@st.composite
def tables(draw):
    """A table of runs as a law would have them, with noise, few sizes, few rows, odd cells and odd headers."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rows = draw(st.sampled_from([1, 5, 6, 6, 7, 8, 12, 30]))
    sizes = draw(st.sampled_from([1, 2, 3, 4, rows]))
    noise = draw(st.sampled_from([0.0, 0.0, 1e-3, 0.02, 0.3, 3.0]))
    low, high = draw(st.sampled_from([(7, 11), (7, 11), (1, 2), (-3, 40), (8, 8.001)]))
    N = 10 ** rng.uniform(low, high, sizes)[rng.integers(0, sizes, rows)]
    D = 10 ** rng.uniform(low + 1, high + 1, sizes)[rng.integers(0, sizes, rows)]
    law = draw(st.sampled_from([(1.8, 480, 2100, 0.35, 0.37), (0.0, 10, 10, 0.07, 0.1), (2.0, 1e-9, 2100, 0.3, 0.3)]))
    E, A, B, alpha, beta = law
    loss = (E + A / N**alpha + B / D**beta) * np.exp(noise * rng.normal(size=rows))
    if draw(st.integers(0, 9)) == 0:
        loss = rng.permutation(loss)
    values = {
        "parameters": N,
        "tokens": D,
        "compute": 6 * N * D,
        "loss": loss,
        "unique_tokens": D / rng.integers(1, 9, rows),
    }
    cells = {name: [repr(float(value)) for value in column] for name, column in values.items()}
    cells["curve"] = [f"run {k % max(sizes, 1)}" for k in range(rows)]
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 3]))):
        name = draw(st.sampled_from(SIZES))
        odd = words() if name == "curve" else digits() | words()  # a curve that is called nan is told so
        cells[name][draw(st.integers(0, rows - 1))] = draw(odd)
    left_out = draw(st.sets(st.sampled_from(SIZES), max_size=1))
    headers = [name for name in SIZES if name not in left_out]
    table = [headers, *([cells[name][k] for name in headers] for k in range(rows))]
    if draw(st.integers(0, 5)) == 0:
        place = draw(st.integers(0, len(headers) - 1))
        table[0][place] = draw(
            st.one_of(words(), spans().map(lambda unit: f"{headers[place]} [{unit}]"), st.sampled_from(SIZES))
        )
    return table


def written(tmp_path_factory, table, encoding):
    text = io.StringIO()
    csv.writer(text).writerows(table)
    file = tmp_path_factory.mktemp("tables") / "runs.csv"
    file.write_bytes(encoded(text.getvalue(), encoding))
    return file


COEFFICIENTS = sorted({name for form in FITTED_FORMS.values() for name in form.names})
ASKED = {
    "objective": st.sampled_from(["huber", "huber", "squares"]),
    "delta": st.sampled_from([1e-3, 1e-3, 0.1, float("inf"), 5e-324, 1e300]),
    "pin": st.just({}) | st.dictionaries(st.sampled_from(COEFFICIENTS), st.floats() | st.just(0), max_size=2),
}
SIZES_ASKED = st.sampled_from([1e-290, 1.0, 7e10, 1e24, 1e290])


@examples(60)
@given(
    table=tables(),
    encoding=st.sampled_from(ENCODINGS),
    form=st.sampled_from([*["hoffmann"] * 4, *FITTED_FORMS]),
    asked=st.fixed_dictionaries(ASKED, optional={"bootstrap": st.sampled_from([2, 20, 25])}),
    size=SIZES_ASKED,
    factor=st.sampled_from([None, 1.5, 10.0, 1e9]),
)
def test_fits(tmp_path_factory, table, encoding, form, asked, size, factor):  # noqa: PLR0917 - the same
    file = written(tmp_path_factory, table, encoding)
    with guarded():
        needs = scaling.fitted_form(form).needs
        points = scaling.Points.read(file, needs=needs)
        fit = scaling.fit(points, form=form, **asked)
        assert all(np.isfinite(each.value) for each in fit.coefficients.values())
        assert_view(own_fits.fitted(answers.fitted(fit, 0)))
        with guarded():
            held = None if factor is None else scaling.holdout(fit, factor).summary
            assert_view(own_fits.fitted(answers.fitted(fit, 0, [size], [dict.fromkeys(needs, size)], held)))
        law = tmp_path_factory.mktemp("laws") / "mine.toml"
        law.write_text(scaling.to_toml(fit.law("mine")), encoding="utf-8")
        assert_view(predictions.predicted(answers.predict(scaling.load(law), 7e10, 1.4e12)))


@examples(20)
@given(
    table=tables(),
    forms=st.lists(st.sampled_from([*FITTED_FORMS]), min_size=2, max_size=3),
    asked=st.fixed_dictionaries(ASKED),
)
def test_forms_side_by_side(tmp_path_factory, table, forms, asked):
    file = written(tmp_path_factory, table, "utf-8")
    with guarded():
        needs = tuple({name for form in forms for name in scaling.fitted_form(form).needs})
        points = scaling.Points.read(file, needs=needs)
        assert_view(compared_fits.compared_fits(answers.compared_fits(scaling.compare(points, forms, **asked))))


@examples(20)
@given(old=tables(), new=tables(), size=st.none() | SIZES_ASKED, compute=st.lists(SIZES_ASKED, max_size=2))
def test_gains(tmp_path_factory, old, new, size, compute):
    files = [written(tmp_path_factory, table, "utf-8") for table in (old, new)]
    with guarded():
        laws = [scaling.fit(scaling.Points.read(file)).law("mine") for file in files]
        assert_view(gains.gains(answers.gains(*laws, compute, size)))


@examples(40)
@given(table=tables(), encoding=st.sampled_from(ENCODINGS))
def test_envelopes(tmp_path_factory, table, encoding):
    file = written(tmp_path_factory, table, encoding)
    with guarded():
        assert_view(own_fits.enveloped(answers.enveloped(scaling.envelope(scaling.Curves.read(file)))))


@examples(40)
@given(table=tables(), encoding=st.sampled_from(ENCODINGS), tolerance=st.sampled_from([0.1, 0.0, 1.0]))
def test_isoflops(tmp_path_factory, table, encoding, tolerance):
    file = written(tmp_path_factory, table, encoding)
    with guarded():
        found = scaling.isoflop(scaling.Points.read(file), tolerance=tolerance)
        assert_view(isoflops.isoflops(answers.isoflops(found, [1e20, 1e-290, 1e290])))


@examples(40)
@given(table=tables(), encoding=st.sampled_from(ENCODINGS), law=st.sampled_from(scaling.names()))
def test_fits_of_repetition(tmp_path_factory, table, encoding, law):
    file = written(tmp_path_factory, table, encoding)
    with guarded():
        runs = RepeatedRuns.read(file)
        assert_view(repetition.fitted(answers.fit_decays(scaling.get(law), runs)))
