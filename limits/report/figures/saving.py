"""From a figure to the bytes of a file, the same bytes for the same figure, and its caption beside it."""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from limits import __version__
from limits.errors import InputError, Problem, shown
from limits.report.figures.latex import piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMATS = ("png", "svg", "pdf")
"""What a figure may be written as."""

DOTS = 300  # per inch, as journals ask
_ON_SCREEN = 150  # dots per inch in a notebook
_BY = f"limits {__version__}"
# What would tell the time, or differ between two runs of the program, is left out.
_METADATA: dict[str, dict[str, str | None]] = {
    "png": {"Software": _BY},
    "svg": {"Creator": _BY, "Date": None},
    "pdf": {"Creator": _BY, "CreationDate": None},
}
_SETTINGS: Any = {  # by name, as matplotlib has them
    "pdf.fonttype": 42,  # TrueType: journals refuse fonts of Type 3
    "svg.fonttype": "none",  # letters stay letters, to be searched and mended
    "svg.hashsalt": _BY,
    "mathtext.fontset": "dejavusans",
    "mathtext.default": "it",
    "text.usetex": False,
    "axes.unicode_minus": True,
}
_FONT = re.compile(r"(style=\"[^\"]*?)'DejaVu Sans'")
_AS_WIDE = r"\1'DejaVu Sans', 'Bitstream Vera Sans', Verdana, sans-serif"  # where the first is missing
_BESIDE = ".caption.txt"
_PIECE = ".figure.tex"
_OF_PAPERS = "pdf"  # the format that LaTeX takes


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A figure with its caption: shows itself in a notebook, and saves itself with its notes beside it.

    `figure` and `axes` are those of matplotlib, to be changed as you like; `caption` says what the figure does not:
    conventions, what is not known, what the numbers hang on.

    Examples
    --------
    >>> import limits
    >>> from limits.report import figures
    >>> drawing = figures.ladder([limits.assess("llama-3.1-405b")])
    >>> drawing.to("pdf")[:5], "landauer" in drawing.caption
    (b'%PDF-', True)
    """

    figure: Figure
    axes: Axes
    caption: str

    def to(self, form: str) -> bytes:
        """Return the figure as the bytes of a file.

        Raises
        ------
        InputError
            If the format is none of `FORMATS`.
        """
        return rendered(self.figure, form)

    def save(self, path: str | PurePath) -> tuple[Path, ...]:
        r"""Write the figure, in the format of the ending of its name, and what stands beside it; return the paths.

        That is its caption, and of a PDF the whole as a piece of a paper, for ``\input``.

        Raises
        ------
        InputError
            If the figure cannot be written as that.
        OSError
            If the file cannot be written.
        """
        form = format_of(str(path))
        content = self.to(form)
        beside = {caption_file(path): self.caption}
        if form == _OF_PAPERS:
            beside[Path(path).with_suffix(_PIECE)] = piece(Path(path).name, self.figure.get_figwidth(), self.caption)
        Path(path).write_bytes(content)
        for file, text in beside.items():
            file.write_text(text, encoding="utf-8", newline="\n")
        return Path(path), *beside

    def _repr_png_(self) -> bytes:
        return rendered(self.figure, "png", dots=_ON_SCREEN)


def caption_file(path: str | PurePath) -> Path:
    """Return where the caption of a figure stands: beside it.

    Examples
    --------
    >>> caption_file("figures/ladder.pdf").as_posix()
    'figures/ladder.caption.txt'
    """
    return Path(path).with_suffix(_BESIDE)


def format_of(name: str) -> str:
    """Return the format of a file by the ending of its name.

    Raises
    ------
    InputError
        If a figure cannot be written as that.

    Examples
    --------
    >>> format_of("figure.SVG")
    'svg'
    """
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise InputError("--output", [Problem("format", shown(name), f"a file name ending in .{', .'.join(FORMATS)}")])
    return ending


def rendered(figure: Figure | Drawing, form: str, *, dots: int = DOTS) -> bytes:
    """Return a figure as the bytes of a file: PDF with TrueType fonts, SVG with letters, PNG with `dots` per inch.

    Parameters
    ----------
    figure
        A drawing of this package, or any figure of matplotlib.
    form
        One of `FORMATS`.
    dots
        Dots per inch of a PNG.

    Raises
    ------
    InputError
        If the format is none of these.
    """
    if form not in FORMATS:
        raise InputError("figure", [Problem("format", shown(form), f"one of {', '.join(FORMATS)}")])
    drawn = figure.figure if isinstance(figure, Drawing) else figure
    file = io.BytesIO()
    with stated():
        drawn.savefig(file, format=form, dpi=dots, facecolor="white", metadata=_METADATA[form])
    return _legible(file.getvalue()) if form == "svg" else file.getvalue()


@contextmanager
def stated() -> Iterator[None]:
    """Draw and save with the settings of this package; those of the process are back afterwards.

    Examples
    --------
    >>> import matplotlib
    >>> before = matplotlib.rcParams["pdf.fonttype"]
    >>> with stated():
    ...     matplotlib.rcParams["pdf.fonttype"]
    42
    >>> matplotlib.rcParams["pdf.fonttype"] == before
    True
    """
    from matplotlib import rc_context

    with rc_context(_SETTINGS):
        yield


def _legible(svg: bytes) -> bytes:
    """Name the fonts of an SVG that are as wide as its own, for readers who do not have that one."""
    return _FONT.sub(_AS_WIDE, svg.decode("utf-8")).encode("utf-8")
