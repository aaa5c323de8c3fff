"""No free lunch, proved by going through all there is: every function, every training set, every learner, in fractions.

Small domains only, of up to four cases, which is all that can be enumerated; the formulas are compared with them.
"""

from fractions import Fraction
from itertools import permutations, product

import pytest

from limits import laws
from limits.errors import InputError

SIZES = [(cases, classes) for cases in (2, 3, 4) for classes in (2, 3) if classes**cases <= 81]


def mean(values):
    found = list(values)
    return sum(found, Fraction(0)) / len(found)


def functions(cases, classes):
    """Every assignment of answers to cases."""
    return list(product(range(classes), repeat=cases))


def wrong(guesses, function, where):
    """Share of the cases `where` on which guesses are wrong."""
    return mean(Fraction(guesses[case] != function[case]) for case in where)


@pytest.mark.parametrize(("cases", "classes"), SIZES)
def test_no_guess_about_unseen_cases_beats_another(cases, classes):
    """For each training set and each of all possible ways to guess, the mean over the functions that fit is chance."""
    chance = Fraction(classes - 1, classes)
    assert float(chance) == pytest.approx(laws.no_free_lunch_unseen.kernel(float(classes)), rel=1e-15, abs=0)
    for seen in range(cases):
        answers = product(range(classes), repeat=seen)
        for labels in answers:
            fitting = [f for f in functions(cases, classes) if f[:seen] == labels]
            unseen = range(seen, cases)
            for guesses in functions(cases, classes):
                assert mean(wrong(guesses, f, unseen) for f in fitting) == chance


@pytest.mark.parametrize(("cases", "classes"), SIZES)
@pytest.mark.parametrize("examples", [0, 1, 2, 3])
def test_expected_loss_of_a_memoriser(cases, classes, examples):
    """Over every function and every sequence of examples, of a learner that guesses the first answer elsewhere."""
    losses = []
    for drawn in product(range(cases), repeat=examples):
        for function in functions(cases, classes):
            guesses = [function[case] if case in drawn else 0 for case in range(cases)]
            losses.append(wrong(guesses, function, range(cases)))
    exact = mean(losses)
    gain = Fraction(classes - 1, classes) - exact
    given = float(cases), float(examples), float(classes)
    assert laws.no_free_lunch.kernel(*given) == pytest.approx(float(exact), rel=1e-14, abs=0)
    assert laws.no_free_lunch_gain.kernel(*given) == pytest.approx(float(gain), rel=1e-14, abs=0)


def test_what_the_specialist_gains_it_pays_elsewhere():
    """A learner that expects the answers to go on as they began wins on its tasks by what it loses on the others."""
    cases, seen = 4, 2
    tasks = functions(cases, 2)
    unseen = range(seen, cases)

    def specialist(function):
        return [*function[:seen], *[function[seen - 1]] * (cases - seen)]

    def contrarian(function):
        return [*function[:seen], *[1 - function[seen - 1]] * (cases - seen)]

    gains = [wrong(contrarian(f), f, unseen) - wrong(specialist(f), f, unseen) for f in tasks]
    lawful = [gain for f, gain in zip(tasks, gains, strict=True) if len(set(f[seen - 1 :])) == 1]
    assert set(lawful) == {Fraction(1)}  # on what it was made for it is always right, the other never
    assert sum(gains) == 0
    assert {gains.count(gain) - gains.count(-gain) for gain in set(gains)} == {0}


def test_tasks_that_share_a_law_let_a_general_learner_win():
    """The premise does the work: over the tasks that do not depend on order, counting ones beats chance."""
    cases, seen = 3, 2
    monotone = [f for f in functions(cases, 2) if list(f) == sorted(f)]
    general = mean(Fraction(f[seen - 1] != f[seen]) for f in monotone)
    assert general == Fraction(1, 4) < Fraction(1, 2)
    relabelled = [
        tuple(f[place] for place in order) for f in functions(cases, 2) for order in permutations(range(cases))
    ]
    assert mean(Fraction(f[seen - 1] != f[seen]) for f in relabelled) == Fraction(1, 2)


def test_counts_are_whole_and_large_enough():
    for given in ({"cases": "1"}, {"cases": "2.5"}, {"examples": "-1"}, {"classes": "1"}):
        with pytest.raises(InputError, match=next(iter(given))):
            laws.no_free_lunch(**{"cases": "10", "examples": "3", "classes": "2", **given})


def test_solving_for_the_examples():
    assert laws.no_free_lunch.solve("examples", loss="0.28125", cases="4", classes="2").m == 2
    assert laws.no_free_lunch_gain.solve("examples", gain="5e-16", cases="1e30", classes="2").m == pytest.approx(
        1e15, rel=1e-14, abs=0
    )
