"""Fixtures of the tests of networks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def rows_of(text):
    """The out-of-place columns of a table of nccl-tests: size [byte], time [s], and both bandwidths [GB/s]."""
    found = []
    for line in text.splitlines():
        words = re.sub(r"^.*?<std\w+>:|^\s*\d+:", "", line).split()
        if not words or not re.fullmatch(r"[\d_]+", words[0]):
            continue
        numbers = [float(word.replace("_", "")) if re.fullmatch(r"[\d_.]+", word) else np.nan for word in words]
        for place in range(1, len(words) - 2):
            time, rate, bus = numbers[place : place + 3]
            if (
                "." in words[place + 1]
                and time > 0 < numbers[0]
                and abs(numbers[0] / time / 1e3 - rate) < 0.006 + rate / 99
            ):
                found.append((numbers[0], time * 1e-6, rate, bus))
                break
    return np.array(found).T


@pytest.fixture(scope="session")
def sweep(facts: Path) -> Callable[[str], np.ndarray]:
    """Return what reads a public table by its name: sizes, times, algorithm and bus bandwidths, out of place."""
    return lambda name: rows_of((facts / "data/net/samples" / name).read_text(encoding="utf-8", errors="replace"))
