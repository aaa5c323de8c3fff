"""The page of the codes that correct the errors of links, from their table."""

from __future__ import annotations

from layout import code, page, table

from limits.channel.codes import codes
from limits.channel.needed import correctable_snr
from limits.channel.slicer import HEALTHY, decibels

_INTRO = f"""
What `limits channel` holds a lane against: up to which bit error rate before correction each code still works, errors
that come one by one, and the signal-to-noise ratio at which two and four levels have that rate in white Gaussian noise.
*Healthy* means at least {HEALTHY:g} times fewer errors than the limit, a convention. `--fec` takes the name, or a limit
of one's own; no lane that corrects nothing is called healthy. Where the evidence is *derived*, the limit is computed
from that of RS(544,514) by the law [codeword-failure](laws/codeword-failure.md); where it is *recalled*, no source was
found, and each verdict says so on its first line.
"""


def error_correction() -> str:
    """Return the page of the codes."""
    rows = [
        [
            code(each.key),
            each.title,
            f"{each.limit:.3g}".replace("e-0", "e-"),
            f"{decibels(float(correctable_snr(2.0, each.limit))):.2f}",
            f"{decibels(float(correctable_snr(4.0, each.limit))):.2f}",
            each.evidence,
            each.source,
        ]
        for each in codes().values()
    ]
    heads = ["name", "code", "limit", "NRZ, dB", "PAM4, dB", "evidence", "source"]
    return page("Error correction of links", _INTRO, table(heads, rows))
