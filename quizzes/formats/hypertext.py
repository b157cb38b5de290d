"""What does HTML say in plain words? Whatever acts is refused, whatever only decorates is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NoReturn

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
TAG = re.compile(r"""<(?P<slash>/?)(?P<name>[a-zA-Z][^\s/<>]*+)(?P<rest>(?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""")
NAME = re.compile(r"</?\s*([a-zA-Z]+)")
ATTRIBUTE = re.compile(r"""(?P<name>[^\s=/"'<>]++)(?:\s*+=\s*+(?P<value>"[^"]*+"|'[^']*+'|[^\s"'>]*+))?""")
SUPERSCRIPTS = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
SUBSCRIPTS = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")


def parse(html: str, line: int = 1, file: str = "") -> Node:
    """Return the tree of a fragment of HTML that begins in that line; raises Refused for whatever acts."""
    if len(html) > MOST_CHARACTERS:
        raise Refused([Problem(line, f"a text longer than {MOST_CHARACTERS} characters", file)])
    builder = _Builder(line, file)
    builder.feed(html)
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


class _Builder:
    """A tree in the making. Every character is looked at a fixed number of times, whatever the text is made of."""

    def __init__(self, line: int, file: str) -> None:
        self.line, self.file = line, file
        self.top = Node("body", line=line)
        self.open = [self.top]

    def feed(self, html: str) -> None:
        place = 0
        while place < len(html):
            end = self.take(html, place)
            self.line += html.count("\n", place, end)
            place = end

    def take(self, html: str, place: int) -> int:
        """Take in what begins here, and return where it ends."""
        if html[place] != "<":
            end = html.find("<", place)
            return self.text(html, place, len(html) if end < 0 else end)
        if html.startswith("<!--", place):
            return self.skip(html, place, "-->")
        if html[place + 1 : place + 2] in ("!", "?"):
            return self.skip(html, place, ">")
        if found := TAG.match(html, place):
            (self.end if found["slash"] else self.start)(found["name"].lower(), found["rest"])
            return found.end()
        if (name := NAME.match(html, place)) and name[1].lower() in ACTIVE:
            self.refuse(f"holds <{name[1].lower()}, which may act")
        return self.text(html, place, place + 1)

    def text(self, html: str, place: int, end: int) -> int:
        self.open[-1].children.append(unescape(html[place:end]))
        return end

    def skip(self, html: str, place: int, mark: str) -> int:
        end = html.find(mark, place)
        return len(html) if end < 0 else end + len(mark)

    def start(self, tag: str, rest: str) -> None:
        attributes = {
            one["name"].lower(): unescape((one["value"] or "").strip("\"'")) for one in ATTRIBUTE.finditer(rest)
        }
        node = Node(tag, attributes, line=self.line)
        if reason := _offense(node) or ("nested too deeply" if len(self.open) > DEEPEST else ""):
            self.refuse(reason)
        self.open[-1].children.append(node)
        if tag not in VOID and not rest.endswith("/"):
            self.open.append(node)

    def end(self, tag: str, _: str) -> None:
        if tag in [node.tag for node in self.open[1:]]:
            while self.open.pop().tag != tag:
                pass

    def refuse(self, reason: str) -> NoReturn:
        raise Refused([Problem(self.line, reason, self.file)])


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
