"""The one way in for files of text: how much is read, which encodings, and what is said of everything else."""

from __future__ import annotations

import io
import os
import sys
import threading
from types import SimpleNamespace

import pytest

from limits import catalog, scaling, textfile
from limits.errors import InputError
from limits.runs import load
from limits.scaling.fits.repetition import RepeatedRuns
from limits.textfile import CATALOGUE, LAW, RUN, RUNS

DOORS = {
    "run": load,
    "catalogue": lambda source: catalog.Catalog.shipped().extended(source),
    "law": scaling.load,
    "runs": scaling.Points.read,
    "curves": scaling.Curves.read,
    "repeated runs": RepeatedRuns.read,
}
WRITTEN = {
    "run": 'name = "r"\r\n[compute]\r\nflop = "1e24 FLOP"\r\n',
    "catalogue": "grid,pue_ratio,source,evidence\r\nhere,1.2,own,primary\r\n",
    "law": scaling.to_toml(scaling.get("besiroglu2024")).replace("\n", "\r\n"),
    "runs": "parameters,tokens,loss\r\n1e9,2e10,3\r\n",
    "curves": "curve,compute,loss\r\na,1e20,3\r\n",
    "repeated runs": "parameters,tokens,unique_tokens,loss\r\n" + "1e9,2e10,1e10,3\r\n" * 3,
}


def refusal(door, source):
    with pytest.raises(InputError) as caught:
        DOORS[door](source)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_door_reads_what_editors_and_shells_write(tmp_path, door, encoding):
    file = tmp_path / "file.toml"
    file.write_bytes(WRITTEN[door].encode(encoding))
    assert DOORS[door](file) is not None


@pytest.mark.parametrize("door", DOORS)
def test_every_door_refuses_what_is_no_text(tmp_path, door):
    file = tmp_path / "file.toml"
    file.write_bytes(WRITTEN[door].encode() + b"\xff")
    assert f"not UTF-8 text (at byte {len(WRITTEN[door])})" in refusal(door, file).given
    file.write_bytes(b"\xff\xfe" + "a".encode("utf-16-le") + b"\x00")
    assert "not UTF-16 text" in refusal(door, file).given


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="a device without end is of Unix")  # noqa: PTH110
@pytest.mark.parametrize("door", DOORS)
def test_no_door_reads_a_device_without_end(door):
    assert "more than" in refusal(door, "/dev/zero").given


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of Unix")
@pytest.mark.parametrize("door", ["run", "catalogue", "law"])
def test_no_door_reads_a_pipe_without_end(tmp_path, door):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def without_end():
        try:
            with pipe.open("wb") as end:
                while True:
                    end.write(b"#\n" * 50_000)
        except BrokenPipeError:  # nobody reads on, as it should be
            pass

    writer = threading.Thread(target=without_end)
    writer.start()
    assert "more than" in refusal(door, pipe).given
    writer.join(timeout=30)
    assert not writer.is_alive()


def test_no_more_is_read_of_standard_input_than_a_run_may_have(monkeypatch):
    taken = io.BytesIO(b"#" * 10 * RUN.most)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=taken))
    assert "more than 1,000,000 bytes" in refusal("run", "-").given
    assert taken.tell() == RUN.most + 1


def test_standard_input_that_is_closed(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert refusal("run", "-").given == "a closed stream"


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", ["no-such-file", "a" * 5000, "a\0b", "."])
def test_names_that_no_file_has(door, name):
    assert refusal(door, name).where == "file"


@pytest.mark.parametrize("kind", [RUN, LAW, CATALOGUE, RUNS])
def test_a_file_may_be_as_large_as_its_kind_allows(tmp_path, kind):
    file = tmp_path / "file"
    file.write_bytes(b"#" * kind.most)
    assert len(textfile.read(file, kind)) == kind.most
    file.write_bytes(b"#" * (kind.most + 1))
    with pytest.raises(InputError, match=f"more than {kind.most:,} bytes"):
        textfile.read(file, kind)


def test_the_folder_of_a_checkpoint_says_which_file_is_meant(tmp_path):
    with pytest.raises(InputError) as refused:
        textfile.read(tmp_path, RUN)
    assert refused.value.problems[0].mend == ""
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="name the file in it: ") as refused:
        textfile.read(tmp_path, RUN)
    assert str(tmp_path / "config.json") in refused.value.problems[0].mend
