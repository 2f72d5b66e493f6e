"""`check_published` finds exactly what the documents printed wrong, and the program gives everything else."""

from collections import Counter
from dataclasses import astuple
from decimal import Decimal

import pytest

from reports.models import AgencyResult
from reports.selectors.results import results_document
from reports.services.check import BadTable, check_published
from tests.golden.tables import CHECKED, GOLDEN, column, table

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("code", "name", "mismatches"), CHECKED)
def test_every_table(runs, code, name, mismatches):
    checked = check_published(run=runs[code], content=(GOLDEN / name).read_bytes())
    assert [astuple(item) for item in checked.mismatches] == mismatches


@pytest.mark.parametrize(
    ("code", "name", "passed_over"),
    [
        ("KH-2019", "khanhhoa-2019-index.csv", ("position",)),
        ("KH-2019", "khanhhoa-2018-2019-comparison.csv", ("position",)),
        ("NT-2023", "nhatrang-2021-2023-index.csv", ("position",)),
        ("BK-2023", "backan-2023-commune-ranking.csv", ("position",)),
    ],
)
def test_columns_that_say_nothing_here_are_named_once(runs, code, name, passed_over):
    assert check_published(run=runs[code], content=(GOLDEN / name).read_bytes()).passed_over == passed_over


def test_a_table_without_agencies_is_no_table(runs):
    with pytest.raises(BadTable):
        check_published(run=runs["KH-2019"], content=(GOLDEN / "khanhhoa-bloc-means.csv").read_bytes())


def document(runs, code):
    return results_document(runs[code])


def by_name(runs, code, key, bloc=None):
    agencies = document(runs, code)["agencies"]
    return {item["name"]: item[key] for item in agencies if bloc in (None, item["bloc"])}


class TestKhanhHoa:
    @pytest.mark.parametrize(
        ("key", "printed"),
        [("standard_points", "standard_points"), ("appraised_points", "appraised_points"), ("index", "index_percent")],
    )
    def test_all_44(self, runs, key, printed):
        assert by_name(runs, "KH-2019", key) == column("khanhhoa-2019-index.csv", printed)

    def test_the_index_of_the_year_before(self, runs):
        assert by_name(runs, "KH-2019", "previous_index") == column("khanhhoa-2018-2019-comparison.csv", "index_2018")

    def test_the_means_of_blocs_and_of_all(self, runs):
        found = document(runs, "KH-2019")
        means = {bloc["code"]: bloc["mean_index"] for bloc in found["blocs"]}
        means["overall"] = found["overall"]["mean_index"]
        assert means == {row["bloc"]: row["mean_2019"] for row in table("khanhhoa-bloc-means.csv")}

    def test_classes(self, runs):
        assert document(runs, "KH-2019")["overall"] == {
            "agencies": 44,
            "mean_index": "83.67",
            "classes": {"Tốt": 24, "Khá": 19, "Trung bình": 0, "Yếu": 1},
        }


class TestNhaTrang:
    def test_the_index_of_all_46(self, runs):
        printed = column("nhatrang-2021-2023-index.csv", "index_2023")
        assert by_name(runs, "NT-2023", "index") == {who: f"{Decimal(index):.2f}" for who, index in printed.items()}

    def test_classes_after_the_first_round(self, runs):
        results = AgencyResult.objects.filter(run=runs["NT-2023"])
        counts = Counter(results.values_list("round1_class", flat=True))
        assert counts == {"Tốt": 10, "Khá": 24, "Trung bình": 12}

    def test_classes_in_the_end(self, runs):
        assert document(runs, "NT-2023")["overall"]["classes"] == {"Tốt": 31, "Khá": 14, "Trung bình": 1, "Yếu": 0}

    def test_agencies_of_each_bloc(self, runs):
        agencies = {bloc["code"]: bloc["agencies"] for bloc in document(runs, "NT-2023")["blocs"]}
        assert agencies == Counter(row["bloc"] for row in table("nhatrang-2021-2023-index.csv"))

    def test_no_second_round_lowers_and_none_is_above_the_claim(self, runs):
        for item in document(runs, "NT-2023")["agencies"]:
            assert (
                Decimal(item["round1_points"]) <= Decimal(item["appraised_points"]) <= Decimal(item["standard_points"])
            )


class TestBacKan:
    @pytest.mark.parametrize(
        ("bloc", "name"),
        [("huyen", "backan-2023-district-ranking.csv"), ("xa", "backan-2023-commune-ranking.csv")],
    )
    def test_the_index_of_all_8(self, runs, bloc, name):
        printed = column(name, "points")
        found = by_name(runs, "BK-2023", "index", bloc)
        assert found == {who: f"{Decimal(points):.3f}" for who, points in printed.items()}

    def test_survey_points_of_the_districts(self, runs):
        printed = column("backan-2023-survey-points.csv", "published_total")
        found = by_name(runs, "BK-2023", "survey_points", "huyen")
        assert {who: Decimal(points) for who, points in found.items()} == {
            who: Decimal(points) for who, points in printed.items()
        }

    def test_points_are_the_index(self, runs):
        for item in document(runs, "BK-2023")["agencies"]:
            assert Decimal(item["appraised_points"]) == Decimal(item["index"])

    def test_the_scale_of_the_province(self, runs):
        assert document(runs, "BK-2023")["policy"]["class_scale"] == "Tốt:80;Khá:70;Trung bình:50;Yếu:0"

    def test_the_city_keeps_its_class_because_enough_communes_have_it(self, runs):
        city = next(item for item in document(runs, "BK-2023")["agencies"] if item["name"] == "TP Bắc Kạn")
        assert (city["class"], city["class_by_threshold"], city["modifiers"]) == ("Tốt", "Tốt", [])


@pytest.mark.parametrize("code", ["KH-2019", "NT-2023", "BK-2023"])
def test_no_figure_is_missing(runs, code):
    assert document(runs, code)["missing"] == []
