"""The file that nccl-tests writes with `-J`: one document of JSON, on one line as written or on many as tools show it.

A run that hangs leaves it without its end; what was measured until then is read all the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from limits.pasted.log.evidence import Evidence
from limits.pasted.measurement import Half, Measurement, Rank, Row, Settings
from limits.pasted.printed import Printed, measurable
from limits.pasted.readers.documents import decoded, documents, entries
from limits.pasted.readers.nccl_tests import operation_of, told_by_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.lines import Lines

BEGINS = r'\{?\s*"version"\s*:\s*\d+\s*,'
WORDS = ()

_BEGIN = re.compile(BEGINS)
_HALF_DIGIT = 5e-7  # of the six decimals that every number has
_MOST_NAME = 80  # characters of the name of a host or a device


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield the tables of one text; parameters as in `nccl_tests.read`.

    Raises
    ------
    InputError
        Where a document is longer than any that is written.
    """
    for text, begin in documents(lines, own, _BEGIN, "one test", within=1):
        yield from _measured(text, begin, lines)


def _measured(text: str, begin: int, lines: Lines) -> Iterator[Measurement]:
    """Yield what one document measured; nothing where it is of another kind."""
    config = _value(text, "config", "{")
    entries = list(_entries(text))
    if not isinstance(config, dict) and not entries:
        return
    config = config if isinstance(config, dict) else {}
    rows = tuple(row for row in (_row(entry, begin) for entry in entries) if row)
    program = next(iter(_value(text, "args", "[") or ()), "")
    operation = operation_of(program) if isinstance(program, str) else None
    average = _value(text, "average_bus_bandwidth", "{")
    evidence, lines.evidence = lines.evidence, Evidence()
    for entry in _value(text, "env", "[") or ():
        if isinstance(entry, str) and re.match(r"NCCL_[A-Z0-9_]{2,40}=[\w.,:^/+-]{1,60}\Z", entry):
            name, _, value = entry.partition("=")
            evidence.environment.setdefault(name, value)
    supposed = ""
    if operation is None:
        operation, supposed = told_by_columns(rows)
    ranks, processes = _ranks(config)
    yield Measurement(
        tool="nccl-tests",
        operation=operation,
        supposed=supposed,
        rows=rows,
        ranks_listed=ranks,
        settings=Settings(
            smallest=_number(config.get("minimum_bytes")),
            largest=_number(config.get("maximum_bytes")),
            step_factor=_number(config.get("step_factor")),
            step_bytes=_number(config.get("step_bytes")),
            devices=_number(config.get("ngpus")),
            processes=processes,
        ),
        printed_average=_number(average.get("bandwidth")) if isinstance(average, dict) else None,
        evidence=evidence,
        line=begin,
    )


def _value(text: str, key: str, sign: str) -> Any:
    """Return the object or list of a key, or None where there is none, or it was cut."""
    found = re.search(rf'(?<!\\)"{key}"\s*:\s*(?={re.escape(sign)})', text)
    if not found:
        return None
    return decoded(text, found.end())[0]


def _entries(text: str) -> Iterator[dict[str, Any]]:
    """Yield the results one after the other, up to the first that is not whole."""
    found = re.search(r'(?<!\\)"results"\s*:\s*\[\s*(?=\{)', text)
    yield from entries(text, found.end() if found else len(text))


def _row(entry: dict[str, Any], at: int) -> Row | None:
    size, count = _number(entry.get("size")), _number(entry.get("count"))
    if size is None:
        return None
    root = str(entry.get("root", "")).strip()
    return Row(
        size,
        count,
        str(entry.get("type", ""))[:_MOST_NAME],
        str(entry.get("redop", ""))[:_MOST_NAME],
        int(root) if re.fullmatch(r"-?\d{1,9}", root) else None,
        _half(entry.get("out_of_place")),
        _half(entry.get("in_place")),
        at,
    )


def _half(entry: Any) -> Half | None:
    if not isinstance(entry, dict):
        return None
    time = _printed(entry.get("time", entry.get("cpu_time")))
    algorithm, bus = _printed(entry.get("alg_bw")), _printed(entry.get("bus_bw"))
    wrong = entry.get("nwrong")
    return None if bus is None else Half(time, algorithm, bus, "N/A" if wrong is None else str(wrong)[:_MOST_NAME])


def _number(value: Any) -> float | None:
    """Return a number that is one, and can have been measured."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if measurable(value) else None


def _printed(value: Any) -> Printed | None:
    found = _number(value)
    return None if found is None else Printed(found, _HALF_DIGIT)


def _ranks(config: dict[str, Any]) -> tuple[tuple[Rank, ...], int | None]:
    """Return the ranks, and the number of processes: of each process the file names the first rank alone."""
    devices = config.get("devices")
    listed = [entry for entry in devices if isinstance(entry, dict)] if isinstance(devices, list) else []
    each = int(max(_number(config.get("ngpus")) or 1.0, 1.0) * max(_number(config.get("nthreads")) or 1.0, 1.0))
    ranks = []
    for entry in listed:
        first, group, device = (_number(entry.get(key)) for key in ("rank", "group", "device"))
        if first is None or each > _MOST_OF_PROCESS:
            continue
        host, bus, name = (str(entry.get(key, ""))[:_MOST_NAME] for key in ("hostname", "device_hex", "device_info"))
        ranks += [
            Rank(int(first) + i, int(group or 0), host, int(device or 0) + i, bus.lower() if i == 0 else "", name)
            for i in range(each)
        ]
    return tuple(ranks), len(listed) or None


_MOST_OF_PROCESS = 1024
