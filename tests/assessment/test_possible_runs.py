"""Runs that were done, or that nothing known forbids: none is impossible, however much of it is stated."""

import pytest

from limits import assess
from limits.runs import TrainingRun

A100, H100, V100 = "a100-sxm-80gb", "h100-sxm", "v100-pcie-32gb"
METERED = {"energy_kind": "metered"}
ALONE = {"tensor": 1, "pipeline": 1, "architecture": "dense", "reduction": "ranks", "exchange": "every step"}
RARELY = ALONE | {"exchange": "less often", "gradient": "4 byte/parameter"}
EARTH = {"diameter": "12000 km", "group_index": 1.47}


def sized(parameters, tokens, **numbers):
    return {"parameters": f"{parameters} parameter", "tokens": f"{tokens} token", **numbers}


def metered(flop, energy, temperature, **numbers):
    return {"flop": f"{flop} FLOP", "energy": energy, "bath_temperature": temperature, **METERED, **numbers}


def ranks(count, batch, days, **numbers):
    return {"count": count, "data": count, "batch": f"{batch} token", "wall_time": f"{days} day", **numbers}


POSSIBLE = {
    # held elsewhere, or smaller than the usual state
    "ZeRO-Infinity on one DGX-2": sized(
        1e12, 1e9, count=16, memory="32 GB", state="20 byte/parameter", offload="storage", architecture="dense"
    ),
    "weights streamed into a wafer": sized(
        1e12, 1e9, count=1, memory="44 GB", state="16 byte/parameter", offload="host memory", architecture="dense"
    ),
    "QLoRA, 65e9 on 48 GB": sized(
        65e9, 1e7, count=1, memory="48 GB", state="0.6 byte/parameter", offload="none", architecture="dense"
    ),
    "GaLore, 7e9 on 24 GB": sized(7e9, 1e6, count=1, memory="24 GB", offload="none", architecture="dense"),
    "experts in host memory": sized(
        671e9, 1e9, active_parameters="37e9 parameter", architecture="moe", count=8, memory="80 GB"
    ),
    "one V100": sized(13e9, 1e9, count=1, accelerator=V100, offload="none", state="16 byte/parameter"),
    # energy
    "superconducting at 4 K": metered(1e26, "65 kJ", "4.2 K", erased="16 bit/FLOP"),
    "nearly reversible": metered(1e26, "1 J", "300 K", erased="1e-9 bit/FLOP"),
    "at the cosmic background": metered(1e28, "1 MJ", "2.725 K", erased="1 bit/FLOP"),
    "a brain for a year": metered(1e20, "630 MJ", "310 K"),
    "no convention stated": metered(1e26, "1 J", "300 K", precision="bf16"),
    "an estimate of the energy": metered(1e26, "1 J", "300 K", erased="16 bit/FLOP")
    | {"energy_kind": "third_party_estimate"},
    # network
    "over the Atlantic, rarely": sized(1e9, 1e10) | RARELY | EARTH | ranks(64, 5e5, 1, scale_out_rate="1 Gbit/s"),
    "asynchronous": sized(1e10, 1e12) | RARELY | EARTH | ranks(100, 1e4, 1, scale_out_rate="1 Gbit/s"),
    "summed in the switches": sized(1e10, 1e12)
    | ALONE
    | {"reduction": "network", "gradient": "2 byte/parameter"}
    | ranks(128, 1e6, 3, scale_out_rate="1 Gbit/s"),
    "gradients of one bit": sized(340e6, 1e11)
    | ALONE
    | {"gradient": "1 bit/parameter"}
    | ranks(256, 2e6, 0.5, scale_out_rate="1 Gbit/s"),
    "gradients that compress": sized(340e6, 1e12) | ALONE | ranks(256, 2e6, 0.1, scale_out_rate="1 Gbit/s"),
    "one rank": sized(1e9, 1e12)
    | ALONE
    | ranks(1, 1e3, 100, scale_out_rate="1 bit/s", diameter="0.1 m", group_index=1, gradient="4 byte/parameter"),
    "four lanes at their limit": sized(1e10, 1e12)
    | ALONE
    | {"gradient": "2 byte/parameter"}
    | ranks(32, 1e6, 20, lanes=4, symbol_rate="53.125 GBd", snr="17.7 dB"),
    "batch that grew": sized(175e9, 300e9, exchange="every step", diameter="500 m")
    | ranks(1024, 32e3, 15, group_index=1.5),
    # arithmetic and data
    "at the peak of sparse matrices": {"flop": "1e21 FLOP", "accelerator": H100, "count": 1, "wall_time": "6.5 day"},
    "8 bit, called 16": {"flop": "1.5e21 FLOP", "accelerator": H100, "count": 1, "wall_time": "10 day"}
    | {"precision": "bf16"},
    "a thousand passes": sized(1e9, 1e12, unique_tokens="1e9 token"),
    "Galactica": sized(120e9, 450e9, unique_tokens="106e9 token"),
    "a loss below the asymptote": sized(1e12, 1e14, loss="1.2 nat/token"),
    # as published
    "OPT-175B": sized(175e9, 180e9, count=992, accelerator=A100, wall_time="33 day", mfu=0.47),
    "BLOOM": sized(176e9, 366e9, count=384, accelerator=A100, wall_time="118 day", energy="433 MWh", **METERED),
    "INTELLECT-1": sized(1e10, 1e12, count=112, accelerator=H100, wall_time="42 day", exchange="less often")
    | {"data": 14, "batch": "1e6 token", "diameter": "15000 km", "scale_out_rate": "1 Gbit/s"},
    "DeepSeek-V3": sized(671e9, 14.8e12, active_parameters="37e9 parameter", count=2048, accelerator="h800-sxm")
    | {"wall_time": "54.2 day", "precision": "fp8"},
    "a chip of one kilogram": {"flop": "1e22 FLOP", "wall_time": "1 day", "mass": "1 kg", "radius": "5 cm", "count": 1},
}


@pytest.mark.parametrize("name", POSSIBLE)
def test_what_is_possible_is_not_called_impossible(name):
    assessment = assess(TrainingRun(name, **POSSIBLE[name]))
    assert [row.law for row in assessment.bounds if row.impossible] == []


@pytest.mark.parametrize(
    ("law", "name", "changes"),
    [  # by hand: 1e26 x 16 x k x 4.2 K x ln 2 = 64.3 kJ; 5e4 steps x 2 x 255/256 x 340e6 bit = 9.408 h at 1 Gbit/s
        ("landauer", "superconducting at 4 K", {"energy": "64 kJ"}),
        ("all-reduce", "gradients of one bit", {"wall_time": "9.4 hour"}),
    ],
)
def test_a_little_less_and_it_is(law, name, changes):
    assert assess(TrainingRun(name, **(POSSIBLE[name] | changes))).bounds[law].impossible
    assert len(POSSIBLE) == 30
