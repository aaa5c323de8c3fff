"""Links of accelerators as a driver lists them: how many are up, of how many, and what they carry."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.catalog import shipped
from limits.pasted import Stated, judge, read
from limits.pasted.lines import decoded
from limits.pasted.reading import measurements
from limits.report.network import link

H100 = "NVIDIA H100 80GB HBM3"


def links(devices: int = 8, model: str = H100, up: int = 18, rate: str = "26.562", down: dict | None = None) -> str:
    """Return what the driver prints; `down` are numbers of links that are down, by device."""
    text = ""
    for device in range(devices):
        text += f"GPU {device}: {model} (UUID: GPU-00000000-0000-0000-0000-{device:012d})\n"
        for each in range(up):
            state = "<inactive>" if each in (down or {}).get(device, ()) else f"{rate} GB/s"
            text += f"\t Link {each}: {state}\n"
    return text


def judged(text: str, **stated):
    (table,) = read(text)
    return judge(table, Stated(**stated), shipped())


def test_all_links_are_up():
    found = judged(links())
    assert found.verdict.value == "no-measurement"
    assert found.because[0] == "all 18 links of each are up"
    assert found.finding.said == f"8 x {H100}, 18 links of 26.562 GB/s each way"
    # 18 x 26.5625 raw, of which 200 of 212.5 is data: 450
    assert [fact.value for fact in found.finding.facts] == [
        "478.1 GB/s each way, as listed",
        "450 GB/s: coding takes 5.9 %",
    ]


@pytest.mark.parametrize(
    ("model", "up", "rate", "together"),
    [
        ("NVIDIA A100-SXM4-80GB", 12, "25", "300"),
        ("NVIDIA B200", 18, "53.125", "956.2"),
        ("NVIDIA H200", 18, "26.562", "478.1"),
        ("Tesla V100-SXM2-32GB", 6, "25.781", "154.7"),
    ],
)
def test_each_generation(model, up, rate, together):
    found = judged(links(model=model, up=up, rate=rate))
    assert found.because[0] == f"all {up} links of each are up"
    assert found.finding.facts[0].value == f"{together} GB/s each way, as listed"


def test_links_that_are_down_or_missing_are_named():
    found = judged(links(down={3: (5,), 6: (0, 1)}))
    assert found.because[:2] == ("GPU 3: 17 of 18 links are up", "GPU 6: 16 of 18 links are up")
    assert "Xid" in found.try_next[0]
    assert judged(links(up=16)).because[0] == "GPU 0: 16 of 18 links are up"


def test_without_a_known_model_the_others_tell():
    found = judged(links(model="Some Device", down={2: (4,)}))
    assert found.because[0] == "GPU 2: 17 of 18 links are up"
    assert judged(links(model="Some Device")).because[0] == "every link is up"
    assert not judged(links(model="Some Device")).assumed


def test_what_was_stated_goes_before_what_was_printed():
    found = judged(links(model="NVIDIA Graphics Device", rate="53.125"), accelerator="b200")
    assert found.because[0] == "all 18 links of each are up"
    assert not found.assumed


def test_a_slow_link_and_a_rate_of_another_generation():
    text = links().replace("Link 4: 26.562", "Link 4: 25.781", 1)
    assert judged(text).because[0] == "GPU 0: 1 of its links run at 25.781 GB/s, most others at 26.562"
    assert "those of nvlink-4 at 26.5625 raw" in " ".join(judged(links(rate="53.125")).because)


def test_a_list_of_devices_alone_holds_nothing():
    assert read("GPU 0: NVIDIA H100 80GB HBM3 (UUID: GPU-0)\nGPU 1: NVIDIA H100 80GB HBM3 (UUID: GPU-1)\n") == ()


def test_two_nodes_are_two():
    assert [len(table.description.devices) for table in read(links(8) + "\n" + links(4))] == [8, 4]


def test_views():
    text = links(devices=2, down={1: (17,)})
    shown = link.view([judged(text)], shipped())
    assert shown.document.headline == f"2 x {H100}, 18 links of 26.562 GB/s each way; GPU 1: 17 of 18 links are up."
    record = json.loads(json.dumps(shown.record))["measurements"][0]
    assert record["description"]["facts"][0]["what"] == "all links of one"
    assert (record["verdict"], record["plateau"], record["rows"]) == ("no-measurement", None, [])


@given(st.text(alphabet="GPU 0123456789:.(UID)Link<inactive>\n\t/s", max_size=300))
def test_any_text_is_read_without_an_error(text):
    for table in read("GPU 0: A (UUID: x)\n Link 0: 25 GB/s\n" + text):
        if table.description is not None:
            judge(table, Stated(), shipped())


@pytest.mark.parametrize("line", ["Link 0: 1.2.3 GB/s", "Link 0: . GB/s", "Link 0: 0 GB/s"])
def test_a_rate_that_is_none_is_a_link_that_is_down(line):
    found = judged(f"GPU 0: Some Device (UUID: 1)\n {line}\n Link 1: 25 GB/s\n")
    assert found.finding.said == "1 x Some Device, 1 links of 25 GB/s each way"


def test_the_public_paste(facts):
    with (facts / "data" / "net" / "samples" / "nvlink_s_gpud_a100.txt").open("rb") as stream:
        (table,) = measurements(decoded(stream, "nvlink"))
    found = judge(table, Stated(), shipped())
    assert sum(len(device.links) for device in table.description.devices) == 96
    assert found.finding.facts[0].value == "300 GB/s each way, as listed"
    assert found.because[0] == "all 12 links of each are up"
