"""Channels made up for tests: coupled lossy lines, as matrices and as Touchstone files in every format."""

from __future__ import annotations

import numpy as np

UNITS = {"Hz": 1.0, "kHz": 1e3, "MHz": 1e6, "GHz": 1e9}


def frequencies(end=30e9, step=0.1e9, start=0.0):
    return start + step * np.arange(round((end - start) / step) + 1)


def lines(frequency, *, loss=20.0, at=26.5625e9, coupling=0.05, reflection=0.03):
    """Scattering matrix of two coupled lines, 1-2 and 3-4, whose loss [dB] rises with the root of the frequency.

    Coupled lines have an even and an odd mode; each is a matched line of its own, so that the whole stays passive.
    """
    share = frequency / at

    def mode(slower):
        magnitude = 10.0 ** (-loss * (0.4 * np.sqrt(share) + 0.6 * share) / 20.0) * (1.0 - reflection)
        return magnitude * np.exp(-2j * np.pi * frequency * 1e-9 * slower)

    even, odd = mode(1.0), mode(1.0 + coupling)
    through, across = (even + odd) / 2.0, (even - odd) / 2.0
    s = np.zeros((len(frequency), 4, 4), dtype=complex)
    for a, b in ((0, 1), (2, 3)):
        s[:, a, b] = s[:, b, a] = through
    for a, b in ((0, 3), (2, 1)):
        s[:, a, b] = s[:, b, a] = across
    for port in range(4):
        s[:, port, port] = reflection / 2.0
    return s, odd


def crosstalk(frequency, *, level=0.01, at=26.5625e9):
    """Matrix of a coupling from 1, 3 to 2, 4 that has no way through, rising with frequency; and its differential."""
    s = np.zeros((len(frequency), 4, 4), dtype=complex)
    into = level * np.sqrt(frequency / at) * np.exp(-2j * np.pi * frequency * 1e-9)
    for a, b, share in ((0, 1, 1.0), (0, 3, -0.5), (2, 1, -0.25), (2, 3, 0.75)):
        s[:, b, a] = s[:, a, b] = share * into
    for a, b in ((0, 2), (1, 3)):
        s[:, b, a] = s[:, a, b] = 0.02  # two lines of one pair see one another
    return s, (1.0 + 0.5 + 0.25 + 0.75) / 2.0 * into


def written(frequency, s, *, form="RI", unit="GHz", reference=50.0, header=True, digits=12):
    """Return the text of a Touchstone file, version 1."""
    ports = s.shape[-1]
    out = [f"! made up\n# {unit} S {form} R {reference:g}"] if header else []
    order = np.swapaxes(s, 1, 2) if ports == 2 else s
    for f, matrix in zip(frequency, order, strict=True):
        pairs = [pair(value, form, digits) for value in matrix.ravel()]
        rows = [" ".join(pairs[i : i + ports]) for i in range(0, len(pairs), ports)] if ports > 2 else [" ".join(pairs)]
        out.append(f"{f / UNITS[unit]:.15g} " + "\n".join(rows))
    return "\n".join(out) + "\n"


def pair(value, form, digits=12):
    angle = np.degrees(np.angle(value))
    if form == "RI":
        return f"{value.real:.{digits}g} {value.imag:.{digits}g}"
    if form == "MA":
        return f"{abs(value):.{digits}g} {angle:.{digits}g}"
    return f"{20.0 * np.log10(max(abs(value), 1e-30)):.{digits}g} {angle:.{digits}g}"


def swapped(s, order):
    """Number the ports otherwise: port k of the result is port order[k] - 1 of the given one."""
    index = [port - 1 for port in order]
    return s[:, index][:, :, index]
