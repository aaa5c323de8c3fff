"""``limits link`` with an older run beside, or with many files: line one, the table, JSON, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from limits.report.schema import shipped

from ..pasted.test_comparison import rows
from ..pasted.written import SIZES, nccl

EXAMPLE = str(Path(__file__).parents[2] / "docs" / "examples" / "two-nodes.log")


def written(folder, name, *, host="", **of):
    """Write a paste to a file; with `host`, of that host alone."""
    text = nccl(**(of | ({"ranks": 8} if host else {}))).text
    file = folder / name
    file.write_text(text.replace("node-1 ", f"{host} ") if host else text, encoding="utf-8")
    return str(file)


def line_one(text):
    """Return the first paragraph on one line."""
    first = []
    for line in text.splitlines():
        if first and not line.startswith("  "):
            break
        first.append(line.strip())
    return " ".join(first)


@pytest.fixture
def nodes(tmp_path):
    """Eight nodes, one of them slow."""
    rates = (450.0, 451.0, 449.5, 450.7, 450.2, 448.9, 450.4, 361.0)
    return [written(tmp_path, f"n{at}.log", host=f"gpu{at}", rate=rate) for at, rate in enumerate(rates)]


# Against an older run


def test_line_one_says_how_much_slower_and_from_which_size_on(answer, tmp_path):
    old, new = written(tmp_path, "old.log", rate=340.0), written(tmp_path, "new.log", rate=300.0)

    said = line_one(answer("link", new, "--against", old))

    assert said.startswith("2 x 8 h100-sxm, all-reduce, ")
    assert said.endswith("302.1 GB/s: 11 % slower than old.log from 2 MiB on (3 to 12 %).")


@pytest.mark.parametrize(("rate", "word"), [(340.0, "as fast as"), (400.0, "faster than"), (900.0, "times as fast as")])
def test_other_first_lines(answer, tmp_path, rate, word):
    old, new = written(tmp_path, "old.log", rate=340.0), written(tmp_path, "new.log", rate=rate)
    assert f"{word} old.log" in line_one(answer("link", new, "--against", old))


def test_many_times_as_fast_has_no_per_cent(answer, tmp_path):
    old, new = written(tmp_path, "old.log", rate=90.0), written(tmp_path, "new.log", rate=340.0)
    said = line_one(answer("link", new, "--against", old))
    assert "GB/s: 3.5 times as fast as old.log from 32 KiB on (1.0 to 3.8 times)." in said


def test_a_difference_within_the_scatter_of_halves_is_said_to_be_none(answer, tmp_path):
    rows = [
        f"{2**power} {2**power // 4} float sum -1 "
        + " ".join(f"{time:.2f} {2**power / time / 1e3:.2f} {1.75 * 2**power / time / 1e3:.2f} 0" for time in times)
        for power in range(26, 33)
        for times in [(2**power / 1e5, 2**power / 1.08e5)]
    ]
    mean = [row.split() for row in rows]
    old, new = tmp_path / "old.log", tmp_path / "new.log"
    new.write_text("\n".join(rows), encoding="utf-8")
    old.write_text("\n".join(" ".join([*row[:5], *row[5:9], *row[5:9]]) for row in mean), encoding="utf-8")
    said = line_one(answer("link", str(new), "--against", str(old)))
    assert "no difference from old.log (3.9 % at most) beyond what the two halves of a run" in said


def test_a_run_beside_itself_is_as_fast(answer):
    said = answer("link", EXAMPLE, "--against", EXAMPLE)
    assert "334.8 GB/s: as fast as" in line_one(said)
    assert "within 1 % at all sizes." in line_one(said)


def test_the_verdict_of_the_newer_run_stands_below_line_one_with_what_differs(answer, tmp_path):
    old, new = written(tmp_path, "old.log"), written(tmp_path, "new.log", rate=150.0, devices="NVIDIA H200")
    said = " ".join(answer("link", new, "--against", old, "--nic", "8x200G").split())
    assert "What differs: devices NVIDIA H100 80GB HBM3 -> NVIDIA H200." in said
    assert "GB/s: low, 45 % of what healthy hardware shows" in said
    assert "latency of the upper regime, us" in said


def test_names_of_two_folders_are_kept_apart(answer, tmp_path):
    for name in ("before", "after"):
        (tmp_path / name).mkdir()
    old, new = (written(tmp_path / name, "run.log") for name in ("before", "after"))
    assert "before/run.log" in line_one(answer("link", new, "--against", old)).replace(" ", "")


def test_either_text_may_come_from_standard_input(answer, tmp_path):
    old = written(tmp_path, "old.log")
    assert "as fast as old.log" in answer("link", "-", "--against", old, typed=nccl().text)
    assert "as fast as standard input" in answer("link", old, "--against", "-", typed=nccl().text)


def test_several_runs_are_paired_and_those_alone_are_named(answer, tmp_path):
    old, new = tmp_path / "old.log", tmp_path / "new.log"
    old.write_text(nccl().text + nccl(operation="all_gather").text, encoding="utf-8")
    new.write_text(nccl(operation="all_gather", rate=160.0).text + nccl(operation="broadcast").text, encoding="utf-8")
    said = " ".join(answer("link", str(new), "--against", str(old)).split())
    assert said.startswith("2 x 8 h100-sxm, all-gather, ")
    assert "- this run alone has broadcast on 16 ranks" in said
    assert "- OLD alone has all-reduce on 16 ranks (line " in said


def test_texts_without_a_common_operation_are_no_error(answer, tmp_path):
    old, new = written(tmp_path, "old.log"), written(tmp_path, "new.log", operation="alltoall")
    assert line_one(answer("link", new, "--against", old)) == (
        "Nothing to compare: old.log has no run of the same operation."
    )


def test_the_comparison_as_json_follows_its_schema(answer, tmp_path):
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    old, new = written(tmp_path, "old.log", rate=340.0), written(tmp_path, "new.log", rate=300.0)

    said = json.loads(answer("link", new, "--against", old, "--format", "json"))

    jsonschema.validate(said, json.loads(shipped("link-comparison")))
    assert said["schema"] == "limits.link-comparison/1"
    (pair,) = said["pairs"]
    assert (pair["new"], pair["old"], pair["sign"]) == (0, 0, "slower")
    assert pair["sizes"][-1]["ratio"] == pytest.approx(300.0 / 340.0, rel=1e-3, abs=0)
    assert pair["main"]["last"] == {"value": 2147483648.0, "unit": "byte"}
    assert [each["plateau"]["value"] for each in (*said["measurements"], *said["old_measurements"])] == [
        pytest.approx(300.0, rel=0.02, abs=0),
        pytest.approx(340.0, rel=0.02, abs=0),
    ]


def test_requirements_hold_for_the_newer_run_alone(call, tmp_path):
    old, new = written(tmp_path, "old.log", rate=330.0), written(tmp_path, "new.log", rate=60.0)
    words = ("--nic", "8x200G", "--require", "all_reduce=0.5")
    assert call("link", new, "--against", old, *words).exit_code == 1
    assert call("link", old, "--against", new, *words).exit_code == 0


# Many files


def test_line_one_names_the_host_that_stands_out(answer, nodes):
    said = line_one(answer("link", *nodes))
    assert said.startswith("8 runs of all-reduce on 8 ranks, median 45")
    assert said.endswith("GB/s: gpu7 stands out, 20 % below.")


def test_files_are_ranked_from_the_fastest(answer, nodes):
    said = answer("link", *nodes)
    places = [said.index(f"  n{at}.log") for at in (1, 3, 6, 4, 0, 2, 5, 7)]
    assert places == sorted(places)
    assert "gpu7: the one run of it stands out low (n7.log)" in " ".join(said.split())


def test_nothing_stands_out_of_equal_nodes(answer, nodes):
    assert line_one(answer("link", *nodes[:-1])).endswith("none stands out low.")


def test_one_number_of_a_whole_job_blames_no_node_and_says_what_would(answer, tmp_path):
    files = [
        written(tmp_path, f"{name}.log", rate=rate) for name, rate in (("mon", 180.0), ("tue", 181.0), ("wed", 90.0))
    ]
    said = " ".join(answer("link", *files).split())
    assert "no node can be blamed by these numbers: each is of all nodes together" in said
    assert "for h in HOSTS; do mpirun -np 8 -H $h:8 all_reduce_perf" in said
    assert 'NCCL_TESTS_SPLIT="DIV 8"' in said
    assert "wed.log stands out, 50 % below." in said


def test_a_file_without_a_test_is_listed_and_does_not_stop_the_others(answer, nodes, tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("remember the milk\n", encoding="utf-8")
    said = answer("link", *nodes, str(other))
    assert "gpu7" in line_one(said)
    assert "Nothing of a bandwidth test that is known\n  - notes.txt" in said


def test_files_without_any_test_are_refused(refusal, tmp_path):
    files = []
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("remember the milk\n", encoding="utf-8")
        files.append(str(tmp_path / name))
    assert "a.txt, b.txt" in refusal("link", *files)


def test_a_file_that_is_not_there_is_refused(refusal, nodes, tmp_path):
    assert "the name of no file" in refusal("link", *nodes, str(tmp_path / "gone.log"))


def test_the_ranking_as_json_follows_its_schema(answer, nodes):
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")

    said = json.loads(answer("link", *nodes, "--format", "json"))

    jsonschema.validate(said, json.loads(shipped("link-ranking")))
    assert said["schema"] == "limits.link-ranking/1"
    (group,) = said["groups"]
    assert (group["operation"], group["ranks"], group["job_wide"]) == ("all_reduce", 8, False)
    assert group["suspects"] == [{"hosts": ["gpu7"], "files": ["n7.log"]}]
    assert [each["stands_out"] for each in group["ranked"]] == [None] * 7 + ["low"]
    assert group["ranked"][-1]["deviation"] < -4.3


def test_a_requirement_that_one_file_misses_names_it(call, nodes):
    result = call("link", *nodes, "--accelerator", "H100", "--require", "all_reduce=1.1")
    assert result.exit_code == 1
    assert "n7.log: required all_reduce=1.1" in result.stdout
    assert "n6.log: required" not in result.stdout
    assert call("link", *nodes[:-1], "--accelerator", "H100", "--require", "all_reduce=1.1").exit_code == 0


def test_names_of_hosts_and_files_do_not_reach_the_terminal_unescaped(answer, tmp_path):
    files = [
        written(tmp_path, f"n{at}.log", host=f"h\x07{at}", rate=rate) for at, rate in enumerate((450.0,) * 5 + (90.0,))
    ]
    odd = tmp_path / "a\x1b[31m.log"
    odd.write_text(nccl(ranks=8, rate=450.0).text, encoding="utf-8")
    for words in (("link", *files, str(odd)), ("link", files[0], "--against", str(odd))):
        said = answer(*words)
        assert all(sign.isprintable() or sign == "\n" for sign in said)
        assert "\\x1b[31m" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("a", "b", "--against", "c"), "--against compares one FILE with OLD, not 2 of them"),
        (("-", "-"), "standard input (-) can be read once"),
        (("-", "--against", "-"), "standard input (-) can be read once"),
        ((EXAMPLE, "--against", __file__ + ".gone"), "the name of no file"),
    ],
)
def test_calls_that_are_refused(refusal, words, said):
    assert said in refusal("link", *words)


def test_latencies_are_compared_by_their_ratio(answer, tmp_path):
    old, new = written(tmp_path, "old.log", alpha=40.0), written(tmp_path, "new.log", alpha=100.0)
    line = next(each for each in answer("link", new, "--against", old).splitlines() if "latency of the upper" in each)
    before, now, ratio = map(float, line.split()[-3:])
    assert (before, now) == (38.8, 97.0)  # of the faster half
    assert ratio == 2.5


def test_each_size_says_how_far_the_digits_of_both_tell_it(answer, tmp_path):
    """Times of 97 and 38.8 us, printed to 0.01 us, leave 0.005/97 + 0.005/38.8 = 0.018 % of their ratio."""
    old, new = written(tmp_path, "old.log"), written(tmp_path, "new.log", rate=150.0, alpha=100.0)
    said = answer("link", new, "--against", old).splitlines()
    least = next(line for line in said if line.lstrip().startswith("8 byte"))
    assert least.split()[-6:] == ["0.400", "0.018", "%", "0.0", "%", "slower"]


def test_rows_that_scatter_about_the_line_say_how_far(answer, tmp_path):
    """Every second time a third longer, in one of two runs; on whichever side that stands."""
    files = []
    for name, longer in (("even.log", 1.0), ("odd.log", 4.0 / 3.0)):
        times = {size: (50.0 + size / 1e5) * (longer if at % 2 else 1.0) for at, size in enumerate(SIZES)}
        (tmp_path / name).write_text(rows(times), encoding="utf-8")
        files.append(str(tmp_path / name))
    found = []
    for old, new in (files, files[::-1]):
        said = answer("link", new, "--against", old).splitlines()
        found.append(next(line for line in said if "rows around that line" in line).split()[-4:])
    (even, _, odd, _), (odd_again, _, even_again, _) = found
    assert (even, even_again) == ("0.0", "0.0")
    assert odd == odd_again
    assert 12.0 < float(odd) < 18.0
