"""``limits cite``: what to put in a bibliography."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from limits.cli import completion
from limits.cli.options import examples, format_option, output_option
from limits.cli.output import emit
from limits.errors import UnknownNameError

if TYPE_CHECKING:
    from limits.report.bibliography import Reference

_SEE = (
    "`limits law`, `limits catalog scaling-laws`, `limits catalog runs` and `limits frontier trend` list what can be "
    "cited"
)


@click.command(
    "cite",
    help="""Print the references that KEY stands for: a key of the bibliography, a law, a scaling law or trend (all the
    sources on which it rests), a run of the catalogue (the sources of its facts), or limits for this package in the
    version that runs.""",
    epilog=examples(
        "limits cite landauer",
        "limits cite besiroglu2024 shannon --output limits.bib",
        "limits cite limits",
        "limits cite llama-3.1-405b",
    ),
)
@click.argument("keys", metavar="KEY...", nargs=-1, required=True, shell_complete=completion.references)
@format_option("bibtex", "text", "json")
@output_option()
def command(*, keys: tuple[str, ...], form: str, output: str | None) -> None:
    """Print each reference once, in the order in which it was asked for."""
    from limits.report.bibliography import made, pasted

    found = list(dict.fromkeys(reference for key in keys for reference in _stands_for(key)))
    rows = made(found)
    if form == "json":
        from limits.report.answer import to_dict
        from limits.report.formats.json import dumped

        emit(dumped(to_dict(rows)), output)
    elif form == "text":
        emit("\n".join(row.text for row in rows.rows), output)
    else:
        emit(pasted(rows), output)


def _stands_for(key: str) -> tuple[str | Reference, ...]:
    """Return the references that one key stands for; the bibliography comes before laws, laws before fits and runs."""
    from limits.references import entries
    from limits.report.bibliography import PACKAGE

    if key == PACKAGE or key in entries():
        return (key,)
    from limits import laws, scaling
    from limits.scaling import trends

    known = {trend.key: trend.references for trend in trends.everything().values()}
    known |= {law.key: law.references for law in scaling.LAWS.values()} | {law.key: law.refs for law in laws.LAWS}
    name = key.lower().replace("_", "-")
    if name in known:
        return known[name]
    return _of_run(key, [PACKAGE, *known, *entries()])


def _of_run(key: str, others: list[str]) -> tuple[Reference, ...]:
    """Return the sources of the facts of a run of the catalogue."""
    from limits.catalog import shipped
    from limits.report.run_sources import cited
    from limits.runs.resolve import from_row
    from limits.runs.sources import sources_of

    catalog = shipped()
    try:
        row = catalog.row("run", key)
    except UnknownNameError:
        known = list(dict.fromkeys((*others, *catalog.names("run"))))
        raise UnknownNameError("reference, law, scaling law, trend or run", key, known, see=_SEE) from None
    return cited(sources_of(from_row(row), catalog))
