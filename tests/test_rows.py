"""Records as a table, as a notebook uses them."""

from __future__ import annotations

import copy
import math
import pickle
import sys
from types import SimpleNamespace

import numpy as np
import pytest

import limits
from limits.errors import InputError, UnknownNameError


@pytest.fixture(scope="module")
def bounds():
    return limits.assess("gpt-3").bounds


@pytest.fixture
def without_pandas(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)


def test_a_column_is_an_array_with_nan_where_unknown(bounds):
    headroom = bounds.values("headroom")
    assert headroom.dtype == float
    assert headroom.tolist() == pytest.approx(
        [math.nan if row.headroom is None else row.headroom.value for row in bounds], nan_ok=True, rel=1e-6, abs=1e-12
    )
    assert np.isnan(headroom).any()
    assert bounds.values("kind") == [row.kind for row in bounds]
    assert bounds.values() == tuple(bounds)
    with pytest.raises(UnknownNameError, match="did you mean headroom"):
        bounds.values("headrom")


def test_rows_by_key_by_place_and_by_slice(bounds):
    assert bounds["landauer"] is bounds[bounds.keys().index("landauer")]
    assert type(bounds[:2]) is type(bounds)
    assert bounds[:2].keys() == bounds.keys()[:2]
    assert dict(bounds)["landauer"] is bounds["landauer"]
    assert bounds._ipython_key_completions_() == bounds.keys()
    with pytest.raises(UnknownNameError, match="landauer"):
        bounds["landaur"]


@pytest.mark.usefixtures("without_pandas")
def test_a_frame_without_pandas_is_a_dictionary_of_columns(bounds):
    frame = bounds.to_frame()
    assert type(frame) is dict
    assert {len(column) for column in frame.values()} == {len(bounds)}
    place = bounds.keys().index("cmos")
    assert frame["headroom_low"][place] == bounds["cmos"].headroom.low
    assert frame["needs_unit"][place] == "J"
    certain = bounds.keys().index("landauer")
    assert frame["headroom_low"][certain] == frame["headroom_high"][certain] == frame["headroom"][certain]
    unknown = bounds.keys().index("shannon")
    assert math.isnan(frame["headroom"][unknown])
    assert frame["headroom_unit"][unknown] == ""


def test_a_frame_is_made_by_pandas_where_it_is(bounds, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=lambda columns: ("frame", list(columns))))
    kind, columns = bounds.to_frame()
    assert kind == "frame"
    assert columns[0] == "law"


def test_html_is_a_table_and_escapes_what_somebody_wrote():
    run = limits.TrainingRun("mine", flop="1e25 FLOP")
    assert limits.assess(run).bounds._repr_html_().count("<tr>") == len(limits.assess(run).bounds) + 1
    rows = limits.catalog.rows("run")
    row = copy.copy(rows["gpt-3-175b"])
    object.__setattr__(row, "name", "<script>")
    assert "<script>" not in type(rows)([row])._repr_html_()


@pytest.mark.usefixtures("without_pandas")
@pytest.mark.parametrize("kind", ["run", "accelerator", "node", "link", "memory", "grid"])
def test_the_catalogue_is_a_table(kind):
    rows = limits.catalog.rows(kind)
    assert rows.keys() == [row.name for row in rows]
    frame = rows.to_frame()
    assert {len(column) for column in frame.values()} == {len(rows)}
    for name in {name for row in rows for name in row.cells}:
        assert frame[name].tolist() == pytest.approx(
            [row.cells[name].value if name in row.cells else math.nan for row in rows], nan_ok=True, rel=1e-6, abs=1e-12
        )


def test_they_copy_pickle_print_and_may_be_empty(bounds):
    for again in (copy.deepcopy(bounds), pickle.loads(pickle.dumps(bounds))):
        assert again == bounds
        assert type(again) is type(bounds)
    assert repr(bounds).startswith(f"<{len(bounds)} bounds: ")
    assert repr(bounds[:0]) == "<0 bounds: >"
    assert bounds[:0].columns() == []
    assert bounds[:0]._repr_html_() == "<table><tr></tr></table>"


def test_a_list_of_runs_is_a_list_of_assessments():
    names = ["gpt-3", "llama-3.1-405b"]
    found = limits.assess(names)
    assert [each.to_json() for each in found] == [limits.assess(name).to_json() for name in names]
    assert limits.assess([]) == []
    assert [each.run.name for each in limits.assess(tuple(names))] == [each.run.name for each in found]


@pytest.mark.parametrize("given", [None, 3, limits.catalog.row("run", "gpt-3"), [None]])
def test_what_is_no_run_is_refused_in_one_sentence(given):
    with pytest.raises(InputError, match="wanted the name of a run, a file, a dictionary of tables, or a TrainingRun"):
        limits.assess(given)


def test_what_is_no_scaling_law_is_refused():
    with pytest.raises(InputError, match="wanted a scaling law or the name of one"):
        limits.assess("gpt-3", scaling=None)


def test_records_print_in_one_line():
    assert repr(limits.catalog.shipped()).startswith(f"<Catalog {limits.catalog.shipped().sha256}: ")
    assert repr(limits.catalog.row("run", "gpt-3")).startswith("<Row of kind run, gpt-3-175b: parameters, ")
    assert (
        repr(limits.scaling.get("chinchilla"))
        == "<ScalingLaw hoffmann2022: " + limits.scaling.get("chinchilla").title + ">"
    )
    assert repr(limits.TrainingRun("x", flop="1e25 FLOP")) == "TrainingRun('x', flop=1e+25 FLOP)"
    assert repr(limits.TrainingRun("x")) == "TrainingRun('x')"
