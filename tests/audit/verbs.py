"""Which verbs the sources write into the log, read off the sources themselves."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("pari", "scoring", "appraisal", "reports")
SERVICES = "pari.audit.services"
#: A verb, a subject and details.
ENTRY = 3


@cache
def written() -> frozenset[str]:
    """Every verb that any call of `record` or `record_all` can write."""
    single = {verb for place in _calls("record", SERVICES) for verb in _texts(_argument(place, "verb"), place)}
    return frozenset(single).union(*(_listed(place) for place in _calls("record_all", SERVICES)))


class _Call:
    """A call, the function that it stands in, and its module."""

    def __init__(self, node: ast.Call, inside: ast.FunctionDef, module: str) -> None:
        self.node, self.inside, self.module = node, inside, module


@cache
def _sources() -> dict[str, ast.Module]:
    paths = (path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")))
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
        for path in paths
        if "migrations" not in path.parts and path.name != "__init__.py"
    }


@cache
def _all_calls() -> dict[str, list[_Call]]:
    """Calls inside functions, by the name that is called."""
    found: dict[str, list[_Call]] = {}
    for module, tree in _sources().items():
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    found.setdefault(node.func.id, []).append(_Call(node, function, module))
    return found


@cache
def _imports(module: str) -> set[tuple[str | None, str]]:
    brought = (node for node in ast.walk(_sources()[module]) if isinstance(node, ast.ImportFrom))
    return {(node.module, alias.name) for node in brought for alias in node.names}


def _calls(name: str, home: str) -> Iterator[_Call]:
    """Calls of a function of the module `home`, there and wherever it is imported."""
    for call in _all_calls().get(name, ()):
        if (call.module == home or (home, name) in _imports(call.module)) and call.module != SERVICES:
            yield call


def _argument(call: _Call, name: str, position: int | None = None) -> ast.expr:
    by_name = {keyword.arg: keyword.value for keyword in call.node.keywords}
    return by_name[name] if name in by_name or position is None else call.node.args[position]


def _texts(node: ast.expr, place: _Call) -> set[str]:
    """What an expression may be; one that this does not understand fails the test."""
    match node:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.JoinedStr(values=parts):
            bare = [part.value if isinstance(part, ast.FormattedValue) else part for part in parts]
            return {"".join(chosen) for chosen in product(*(_texts(part, place) for part in bare))}
        case ast.IfExp():
            return _texts(node.body, place) | _texts(node.orelse, place)
        case ast.Name(id=name):
            return _named(name, place)
        case ast.Attribute(attr="value"):
            return _enumerated(node, place)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=table), attr="get"), args=[_, default]):
            return {*vars(import_module(place.module))[table].values(), *_texts(default, place)}
    raise AssertionError(f"{place.module}:{node.lineno}: which verbs is {ast.unparse(node)}?")


def _named(name: str, place: _Call) -> set[str]:
    """A parameter is what callers give; another name is what it is set to in the function, or in the module."""
    parameters = [item.arg for item in (*place.inside.args.args, *place.inside.args.kwonlyargs)]
    if name in parameters:
        position = parameters.index(name)
        callers = _calls(place.inside.name, place.module)
        return {text for call in callers for text in _texts(_argument(call, name, position), call)}
    values = [
        node.value
        for node in ast.walk(place.inside)
        if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in node.targets)
    ]
    if values:
        return {text for value in values for text in _texts(value, place)}
    return {vars(import_module(place.module))[name]}


def _enumerated(node: ast.Attribute, place: _Call) -> set[str]:
    """`row.action.value` by the annotations: of the parameter, then of the attributes."""
    first, *attributes = ast.unparse(node).split(".")[:-1]
    annotations = {item.arg: item.annotation for item in (*place.inside.args.args, *place.inside.args.kwonlyargs)}
    kind = vars(import_module(place.module))[ast.unparse(annotations[first])]
    for attribute in attributes:
        kind = vars(sys.modules[kind.__module__])[kind.__annotations__[attribute]]
    return {str(item.value) for item in kind}


def _listed(place: _Call) -> Iterator[str]:
    """Entries are tuples of a verb, a subject and details, written out in the calling function."""
    found = [node.elts[0] for node in ast.walk(place.inside) if isinstance(node, ast.Tuple) and len(node.elts) == ENTRY]
    assert found, f"{place.module}:{place.node.lineno}: which verbs are written?"
    for verb in found:
        yield from _texts(verb, place)
