"""docs/threat-model.md: each test that it names is there."""

import re

from tests.docs.pages import ROOT, page

NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


def test_the_tests_it_names_exist():
    named = set(NAMED.findall(page("docs/threat-model.md")))
    assert named
    texts = {file: (ROOT / "tests" / file).read_text(encoding="utf-8") for file, _ in named}
    assert [(file, name) for file, name in sorted(named) if f"def {name}(" not in texts[file]] == []
