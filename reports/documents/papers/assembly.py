"""Blocks into a paper: chapters get their numerals, tables their numbers through body and annexes alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reports.documents.blocks import Block, Heading, Paragraph, Style
from reports.documents.index_report import numbered
from reports.documents.paper import Annex
from reports.documents.tables_agencies import numeral

Chapter = tuple[str, Sequence[Block]]


def chapters(items: Iterable[Chapter]) -> list[Block]:
    """Those that have something to say, under Roman numerals."""
    filled = [(title, blocks) for title, blocks in items if blocks]
    return [
        block for at, (title, blocks) in enumerate(filled) for block in (Heading(1, f"{numeral(at)}. {title}"), *blocks)
    ]


def with_annexes(blocks: Sequence[Block], annexes: Sequence[Annex]) -> tuple[tuple[Block, ...], tuple[Annex, ...]]:
    """Tables numbered through; sentences may point to tables of the annexes and the other way."""
    every = list(numbered([*blocks, *(block for annex in annexes for block in annex.blocks)]))
    body, rest = tuple(every[: len(blocks)]), every[len(blocks) :]
    done: list[Annex] = []
    for annex in annexes:
        own, rest = rest[: len(annex.blocks)], rest[len(annex.blocks) :]
        done.append(replace(annex, blocks=tuple(own)))
    return body, tuple(done)


def lines(text: str) -> list[str]:
    """The lines of what people typed, without empty ones and without their own dashes."""
    return [line for raw in text.splitlines() if (line := raw.strip().lstrip("-–•+ ").strip())]


def bullets(items: Iterable[str]) -> list[Block]:
    return [Paragraph(item, Style.BULLET) for item in items]


def stated(lead: str, text: str) -> Paragraph:
    """`Chủ trì: …` with the lead in bold."""
    return Paragraph(text, lead=f"{lead}:")
