"""``limits plot``: files that are written, and what is refused."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import limits
from limits.cli.plot.fit import PANELS

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
RUNS = str(EXAMPLES / "fits" / "runs.csv")
CHANNEL = [
    word
    for option, name in (("--s4p", "thru"), ("--fext", "fext"), ("--next", "next"))
    for word in (option, str(EXAMPLES / "lane" / f"{name}.s4p"))
]
STARTS = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}


@pytest.mark.parametrize("form", STARTS)
@pytest.mark.parametrize(
    "words",
    [
        ("ladder", "llama-3.1-405b"),
        ("ladder", "gpt-3", str(EXAMPLES / "proposed-run.toml"), "--style", "talk"),
        ("frontier",),
        ("frontier", "llama-3.1-405b"),
        ("frontier", "gpt-3", str(EXAMPLES / "proposed-run.toml"), "--scaling", "hoffmann2022"),
        ("frontier", "gpt-3", "--scaling", "besiroglu2024", "--scaling", "kaplan2020", "--size", "3.4x5"),
        ("valleys",),
        ("valleys", "gpt-3", "--compute", "1e20 FLOP", "--compute", "1e22", "--scaling", "kaplan2020"),
        ("valleys", str(EXAMPLES / "bare-flop.toml")),
        ("fit", RUNS, "--panel", "residuals", "--size", "3.3x3.3"),
        ("link", str(EXAMPLES / "two-nodes.log")),
        ("link", str(EXAMPLES / "two-nodes.log"), "--nic", "8x200G", "--size", "3.3x3.3"),
        ("channel", "100g", "--s4p", str(EXAMPLES / "lane" / "thru.s4p")),
        ("channel", "100g", *CHANNEL, "--size", "3.3x3.3"),
    ],
    ids=lambda words: " ".join(word if "/" not in word else Path(word).name for word in words),
)
def test_a_file_is_written_and_nothing_is_printed(answer, tmp_path, words, form):
    file = tmp_path / f"figure.{form}"
    assert answer("plot", *words, "--output", str(file)) == ""
    assert file.read_bytes().startswith(STARTS[form])
    piece = ["figure.figure.tex"] if form == "pdf" else []
    assert sorted(each.name for each in tmp_path.iterdir()) == ["figure.caption.txt", *piece, f"figure.{form}"]


def test_the_caption_beside_a_figure_is_that_of_the_figure(answer, tmp_path):
    from limits.report import figures

    answer("plot", "ladder", "gpt-3", "--scaling", "hoffmann2022", "--output", str(tmp_path / "a.svg"))
    drawing = figures.ladder([limits.assess("gpt-3", scaling="hoffmann2022")])
    assert (tmp_path / "a.caption.txt").read_text(encoding="utf-8") == drawing.caption
    assert (tmp_path / "a.svg").read_bytes() == drawing.to("svg")
    assert limits.scaling.get("hoffmann2022").sha256[:12] in drawing.caption


@pytest.mark.parametrize(
    "words",
    [
        ("ladder", "gpt-3"),
        ("frontier", "gpt-3"),
        ("valleys",),
        ("link", str(EXAMPLES / "two-nodes.log")),
        ("channel", "100g", *CHANNEL),
    ],
)
def test_size_and_style_reach_the_figure(answer, tmp_path, words):
    def inches(*options):
        file = tmp_path / "a.png"
        answer("plot", *words, *options, "--output", str(file))
        content = file.read_bytes()
        return [int.from_bytes(content[at : at + 4], "big") / 300 for at in (16, 20)]

    assert inches("--size", "4.5x5.5") == pytest.approx([4.5, 5.5], rel=1e-6, abs=1e-12)
    assert inches("--style", "talk") == pytest.approx([10.0, 5.625], abs=0.01)
    assert inches()[0] == pytest.approx(7.0, rel=1e-6, abs=1e-12)


def test_styles_on_the_command_line_are_those_of_the_figures():
    from limits.cli.plot import looks
    from limits.report import figures

    assert tuple(figures.STYLES) == looks.STYLES
    assert looks.size_of(looks.SIZE) == figures.ONE_COLUMN
    assert figures.PANELS == PANELS


def test_a_run_is_read_from_standard_input_and_a_law_from_a_file(answer, tmp_path):
    law = tmp_path / "mine.toml"
    law.write_text(answer("frontier", "fit", str(EXAMPLES / "fits" / "runs.csv"), "--toml", "mine"), encoding="utf-8")
    run = 'name = "typed"\n[compute]\nflop = "1e22 FLOP"\n'
    file = tmp_path / "figure.svg"
    answer("plot", "frontier", "-", "--scaling", str(law), "--output", str(file), typed=run)
    assert "<svg" in file.read_text(encoding="utf-8")


def test_one_of_several_measurements_is_drawn_and_none_is_chosen_silently(answer, refusal, tmp_path):
    both = "".join((EXAMPLES / name).read_text(encoding="utf-8") for name in ("two-nodes.log", "two-nodes-slower.log"))
    file = tmp_path / "figure.svg"
    said = refusal("plot", "link", "-", "--output", str(file), typed=both)
    assert "2 measurements, wanted one, by --measurement NUMBER" in said
    for number, plateau in (("1", "334.8 GB/s"), ("2", "295.9 GB/s")):
        answer("plot", "link", "-", "--measurement", number, "--output", str(file), typed=both)
        assert f"plateau, {plateau}" in file.read_text(encoding="utf-8")
        assert plateau in (tmp_path / "figure.caption.txt").read_text(encoding="utf-8")


def test_the_machine_that_is_stated_is_in_the_figure(answer, tmp_path):
    file = tmp_path / "figure.svg"
    answer("plot", "link", str(EXAMPLES / "two-nodes.log"), "--nic", "8x200G", "--output", str(file))
    assert "any algorithm 375" in file.read_text(encoding="utf-8")
    answer("plot", "link", str(EXAMPLES / "two-nodes.log"), "--output", str(file))
    assert "any algorithm" not in file.read_text(encoding="utf-8")


def test_the_catalogue_of_the_command_is_that_of_the_figure(answer, tmp_path):
    rows = tmp_path / "mine.csv"
    rows.write_text(
        "run,modality,architecture,params_total,params_active,tokens,train_flop,source,evidence\n"
        "mine,text,dense,1e9,1e9,2e10,1.2e20,our own log,primary\n",
        encoding="utf-8",
    )
    plain, with_mine, asked = (tmp_path / name for name in ("a.png", "b.png", "c.png"))
    answer("plot", "frontier", "--output", str(plain))
    answer("plot", "frontier", "--catalog", str(rows), "--output", str(with_mine))
    answer("plot", "frontier", "mine", "--catalog", str(rows), "--output", str(asked))
    assert len({file.read_bytes() for file in (plain, with_mine, asked)}) == 3


def test_equal_calls_write_equal_bytes(answer, tmp_path):
    files = [tmp_path / name for name in ("a.svg", "b.svg")]
    for file in files:
        answer("plot", "frontier", "llama-3.1-405b", "--output", str(file))
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("figure", ["ladder", "frontier", "valleys", "fit", "link"])
def test_a_file_must_be_named(refusal, figure):
    assert "Missing option '--output'" in refusal("plot", figure, "gpt-3")


@pytest.mark.parametrize("name", ["figure.jpg", "figure", "-", "figure.png.txt", ".png"])
def test_another_ending_is_refused_before_anything_is_computed(refusal, name):
    said = refusal("plot", "frontier", "no-such-run", "--output", name)
    assert "wanted a file name ending in .png, .svg, .pdf" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ladder",), "Missing argument 'RUN...'"),
        (("ladder", "gpt-9"), "no run is called 'gpt-9'; did you mean"),
        (("ladder", "gpt-3", "--size", "3x2.4"), "more of height, which the limits of these runs need"),
        (("ladder", "gpt-3", "--style", "slides"), "'slides' is not one of 'paper', 'talk'"),
        (("frontier", "gpt-9"), "no run is called 'gpt-9'; did you mean"),
        (("frontier", "--scaling", "kaplan"), "did you mean kaplan2020?"),
        (("valleys", "--scaling", "kaplan"), "did you mean kaplan2020?"),
        (("frontier", "alexnet"), "besiroglu2024-minimum describes modality text; this run is of modality image"),
        (("valleys", "stable-diffusion-1"), "this run is of modality image"),
        (("frontier", "--size", "7"), "write e.g. 3.3x3.3"),
        (("frontier", "--size", "nanxinf"), "width and height in inch"),
        (("valleys", "--size", "1e1x1e1"), "width and height in inch"),
        (("valleys", "--size", "1000x1000"), "each from 2.4 to 40"),
        (("valleys", "--compute", "3 J"), "this is energy"),
        (("valleys", "--compute", "-1"), "wanted a positive number of FLOP"),
        (("valleys", "--scaling", "sardana2023-all"), "computes of the valleys"),
        (("fit", "no-such-file.csv"), "the name of no file"),
        (("fit", RUNS, "--panel", "data", "--panel", "data"), "wanted each once"),
        (("fit", RUNS, "--panel", "date"), "'date' is not one of 'data', 'residuals', 'valleys', 'profiles'"),
        (("fit", RUNS, "--last", "--best"), "both --last and --best"),
        (("fit", RUNS, "--last"), "no rows of one run"),
        (("fit", RUNS, "--objective", "square"), "did you mean squares"),
        (("fit", RUNS, *(f"--panel={panel}" for panel in PANELS), "--style", "talk"), "fewer panels"),
        (("link", "no-such-file.log"), "the name of no file"),
        (("link", str(EXAMPLES / "bare-flop.toml")), "nothing of a bandwidth test that is known"),
        (("link", str(EXAMPLES / "two-nodes.log"), "--measurement", "2"), "wanted a number from 1 to 1"),
        (("link", str(EXAMPLES / "two-nodes.log"), "--nic", "many"), "adapters of a node and their rate"),
        (("link", str(EXAMPLES / "two-nodes.log"), "--node", "p5.49xlarge"), "did you mean"),
        (("link", str(EXAMPLES / "two-nodes.log"), "--size", "2.5x2.4", "--style", "talk"), "has no room"),
    ],
)
def test_what_cannot_be_drawn_is_refused(refusal, tmp_path, words, said):
    file = tmp_path / "figure.png"
    assert said in refusal("plot", *words, "--output", str(file))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_named(refusal, tmp_path):
    assert "wanted a file that can be written" in refusal("plot", "valleys", "--output", str(tmp_path / "no" / "a.png"))


def test_without_matplotlib_one_message_says_how_to_get_it(refusal, tmp_path, monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    said = refusal("plot", "frontier", "gpt-3", "--output", str(tmp_path / "figure.png"))
    assert said == (
        'limits: figures are drawn by matplotlib, which is not installed; python -m pip install "matplotlib>=3.8"\n'
    )


@pytest.mark.parametrize("figure", ["ladder", "frontier", "valleys", "fit", "link"])
def test_each_figure_shows_examples(answer, figure):
    assert f"limits plot {figure} " in answer("plot", figure, "--help").partition("Examples:")[2]


def test_help_loads_no_matplotlib(process):
    code = (
        "import sys; from limits.cli import main; main(['plot', 'frontier', '--help'], standalone_mode=False); "
        "print(*sorted({n.partition('.')[0] for n in sys.modules}), file=sys.stderr)"
    )
    loaded = set(process(shell=f'"$1" -c "{code}"').stderr.decode().split())
    assert not loaded & {"matplotlib", "numpy", "pint"}


def test_a_fit_is_drawn_as_the_same_options_of_frontier_fit_would_fit_it(answer, tmp_path):
    from limits import scaling
    from limits.report import figures

    file = tmp_path / "fit.svg"
    words = ("--objective", "squares", "--form", "hoffmann-tied", "--panel", "residuals", "--panel", "data")
    answer("plot", "fit", RUNS, *words, "--size", "7x3", "--output", str(file))
    found = scaling.fit(scaling.Points.read(RUNS), form="hoffmann-tied", objective="squares")
    drawing = figures.fit(found, panels=["residuals", "data"], size=(7.0, 3.0))
    assert file.read_bytes() == drawing.to("svg")
    assert file.with_suffix(".caption.txt").read_text(encoding="utf-8") == drawing.caption


def test_runs_that_are_held_out_are_drawn_beside_the_law_of_the_rest(answer, tmp_path):
    from limits import scaling
    from limits.report import figures

    file = tmp_path / "fit.svg"
    answer("plot", "fit", RUNS, "--holdout", "10", "--panel", "residuals", "--output", str(file))
    apart = scaling.holdout(scaling.fit(scaling.Points.read(RUNS)), 10.0)
    drawing = figures.fit(scaling.fit(apart.rest), held=apart.points, panels=["residuals"])
    assert file.read_bytes() == drawing.to("svg")
    rms, mean = (f"{100 * each:.2g}" for each in (apart.summary.rms, abs(apart.summary.mean)))
    said = " ".join(drawing.caption.split())
    assert f"Squares: {len(apart.points)} runs that the fit has not seen, root mean square {rms} %" in said
    assert f"{mean} %." in said
