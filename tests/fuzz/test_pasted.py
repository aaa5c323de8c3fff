"""Pasted texts and Touchstone files: whatever became of them, a verdict in finite numbers or one message."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.report import formats

from ..pasted import copied, described, logs, written
from .odd import ENCODINGS, digits, encoded, examples, words
from .test_command_line import check

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
BLOCK, GIB = copied.square(4, 300.0, 2000.0), "1073741824"
TEXTS = {
    **{file.name: file.read_text(encoding="utf-8") for kind in ("log", "txt") for file in EXAMPLES.glob(f"*.{kind}")},
    **{generation: written.nccl(generation, "all_gather").text for generation in written.GENERATIONS},
    "a log": logs.log(logs.START, logs.CHOICES) + written.nccl().text,
    "nvbandwidth": copied.nvbandwidth({copied.READ: BLOCK, copied.TO_DEVICE: BLOCK[:1]}, devices=4),
    "nvbandwidth, JSON": copied.nvbandwidth_json({copied.READ: BLOCK}),
    "rocm_bandwidth_test": copied.rocm_node(),
    "topo -m": described.matrix(*described.node()),
    "ibstat": described.equal_ports(8),
    "topology.conf": described.topology(),
    "ibnetdiscover": described.network(),
    "iblinkinfo": described.link_info(),
}
LANE = (EXAMPLES / "lane" / "thru.s4p").read_text(encoding="utf-8")
_NUMBER = re.compile(r"\d[\d.]*(?:e[+-]?\d+)?")
MACHINES = st.sampled_from(
    [(), ("--node", "dgx-h100"), ("--nic", "8x400G"), ("--accelerator", "H100", "--domain", "8")]
)
ASKED = st.sampled_from([(), ("--size", "256 MB"), ("--require", "all_reduce=0.9"), ("--against", "old.txt")])
FORMATS = st.sampled_from([(), *[("--format", form) for form in formats.FORMATS]])


@st.composite
def edited(draw, text):
    """A text with a few edits: numbers replaced, lines left out, doubled and swapped, pieces cut and put elsewhere."""
    for _ in range(draw(st.integers(1, 5))):
        lines = text.split("\n")
        one, other = (draw(st.integers(0, len(lines) - 1)) for _ in "ab")
        kind = draw(st.sampled_from(["number", "number", "number", "drop", "double", "swap", "cut", "insert", "join"]))
        numbers = [*_NUMBER.finditer(text)]
        if kind == "number" and numbers:
            place = draw(st.sampled_from(numbers))
            text = text[: place.start()] + draw(digits()) + text[place.end() :]
            continue
        if kind == "cut":
            start = draw(st.integers(0, len(text)))
            text = text[:start] + text[start + draw(st.sampled_from([1, 3, 20, 300])) :]
            continue
        if kind == "drop":
            del lines[one : one + draw(st.sampled_from([1, 1, 5]))]
        elif kind == "double":
            lines[one:one] = lines[one : one + draw(st.sampled_from([1, 1, 9]))]
        elif kind == "swap":
            lines[one], lines[other] = lines[other], lines[one]
        elif kind == "join":
            lines[one] += lines[other]
        else:
            lines.insert(one, draw(words() | st.just(f"{GIB} 1 float sum -1 ")))
        text = "\n".join(lines)
    return text


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory):
    """Stand in a folder with an older text."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("folder"))
        Path("old.txt").write_text(TEXTS["two-nodes.log"], encoding="utf-8")
        yield


texts = st.sampled_from(sorted(TEXTS)).flatmap(lambda name: edited(TEXTS[name]))


@examples(100)
@given(text=texts, encoding=st.sampled_from(ENCODINGS), machine=MACHINES, asked=ASKED, form=FORMATS)
def test_links(text, encoding, machine, asked, form):
    Path("new.txt").write_bytes(encoded(text, encoding))
    check(["link", "new.txt", *machine, *asked, *form], codes={0, 1, 2} if "--require" in asked else {0, 2})


@examples(40)
@given(first=texts, second=texts, machine=MACHINES, form=FORMATS)
def test_links_side_by_side(first, second, machine, form):
    for name, text in (("one.txt", first), ("two.txt", second)):
        Path(name).write_bytes(encoded(text, "utf-8"))
    check(["link", "one.txt", "two.txt", "old.txt", *machine, *form])


@examples(40)
@given(
    text=st.sampled_from(["port.txt", "fec-stats.txt"]).flatmap(lambda name: edited(TEXTS[name])),
    encoding=st.sampled_from(ENCODINGS),
    lane=st.sampled_from([(), ("100g",), ("ib-ndr-4x",)]),
    form=FORMATS,
)
def test_ports(text, encoding, lane, form):
    Path("port.txt").write_bytes(encoded(text, encoding))
    check(["channel", *lane, "port.txt", *form])


@examples(40)
@given(text=edited(LANE), rows=st.integers(0, 240), form=FORMATS)
def test_channels(text, rows, form):
    pytest.importorskip("skrf", reason="scikit-rf is not installed (extra channel)")
    Path("lane.s4p").write_bytes(encoded("\n".join(text.split("\n")[: 240 - rows]), "utf-8"))
    check(["channel", "100g", "--s4p", "lane.s4p", *form])
