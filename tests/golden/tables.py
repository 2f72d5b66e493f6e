"""The golden tables: what the documents printed."""

import csv
from pathlib import Path

GOLDEN = Path(__file__).resolve().parents[2] / "fixtures" / "golden"


def table(name):
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(name, column):
    """The figure of every agency, as printed."""
    return {row["agency"]: row[column] for row in table(name)}


#: campaign, table, every mismatch there is
CHECKED = [
    ("KH-2019", "khanhhoa-2019-index.csv", []),
    ("KH-2019", "khanhhoa-2018-2019-comparison.csv", []),
    (
        "NT-2023",
        "nhatrang-2021-2023-index.csv",
        [
            ("Thanh tra thành phố", "published_change", "-5.99", "-5.59"),
            ("Phòng Quản lý đô thị thành phố", "published_change", "-1.86", "-1.76"),
            ("UBND phường Phước Hòa", "published_change", "4.9", "4.0"),
        ],
    ),
    ("BK-2023", "backan-2023-district-ranking.csv", []),
    (
        "BK-2023",
        "backan-2023-commune-ranking.csv",
        [
            ("UBND phường Nguyễn Thị Minh Khai", "published_class", "Xuất sắc", "Tốt"),
            ("UBND phường Xuất Hóa", "published_rank", "4", "3"),
            ("UBND xã Nông Thượng", "published_rank", "5", "4"),
            ("UBND phường Huyền Tụng", "published_rank", "7", "5"),
            ("UBND phường Phùng Chí Kiên", "published_rank", "3", "7"),
        ],
    ),
]
