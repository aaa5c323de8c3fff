"""A result for readers, for programs and for spreadsheets: what every format is written from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from limits.report.document import Document

__all__ = ["View"]


class View:
    """One result; each of its parts is made when a format asks for it, where a function stands in its place.

    Parameters
    ----------
    document
        What is said to readers, in full.
    record
        What is said to programs: records, lists, dictionaries, texts, finite numbers and None.
    cells
        Lines of a table, headers first, where one is wanted as CSV (a catalogue file, a curve); without it, each number
        of the record has a line of its own.
    brief
        What is said to readers of a page or a screen, where that is less than the whole.
    latex
        What goes into a paper, where that is another thing than the document, such as an equation.
    stamp
        What the numbers hang on, beside the version of this package: by the column of the CSV.

    Examples
    --------
    >>> from limits.report.document import Document
    >>> view = View(lambda: Document("One number", (), (), "limits"), {"answer": 42})
    >>> view.brief.headline, view.record
    ('One number', {'answer': 42})
    >>> print(view.to("json"))
    {
      "answer": 42
    }
    <BLANKLINE>
    """

    __slots__ = ("_brief", "_cells", "_document", "_latex", "_record", "stamp")

    def __init__(
        self,
        document: Document | Callable[[], Document],
        record: Any,
        cells: Sequence[Sequence[object]] | Callable[[], Sequence[Sequence[object]]] = (),
        *,
        brief: Callable[[], Document] | None = None,
        latex: Callable[[], str] | None = None,
        stamp: Mapping[str, str] | None = None,
    ) -> None:
        """Keep the parts, or what makes them."""
        self._document, self._record, self._cells = document, record, cells
        self._brief, self._latex, self.stamp = brief, latex, dict(stamp or {})

    def noting(self, notes: Sequence[str]) -> View:
        """Return the view with notes for readers right under the headline; programs get the same record.

        Examples
        --------
        >>> from limits.report.document import Document
        >>> View(Document("One number", (), (), "limits"), {}).noting(["70B is read as 7e10 parameter"]).document.facts
        ('70B is read as 7e10 parameter',)
        """
        if not notes:
            return self

        def noted(document: Document) -> Document:
            return replace(document, facts=(*document.facts, *notes))

        return View(
            lambda: noted(self.document),
            self._record,
            self._cells,
            brief=lambda: noted(self.brief),
            latex=self._latex,
            stamp=self.stamp,
        )

    @property
    def document(self) -> Document:
        """The document, in full."""
        return self._document() if callable(self._document) else self._document

    @property
    def record(self) -> Any:
        """The record."""
        return self._record() if callable(self._record) else self._record

    @property
    def cells(self) -> Sequence[Sequence[object]]:
        """The lines of a table, headers first; none where the record says it all."""
        return self._cells() if callable(self._cells) else self._cells

    @property
    def brief(self) -> Document:
        """The document as a page or a screen shows it."""
        return self.document if self._brief is None else self._brief()

    @property
    def latex(self) -> str:
        """What goes into a paper instead of the document; empty where nothing does."""
        return "" if self._latex is None else self._latex()

    def to(self, form: str) -> str:
        """Return the view in a format of `limits.report.formats.FORMATS`.

        Raises
        ------
        UnknownNameError
            If there is no such format.
        """
        from limits.report.formats import called

        return called(form).render(self)
