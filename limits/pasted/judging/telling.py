"""What to run where one number of a whole job cannot say which node is at fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.pasted.machine.hardware import devices_of_a_host, usual_node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.judging.judged import Judged

_SWEEP = "-b 8M -e 16G -f 2"
_SPLITTING = frozenset(("nccl-tests", "rccl-tests"))


def of_all(judged: Judged) -> Iterator[str]:
    """Yield that one number of several nodes blames none of them, and what would; nothing of one node.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.pasted.machine import hardware
    >>> from limits.pasted import read
    >>> from limits.pasted.judging.verdict import judge
    >>> row = "1073741824 268435456 float sum -1 10000 107.37 201.3 0 10000 107.37 201.3 0"
    >>> for line in of_all(judge(read(row)[0], hardware.Stated(), shipped())):
    ...     print(line[:90])
    one number of all nodes blames none of them; what tells: pairs, each node with two others:
    """
    if (judged.ranks.hosts or judged.domains) > 1:
        yield f"one number of all nodes blames none of them; what tells: {_pairs(judged)}"


def runs(judged: Judged) -> Iterator[str]:
    """Yield what would tell which node is at fault: each node alone, pairs of them, or all nodes apart in one job.

    The environment variable and the option are those of the README of nccl-tests.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.pasted.machine import hardware
    >>> from limits.pasted import read
    >>> from limits.pasted.judging.verdict import judge
    >>> row = "1073741824 268435456 float sum -1 10000 107.37 187.9 0 10000 107.37 187.9 0"
    >>> for line in runs(judge(read(row)[0], hardware.Stated(), shipped())):
    ...     print(line[:70])
    each node alone: for h in HOSTS; do mpirun -np 8 -H $h:8 all_reduce_pe
    pairs, each node with two others: mpirun -np 16 -H A:8,B:8 all_reduce_
    in one job: NCCL_TESTS_SPLIT="DIV 8" all_reduce_perf -b 8M -e 16G -f 2
    """
    each, program = _devices(judged), _program(judged)
    if each > 1:
        one = f"mpirun -np {each} -H $h:{each} {program}"
        yield f"each node alone: for h in HOSTS; do {one} > $h.log; done; limits link *.log"
    yield _pairs(judged)
    if each > 1 and judged.measurement.tool in _SPLITTING:
        yield (
            f'in one job: NCCL_TESTS_SPLIT="DIV {each}" {program} with -a 3 prints the time of the slowest rank, with '
            "-a 2 that of the fastest: far apart, some node is slow, though not which"
        )


def _pairs(judged: Judged) -> str:
    each = _devices(judged)
    two = f"mpirun -np {2 * each} -H A:{each},B:{each} {_program(judged)} > A+B.log"
    return f"pairs, each node with two others: {two}; limits link *.log"


def _devices(judged: Judged) -> int:
    """Return the devices of a node."""
    return devices_of_a_host(judged.measurement) or usual_node(judged.hardware.domain)


def _program(judged: Judged) -> str:
    if judged.measurement.tool not in _SPLITTING:
        return "THE SAME TEST"
    return f"{judged.operation or 'all_reduce'}_perf {_SWEEP}"
