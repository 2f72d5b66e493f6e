"""Files that the documentation names or links to are there."""

import re

import pytest

from tests.docs.pages import ROOT, page

PAGES = ["README.md", "CHANGELOG.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
NAMED = re.compile(r"`([A-Za-z.](?:[\w.-]*/)+[\w.-]*\w)`")
LINKED = re.compile(r"\]\(([\w./-]+)\)")
# What an installation has and a checkout has not.
WRITTEN_LATER = {"templates/index_report.docx"}


@pytest.mark.parametrize("name", PAGES)
def test_files_exist(name):
    text = page(name)
    named = [ROOT / path for path in NAMED.findall(text) if path not in WRITTEN_LATER]
    linked = [(ROOT / name).parent / path for path in LINKED.findall(text)]
    assert [str(path) for path in [*named, *linked] if not path.exists()] == []
