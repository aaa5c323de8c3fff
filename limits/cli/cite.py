"""``limits cite``: what to put in a bibliography."""

from __future__ import annotations

import click

from limits.cli.options import examples, format_option, output_option
from limits.cli.output import emit
from limits.errors import UnknownNameError

_SEE = "`limits law`, `limits catalog scaling-laws` and `limits frontier trend` list what can be cited"


@click.command(
    "cite",
    help="""Print the references that KEY stands for: a key of the bibliography, a law, a scaling law or trend (all the
    sources on which it rests), or limits for this package in the version that runs.""",
    epilog=examples(
        "limits cite landauer", "limits cite besiroglu2024 shannon --output limits.bib", "limits cite limits"
    ),
)
@click.argument("keys", metavar="KEY...", nargs=-1, required=True)
@format_option("bibtex", "text", "json")
@output_option()
def command(*, keys: tuple[str, ...], form: str, output: str | None) -> None:
    """Print each reference once, in the order in which it was asked for."""
    from limits.report.bibliography import bibtex, line, references

    found = list(dict.fromkeys(reference for key in keys for reference in _stands_for(key)))
    if form == "json":
        from limits.report.answer import to_dict
        from limits.report.formats.json import dumped

        emit(dumped(to_dict(references(found))), output)
    elif form == "text":
        emit("\n".join(map(line, found)), output)
    else:
        emit(bibtex(found), output)


def _stands_for(key: str) -> tuple[str, ...]:
    """Return the references that one key stands for; the bibliography comes before laws, laws before fits."""
    from limits.references import entries
    from limits.report.bibliography import PACKAGE

    if key == PACKAGE or key in entries():
        return (key,)
    from limits import laws, scaling
    from limits.scaling import trends

    known = {trend.key: trend.references for trend in trends.everything().values()}
    known |= {law.key: law.references for law in scaling.LAWS.values()} | {law.key: law.refs for law in laws.LAWS}
    name = key.lower().replace("_", "-")
    if name not in known:
        raise UnknownNameError("reference, law, scaling law or trend", key, [PACKAGE, *known, *entries()], see=_SEE)
    return known[name]
