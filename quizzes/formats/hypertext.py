"""What does HTML say in plain words? Whatever acts is refused, whatever only decorates is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from quizzes.formats.exchange import MOST_CHARACTERS, Problem, Refused
from quizzes.formats.trees import DEEPEST, Node

# Elements that act, load or take input: a question needs none, so a file with one is not what it seems.
ACTIVE = frozenset(
    "script style iframe frame frameset object embed applet form input button textarea select link meta base svg math "
    "template portal canvas dialog slot noscript xml".split()
)
BLOCKS = frozenset(
    "p div table tr ul ol li pre blockquote h1 h2 h3 h4 h5 h6 section article caption hr body html".split()
)
VOID = frozenset("br hr img wbr col area source track".split())
MEDIA = ("img", "audio", "video")
ADDRESSES = frozenset("href src action formaction background poster cite data xlink:href".split())
SAFE_ADDRESS = re.compile(r"(?:https?:|mailto:|#|@@PLUGINFILE@@/|[\w./-]*$)", re.IGNORECASE)
STYLE_THAT_ACTS = re.compile(r"url|expression|@import|behavior|\\", re.IGNORECASE)
SUPERSCRIPTS = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
SUBSCRIPTS = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")


def parse(html: str, line: int = 1, file: str = "") -> Node:
    """Return the tree of a fragment of HTML that begins in that line; raises Refused for whatever acts."""
    if len(html) > MOST_CHARACTERS:
        raise Refused([Problem(line, f"a text longer than {MOST_CHARACTERS} characters", file)])
    builder = _Builder(line, file)
    builder.feed(html)
    builder.close()
    return builder.top


def check(node: Node, file: str = "") -> None:
    """Raise Refused where a tree, of HTML or XHTML, holds something that acts."""
    for one in node.walk():
        if reason := _offense(one):
            raise Refused([Problem(one.line, reason, file)])


def _offense(node: Node) -> str:
    if node.tag in ACTIVE:
        return f"holds <{node.tag}>, which may act"
    for name, value in node.attributes.items():
        if name.startswith("on") or name == "srcdoc" or (name == "style" and STYLE_THAT_ACTS.search(value)):
            return f"<{node.tag}> has the attribute `{name}`, which may act"
        if name in ADDRESSES and not SAFE_ADDRESS.match(re.sub(r"[\s\x00-\x1f]", "", value)):
            return f"<{node.tag}> leads to an address that may act"
    return ""


class _Builder(HTMLParser):
    def __init__(self, line: int, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.first, self.file = line, file
        self.top = Node("body", line=line)
        self.open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, line=self.first + self.getpos()[0] - 1)
        if reason := _offense(node) or ("nested too deeply" if len(self.open) > DEEPEST else ""):
            raise Refused([Problem(node.line, reason, self.file)])
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in [node.tag for node in self.open[1:]]:
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def words(node: Node | None) -> str:
    """Return the plain text of a tree: blocks a blank line apart, `<br>` a new line, sub- and superscripts as signs."""
    if node is None:
        return ""
    blocks = (re.sub(r"[ \t\xa0]*\n[ \t\xa0]*", "\n", block).strip() for block in _flow(node).split("\0"))
    return "\n\n".join(block for block in blocks if block)


def _flow(node: Node) -> str:
    inside = "".join(_piece(child) for child in node.children)
    match node.tag:
        case "br":
            return "\n"
        case "sup":
            return _raised(inside, SUPERSCRIPTS, "^")
        case "sub":
            return _raised(inside, SUBSCRIPTS, "_")
        case "td" | "th":
            return f"{inside} "
        case tag if tag in BLOCKS:
            return f"\0{inside}\0"
    return inside


def _piece(child: Node | str) -> str:
    return re.sub(r"\s+", " ", child) if isinstance(child, str) else _flow(child)


def _raised(text: str, signs: dict[int, int], mark: str) -> str:
    return text.translate(signs) if all(ord(c) in signs for c in text) else f"{mark}{text}"


def with_class(node: Node, name: str) -> Iterator[Node]:
    """Yield every element below that has a class."""
    return (one for one in node.walk() if name in one["class"].split())


def pictures_in(node: Node) -> list[str]:
    """Return the words that stand for each picture, sound or film below."""
    return [one["alt"] or "without words" for one in node.all(*MEDIA)]
