r"""Figures of what has been seen beside what is possible: the ladder, laws, fits, a link, a channel.

matplotlib (the extra `plot`) draws them through its objects alone: nothing here touches pyplot, a backend that somebody
chose, or the settings of the process. Every style is stated in `style`, so that equal input gives equal bytes.

Examples
--------
>>> import limits
>>> from limits.report import figures
>>> figure = figures.ladder([limits.assess("llama-3.1-405b")])
>>> figure.to("png")[:4]
b'\x89PNG'
"""

from limits.report.figures.channel import channel
from limits.report.figures.fit import PANELS, fit
from limits.report.figures.frontier import frontier
from limits.report.figures.ladder import ladder
from limits.report.figures.link import link
from limits.report.figures.saving import FORMATS, Drawing, caption_file, format_of, rendered
from limits.report.figures.sheet import MissingMatplotlibError
from limits.report.figures.style import ONE_COLUMN, SIZE, STYLES
from limits.report.figures.valleys import valleys

__all__ = [
    "FORMATS",
    "ONE_COLUMN",
    "PANELS",
    "SIZE",
    "STYLES",
    "Drawing",
    "MissingMatplotlibError",
    "caption_file",
    "channel",
    "fit",
    "format_of",
    "frontier",
    "ladder",
    "link",
    "rendered",
    "valleys",
]
