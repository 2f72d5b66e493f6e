"""Everything that needs more than one agency: classes down the chain, ranks, means, order, comparison."""

from decimal import Decimal

import pytest

from scoring.core.conclude import conclude
from scoring.core.enums import IndexMode, On, OverallMean
from scoring.core.fields import load_object
from scoring.core.modifiers import parse_modifier
from scoring.core.policy import Policy
from tests.core.agencies import agency
from tests.core.scoring import dumps

TWO_THIRDS = {"kind": "drop_unless_subordinates", "share": "2/3", "drop": 1}


def concluded(agencies, *rules, blocs="AB", policy=Policy()):  # noqa: B008 frozen
    modifiers = [parse_modifier(load_object(dumps(rule)), policy.class_scale) for rule in rules]
    return conclude(agencies, blocs=list(blocs), year=2023, policy=policy, modifiers=modifiers)


def by_code(conclusion, read):
    return {line.scored.code: read(line) for line in conclusion.agencies}


def final_class(line):
    return line.class_name


class TestClasses:
    def test_rounded_or_raw(self):
        """84.995 rounds to 85.00."""
        agencies = [agency("x", "84.995")]
        raw = Policy(classify_on=On.RAW)
        assert by_code(concluded(agencies), final_class) == {"x": "Tốt"}
        assert by_code(concluded(agencies, policy=raw), final_class) == {"x": "Khá"}

    def test_a_third_at_a_class_bound(self):
        """100 × 60 ÷ 80 = 75 exactly; 100 × 59.999 ÷ 80 = 74.99875 rounds to 75.00."""
        agencies = [agency("x", "60", standard="80"), agency("y", "59.999", standard="80")]
        assert by_code(concluded(agencies), final_class) == {"x": "Khá", "y": "Khá"}
        raw = Policy(classify_on=On.RAW)
        assert by_code(concluded(agencies, policy=raw), final_class) == {"x": "Khá", "y": "Trung bình"}

    def test_without_an_index_there_is_no_class_and_no_modifier(self):
        found = concluded([agency("x", "0", standard="0", r="50")], DROP)
        line = found.agencies[0]
        assert (line.index, line.class_by_threshold, line.class_name, line.modifiers) == (None, None, None, ())

    def test_children_are_classified_first_down_a_chain(self):
        """The village's class is lowered by its rate; so the commune fails, so the district fails."""
        agencies = [
            agency("district", "90"),
            agency("commune", "90", parent="district"),
            agency("village", "90", parent="commune", r="50"),
        ]
        found = concluded(agencies, DROP, TWO_THIRDS)
        assert by_code(found, final_class) == {"village": "Khá", "commune": "Khá", "district": "Khá"}
        assert by_code(found, lambda line: [item.value for item in line.modifiers]) == {
            "village": ["50"],
            "commune": ["0/1"],
            "district": ["0/1"],
        }

    def test_children_stand_against_the_class_before_this_modifier(self):
        """The city is Khá after its rate, and its communes are Khá: enough."""
        communes = [agency(code, "80", parent="city") for code in "xyz"]
        found = concluded([agency("city", "90", r="50"), *communes], DROP, TWO_THIRDS)
        assert by_code(found, final_class)["city"] == "Khá"

    def test_the_other_order_of_modifiers(self):
        """The city is Tốt when its communes are looked at: down to Khá, then its rate: Trung bình."""
        communes = [agency(code, "80", parent="city") for code in "xyz"]
        found = concluded([agency("city", "90", r="50"), *communes], TWO_THIRDS, DROP)
        assert by_code(found, final_class)["city"] == "Trung bình"

    def test_only_direct_children_count(self):
        agencies = [
            agency("district", "90"),
            agency("commune", "90", parent="district"),
            *(agency(code, "10", parent="commune") for code in "xyz"),
        ]
        found = concluded(agencies, TWO_THIRDS | {"bloc": "B"})
        assert by_code(found, final_class)["district"] == "Tốt"

    def test_a_limit_looks_at_the_agency_and_not_at_its_children(self):
        children = [agency(code, "10", parent="city", bloc="B") for code in "xy"]
        found = concluded([agency("city", "90", bloc="A"), *children], TWO_THIRDS | {"bloc": "A"})
        assert by_code(found, final_class)["city"] == "Khá"

    def test_a_child_without_an_index_does_not_meet(self):
        children = [agency("x", "90", parent="city"), agency("y", "0", parent="city", standard="0")]
        found = concluded([agency("city", "90"), *children], TWO_THIRDS)
        assert by_code(found, lambda line: [item.value for item in line.modifiers])["city"] == ["1/2"]

    def test_a_deep_chain(self):
        """Deeper than Python's stack."""
        chain = [agency(str(n), "90", parent=str(n + 1) if n < 2999 else None) for n in range(3000)]
        assert set(by_code(concluded(chain, TWO_THIRDS), final_class).values()) == {"Tốt"}

    def test_round_1_has_its_own_class_without_modifiers(self):
        line = concluded([agency("x", "90", round1="80", r="50")], DROP).agencies[0]
        assert (line.round1_class, line.class_by_threshold, line.class_name) == ("Khá", "Tốt", "Khá")


DROP = {"kind": "drop_if_indicator", "indicator": "r", "op": ">=", "value": "10", "drop": 1}


class TestRanks:
    TIED = (
        agency("a", "90.001"),
        agency("b", "90.004", bloc="B"),
        agency("c", "95", bloc="B"),
        agency("d", "80"),
        agency("e", "0", standard="0"),
    )

    def test_equal_rounded_figures_share_a_rank(self):
        ranked = by_code(concluded(self.TIED), lambda line: (line.rank, line.rank_in_bloc))
        assert ranked == {"a": (2, 1), "b": (2, 2), "c": (1, 1), "d": (4, 2), "e": (None, None)}

    def test_on_raw_they_do_not(self):
        ranked = by_code(concluded(self.TIED, policy=Policy(rank_on=On.RAW)), lambda line: line.rank)
        assert ranked == {"a": 3, "b": 2, "c": 1, "d": 4, "e": None}

    def test_capped_indices_tie_even_on_raw(self):
        agencies = [agency("a", "105"), agency("b", "101")]
        ranked = by_code(concluded(agencies, policy=Policy(rank_on=On.RAW)), lambda line: line.rank)
        assert ranked == {"a": 1, "b": 1}


class TestOrder:
    def test_bloc_then_rank_then_name_then_code(self):
        agencies = [
            agency("6", "0", standard="0", name="Ấp", bloc="A"),
            agency("5", "70", name="Đông", bloc="A"),
            agency("4", "80", name="Đông", bloc="A"),
            agency("3", "80", name="Đông", bloc="A"),
            agency("2", "80", name="Dương", bloc="A"),
            agency("1", "99", name="Yên", bloc="B"),
        ]
        assert [line.scored.code for line in concluded(agencies, blocs="BA").agencies] == list("123456")

    def test_an_order_of_rows_does_not_matter(self):
        agencies = list(TestRanks.TIED)
        assert concluded(agencies) == concluded(agencies[::-1])


class TestMeans:
    AGENCIES = (
        agency("a", "90.004"),  # 90.00
        agency("b", "85.005"),  # 85.01
        agency("c", "70.1", bloc="B"),
        agency("d", "0", standard="0", bloc="B"),
    )

    def test_a_bloc_s_mean_is_over_the_rounded_indices_that_there_are(self):
        """(90.00 + 85.01) ÷ 2 = 87.505, half up; of B's two agencies one has an index."""
        found = concluded(self.AGENCIES).blocs
        assert {code: str(bloc.mean) for code, bloc in found.items()} == {"A": "87.51", "B": "70.10"}
        assert {code: bloc.agencies for code, bloc in found.items()} == {"A": 2, "B": 2}

    def test_the_overall_mean_is_of_the_bloc_means_before_their_rounding(self):
        """(87.505 + 70.10) ÷ 2 = 78.8025; of the rounded ones it would be 78.805 → 78.81."""
        assert str(concluded(self.AGENCIES).overall.mean) == "78.80"

    def test_or_of_the_agencies(self):
        """(90.00 + 85.01 + 70.10) ÷ 3 = 81.70333…"""
        policy = Policy(overall_mean=OverallMean.AGENCIES)
        assert str(concluded(self.AGENCIES, policy=policy).overall.mean) == "81.70"

    def test_a_bloc_without_any_index_has_no_mean_and_is_left_out(self):
        found = concluded([agency("a", "90"), agency("d", "0", standard="0", bloc="B")])
        assert (found.blocs["B"].mean, str(found.overall.mean)) == (None, "90.00")

    def test_nothing_at_all(self):
        found = concluded([])
        assert (found.agencies, found.overall.mean, found.overall.agencies) == ((), None, 0)

    def test_class_counts_are_of_the_final_class_and_hold_every_class(self):
        found = concluded([*self.AGENCIES, agency("e", "90", bloc="B", r="50")], DROP)
        assert found.blocs["B"].classes == {"Tốt": 0, "Khá": 1, "Trung bình": 1, "Yếu": 0}
        assert found.overall.classes == {"Tốt": 2, "Khá": 1, "Trung bình": 1, "Yếu": 0}


class TestComparison:
    def test_change_and_trend(self):
        line = concluded([agency("x", "90", history={2022: ("80.5", "Khá"), 2021: ("85", None)})]).agencies[0]
        assert (line.change, line.trend.value, line.previous.class_name) == (Decimal("9.50"), "down_up", "Khá")

    def test_a_year_that_is_missing_is_not_bridged(self):
        line = concluded([agency("x", "90", history={2021: ("80", None), 2020: ("70", None)})]).agencies[0]
        assert (line.change, line.trend, line.previous) == (None, None, None)

    def test_a_class_alone_gives_no_change(self):
        line = concluded([agency("x", "90", history={2022: (None, "Tốt")})]).agencies[0]
        assert (line.change, line.trend, line.previous.class_name) == (None, None, "Tốt")

    def test_without_an_index_there_is_no_change(self):
        line = concluded([agency("x", "0", standard="0", history={2022: ("80", None)})]).agencies[0]
        assert (line.change, line.trend) == (None, None)


@pytest.mark.parametrize("mode", IndexMode)
def test_an_agency_of_no_points_has_0_and_not_none(mode):
    line = concluded([agency("x", "0")], policy=Policy(index_mode=mode)).agencies[0]
    assert (str(line.index.rounded), line.rank, line.class_name) == ("0.00", 1, "Yếu")
