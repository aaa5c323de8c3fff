"""nccom-test of AWS Neuron, whose unit depends on its version, and the all-reduce benchmarks on torch.distributed."""

from __future__ import annotations

import pytest

from limits.pasted import read

SIZES = tuple(1024 * 8**power for power in range(7))


def nccom(
    unit=1.0, columns="size(B)    count(elems)    type    time:avg(us)    algbw(GB/s)    busbw(GB/s)", command=""
):
    """An all-gather on 32 ranks that takes 6 us and 30 GB/s, in a unit of so many GB/s."""
    lines = [command, f"    {columns}"]
    for size in SIZES:
        time = 6.0 + size / 30e3
        rate = size / time / 1e3 / unit
        cells = {"size(B)": size, "count(elems)": size // 4, "count": size // 4, "type": "fp32"}
        cells |= {"total_input_size(B)": size // 32, "total_output_size(B)": size, "algbw(GB/s)": f"{rate:.2f}"}
        cells |= {"busbw(GB/s)": f"{rate * 31 / 32:.2f}", "time:avg(us)": f"{time:.2f}", "time(us)": f"{time:.2f}"}
        lines.append("".join(f"{cells[name]:>17}" for name in columns.split()))
    return "\n".join([*lines, "Avg bus bandwidth:      7.7715GB/s", ""])


@pytest.mark.parametrize(("unit", "name"), [(1.0, "GB/s"), (1.073741824, "GiB/s")])
@pytest.mark.parametrize(
    "columns",
    [
        "size(B)    count(elems)    type    time:avg(us)    algbw(GB/s)    busbw(GB/s)",
        "size(B)    count(elems)    type    time(us)    algbw(GB/s)    busbw(GB/s)",
        "size(B)    count    type    time(us)    algbw(GB/s)    busbw(GB/s)",
        "size(B) count(elems) total_input_size(B) total_output_size(B) type time:avg(us) algbw(GB/s) busbw(GB/s)",
    ],
)
def test_the_unit_is_the_one_that_size_over_time_has(unit, name, columns):
    (table,) = read(nccom(unit, columns, "nccom-test -r 32 --minbytes 1kb allg"))
    assert (table.tool, table.operation, table.unit, table.scale) == ("nccom-test", "all_gather", name, unit)
    assert [row.size for row in table.rows] == list(SIZES)
    assert table.plateau.value * table.scale == pytest.approx(29.05, rel=0.01, abs=0)
    assert table.settings.processes == 32
    assert table.printed_average == 7.7715


def test_without_a_command_an_operation_is_supposed():
    (table,) = read(nccom())
    assert (table.operation, table.supposed) == ("all_reduce", "nothing names the operation")


def test_times_of_nothing():
    """A time of zero tells no unit, and stops nothing."""
    text = nccom().replace(f"{6.0 + SIZES[0] / 30e3:.2f}", "0.00")
    assert len(read(text)[0].rows) == len(SIZES)


TABLE = """
Environment:
- software: torch=2.9.0, cuda=12.9, nccl=(2, 27, 5)
- hardware: _CudaDeviceProperties(name='NVIDIA H100 80GB HBM3', major=9, minor=0)

The average bandwidth of all_reduce over 16 ranks (5 warmups / 20 trials):

| payload |    busbw   |    algbw   |
| ------: | ---------: | ---------: |
|   32KiB |   1.50GBps |   0.80GBps |
|    1MiB |  37.50GBps |  20.00GBps |
|   16GiB | 375.00GBps | 200.00GBps |
"""


@pytest.mark.parametrize("prefix", ["", "node-1: ", "[node-1:0]:", "   "])
def test_a_table_of_payloads(prefix):
    (table,) = read("\n".join(prefix + line for line in TABLE.split("\n")))
    assert [row.size for row in table.rows] == [2.0**15, 2.0**20, 2.0**34]
    assert (table.tool, table.operation, table.plateau.value) == ("all_reduce_bench", "all_reduce", 375.0)
    assert table.rows[-1].out_of_place.algorithm_bandwidth.value == 200.0
    assert table.settings.processes == 16
    assert table.sweep


def test_the_device_that_it_names():
    (table,) = read("$ torchrun --nproc_per_node=8 --nnodes 2 all_reduce_bench.py\n" + TABLE)
    assert table.facts == {"device": "NVIDIA H100 80GB HBM3"}


def test_ranks_of_the_command():
    command = "$ python -m torch.distributed.run --nproc_per_node=8 --nnodes 4 all_reduce_bench.py\n"
    (table,) = read(command + TABLE[TABLE.index("| payload") :])
    assert table.settings.processes == 32


@pytest.mark.parametrize("prefix", ["", "[node-1:0]:"])
def test_one_payload_in_a_sentence(prefix):
    """As versions of before wrote it: one bandwidth is no curve."""
    lines = (
        "The average bandwidth of all_reduce with a 4.0GB payload (5 trials, 16 ranks):",
        " algbw: 44.947 GBps (359.6 Gbps)",
        " busbw: 84.275 GBps (674.2 Gbps)",
    )
    (table,) = read("\n".join(prefix + line for line in lines))
    assert [(row.size, row.best.value) for row in table.rows] == [(4e9, 84.275)]
    assert table.rows[0].out_of_place.algorithm_bandwidth.value == 44.947
    assert (table.settings.processes, table.sweep) == (16, False)


def test_many_trials_of_one_payload():
    text = """The 0.5GiB payload bandwidth of all_reduce over 8 ranks (5 warmups / 20 trials):

|    busbw   |    algbw   |
| ---------: | ---------: |
| 350.00GBps | 200.00GBps |
| 343.00GBps | 196.00GBps |
"""
    (table,) = read(text)
    assert [row.size for row in table.rows] == [2.0**29] * 2
    assert (table.plateau.value, table.settings.processes, table.sweep) == (350.0, 8, False)


def test_rates_of_many_small_payloads_are_no_bandwidth():
    text = """----------- 1x 4.0GB ----------------
 busbw: 3720.000 Gbps

----------- 1000x 0.004GB ----------------
 busbw: 1150.000 Gbps
"""
    (table,) = read(text)
    assert [(row.size, row.best.value) for row in table.rows] == [(4e9, 465.0)]


@pytest.mark.parametrize("word", ["1.2.3", ".", "..", "9" * 12])
def test_odd_numbers_stop_nothing(word):
    text = f"{TABLE}| {word}GiB | {word}GBps | {word}GBps |\n----- 1x {word}GB -----\n busbw: {word} Gbps\n{nccom()}"
    assert [table.tool for table in read(text.replace("7.7715", word))] == ["all_reduce_bench", "nccom-test"]
