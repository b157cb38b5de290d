"""How do items become cards of Anki?

A card is an item as it was generated: the deck asks the same numbers again each time, which our own reviews never do.
The guid of a note is made from template and seed, so that importing a later deck updates what is there.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

import genanki

from quizzes.formats import keys
from quizzes.formats.content import feedback_nodes, html, lines, remark_nodes, stem_nodes
from quizzes.formats.exchange import NO_PICTURES, Loss, Picture, Pictures, Written, name_of
from quizzes.formats.trees import Node, element
from quizzes.items import Item
from quizzes.items.entities import Arrange, Assign, Choose, Enter, Fill, Option

# Identities of the note type: drawn once, never to change, or every learner's notes would double.
NOTE_TYPE, DECK = 1_748_203_915, "Arneth"
# Notes of one time and file get the same ids in every export.
MADE = 1_577_836_800.0  # 2020-01-01, s
CSS = """
.card { font: 18px/1.45 Inter, "Segoe UI", sans-serif; text-align: left; max-width: 42em; margin: auto; padding: 1em }
table { border-collapse: collapse } th, td { padding: 2px 10px 2px 0; text-align: left; font-weight: normal }
.ask, .right { font-weight: 600 } li p { margin: 0 0 .4em } .heading { margin-bottom: 0; opacity: .7 }
.unsafe { color: #a10f2b } .nightMode .unsafe { color: #ff96a3 }
img { max-width: 100% }
"""
MODEL = genanki.Model(
    NOTE_TYPE,
    "Arneth item",
    fields=[{"name": "Name"}, {"name": "Question"}, {"name": "Answer"}],
    templates=[{"name": "Item", "qfmt": "{{Question}}", "afmt": "{{FrontSide}}<hr id=answer>{{Answer}}"}],
    css=CSS,
    sort_field_index=0,
)


def write(items: Iterable[Item], pictures: Pictures = NO_PICTURES) -> Written:
    """Return a deck (.apkg) with a note for each item, and what is not carried; pictures by the items' names."""
    losses, decks = list[Loss](), dict[str, genanki.Deck]()
    with TemporaryDirectory() as folder:
        media = list[Path]()
        for item in items:
            picture = pictures.get(name_of(item))
            if item.question.picture and not picture:
                losses.append(Loss(name_of(item), "its picture, which was not drawn"))
            if picture:
                media.append(Path(folder) / media_name(item, picture))
                media[-1].write_bytes(picture.data)
            name = "::".join([DECK, *item.lesson.points[:1]])
            deck = decks.setdefault(name, genanki.Deck(_number(name), name))
            deck.add_note(_note(item, picture))
        package = genanki.Package(list(decks.values()), [str(path) for path in media])
        file = Path(folder) / "deck.apkg"
        package.write_to_file(str(file), timestamp=MADE)
        return Written(file.read_bytes(), tuple(losses))


def guid_of(item: Item) -> str:
    """Return the identity of the note of an item: that of template and seed, whatever the version."""
    return str(genanki.guid_for("arneth", item.template, item.seed))


def media_name(item: Item, picture: Picture) -> str:
    """Return the name of a picture in the deck, which is one folder for all: short, and nobody else's."""
    return f"arneth-{blake2b(picture.data, digest_size=8).hexdigest()}.{picture.extension}"


def _note(item: Item, picture: Picture | None) -> genanki.Note:
    alt = item.question.picture.alt if item.question.picture else ""
    image = element("img", src=media_name(item, picture), alt=alt) if picture else None
    front = html([*stem_nodes(item, image, told=picture.told if picture else ()), *_offered(item)])
    back = html([element("p", *_joined(keys.in_words(item)), class_="right"), *_remarks(item), *feedback_nodes(item)])
    tags = ["arneth", item.kind, *item.lesson.points]
    return genanki.Note(model=MODEL, fields=[name_of(item), front, back], guid=guid_of(item), tags=tags)


def _offered(item: Item) -> list[Node]:
    """What can be chosen from, as the front of the card shows it."""
    match item.question.response:
        case Choose(options=options):
            return [_list("ol", options, type="A")]
        case Arrange(steps=steps):
            return [_list("ul", steps)]
        case Assign(things=things, places=places):
            return [_list("ul", things), _list("ol", places, type="1")]
        case Fill(fields=fields):
            rows = (f"{box.name}: {' / '.join(option.text for option in box.options)}" for box in fields)
            return [element("ul", *(element("li", row) for row in rows))]
        case Enter(units=units):
            return [element("p", f"in {' or '.join(units)}")] if units[0] else []
    return []


def _list(tag: str, options: Iterable[Option], **attributes: str) -> Node:
    return element(tag, *(element("li", *lines(option.text)) for option in options), **attributes)


def _remarks(item: Item) -> list[Node]:
    """What is to be said of each option, in the order of the front."""
    response = item.question.response
    parts = getattr(response, "options", getattr(response, "things", getattr(response, "steps", ())))
    said = [(part.text, remark_nodes(item, part.key)) for part in parts]
    rows = [element("li", element("b", text), *nodes) for text, nodes in said if nodes]
    return [element("ol" if isinstance(response, Choose) else "ul", *rows, type="A")] if rows else []


def _joined(texts: Iterable[str]) -> list[Node | str]:
    return lines("\n".join(texts))


def _number(name: str) -> int:
    """Return an id for a deck, the same for the same name, of the size that Anki wants."""
    return (1 << 30) + int.from_bytes(blake2b(name.encode(), digest_size=4).digest(), "big") % (1 << 30)
