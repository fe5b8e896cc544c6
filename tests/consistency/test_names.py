"""One word for one thing: no two modules of an app give the same name to different things."""

import ast
import re
from collections import defaultdict

from tests.consistency.sources import FUNCTIONS, code, read

TYPE_NAME = re.compile(r"[A-Z][a-z]\w*")
# Why a name may stand for two things.
TWICE = {
    "Command": "Django finds the commands of manage.py by this name.",
    "main": "What starts when a module is run.",
    "read_sheets": "Of one format; that of core/sheets/reader.py looks which it is.",
}
# In modules that are being written anew.
NOT_YET = {("events", "Answer"), ("events", "count"), ("events", "remember"), ("offices", "remove_place")}
# Views are called by the name of what they do, which the use case has too; filters by that of what they call.
NAMED_AFTER_OTHERS = {"views", "templatetags"}


def modules():
    for path in code():
        if not NAMED_AFTER_OTHERS & {*path.parts, path.stem}:
            yield path, ast.parse(read(path)).body


def types_of(body):
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name) and TYPE_NAME.match(target.id))


def used_twice(names_of):
    places = defaultdict(list)
    for path, body in modules():
        for name in names_of(body):
            if not name.startswith("_"):
                places[path.parts[0], name].append(str(path))
    return {key: found for key, found in places.items() if len(found) > 1}


def test_no_type_has_the_name_of_another():
    assert {
        key: found for key, found in used_twice(types_of).items() if key[1] not in TWICE and key not in NOT_YET
    } == {}


def functions_of(body):
    return (node.name for node in body if isinstance(node, FUNCTIONS))


def test_a_function_that_has_the_name_of_another_is_called_with_its_module():
    """`certificates.withdraw(…)` and `steps.withdraw(…)` are told apart where they are read, a bare `withdraw(…)` is
    not."""
    twice = {
        key: found for key, found in used_twice(functions_of).items() if key[1] not in TWICE and key not in NOT_YET
    }
    homes = {(path.removesuffix(".py").replace("/", "."), name) for (_, name), found in twice.items() for path in found}
    bare = [
        f"{path}: {node.module}.{alias.name}"
        for path in code()
        for node in ast.walk(ast.parse(read(path)))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if (node.module, alias.name) in homes and not alias.asname
    ]
    assert bare == []


def test_no_exception_is_left_over():
    twice = used_twice(lambda body: [*types_of(body), *functions_of(body)])
    assert {name for _, name in twice} >= TWICE.keys()
    assert twice.keys() >= NOT_YET
