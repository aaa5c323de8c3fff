"""``limits law``: what is possible, one law at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from limits.cli import completion
from limits.cli.options import examples, format_option, named, output_option
from limits.cli.output import conclude, emit_view

if TYPE_CHECKING:
    from collections.abc import Mapping


_OPTIONS = {
    "search": 'Write limits law --search "{}".',
    "find": 'Write limits law --search "{}".',
    "list": "Write limits law: without KEY, it lists all.",
    "all": "Write limits law: without KEY, it lists all.",
}
"""What some write in the place of a law's key, with how it is asked for."""


@click.command(
    "law",
    help="""List the laws, show the page of the one called KEY, or evaluate it.

    Inputs are written as the law calls them, with their units: bandwidth="4 GHz". With --solve, the result is given
    like an input, and the input called NAME is found.

    With --claim, the exit code is 1 where a definition, a theorem or a law of nature says otherwise: a floor or a
    ceiling is passed by more than the claim's digits and the constants' uncertainty explain, or a claimed bound ("at
    least 33 nJ", ">= 33 nJ") does not follow from it. It is 0 otherwise: also where a model or a trend is passed, and
    where the claim differs from a value that is neither a floor nor a ceiling. A claim counts as rounded to the digits
    it has, by 5 % at most; a quotient such as 1/2 is exact; "about", "~" and 10^66 mean the order of magnitude. With
    --solve NAME, the claim is on that input.""",
    epilog=examples(
        "limits law",
        "limits law landauer",
        'limits law --search "black hole"',
        'limits law landauer bits="1e26 bit" temperature="25 degC"',
        'limits law landauer bits="1e26 bit" temperature="25 degC" --explain',
        'limits law landauer bits="1 bit" temperature="300 K" --claim "2.75e-21 J"',
        'limits law shannon capacity="400 Gbit/s" snr="20 dB" --solve bandwidth --format json',
        'limits law bekenstein mass="1 kg" radius="10 cm" --format latex',
    ),
)
@click.argument("key", required=False, shell_complete=completion.laws)
@click.argument("inputs", metavar="[NAME=VALUE]...", nargs=-1, shell_complete=completion.inputs)
@click.option("--search", "words", metavar="WORDS", help="List the laws that say all of WORDS, the best match first.")
@click.option(
    "--solve",
    metavar="NAME",
    shell_complete=completion.solved,
    help="Find the input called NAME at which the law gives the stated result.",
)
@click.option("--explain", is_flag=True, help="Show constants, every step, sensitivities and sources of the value.")
@click.option("--claim", metavar="QUANTITY", help="Hold a claim against the law; name the slip behind it.")
@format_option()
@output_option()
def command(
    *,
    key: str | None,
    inputs: tuple[str, ...],
    words: str | None,
    solve: str | None,
    explain: bool,
    claim: str | None,
    form: str | None,
    output: str | None,
) -> None:
    """Print the list of laws, a law's page, a value, its explanation, or the verdict on a claim."""
    from limits import laws
    from limits.report.law import pages

    asked = {"--search": words is not None, "--solve": solve is not None, "--explain": explain, "--claim": bool(claim)}
    _fits(asked, key)
    if key is not None and (meant := _OPTIONS.get(key.lower())):
        raise click.UsageError(meant.format(" ".join(inputs) or "WORDS"))
    if key is None:
        view = pages.listing(laws.LAWS) if words is None else pages.matching(laws.search(words), words)
    else:
        law = laws.get(key)
        given = named(law, inputs)
        if claim is not None:
            view, code = pages.judged(law, given, claim, solve=solve or "")
            conclude(code)
        elif solve is not None:
            view = pages.solved(law, solve, given, float(law.root(solve, given)))
        elif explain:
            view = pages.explained(law, given)
        elif given:
            view = pages.evaluated(law, given, float(law.value(given)))
        else:
            view = pages.page(law)
    emit_view(view, form, output)


def _fits(asked: Mapping[str, bool], key: str | None) -> None:
    """Refuse options that do not go together: each asks for a view of its own, --search of all laws, others of one."""
    options = [name for name, given in asked.items() if given]
    if len(options) > 1 and options != ["--solve", "--claim"]:
        raise click.UsageError(f"{' and '.join(options)} ask for different things: give one of them.")
    if "--search" in options and key is not None:
        raise click.UsageError("--search looks through all laws: leave out KEY, or put both words into --search.")
    if options and options != ["--search"] and key is None:
        raise click.UsageError(f"{options[0]} needs the KEY of a law.")
