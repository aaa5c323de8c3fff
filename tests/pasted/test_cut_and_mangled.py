"""On its way a table is cut, prefixed, mangled and joined; its whole rows are still all found, and no other."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.pasted import read
from limits.pasted.lines import decoded
from limits.pasted.reading import measurements

from .written import GENERATIONS, Paste, Wanted, nccl

OPERATIONS = ("all_reduce", "all_gather", "reduce_scatter", "alltoall", "broadcast", "reduce")


def found(text: str) -> list[Wanted]:
    """Every row in a text, whichever table it is in."""
    return [row for table in read(text) for row in rows(table)]


def rows(table) -> list[Wanted]:
    return [Wanted(int(row.size), values(row.out_of_place), values(row.in_place)) for row in table.rows]


def values(half) -> tuple[float, ...] | None:
    return None if half is None else tuple(value.value for value in half[:3])


pastes = st.builds(
    nccl,
    st.sampled_from(GENERATIONS),
    st.sampled_from(OPERATIONS),
    ranks=st.sampled_from((2, 8, 16, 32)),
    alpha=st.floats(5.0, 900.0),
    rate=st.floats(0.5, 800.0),
    wrong=st.sampled_from(("0", "N/A", "12")),
    devices=st.sampled_from(("NVIDIA H100 80GB HBM3", "")),
)


@given(pastes)
def test_a_whole_table_is_read(paste):
    (table,) = read(paste.text)
    assert rows(table) == paste.wanted
    assert table.operation_ranks == paste.ranks
    assert table.printed_average == 47.1234


@given(pastes, st.data())
def test_cut_between_lines(paste, data):
    start = data.draw(st.integers(0, len(paste.lines) - 1))
    end = data.draw(st.integers(start, len(paste.lines)))
    kept = Paste(paste.lines[start:end], paste.rows, paste.operation, paste.ranks)
    assert found(kept.text) == kept.wanted


@given(pastes, st.data())
def test_cut_between_characters(paste, data):
    """Whole lines give their rows; a line that was cut gives what of it is whole, and no other number."""
    text = paste.text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, len(text)))
    whole = [line for line in text[start:end].split("\n") if line in paste.rows]
    part = {row.size: row for row in paste.wanted}
    got = found(text[start:end])
    assert [row for row in got if row in [paste.rows[line] for line in whole]] == [paste.rows[line] for line in whole]
    for row in got:
        original = part[row.size]
        assert row.out_of_place in {None, original.out_of_place}
        assert row.in_place in {None, original.in_place}


PREFIXES = {
    "mpirun --tag-output": "[1,0]<stdout>:",
    "mpirun --tag-output, indented": "   [1,3]<stderr>:",
    "Open MPI 5": "[prterun-node-1-4711@1,0]<stdout>: ",
    "mpirun with a time": "Thu Mar  5 10:11:12 2026[1,0]<stdout>:",
    "Intel MPI, MPICH": "[0] ",
    "srun --label": "0: ",
    "srun --label, many tasks": " 12: ",
    "both": "2:[1,0]<stdout>:",
    "pdsh": "node-7: ",
    "clush": "gpu-a.cluster.example: ",
    "kubectl logs --timestamps": "2026-03-05T10:11:12.123456789Z ",
    "kubectl logs --prefix": "[pod/nccl-test-launcher-abcde/launcher] ",
    "stern": "nccl-test-launcher-abcde launcher ",
    "docker compose": "nccl-1  | ",
    "ray": "(run_test pid=4711, ip=10.0.0.7) ",
    "ray, short": "(pid=4711) ",
    "torchrun": "[default0]:",
    "rank": "[rank0]: ",
    "systemd": "Mar 05 10:11:12 node-7 nccl[4711]: ",
    "logging": "2026-03-05 10:11:12,345 - INFO - ",
    "quoted mail": "> ",
    "list in markdown": "    ",
    "colour": "\x1b[32m",
}


@pytest.mark.parametrize("prefix", PREFIXES.values(), ids=PREFIXES)
@pytest.mark.parametrize("generation", GENERATIONS)
@pytest.mark.parametrize("headed", [True, False], ids=["headed", "rows alone"])
def test_a_prefix_before_each_line(prefix, generation, headed):
    paste = nccl(generation)
    lines = paste.lines if headed else [line for line in paste.lines if line in paste.rows]
    text = "\n".join(prefix + line for line in lines)
    assert found(text) == paste.wanted
    if headed:
        assert read(text)[0].operation_ranks == paste.ranks
        assert read(text)[0].settings.largest == 2147483648.0


def eaten(line: str) -> str:
    return line.lstrip("# ")


def bold(line: str) -> str:
    words = line.split(" ")
    return " ".join(f"**{word}**" if "." in word and word[0].isdigit() else word for word in words)


MANGLED = {
    "the # is eaten": eaten,
    "the # is escaped": lambda line: line.replace("#", "\\#", 1) if line.startswith("#") else line,
    "bold numbers": bold,
    "bold sizes": lambda line: (
        f"**{line.split()[0]}** {line.split(None, 1)[1]}" if line[:12].strip().isdigit() else line
    ),
    "a table of markdown": lambda line: "| " + " | ".join(line.split()) + " |",
    "code": lambda line: f"`{line}`",
    "a quoted list": lambda line: f">>  {line}",
    "carriage returns": lambda line: f"{line}\r",
    "single blanks": lambda line: " ".join(line.split()),
    "tabulators": lambda line: "\t".join(line.split()),
    "unbreakable blanks": lambda line: line.replace(" ", "\N{NO-BREAK SPACE}"),
    "HTML": lambda line: line.replace(" ", "&nbsp;"),
    "escaped underscores": lambda line: line.replace("_", "\\_"),
}


@pytest.mark.parametrize("mangle", MANGLED.values(), ids=MANGLED)
@pytest.mark.parametrize("generation", GENERATIONS)
@pytest.mark.parametrize("operation", ["all_reduce", "broadcast"])
def test_mangled_by_markdown(mangle, generation, operation):
    paste = nccl(generation, operation)
    assert found("\n".join(map(mangle, paste.lines))) == paste.wanted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding):
    """Windows writes UTF-16 from a redirected terminal; a mark at the beginning, or every second byte, tells."""
    paste = nccl()
    content = paste.text.replace("\n", "\r\n").encode(encoding)
    if encoding == "utf-16-be":
        content = codecs.BOM_UTF16_BE + content

    class Stream:
        def __init__(self) -> None:
            self.rest = content

        def read(self, size: int) -> bytes:
            size = min(size, 1001)  # in odd pieces
            piece, self.rest = self.rest[:size], self.rest[size:]
            return piece

    tables = list(measurements(decoded(Stream(), "paste")))
    assert [row for table in tables for row in rows(table)] == paste.wanted


@given(
    pastes,
    pastes,
    st.booleans(),
    st.sampled_from(["", "\n", "some prose\n", "```\n\nand on eight nodes:\n```\n", "...\n"]),
)
def test_two_pastes_in_one(first, second, cut, between):
    """Also where the first lost its end."""
    begin = first.text
    if cut:
        begin = begin[: begin.index("# Out of bounds")]
    tables = read(begin + between + second.text)
    assert [rows(table) for table in tables] == [first.wanted, second.wanted]
    assert [table.operation_ranks for table in tables] == [first.ranks, second.ranks]


@given(
    pastes,
    st.integers(0, 60),
    st.sampled_from(["...", "<snip>", "node-1:77:90 [0] NCCL INFO comm 0x1 rank 0 nranks 16", "", "# comment"]),
)
def test_other_lines_between_rows(paste, at, other):
    lines = [*paste.lines[:at], other, *paste.lines[at:]]
    assert found("\n".join(lines)) == paste.wanted


@given(pastes, st.integers(1, 977))
def test_a_stream_in_pieces(paste, size):
    text = paste.text
    pieces = (text[start : start + size] for start in range(0, len(text), size))
    assert [row for table in measurements(pieces) for row in rows(table)] == paste.wanted
