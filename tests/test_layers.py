"""No room imports a higher one: the layers of the design, read from the imports."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import toolkit

PACKAGE = Path(toolkit.__file__).parent
LAYERS: list[tuple[int, tuple[str, ...]]] = [
    (0, ("errors", "schema", "schema_types", "schema_measures", "records", "picked")),
    (1, ("extract", "outlets", "own_outlets")),
    (2, ("sources",)),
    (3, ("normalise", "load", "store", "corpus", "duplicates", "corpus_tags", "workers", "clocks", "local_times")),
    (4, ("stories", "topics", "headlines", "lemmas", "engine", "engine_blocks", "engine_parts",
         "batches", "object_columns", "engine_kernels")),
    (5, ("measures",)),
    (6, ("charts",)),
    (7, ("compare", "show", "explore", "explore_panel", "report", "report_kernel", "report_pages", "pages", "__main__",
         "__init__")),
]
MAY_IMPORT: dict[str, set[int]] = {
    # room -> layers that it may import; its own room always
    "errors": set(),
    "schema": {0},
    "records": {0},
    "sources": {0, 1},
    "engine": {0, 4},
    "batches": {0, 4},
    "stories": {0, 3, 4},
    "topics": {0, 3, 4},
    "measures": {0, 4},
    "charts": {0},
}
THIRD_PARTY_BANNED = {
    "measures": {"matplotlib"},
    "extract": {"matplotlib", "requests", "urllib.request"},
    "schema": {"matplotlib"},
    "engine": {"matplotlib"},
}


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def layer_of(room: str) -> int | None:
    return next((layer for layer, rooms in LAYERS if room in rooms), None)


def imports(path: Path) -> set[str]:
    """Absolute names of all modules that a file imports, also inside functions, but not for type checking only."""
    module = ".".join(("toolkit", *path.relative_to(PACKAGE).with_suffix("").parts))
    package = module.rsplit(".", 1)[0] if path.name != "__init__.py" else module.removesuffix(".__init__")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(n)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.dump(block.test)
        for n in ast.walk(block)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                anchor = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*anchor, base] if base else anchor)
            found |= {f"{base}.{alias.name}" for alias in node.names}
    return found


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_down_only(path: Path) -> None:
    room = room_of("toolkit." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts))
    layer = layer_of(room)
    assert layer is not None, f"{room} stands in no layer; add it to the table"
    for name in imports(path):
        if not name.startswith("toolkit."):
            continue
        other = room_of(name)
        other_layer = layer_of(other)
        if other == room or other_layer is None:
            continue
        allowed = MAY_IMPORT.get(room, set(range(layer + 1)))
        assert other_layer in allowed, f"{path.relative_to(PACKAGE)} ({room}, layer {layer}) imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_room_imports_what_is_not_its_business(path: Path) -> None:
    room = room_of("toolkit." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts))
    banned = THIRD_PARTY_BANNED.get(room, set())
    found = {name for name in imports(path) for b in banned if name == b or name.startswith(b + ".")}
    assert found == set()


def test_the_reader_of_imports_sees_the_relative_ones() -> None:
    assert any(name.startswith("toolkit.extract.") for name in imports(PACKAGE / "extract" / "page.py"))
    assert "toolkit.errors.InputError" in imports(PACKAGE / "extract" / "page.py")
