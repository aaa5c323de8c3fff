"""Texts that nobody means well with, and long ones: a result or one clear error, in bounded time and memory."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from limits.cli import main
from limits.errors import InputError
from limits.pasted import read
from limits.pasted.lines import cleaned, decoded
from limits.pasted.printed import number
from limits.pasted.reading import measurements

from .test_cut_and_mangled import rows
from .written import nccl

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
PASTE = nccl("2.18")
HEADS = (
    *("", "#", "8 2 float ", "mpirun ", "[tuning] SMs ", '{"version":2,', "node-1:1:2 [0] NCCL INFO ", "--- "),
    "# size count type redop root time algbw busbw #wrong\n8 2 float sum -1 ",
    "# OSU MPI Bandwidth Test v7.5\n# Size      Bandwidth (MB/s)\n",
    " #bytes     #iterations    BW peak[Gb/sec]    BW average[Gb/sec]\n",
    "size(B)     count     type      scope     latency(us)       algbw(GB/s)   busbw(GB/s)\n",
    "payload | busbw | algbw\n",
    *("GPU0 GPU1 NIC0 CPU Affinity\nGPU0 X ", "GPU0 GPU1 GPU2 ", "CA 'mlx5_0'\nPort 1:\nState: ", "BlockName=a Nodes="),
    *('<system version="1">\n<pci ', "<?xml ", "SwitchName=a Switches=", "NIC Legend:\nNIC0: "),
    *('Switch 4 "S-01" # "a" base port 0 lid 1 lmc 0\n[1] "S-02"[1] # "b" lid 2 ', 'Ca 1 "H-', '[1](01) "S-'),
    *("CA: ", "CA: a mlx5_0:\n1 1[ ] ==( 4X 25.78125 Gbps Active/", "Switch: 0x0000000000000001 ", "CA: a:\n1 2["),
)
UNITS = (
    *(" ", "\t", "a", "1", "#", "*", "|", "_", ".", "-", "`", ">", "<", "{", '"', "[", "]", "(", "\\", "&"),
    *(
        "a-",
        "1 ",
        "[0]",
        "(pid=",
        "(a ",
        "a:",
        "0:",
        "1_",
        "1,111",
        "1 2 3 ",
        "1 1 float ",
        "# ",
        "a b ",
        "\\#",
        "&nbsp;",
    ),
    *(
        "Mar 05 ",
        "2026-03-05 ",
        "INFO",
        "NCCL ",
        "GPU0 ",
        "GPU0 X1 ",
        "size ",
        "time ",
        "# size count busbw ",
        "OSU a ",
    ),
    *("RDMA_Write ", "Send BW ", "Link 1: ", "_perf ", "srun ", "--nnodes ", "-np ", "Rank 1 Pid 1 on a device 1 ["),
    *(
        "tx_a",
        "SUM a",
        "1x 4.0GB ",
        "\x1b[",
        "\x1b]",
        "\x00",
        "\r",
        "\ufffd",
        "\ud800",
        " via NET/",
        "NCCL_A=",
        "NCCL INFO ",
    ),
)


@pytest.mark.parametrize("head", HEADS, ids=range(len(HEADS)))
def test_no_expression_explodes(head):
    """A line as long as any that is looked at takes a few milliseconds at most, whatever it repeats."""
    for unit in UNITS:
        begin = time.process_time()
        read(f"{head}{(unit * 4000)[:3990]}!\n" * 3)
        assert time.process_time() - begin < 1.0, repr(unit)


@pytest.mark.parametrize("sign", ["\x1b[31m", "\x1b]0;title\x07", "\x00", "\x9b", "\u202e", "\u200b", "\x1b(B", "\x1b"])
def test_signs_that_a_terminal_obeys_are_gone(sign):
    """They are no part of any number, and no name that is read holds one."""
    assert cleaned(f"{sign}8{sign} 2").isprintable()
    name = f"NVIDIA{sign} H100"
    (table,) = read(PASTE.text.replace("NVIDIA H100 80GB HBM3", name).replace("node-2", f"no{sign}de-2"))
    assert rows(table) == PASTE.wanted
    assert all(rank.host.isprintable() and rank.name.isprintable() for rank in table.ranks_listed)
    assert table.operation_ranks == 16


def test_a_million_columns():
    wide = "8 2 float sum -1 " + "40.00 " * 1_000_000
    begin = time.process_time()
    tables = read(f"# size count type redop root {'time algbw busbw #wrong ' * 250_000}\n{wide}\n{PASTE.text}")
    assert time.process_time() - begin < 5.0
    assert rows(tables[-1]) == PASTE.wanted


@pytest.mark.parametrize(
    "digits", ["9" * 1_000_000, "9" * 39, "1e999", "1" * 400 + "e9", "-1", "-5.00", "nan", "inf", "1__0", "٤"]
)
def test_numbers_that_no_tool_prints(digits):
    for table in read(f"{PASTE.text}{digits} 2 float sum -1 {digits} {digits} {digits} 0\n"):
        for row in table.rows:
            assert all(0.0 <= value.value <= 1e30 for half in row.halves for value in half[:3] if value)


@pytest.mark.parametrize("digits", ["5e-324", "1e-31", "9" * 38, "1.1e30", "0e999"])
def test_numbers_beyond_any_unit_are_none(digits):
    assert number(digits) is None


@pytest.mark.parametrize("digits", ["0", "0.0e-999", "1e-30", "1e30", "1.7976931348623157e-12"])
def test_numbers_of_some_unit_are_read(digits):
    assert number(digits).value == float(digits)


@pytest.mark.parametrize("form", [(), ("--format", "json")], ids=["text", "json"])
def test_a_time_that_no_clock_tells_is_left_out_of_a_comparison(form, tmp_path):
    """It made a ratio of infinity, and no output at all as JSON."""
    log = (EXAMPLES / "two-nodes.log").read_text(encoding="utf-8")
    time_of_a_row = re.search(r"sum +-1 +([\d.]+)", log)[1]
    old, new = tmp_path / "old.log", tmp_path / "new.log"
    old.write_text(log, encoding="utf-8")
    new.write_text(log.replace(f" {time_of_a_row} ", " 5e-324 "), encoding="utf-8")
    result = CliRunner().invoke(main, ["link", str(new), "--against", str(old), *form])
    assert result.exit_code == 0, result.output
    assert not re.search(r"\b(inf|nan|infinity)\b", result.output, re.IGNORECASE)


@pytest.mark.parametrize(
    "content",
    [
        b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 5000,
        b"\x1f\x8b\x08\x00" + bytes((7 * i * i + i // 3) % 256 for i in range(300_000)),
        b"\x00" * 1_000_000,
        b"text\n" * 100_000 + b"\x00" * 1_000_000,
        b"\x01" * 10,
    ],
    ids=["program", "compressed", "zeros", "zeros after text", "short"],
)
def test_bytes_that_are_no_text(content):
    with pytest.raises(InputError, match="bytes that are no text"):
        list(measurements(decoded(io.BytesIO(content), "file")))


def test_a_stream_that_never_ends_is_refused_as_soon_as_it_is_no_text():
    class Zeros:
        def read(self, size: int) -> bytes:
            return bytes(size)

    with pytest.raises(InputError, match="no text"):
        list(measurements(decoded(Zeros(), "/dev/zero")))


def test_a_line_that_never_ends():
    with pytest.raises(InputError, match="without an end"):
        read("8 2 float " * 1000 for _ in range(10_000))


def test_a_table_that_never_ends(monkeypatch):
    monkeypatch.setattr("limits.pasted.readers.nccl_tests._MOST", 2000)
    row = "8 2 float sum -1 40.00 0.00 0.00 0 38.80 0.00 0.00 0\n" * 1000
    with pytest.raises(InputError, match=r"more than 2,000 lines"):
        read(row for _ in range(10_000))


def test_other_encodings_of_text():
    """A note in Russian of thirty years ago around a table: the table is found."""
    content = "Проверка сети\n".encode("cp1251") * 50 + PASTE.text.encode()
    (table,) = measurements(decoded(io.BytesIO(content), "file"))
    assert rows(table) == PASTE.wanted


def test_what_cannot_be_read():
    class Broken:
        def read(self, _: int) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(InputError, match="Input/output error"):
        list(measurements(decoded(Broken(), "disk")))


READ = """
import resource, sys, time
from limits.pasted.lines import decoded
from limits.pasted.reading import measurements

class Log:
    def __init__(self, block, table, megabytes):
        self.blocks = [table if number % 50 == 7 else block for number in range(megabytes)]
    def read(self, size):
        return self.blocks.pop() if self.blocks else b""

lines = []
for at in range(9000):
    rank = at * 37 % 64
    head = f"node-{rank // 8}:{4000 + rank}:{5000 + rank} [{rank % 8}] NCCL INFO "
    lines.append(head + [
        f"Channel {at % 16:02d}/0 : {rank}[{rank % 8}] -> {rank + 1}[0] [send] via NET/IB/{rank % 8}/GDRDMA",
        f"Channel {at % 16:02d}/0 : {rank}[{rank % 8}] -> {rank + 1}[{(rank + 1) % 8}] via P2P/CUMEM/read",
        f"Trees [0] {rank + 1}/-1/-1->{rank}->{rank - 1} [1] {rank + 1}/-1/-1->{rank}->{rank - 1}",
        f"comm 0x5581 rank {rank} nRanks 64 nNodes 8 localRanks 8 localRank {rank % 8} MNNVL 0",
        "threadThresholds 8/8/64 | 512/8/64 | 512 | 512",
    ][at % 5])
block = ("\\n".join(lines) + "\\n").encode()
table = open(sys.argv[1], "rb").read()
log = Log(block, table, int(sys.argv[2]))
size = sum(map(len, log.blocks))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begin = time.process_time()
plain = sum("NCCL" in line for line in block.decode().split("\\n"))
bare = (time.process_time() - begin) * size / len(block)
begin = time.process_time()
found = list(measurements(decoded(log, "log")))
took = time.process_time() - begin
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(len(found), found[-1].evidence.ranks, (after - before) / 1024, size / took / 1e6, took / bare)
"""


@pytest.mark.slow
def test_a_log_of_200_megabytes(tmp_path):
    """In bounded memory, and at no more than 15 times the cost of its lines alone (some 100 MB/s on one core)."""
    (tmp_path / "table.txt").write_text(PASTE.text, encoding="utf-8")
    command = [sys.executable, "-c", READ, str(tmp_path / "table.txt"), "250"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    tables, ranks, grown, rate, share = int(output[0]), int(output[1]), *map(float, output[2:])
    assert (tables, ranks) == (5, 64)
    assert grown < 30.0, f"{grown} MiB"
    assert share < 15.0, f"{rate} MB/s"
