"""``limits frontier``: scaling laws asked, compared, and fitted to one's own runs."""

from __future__ import annotations

import click

from limits.cli.frontier.convert import convert
from limits.cli.frontier.fit import envelope, fit
from limits.cli.frontier.gain import gain
from limits.cli.frontier.hardware import hardware
from limits.cli.frontier.isoflop import isoflop
from limits.cli.frontier.optimal import compare, optimal
from limits.cli.frontier.predict import predict
from limits.cli.frontier.repeat import repeat
from limits.cli.frontier.trend import trend
from limits.cli.group import Group
from limits.cli.options import examples

__all__ = ["command"]


@click.group(
    "frontier",
    cls=Group,
    help="""Ask what has been seen: the loss of a run, the best use of a budget, a law of your own.

    Scaling laws are trends, fitted to runs, and bound nothing. Each answer names its law, and by how many decades it
    leaves the runs behind that law.""",
    epilog=examples(
        'limits frontier predict --parameters "70e9 parameter" --tokens "1.4e12 token"',
        'limits frontier optimal --compute "1e24 FLOP"',
        'limits frontier compare --compute "1e24 FLOP"',
        'limits frontier repeat --unique-tokens "15e12 token" --compute "1e26 FLOP"',
        "limits frontier fit runs.csv --bootstrap 4000 --seed 42 --format json",
        "limits frontier fit runs.csv --toml my-law > my-law.toml",
        'limits frontier isoflop isoflop.csv --compute "1e22 FLOP"',
        'limits frontier gain old.csv new.csv --compute "1e22 FLOP"',
        "limits frontier envelope curves.csv --columns curve=model,loss=val_loss",
        'limits frontier convert --loss "1.9 nat/token" --bytes-per-token 4.2',
    ),
)
def command() -> None:
    """Do nothing: the commands of the group do."""


for each in (predict, optimal, compare, repeat, fit, isoflop, gain, envelope, convert, trend, hardware):
    command.add_command(each)
