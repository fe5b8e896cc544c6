"""Imports only downwards, and apps that keep their shape."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent.parent
OWN_APPS = [config.name for config in apps.get_app_configs() if (ROOT / config.name).is_dir()]
JUNK = {"services", "utils", "helpers", "common", "misc"}


def modules():
    return [path for app in OWN_APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def test_imports_lead_only_downwards():
    lint = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_is_a_drawer_for_everything():
    assert [path for path in modules() if path.stem in JUNK or set(path.parts) & JUNK] == []


def test_only_forms_and_paging_read_what_a_visitor_typed():
    """Views hand the whole question to a form; nobody picks single answers out of it."""
    readers = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in modules()
        for line in path.read_text().splitlines()
        if re.search(r"request\.(GET|POST)(\.|\[)", line)
    ]
    assert readers == []


@pytest.mark.parametrize("app", ["core", "accounts", "offices", "events", "news", "portal"])
def test_every_model_speaks_german_to_people(app):
    """`verbose_name` is written out for each model and each field that people see in a form."""
    silent = []
    for model in apps.get_app_config(app).get_models():
        if "verbose_name" not in (model._meta.original_attrs or {}):
            silent.append(model.__name__)
        for field in model._meta.get_fields():
            is_own = hasattr(field, "verbose_name") and field.editable and not field.auto_created
            if is_own and field.name in {"id", "password", "last_login", "is_superuser", "groups", "user_permissions"}:
                continue
            if is_own and str(field.verbose_name) == field.name.replace("_", " ") and field.model is model:
                silent.append(f"{model.__name__}.{field.name}")
    known = {"SearchWord.word", "SearchWord.office", "ServedTown.office", "ServedTown.ags"}  # written by machines
    assert set(silent) - known == set()


def test_every_function_outside_tests_has_types():
    """Held by ruff and mypy too; here so that the suite alone shows it."""
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is None
    ]
    assert bare == []
