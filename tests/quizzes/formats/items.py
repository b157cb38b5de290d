"""Which items do tests of the formats carry? One of each shape of answer, with all that can be in it."""

from typing import Any

from quizzes.formats import keys
from quizzes.items import Item, Key, Lesson, Quantity, Question
from quizzes.items.entities import (
    Arrange,
    Assign,
    Choose,
    Enter,
    Field,
    Fill,
    Option,
    Picture,
    Response,
    Result,
    Slip,
    Write,
)

LESSON = Lesson(
    objective="Tell a deficiency from an excess.",
    points=("deficiency-not-excess", "b12-and-folate-next"),
    sections=("2.1", "3.4"),
    sources=("Stabler 2013 N Engl J Med 368:149", "a source with <angles> & ~signs~ = {braces}: #1"),
    beyond=True,
)
RESULTS = (
    Result("hemoglobin", "Hemoglobin", 8.1, "8.1", "g/dL", "12 to 16", "low"),
    Result("mcv", "MCV", 118.0, "118", "fL", "80 to 100", "high"),
    Result("neutrophils", "Neutrophils", 1.2, "1.20", "10^9/L", "1.8 to 7.5", "low"),
    Result("ferritin", "Ferritin", 60.0, "60", "ng/mL", "", ""),
)
VIGNETTE = 'A woman of 64 is tired.\nShe says: "5 < 6 & 7 > 4", at 37.5 °C; ratio = 1:2 {sic} ~ #3 \\ 10⁹/L -> more.'


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(Option(key, text) for key, text in zip("abcdefgh", texts, strict=False))


def item(name: str, kind: str, response: Response, key: Key, **question: Any) -> Item:
    asked = Question(
        VIGNETTE, "What is it?", response, **({"results": RESULTS, "notes": ("Tongue smooth.",)} | question)
    )
    return Item(f"point/{name}", 2, 12345, kind, asked, key, LESSON, difficulty=0.4)


SINGLE = item(
    "single",
    "single",
    Choose(options("B12 deficiency = low <B12>", "Folate excess", "Iron: 50%", "Aplasia {rare}")),
    Key(
        "a",
        "Low B12 & high MMA.",
        {"a": "Yes: MMA > 400.", "b": "Excess ~ harmless.", "c": "MCV # is high.", "d": "Cells = dysplastic."},
        unsafe=frozenset("b"),
    ),
)
SCALE = item(
    "scale",
    "effect",
    Choose(options("Less likely", "As likely", "More likely"), scale=True),
    Key("c", "It raises the odds.", {"a": "No.", "b": "Not quite.", "c": "Yes."}),
    results=(),
    notes=(),
)
MULTIPLE = item(
    "multiple",
    "multiple",
    Choose(options("MMA", "Homocysteine", "Troponin", "D-dimer", "Intrinsic factor antibody"), several=True),
    Key(
        ("a", "b", "e"),
        "Three of them.",
        dict(zip("abcde", ["One.", "Two.", "Heart.", "Clots.", "Five."], strict=True)),
    ),
)
NUMERIC = item(
    "numeric",
    "numeric",
    Enter(("g/dL", "g/L"), 1),
    Key(
        Quantity(10.25, "g/dL"),
        "It rises by 1 a week.",
        {"number": "It rises by 1 a week."},
        tolerance=0.5,
        factors={"g/dL": 1.0, "g/L": 0.1},
        slips=(Slip(12.5, "That would be twice as fast."),),
    ),
)
ORDERING = item(
    "ordering",
    "ordering",
    Arrange(options("Neutrophils recover", "Marrow changes", "Reticulocytes peak", "Hemoglobin is normal")),
    Key(
        ("b", "c", "a", "d"), "Marrow first.", dict(zip("abcd", ["Day 10.", "Hours.", "Day 7.", "Weeks."], strict=True))
    ),
)
MATCHING = item(
    "matching",
    "matching",
    Assign(
        options("Phenytoin", "Nitrous oxide", "Methotrexate"),
        tuple(
            Option(str(i), text)
            for i, text in enumerate(["oxidizes cobalamin", "blocks reductase", "lowers folate", "binds iron"], 1)
        ),
        match=True,
    ),
    Key({"a": "3", "b": "1", "c": "2"}, "Each its own way.", {"a": "Slowly.", "b": "At once.", "c": "By design."}),
)
CLASSIFYING = item(
    "classifying",
    "classifying",
    Assign(
        options("Liver", "Clams", "Rice", "Beans"), (Option("1", "holds B12"), Option("2", "holds none")), match=False
    ),
    Key(
        {"a": "1", "b": "1", "c": "2", "d": "2"},
        "Animals hold it.",
        dict(zip("abcd", ["Much.", "Most.", "None.", "Nor these."], strict=True)),
    ),
)
FILL = item(
    "prescribing",
    "prescribing",
    Fill(
        (
            Field("drug", "Drug", options("Cyanocobalamin", "Folic acid", "Iron")),
            Field("route", "Route", options("intramuscular", "intravenous")),
        )
    ),
    Key(
        {"drug": "a", "route": "a"},
        "B12 first.",
        {
            "drug/a": "Right.",
            "drug/b": "Alone it harms.",
            "drug/c": "No need.",
            "route/a": "Surest.",
            "route/b": "Lost in urine.",
        },
        unsafe=frozenset({"drug/b"}),
        accepted={"drug": frozenset("a"), "route": frozenset("a")},
    ),
)
WRITE = item(
    "short-answer",
    "short-answer",
    Write(("Copper", "Zinc", "Cobalamin", "Vitamin B12", "Selenium")),
    Key(
        "Copper",
        "Zinc drives it out.",
        {"Zinc": "That is the cause, not what is missing.", "Copper": "Zinc drives it out."},
        accepted={"terms": frozenset({"Copper"})},
    ),
)
FILM = item(
    "film",
    "film",
    Choose(options("3", "4", "5"), scale=True),
    Key("c", "Five.", {"a": "Count again.", "b": "One more.", "c": "Yes."}),
    picture=Picture("A blood film with one white cell", 320, 240),
    results=(),
)
ITEMS = (SINGLE, SCALE, MULTIPLE, NUMERIC, ORDERING, MATCHING, CLASSIFYING, FILL, WRITE, FILM)


def stem(one: Item) -> tuple[Any, ...]:
    """What a learner reads before answering."""
    return one.question.vignette, one.question.ask, one.question.results, one.question.notes


def parts(one: Item) -> dict[str, str]:
    """Every part that can be answered, by its letter, in words."""
    match one.question.response:
        case Choose(options=shown) | Arrange(steps=shown):
            return {option.key: option.text for option in shown}
        case Assign(things=things):
            return {thing.key: thing.text for thing in things}
        case Fill(fields=fields):
            return {f"{box.key}/{option.key}": f"{box.name}: {option.text}" for box in fields for option in box.options}
    return {}


def remarks(one: Item) -> dict[str, str]:
    """What is said of each part, by its words."""
    shown = parts(one)
    return {shown.get(part, part): remark for part, remark in one.key.remarks.items()}


def unsafe(one: Item) -> set[str]:
    shown = parts(one)
    return {shown.get(part, part) for part in one.key.unsafe}


def key(one: Item) -> Any:
    """What is right, in words, with all that a number needs."""
    if isinstance(one.key.answer, Quantity):
        return one.key.answer, one.key.tolerance, dict(one.key.factors), one.key.slips
    return keys.in_words(one)
