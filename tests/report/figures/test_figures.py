"""The figures: what their lines, points and labels say, and what is refused."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import limits
from limits.assessment.assessor import assess_all
from limits.catalog import shipped
from limits.errors import InputError, UnknownNameError
from limits.scaling import get, loss, optimum
from limits.scaling.law import Span
from limits.value import Value

from ..conftest import with_row

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")


from limits.report import figures
from limits.report.figures.curves import apart, segments
from limits.report.figures.places import places, published
from limits.report.figures.style import KINDS, LAWS, RUNS

ROOT = Path(__file__).parents[3]
LAW = get("besiroglu2024")
PROPOSED = ROOT / "docs" / "examples" / "proposed-run.toml"


@pytest.fixture(scope="module")
def figure(llama):
    return figures.frontier([llama])


def line(figure, label):
    """Return the one line of a label; labels that begin with _ are those that the legend leaves out."""
    (found,) = [each for each in figure.axes[0].get_lines() if each.get_label() == label]
    return found


def labels(figure):
    return [text.get_text() for legend in figure.legends for text in legend.get_texts()]


def foot(figure):
    return "\n".join(text.get_text() for text in figure.texts)


def drawn(found):
    """Return the points of a line that are drawn."""
    x, y = (np.asarray(values, dtype=float) for values in found.get_data())
    return x[np.isfinite(y)], y[np.isfinite(y)]


# Figure 1


def test_axes_are_named_with_units(figure):
    (axes,) = figure.axes
    assert axes.get_xscale() == "log"
    assert axes.get_yscale() == "linear"
    assert axes.get_xlabel() == "Training compute $C = 6ND$ [FLOP]"
    assert axes.get_ylabel() == "Loss [nat/token]"


def test_frontier_is_solid_within_the_runs_behind_the_law_and_dashed_beyond(figure):
    solid, dashed = line(figure, "≈ trend besiroglu2024: least loss"), line(figure, "beyond the runs behind the law")
    assert solid.get_linestyle() == "-"
    assert dashed.get_linestyle() == "--"
    span = LAW.fitted.compute
    C, _ = drawn(solid)
    assert (C.min(), C.max()) == pytest.approx((span.low, span.high), rel=1e-9, abs=0)
    C, _ = drawn(dashed)
    touching = np.isclose(C, span.low) | np.isclose(C, span.high)
    assert np.all((span.low > C) | (span.high < C) | touching)
    assert C.max() > 1e33


def test_frontier_is_the_least_loss_of_any_size(figure):
    """The same by another way: the least of many sizes at one compute."""
    C, L = drawn(line(figure, "≈ trend besiroglu2024: least loss"))
    for compute, least in zip(C[::40], L[::40], strict=True):
        N = np.geomspace(1e5, 1e14, 20001)
        assert least == pytest.approx(loss(LAW, N, compute / (6 * N)).min(), abs=1e-6)


def test_asymptote_is_thin_and_called_no_bound(figure):
    asymptote = line(figure, "its asymptote, E = 1.817: a trend, no bound")
    assert asymptote.get_linewidth() < 1
    assert set(asymptote.get_ydata()) == {LAW.coefficients.E}


def test_published_runs_stand_at_the_losses_of_their_own_assessments(figure, everything):
    dense, sparse = (
        line(figure, label)
        for label in ("published run, predicted by besiroglu2024", "the same, mixture of experts: N is active")
    )
    own = {a.run.name: a.frontier for a in everything if a.frontier is not None and a.frontier.loss is not None}
    del own["llama-3.1-405b"]  # asked, and not drawn twice
    C, L = (np.concatenate(pair) for pair in zip(dense.get_data(), sparse.get_data(), strict=True))
    assert len(L) == len(own)
    assert sorted(L) == pytest.approx(sorted(float(found.loss) for found in own.values()), rel=1e-6, abs=0)
    moe = {a.run.name for a in everything if a.run.texts["architecture"] == "moe"}
    assert len(sparse.get_xdata()) == len(moe & set(own))
    assert np.all(optimum(LAW, C).loss - 1e-12 <= L), "a run below the frontier of its own law"
    assert dense.get_marker() != sparse.get_marker()


def test_published_runs_are_counted_as_the_law_counts_or_said_to_be_the_total():
    law = get("kaplan2020")
    found = published(law, shipped())
    for name in ("gpt-3-175b", "llama-3.1-405b"):
        alone = limits.assess(name, scaling="kaplan2020")
        at = found.names.index(name)
        assert found.loss[at] == pytest.approx(float(alone.frontier.loss), rel=1e-6, abs=0)
        N, D = float(alone.frontier.parameters), float(alone.frontier.tokens)
        assert found.compute[at] == pytest.approx(6 * N * D, rel=1e-6, abs=0)
        assert found.counted[at] == (float(alone.run.numbers["active_parameters"]) != N)
    figure = figures.frontier(laws=[law])
    left = int(np.sum(~found.counted))
    assert (f"N of {left} of {len(found.names)} published runs is the total" in foot(figure)) == (left > 0)
    assert published(LAW, shipped()).counted.all()


def test_asked_run_and_its_bounds_stand_where_the_assessment_says(figure, llama):
    run = line(figure, "this run: llama-3.1-405b, predicted")
    assert run.get_ydata() == pytest.approx([float(llama.frontier.loss)], rel=1e-6, abs=0)
    N, D = float(llama.frontier.parameters), float(llama.frontier.tokens)
    assert run.get_xdata() == pytest.approx([6 * N * D], rel=1e-6, abs=0)
    for key in ("all-reduce", "shannon", "cmos", "memory-capacity", "landauer"):
        row = llama.bounds[key]
        mark = line(figure, f"_{row.kind}:{key}")
        assert mark.get_xdata() == pytest.approx([float(row.binds_at)], rel=1e-3, abs=0)
        assert mark.get_ydata() == pytest.approx([float(llama.frontier.loss) - float(row.loss_gained)], rel=1e-6, abs=0)
        assert mark.get_marker() == KINDS[row.kind]["marker"]
    assert not [each for each in figure.axes[0].get_lines() if "bekenstein" in str(each.get_label())]
    assert (
        "llama-3.1-405b: bounds beyond this axis: collective-rounds, light-latency, margolus-levitin, bekenstein"
        in foot(figure)
    )


def test_kinds_never_look_alike_and_each_is_in_the_legend(llama):
    keys, looks = ("all-reduce", "shannon", "cmos"), set()
    kinds = list(KINDS)
    for some in (kinds[:3], kinds[3:]):
        rows = llama
        for key, kind in zip(keys, some, strict=True):
            rows = with_row(rows, key, kind=kind)
        figure = figures.frontier([rows])
        for key, kind in zip(keys, some, strict=True):
            mark = line(figure, f"_{kind}:{key}")
            looks.add((mark.get_marker(), mark.get_markerfacecolor() == "white"))
            assert f"where a bound of kind {kind} would stop the run" in labels(figure)
    assert len(looks) == len(KINDS)


def test_names_of_bounds_are_written(figure):
    names = {text.get_text() for text in figure.axes[0].texts}
    assert names == {"peak-operations", "all-reduce", "shannon", "cmos", "memory-capacity", "landauer"}


def test_foot_names_law_kind_and_version(figure):
    assert "≈ trend besiroglu2024: Besiroglu et al. 2024, as printed" in foot(figure)
    assert "none is measured" in foot(figure)
    assert f"limits {limits.__version__}, catalogue {shipped().sha256[:12]}" in foot(figure)


def test_an_uncertain_law_has_a_band_and_its_run_an_interval():
    law = "besiroglu2024-minimum"
    assessed = limits.assess("gpt-3", scaling=law)
    figure = figures.frontier([assessed], laws=[law])
    assert "5 to 95 % of the fit" in labels(figure)
    loss = assessed.frontier.loss
    whiskers = [each for each in figure.axes[0].get_lines() if each.get_label() == "_interval"]
    assert any(list(each.get_ydata()) == [loss.low, loss.high] for each in whiskers)


def test_several_laws_share_the_axes_and_the_first_one_predicts():
    figure = figures.frontier([limits.assess("gpt-3")], laws=["besiroglu2024", "hoffmann2022", "kaplan2020"])
    said = labels(figure)
    assert "≈ trend hoffmann2022: least loss" in said
    assert "≈ trend kaplan2020: the compute of its runs is not stated" in said
    assert sum("asymptote" in each for each in said) == 2  # no irreducible term was fitted by the third
    assert said.count("beyond the runs behind the law") == 1
    assert line(figure, "≈ trend kaplan2020: the compute of its runs is not stated").get_linestyle() == "--"
    assert "tokenizers and corpora do not compare" in foot(figure)
    assert "6 N D is not what its runs cost" in foot(figure)


def test_several_runs_are_numbered_and_differ_in_marker():
    figure = figures.frontier(assess_all(["gpt-3", "palm", "llama-3.1-405b"]))
    runs = [line(figure, f"{n}: {name}, predicted") for n, name in enumerate(("gpt-3-175b", "palm-540b"), start=1)]
    assert runs[0].get_marker() != runs[1].get_marker()
    assert "landauer (3)" in {text.get_text() for text in figure.axes[0].texts}
    assert len({marker for _, marker in RUNS}) == len({color for color, _ in RUNS}) == len(RUNS)


def test_a_run_of_bare_compute_stands_at_the_optimum_and_says_so(bare):
    figure = figures.frontier([bare])
    run = line(figure, "this run: bare-flop, predicted")
    assert run.get_xdata() == pytest.approx([1e26], rel=1e-6, abs=0)
    assert run.get_ydata() == pytest.approx([float(optimum(LAW, 1e26).loss)], rel=1e-6, abs=0)
    assert "bare-flop: drawn at the optimum at its compute" in foot(figure)


def test_a_run_whose_stated_compute_is_not_six_times_size_and_tokens_is_on_its_law_and_says_so():
    (place,) = places([limits.assess("lamda-137b")], LAW)
    assert place.loss >= float(optimum(LAW, place.compute).loss)
    assert any("its stated compute, 3.55e23 FLOP" in note for note in place.notes)
    ladder = limits.assess("lamda-137b").ladder
    assert place.marks[0].compute / place.compute == pytest.approx(
        2.0 ** float(ladder[0].doublings_left), rel=1e-6, abs=0
    )


def test_a_run_beyond_a_bound_has_its_mark_behind_it(llama):
    row = llama.bounds["cmos"]
    behind = with_row(
        llama,
        "cmos",
        binds_at=Value(1e24, "FLOP"),
        doublings_left=Value(-5.2, "1"),
        loss_gained=Value(-0.07, "nat/token"),
    )
    assert row.binds_at.value > 1e26
    figure = figures.frontier([behind])
    assert line(figure, "_model:cmos").get_xdata() == pytest.approx([1e24], rel=1e-3, abs=0)


# Figure 2


@pytest.fixture(scope="module")
def valleys():
    return figures.valleys([limits.assess("llama-3-8b")], compute=[1e20, 1e22])


def test_valleys_are_loss_at_fixed_compute(valleys):
    (axes,) = valleys.axes
    assert axes.get_xscale() == "log"
    assert axes.get_xlabel() == "Parameters $N$ [parameter]"
    for compute in (1e20, 1e22):
        parts = [each for each in axes.get_lines() if str(each.get_label()).endswith(f":{compute:g}")]
        assert parts
        for part in parts:
            N, L = drawn(part)
            assert pytest.approx(L, rel=1e-6, abs=0) == loss(LAW, N, compute / (6 * N))


def test_valleys_are_solid_where_size_and_tokens_lie_within_the_runs_behind_the_law(valleys):
    sizes, tokens = LAW.fitted.parameters, LAW.fitted.tokens
    for compute in (1e20, 1e22):
        solid = line(valleys, f"_within:{compute:g}")
        assert solid.get_linestyle() == "-"
        N, _ = drawn(solid)
        whole = [each for each in valleys.axes[0].get_lines() if str(each.get_label()).endswith(f":{compute:g}")]
        left, right = (end(end(drawn(part)[0]) for part in whole) for end in (min, max))
        assert right / left > 10**2.4 * (1 - 1e-9)
        assert N.min() == pytest.approx(max(sizes.low, compute / 6 / tokens.high, left), rel=1e-9, abs=0)
        assert N.max() == pytest.approx(min(sizes.high, compute / 6 / tokens.low, right), rel=1e-9, abs=0)
    assert line(valleys, "_beyond:1e+22").get_linestyle() == "--"
    own = [str(each.get_label()) for each in valleys.axes[0].get_lines() if "e+23" in str(each.get_label())]
    assert [label.partition(":")[0] for label in own] == ["_beyond"]


def test_optima_are_the_lowest_points_and_the_path_joins_them(valleys):
    optima = line(valleys, "optimum at each compute, $N \\propto C^{0.51}$")
    assert len(optima.get_xdata()) == 3
    for compute, N, L in zip((1e20, 1e22), *optima.get_data(), strict=False):
        sizes = np.geomspace(N / 30, N * 30, 20001)
        losses = loss(LAW, sizes, compute / (6 * sizes))
        assert pytest.approx(losses.min(), abs=1e-6) == L
        assert sizes[losses.argmin()] == pytest.approx(N, rel=1e-2, abs=0)
    both = [drawn(line(valleys, f"_{part}:path")) for part in ("within", "beyond")]
    N, L = (np.concatenate(pair) for pair in zip(*both, strict=True))
    order = np.argsort(N)
    assert np.interp(np.log(optima.get_xdata()), np.log(N[order]), L[order]) == pytest.approx(
        optima.get_ydata(), abs=1e-4
    )


def test_an_asked_run_is_a_point_of_its_own_valley(valleys):
    run = line(valleys, "this run: llama-3-8b, predicted")
    (N,), (L,) = run.get_data()
    at, losses = drawn(line(valleys, next(f"_beyond:{c:g}" for c in [places_of("llama-3-8b").compute])))
    assert np.interp(math.log(N), np.log(at), losses) == pytest.approx(L, abs=1e-3)
    assert at.min() < N < at.max()


def places_of(name):
    (place,) = places([limits.assess(name)], LAW)
    return place


def test_default_valleys_are_powers_of_ten_within_the_runs_behind_the_law():
    figure = figures.valleys(law="muennighoff2023")
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert texts == [f"$10^{{{power}}}$ FLOP" for power in (21, 19, 17)]


def test_a_law_that_leaves_the_embedding_out_says_so_on_the_axis():
    figure = figures.valleys(law="kaplan2020", compute=[1e20])
    assert figure.axes[0].get_xlabel() == "Parameters $N$, non-embedding [parameter]"


# Refusals


def test_runs_off_the_frontier_are_refused_with_their_reasons():
    runs = [limits.assess(name) for name in ("gpt-3", "stable-diffusion-1", "alexnet")]
    for draw in (figures.frontier, figures.valleys):
        with pytest.raises(InputError, match="besiroglu2024 describes modality text") as refused:
            draw(runs)
        assert [problem.where for problem in refused.value.problems] == ["stable-diffusion-1", "alexnet"]


def test_an_assessment_on_another_law_is_refused(llama):
    with pytest.raises(InputError, match="assess it with scaling='hoffmann2022'"):
        figures.frontier([llama], laws=["hoffmann2022"])


def behind(**ends):
    """Return a law of whose runs only one end of the compute is known."""
    return replace(LAW, key="mine", fitted=replace(LAW.fitted, compute=Span(**ends)))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: figures.frontier(laws=[]), "given 0, wanted 1 to 4"),
        (lambda: figures.frontier(laws=["besiroglu2024"] * (len(LAWS) + 1)), "given 5, wanted 1 to 4"),
        (lambda: figures.frontier(laws=[LAW, replace(LAW, key="mine", loss_unit="bit/byte")]), "loss_unit bit/byte"),
        (lambda: figures.frontier([limits.assess("gpt-3")] * 7), "at most 6"),
        (lambda: figures.frontier(size=(1.0, 4.0)), "each from 2.4 to 40"),
        (lambda: figures.frontier(size=(math.nan, math.inf)), "each from 2.4 to 40"),
        (lambda: figures.frontier([limits.assess("gpt-3")], size=(2.4, 2.4)), "legend and notes leave no room"),
        (lambda: figures.valleys(compute=[0.0, math.inf, 1e20]), "given inf"),
        (lambda: figures.valleys(compute=[]), "computes of the valleys"),
        (lambda: figures.valleys(law="sardana2023-all"), "state them"),
        (lambda: figures.valleys(law=behind(low=1e18)), "state them"),
        (lambda: figures.valleys(law=behind(high=1e22)), "state them"),
        (lambda: figures.valleys(compute=np.geomspace(1e18, 1e28, 11).tolist()), "at most 10"),
        (lambda: figures.rendered(figures.valleys(), "jpg"), "one of png, svg, pdf"),
        (lambda: figures.format_of("frontier"), "ending in .png, .svg, .pdf"),
    ],
)
def test_what_cannot_be_drawn_is_refused(call, said):
    with pytest.raises(InputError) as refused:
        call()
    assert said in str(refused.value)


def test_an_unknown_law_is_refused():
    with pytest.raises(UnknownNameError, match="did you mean kaplan2020"):
        figures.frontier(laws=["kaplan"])


# Curves and names


def test_places_keep_their_distance_and_move_as_little_as_possible():
    rng = np.random.default_rng(0)
    for _ in range(100):
        wanted = np.sort(rng.uniform(0, 10, rng.integers(1, 9)))
        found = apart(wanted, 1.0, 0.0, 10.0)
        assert np.all(np.diff(found) >= 1.0 - 1e-12)
        assert found.min() >= -1e-12
        assert found.max() <= 10.0 + 1e-12
        for shift in rng.normal(0, 0.3, (50, len(wanted))):
            other = np.sort(found + shift)
            if np.all(np.diff(other) >= 1.0) and other[0] >= 0 and other[-1] <= 10:
                assert np.sum((found - wanted) ** 2) <= np.sum((other - wanted) ** 2) + 1e-9


def test_places_that_do_not_fit_share_the_room():
    assert apart(np.zeros(5), 10.0, 0.0, 8.0) == pytest.approx([0, 2, 4, 6, 8], rel=1e-6, abs=0)
    assert apart(np.empty(0), 1.0, 0.0, 1.0).size == 0


def test_a_curve_all_within_or_all_beyond_is_one_part():
    y = np.arange(3.0)
    assert [part for part, _ in segments(np.ones(3, bool), y)] == ["within"]
    assert [part for part, _ in segments(np.zeros(3, bool), y)] == ["beyond"]
