"""docs/operating.md and README.md: settings and commands are those that exist."""

import re

import yaml
from django.core.management import get_commands

from tests.docs.pages import ROOT, page, section, table

PAGE = "docs/operating.md"
OUR_APPS = ("pari", "scoring", "appraisal", "reports")


def test_settings_are_those_that_are_read():
    read = re.findall(r'env\.\w+\(\s*"(\w+)"', (ROOT / "pari/settings.py").read_text(encoding="utf-8"))
    assert {row["Variable"] for row in table(PAGE, "Settings")} == set(read)


def test_variables_of_the_containers_are_those_that_are_read():
    named = "\n".join(section(PAGE, "Settings")).partition("only:")[2]
    files = [ROOT / "docker-compose.yml", ROOT / "deploy/entrypoint"]
    read = {name for file in files for name in re.findall(r"\$\{([A-Z]\w+)", file.read_text(encoding="utf-8"))}
    assert set(re.findall(r"`(\w+)`", named)) == read


def test_services_are_those_of_the_compose_file():
    named = [name.strip(" `") for row in table(PAGE, "Production with Docker") for name in row["Service"].split(",")]
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    assert set(named) == set(compose["services"])


def test_commands_are_those_that_exist():
    described = {row["Command"].split()[0] for row in table("README.md", "Commands")}
    assert described == {name for name, app in get_commands().items() if app.startswith(OUR_APPS)}


def test_every_page_of_the_documentation_is_listed():
    pages = {path.name for path in (ROOT / "docs").glob("*.md")}
    assert set(re.findall(r"\(docs/([\w-]+\.md)\)", page("README.md"))) == pages
