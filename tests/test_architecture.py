"""Does each room know only what it may, and stay small?"""

import ast
import subprocess
import sys
from collections.abc import Iterator

from tests.source import ROOT, Module, imports_of, length_of, modules, packages

# Every room with the rooms it may import beside itself, and the packages from outside. The standard library
# is free to all. A module in no listed room falls in its app's room, which no other room may import: so a
# new module serves nobody until it has a place in this table.
SCIENCE = {"numpy", "numba", "msgspec"}
DJANGO = {"django", "django_htmx"}
CATALOG = {"cases.catalog"}
SIMULATION = {"cases.simulation"} | CATALOG
BELIEF = {"cases.reasoning.belief"}
WORTH = {"cases.reasoning.worth"} | BELIEF
SCORE = {"cases.reasoning.score"} | WORTH
MEANING = {"cases.smears", "cases.reading", "cases.reasoning", "cases.reasoning.tools"} | SCORE | SIMULATION
FACTS = {"cases.models"} | MEANING
RECORDS = {"cases.records"} | FACTS
SLIDES = {"cases.slides", "cases.microscope"} | RECORDS
DOORS = {"cases.encounters", "cases.drills", "cases.photographs", "cases.charts"} | SLIDES
VISITORS = {"learners"}
FIGURES = {"cases.figures"}
QUIZZES = {
    "quizzes.items",
    "quizzes.certainty",
    "quizzes.memory",
    "quizzes.statistics",
    "quizzes.mastery",
    "quizzes.adaptive",
    "quizzes.modes",
    "quizzes.formats",
    "quizzes.imports.admission",
    "quizzes.imports.stored",
}
PAPERS = {"quizzes.models", "quizzes.written", "quizzes.imports.bank", "cases.slides"} | VISITORS | MEANING
QUIZ_FACTS = {"quizzes.answers", "quizzes.papers", "quizzes.recollection", "quizzes.measured"} | PAPERS | QUIZZES
QUIZ_ROOMS = {
    "quizzes.attempts",
    "quizzes.patients",
    "quizzes.sheets",
    "cases.encounters",
    "cases.forms",
    "cases.views",
}

ROOMS: dict[str, tuple[set[str], set[str]]] = {
    "cases.catalog": (set(), SCIENCE),
    "cases.simulation": (CATALOG, SCIENCE),
    "cases.smears": (SIMULATION, SCIENCE | {"PIL"}),  # to encode pictures
    "cases.reasoning": (set(), set()),
    "cases.reasoning.belief": (SIMULATION, SCIENCE),
    "cases.reasoning.worth": (BELIEF | SIMULATION, SCIENCE),
    "cases.reasoning.score": (WORTH | SIMULATION, SCIENCE),
    "cases.reasoning.tools": (SCORE | SIMULATION, SCIENCE),
    "cases.reading": ({"cases.smears"} | SIMULATION, SCIENCE),
    "cases.models": ({"cases.drilled", "cases.lent"}, DJANGO),  # facts know no science: keys are slugs
    "cases.drilled": (set(), DJANGO),
    "cases.lent": (set(), DJANGO),
    "cases.records": (FACTS, DJANGO | SCIENCE),  # what facts mean to the science
    "cases.slides": ({"cases.smears"} | SIMULATION, DJANGO),  # pictures, whoever shows them
    "cases.microscope": ({"cases.slides"} | RECORDS, DJANGO | SCIENCE),  # what facts at the microscope mean
    "cases.encounters": (SLIDES | VISITORS, DJANGO | SCIENCE),  # doing and seeing
    "cases.drills": ({"cases.encounters"} | SLIDES | VISITORS, DJANGO),  # doing outside of encounters
    "cases.photographs": ({"cases.models"} | VISITORS | MEANING, DJANGO | {"PIL"}),  # to encode them anew
    "cases.charts": (SLIDES | VISITORS | FIGURES, DJANGO | SCIENCE | {"markdown_it"}),  # do not know each other
    "cases.figures": (set(), set()),  # geometry alone
    "cases.factories": (DOORS | VISITORS, DJANGO | {"factory"}),  # for tests only: nobody may import it
    "cases.forms": (DOORS | VISITORS, DJANGO),
    "cases.views": (DOORS | VISITORS | {"cases.forms"}, DJANGO),
    "cases": (DOORS | VISITORS | FIGURES | {"cases.forms", "cases.views"}, DJANGO),
    "quizzes.items": (MEANING, SCIENCE),
    "quizzes.certainty": (set(), set()),
    "quizzes.memory": ({"quizzes.certainty"}, {"fsrs"}),
    "quizzes.statistics": ({"quizzes.certainty"}, SCIENCE),
    "quizzes.mastery": ({"quizzes.statistics"}, set()),
    "quizzes.adaptive": (SIMULATION, SCIENCE),
    "quizzes.modes": ({"quizzes.adaptive", "quizzes.items", "quizzes.memory"} | BELIEF | SIMULATION, set()),
    "quizzes.formats": ({"quizzes.items"}, {"genanki"}),
    "quizzes.models": (set(), DJANGO),
    "quizzes.answers": ({"quizzes.items"}, set()),
    "quizzes.imports.stored": ({"quizzes.answers", "quizzes.items"}, SCIENCE),  # questions of elsewhere as plain data
    "quizzes.imports.admission": ({"quizzes.items"} | CATALOG, set()),
    "quizzes.written": (QUIZZES | CATALOG, set()),  # what templates mean to the science
    "quizzes.imports.bank": ({"quizzes.models"} | QUIZZES | CATALOG, DJANGO),  # what they mean to the science
    "quizzes.papers": (PAPERS | QUIZZES, DJANGO | SCIENCE),  # what facts mean to the science
    "quizzes.recollection": ({"quizzes.papers", "cases.charts"} | PAPERS | QUIZZES, {"fsrs"}),
    "quizzes.measured": ({"quizzes.papers"} | PAPERS | QUIZZES, DJANGO),
    "quizzes.selection": ({"cases.charts"} | QUIZ_FACTS, DJANGO),
    "quizzes.attempts": (QUIZ_FACTS | {"quizzes.selection", "cases.encounters"}, DJANGO),  # doing and seeing
    "quizzes.patients": ({"quizzes.recollection", "cases.encounters"} | PAPERS | QUIZZES, DJANGO),
    "quizzes.sheets": (QUIZ_FACTS | {"cases.charts", "cases.figures"}, DJANGO | {"fsrs"}),  # do not know each other
    "quizzes.imports.acts": (QUIZ_FACTS | {"quizzes.exchanges", "cases.encounters"}, DJANGO),
    "quizzes.exchanges": ({"quizzes.formats", "quizzes.items"} | MEANING, set()),
    "quizzes": (QUIZ_FACTS | QUIZ_ROOMS | {"quizzes.exchanges", "quizzes.imports.acts"}, DJANGO),
    "learners": (set(), DJANGO),
    "config": (VISITORS | CATALOG, DJANGO | {"csp"}),
}
WITHOUT_DJANGO = (
    "cases.catalog",
    "cases.simulation",
    "cases.smears",
    "cases.reasoning",
    "cases.reading",
    "cases.figures",
    *QUIZZES,
)
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "asave",
    "acreate",
    "aupdate",
    "adelete",
}
HOMELESS = {"utils", "util", "helpers", "common", "misc", "manager", "managers", "service", "services"}
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_VIEW = 300, 40, 25


def room_of(name: str) -> str:
    """Return the closest room around a module of ours."""
    while name not in ROOMS:
        name = name.rpartition(".")[0]
    return name


def trespasses(module: Module) -> Iterator[str]:
    """Yield each import that the table does not allow."""
    rooms, outside = ROOMS[room_of(module.name)]
    for imported in imports_of(module):
        top = imported.partition(".")[0]
        if top in packages():
            allowed = room_of(imported) in rooms | {room_of(module.name)}
        else:
            allowed = top in sys.stdlib_module_names or top in outside
        if not allowed:
            yield f"{module.name} imports {imported}"


def test_every_package_has_a_room() -> None:
    assert set(packages()) <= set(ROOMS)


def test_each_room_imports_only_what_it_may() -> None:
    assert [wrong for module in modules().values() for wrong in trespasses(module)] == []


def test_the_table_has_no_way_back() -> None:
    circles = [(a, b) for a, (known, _) in ROOMS.items() for b in known if a in ROOMS[b][0]]
    assert circles == []
    assert "cases.charts" not in ROOMS["cases.encounters"][0]
    assert "cases.encounters" not in ROOMS["cases.charts"][0]


def test_a_module_without_a_room_is_in_its_apps_room_which_nobody_may_import() -> None:
    assert room_of("cases.newcomer.part") == "cases"
    assert not any("cases" in known for known, _ in ROOMS.values())


def test_a_trespass_is_found_in_every_form_of_import() -> None:
    source = """
import cases.models, json, numpy
from ..charts import chart_of
from .loading import current
def inside():
    import django.db
    from learners import visitors
"""
    module = Module("cases.catalog.bad", ROOT / "cases/catalog/bad.py", ast.parse(source))
    wrong = ["cases.models", "cases.charts", "django.db", "learners.visitors"]
    assert sorted(trespasses(module)) == sorted(f"cases.catalog.bad imports {name}" for name in wrong)


def test_science_is_imported_without_django() -> None:
    names = [name for name in modules() if name.startswith(WITHOUT_DJANGO)]
    load = f"import importlib, sys; [importlib.import_module(name) for name in {names}]; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", load], cwd=ROOT, capture_output=True, text=True)
    assert done.stderr == ""
    assert "django" not in done.stdout.split()


def test_no_view_writes_to_the_database() -> None:
    calls = (
        (module.path.relative_to(ROOT), node.lineno, node.func.attr)
        for module in modules().values()
        if module.is_views
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    )
    assert [call for call in calls if call[2] in WRITES] == []


def test_no_file_is_long() -> None:
    lengths = {module.path: len(module.path.read_text().splitlines()) for module in modules().values()}
    lengths[ROOT / "bootstrap.py"] = len((ROOT / "bootstrap.py").read_text().splitlines())
    assert {str(path): n for path, n in lengths.items() if n > LONGEST_FILE} == {}


def test_no_function_is_long() -> None:
    assert {
        f"{module.name}.{function.name}": length_of(function)
        for module in modules().values()
        for function in module.functions
        if length_of(function) > (LONGEST_VIEW if module.is_views else LONGEST_FUNCTION)
    } == {}


def test_every_module_says_what_it_is_for() -> None:
    assert [m.name for m in modules().values() if m.tree.body and not ast.get_docstring(m.tree)] == []


def test_nothing_is_named_after_having_no_place() -> None:
    assert [name for name in modules() if HOMELESS & set(name.split("."))] == []
