"""The files that the house is made of."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("core", "accounts", "offices", "events", "news", "network", "portal")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def files(*patterns):
    found = [path for pattern in patterns for path in ROOT.glob(pattern)]
    return sorted(
        path.relative_to(ROOT) for path in found if "migrations" not in path.parts and ".venv" not in path.parts
    )


def code():
    """Of the apps, the tools and the benchmark."""
    return files(*(f"{folder}/**/*.py" for folder in (*APPS, "tools", "bench")), "*.py")


def read(path):
    return (ROOT / path).read_text()


def functions():
    """Where it stands, and its tree: every function and method, in whatever it is nested."""
    for path in code():
        for node in ast.walk(ast.parse(read(path))):
            if isinstance(node, FUNCTIONS):
                yield f"{path}:{node.name}", node


def length_of(node):
    return node.end_lineno - node.lineno + 1
