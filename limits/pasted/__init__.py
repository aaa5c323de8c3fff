"""What people paste: outputs of bandwidth tests, read as measurements and held against bounds.

Examples
--------
>>> from limits import catalog, pasted
>>> table = pasted.read("8589934592 2147483648 float sum -1 47535 180.71 338.82 0 47743 179.92 337.35 0")[0]
>>> machine = pasted.Stated(accelerator="h100", nics=pasted.nics("8x200G"))
>>> judged = pasted.judge(table, machine, catalog.shipped())
>>> print(judged.verdict, round(judged.bounds.rows[0].rate, 1))
good 375.0
"""

from limits.pasted.judging.judged import Judged, Verdict
from limits.pasted.judging.verdict import judge, judge_all
from limits.pasted.machine.hardware import Nics, Stated, nics
from limits.pasted.measurement import Half, Measurement, Rank, Row
from limits.pasted.printed import Printed
from limits.pasted.reading import read

__all__ = [
    "Half",
    "Judged",
    "Measurement",
    "Nics",
    "Printed",
    "Rank",
    "Row",
    "Stated",
    "Verdict",
    "judge",
    "judge_all",
    "nics",
    "read",
]
