"""What does an XML file hold, and in which line? Read with nothing that a hostile file could use, and written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from quizzes.formats.exchange import MOST_BYTES, Problem, Refused

# More elements than a file of 2000 questions has: assumed.
DEEPEST, MOST_ELEMENTS = 60, 150_000


@dataclass
class Node:
    """An element: local name, attributes, children (elements and text in order), and the line it begins in."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    line: int = 0
    namespace: str = ""

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    def elements(self, tag: str = "") -> list[Node]:
        """Return the children that are elements, of one name if told."""
        return [child for child in self.children if isinstance(child, Node) and tag in ("", child.tag)]

    def find(self, *path: str) -> Node | None:
        """Return the first element down a path of names, or None."""
        node: Node | None = self
        for tag in path:
            node = next(iter(node.elements(tag)), None) if node else None
        return node

    def walk(self) -> Iterator[Node]:
        """Yield this element and all below it, in order."""
        yield self
        for child in self.elements():
            yield from child.walk()

    def all(self, *tags: str) -> list[Node]:
        """Return every element of these names, wherever below."""
        return [node for node in self.walk() if node.tag in tags and node is not self]

    def text(self, *path: str) -> str:
        """Return all text below (down a path), stripped at both ends; empty where there is none."""
        node = self.find(*path)
        return "".join(_texts(node)).strip() if node else ""


def _texts(node: Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _texts(child)


def parse(data: bytes, file: str = "", most: int = MOST_ELEMENTS) -> Node:
    """Return the root of an XML document of at most so many elements.

    Raises Refused for what is not well formed, and for whatever could reach beyond the text itself: a document type
    (and with it any entity, inside or outside), processing instructions but the declaration, too much, too deep.
    """
    if len(data) > MOST_BYTES:
        raise Refused([Problem(1, f"larger than {MOST_BYTES // 1_000_000} MB", file)])
    builder = _Builder(file, most)
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Refused([Problem(error.lineno, f"not well formed: {expat.ErrorString(error.code)}", file)]) from None
    except (ValueError, LookupError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused([Problem(1, f"is in an encoding that is not read: {error}", file)]) from None
    return builder.root


class _Builder:
    """The state of one parse."""

    def __init__(self, file: str, most: int) -> None:
        self.file, self.most, self.count = file, most, 0
        self.top = Node("")
        self.open = [self.top]
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = lambda *_: self.refuse("declares a document type, which none needs")
        self.parser.EntityDeclHandler = lambda *_: self.refuse("declares an entity")
        self.parser.ProcessingInstructionHandler = lambda *_: self.refuse("holds a processing instruction")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = lambda _: self.open.pop()
        self.parser.CharacterDataHandler = lambda text: self.open[-1].children.append(text)

    @property
    def root(self) -> Node:
        return self.top.elements()[0]

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.count += 1
        if len(self.open) > DEEPEST:
            self.refuse(f"nested deeper than {DEEPEST} elements")
        if self.count > self.most:
            self.refuse(f"holds more than {self.most} elements")
        namespace, _, tag = name.rpartition(" ")
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        node = Node(tag, plain, line=self.parser.CurrentLineNumber, namespace=namespace)
        self.open[-1].children.append(node)
        self.open.append(node)

    def refuse(self, reason: str) -> NoReturn:
        raise Refused([Problem(self.parser.CurrentLineNumber, reason, self.file)])


def element(tag: str, *children: Node | str, **attributes: str) -> Node:
    """Return an element to be written; `_` in the name of an attribute stands for `-`, one at its end for nothing."""
    return Node(tag, {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}, list(children))


def document(root: Node) -> bytes:
    """Return a whole XML document as UTF-8."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{serialized(root)}\n'.encode()


def serialized(node: Node | str) -> str:
    """Return a node as XML, which is XHTML where the elements are those of HTML."""
    if isinstance(node, str):
        return escape(allowed(node))
    attributes = "".join(f" {key}={quoteattr(allowed(value))}" for key, value in node.attributes.items())
    inside = "".join(map(serialized, node.children))
    return f"<{node.tag}{attributes}>{inside}</{node.tag}>" if inside else f"<{node.tag}{attributes}/>"


def allowed(text: str) -> str:
    """Return the text without characters that XML 1.0 cannot hold."""
    return "".join(
        c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
