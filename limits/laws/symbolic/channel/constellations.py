"""Witnesses of the capacities of constellations, by sums that the kernels do not use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mpmath
from sympy.utilities.lambdify import implemented_function

if TYPE_CHECKING:
    from types import SimpleNamespace

    import sympy

__all__ = ["WITNESSES"]


_STEP = mpmath.mpf(1) / 24  # of the trapezoidal rule, in deviations of the noise: exact to 25 digits
_FAR = 13  # deviations beyond which the noise is below 1e-37
_DISTINCT = 40  # distance of neighbours, in deviations, from which nothing is lost
_MOST = 12_000  # terms that are worth while, at 30 us each


def _pam(levels: mpmath.mpf, snr: mpmath.mpf) -> mpmath.mpf:
    """Entropy of the received value, less that of the noise, in bit, by sums over all levels near it.

    Raises
    ------
    ValueError
        If these are too many to be summed one by one at 50 digits.
    """
    count = int(mpmath.nint(levels))
    apart = 2 * mpmath.sqrt(3 * snr / (count * count - 1))
    if apart > _DISTINCT:
        return mpmath.log(count, 2)
    middle = mpmath.mpf(count - 1) / 2
    steps = int((apart * middle + _FAR) / _STEP)
    if steps * min(count, 1 + 2 * _FAR / apart) > _MOST:
        raise ValueError(f"{count} levels are too many for a sum over all of them")
    scale = 1 / (count * mpmath.sqrt(2 * mpmath.pi))

    def surprise(received: mpmath.mpf) -> mpmath.mpf:
        first, last = (int(mpmath.ceil((received + way * _FAR) / apart + middle)) for way in (-1, 1))
        near = (received - apart * (level - middle) for level in range(max(first, 0), min(last, count)))
        density = scale * mpmath.fsum(mpmath.exp(-(distance**2) / 2) for distance in near)
        return -density * mpmath.log(density) if density else mpmath.mpf(0)

    entropy = _STEP * (surprise(mpmath.mpf(0)) + 2 * mpmath.fsum(surprise(i * _STEP) for i in range(1, steps)))
    return (entropy - mpmath.log(2 * mpmath.pi * mpmath.e) / 2) / mpmath.log(2)


def _binary(snr: mpmath.mpf) -> mpmath.mpf:
    """One less the mean of what the noise takes, in bit."""
    amplitude = mpmath.sqrt(snr)

    def taken(noise: mpmath.mpf) -> mpmath.mpf:
        return mpmath.exp(-noise * noise / 2) * mpmath.log(1 + mpmath.exp(-2 * amplitude * (amplitude + noise)))

    steps = int(_FAR / _STEP)
    mean = _STEP * mpmath.fsum(taken(i * _STEP) for i in range(-steps, steps + 1)) / mpmath.sqrt(2 * mpmath.pi)
    return 1 - mean / mpmath.log(2)


_PAM = implemented_function("C", _pam)
_BINARY = implemented_function("C", _binary)


def _pam_capacity(s: SimpleNamespace) -> sympy.Expr:
    return _PAM(s.levels, s.snr)


def _bi_awgn(s: SimpleNamespace) -> sympy.Expr:
    return _BINARY(s.snr)


WITNESSES = {"pam-capacity": _pam_capacity, "bi-awgn": _bi_awgn}
