"""Reading a page as its text: cells of tables, without markup."""

from __future__ import annotations

from html.parser import HTMLParser


class _Rows(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data


def table_rows(html: str) -> list[list[str]]:
    """Every row of every table, its cells with single spaces."""
    reader = _Rows()
    reader.feed(html)
    return [[" ".join(cell.split()) for cell in row] for row in reader.rows]


def row_of(html: str, name: str) -> list[str]:
    """The only row that names `name` in a cell of its own."""
    (row,) = (row for row in table_rows(html) if name in row)
    return row
