"""Records keep what a frozen dataclass with slots promises."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from itertools import product

import pytest

from limits.frozen import frozen


@frozen
class Ours:
    """A point with a remark that does not count and a list that is not shown."""

    x: float
    y: float = 0.0
    remark: str = field(default="", compare=False)
    hidden: tuple[int, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Theirs:
    """The same, made by the standard library."""

    x: float
    y: float = 0.0
    remark: str = field(default="", compare=False)
    hidden: tuple[int, ...] = field(default=(), repr=False)


@frozen
class Checked:
    """A record with methods of its own, and one field that it computes."""

    x: float
    twice: float = field(init=False)

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError
        object.__setattr__(self, "twice", 2 * self.x)

    def __repr__(self) -> str:
        return f"<{self.x}>"

    def __hash__(self) -> int:
        return 7


@frozen
class Nothing:
    """A record without fields."""


NAN = (float("nan"),)
ARGUMENTS = [(1.0,), (1.0, 0.0), (1.0, 2.0), (1.0, 2.0, "said"), (1.0, 2.0, "", (1, 2)), NAN]


@pytest.mark.parametrize(("first", "second"), [pair for pair in product(ARGUMENTS, repeat=2) if pair != (NAN, NAN)])
def test_records_compare_and_hash_as_the_standard_library_has_it(first, second):
    assert (Ours(*first) == Ours(*second)) is (Theirs(*first) == Theirs(*second))
    assert (Ours(*first) != Ours(*second)) is (Theirs(*first) != Theirs(*second))
    assert (hash(Ours(*first)) == hash(Ours(*second))) is (hash(Theirs(*first)) == hash(Theirs(*second)))


def test_records_of_one_nan_are_equal_and_of_two_are_not():
    """On every Python; the standard library says so up to 3.12, and from 3.13 on that those of one are unequal too."""
    assert Ours(*NAN) == Ours(*NAN)
    assert hash(Ours(*NAN)) == hash(Ours(*NAN))
    assert Ours(*NAN) != Ours(float("nan"))


@pytest.mark.parametrize("arguments", ARGUMENTS)
def test_records_are_written_as_the_standard_library_has_it(arguments):
    assert repr(Ours(*arguments)) == repr(Theirs(*arguments)).replace("Theirs", "Ours")


def test_records_of_two_classes_are_not_equal():
    assert Ours(1.0) != Theirs(1.0)
    assert Ours(1.0) != (1.0, 0.0, "", ())
    assert Ours(1.0).__eq__(Theirs(1.0)) is NotImplemented


@pytest.mark.parametrize("kind", [Ours, Theirs])
@pytest.mark.parametrize("name", ["x", "y", "remark", "other"])
def test_nothing_is_set_or_deleted_afterwards(kind, name):
    record = kind(1.0)
    with pytest.raises((FrozenInstanceError, TypeError)):  # Python 3.11's own raises TypeError for a strange name
        setattr(record, name, 2.0)
    with pytest.raises((FrozenInstanceError, TypeError, AttributeError)):
        delattr(record, name)
    assert record == kind(1.0)
    assert not hasattr(record, "__dict__")


def test_a_strange_name_is_refused_as_a_field_is():
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'other'"):
        Ours(1.0).other = 2.0
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
        del Ours(1.0).x


@pytest.mark.parametrize("make", [copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each)), replace])
@pytest.mark.parametrize("record", [Ours(1.0, 2.0, "said", (3,)), Nothing()])
def test_copies_are_equal_and_frozen(make, record):
    made = make(record)
    assert made == record
    assert [getattr(made, each.name) for each in fields(made)] == [
        getattr(record, each.name) for each in fields(record)
    ]
    with pytest.raises(FrozenInstanceError):
        made.x = 0.0


def test_what_a_class_writes_itself_stays():
    record = Checked(2.0)
    assert (repr(record), hash(record), record.twice) == ("<2.0>", 7, 4.0)
    assert record == Checked(2.0) != Checked(3.0)
    with pytest.raises(ValueError, match=r"^$"):
        Checked(-1.0)


def test_a_record_that_holds_itself_is_written():
    record = Ours([])
    record.x.append(record)
    assert repr(record) == "Ours(x=[...], y=0.0, remark='')"
    assert repr(Nothing()) == "Nothing()"


def test_records_match_by_place():
    match Ours(1.0, 2.0):
        case Ours(x, y):
            assert (x, y) == (1.0, 2.0)
