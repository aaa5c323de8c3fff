"""One lane of a link, one way: its symbols, its rates, and what corrects its errors."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from limits import laws
from limits.channel import codes
from limits.errors import InputError, Problem, UnknownNameError
from limits.frozen import frozen
from limits.network.lanes import nyquist_bandwidth
from limits.value import GIVEN, Origin, OriginKind, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.catalog import Catalog
    from limits.catalog.record import Row
    from limits.channel.codes import Code

__all__ = ["SPOKEN", "Lane", "Stated", "lane", "row_called"]

SPOKEN = {25: "eth-100gbase-r4", 50: "eth-200gbase-r4", 100: "eth-400gbase-r4", 200: "eth-800gbase-r4"}
"""Links of the catalogue whose lanes carry so many Gbit/s net: what "a 100G lane" means."""
_RATE = re.compile(r"(?:an? )?(\d{1,4}) ?g(?:b|bit|be|bps|bit/s|b/s)?(?:[ /-]?(?:per )?lane)?", re.IGNORECASE)
_BY_RAW = {28: 25, 56: 50, 112: 100, 224: 200}  # Gbit/s: what makers of electronics call lanes, and the net rate
_RAW = Origin(OriginKind.DERIVED, how="symbol rate x log2(levels)", needs=("symbol_rate", "levels"))
_HINT = "write a link as ib-ndr-4x (`limits catalog links` has all), 25g, 50g, 100g or 200g for a lane, or name a file"


@frozen
class Stated:
    """What somebody says of a lane himself; None where he does not.

    Attributes
    ----------
    symbol_rate
        Symbols per time [Bd].
    levels
        Levels of each symbol [1]: 2 for NRZ, 4 for PAM4.
    net
        Net rate of the lane, one way [bit/s].
    code
        What corrects its errors.
    """

    symbol_rate: float | None = None
    levels: int | None = None
    net: float | None = None
    code: Code | None = None


@frozen
class Lane:
    """One lane of a link, one way; a real signal, or one quadrature of one polarisation of a complex one.

    Attributes
    ----------
    link
        Row of the catalogue; empty where none was named.
    symbol_rate, levels
        Symbols per time [Bd] and their levels [1].
    raw, net
        Rates before and behind error correction and line code [bit/s]; `net` is None where it is unknown.
    lanes
        Lanes of a port of that link, one way [1].
    code
        What corrects its errors; None where that is unknown.
    energy, energy_scope
        Published energy of a bit [J/bit], and what it includes.
    notes
        What should be known besides.
    """

    symbol_rate: Value
    levels: Value
    raw: Value
    net: Value | None = None
    code: Code | None = None
    link: str = ""
    lanes: Value | None = None
    energy: Value | None = None
    energy_scope: str = ""
    notes: str = ""

    @property
    def bandwidth(self) -> float:
        """The Nyquist bandwidth [Hz], half of the symbol rate: the least that carries these symbols."""
        return float(nyquist_bandwidth(self.symbol_rate.value))

    @property
    def modulation(self) -> str:
        """What the levels are called.

        Examples
        --------
        >>> lane(None, Stated(symbol_rate=53.125e9, levels=4)).modulation
        'PAM4'
        """
        levels = self.levels.value
        return "NRZ" if levels == 2 else f"PAM{levels:.0f}"  # noqa: PLR2004 - two levels


def row_called(name: str, catalog: Catalog) -> Row:
    """Return the row of the catalogue that a name means, be it that of a link or a plain one of a lane.

    Raises
    ------
    UnknownNameError
        If it means none.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> row_called("100G lane", shipped()).name, row_called("NDR", shipped()).name
    ('eth-400gbase-r4', 'ib-ndr-4x')
    >>> row_called("400g", shipped())
    Traceback (most recent call last):
    limits.errors.UnknownNameError: no lane is called '400g'; a 400G port has several lanes, as 2 of 200G or 4 of \
100G or 8 of 50G: write one of them
    """
    if spoken := _RATE.fullmatch(name.strip()):
        rate = int(spoken[1])
        if rate in SPOKEN:
            return catalog.row("link", SPOKEN[rate])
        if rate in _BY_RAW:
            net = _BY_RAW[rate]
            see = f"{rate}G is about the raw rate of a lane of {net} Gbit/s net: write {net}g, or --baud and --pam"
            raise UnknownNameError("lane", name, (), see=see)
        raise UnknownNameError("lane", name, (), see=_of_a_port(rate) or _HINT)
    try:
        return catalog.row("link", name)
    except UnknownNameError as error:
        raise UnknownNameError("link or lane", name, catalog.names("link"), see=error.hint or _HINT) from None


def _of_a_port(rate: int) -> str:
    """Say of which lanes a port of so many Gbit/s consists; empty where of none that are known."""
    several = (2, 4, 8)
    many = " or ".join(f"{rate // each} of {each}G" for each in (200, 100, 50, 25) if rate / each in several)
    article = "an" if str(rate).startswith("8") else "a"
    return f"{article} {rate}G port has several lanes, as {many}: write one of them" if many else ""


NOTHING = Stated()
"""Where no number of a lane is stated."""


def lane(row: Row | None, stated: Stated = NOTHING) -> Lane:
    """Return a lane from a row of the catalogue, from numbers, or from a row with some numbers stated otherwise.

    Raises
    ------
    InputError
        If its symbol rate or its levels are unknown, or its net rate is above its raw rate.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> found = lane(shipped().row("link", "ib-ndr-4x"))
    >>> found.raw.value, found.net.value, found.code.title
    (106250000000.0, 100000000000.0, 'RS(544,514)')
    """
    symbol_rate = _one("symbol_rate", stated.symbol_rate, row)
    levels = _one("pam_levels", stated.levels, row, unit="1")
    if symbol_rate is None or levels is None:
        raise InputError(row.name if row else "lane", [*_missing(row, symbol_rate, levels)])
    bits = laws.payload_rate.kernel(symbol_rate.value, levels.value, 1.0, 1.0)
    raw = Value(float(bits), "bit/s", origin=_RAW)
    changed = stated.symbol_rate is not None or stated.levels is not None
    net, code = _net(row, stated, changed=changed), _code(row, stated, changed=changed)
    if net is None and code is not None and code.share is not None and stated.code is not None:
        net = _left(symbol_rate, levels, code, code.share)
    if net is not None and net.value > raw.value * (1.0 + 1e-9):
        wanted = f"at most the raw rate, {raw.value / 1e9:g} Gbit/s"
        given = f"{net.value / 1e9:g} Gbit/s"
        raise InputError("lane", [Problem("net rate", given, wanted, "it is that of one lane, one way")])
    if code is None and net is not None:
        code = codes.of_overhead(symbol_rate.value, raw.value, net.value)
    found = Lane(symbol_rate, levels, raw, net, code)
    if row is None:
        return found
    return replace(
        found,
        link=row.name,
        lanes=row.value("lanes"),
        energy=row.value("energy_per_bit"),
        energy_scope=row.texts.get("energy_scope", ""),
        notes=row.notes,
    )


def _one(field: str, given: float | None, row: Row | None, unit: str = "Bd") -> Value | None:
    if given is not None:
        return Value(float(given), unit, origin=GIVEN)
    return None if row is None else row.value(field)


def _missing(row: Row | None, symbol_rate: Value | None, levels: Value | None) -> Iterator[Problem]:
    given = "nothing" if row is None else f"{row.name}, of which the catalogue knows none"
    if symbol_rate is None:
        yield Problem("symbol rate", given, "symbols per time", "write e.g. --baud '53.125 GBd', or name a link")
    if levels is None:
        yield Problem("levels", given, "levels of a symbol", "write --pam 2 for NRZ, --pam 4 for PAM4")


def _net(row: Row | None, stated: Stated, *, changed: bool) -> Value | None:
    """Return the net rate of a lane; that of a row holds only for the symbols of that row."""
    if stated.net is not None:
        return Value(stated.net, "bit/s", origin=GIVEN)
    if row is None or changed or not {"rate", "lanes"} <= row.cells.keys():
        return None
    doubts = tuple(dict.fromkeys((*row.doubts("rate"), *row.doubts("lanes"))))
    origin = Origin(OriginKind.DERIVED, how="net rate of a port / lanes", row=row.name, doubts=doubts)
    return Value(row.cells["rate"].value / row.cells["lanes"].value, "bit/s", origin=origin)


def _left(symbol_rate: Value, levels: Value, code: Code, share: float) -> Value:
    """Return the net rate that a code leaves, and the line code 256b/257b under it."""
    how = f"raw rate x {share:.4g} of {code.title} x 256/257 of 256b/257b"
    net = laws.payload_rate.kernel(symbol_rate.value, levels.value, share, 256.0 / 257.0)
    return Value(float(net), "bit/s", origin=Origin(OriginKind.DERIVED, how=how))


def _code(row: Row | None, stated: Stated, *, changed: bool) -> Code | None:
    if stated.code is not None:
        return replace(stated.code, how=stated.code.how or "stated")
    if row is None or changed:
        return None
    limit, how = row.cells.get("fec_ber"), f"catalogue: {row.name}"
    named = codes.written(row.texts.get("code", ""))
    if named is not None and (limit is None or (limit.value == named.limit and row.verified("code"))):
        known = named.evidence == "recalled" or row.verified("code")
        return replace(named, how=how, evidence=named.evidence if known else "unverified")
    if limit is None:
        return None
    code = named or codes.Code("", row.texts.get("code", "its code"), limit.value, "", "")
    evidence = "unverified" if row.doubts("fec_ber") else row.evidence_of("fec_ber")
    source = row.texts.get("fec_source", row.source)
    return replace(code, limit=limit.value, evidence=evidence, source=source, how=how)
