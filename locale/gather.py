#!/usr/bin/env python
"""Gather the messages of the sources into locale/*/LC_MESSAGES/django.po: `.venv/bin/python locale/gather.py`.

Messages are Vietnamese sentences; what is new comes in without a translation, what is gone goes out, and nothing
is guessed. `--check` writes nothing and ends with status 1 when a catalogue is not complete.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("pari", "scoring", "appraisal", "reports", "templates")
FUNCTIONS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
FUNCTIONS |= {"ngettext_lazy": (1, 2), "gettext_noop": None, "pgettext_lazy": ((1, "c"), 2)}
# A refusal of the core has two sentences, which whoever shows it translates: the rule and the remedy.
REFUSALS = ({"Refused": (1,)}, {"Refused": (2,)})
# No dates: the file changes only with its messages.
HEADER = """# Translations of PARI. The keys are the Vietnamese sentences of the sources.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural_forms}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

Message = tuple[str, str | tuple[str, ...], str | None]
"""place, the sentence or its singular and plural, context"""


def messages() -> Iterator[Message]:
    """Every message of the sources, in the order of files and lines."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix == ".py" and "migrations" not in path.parts:
                yield from _found(path, path.read_bytes(), (FUNCTIONS, *REFUSALS))
            elif path.suffix in {".html", ".txt", ".css"}:
                yield from _found(path, _as_python(path), (FUNCTIONS,))


def _as_python(template: Path) -> bytes:
    """The template as Django hands it to gettext: calls remain, all else becomes X."""
    text = templatize(template.read_text(encoding="utf-8"))
    return "\n".join(line.strip() for line in text.splitlines()).encode()


def _found(path: Path, source: bytes, passes: tuple[dict[str, object], ...]) -> Iterator[Message]:
    place = path.relative_to(ROOT).as_posix()
    for functions in passes:
        for _, sentence, _, context in extract("python", io.BytesIO(source), functions, options={"encoding": "utf-8"}):
            if sentence:
                yield place, sentence, context


def catalogue(path: Path) -> Catalog:
    """The file's translations of the messages there are; a new message has none."""
    with path.open("rb") as file:
        known = read_po(file, locale=path.parts[-3])
    found = Catalog(locale=path.parts[-3], charset="utf-8", fuzzy=False)
    for place, sentence, context in messages():
        earlier = known.get(sentence if isinstance(sentence, str) else sentence[0], context)
        found.add(sentence, earlier.string if earlier else "", locations=[(place, None)], context=context)
    return found


def gaps(found: Catalog) -> list[str]:
    """What is wanting: messages without a translation, or with other places to fill than the translation has."""
    return [fault for message in found if message.id for fault in _faults(message.id, message.string)]


def _faults(sentence: str | tuple[str, ...], translated: str | tuple[str, ...]) -> Iterator[str]:
    sources = (sentence,) if isinstance(sentence, str) else sentence
    targets = (translated,) if isinstance(translated, str) else translated
    if not targets or not all(targets):
        yield f"not translated: {sources[0]}"
    elif any(_places(target) != _places(sources[0]) for target in targets):
        yield f"other places to fill: {sources[0]}"


def _places(sentence: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)\w|\{\w*\}|%[sd]", sentence))


def write(path: Path, found: Catalog) -> None:
    header = HEADER.format(language=path.parts[-3], plural_forms=found.plural_forms)
    with path.open("wb") as file:
        file.write(header.encode())
        write_po(file, found, width=110, omit_header=True, sort_output=True, include_lineno=False)


def main() -> int:
    settings.configure(USE_I18N=True)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    only_check, wanting = parser.parse_args().check, False
    for path in sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po")):
        found = catalogue(path)
        for gap in gaps(found):
            wanting = True
            sys.stdout.write(f"{path.parts[-3]}: {gap}\n")
        if not only_check:
            write(path, found)
    return 1 if wanting and only_check else 0


if __name__ == "__main__":
    sys.exit(main())
