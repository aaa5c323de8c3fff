"""Line one on pastes as strangers bring them: the hardware that they have, the mistakes that they make."""

from __future__ import annotations

import pytest

from limits.catalog import shipped
from limits.pasted import read
from limits.pasted.hardware import Stated, nics
from limits.pasted.verdict import judge
from limits.report.network.link import said

from .written import nccl

SIZES = tuple(2**power for power in range(20, 35))  # 1 MiB to 16 GiB
H100 = "NVIDIA H100 80GB HBM3"


def pasted(operation: str = "all_reduce", ranks: int = 16, per_host: int = 8, *, rate: float, **kinds) -> str:
    return nccl("2.18", operation, ranks, per_host, SIZES, rate=rate, **{"devices": H100, "alpha": 60.0} | kinds).text


def line_one(text: str, **stated) -> str:
    return " ".join(said(judge(read(text)[0], Stated(**stated), shipped())))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # every link of the question: what a ring shows is no measure where healthy hardware does not run one
        (pasted(rate=180.0), "needs at least 775 Gbit/s per node; low if 8 x 200G or more (48 % of any algorithm)."),
        (pasted(rate=330.0, devices="NVIDIA H20"), "good if 8 x 200G or more (89 % of any algorithm)."),
        # what a single adapter carries, as where the others are not used
        (pasted(rate=45.0), "good if 1 x 400G or 4 x 100G (91 % of a ring), low if 4 x 200G (45 % of a ring)."),
        # one message leaves by one adapter
        (pasted("sendrecv", rate=40.0), "needs at least 323 Gbit/s per adapter; borderline if 8 x 400G (81 % of"),
        # domains that nobody listed are a guess, and the adapters are those of 18 hosts
        (
            pasted(ranks=144, per_host=4, rate=640.0, devices="NVIDIA GB300"),
            "per domain of 72; good if 1 x 200G or 2 x 100G or more",
        ),
        (pasted(ranks=32, per_host=4, rate=600.0, devices="NVIDIA GB300"), "32 x gb300 (if one domain), all-reduce"),
        (pasted(ranks=8, rate=830.0, devices="NVIDIA B200"), "8 x b200, all-reduce, 836.9 GB/s: good"),
        (pasted(ranks=8, rate=315.0, devices=""), "good if mi300x (71 % of line rate). Which? --accelerator"),
        (pasted(ranks=8, per_host=4, rate=160.0, devices="NVIDIA GH200 120GB"), "2 x 4 gh200, all-reduce, 161.6 GB/s"),
    ],
    ids=range(9),
)
def test_what_is_asked_settles_it(text, expected):
    assert expected in line_one(text)


def test_a_message_between_nodes_is_held_against_one_adapter():
    text = pasted("sendrecv", rate=40.0)
    judged = judge(read(text)[0], Stated(nics=nics("8x400G")), shipped())

    assert [(bound.name, bound.rate) for bound in judged.bounds.of_adapters] == [("adapters, any algorithm", 50.0)]
    assert judged.verdict.value == "borderline"
