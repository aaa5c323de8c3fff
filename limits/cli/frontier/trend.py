"""``limits frontier trend``: published trends between two or more quantities, beyond the loss of N and D."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from limits.cli import completion
from limits.cli.options import examples, format_option, named, output_option
from limits.cli.output import emit_view
from limits.errors import UnknownNameError

if TYPE_CHECKING:
    from limits.scaling.answers.trends import PublishedTrend, PublishedTrends


@click.command(
    "trend",
    help="""List published trends, show the one called KEY, or evaluate it: one variable, experts, batches, downstream.

    Variables are written as the trend calls them, with their units: compute="3640 PF-day". With --solve, the result is
    given like a variable, and the variable called NAME is found. Losses and optima of parameters and tokens together
    are asked by the other commands of this group.""",
    epilog=examples(
        "limits frontier trend",
        "limits frontier trend kaplan2020-compute-minimum",
        "limits frontier trend --search batch",
        'limits frontier trend brown2020-compute compute="3640 PF-day"',
        'limits frontier trend brown2020-compute loss="1.9 nat/token" --solve compute --format json',
    ),
)
@click.argument("key", required=False, shell_complete=completion.trends)
@click.argument("variables", metavar="[NAME=VALUE]...", nargs=-1, shell_complete=completion.inputs)
@click.option(
    "--solve",
    metavar="NAME",
    shell_complete=completion.solved,
    help="Find the variable called NAME at which the trend gives the result.",
)
@click.option("--search", "words", metavar="WORDS", help="List the trends that say all of WORDS.")
@format_option()
@output_option()
def trend(
    *,
    key: str | None,
    variables: tuple[str, ...],
    solve: str | None,
    words: str | None,
    form: str | None,
    output: str | None,
) -> None:
    """Print the list of trends, one trend, or a value of it."""
    from limits.report.scaling import trends as trend_views
    from limits.scaling import answers, trends

    if key is None:
        if solve is not None:
            raise click.UsageError("--solve needs the KEY of a trend.")
        emit_view(
            trend_views.listed(_found(answers.published_trends(list(trends.everything().values())), words)),
            form,
            output,
        )
        return
    if words is not None:
        raise click.UsageError("--search looks through all trends: leave out KEY, or put both words into --search.")
    asked = trends.get(key)
    given = named(asked.record, variables)
    if solve is not None or given:
        view = trend_views.valued(answers.trend_value(asked, given, solve=solve))
    else:
        view = trend_views.page(answers.published_trend(asked))
    emit_view(view, form, output)


def _found(trends: PublishedTrends, words: str | None) -> PublishedTrends:
    """Return the trends that say every one of some words, wherever they say it; all where nothing is looked for."""
    if words is None:
        return trends
    wanted = words.casefold().split()
    rows = tuple(each for each in trends.rows if all(word in _text(each) for word in wanted))
    if not wanted or not rows:
        raise UnknownNameError("trend", words, (), see="`limits frontier trend` lists all of them")
    return replace(trends, rows=rows)


def _text(trend: PublishedTrend) -> str:
    """Return all that a trend says of itself, in small letters."""
    variables = (f"{each.name} {each.what}" for each in (trend.gives, *trend.function_of))
    return " ".join((trend.key, trend.title, trend.says, trend.relation, trend.source, *variables)).casefold()
