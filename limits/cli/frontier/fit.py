"""``limits frontier fit`` and ``envelope``: laws of one's own runs."""

from __future__ import annotations

import click

from limits.cli.frontier.fit_options import (
    FORMS,
    at_option,
    form_option,
    needed,
    pin_option,
    pinned,
    points_of,
    wanted_at,
)
from limits.cli.frontier.options import (
    amounts,
    columns_option,
    constants_of,
    constants_option,
    from_compute_option,
    losses_options,
    named_columns,
    rows_options,
)
from limits.cli.options import Number, Whole, examples, format_option, no_format, output_option
from limits.cli.output import emit, emit_view, progress


@click.command(
    "fit",
    help="""Fit a scaling law to finished runs: a table with columns parameters, tokens, loss, or those of the form.

    FILE is CSV or the like (semicolons with decimal commas too), JSON, JSON lines or Parquet, packed with gzip or not;
    - is standard input; the rows of several files are joined. Units may stand in the headers, as in 'tokens [1e9]'; two
    of parameters, tokens, compute are enough. Losses are in nat/token unless a header, as 'bpb [bit/byte]', or
    --loss-unit says otherwise; a law in bit/byte is one too. Intervals are those of 90 %: from resamples with
    --bootstrap, else from the covariance at the minimum. A column run names the run of each row, where rows are
    checkpoints: then errors are counted by run.""",
    epilog=examples(
        "limits frontier fit runs.csv",
        "limits frontier fit runs.csv --form hoffmann --bootstrap 4000 --seed 42 --format json",
        "limits frontier fit runs.csv --columns parameters=N,tokens='D [1e9]',loss=val",
        'limits frontier fit runs.csv --compute "1e21 FLOP" --compute 1e24',
        "limits frontier fit first.jsonl second.tsv.gz --from-compute tokens",
        "limits frontier fit checkpoints.csv --columns run=name --last",
        "limits frontier fit runs.csv --holdout 10",
        "limits frontier fit runs.csv --pin E=1.69 --at '7e9 parameter, 2e12 token'",
        "limits frontier fit runs.csv --form hoffmann --form hoffmann-tied",
        "limits frontier fit runs.csv --form compute --at '1e22 FLOP'",
        "limits frontier fit runs.csv --columns loss=bpb --loss-unit bit/byte --bytes-per-token 4.2",
        "limits frontier fit runs.csv --toml my-law > my-law.toml",
    ),
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@form_option()
@pin_option()
@at_option()
@click.option(
    "--objective", default="huber", show_default=True, help="huber of the error in ln(loss), or squares of the loss."
)
@click.option(
    "--delta", type=Number(), default=1e-3, show_default=True, help="Where Huber's function leaves the square."
)
@click.option(
    "--bootstrap", type=Whole(0), default=0, show_default=True, help="Resamples that intervals are taken from."
)
@click.option("--seed", type=Whole(0, 2**32 - 1), default=0, show_default=True, help="Seed of the resamples.")
@rows_options()
@columns_option()
@constants_option()
@losses_options()
@from_compute_option()
@click.option(
    "--compute",
    "budgets",
    metavar="FLOP",
    multiple=True,
    help="Compute whose best run by the law is shown, beside that of the largest run; may be repeated.",
)
@click.option(
    "--holdout",
    type=Number(),
    metavar="FACTOR",
    help="Leave out the runs of the largest factor of compute, as 10, fit the rest, and say how well it predicts them.",
)
@click.option("--toml", "key", metavar="NAME", help="Print the fit as a law called NAME, which --scaling reads.")
@format_option()
@output_option()
def fit(
    *,
    files: tuple[str, ...],
    law_forms: tuple[str, ...],
    pins: tuple[str, ...],
    places: tuple[str, ...],
    objective: str,
    delta: float,
    bootstrap: int,
    seed: int,
    last: bool,
    best: bool,
    columns: tuple[str, ...],
    constants: tuple[str, ...],
    loss_unit: str | None,
    bytes_per_token: float | None,
    from_compute: str | None,
    budgets: tuple[str, ...],
    holdout: float | None,
    key: str | None,
    form: str | None,
    output: str | None,
) -> None:
    """Print the fit, or the law that it gives."""
    from limits import scaling
    from limits.report.scaling import compared_fits, own_fits
    from limits.scaling import answers

    if key is not None:
        no_format(form)
    forms = law_forms or FORMS[:1]
    if len(forms) > 1 and (key is not None or places or budgets or bootstrap):
        raise click.UsageError("Several forms are compared: leave out --toml, --at, --compute and --bootstrap.")
    wanted = wanted_at(places, needed(forms))
    computes = [amounts({"--compute": (text, "FLOP")})[0] for text in budgets]
    points = points_of(
        files,
        columns,
        constants,
        from_compute,
        last=last,
        best=best,
        loss_unit=loss_unit,
        bytes_per_token=bytes_per_token,
        forms=forms,
    )
    pin = pinned(pins, points.loss_unit)
    if len(forms) > 1:
        several = scaling.compare(points, forms, objective=objective, delta=delta, pin=pin)
        emit_view(compared_fits.compared_fits(answers.compared_fits(several)), form, output)
        return
    found = scaling.fit(
        points,
        form=forms[0],
        pin=pin,
        objective=objective,
        delta=delta,
        bootstrap=bootstrap,
        seed=seed,
        progress=progress("resamples"),
    )
    held = None if holdout is None else scaling.holdout(found, holdout).summary
    if key is None:
        emit_view(own_fits.fitted(answers.fitted(found, seed, computes, wanted, held)), form, output)
    else:
        emit(scaling.to_toml(found.law(key, holdout=held)), output)


@click.command(
    "envelope",
    help="""Find the efficient frontier of learning curves: the least loss that any of them reached at each compute.

    A table, as for `limits frontier fit`, has columns curve, loss, and compute or both of parameters and tokens. Of
    several files, one without a column curve is one curve.""",
    epilog=examples(
        "limits frontier envelope curves.csv",
        "limits frontier envelope curves.csv --columns curve=model,compute='C [1e18]',loss=val --format csv",
        "limits frontier envelope small.tsv large.tsv --columns compute=flops",
        "limits frontier envelope curves.csv --columns curve=model,loss='ppl [perplexity]'",
    ),
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@columns_option()
@constants_option()
@losses_options()
@format_option()
@output_option()
def envelope(
    *,
    files: tuple[str, ...],
    columns: tuple[str, ...],
    constants: tuple[str, ...],
    loss_unit: str | None,
    bytes_per_token: float | None,
    form: str | None,
    output: str | None,
) -> None:
    """Print the law of the envelope, and which curve touches where; as CSV, the envelope itself."""
    from limits import scaling
    from limits.report.scaling import own_fits
    from limits.scaling import answers

    curves = scaling.Curves.read(
        files,
        named_columns(columns),
        constants=constants_of(constants),
        loss_unit=loss_unit or "",
        bytes_per_token=bytes_per_token,
    )
    found = scaling.envelope(curves)
    emit_view(own_fits.enveloped(answers.enveloped(found)), form, output)
