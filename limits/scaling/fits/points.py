"""The runs that a law is fitted to: parameters, tokens and loss of each."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError, Problem, shown
from limits.interval import LEAST, MOST
from limits.scaling.fits import plausible
from limits.scaling.fits.columns import read_all
from limits.scaling.fits.losses import NATS
from limits.scaling.fits.sizes import VARIABLES, beside_compute, complete, one_size
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN
from limits.scaling.law import Fitted, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray

    from limits.scaling.fits.columns import Sheet


@dataclass(frozen=True, eq=False)
class Points:
    """Finished training runs, one entry each.

    Parameters
    ----------
    parameters
        Model sizes, counted as the law shall count them [parameter].
    tokens
        Training tokens [token].
    loss
        Final losses [loss_unit].
    left_out
        Rows that were given but lack a number.
    remarks
        What a reader of any fit to them must know.
    run
        Number of the run of each row, from 0, where rows of one run err together, as checkpoints do; None where nobody
        says which rows are of one run: then each is a run of its own.
    row, file, name
        Where each row came from: its number in its file, as messages count, or its place in the arrays, from 1; the
        file, if there were several; the name of its run.
    loss_unit
        One of `limits.scaling.law.LOSS_UNITS`.
    stated_compute
        Compute of each row where it is not 6 N D, since parameters and tokens are not known [FLOP].

    What no form that is asked for needs may be unknown, NaN in every row (`along`).

    Examples
    --------
    >>> points = Points.of([1e8, 1e9, 1e9], [1e10, 1e10, 2e10], [3.1, float("nan"), 2.9])
    >>> len(points), points.label(1)
    (2, 'row 3')
    """

    parameters: NDArray[np.float64]
    tokens: NDArray[np.float64]
    loss: NDArray[np.float64]
    left_out: int = 0
    remarks: tuple[str, ...] = ()
    run: NDArray[np.intp] | None = None
    row: NDArray[np.intp] | None = None
    file: NDArray[np.str_] | None = None
    name: NDArray[np.str_] | None = None
    loss_unit: str = NATS
    stated_compute: NDArray[np.float64] | None = None

    @classmethod
    def along(cls, variable: str, values: ArrayLike, loss: ArrayLike, run: Iterable[object] | None = None) -> Points:
        """Take arrays of runs, or of one curve, that are known by one variable: for a form of one variable.

        Parameters
        ----------
        variable
            `parameters`, `tokens` or `compute`.
        values, loss, run
            One number, or name, for each row; as in `of`.

        Raises
        ------
        InputError
            When the lengths differ, or a number is not positive and finite.

        Examples
        --------
        >>> points = Points.along("compute", [1e20, 1e21], [3.0, 2.8])
        >>> points.compute.tolist(), points.tokens.tolist()
        ([1e+20, 1e+21], [nan, nan])
        """
        if variable not in VARIABLES:
            raise InputError("points", [Problem("variable", shown(variable), f"one of {', '.join(VARIABLES)}")])
        found = cls.of(values, values, loss, run)
        unknown = np.full(len(found), np.nan)
        return replace(
            found,
            parameters=found.parameters if variable == "parameters" else unknown,
            tokens=found.tokens if variable == "tokens" else unknown,
            stated_compute=found.tokens if variable == "compute" else None,
        )

    @classmethod
    def of(
        cls, parameters: ArrayLike, tokens: ArrayLike, loss: ArrayLike, run: Iterable[object] | None = None
    ) -> Points:
        """Take arrays of runs; those with a NaN are left out, and counted.

        Parameters
        ----------
        parameters, tokens, loss
            One number for each row.
        run
            The name of the run of each row, if several rows are checkpoints of one; without a name it is left out.

        Raises
        ------
        InputError
            When the lengths differ, or a number is not positive and finite.
        """
        given = {"parameters": parameters, "tokens": tokens, "loss": loss}
        arrays = {name: np.atleast_1d(np.asarray(values, dtype=float)) for name, values in given.items()}
        problems = [
            Problem(name, f"shape {values.shape}", f"{len(arrays['loss'])} numbers, one for each run")
            for name, values in arrays.items()
            if values.shape != (len(arrays["loss"]),)
        ]
        for name, values in arrays.items():
            bad = np.flatnonzero((values < LEAST) | (values > MOST))
            if len(bad):
                place = (int(bad[0]),) if values.ndim == 1 else ()
                problems.append(Problem(name, f"{values.flat[bad[0]]:g} at {place}", "finite numbers > 0, or NaN"))
        names = None if run is None else [str(name) for name in run]
        if names is not None and len(names) != len(arrays["loss"]):
            problems.append(Problem("run", f"{len(names)} names", f"{len(arrays['loss'])}, one for each row"))
        if problems:
            raise InputError("points", problems)
        known = ~np.isnan(np.stack(list(arrays.values()))).any(axis=0)
        if names is not None:
            known &= np.array([bool(name) for name in names], dtype=bool)
        N, D, L = (values[known] for values in arrays.values())
        return cls(
            *(N, D, L),
            left_out=int(np.sum(~known)),
            run=_numbered(names, known),
            row=np.arange(1, len(known) + 1)[known],
            name=None if names is None else np.array(names, dtype=str)[known],
        )

    @classmethod
    def read(
        cls,
        path: str | Path | Sequence[str | Path],
        columns: Mapping[str, str] | None = None,
        *,
        constants: Mapping[str, str] | None = None,
        from_compute: str = "",
        needs: Sequence[str] = VARIABLES[:2],
        loss_unit: str = "",
        bytes_per_token: float | None = None,
    ) -> Points:
        """Read runs from tables with a loss and two of parameters, tokens and compute; C = 6 N D gives the third.

        A column `run` names the run of each row, where several rows are checkpoints of one.

        Parameters
        ----------
        path
            The file, or several whose rows are joined: CSV and the like, JSON, JSON lines or Parquet, packed with gzip
            or not; `-` is standard input. Units may stand in the headers, as in ``parameters [1e9]``.
        columns
            Headers by what they hold, where the files call them otherwise.
        constants
            What is the same for all rows and in no column, as in ``{"parameters": "1e9 parameter"}``.
        from_compute
            `parameters` or `tokens`, to be taken from compute although the files state it.
        needs
            What the forms to be fitted need: if it is one of parameters, tokens and compute, files need no other.
        loss_unit
            Unit of the losses where no header says it: nat/token, bit/token, bit/byte or perplexity.
        bytes_per_token
            How long a token is, on average [byte]: makes losses in bit/byte such in nat/token.

        Raises
        ------
        InputError
            When a file cannot be used; every reason is named.
        """
        if from_compute not in ("", *VARIABLES[:2]):
            raise InputError("points", [Problem("from_compute", shown(from_compute), "parameters or tokens")])
        sheets = read_all(
            *(path, [*VARIABLES, "loss"], ["run"], columns, constants),
            loss_unit=loss_unit,
            bytes_per_token=bytes_per_token,
        )
        if len(needs) == 1:
            return _along(sheets, needs[0], cls)
        remark = beside_compute([sheet.numbers for sheet in sheets]) if not from_compute else ""
        for sheet in sheets:
            complete(sheet, from_compute)
        used = (*VARIABLES[:2], "loss")
        sizes, tokens, loss = (np.concatenate([sheet.numbers[name] for sheet in sheets]) for name in used)
        found = cls.of(sizes, tokens, loss, _runs(sheets))
        said: tuple[str, ...] = (f"{remark}; parameters and tokens are used as stated",) if remark else ()
        said += plausible.remarks([sheet.numbers for sheet in sheets])
        row, file, name = _origins(sheets, found)
        return replace(found, remarks=said, row=row, file=file, name=name, loss_unit=sheets[0].loss_unit)

    def last(self) -> Points:
        """Return the row of each run with the most tokens.

        Raises
        ------
        InputError
            When nobody says which rows are of one run.

        Examples
        --------
        >>> Points.of([1e8, 1e8, 1e9], [1e9, 2e9, 2e10], [4.1, 3.9, 3.1], ["a", "a", "b"]).last().loss.tolist()
        [3.9, 3.1]
        """
        if self.run is None:
            raise InputError("points", [Problem("run", "no rows of one run", "a column with the run of each row")])
        return self._kept(np.lexsort((-self._progress, self.run)), self.run)

    def best(self) -> Points:
        """Return the row of each run with the least loss; where runs are not named, that of each pair of N and D.

        Examples
        --------
        >>> Points.of([1e8, 1e8, 1e9], [1e9, 1e9, 2e10], [4.1, 3.9, 3.1]).best().loss.tolist()
        [3.9, 3.1]
        """
        groups = self.run if self.run is not None else self.pairs
        return self._kept(np.lexsort((self.loss, groups)), groups)

    def _kept(self, order: NDArray[np.intp], groups: NDArray[np.intp]) -> Points:
        """Return the first row of each group in some order."""
        first = order[np.unique(groups[order], return_index=True)[1]]
        return replace(self.taken(first), run=None)

    def taken(self, rows: NDArray[np.intp] | NDArray[np.bool_]) -> Points:
        """Return some of the rows.

        Parameters
        ----------
        rows
            Their places, or whether each is one of them.

        Examples
        --------
        >>> points = Points.of([1e8, 1e9, 1e9], [1e10, 1e10, 2e10], [3.1, 3.0, 2.9], ["a", "b", "b"])
        >>> some = points.taken(points.tokens > 1e10)
        >>> some.loss.tolist(), some.run.tolist(), some.label(0)
        ([2.9], [0], 'b, row 3')
        """
        return replace(
            self,
            parameters=self.parameters[rows],
            tokens=self.tokens[rows],
            loss=self.loss[rows],
            run=None if self.run is None else np.unique(self.run[rows], return_inverse=True)[1],
            row=None if self.row is None else self.row[rows],
            file=None if self.file is None else self.file[rows],
            name=None if self.name is None else self.name[rows],
            stated_compute=None if self.stated_compute is None else self.stated_compute[rows],
        )

    def label(self, place: int) -> str:
        """Return what messages call a row: the name of its run, its number, and its file if there were several."""
        row = place + 1 if self.row is None else self.row[place]
        file = "" if self.file is None else f" of {self.file[place]}"
        return f"{'' if self.name is None else f'{self.name[place]}, '}row {row}{file}"

    @property
    def _progress(self) -> NDArray[np.float64]:
        """What grows along a run: tokens, or compute where they are unknown."""
        return self.compute if np.isnan(self.tokens).all() else self.tokens

    def __len__(self) -> int:
        return len(self.loss)

    @property
    def independent(self) -> int:
        """How many runs there are, each of which errs by itself."""
        return len(self) if self.run is None else len(np.unique(self.run))

    @property
    def pairs(self) -> NDArray[np.intp]:
        """Number of the pair of parameters and tokens of each row."""
        sizes = np.nan_to_num(np.column_stack([self.parameters, self.tokens, self.compute]))
        return np.unique(sizes, axis=0, return_inverse=True)[1].ravel()

    @property
    def compute(self) -> NDArray[np.float64]:
        """Training compute, 6 N D, or as stated where that is unknown [FLOP]."""
        if self.stated_compute is not None:
            return self.stated_compute
        return FLOP_PER_PARAMETER_TOKEN * self.parameters * self.tokens

    @property
    def spans(self) -> Fitted:
        """Return the range that a law fitted to these runs has seen."""
        return Fitted(*(_span(values) for values in (self.parameters, self.tokens, self.compute)))


def _along(sheets: Sequence[Sheet], variable: str, kind: type[Points]) -> Points:
    """Return runs by one variable: as the files state it, else by C = 6 N D."""
    values = np.concatenate([one_size(sheet, variable) for sheet in sheets])
    loss = np.concatenate([sheet.numbers["loss"] for sheet in sheets])
    points = kind.along(variable, values, loss, _runs(sheets))
    row, file, name = _origins(sheets, points)
    said = plausible.remarks([sheet.numbers for sheet in sheets])
    return replace(points, remarks=said, row=row, file=file, name=name, loss_unit=sheets[0].loss_unit)


def _numbered(names: list[str] | None, known: NDArray[np.bool_]) -> NDArray[np.intp] | None:
    """Return the number of the run of each row that is known, in the order of their first rows; None without names."""
    if names is None:
        return None
    kept = [name for name, each in zip(names, known, strict=True) if each]
    order = {name: place for place, name in enumerate(dict.fromkeys(kept))}
    return np.array([order[name] for name in kept], dtype=np.intp)


def _runs(sheets: Sequence[Sheet]) -> list[tuple[str, str]] | None:
    """Return the run of each row, by its file and name; None where no file names any.

    Raises
    ------
    InputError
        Where one file names the runs of its rows, and another does not.
    """
    naming = [sheet for sheet in sheets if "run" in sheet.texts]
    if naming and len(naming) < len(sheets):
        other = next(sheet for sheet in sheets if "run" not in sheet.texts)
        raise InputError(other.where, [Problem("run", "no such column", f"one, as {naming[0].where} has it")])
    return [(sheet.where, name) for sheet in naming for name in sheet.texts["run"]] if naming else None


def _origins(
    sheets: Sequence[Sheet], found: Points
) -> tuple[NDArray[np.intp], NDArray[np.str_] | None, NDArray[np.str_] | None]:
    """Return row, file and name of the run of each point, where its sheets tell them."""
    assert found.row is not None
    known = found.row - 1  # of `Points.of`, which counts the rows of all sheets
    row = np.concatenate([np.array(sheet.rows, dtype=np.intp) for sheet in sheets])[known]
    file = np.repeat([sheet.where for sheet in sheets], [len(sheet.rows) for sheet in sheets])[known]
    name = None if found.name is None else np.array([name for sheet in sheets for name in sheet.texts["run"]])[known]
    return row, file if len(sheets) > 1 else None, name


def _span(values: NDArray[np.float64]) -> Span:
    return Span(float(values.min()), float(values.max())) if len(values) else Span(math.nan, math.nan)
