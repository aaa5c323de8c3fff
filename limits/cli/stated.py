"""Words of a call that name no run but say something of one: its parameters, tokens, energy, accelerators, hours."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from limits.catalog.machines import rented
from limits.cli.output import note
from limits.errors import LimitsError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.catalog import Catalog

_FIELDS = ("parameters", "tokens", "energy", "carbon_intensity", "electricity_price", "accelerator_price")
"""Fields that the unit of a number tells apart from all others."""
_HOURS = "accelerator_hours"
_MACHINES = r"(?:gpu|tpu|accelerator|chip|device)s?"
_OF_MACHINES = re.compile(rf".*\b{_MACHINES}[ *-]?h(?:ours?|rs?)?", re.IGNORECASE | re.DOTALL)
_UNNAMED = re.compile(_MACHINES, re.IGNORECASE)
_SEVERAL = re.compile(
    r"(?P<count>\d[\d_]*(?:\.\d+)?(?:e\+?\d+)?)(?:\s*[x\N{MULTIPLICATION SIGN}*]\s*|\s+)(?P<name>\S.*)"
)


def told_apart(words: Sequence[str], catalog: Catalog) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that name runs, and what the others state, as `--set` takes it.

    Parameters
    ----------
    words
        What was typed for runs.
    catalog
        Where names of accelerators are looked up.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> told_apart(["gpt-3", "1e26 FLOP"], shipped())
    (('gpt-3', '1e26 FLOP'), ())
    >>> told_apart(["7e9 parameters", "64 x H100", "2e5 GPU-hours"], shipped())[1]
    ('parameters=7e9 parameters', 'count=64', 'accelerator=H100', 'accelerator_hours=2e5 GPU-hours')
    """
    runs: list[str] = []
    stated: list[str] = []
    for word in words:
        said = [*_said(word.strip(), catalog)] if _counts(word) else []
        stated += said
        runs += [] if said else [word]
    return tuple(runs), tuple(stated)


def _counts(word: str) -> bool:
    """Tell whether a word is a number with what it counts, and no file."""
    from limits.runs.called import is_bare

    return word.strip()[:1].isdigit() and not is_bare(word) and not os.path.exists(word)  # noqa: PTH110 - as in called


def _said(word: str, catalog: Catalog) -> Iterator[str]:
    """Yield what a word states that begins with a number, nothing where it states nothing or could mean several."""
    if several := _SEVERAL.fullmatch(word):
        count, name = several["count"], several["name"].strip()
        if machine := rented(name):
            note(f"{word} is read as accelerators: {name} is {machine}")
            yield f"count={float(count) * machine.number:.17g}"
            yield f"accelerator={machine.accelerator}"
            return
        known = _accelerator(name, catalog)
        if known is not None:
            yield f"count={count}"
            if known:
                yield f"accelerator={known}"
            return
    for field in (*_FIELDS, *((_HOURS,) if _OF_MACHINES.fullmatch(word) else ())):
        if _measures(word, field):
            yield f"{field}={word}"
            return


def _accelerator(name: str, catalog: Catalog) -> str | None:
    """Return the name of an accelerator without its plural, empty where any is meant, None where it is none."""
    if _UNNAMED.fullmatch(name):
        return ""
    for each in (name, name.removesuffix("s")):
        try:
            catalog.row("accelerator", each)
        except UnknownNameError:
            continue
        return each
    return None


def _measures(text: str, field: str) -> bool:
    """Tell whether a text is a number in the unit of a field, be it one that the field does not take."""
    from limits.runs.fields import number
    from limits.runs.fields.money import CURRENCIES
    from limits.units import si

    row = number(field)
    for unit in [row.unit.replace("USD", each) for each in CURRENCIES] if row.money else [row.unit]:
        try:
            si(text, unit)
        except LimitsError:
            continue
        return True
    return False
