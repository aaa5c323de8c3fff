"""What every published trend must do, those of next year too, and the rules that its table must keep."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limits.errors import DataError, InputError, NoSolutionError, UnknownNameError
from limits.laws.input import Kind
from limits.references import entry
from limits.scaling import trends
from limits.scaling.trends import reader
from limits.scaling.trends.relations import RELATIONS
from limits.units import quantity

EVERY = [pytest.param(trend, id=key) for key, trend in trends.everything().items()]
EACH = [
    pytest.param(trend, each.name, id=f"{key}-{each.name}")
    for key, trend in trends.everything().items()
    for each in trend.inputs
]
TURNS = {
    (key, trend.inputs[place].name)
    for key, trend in trends.everything().items()
    for place in RELATIONS[trend.relation].turns
}  # the result falls and rises again: there is no one solution


def reach(trend, name):
    """The range of one variable behind the fit, or else its usual one."""
    span = trend.fitted.get(name)
    return (span.low, span.high) if span else next(each.typical for each in trend.inputs if each.name == name)


def at(trend, name, share):
    low, high = reach(trend, name)
    return low ** (1 - share) * high**share


def middle(trend):
    return {each.name: at(trend, each.name, 0.5) for each in trend.inputs}


def quantities(trend, values):
    units = {each.name: each.unit for each in (*trend.inputs, trend.output)}
    return {name: quantity(value, units[name]) for name, value in values.items()}


@pytest.mark.parametrize("trend", EVERY)
class TestEvery:
    def test_says_where_it_comes_from_and_what_to_beware_of(self, trend):
        assert trend.kind == trend.record.kind == Kind.TREND
        assert trend.evidence in {"primary", "secondary"}
        assert trend.source
        assert trend.notes
        assert all(note.endswith(".") for note in trend.notes)
        assert [entry(key).bibtex for key in trend.references]

    def test_is_finite_and_positive_in_the_middle_and_at_the_ends_of_its_range(self, trend):
        for each in trend.inputs:
            for share in (0.0, 0.5, 1.0):
                value = trend.value(**{**middle(trend), each.name: at(trend, each.name, share)})
                assert 0 < value < math.inf

    def test_a_call_is_the_value_with_its_unit(self, trend):
        found = trend(**quantities(trend, middle(trend)))
        assert found.magnitude == trend.value(**middle(trend))
        assert found.units == quantity(1.0, trend.output.unit).units

    def test_its_example_works_as_text(self, trend):
        assert math.isfinite(trend(**{each.name: each.eg for each in trend.inputs}).magnitude)

    def test_constants_are_those_printed_in_canonical_units(self, trend):
        assert trend.constants.keys() == trend.printed.keys() <= RELATIONS[trend.relation].constants.keys()
        for name, printed in trend.printed.items():
            assert isinstance(printed, str) or trend.constants[name] == printed

    def test_everything_wrong_is_one_message(self, trend):
        wrong = {each.name: "3 kg" for each in trend.inputs}
        with pytest.raises(InputError) as caught:
            trend(**wrong, colour="1 m")
        assert {problem.where for problem in caught.value.problems} == {*wrong, "colour"}
        assert str(caught.value).startswith(trend.key)
        below = {each.name: quantity(-1.0, each.unit) for each in trend.inputs}
        with pytest.raises(InputError) as caught:
            trend(**below)
        assert {problem.where for problem in caught.value.problems} == set(below)

    def test_says_how_far_it_reaches(self, trend):
        ends = {
            name: np.array([span.low / 10, span.low, span.high, 100 * span.high]) for name, span in trend.fitted.items()
        }
        for decades in trend.decades_beyond(**ends).values():
            assert decades == pytest.approx([-1, 0, 0, 2], abs=1e-9)
        unsaid = {each.name: 1.0 for each in (*trend.inputs, trend.output) if each.name not in trend.fitted}
        assert all(math.isnan(decades) for decades in trend.decades_beyond(**unsaid).values())

    def test_shows_itself(self, trend):
        assert trend.title in trend.record.statement
        assert trend.record._repr_html_().startswith("<div>")


@pytest.mark.parametrize(("trend", "name"), EACH)
class TestEachVariable:
    def test_solving_undoes_the_value(self, trend, name):
        values = middle(trend)
        others = {each: value for each, value in values.items() if each != name}
        known = quantities(trend, {**others, trend.output.name: trend.value(**values)})
        if (trend.key, name) in TURNS:
            with pytest.raises(NoSolutionError, match="falls and rises again"):
                trend.solve(name, **known)
        else:
            assert trend.solve(name, **known).magnitude == pytest.approx(values[name], rel=1e-8, abs=0)

    def test_arrays_give_what_numbers_give(self, trend, name):
        values = middle(trend)
        column = np.array([at(trend, name, share) for share in (0.2, 0.5, 0.8)])[:, None]
        results = trend.value(**{each: np.array([value, value]) for each, value in values.items()} | {name: column})
        assert results.shape == ((3, 2) if len(trend.inputs) > 1 else (3, 1))
        for row, one in zip(results, column[:, 0], strict=True):
            assert row == pytest.approx(trend.value(**{**values, name: one}), rel=1e-13, abs=0)

    def test_elasticity_is_the_slope(self, trend, name):
        values, step = middle(trend), 1e-4
        up, down = (
            math.log(trend.value(**{**values, name: values[name] * math.exp(shift)})) for shift in (step, -step)
        )
        found = trend.record.elasticity(name, **quantities(trend, values))
        assert found == pytest.approx((up - down) / (2 * step), rel=1e-5, abs=1e-8)


class TestSolving:
    def test_a_loss_that_is_never_reached(self):
        trend = trends.get("henighan2020-image8-compute")
        with pytest.raises(NoSolutionError, match=r"no compute .* does not reach a loss of 3 nat/token"):
            trend.solve("compute", loss="3 nat/token")
        assert trend.solve("compute", loss="3.2 nat/token").magnitude > 0

    def test_one_of_many_that_is_never_reached(self):
        trend = trends.get("henighan2020-image8-compute")
        with pytest.raises(NoSolutionError, match=r"loss of 3 to 3\.5 nat/token"):
            trend.solve("compute", loss=quantity(np.array([3.5, 3.0]), "nat/token"))

    def test_what_it_gives_and_what_it_does_not_know(self):
        trend = trends.get("kaplan2020-parameters")
        assert trend.solve("loss", parameters="1e9 parameter") == trend(parameters="1e9 parameter")
        with pytest.raises(InputError, match="one of parameters"):
            trend.solve("tokens", loss="2 nat/token")

    @settings(max_examples=60)
    @given(st.sampled_from([each.values[0] for each in EVERY]), st.floats(0.02, 0.98), st.floats(0.02, 0.98), st.data())
    def test_anywhere_within_the_range(self, trend, here, there, data):
        names = [each.name for each in trend.inputs if (trend.key, each.name) not in TURNS]
        name = data.draw(st.sampled_from(names))
        values = {each.name: at(trend, each.name, there) for each in trend.inputs} | {name: at(trend, name, here)}
        result = trend.value(**values)
        known = {**values, trend.output.name: result}
        del known[name]
        found = trend.solve(name, **quantities(trend, known)).magnitude
        assert trend.value(**{**values, name: found}) == pytest.approx(result, rel=1e-9, abs=0)


def test_an_unknown_name_meets_the_nearest_ones():
    with pytest.raises(UnknownNameError, match="did you mean kaplan2020-tokens"):
        trends.get("kaplan2020-token")
    with pytest.raises(UnknownNameError, match="frontier trend"):
        trends.get("??")


def test_keys_begin_with_author_and_year():
    for trend in trends.everything().values():
        assert trend.key.split("-")[0] in trend.references


TABLES = """
[studies.ours]
title = "Ours"
modality = "text"
objective = "cross entropy"
corpus = "our own"
tokenizer = "our own"
counts = "total"
evidence = "primary"
source = "our notebook"
references = ["kaplan2020"]
notes = ["Of the study."]

[studies.sized]
relation = "power"
inputs = ["parameters"]
gives = "loss"
notes = ["Of the kind."]

[trends.mine]
study = ["ours", "sized"]
says = "loss against parameters"
constants = { x_0 = "2 parameter", alpha = 0.1 }
fitted = { parameters = [1e6, 1e9] }
notes = ["Of its own."]
"""


@pytest.fixture
def read(tmp_path):
    """Read tables, each text as a file."""

    def read(*texts):
        paths = [tmp_path / f"{place}.toml" for place in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        return reader.read(paths)

    return read


class TestTables:
    def test_a_trend_inherits_and_notes_add_up(self, read):
        mine = read(TABLES)["mine"]
        assert mine.notes == ("Of the study.", "Of the kind.", "Of its own.")
        assert (mine.title, mine.relation, mine.counts) == ("Ours", "power", "total")
        assert mine.value(parameters=2e10) == pytest.approx(0.1, rel=1e-6, abs=0)

    def test_the_nearer_word_wins(self, read):
        own = read(TABLES.replace("says =", 'title = "Mine"\nsays ='))["mine"]
        assert own.title == "Mine"
        later = read(TABLES.replace("[studies.sized]", '[studies.sized]\ntitle = "Sized"'))["mine"]
        assert later.title == "Sized"

    def test_one_study_needs_no_list(self, read):
        alone = 'study = "ours"\nrelation = "power"\ninputs = ["parameters"]\ngives = "loss"'
        assert read(TABLES.replace('study = ["ours", "sized"]', alone))["mine"].notes == (
            "Of the study.",
            "Of its own.",
        )

    def test_a_study_may_stand_in_another_file(self, read):
        start = TABLES.index("[trends.mine]")
        assert list(read(TABLES[:start], TABLES[start:])) == ["mine"]

    @pytest.mark.parametrize("kind", ["studies.ours", "trends.mine"])
    def test_no_name_twice(self, read, kind):
        with pytest.raises(DataError, match=r"1\.toml, .* stands in 0\.toml already"):
            read(TABLES, TABLES[TABLES.index(f"[{kind}]") :].split("\n\n", maxsplit=1)[0])

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            *((f'{name} = "', f'# {name} = "', f"no {name}") for name in ("title", "source", "says", "tokenizer")),
            ('references = ["kaplan2020"]', "references = []", "no references"),
            ('counts = "total"', 'counts = "active"', "unknown counts active"),
            ('evidence = "primary"', 'evidence = "recalled"', "unknown evidence recalled"),
            ('evidence = "primary"', 'evidence = "own"', "unknown evidence own"),
            ('relation = "power"', 'relation = "magic"', "unknown relation magic"),
            ('inputs = ["parameters"]', 'inputs = ["colour"]', "unknown variable colour"),
            ('inputs = ["parameters"]', 'inputs = ["parameters", "tokens"]', "inputs parameters, tokens"),
            ('inputs = ["parameters"]', "", "inputs missing"),
            ('gives = "loss"', 'gives = "taste"', "unknown variable taste"),
            ('gives = "loss"', "", "unknown variable none"),
            ("[trends.mine]", "[trends.mine]\ncolour = 1", "unknown key colour"),
            ('"ours", "sized"', '"ours", "theirs"', "unknown study theirs"),
            (", alpha = 0.1", "", "constants x_0"),
            ("constants =", "# constants =", "constants missing"),
            ("alpha = 0.1", "alpha = 0.1, gamma = 1", "the relation takes x_0, alpha, L_inf"),
            ("alpha = 0.1", "alpha = nan", "constant alpha is nan"),
            ("alpha = 0.1", "alpha = inf", "constant alpha is inf"),
            ("alpha = 0.1", "alpha = [0.1]", "constant alpha"),
            ('"2 parameter"', '"2 kg"', "constant x_0"),
            ('"2 parameter"', '"two"', "constant x_0"),
            ("[1e6, 1e9]", "[1e9, 1e6]", "range"),
            ("[1e6, 1e9]", "[1e6]", "range"),
            ("[1e6, 1e9]", "[nan, 1e9]", "range"),
            ("{ parameters = [", "{ tokens = [", "range of tokens"),
        ],
    )
    def test_each_rule(self, read, old, new, message):
        assert old in TABLES
        with pytest.raises(DataError, match=rf"0\.toml, mine: .*{message}"):
            read(TABLES.replace(old, new))

    def test_a_trend_without_anything_to_beware_of(self, read):
        with pytest.raises(DataError, match="no notes"):
            read(TABLES.replace("notes = [", "# notes = ["))
