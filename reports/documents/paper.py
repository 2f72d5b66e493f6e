"""An official paper (Decree 30/2020): its frame around the blocks, before any format is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from reports.documents.blocks import BarChart, Block, ChartBlock, LineChart, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the office in lines, the person where she is known."""

    office: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues, number, place and date, who signs, who receives.

    `superior` stands above the issuer; `about` (“V/v …”) and `stamp` (“DỰ THẢO”) stand under the number; `name` is
    the signer's; `beside` signs on the left, as the clerk of minutes does.
    """

    issuer: tuple[str, ...]
    number: str
    place_and_date: str
    signers: tuple[str, ...]
    recipients: tuple[str, ...]
    superior: str = ""
    about: str = ""
    stamp: str = ""
    name: str = ""
    beside: Signature | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows the signature on pages of its own; `reference` says which paper it belongs to."""

    number: str
    title: str
    reference: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole document; `subject` is its title in lines, `footer` names the data it was made from.

    A letter has no `kind` and no title but `addressees`. `is_wide` lays the page across.
    """

    letterhead: Letterhead
    kind: str
    subject: tuple[str, ...]
    warning: str
    is_draft: bool
    introduction: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    footer: str
    file_title: str
    addressees: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    is_wide: bool = False

    @property
    def all_blocks(self) -> tuple[Block, ...]:
        return (*self.blocks, *(block for annex in self.annexes for block in annex.blocks))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.all_blocks if isinstance(block, Table))

    @property
    def charts(self) -> tuple[ChartBlock, ...]:
        return tuple(block for block in self.all_blocks if isinstance(block, LineChart | BarChart))
