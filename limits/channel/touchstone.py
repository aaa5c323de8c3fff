"""Reading Touchstone files: scattering matrices as vector network analysers and field solvers write them.

scikit-rf (the extra `channel`) reads the text; here is what makes of its answer one right matrix or one clear line.
"""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from limits import textfile
from limits.errors import InputError, LimitsError, Problem, printable, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from limits.typing import Array

__all__ = ["MissingScikitRfError", "Scattering", "named_so", "read"]

PORT_RESISTANCE = 50.0
"""Resistance that every port is brought to [ohm]: 100 ohm of a differential pair."""
_OF_A_PAIR = 75.0  # ohm above which the reference of a file of two ports is that of a differential pair

_KIND = textfile.Kind("a readable Touchstone file", 128_000_000)
_ENDING = re.compile(r"\.(?:[sygzh](\d{1,3})p|ts)", re.IGNORECASE)
_MOST_PORTS = 64
_HEADER = "'# GHz S MA R 50': Hz, kHz, MHz or GHz; S; MA, DB or RI; R and ohm"
_PORTS = re.compile(r"^\s*\[number of ports\]\s*(\d{1,9})", re.IGNORECASE | re.MULTILINE)
_COUNT = re.compile(r"^\s*\[number of frequencies\]\s*(\d{1,9})", re.IGNORECASE | re.MULTILINE)
_FAILS = (ValueError, TypeError, IndexError, KeyError, AttributeError, ArithmeticError)


class MissingScikitRfError(LimitsError):
    """A Touchstone file was given where scikit-rf is not installed.

    Examples
    --------
    >>> print(MissingScikitRfError())
    Touchstone files are read by scikit-rf (extra channel), not installed; python -m pip install "scikit-rf>=1.3"
    """

    def __init__(self) -> None:
        super().__init__(
            "Touchstone files are read by scikit-rf (extra channel), not installed; "
            'python -m pip install "scikit-rf>=1.3"'
        )


@dataclass(frozen=True, slots=True, eq=False)
class Scattering:
    """The matrix of a file.

    Parameters
    ----------
    name
        The file, without folders.
    frequency
        Frequencies, rising [Hz], shape (points,).
    matrix
        Scattering parameters at `PORT_RESISTANCE`, receiver first [1], shape (points, ports, ports).
    differential
        Ports, from 1, that the file itself names as differential, each for a pair; empty where all are single-ended.
    notes
        What was done to the numbers and what the file lacks, in sentences.
    """

    name: str
    frequency: Array
    matrix: NDArray[np.complex128]
    differential: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ports(self) -> int:
        """Number of ports."""
        return int(self.matrix.shape[-1])


def named_so(name: str) -> bool:
    """Tell whether a file is named as Touchstone files are, without a look into it.

    Examples
    --------
    >>> named_so("folder/thru.S4P"), named_so("mlxlink.txt")
    (True, False)
    """
    return _ENDING.fullmatch(Path(name).suffix) is not None


def read(path: str | Path) -> Scattering:
    """Return the matrix of a Touchstone file, version 1 or 2, of 2 to 64 ports.

    Parameters
    ----------
    path
        A file whose name ends in `.s2p`, `.s4p` and so on, or `.ts`.

    Raises
    ------
    InputError
        If it cannot be read, is no such file, ends early, or has frequencies that do not rise or numbers that are none.
    MissingScikitRfError
        If scikit-rf is not installed.

    Examples
    --------
    >>> read("lane.csv")
    Traceback (most recent call last):
    limits.errors.InputError: lane.csv: 1 input cannot be used
      file: given 'lane.csv', wanted a Touchstone file, its name ending in .s2p, .s4p, .s8p ... or .ts
    """
    name = Path(path).name
    ending = _ENDING.fullmatch(Path(path).suffix)
    if ending is None:
        raise _refusal(name, "file", shown(path), "a Touchstone file, its name ending in .s2p, .s4p, .s8p ... or .ts")
    text = _text(path, name)
    told = [int(number) for number in (ending[1], _keyword(_PORTS, text)) if number]
    if any(not 2 <= ports <= _MOST_PORTS for ports in told):  # noqa: PLR2004 - a way in and a way out
        raise _refusal(name, "ports", f"{told[-1]}", f"2 to {_MOST_PORTS}: a channel has a way in and a way out")
    ports = told[-1] if told else None
    found = _parsed(text, Path(path).suffix, name, ports)
    return _checked(name, found, text)


def _text(path: str | Path, name: str) -> str:
    """Return the text; comments may be in the letters of another age than UTF-8."""
    content = textfile.read_bytes(path, _KIND, name)
    try:
        return textfile.decoded(content, _KIND, name)
    except InputError:
        if b"\0" in content:
            raise
        return content.decode("latin-1")


def _keyword(pattern: re.Pattern[str], text: str) -> str:
    """Return the number behind a keyword of version 2, empty without one."""
    found = pattern.search(text) if "[" in text else None
    return "" if found is None else found[1]


def _parsed(text: str, ending: str, name: str, ports: int | None) -> Any:
    """Return what scikit-rf reads in a text, or say where it fails."""
    try:
        from skrf.io.touchstone import Touchstone
    except ImportError:
        raise MissingScikitRfError from None
    if not any(_data(text)):
        raise _refusal(name, "file", "no numbers" if text.strip() else "an empty file", _KIND.wanted)
    stream = io.StringIO(text)
    stream.name = f"channel{ending}"
    try:
        # What is not finite, or of another shape than scikit-rf warns of, is refused later.
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = Touchstone(stream)
    except _FAILS:
        raise _fault(text, name, ports) from None
    if found.s is None or found.s.ndim != 3 or 1 in found.s.shape[1:]:  # noqa: PLR2004 - points, to, from
        raise _fault(text, name, ports)
    return found


def _data(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the words of each line of numbers, with the number of the line."""
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.partition("!")[0].split()
        if words and words[0][0] not in "#[":
            yield number, words


def _fault(text: str, name: str, ports: int | None) -> InputError:
    """Find what in a text is not as the format wants it."""
    for header in (line.strip() for line in text.splitlines() if line.lstrip().startswith("#")):
        words = header[1:].partition("!")[0].lower().split()
        known = {"hz", "khz", "mhz", "ghz"}, set("syzgh"), {"ma", "db", "ri"}, {"r"}
        if any(word not in allowed for word, allowed in zip(words, known, strict=False)):
            return _refusal(name, "header", shown(header), _HEADER)
        break
    count = 0
    for number, words in _data(text):
        for word in words:
            try:
                float(word)
            except ValueError:
                return _refusal(name, f"line {number}", shown(word), "a number")
            count += 1
    if ports is not None and count % (each := 1 + 2 * ports * ports):
        points, rest = divmod(count, each)
        given = f"{points:,} whole points, then {rest} of {each} numbers"
        return _refusal(name, "file", given, f"{each} numbers a point for {ports} ports: is it cut off?")
    return _refusal(name, "file", "a layout that scikit-rf cannot read", _KIND.wanted)


def _checked(name: str, found: Any, text: str) -> Scattering:
    """Return the matrix at the common resistance, or refuse numbers that cannot be right."""
    frequency = np.asarray(found.f, dtype=np.float64)
    matrix = np.asarray(found.s, dtype=np.complex128)
    reference = np.asarray(found.z0, dtype=np.complex128)
    if reference.shape != matrix.shape[:2]:
        given = f"{reference.shape[-1] if reference.ndim else 0} at a point"
        raise _refusal(name, "reference impedance", given, f"one for each of {matrix.shape[1]} ports")
    where = np.flatnonzero(~np.isfinite(matrix).all(axis=(1, 2)) | ~np.isfinite(frequency))
    if where.size:
        raise _refusal(name, "matrix", f"no finite number at point {where[0] + 1:,}", "finite numbers")
    falls = np.flatnonzero(np.diff(frequency) <= 0.0)
    if falls.size:
        two = " after ".join(f"{frequency[falls[0] + after] / 1e9:.9g} GHz" for after in (1, 0))
        raise _refusal(name, "frequency", f"{two} (point {falls[0] + 2:,})", "frequencies that rise")
    if len(frequency) <= 1 or frequency[0] < 0.0:
        first = f" from {frequency[0]:g} Hz" if len(frequency) else ""
        raise _refusal(name, "frequency", f"{len(frequency)}{first}", "two or more, from 0 Hz up")
    count = _keyword(_COUNT, text)
    if count and int(count) != len(frequency):
        raise _refusal(name, "file", f"{len(frequency):,} points", f"{int(count):,}, as it says: is it cut off?")
    modes = np.asarray(found.port_modes).astype(str)
    differential = tuple((np.flatnonzero(modes == "D") + 1).tolist())
    matrix, notes = _at_common_resistance(name, matrix, reference, modes)
    return Scattering(printable(name), frequency, matrix, differential, notes)


def _at_common_resistance(
    name: str, matrix: NDArray[np.complex128], reference: NDArray[np.complex128], modes: NDArray[np.str_]
) -> tuple[NDArray[np.complex128], tuple[str, ...]]:
    """Bring every port to the common resistance, twice of it between a pair and half of it for its common mode."""
    if not (np.isfinite(reference).all() and (reference.real > 0.0).all()):
        raise _refusal(name, "reference impedance", f"{reference[0, 0]:g} ohm", "a resistance above 0 ohm")
    share = np.select([modes == "D", modes == "C"], [2.0, 0.5], 1.0)
    notes: tuple[str, ...] = ()
    if reference.shape[1] == 2 and (share == 1.0).all() and reference.real.min() > _OF_A_PAIR:  # noqa: PLR2004 - in, out
        share = share * 2.0
        notes = (f"2 ports at {reference[0, 0].real:.4g} ohm: taken as those of a differential pair",)
    wanted = np.broadcast_to(PORT_RESISTANCE * share, reference.shape)
    if np.allclose(reference, wanted, rtol=1e-9, atol=0.0):
        return matrix, notes
    from skrf.network import renormalize_s

    with np.errstate(all="ignore"):
        matrix = np.asarray(renormalize_s(matrix, reference, wanted.astype(np.complex128)))
    if not np.isfinite(matrix).all():
        raise _refusal(name, "reference impedance", f"{reference[0, 0]:g} ohm", "one that can be brought to 50 ohm")
    low, high = reference.real.min(), reference.real.max()
    said = f"{low:.4g}" if low == high else f"{low:.4g} to {high:.4g}"
    return matrix, (*notes, f"brought from {said} ohm to {PORT_RESISTANCE * share[0]:g} ohm a port")


def _refusal(name: str, where: str, given: str, wanted: str) -> InputError:
    return InputError(printable(name), [Problem(where, given, wanted)])
