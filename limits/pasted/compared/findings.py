"""Two findings of the same kind side by side: how the rates of the same pairs have changed."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from limits.pasted.compared.comparison import ALIKE
from limits.pasted.words import percent

if TYPE_CHECKING:
    from limits.pasted.described.description import Finding

_APART = 0.05  # relative: a pair that has changed by so much more than most is named


def said(new: Finding, old: Finding, name: str) -> str:
    """Say how rates compare with an older run, which is called `name`; pairs are known by their names.

    Examples
    --------
    >>> from limits.pasted.described.description import Finding, Pair
    >>> from limits.pasted.judging.judged import Verdict
    >>> def found(*rates):
    ...     return Finding(
    ...         "", Verdict.GOOD, ("",), pairs=tuple(Pair("GPU0", f"GPU{n}", r) for n, r in enumerate(rates))
    ...     )
    >>> said(found(390.0, 391.0, 12.1), found(391.0, 391.0, 391.0), "old.log")
    'GPU0 to GPU2 shows 12.1 GB/s, and 391 in old.log; most pairs are as fast, within 1 %'
    """
    before = {(pair.source, pair.target): pair.rate for pair in old.pairs}
    ratios = [
        (pair.rate / rate, pair, rate)
        for pair in new.pairs
        if pair.rate and (rate := before.get((pair.source, pair.target)))
    ]
    if not ratios:
        return f"no pair has a rate both in this run and in {name}: there is nothing to compare"
    usual = median(ratio for ratio, *_ in ratios)
    worst, pair, rate = min(ratios, key=lambda each: each[0])
    alike = abs(usual - 1.0) <= ALIKE
    how = "as fast" if alike else f"{percent(abs(usual - 1.0))} {'faster' if usual > 1.0 else 'slower'}"
    within = f", within {percent(ALIKE)}" if alike else ""
    if worst < usual * (1.0 - _APART):
        one = f"{pair.source} to {pair.target} shows {pair.rate:.4g} GB/s, and {rate:.4g} in {name}"
        return f"{one}; most pairs are {how}{within}"
    return f"pairs are {how if alike else f'{how} than'}{' as' if alike else ''} in {name}{within}"
