"""What people paste: outputs of bandwidth tests, read as measurements and held against bounds."""

from limits.pasted.measurement import Half, Measurement, Rank, Row
from limits.pasted.printed import Printed
from limits.pasted.reading import read

__all__ = ["Half", "Measurement", "Printed", "Rank", "Row", "read"]
