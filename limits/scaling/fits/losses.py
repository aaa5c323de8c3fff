"""Losses of files in one unit: nat/token, or bit/byte where nobody says how many bytes a token has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError, Problem, shown
from limits.scaling import loss_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.scaling.fits.columns import Sheet

NATS, BITS_PER_BYTE, _PERPLEXITY = "nat/token", "bit/byte", "perplexity"

OTHER_UNITS = (BITS_PER_BYTE, _PERPLEXITY)
"""Units of losses that are more than a factor away from nat/token."""

FILE_UNITS = (NATS, "bit/token", *OTHER_UNITS)
"""Units that losses of a file may have."""

_COLUMNS = {
    **dict.fromkeys(("bpb", "bits_per_byte"), BITS_PER_BYTE),
    **dict.fromkeys(("ppl", "perplexity"), _PERPLEXITY),
}
"""What columns are called whose unit nobody needs to say."""

_CALLED = {**_COLUMNS, "bits/byte": BITS_PER_BYTE, "bits/token": "bit/token"}
_LONGEST = 1e3  # bytes of a token


def unit_called(column: str, stated: str | None, default: str, problems: list[Problem]) -> str | None:
    """Return the unit of a column of losses: what its header states, else the default, else what its name says.

    Header and default must not differ; None where nothing is said.

    Examples
    --------
    >>> unit_called("loss", "bpb", "", []), unit_called("val", None, "perplexity", []), unit_called("bpb", None, "", [])
    ('bit/byte', 'perplexity', 'bit/byte')
    """
    name = None if stated is None else stated.strip()
    found, other = (_CALLED.get(each.lower(), each) if each else None for each in (name, default))
    if other is not None and other not in FILE_UNITS:
        problems.append(Problem("loss_unit", shown(default), f"one of {', '.join(FILE_UNITS)}"))
    elif found is not None and other is not None and found != other:
        problems.append(Problem("unit of loss", f"{shown(stated)} in the header, {other} besides", "one of the two"))
    return found or other or _COLUMNS.get(column.lower())


def in_one_unit(sheets: Sequence[Sheet], bytes_per_token: float | None = None) -> list[Sheet]:
    """Return sheets whose losses are all in nat/token, or all in bit/byte.

    Parameters
    ----------
    sheets
        Tables of runs; one without losses is left as it is.
    bytes_per_token
        How long a token is, on average [byte]; makes bit/byte nat/token.

    Raises
    ------
    InputError
        When a perplexity is none, units are mixed, or the length is no length or has nothing to convert.
    """
    units = {sheet.loss_unit for sheet in sheets if "loss" in sheet.numbers}
    if bytes_per_token is not None:
        given = f"{bytes_per_token:g}"
        if not 0.0 < bytes_per_token <= _LONGEST:
            raise InputError("loss", [Problem("bytes_per_token", given, f"a number > 0, at most {_LONGEST:g}")])
        if units and BITS_PER_BYTE not in units:
            raise InputError("loss", [Problem("bytes_per_token", f"{given}, and no loss in bit/byte", "one of both")])
    elif BITS_PER_BYTE in units and len(units) > 1:
        given = f"losses in {' and in '.join(sorted(units))}"
        mend = "say how many bytes a token has, --bytes-per-token 4.2"
        raise InputError("loss", [Problem("units", given, "one unit in all files", mend)])
    return [_converted(sheet, bytes_per_token) for sheet in sheets]


def _converted(sheet: Sheet, bytes_per_token: float | None) -> Sheet:
    if "loss" not in sheet.numbers or sheet.loss_unit == NATS:
        return sheet
    given = sheet.numbers["loss"]
    if sheet.loss_unit == _PERPLEXITY:
        none = np.flatnonzero(given <= 1.0)
        if len(none):
            where = f"row {sheet.rows[none[0]]}, loss"
            raise InputError(sheet.where, [Problem(where, f"{given[none[0]]:g}", "a perplexity, a number > 1")])
        nats = loss_units.from_perplexity(given)
    elif bytes_per_token is None:
        return sheet
    else:
        nats = loss_units.from_bits_per_unit(given, bytes_per_token)
    return sheet._replace(numbers=sheet.numbers | {"loss": np.asarray(nats)}, loss_unit=NATS)
