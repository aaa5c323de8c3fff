"""What ``limits frontier fit`` alone is asked: forms, pinned coefficients, and where the law is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from limits.cli.frontier.options import amounts, chosen_rows, constants_of, named_columns, one_of_both, pairs_of
from limits.errors import InputError, Problem, TextError, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from limits.scaling import Points

_UNITS = {"parameters": "parameter", "tokens": "token", "compute": "FLOP"}
FORMS = ("hoffmann", "hoffmann-tied", "gadre", "kaplan", "nested", "parameters", "tokens", "compute")
"""Forms that can be fitted, named here so that help needs no import; a test holds them."""

ELSEWHERE = {"data-constrained": "limits frontier repeat FILE"}
"""Forms whose fit is another command."""


def form_option() -> Callable[[Any], Any]:
    """Return the option ``--form``."""
    return click.option(
        "--form",
        "law_forms",
        metavar="FORM",
        multiple=True,
        show_default="hoffmann",
        help=f"Form of the law: {', '.join(FORMS)}. Repeated, the forms are compared by a criterion that counts "
        "coefficients.",
    )


def pin_option() -> Callable[[Any], Any]:
    """Return the option ``--pin``."""
    return click.option(
        "--pin",
        "pins",
        metavar="NAME=VALUE",
        multiple=True,
        help="Hold a coefficient, as in E=1.69 or alpha=0.34, and fit the others; may be repeated.",
    )


def at_option() -> Callable[[Any], Any]:
    """Return the option ``--at``."""
    return click.option(
        "--at",
        "places",
        metavar="SIZE",
        multiple=True,
        help="Say the loss of the fitted law there, as in '7e9 parameter, 2e12 token' or '1e22 FLOP', by the variables "
        "of the form; may be repeated.",
    )


def needed(forms: Sequence[str]) -> tuple[str, ...]:
    """Return what files must tell for forms, beside the loss.

    Raises
    ------
    InputError
        If a form is none, or is fitted by another command.
    """
    from limits import scaling

    for form in forms:
        _refuse_elsewhere(form)
    needs = {name for form in forms for name in scaling.fitted_form(form).needs}
    return tuple(name for name in _UNITS if name in needs)


def _refuse_elsewhere(form: str) -> None:
    """Say which command fits a form, where it is another one.

    Raises
    ------
    InputError
        If it is.
    """
    if form in ELSEWHERE:
        mend = f"run {ELSEWHERE[form]}, whose runs have a column unique_tokens"
        raise InputError("fit", [Problem("--form", shown(form), "a form that is fitted here", mend)])


def points_of(
    files: tuple[str, ...],
    columns: tuple[str, ...],
    constants: tuple[str, ...],
    from_compute: str | None,
    *,
    last: bool,
    best: bool,
    loss_unit: str | None,
    bytes_per_token: float | None,
    forms: tuple[str, ...],
) -> Points:
    """Return the runs of tables as some forms need them, of each run the last or the best row if asked."""
    from limits.scaling import Points, trained

    one_of_both("fit", last=last, best=best)
    found = Points.read(
        files,
        named_columns(columns),
        constants=constants_of(constants),
        from_compute=from_compute or "",
        needs=needed(forms),
        loss_unit=loss_unit or "",
        bytes_per_token=bytes_per_token,
    )
    if forms == ("tokens",):
        found = trained(found)
    return chosen_rows(found, last=last, best=best)


def pinned(words: tuple[str, ...], loss_unit: str) -> dict[str, float]:
    """Return the coefficients that ``--pin`` holds, E in the unit of the losses.

    A loss may have its unit; the others are bare numbers, as the formula takes N, D and C as bare numbers.

    Raises
    ------
    InputError
        With every value that is none.
    """
    found, problems = {}, []
    for name, text in pairs_of("--pin", words, "NAME=VALUE", "E=1.69").items():
        try:
            found[name] = _pinned(name, text, loss_unit)
        except TextError as error:
            problems.append(error.at(f"--pin {name}"))
    if problems:
        raise InputError("fit", problems)
    return found


def _pinned(name: str, text: str, loss_unit: str) -> float:
    from limits.units import si
    from limits.units.grammar import INTERVALS

    if any(mark in text for mark in INTERVALS):
        raise TextError(text, "one number, not an interval")
    bare = name != "E" or _readable(text, "1")
    return si(text, "1" if bare else loss_unit).value


def wanted_at(words: tuple[str, ...], needs: Sequence[str]) -> list[dict[str, float]]:
    """Return the sizes that ``--at`` names, by the variables of a form.

    Raises
    ------
    InputError
        When a part is no size, or a variable is missing or named twice.
    """
    return [_at(text, needs) for text in words]


def _at(text: str, needs: Sequence[str]) -> dict[str, float]:
    parts = [part.strip() for part in text.split(",")]
    wanted = ", ".join(f"a number of {_UNITS[name]}" for name in needs)
    given: dict[str, tuple[str, str]] = {}
    for part, place in zip(parts, needs, strict=False):
        name = next((each for each in needs if _measures(part, _UNITS[each])), place)
        given["--at" if len(needs) == 1 else f"--at {name}"] = (part, _UNITS[name])
    if len(parts) != len(needs) or len(given) != len(needs):
        raise InputError("fit", [Problem("--at", shown(text), wanted)])
    values = amounts(given)
    names = {unit: name for name, unit in _UNITS.items()}
    return {names[unit]: value for (_, unit), value in zip(given.values(), values, strict=True)}


def _measures(text: str, unit: str) -> bool:
    """Tell whether a text states this unit, not a number alone."""
    return [each for each in _UNITS.values() if _readable(text, each)] == [unit]


def _readable(text: str, unit: str) -> bool:
    from limits.units import si

    try:
        si(text, unit)
    except TextError:
        return False
    return True
