"""Read one agency's sheet into facts: a constant number of queries for each agency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from appraisal.enums import Round
from appraisal.models import Exemption, Mark, Ruling
from pari.ui.dates import short_date
from pari.ui.papers import paper
from reports.documents.facts import AgencyFact, ModifierRule
from reports.documents.gather import agency_fact, modifier_rule
from reports.documents.papers.facts import SheetFacts, SheetLine
from reports.documents.papers.gather import origin_of, reason_text, rules_text
from reports.documents.papers.origin import COUNCIL, Origin
from reports.documents.prose_modifiers import why
from reports.models import AgencyResult, IndexRun, Publication
from reports.selectors.leaves import LeafLine, agency_sheet
from reports.selectors.runs import publications_of
from scoring.core.enums import IndexMode, Language
from scoring.models import Campaign, Modifier, Participant

STAGES = {Round.FIRST.value: "Lần 1", Round.SECOND.value: "Lần 2"}


class SheetReader:
    """What the sheets of one run share, read once; then each agency's own."""

    def __init__(self, campaign: Campaign, run: IndexRun) -> None:
        self.campaign, self.run = campaign, run
        self.origin: Origin = origin_of(campaign, run)
        self._rules: Sequence[ModifierRule] = [
            modifier_rule(item.rule) for item in Modifier.objects.filter(campaign=campaign).order_by("order")
        ]
        self._set = rules_text(campaign.criteria_set)
        self._decision = (
            _decision_text(publications_of([campaign]).get(campaign.pk)) if self.origin.is_published else ""
        )

    def read(self, result: AgencyResult) -> SheetFacts:
        """Give the result with its participant, bloc, annex and submission."""
        who, policy = result.participant, self.run.policy
        fact = agency_fact(self.campaign, result, ())
        is_percent = IndexMode(policy["index_mode"]) is IndexMode.PERCENT
        return SheetFacts(
            origin=self.origin,
            agency=who.name,
            bloc=who.bloc.name,
            annex=f"{who.annex.name or who.annex.code} ({self._set})",
            index_label="Chỉ số (%)" if is_percent else "Chỉ số (điểm)",
            standard_points=result.standard_points,
            self_points=result.self_points,
            round1_points=result.round1_points,
            appraised_points=result.appraised_points,
            bonus_points=result.bonus_points,
            penalty_points=result.penalty_points,
            index=result.index,
            digits=int(policy["index_digits"]),
            class_name=result.class_name,
            class_changes=_changes(fact, self._rules),
            decision=self._decision,
            lines=tuple(self._lines(who)),
        )

    def _lines(self, who: Participant) -> Iterator[SheetLine]:
        said = _said(who)
        sheet = agency_sheet(run=self.run, participant=who, language=Language.VIETNAMESE)
        return (_line(line, said.get(line.code, ())) for line in sheet)


def results_of(run: IndexRun) -> Iterator[AgencyResult]:
    """The agencies of a run in the order of its table, streamed."""
    related = ("participant__bloc", "participant__annex", "participant__submission", "participant__agency")
    return AgencyResult.objects.filter(run=run).select_related(*related).order_by("position").iterator(200)


def result_of(run: IndexRun, participant: Participant) -> AgencyResult | None:
    related = ("participant__bloc", "participant__annex", "participant__submission", "participant__agency")
    return AgencyResult.objects.filter(run=run, participant=participant).select_related(*related).first()


def _changes(fact: AgencyFact, rules: Sequence[ModifierRule]) -> str:
    return f"Xếp loại được điều chỉnh theo quy định: {why(fact, rules)}" if fact.class_changes else ""


def _decision_text(publication: Publication | None) -> str:
    if publication is None:
        return ""
    number = publication.decision_number
    return f"{paper(number)} số {number} ngày {short_date(publication.decision_date)}"


def _said(who: Participant) -> Mapping[str, Sequence[str]]:
    """Reasons by the leaf's code: of the marks, round by round, then the council's."""
    found: dict[str, list[str]] = {}
    marks = Mark.objects.filter(participant=who).order_by("round")
    for code, stage, kind, note in marks.values_list("criterion__code", "round", "reason_code", "note"):
        if text := reason_text(kind, note):
            _say(found.setdefault(code, []), STAGES[stage], text)
    exemptions = Exemption.objects.filter(participant=who, granted=True).values_list("criterion__code", "reason")
    rulings = Ruling.objects.filter(participant=who).values_list("criterion__code", "reason")
    for code, reason in (*exemptions, *rulings):
        if text := reason_text("", reason):
            found.setdefault(code, []).append(f"{COUNCIL}: {text}")
    return found


def _say(said: list[str], stage: str, text: str) -> None:
    """A reason that the second round only repeats is said once."""
    if said and said[-1] == f"{STAGES[Round.FIRST]}: {text}":
        said[-1] = f"{STAGES[Round.FIRST]}, {stage.lower()}: {text}"
    else:
        said.append(f"{stage}: {text}")


def _line(line: LeafLine, said: Sequence[str]) -> SheetLine:
    return SheetLine(
        code=line.code,
        name=line.name,
        is_group=line.is_group,
        depth=line.depth,
        max_points=line.max_points,
        claimed=line.self_points,
        round1=line.round1_points,
        round2=line.round2_points,
        credited=line.credited,
        is_exempt=line.exempt,
        why="" if line.is_group else _why(line, said),
    )


def _why(line: LeafLine, said: Sequence[str]) -> str:
    """How the points came about where they are not simply those claimed, then the reasons: a line for each."""
    as_claimed = not line.exempt and line.credited is not None and line.credited == line.self_points
    parts = [*([] if as_claimed and not said else [line.explanation]), *said]
    return "\n".join(part.strip().rstrip(".;") for part in parts if part)
