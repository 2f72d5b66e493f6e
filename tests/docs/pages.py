"""Pieces of the project's own documentation: tables and code blocks below a heading."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_BAR = re.compile(r"(?<!\\)\|")


def page(name):
    return (ROOT / name).read_text(encoding="utf-8")


def section(name, heading):
    """The lines from a heading to the next one of the same or a higher level."""
    lines = page(name).splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("#") and line.lstrip("# ") == heading)
    level = len(lines[start]) - len(lines[start].lstrip("#"))
    ends = (place for place, line in enumerate(lines) if place > start and re.match(rf"#{{1,{level}}} ", line))
    return lines[start + 1 : next(ends, len(lines))]


def tables(name, heading):
    """Every table of a section: a list of rows, each a mapping from the column's title to the bare cell."""
    found, rows = [], []
    for line in [*section(name, heading), ""]:
        if line.startswith("|"):
            rows.append([bare(cell) for cell in _BAR.split(line)[1:-1]])
        elif rows:
            found.append([dict(zip(rows[0], row, strict=True)) for row in rows[2:]])
            rows = []
    return found


def table(name, heading):
    (only,) = tables(name, heading)
    return only


def bare(cell):
    """A cell without the marks of code."""
    cell = cell.strip().replace("\\|", "|")
    return cell[1:-1] if cell.count("`") == 2 and cell[0] == cell[-1] == "`" else cell


def code_blocks(name, heading, language):
    text = "\n".join(section(name, heading))
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
