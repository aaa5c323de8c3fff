"""Runs as dictionaries and as files: whatever somebody writes, it is assessed in finite numbers or refused in words."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import limits
from limits.assessment.assessor import assess_all
from limits.report.assessment import view
from limits.report.assessment.record import record
from limits.report.formats.json import plain
from limits.runs import load
from limits.runs.fields import ROWS, Number
from limits.runs.file import to_toml

from ..report.formats.documents import READ
from .odd import (
    UNITS,
    anything,
    assert_csv,
    assert_json,
    assert_text,
    digits,
    examples,
    guarded,
    spans,
    words,
)

NAMES = {
    "accelerator": ("h100-sxm", "a100-sxm-80gb", "tpu-v4"),
    "scale_up": ("nvlink-4", "nvlink-3"),
    "scale_out": ("ib-ndr-4x", "ib-hdr-4x", "400gbase-dr4"),
    "grid": ("us-average", "france"),
    "precision": ("bf16", "fp8", "fp32", "int8", "fp4-e2m1"),
    "erasure": ("logical", "operands_inplace", "gates", "none", "reversible"),
}
COMPUTES = ("flop", "parameters", "tokens", "count", "wall_time", "peak", "mfu", "accelerator")
BASED_ON = ("gpt-3", "llama-3.1-405b", "palm", "deepseek-v3", "no-such-run", "alphafold-2")
FILE = (Path(__file__).parents[2] / "docs" / "examples" / "proposed-run.toml").read_text(encoding="utf-8")


def usual(row):
    """What the table of fields gives as an example, and numbers near it."""
    if isinstance(row, Number):
        number, _, unit = row.eg.partition(" ")
        if row.eg.replace("..", "").count(" ") > 1 or unit.startswith(".."):
            return st.just(row.eg)
        return st.sampled_from([0.5, 0.9, 1.0, 1.0, 1.1, 2.0, 1e3, 1e-3, 1e9]).map(
            lambda factor: f"{float(number) * factor!r} {unit}".strip()
        )
    return st.sampled_from(row.choices or NAMES.get(row.name, (row.eg,)))


def odd(row):
    """What may stand at a field instead."""
    if not isinstance(row, Number):
        return words() | anything()
    own = row.unit if row.unit != "1" else ""
    return st.one_of(
        spans().map(lambda span: f"{span} {own}".strip()),
        spans().map(lambda span: f"{span} {own}".strip()),
        spans().map(lambda span: f"{span} {own}".strip()),
        st.tuples(digits(), st.sampled_from(UNITS)).map(" ".join),
        st.floats() | st.integers(),
        anything(),
    )


@st.composite
def contents(draw, oddity=4):
    """A run as a dictionary: a few fields at their usual values, some of them odd, keys and types mutated at times."""
    content = {"name": draw(st.just("mine") | words())}
    if draw(st.integers(0, 3)) == 0:
        content["based_on"] = draw(st.sampled_from(BASED_ON))
    names = draw(st.sets(st.sampled_from(COMPUTES), min_size=1)) | draw(
        st.sets(st.sampled_from([row.name for row in ROWS]), max_size=8)
    )
    for row in ROWS:
        if row.name in names:
            table, key = row.path.split(".")
            value = draw(odd(row) if draw(st.integers(0, oddity)) == 0 else usual(row))
            content.setdefault(table, {})[key] = value
    if draw(st.integers(0, 9)) == 0:
        key = draw(words() | st.sampled_from([1, None, (), True]))
        where = content[draw(st.sampled_from([k for k in content if isinstance(content[k], dict)] or ["name"]))]
        (where if isinstance(where, dict) else content)[key] = draw(anything())
    return content


def assert_sound(assessments):
    """Hold what every view of an assessment must keep."""
    for each in assessments:
        assert_json(each.to("json"))
        for form in READ:
            assert_text(each.to(form))
        for row in each.bounds:
            unknown = [name for name in ("headroom", "doublings_left") if getattr(row, name) is None]
            assert not unknown or row.because, (row.law, unknown)
    assert_csv(view.many(assessments).to("csv"))


@examples(120)
@given(content=contents())
def test_runs_of_usual_and_odd_fields(content):
    with guarded():
        run = load(content)
        assert_sound([limits.assess(run)])


@examples(60)
@given(content=contents(oddity=30), other=contents(oddity=30), law=st.sampled_from(limits.scaling.names()))
def test_runs_side_by_side_by_any_law(content, other, law):
    with guarded():
        assert_sound(assess_all([load(content), load(other)], scaling=law))


@examples(80)
@given(content=contents(oddity=20))
def test_a_run_that_is_written_and_read_again_has_the_same_bounds(tmp_path_factory, content):
    file = tmp_path_factory.mktemp("runs", numbered=True) / "run.toml"
    with guarded():
        run = load(content)
        first = limits.assess(run)
        file.write_text(to_toml(run), encoding="utf-8")
        assert numbers(limits.assess(load(file))) == numbers(first)


def numbers(assessment):
    """What a report says in numbers: all but the words about where they come from."""
    said = plain(record(assessment))
    return [[without_origin(row[name]) for name in row if name in KEPT] for row in said["bounds"]] + [said["ladder"]]


KEPT = ("law", "actual", "limit", "headroom", "binds_at", "doublings_left", "loss_gained", "share_of_reducible_loss")


def without_origin(value):
    return {k: v for k, v in value.items() if k != "origin"} if isinstance(value, dict) else value


EDITS = (
    "=",
    "[",
    "]",
    "[[",
    '"',
    "'",
    '"""',
    "{",
    "}",
    ".",
    ",",
    "\n",
    "\r\n",
    "#",
    "\\",
    "\x00",
    "\x1b",
    "é",
    " ",
    "a.a.a.a.a.a.a.a.a.a=1\n",
)


@st.composite
def texts(draw):
    """The example file with a few edits: pieces left out, doubled, moved, replaced by signs that TOML knows."""
    content = FILE
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(content)))
        end = start + draw(st.sampled_from([0, 1, 2, 5, 20, 80]))
        piece = draw(st.sampled_from(EDITS) | digits() | words() | st.just(content[start:end] * 2))
        content = content[:start] + piece + content[end:]
    return content


@examples(150)
@given(content=texts(), encoding=st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1", "utf-16-le"]))
def test_files_with_mistakes(tmp_path_factory, content, encoding):
    file = tmp_path_factory.mktemp("runs", numbered=True) / "run.toml"
    file.write_bytes(content.encode(encoding, "surrogatepass" if encoding != "latin-1" else "replace"))
    with guarded():
        assert_sound([limits.assess(load(file))])
