"""Is XML read with nothing that a hostile file could use, and written so that anybody can read it?"""

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.formats import Refused
from quizzes.formats.trees import Node, allowed, document, element, parse

LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><l>&c;</l>'


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (LAUGHS, 1, "document type"),
        (b'<a>\n<!DOCTYPE a SYSTEM "http://evil/x.dtd"></a>', 2, "not well formed"),
        (b'\n<!DOCTYPE a SYSTEM "http://evil/x.dtd"><a/>', 2, "document type"),
        (b"<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]><a/>", 1, "document type"),
        (b"<a>\n&unknown;</a>", 2, "undefined entity"),
        (b"<a>\n<b></a>", 2, "mismatched"),
        (b"<?xml-stylesheet href='x'?><a/>", 1, "processing instruction"),
        (b"<a>" * 70, 1, "nested deeper"),
        (b"", 1, "no element found"),
        (b"<a>\x00</a>", 1, "not well formed"),
        (b'<?xml version="1.0" encoding="utf-7"?><a/>', 1, "encoding"),
    ],
)
def test_what_reaches_beyond_the_text_is_refused_with_its_line(data: bytes, line: int, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(data)
    (problem,) = refused.value.problems
    assert (problem.line, reason in problem.reason) == (line, True), problem


def test_elements_know_their_line_and_are_found_by_path() -> None:
    root = parse(b"<a x='1'>\n <b><c>one</c></b>\n <b> two &amp; <i>three</i> </b></a>")
    assert [node.line for node in root.elements("b")] == [2, 3]
    assert (root.text("b", "c"), root["x"], root["y"]) == ("one", "1", "")
    assert root.elements("b")[1].text() == "two & three"
    assert [node.tag for node in root.all("c", "i")] == ["c", "i"]
    assert root.find("b", "missing") is None and root.text("missing") == ""


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_what_is_written_is_read_back_by_us_and_by_others(text: str, value: str) -> None:
    data = document(element("a", element("b", text), class_=value))
    ours, theirs = parse(data), ElementTree.fromstring(data)  # noqa: S314 (our own)
    expected = allowed(text).replace("\r\n", "\n").replace("\r", "\n")
    assert (theirs.findtext("b") or "").strip() == expected.strip()
    assert ours.text("b").strip() == expected.strip()
    assert ours["class"] == theirs.attrib["class"]


def test_namespaces_are_kept_apart_from_names() -> None:
    root = parse(b'<q:a xmlns:q="urn:q" xml:lang="en"><b/></q:a>')
    assert (root.tag, root.namespace, root["lang"]) == ("a", "urn:q", "en")
    assert isinstance(root.elements()[0], Node)
