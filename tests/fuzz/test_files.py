"""Catalogue files and files of laws: whatever stands in them is used in finite numbers or refused."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

import limits
from limits import scaling
from limits.catalog import KINDS, shipped
from limits.catalog.columns import TABLES
from limits.report import catalog as catalog_views
from limits.report.scaling import laws as law_views
from limits.report.scaling import optima, predictions, repetition
from limits.runs import TrainingRun
from limits.scaling import answers

from .odd import ENCODINGS, assert_json, assert_text, assert_view, digits, encoded, examples, guarded, spans, words

OWN_LAW = scaling.to_toml(scaling.get("besiroglu2024-minimum")).replace("besiroglu2024-minimum", "mine")


# Catalogue files.


@st.composite
def sheets(draw):
    """A catalogue file: a few rows of one kind, some cells odd, some headers wrong."""
    table = TABLES[draw(st.sampled_from(KINDS))]
    columns = draw(st.lists(st.sampled_from(table.headers[1:]), unique=True, max_size=8))
    headers = [table.kind, *dict.fromkeys([*columns, "source", "evidence"])]
    if draw(st.integers(0, 9)) == 0:
        headers[draw(st.integers(0, len(headers) - 1))] = draw(words())
    numeric = {column.header for column in table.numbers}
    known = shipped().rows(table.kind)
    rows = [headers]
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(["mine", "lab-1", known[0].name]) | words())
        cells = {
            table.kind: name,
            "source": "manual",
            "evidence": draw(st.sampled_from(["primary", "recalled", "secondary"])),
        }
        for header in headers[1:]:
            if header in numeric:
                cells[header] = draw(
                    st.one_of(st.sampled_from(["1", "8", "0.5", "1e3", "2 .. 4"]), spans(), st.just(""))
                )
            elif header not in cells or draw(st.integers(0, 9)) == 0:
                cells[header] = draw(st.sampled_from(["", "text", "moe", "dense", "bf16"]) | words())
        rows.append([cells.get(header, name) for header in headers])
    return table.kind, rows


@examples(120)
@given(
    sheet=sheets(),
    encoding=st.sampled_from(ENCODINGS),
    noise=st.sampled_from(["", "", "", "\x00", '"', ",", "\n\n", "a,b\n"]),
)
def test_catalogue_files(tmp_path_factory, sheet, encoding, noise):
    kind, rows = sheet
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    file = tmp_path_factory.mktemp("catalogues") / "rows.csv"
    file.write_bytes(encoded(text.getvalue() + noise, encoding))
    with guarded():
        catalog = limits.catalog.Catalog.shipped().extended(file)
        assert_view(catalog_views.many(kind, catalog))
        for row in rows[1:]:
            assert_view(catalog_views.one(catalog.row(kind, row[0]), catalog))
            run = row[0] if kind == "run" else hardware(kind, row[0])
            if run is not None:
                assessment = limits.assess(run, catalog=catalog)
                assert_json(assessment.to_json())
                assert_text(str(assessment))


def hardware(kind, name):
    """A run on a row of one's own."""
    places = {"accelerator": "accelerator", "link": "scale_out", "grid": "grid"}
    if kind not in places:
        return None
    stated = {"parameters": "7e9 parameter", "tokens": "2e12 token", "count": 1024, "mfu": 0.4, places[kind]: name}
    return TrainingRun("r", **({"accelerator": "h100-sxm"} | stated))


# Laws of one's own.


@st.composite
def laws(draw):
    """The file of a law with other constants, and a few edits."""
    lines = OWN_LAW.splitlines()
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(lines) - 1))
        name, sign, _ = lines[place].partition(" = ")
        if sign and draw(st.integers(0, 3)):
            odd = draw(
                st.one_of(digits(), digits(), words().map(repr), st.sampled_from(["[]", "[1, 2]", "true", "{}", "1e5"]))
            )
            lines[place] = f"{name} = {odd}"
        else:
            lines[place] = draw(
                st.one_of(st.just(""), words(), st.just(lines[place] * 2), st.just("[other]"), digits())
            )
    return "\n".join(lines)


@st.composite
def constants(draw):
    """The file of a law with constants of any size."""
    scale = st.one_of(st.floats(1e-3, 1e3), st.floats(-330, 308).map(lambda power: float(f"1e{int(power)}")))
    exponent = st.one_of(st.floats(0.02, 2.0), st.floats(1e-9, 1e9))
    law = {"E": draw(scale), "A": draw(scale), "B": draw(scale), "alpha": draw(exponent), "beta": draw(exponent)}
    if draw(st.booleans()):
        law["q"] = draw(exponent)
    form = "nested" if "q" in law else "hoffmann"
    head, _, tail = OWN_LAW.replace('form = "hoffmann"', f'form = "{form}"').partition("[mine.constants]\n")
    rest = tail.partition("[mine.fitted]")
    if draw(st.booleans()):
        head = "\n".join(line for line in head.splitlines() if not line.startswith(("covariance", "  [", "]"))) + "\n"
    return head + "[mine.constants]\n" + "".join(f"{k} = {v!r}\n" for k, v in law.items()) + rest[1] + rest[2]


@examples(120)
@given(
    text=laws() | constants(),
    encoding=st.sampled_from(ENCODINGS),
    N=st.sampled_from([1.0, 7e10, 1e20]),
    D=st.sampled_from([1.0, 1.4e12, 1e20]),
    loss=st.sampled_from([1e-9, 2.0, 1e3]),
    run=st.sampled_from(["gpt-3", "llama-3.1-405b", "alphafold-2"]),
)
def test_laws_of_ones_own(tmp_path_factory, text, encoding, N, D, loss, run):  # noqa: PLR0917 - one for each strategy
    file = tmp_path_factory.mktemp("laws") / "mine.toml"
    file.write_bytes(encoded(text, encoding))
    with guarded():
        law = scaling.load(file)
        assert scaling.to_toml(law)
        assert_view(law_views.one(law))
        with guarded():
            assert_view(predictions.predicted(answers.predict(law, N, D)))
        with guarded():
            assert_view(repetition.limited(answers.repeat(law, D, compute=6 * N * D)))
        with guarded():
            assert_view(repetition.limited(answers.repeat(law, D, loss=loss)))
        for asked in ({"loss": loss}, {"compute": min(max(6 * N * D, 1e-60), 1e60)}):
            with guarded():
                assert_view(optima.compared(answers.compare([law], **asked)))
            with guarded():
                assert_view(optima.optimal(answers.optimal(law, **asked)))
        assessment = limits.assess(run, scaling=law)
        assert_json(assessment.to_json())
        assert_text(str(assessment))
