"""What the text of the Python files says about the house: its rooms and who imports whom. Nothing is imported here."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

from tools.pictures.graph import Arrow

LEFT_OUT = {"migrations", "tests", "__pycache__"}
OF_THE_APP = {"management"}  # its commands count to the app


@dataclass(frozen=True)
class Room:
    """A folder of modules, at most two deep: "events/places". Modules lying flat in an app are the room "events"."""

    name: str
    files: int
    lines: int

    @property
    def app(self) -> str:
        return self.name.partition("/")[0]

    @property
    def short(self) -> str:
        return self.name.rpartition("/")[2]


@dataclass(frozen=True)
class House:
    """`floors` from top to bottom, each with the apps that stand beside each other. `modules` holds, for each pair of
    rooms, the pairs of modules of which one imports the other, however many names and lines that takes."""

    floors: list[list[str]]
    rooms: dict[str, Room]
    modules: dict[Arrow, list[tuple[str, str]]]

    @cached_property
    def imports(self) -> dict[Arrow, int]:
        return {arrow: len(pairs) for arrow, pairs in self.modules.items()}

    @property
    def apps(self) -> list[str]:
        return [app for floor in self.floors for app in floor]

    def rooms_of(self, app: str) -> list[Room]:
        return [room for room in self.rooms.values() if room.app == app]

    def imports_within(self, app: str) -> dict[Arrow, int]:
        return {
            (here, there): count
            for (here, there), count in self.imports.items()
            if self.rooms[here].app == app == self.rooms[there].app
        }

    def imports_between_apps(self) -> dict[Arrow, int]:
        bundled: Counter[Arrow] = Counter()
        for (here, there), count in self.imports.items():
            if self.rooms[here].app != self.rooms[there].app:
                bundled[self.rooms[here].app, self.rooms[there].app] += count
        return dict(sorted(bundled.items()))


@dataclass(frozen=True)
class Module:
    name: str
    package: tuple[str, ...]
    text: str

    @property
    def room(self) -> str:
        """The table of URLs is a room even where it is one file: it alone looks at every page."""
        if self.name == f"{self.package[0]}.urls":
            return f"{self.package[0]}/urls"
        return "/".join(part for part in self.package[:2] if part not in OF_THE_APP)


def read(root: Path) -> House:
    stacked = floors(root)
    modules = {module.name: module for app in sorted(chain.from_iterable(stacked)) for module in _modules(root, app)}
    apps = {module.package[0] for module in modules.values()}
    files = Counter(module.room for module in modules.values())
    lines: Counter[str] = Counter()
    pairs: dict[Arrow, set[tuple[str, str]]] = {}
    for module in modules.values():
        lines[module.room] += len(module.text.splitlines())
        for target in _imported(module, modules):
            if modules[target].room != module.room:
                pairs.setdefault((module.room, modules[target].room), set()).add((module.name, target))
    return House(
        floors=[present for floor in stacked if (present := [app for app in floor if app in apps])],
        rooms={name: Room(name, files[name], lines[name]) for name in sorted(files)},
        modules={arrow: sorted(pairs[arrow]) for arrow in sorted(pairs)},
    )


def floors(root: Path) -> list[list[str]]:
    """As import-linter holds them: the contract in pyproject.toml whose layers are the apps themselves."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    for contract in settings["contracts"]:
        stacked = [re.findall(r"[\w.]+", layer) for layer in contract.get("layers", [])]
        if {app for floor in stacked for app in floor} == set(settings["root_packages"]):
            return stacked
    raise LookupError(f"{root / 'pyproject.toml'}: no contract of import-linter puts all root packages into layers.")


def _modules(root: Path, app: str) -> Iterator[Module]:
    for path in sorted((root / app).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if LEFT_OUT.isdisjoint(parts):
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            yield Module(name, parts[:-1], path.read_text(encoding="utf-8"))


def _imported(module: Module, modules: dict[str, Module]) -> Iterator[str]:
    """Names of modules of the house, wherever the import stands: on top, in a function, under TYPE_CHECKING."""
    for node in ast.walk(ast.parse(module.text)):
        for name in _named(node, module.package):
            while name and name not in modules:
                name = name.rpartition(".")[0]
            if name:
                yield name


def _named(node: ast.AST, package: tuple[str, ...]) -> list[str]:
    """`from events import models` names "events.models", whether that is a module or something inside "events"."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    above = package[: len(package) - node.level + 1] if node.level else ()
    return [".".join([*above, *([node.module] if node.module else []), alias.name]) for alias in node.names]
