"""What a shell completes: names of runs, laws, inputs, scaling laws, accelerators, fields; nothing is calculated.

Each function is called by click with the context, the parameter and what was typed so far. Only what holds the names is
imported, when a shell asks; a mistake in what was typed completes nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from limits.errors import LimitsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click
    from click.shell_completion import CompletionItem


def _item(name: str, **told: str) -> CompletionItem:
    from click.shell_completion import CompletionItem

    return CompletionItem(name, **told)


def _beginning(names: Iterable[str], typed: str) -> list[CompletionItem]:
    """Return the names that begin as what was typed, in any case."""
    begun = typed.lower()
    return [_item(name) for name in names if name.lower().startswith(begun)]


def _or_file(names: Iterable[str], typed: str) -> list[CompletionItem]:
    """Return the same, and have the shell complete files beside them."""
    return [*_beginning(names, typed), _item(typed, type="file")]


def runs(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a run, or of a run file."""
    del ctx, param
    from limits.catalog import shipped

    return _or_file(shipped().names("run"), incomplete)


def accelerators(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of an accelerator."""
    del ctx, param
    from limits.catalog import shipped

    return _beginning(shipped().names("accelerator"), incomplete)


def lanes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a link, or the rate of a lane."""
    del ctx, param
    from limits.catalog import shipped
    from limits.channel.lane import SPOKEN

    return _beginning((*(f"{rate}g" for rate in SPOKEN), *shipped().names("link")), incomplete)


def formats(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a number format of which the catalogue has peaks."""
    del ctx, param
    from limits.catalog.peaks import PEAKS, SCALED

    return _beginning((*PEAKS, *SCALED), incomplete)


def scaling_laws(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a scaling law, or of a file of one."""
    del ctx, param
    from limits import scaling

    return _or_file(scaling.names(), incomplete)


def sections(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a part of a report."""
    del ctx, param
    from limits.report.assessment.sections import SECTIONS

    return _beginning(SECTIONS, incomplete)


def laws(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the key of a law."""
    del ctx, param
    return _beginning(_law_keys(), incomplete)


def trends(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the key of a published trend."""
    del ctx, param
    from limits.scaling import trends as published

    return _beginning(published.everything(), incomplete)


def inputs(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the inputs, and last the result, of the law or trend that was named, as in `bits=`."""
    del param
    given = {word.partition("=")[0] for word in (*ctx.params.get("inputs", ()), *ctx.params.get("variables", ()))}
    return [
        _item(f"{name}=", help=doc)
        for name, doc in _entries(ctx).items()
        if name.startswith(incomplete) and name not in given
    ]


def solved(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the input that --solve shall find."""
    del param
    return [_item(name, help=doc) for name, doc in _entries(ctx).items() if name.startswith(incomplete)]


def fields(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the path of a field of a run, as in `facility.pue=`."""
    del ctx, param
    from limits.runs.fields import ROWS

    return [_item(f"{row.path}=", help=row.doc) for row in ROWS if row.path.startswith(incomplete)]


def conventions(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a convention of what a FLOP erases."""
    del ctx, param
    from limits.laws import every_convention

    return _beginning((name for name, *_ in every_convention("bf16")), incomplete)


def kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a kind of the catalogue."""
    del ctx, param
    from limits.cli.names import KINDS

    return _beginning(KINDS, incomplete)


def rows(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a row of the kind that was named."""
    from limits.catalog import shipped
    from limits.cli.names import KINDS

    typed = ctx.params.get("kind") or ""
    kind = KINDS.get(typed, typed)
    if kind == "scaling-law":
        return [item for item in scaling_laws(ctx, param, incomplete) if item.type == "plain"]
    try:
        return _beginning(shipped().names(kind), incomplete)
    except LimitsError:  # no kind is called so: the command itself will say it
        return []


def references(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete what can be cited: this package, laws, scaling laws, runs, and keys of the bibliography."""
    del ctx, param
    from limits import scaling
    from limits.catalog import shipped
    from limits.references import entries

    names = ("limits", *_law_keys(), *scaling.names(), *shipped().names("run"), *entries())
    return _beginning(dict.fromkeys(names), incomplete)


def schemas(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a JSON Schema."""
    del ctx, param
    shipped = Path(__file__).parents[1] / "data" / "schemas"  # the room that writes by them would be loaded for long
    return _beginning(sorted((*(file.stem for file in shipped.glob("*.json")), "run")), incomplete)


def _law_keys() -> list[str]:
    from limits.laws.formulary.table import HOMES

    return [name.replace("_", "-") for name in HOMES]


def _entries(ctx: click.Context) -> dict[str, str]:
    """Return inputs and result of the law or trend that was named, each with what it is; nothing for another name."""
    key = ctx.params.get("key") or next(iter(ctx.args), "")  # an option that lacks its value leaves words unread
    try:
        if ctx.command.name == "trend":
            from limits.scaling import trends as published

            record = published.get(key).record
        else:
            from limits.laws import get

            record = get(key)
    except LimitsError:  # nothing is called so: the command itself will say it
        return {}
    return {entry.name: f"{entry.doc} [{entry.unit}]" for entry in (*record.inputs, record.output)}
