"""The whole workbook in one pass: the setup held, the scores streamed (CONTRACT §3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scoring.core.errors import Refused
from scoring.workbook import layout
from scoring.workbook.campaign import read_campaign
from scoring.workbook.faults import Faults, WorkbookRefused
from scoring.workbook.figures import (
    read_bloc_history,
    read_history,
    read_indicators,
    read_modifiers,
    read_survey,
)
from scoring.workbook.records import ModifierRecord, ScoreRecord, Setup, Tree
from scoring.workbook.register import blocs_of, read_agencies, read_blocs
from scoring.workbook.scores import Scores
from scoring.workbook.tables import Workbook, open_workbook
from scoring.workbook.trees import read_trees


@dataclass(frozen=True, slots=True)
class OpenCampaign:
    """A workbook being read: `setup` is complete, `scores` is still to be drained, `faults` grows with it."""

    setup: Setup
    scores: Iterator[ScoreRecord]
    rows: int
    faults: Faults


def open_campaign(path: Path) -> OpenCampaign:
    """Read everything but the scores.

    Raises `WorkbookRefused` when the file itself cannot be read. Otherwise all faults are in `faults`
    once `scores` has been drained; while there are any, nothing of it may be written.
    """
    faults = Faults()
    try:
        book = open_workbook(path, faults)
    except Refused as refused:
        faults.add(f"{layout.CAMPAIGN.name}!1", path.name, refused)
        raise WorkbookRefused(faults) from refused
    setup = _read_setup(book)
    scores = book[layout.SCORES]
    agencies = {agency.code: agency for agency in setup.agencies}
    reader = Scores(scores, agencies, {tree.code: tree for tree in setup.trees})
    return OpenCampaign(setup, iter(reader), scores.height, faults)


def _read_setup(book: Workbook) -> Setup:
    campaign = read_campaign(book[layout.CAMPAIGN])
    trees = read_trees(book[layout.CRITERIA])
    has_blocs = bool(book[layout.BLOCS].places)
    listed = read_blocs(book[layout.BLOCS])
    bloc_codes = [bloc.code for bloc in listed] if has_blocs else None
    agencies = read_agencies(book[layout.AGENCIES], bloc_codes, [tree.code for tree in trees])
    blocs = listed if has_blocs else blocs_of(agencies)
    codes = [bloc.code for bloc in blocs]
    modifiers = read_modifiers(book[layout.MODIFIERS], campaign.policy.class_scale, codes)
    by_code = {agency.code: agency for agency in agencies}
    return Setup(
        campaign=campaign,
        blocs=blocs,
        agencies=agencies,
        trees=trees,
        modifiers=modifiers,
        survey=read_survey(book[layout.SURVEY], by_code, {tree.code: tree for tree in trees}),
        indicators=read_indicators(book[layout.INDICATORS], by_code, _indicators(trees, modifiers)),
        history=read_history(book[layout.HISTORY], by_code, campaign.year),
        bloc_history=read_bloc_history(book[layout.BLOC_HISTORY], codes, campaign.year),
    )


def _indicators(trees: tuple[Tree, ...], modifiers: tuple[ModifierRecord, ...]) -> set[str]:
    """Known indicators are those that a criterion or a modifier names."""
    of_leaves = {leaf.indicator for tree in trees for leaf in tree.annex.leaves if leaf.indicator}
    of_modifiers = {item.modifier.indicator_code for item in modifiers if item.modifier.indicator_code}
    return of_leaves | of_modifiers
