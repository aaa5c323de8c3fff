"""The catalogue as a whole: what it is called, what its digest is of, and which row a name means."""

from __future__ import annotations

import hashlib

import pytest

from limits import catalog
from limits.catalog.catalog import Catalog, Sheet
from limits.errors import DataError, InputError, UnknownNameError

LINKS = b"""link,aliases,net_gbit_per_s_per_direction,source,evidence
one-1b,first,10,manual,primary
one-1-b,,20,manual,primary
two,one1b2; second,30,manual,primary
"""
NODES = b"""node,aliases,shared_names,accelerators_per_node,source,evidence
big-one,big,,8,manual,primary
big-two,,,16,manual,primary
"""
GRIDS = b"""grid,aliases,shared_names,pue_ratio,source,evidence
here,home,,1.1,bill,primary
there,,home; away,1.2,bill,primary
elsewhere,away,HOME; home,1.3,bill,primary
"""


def made(*sheets):
    return Catalog(tuple(Sheet(kind, f"{kind}s.csv", content) for kind, content in sheets))


def test_a_catalogue_says_its_digest_and_how_much_it_holds():
    mine = made(("link", LINKS), ("node", NODES))
    digest = hashlib.sha256(b"link\0" + LINKS + b"\0node\0" + NODES + b"\0").hexdigest()
    assert mine.sha256 == digest[:12]
    assert repr(mine) == (
        f"<Catalog {digest[:12]}: 0 of kind run, 0 of kind accelerator, 2 of kind node, 3 of kind link, "
        "0 of kind memory, 0 of kind grid>"
    )


def test_the_functions_of_the_folder_are_those_of_the_shipped_catalogue():
    assert catalog.shipped() is Catalog.shipped()
    assert [sheet.file for sheet in catalog.shipped().sheets] == [
        *("runs.csv", "accelerators.csv", "nodes.csv", "links.csv", "memories.csv", "grids.csv"),
    ]
    assert catalog.names("link") == catalog.shipped().names("link")
    assert catalog.rows("link") == catalog.shipped().rows("link")
    assert catalog.row("link", "nvlink-4") is catalog.shipped().row("link", "nvlink-4")


@pytest.mark.parametrize(
    ("name", "row"),
    [("one-1b", "one-1b"), (" ONE 1-B ", "one-1-b"), ("First", "one-1b"), ("one1b2", "two"), ("SECOND_", "two")],
)
def test_a_name_means_the_row_whose_name_or_alias_it_is(name, row):
    assert made(("link", LINKS)).row("link", name).name == row


@pytest.mark.parametrize("name", ["one1b", "one_1_b", "third", "", "-", "nvidia"])
def test_a_name_of_two_rows_or_of_none_means_none(name):
    with pytest.raises(UnknownNameError, match="no link is called"):
        made(("link", LINKS)).row("link", name)


def test_a_later_file_is_heard_first_and_its_names_come_last():
    later = b"link,source,evidence\ntwo,bench,primary\nthree,bench,primary\n"
    mine = made(("link", LINKS), ("link", later))
    assert mine.names("link") == ("one-1b", "one-1-b", "two", "three")
    assert [row.source for row in mine.rows("link")] == ["manual", "manual", "bench", "bench"]
    assert mine.row("link", "second").source == "bench"
    assert mine.names("node") == ()


def test_a_name_that_is_shared_says_with_which_rows():
    mine = made(("grid", GRIDS))
    assert mine.row("grid", "Home").name == "here"
    assert mine.also_called("grid", "Home") == ("there", "elsewhere")
    assert mine.also_called("grid", "away") == ("there",)
    assert mine.also_called("grid", "there") == ()


def test_the_first_fault_of_a_file_of_the_package_is_named_when_its_row_is_read():
    broken = made(("link", b"link,reach,source,evidence\nok,,manual,primary\nx\x07,a\tb,,\n"))
    assert broken.row("link", "ok").source == "manual"
    with pytest.raises(DataError) as caught:
        broken.row("link", "x\x07")
    assert str(caught.value) == (
        "links.csv, links.csv line 3, column link: given 'x\\x07'; wanted text on one line, without control characters"
    )


def test_an_alias_may_be_that_of_its_own_row_and_of_no_other(tmp_path):
    mine = made(("link", LINKS))
    (tmp_path / "again.csv").write_text("link,aliases,source,evidence\none-1b,first,bench,primary\n")
    assert mine.extended(tmp_path / "again.csv").row("link", "first").source == "bench"
    (tmp_path / "taken.csv").write_text(
        "link,aliases,source,evidence\nfour,first; new,bench,primary\nfive,two,bench,primary\n"
    )
    with pytest.raises(InputError) as caught:
        mine.extended(tmp_path / "taken.csv")
    assert [str(each).removeprefix(str(tmp_path)) for each in caught.value.problems] == [
        f"/taken.csv, row {row}, column aliases: given '{alias}', wanted an alias that names no other row"
        for row, alias in (("four", "first"), ("five", "two"))
    ]
