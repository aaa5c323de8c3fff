"""The memory per device as readers see it: one line, tables, every format."""

import pytest

from limits.catalog import shipped
from limits.estimates import memory
from limits.report.assessment.memory import line, view
from limits.report.formats import FORMATS
from limits.runs import TrainingRun
from limits.runs.batch import Resolved

GPT_3 = TrainingRun(
    "r", parameters="174.6e9 parameter", tokens="300e9 token", layers=96, width=12288, heads=96, vocabulary=50257,
    tied="yes", context="2048 token", batch="3.2e6 token", tensor=8, pipeline=8, count=1024,
    accelerator="a100-sxm-80gb", state="18 byte/parameter",
)  # fmt: skip


def of(run):
    return memory.of(Resolved([run], shipped()))


def test_one_line_says_whether_it_fits():
    assert line(of(GPT_3.but("s", shard="zero-1"))).endswith("of 85.9 GB, fits")
    assert line(of(GPT_3)).endswith("GB of 85.9 GB; hangs on shard, recompute, sequence")
    stated = GPT_3.but("s", shard="none", recompute="none", sequence="no")
    assert line(of(stated)).endswith("of 85.9 GB, may not fit")
    assert line(of(stated.but("s", scores="stored"))).endswith("of 85.9 GB, does not fit")
    unknown = line(of(GPT_3.but("s", context=None)))
    assert unknown == "Memory a device: at least 49.1 GB of 85.9 GB; say context"
    assert line(of(GPT_3.but("s", tensor=None, pipeline=None))).startswith(
        "Memory a device: unknown; say tensor, pipeline"
    )
    assert line(of(GPT_3.but("s", context=None, memory="40 GB"))) == (
        "Memory a device: unknown; hangs on shard, recompute, sequence; say context"
    )


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_renders_it(form):
    said = view(of(GPT_3)).to(form)
    assert ("fullest_stage" if form == "csv" else "zero-1") in said


def test_the_parts_and_the_changes_are_tables():
    said = view(of(GPT_3)).to("text")
    for words in ("optimiser state", "The largest part is optimiser state", "2 weights, 4 gradients, 12 optimizer"):
        assert words in said
    assert "the cheapest first" in said
    fits = view(of(GPT_3.but("s", shard="zero-1"))).to("text")
    assert "would make it fit" not in fits
    hopeless = view(of(GPT_3.but("s", accelerator=None, memory="1 MB"))).to("text")
    assert "more devices are needed" in hopeless
