"""From a table of TOML to a `ScalingLaw` and back: everything that is wrong with a table is said at once."""

from __future__ import annotations

import inspect
import json
import math
import re
from dataclasses import asdict
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from limits.errors import InputError, Problem, shown
from limits.interval import MOST
from limits.scaling.forms import FORMS, SIZES, Coefficients, answerable, member, sound
from limits.scaling.held_out import HeldOut
from limits.scaling.law import COUNTS, EVIDENCE, FEWEST_RESAMPLES, LOSS_UNITS, Fitted, ScalingLaw, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

_TEXTS = ("title", "form", "modality", "objective", "corpus", "tokenizer", "loss_unit", "counts", "source", "evidence")
_KEPT = ("corpus", "tokenizer")  # texts of one's own laws that no view shows
_BARE_KEY = r"[A-Za-z0-9_-]+"
_FITTED = (5, 6)  # ln E, ln A, ln B, alpha, beta, and q if it was fitted: rows of a covariance
_ROUNDING = 1e-8  # of the largest entry of a covariance
_ANSWERS = f"constants with which the law answers for every run of {SIZES[0]:g} to {SIZES[1]:g} parameters and tokens"
_HELD_OUT = {  # lowest, highest, whether it is whole, whether it is needed
    "factor": (1.0, MOST, False, True),
    "fitted": (1, 10**9, True, True),
    "predicted": (1, 10**9, True, True),
    "rms": (0.0, 100.0, False, True),
    "mean": (-100.0, 100.0, False, True),
    "held": (0.0, 1.0, False, False),
    "held_with_scatter": (0.0, 1.0, False, False),
}
_UNUSABLE = Coefficients(*[math.nan] * 6)  # stands in until the problems are told


def law_from_table(key: str, table: Any, *, where: str) -> ScalingLaw:
    """Return the law that a table writes down.

    Parameters
    ----------
    key
        Name of the law.
    table
        Its keys, as in published.toml.
    where
        Name of the file, for errors.

    Raises
    ------
    InputError
        With every problem of the table: what is missing, unknown, of the wrong type or outside its domain.
    """
    if not isinstance(table, dict):
        raise InputError(where, [Problem(key, shown(table), f"a table [{key}] that describes a law")])
    if not key.strip() or not key.isprintable():
        raise InputError(where, [Problem("key", shown(key), "a name in printable characters, as in [my-law]")])
    read = _Reader(key, table)
    form = read.choice("form", FORMS)
    published = read.constants(form)
    coefficients = read.coefficients(form, published)
    law = ScalingLaw(
        key=key,
        title=read.text("title", "the name it is shown by"),
        form=form,
        published=MappingProxyType(published),
        coefficients=coefficients,
        modality=read.text("modality", "what was predicted, e.g. 'text'"),
        objective=read.text("objective", "what the loss is, e.g. 'next-token cross entropy'"),
        corpus=read.text("corpus", "what the runs were trained on"),
        tokenizer=read.text("tokenizer", "what a token is: losses of two tokenizers do not compare"),
        loss_unit=read.choice("loss_unit", LOSS_UNITS),
        counts=read.choice("counts", COUNTS),
        fitted=read.fitted(),
        source=read.text("source", "where the constants were read, e.g. 'arXiv:2203.15556, equation 10'"),
        evidence=read.choice("evidence", EVIDENCE),
        references=read.texts("references"),
        aliases=read.texts("aliases"),
        notes=read.texts("notes"),
        covariance=read.covariance(),
        resamples=read.resamples(),
        degrees=read.degrees(),
        irreducible=read.irreducible(),
        holdout=read.holdout(),
    )
    read.refuse_unknown("", table, read.asked)
    if read.problems:
        raise InputError(where, read.problems)
    return law


def to_toml(law: ScalingLaw) -> str:
    r"""Write a law as a file that `load` reads again.

    Examples
    --------
    >>> from limits.scaling import get
    >>> print("\n".join(to_toml(get("besiroglu2024")).splitlines()[:3]))
    [besiroglu2024]
    title = "Besiroglu et al. 2024, as printed"
    form = "hoffmann"
    """
    key = law.key if re.fullmatch(_BARE_KEY, law.key) else _quoted(law.key)
    lines = [f"[{key}]", *(f"{name} = {_quoted(getattr(law, name))}" for name in _TEXTS)]
    for name in ("references", "aliases", "notes"):
        if texts := getattr(law, name):
            lines += [f"{name} = [", *(f"  {_quoted(text)}," for text in texts), "]"]
    if law.degrees is not None:
        lines.append(f"degrees = {law.degrees!r}")
    if law.irreducible is not None:
        lines.append(f"irreducible = {list(law.irreducible)}")
    for name in ("covariance", "resamples"):  # of ln E, ln A, ln B, alpha, beta; rows E, A, B, alpha, beta
        if rows := getattr(law, name):
            lines += [f"{name} = [", *(f"  {list(row)}," for row in rows), "]"]
    lines += [f"[{key}.constants]", *(f"{name} = {value!r}" for name, value in law.published.items())]
    spans = {name: getattr(law.fitted, name) for name in Fitted.__dataclass_fields__}
    stated = {name: span for name, span in spans.items() if math.isfinite(span.low) and math.isfinite(span.high)}
    if stated:
        lines += [f"[{key}.fitted]", *(f"{name} = [{span.low!r}, {span.high!r}]" for name, span in stated.items())]
    if law.holdout is not None:
        said = {name: value for name, value in asdict(law.holdout).items() if value is not None}
        lines += [f"[{key}.holdout]", *(f"{name} = {value!r}" for name, value in said.items())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


class _Reader:
    """Reads one table, and keeps what it was asked for and what is wrong with it."""

    def __init__(self, key: str, table: Mapping[str, Any]) -> None:
        self.key, self.table = key, table
        self.asked: set[str] = set()
        self.problems: list[Problem] = []

    def text(self, name: str, meaning: str) -> str:
        given = self._given(name)
        if isinstance(given, str) and given.strip() and (given.isprintable() or name in _KEPT):
            return given
        self._refuse(name, given, f"a text in printable characters: {meaning}")
        return ""

    def choice(self, name: str, allowed: Collection[str]) -> str:
        given = self._given(name)
        if isinstance(given, str) and given in allowed:
            return given
        self._refuse(name, given, f"one of {', '.join(allowed)}")
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        given = self._given(name, [])
        if isinstance(given, list) and all(isinstance(item, str) and item.isprintable() for item in given):
            return tuple(given)
        self._refuse(name, given, "a list of texts in printable characters")
        return ()

    def constants(self, form: str) -> dict[str, float]:
        """Return the constants that a form takes."""
        given = self._table("constants")
        if not form:  # nobody knows which constants are meant
            return {}
        taken = inspect.signature(FORMS[form]).parameters
        self.refuse_unknown("constants.", given, taken)
        for name, parameter in taken.items():
            value = given.get(name)
            left_out = value is None and parameter.default is not parameter.empty
            if not (left_out or _is_number(value)):
                self._refuse(f"constants.{name}", value, f"a finite number, which the form {form} takes")
        return {name: float(given[name]) for name in taken if _is_number(given.get(name))}

    def coefficients(self, form: str, published: Mapping[str, float]) -> Coefficients:
        """Return the member of the nested family that the constants mean."""
        if self.problems:  # of the form or its constants
            return _UNUSABLE
        found = member(form, published)
        for name, value in found._asdict().items():
            lowest, fits = ("at least 0", value >= 0) if name == "E" else ("above 0", value > 0)
            if not (fits and math.isfinite(value)):
                self._refuse("constants", f"{name} = {value:g}", f"constants that make {name} finite and {lowest}")
        if not (self.problems or answerable(found)):
            self._refuse("constants", ", ".join(f"{name} = {value:g}" for name, value in published.items()), _ANSWERS)
        return found

    def fitted(self) -> Fitted:
        given = self._table("fitted")
        self.refuse_unknown("fitted.", given, Fitted.__dataclass_fields__)
        return Fitted(**{name: self._span(name, given[name]) for name in Fitted.__dataclass_fields__ if name in given})

    def covariance(self) -> tuple[tuple[float, ...], ...] | None:
        """Return the covariance of ln E, ln A, ln B, alpha, beta, and q if it was fitted, if one is stated."""
        wanted = "5 rows of 5 numbers, the covariance of ln E, ln A, ln B, alpha and beta; 6 of 6 with q"
        return self._rows("covariance", wanted, _is_covariance)

    def resamples(self) -> tuple[tuple[float, ...], ...] | None:
        """Return the coefficients of a bootstrap, if one is stated."""
        wanted = (
            f"at least {FEWEST_RESAMPLES} rows of 5 numbers > 0, the coefficients E, A, B, alpha and beta of "
            "resamples; 6 with q"
        )
        return self._rows("resamples", wanted, _are_resamples)

    def degrees(self) -> float | None:
        """Return the degrees of freedom behind the covariance, if they are stated."""
        given = self._given("degrees")
        if given is None or (_is_number(given) and given >= 1):
            return None if given is None else float(given)
        self._refuse("degrees", given, "a number >= 1, runs less coefficients")
        return None

    def irreducible(self) -> tuple[float, float] | None:
        """Return the ends of the interval of the irreducible loss, if they are stated."""
        given = self._given("irreducible")
        match given:
            case None:
                return None
            case [low, high] if _is_number(low) and _is_number(high) and 0 <= low <= high <= MOST:
                return float(low), float(high)
        self._refuse("irreducible", given, "[low, high] with 0 <= low <= high, the interval of E")
        return None

    def holdout(self) -> HeldOut | None:
        """Return what a hold-out said, if one is stated."""
        if self._given("holdout") is None:
            return None
        given = self._table("holdout")
        self.refuse_unknown("holdout.", given, _HELD_OUT)
        read = {name: self._held(name, given.get(name)) for name in _HELD_OUT}
        return HeldOut(**read)

    def _held(self, name: str, value: Any) -> Any:
        low, high, whole, needed = _HELD_OUT[name]
        number = value if _is_number(value) and isinstance(value, int if whole else int | float) else math.nan
        if not low <= number <= high and (needed or value is not None):
            self._refuse(f"holdout.{name}", value, f"a {'whole ' if whole else ''}number from {low:g} to {high:g}")
        return value

    def _rows(self, name: str, wanted: str, fits: Callable[[Any], bool]) -> tuple[tuple[float, ...], ...] | None:
        given = self._given(name)
        if given is None:
            return None
        rows = [row for row in given if isinstance(row, list)] if isinstance(given, list) else []
        numbers = all(len(row) in _FITTED and all(map(_is_number, row)) for row in rows)
        numbers = numbers and len({len(row) for row in rows}) == 1
        if rows and len(rows) == len(given) and numbers and fits(np.array(rows, dtype=float)):
            return tuple(tuple(map(float, row)) for row in rows)
        self._refuse(name, given, wanted)
        return None

    def refuse_unknown(self, within: str, given: Mapping[str, Any], known: Collection[str]) -> None:
        for name in given:
            if name not in known:
                self._refuse(f"{within}{name}", given[name], f"no key but {', '.join(sorted(known))}")

    def _given(self, name: str, default: Any = None) -> Any:
        self.asked.add(name)
        return self.table.get(name, default)

    def _table(self, name: str) -> Mapping[str, Any]:
        given = self._given(name, {})
        if isinstance(given, dict):
            return given
        self._refuse(name, given, f"a table [{self.key}.{name}]")
        return {}

    def _span(self, name: str, given: Any) -> Span:
        match given:
            case [low, high] if _is_number(low) and _is_number(high) and 0 < low <= high:
                return Span(float(low), float(high))
        self._refuse(f"fitted.{name}", given, "[low, high] with 0 < low <= high")
        return Span()

    def _refuse(self, name: str, given: object, wanted: str) -> None:
        said = "nothing" if given is None else shown(given)
        self.problems.append(Problem(f"{self.key}.{name}", said, wanted))


def _are_resamples(rows: Any) -> bool:
    """Tell whether rows are as many as an interval needs, and each of them the coefficients of a law."""
    return len(rows) >= FEWEST_RESAMPLES and bool(sound(rows).all())


def _is_covariance(matrix: Any) -> bool:
    """Tell whether a matrix is square, symmetric, and has no direction of negative variance."""
    if len(matrix) not in _FITTED or matrix.shape[0] != matrix.shape[1]:
        return False
    slack = _ROUNDING * np.abs(matrix).max()
    return bool(np.abs(matrix - matrix.T).max() <= slack and np.linalg.eigvalsh(matrix)[0] >= -slack)


def _is_number(given: object) -> bool:
    """Tell a finite number from all else that TOML may hold, booleans, nan and inf among it."""
    if isinstance(given, bool) or not isinstance(given, int | float):
        return False
    try:
        return math.isfinite(given)
    except OverflowError:  # an integer beyond every float
        return False
