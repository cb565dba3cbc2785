"""The layers of ``docs/architecture.md``, enforced on the source text: nothing here imports formkit."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "formkit"

# A module imports from its own line or from a line above. A package stands for all its modules;
# "__init__" is the package's own face.
LAYERS = {
    "values": [
        "entries",
        "errors",
        "finding",
        "formatted",
        "grid",
        "limits",
        "parcel",
        "programme",
        "record",
        "registered",
        "scope",
        "spot",
        "submission",
    ],
    "knowledge": [
        "chinese",
        "gongwen",
        "kinds",
        "ledger_schema",
        "once",
        "paths",
        "register_cells",
        "register_columns",
        "register_layout",
        "score_layout",
        "workbook_layout",
    ],
    "reasoning": [
        "agreement",
        "alignment",
        "answer",
        "cellmatch",
        "checks",
        "collecting",
        "conditions",
        "correcting",
        "decisions",
        "definition",
        "definitionattachments",
        "definitiondocuments",
        "definitionregister",
        "definitionrules",
        "entering",
        "evaluations",
        "filling",
        "fitting",
        "issuing",
        "judging",
        "layout",
        "learning",
        "letters",
        "linting",
        "matching",
        "measuring",
        "mistakes",
        "named",
        "noting",
        "panel",
        "pattern",
        "points",
        "possession",
        "prints",
        "publishing",
        "reading",
        "receiving",
        "recognition",
        "recording",
        "registering",
        "rulewording",
        "ruling",
        "undivided",
        "seen",
        "segments",
        "sorting",
        "stages",
        "steps",
        "subjects",
        "filerows",
        "mending",
    ],
    "edges": ["keeping", "ledger", "programs", "readers", "resources", "writers"],
    "verbs": [
        "__init__",
        "apart",
        "api",
        "binding",
        "checking",
        "collect",
        "converting",
        "counted",
        "crew",
        "documents",
        "executing",
        "gathering",
        "inbox",
        "isolation",
        "keepingbook",
        "learn",
        "likeness",
        "linted",
        "looking",
        "outcomes",
        "packages",
        "packing",
        "papers",
        "registry",
        "reviewing",
        "scoring",
        "reviewround",
        "sheets",
        "updating",
        "worker",
    ],
    "shells": [
        "__main__",
        "check_arguments",
        "cli",
        "cli_bind",
        "cli_check",
        "cli_collect",
        "cli_convert",
        "cli_count",
        "cli_extract",
        "cli_fill",
        "cli_learn",
        "cli_lint",
        "cli_register",
        "cli_review",
        "cli_show",
        "cli_status",
        "cli_update",
        "collect_arguments",
        "count_arguments",
        "fill_arguments",
        "lint_arguments",
        "printing",
        "terminal",
        "web",
    ],
}

# Modules of these packages answer one question each and do not know one another ...
SIBLINGS_APART = ["checks", "kinds", "readers", "writers"]
# ... save these: (importer, imported) -> why.
SIBLINGS_MAY = {
    ("readers.acroform", "readers.declarations"): "a PDF may hold XML as well",
    ("readers.acroform", "readers.formfield"): "what one field says is a question of its own",
    ("readers.acroform", "readers.objecttree"): "a form is made of a PDF's objects",
    ("readers.formfield", "readers.objecttree"): "so is a field",
    ("readers.secondopinion", "readers.objecttree"): "so are pages",
    ("readers.package", "readers.declarations"): "its members are XML",
    ("readers.package", "readers.zipmembers"): "a package is a zip file",
    ("readers.archive", "readers.membernames"): "names are a question of their own",
    ("readers.archive", "readers.zipmembers"): "an archive is a zip file",
    ("readers.folders", "readers.membernames"): "names are a question of their own",
    ("readers.membernames", "readers.zipmembers"): "so is what its names are made of",
    ("readers.data", "readers.workbook"): "data may come in a workbook",
    ("readers.data", "readers.yamltext"): "data may come as YAML",
    ("readers.docx", "readers.flatopc"): "a DOCX may be one XML file",
    ("readers.docx", "readers.package"): "a DOCX is a package of parts",
    ("readers.docx", "readers.word*"): "each question about a Word document has a module of its own",
    ("readers.flatopc", "readers.package"): "both read XML under the same limits",
    ("readers.word*", "readers.package"): "pictures and notes are parts of the package",
    ("readers.word*", "readers.word*"): "the same",
    ("readers.sniffing", "readers.filekinds"): "what a kind is called is a question of its own",
    ("readers.pdf", "readers.acroform"): "fields of a PDF are filled besides what is printed",
    ("readers.pdf", "readers.secondopinion"): "where page counts differ, somebody has to look",
    ("readers.pdfoutline", "readers.pictureoutline"): "a page seen from afar is a picture",
    ("readers.pdf*", "readers.pdf*"): "each question about a page has a module of its own",
    ("readers.scoresheet", "readers.cellvalue"): "what a cell says is a question of its own",
    ("readers.scoresheet", "readers.sheets"): "opening under limits is a question of its own",
    ("readers.sheets", "readers.cellvalue"): "a sheet is made of cells",
    ("readers.register*", "readers.cellvalue"): "what a cell says is a question of its own",
    ("readers.registerbook", "readers.registersheet"): "so is where a sheet's corner stands now",
    ("readers.registerbook", "readers.sheets"): "so is how a file is refused",
    ("readers.registerbook", "readers.sheetstream"): "so is how it is read row by row",
    ("readers.sheetstream", "readers.cellvalue"): "a sheet is made of cells",
    ("readers.sheetstream", "readers.sheets"): "the limits are the same",
    ("readers.workbook", "readers.cellvalue"): "what a cell says is a question of its own",
    ("readers.workbook", "readers.sheets"): "opening under limits is a question of its own",
    ("writers.*", "writers.whole"): "every file is put in its place whole",
    ("writers.definitionedits", "writers.definition"): "how a value is written is a question of its own",
    ("writers.docx", "writers.docxpictures"): "pictures in a document are a question of their own",
    ("writers.docxpictures", "writers.zipping"): "they are parts of its package",
    ("writers.docx", "writers.pictures"): "a picture's size in print follows from its pixels",
    ("writers.docx", "writers.zipping"): "a DOCX is a package of parts",
    ("writers.registerbook", "writers.registerrows"): "rows in the file are a question of their own",
    ("writers.scoresheet", "writers.scorelooks"): "how sheets look is a question of its own",
    ("writers.scoresheet", "writers.sheetstyle"): "so is how pages of a workbook are set up",
    ("writers.settling", "writers.zipping"): "a DOCX is a package of parts",
    ("writers.template*", "writers.template*"): "each question about a form's document has its own module",
    ("writers.templatepackage", "writers.zipping"): "a DOCX is a package of parts",
    ("writers.formatmending", "writers.zipping"): "a DOCX is a package of parts",
    ("writers.formatmending", "writers.propertyorder"): "the order of properties is a table of its own",
    ("writers.plainform", "writers.zipping"): "a DOCX is a package of parts",
    ("writers.volume", "writers.pdfpages"): "a volume is made of pages laid on A4",
    ("writers.registerbook", "writers.registerlook"): "how sheets look is a question of its own",
    ("writers.registerbook", "writers.registerguide"): "what its users are told is a question of its own",
    ("writers.registerguide", "writers.registerlook"): "it looks as the other sheets do",
    ("writers.workbook", "writers.requirement"): "the hints beside the cells are a question of their own",
    ("writers.workbook", "writers.sheetstyle"): "how sheets look is a question of its own",
}

# Our own modules are imported at the top, save where waiting is the point: (importer, imported) -> why.
MAY_HIDE = {
    ("cli", "cli_extract"): "help and usage errors come before what the verb loads",
    ("cli", "cli_convert"): "the same",
    ("cli", "cli_count"): "the same",
    ("cli", "cli_fill"): "the same",
    ("collect_arguments", "cli_collect"): "the same",
    ("collect_arguments", "cli_review"): "the same",
    ("collect_arguments", "cli_status"): "the same",
    ("fill_arguments", "cli_fill"): "the same",
    ("cli", "cli_learn"): "the same",
    ("cli", "cli_lint"): "the same",
    ("cli", "cli_update"): "the same",
    ("isolation", "converting"): "few batches hold a file that LibreOffice has to convert",
    ("readers.__init__", "readers.pdf"): "a DOCX does not wait for what PDFs need",
    ("worker", "readers.archive"): "nor for what packages need",
    ("cli", "cli_show"): "the same",
    ("check_arguments", "cli_bind"): "the same",
    ("check_arguments", "cli_check"): "the same",
}

# Every third-party library, and the modules that may import it.
LIBRARIES = {
    "PIL": ["readers.pdfoutline", "readers.pdfpictures", "readers.pictureoutline", "writers.*"],
    "distributed": ["executing"],
    "docx": ["writers.docx*"],
    "docxtpl": ["writers.docx*"],
    "jieba": ["chinese.keywords"],
    "jinja2": ["writers.docx*"],
    "lxml": ["readers.*", "writers.*"],
    "markupsafe": ["writers.docx*"],
    "msgspec": ["keeping"],
    "olefile": ["readers.sniffing"],
    "openpyxl": [
        "readers.sheets",
        "readers.sheetstream",
        "writers.answers",
        "writers.register*",
        "writers.score*",
        "writers.sheet*",
        "writers.workbook",
    ],
    "pdfplumber": ["readers.*"],
    "pebble": ["apart", "crew"],
    "pypdf": ["readers.*", "writers.pdfpages", "writers.volume"],
    "pypdfium2": ["readers.pdfium"],
    "rich": ["cli_collect"],
    "yaml": ["readers.yamltext", "writers.answers"],
}

LONGEST_MODULE = 300  # lines
LONGEST_FUNCTION = 50

MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts): path for path in sorted(SOURCE.rglob("*.py"))
}
RANK = {name: rank for rank, names in enumerate(LAYERS.values()) for name in names}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Import(NamedTuple):
    """One import: the module as written (absolute), its line, and whether a function hides it."""

    target: str
    line: int
    hidden: bool


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def imports_of(module: str) -> tuple[Import, ...]:
    return tuple(_imports(module, tree_of(module), hidden=False))


def _imports(module: str, node: ast.AST, *, hidden: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, child.lineno, hidden) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            base = _absolute(module, child)
            yield from (Import(f"{base}.{alias.name}", child.lineno, hidden) for alias in child.names)
        else:
            yield from _imports(module, child, hidden=hidden or isinstance(child, FUNCTIONS))


def _absolute(module: str, node: ast.ImportFrom) -> str:
    """Return the module that ``from`` names, dots resolved."""
    if not node.level:
        return node.module or ""
    package = ["formkit", *module.split(".")][: -node.level]
    return ".".join([*package, *([node.module] if node.module else [])])


def _own(target: str) -> str | None:
    """Return our module that an import reaches: ``formkit.grid.Cell`` is "grid", a package its __init__."""
    first, *rest = target.split(".")
    if first != "formkit":
        return None
    for end in range(len(rest), -1, -1):
        for name in (".".join(rest[:end]), ".".join([*rest[:end], "__init__"])):
            if name in MODULES:
                return name
    return ".".join(rest) or "__init__"


def own_imports(module: str) -> Iterator[tuple[str, Import]]:
    """Yield the imports of our own modules, each with the module it reaches."""
    for found in imports_of(module):
        target = _own(found.target)
        if target is not None:
            yield target, found


def _place(module: str, found: Import) -> str:
    return f"{MODULES[module].relative_to(SOURCE.parent)}:{found.line}: {found.target}"


def _room(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def test_there_are_modules_to_look_at() -> None:
    assert "grid" in MODULES


def test_no_name_stands_in_two_layers() -> None:
    assert len(RANK) == sum(map(len, LAYERS.values()))


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_a_layer(module: str) -> None:
    assert _room(module) in RANK


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_nothing_from_a_layer_below(module: str) -> None:
    rank = RANK.get(_room(module), len(LAYERS))
    low = [
        _place(module, found) for target, found in own_imports(module) if RANK.get(_room(target), 0) > rank
    ]
    assert low == []


@pytest.mark.parametrize("module", MODULES)
def test_siblings_do_not_import_each_other(module: str) -> None:
    room = _room(module)
    if room not in SIBLINGS_APART or module == f"{room}.__init__":
        return
    siblings = [
        _place(module, found)
        for target, found in own_imports(module)
        if _room(target) == room and target != module and not _may(module, target)
    ]
    assert siblings == []


def _may(module: str, target: str) -> bool:
    return any(
        fnmatchcase(module, pattern) and fnmatchcase(target, imported) for pattern, imported in SIBLINGS_MAY
    )


def test_every_exception_for_siblings_is_used() -> None:
    used = {(module, target) for module in MODULES for target, _ in own_imports(module)}
    idle = [
        (pattern, imported)
        for pattern, imported in SIBLINGS_MAY
        if not any(fnmatchcase(module, pattern) and fnmatchcase(target, imported) for module, target in used)
    ]
    assert idle == []


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {module: {target for target, _ in own_imports(module)} - {module} for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("module", MODULES)
def test_no_import_of_our_own_hides_in_a_function(module: str) -> None:
    hiding = [
        _place(module, found)
        for target, found in own_imports(module)
        if found.hidden and (module, target) not in MAY_HIDE
    ]
    assert hiding == []


def test_every_exception_for_hidden_imports_is_used() -> None:
    hidden = {(module, target) for module in MODULES for target, found in own_imports(module) if found.hidden}
    assert set(MAY_HIDE) <= hidden


@pytest.mark.parametrize("module", MODULES)
def test_third_party_libraries_are_imported_only_where_named(module: str) -> None:
    foreign = [
        (found.target.split(".")[0], found)
        for found in imports_of(module)
        if _own(found.target) is None and found.target.split(".")[0] not in sys.stdlib_module_names
    ]
    astray = [
        _place(module, found)
        for library, found in foreign
        if not any(fnmatchcase(module, pattern) for pattern in LIBRARIES.get(library, []))
    ]
    assert astray == []


def test_docxtpl_is_imported_in_one_module_only() -> None:
    users = [
        module
        for module in MODULES
        if any(found.target.split(".")[0] == "docxtpl" for found in imports_of(module))
    ]
    assert len(users) <= 1, users


@pytest.mark.parametrize("module", MODULES)
def test_rooms_stay_small(module: str) -> None:
    length = len(MODULES[module].read_text(encoding="utf-8").splitlines())
    assert length < LONGEST_MODULE
    long = {
        node.name: lines
        for node in ast.walk(tree_of(module))
        if isinstance(node, FUNCTIONS)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) >= LONGEST_FUNCTION
    }
    assert long == {}


@pytest.mark.parametrize("module", MODULES)
def test_everything_public_has_a_docstring(module: str) -> None:
    assert ast.get_docstring(tree_of(module)), "the module itself"
    assert [node.name for node in _public(tree_of(module)) if not ast.get_docstring(node)] == []


def _public(node: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Yield public functions, classes and methods; what stands within a function is private."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (*FUNCTIONS, ast.ClassDef)):
            if child.name.startswith("_"):
                continue
            yield child
            if isinstance(child, ast.ClassDef):
                yield from _public(child)
        elif isinstance(child, ast.If | ast.Try):
            yield from _public(child)
