"""docs/workflow.md shows the tables as they are."""

from scoring.diagram import renewed
from tests.docs.pages import page


def test_the_diagram_is_current():
    text = page("docs/workflow.md")
    assert renewed(text) == text, "run: python -m scoring.diagram docs/workflow.md"


def test_a_change_of_the_table_would_show():
    text = page("docs/workflow.md")
    for line in ("submitted --> draft: reopen", "round2 --> council: close_round2", "open --> sent: send"):
        assert renewed(text.replace(line, "here --> there: other")) == text
