"""The published tables through the arithmetic alone: indices, classes, means, changes, ranks."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.core.conclude import conclude
from scoring.core.enums import IndexMode
from scoring.core.policy import Policy, parse_class_scale
from tests.core.agencies import agency
from tests.golden.tables import table

BAC_KAN = Policy(
    index_mode=IndexMode.POINTS, index_digits=3, class_scale=parse_class_scale("Tốt:80;Khá:70;Trung bình:50;Yếu:0")
)


def concluded(agencies, blocs, year, policy=Policy()):  # noqa: B008 frozen
    return conclude(agencies, blocs=blocs, year=year, policy=policy, modifiers=())


def of_name(conclusion, read):
    return {line.scored.name: read(line) for line in conclusion.agencies}


def blocs_of(rows):
    return list(dict.fromkeys(row["bloc"] for row in rows))


@pytest.fixture(scope="module")
def khanh_hoa():
    """2019 from standard and appraised points, 2018 as history."""
    before = {row["agency"]: row["index_2018"] for row in table("khanhhoa-2018-2019-comparison.csv")}
    rows = table("khanhhoa-2019-index.csv")
    agencies = [
        agency(
            str(place),
            row["appraised_points"],
            bloc=row["bloc"],
            name=row["agency"],
            standard=row["standard_points"],
            history={2018: (before[row["agency"]], None)},
        )
        for place, row in enumerate(rows)
    ]
    return concluded(agencies, blocs_of(rows), 2019)


@pytest.fixture(scope="module")
def nha_trang():
    rows = table("nhatrang-2021-2023-index.csv")
    agencies = [
        agency(
            str(place),
            row["index_2023"],
            bloc=row["bloc"],
            name=row["agency"],
            history={2021: (row["index_2021"], None), 2022: (row["index_2022"], None)},
        )
        for place, row in enumerate(rows)
    ]
    return concluded(agencies, blocs_of(rows), 2023)


def index(line):
    return str(line.index.rounded)


class TestKhanhHoa:
    def test_the_index_of_all_44(self, khanh_hoa):
        assert of_name(khanh_hoa, index) == {
            row["agency"]: row["index_percent"] for row in table("khanhhoa-2019-index.csv")
        }

    def test_the_class_of_all_44(self, khanh_hoa):
        printed = {row["agency"]: row["published_class"].capitalize() for row in table("khanhhoa-2019-index.csv")}
        assert of_name(khanh_hoa, lambda line: line.class_name) == printed

    def test_24_19_0_1(self, khanh_hoa):
        assert list(khanh_hoa.overall.classes.values()) == [24, 19, 0, 1]

    def test_all_changes(self, khanh_hoa):
        printed = {
            row["agency"]: Decimal(row["published_change"]) for row in table("khanhhoa-2018-2019-comparison.csv")
        }
        assert of_name(khanh_hoa, lambda line: line.change) == printed

    def test_21_rose_and_23_fell(self, khanh_hoa):
        assert Counter(line.change > 0 for line in khanh_hoa.agencies) == {True: 21, False: 23}

    def test_means_of_2019(self, khanh_hoa):
        found = {code: str(bloc.mean) for code, bloc in khanh_hoa.blocs.items()}
        found["overall"] = str(khanh_hoa.overall.mean)
        assert found == {row["bloc"]: row["mean_2019"] for row in table("khanhhoa-bloc-means.csv")}

    def test_means_of_2018(self):
        rows = table("khanhhoa-2018-2019-comparison.csv")
        agencies = [agency(str(n), row["index_2018"], bloc=row["bloc"]) for n, row in enumerate(rows)]
        earlier = concluded(agencies, blocs_of(rows), 2018)
        found = {code: str(bloc.mean) for code, bloc in earlier.blocs.items()} | {"overall": str(earlier.overall.mean)}
        assert found == {row["bloc"]: row["mean_2018"] for row in table("khanhhoa-bloc-means.csv")}


class TestNhaTrang:
    def test_31_14_1_0(self, nha_trang):
        assert list(nha_trang.overall.classes.values()) == [31, 14, 1, 0]

    def test_three_changes_were_printed_wrong(self, nha_trang):
        printed = {row["agency"]: Decimal(row["published_change"]) for row in table("nhatrang-2021-2023-index.csv")}
        computed = of_name(nha_trang, lambda line: line.change)
        assert {
            name: (str(printed[name]), str(computed[name])) for name in printed if printed[name] != computed[name]
        } == {
            "Thanh tra thành phố": ("-5.99", "-5.59"),
            "Phòng Quản lý đô thị thành phố": ("-1.86", "-1.76"),
            "UBND phường Phước Hòa": ("4.9", "4.00"),
        }

    def test_the_mean_of_the_public_service_units_fell_by_3_32(self, nha_trang):
        rows = [row for row in table("nhatrang-2021-2023-index.csv") if row["bloc"] == "su-nghiep"]
        before = sum(Fraction(row["index_2022"]) for row in rows) / len(rows)
        assert round(nha_trang.blocs["su-nghiep"].raw_mean - before, 2) == Fraction("-3.32")

    def test_van_thanh_fell_and_rose_and_vinh_thanh_rose_and_fell(self, nha_trang):
        trends = of_name(nha_trang, lambda line: line.trend)
        assert (trends["UBND phường Vạn Thạnh"].value, trends["UBND xã Vĩnh Thạnh"].value) == ("down_up", "up_down")


@pytest.mark.parametrize(
    ("name", "wrong_ranks", "classes"),
    [
        ("backan-2023-district-ranking.csv", {}, [5, 3, 0, 0]),
        (
            "backan-2023-commune-ranking.csv",
            {
                "UBND phường Xuất Hóa": (4, 3),
                "UBND xã Nông Thượng": (5, 4),
                "UBND phường Huyền Tụng": (7, 5),
                "UBND phường Phùng Chí Kiên": (3, 7),
            },
            [7, 1, 0, 0],
        ),
    ],
)
def test_bac_kan(name, wrong_ranks, classes):
    rows = table(name)
    agencies = [agency(row["position"], row["points"], name=row["agency"]) for row in rows]
    found = concluded(agencies, "A", 2023, BAC_KAN)
    ranks = of_name(found, lambda line: line.rank)
    printed = {row["agency"]: int(row["published_rank"]) for row in rows}
    wrong = {who: (printed[who], ranks[who]) for who in printed if printed[who] != ranks[who]}
    assert (wrong, list(found.overall.classes.values())) == (wrong_ranks, classes)
    assert of_name(found, lambda line: line.index.rounded) == {row["agency"]: Decimal(row["points"]) for row in rows}


def test_bac_kan_city_by_area():
    """75.390 appraised + 12.071 survey = 87.461, out of 100 in which the survey's maxima add up to 14."""
    rows = table("backan-2023-city-by-area.csv")

    def summed(column):
        return sum(Fraction(row[column]) for row in rows)

    assert (summed("appraised_points"), summed("survey_points")) == (Fraction("75.390"), Fraction("12.071"))
    assert (summed("survey_max"), summed("appraised_points") + summed("survey_points")) == (14, Fraction("87.461"))
