"""docs/appraisal.md: its example of agreement and severity is what the core computes, its policies are the defaults."""

from fractions import Fraction

from appraisal.core.agreement import Pair, agreements, severities
from reports.documents.papers.registry import PAPERS
from reports.enums import DocumentKind
from scoring.core.numbers import round_half_up
from scoring.portal.setup.policy_sheet import GROUPS
from scoring.selectors.campaigns.rulebook import default_rulebook
from tests.docs.pages import page, table, tables

PAGE = "docs/appraisal.md"
SECTION = "Agreement and severity"
MAXIMUM = Fraction(2)


def example():
    """The pairs of the page's table, and the keys of its people."""
    rows, _ = tables(PAGE, SECTION)
    people = {name: key for key, name in enumerate(sorted({row[side] for row in rows for side in ("First", "Second")}))}
    first, second = "Points", "Points of the second"
    pairs = [
        Pair(
            criterion=1,
            maximum=MAXIMUM,
            first=people[row["First"]],
            second=people[row["Second"]],
            first_points=Fraction(row[first]),
            second_points=Fraction(row[second]),
        )
        for row in rows
    ]
    return pairs, people


def percent(share):
    return round_half_up(share * 100, 2)


def test_agreement_of_the_example():
    pairs, _ = example()
    (found,) = agreements(pairs)
    assert (found.pairs, percent(found.equal), percent(found.distance)) == (4, 25, Fraction("18.75"))
    assert "One pair of four is equal: 25 %. On average they are 18.75 %" in " ".join(page(PAGE).split())


def test_severity_of_the_example():
    pairs, people = example()
    _, said = tables(PAGE, SECTION)
    found = {item.person: item for item in severities(pairs)}
    assert {row["Member"]: (int(row["Pairs"]), row["Severity"].replace("−", "-")) for row in said} == {
        name: (found[key].pairs, f"{float(percent(found[key].difference)):.2f}") for name, key in people.items()
    }


def test_policies_are_those_of_the_page():
    (policies,) = tables(PAGE, "Before the first mark")
    labels = {str(item.label) for title, group in GROUPS if str(title) in {"Thẩm định", "Hội đồng"} for item in group}
    assert {row["Policy"].strip("*") for row in policies} == labels
    defaults, said = default_rulebook(2025), [row["Default"] for row in policies]
    assert defaults.conflict_since == "2023-01-01"
    shown = (
        defaults.cross_check_share,
        defaults.cross_check_tolerance,
        defaults.council_quorum,
        defaults.council_bound,
    )
    assert [said[1].replace(",", "."), said[2], said[4], said[5]] == list(shown)


def test_every_kind_of_paper_is_listed():
    titles = [row["Paper"] for row in table(PAGE, "Papers")]
    assert len(titles) == len(PAPERS)
    for kind in PAPERS:
        assert any(title.startswith(str(DocumentKind(kind).label)[:14]) for title in titles)
