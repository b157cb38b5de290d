"""Does QTI 3 carry items there and back, and is what is dangerous refused unopened?"""

import stat
import zipfile
from io import BytesIO

import pytest

from quizzes.formats import Picture, Refused, name_of, qti
from quizzes.items import Item, kinds
from quizzes.items.entities import Choose

from .items import FILL, FILM, ITEMS, MULTIPLE, NUMERIC, SINGLE, key, parts, remarks, stem, unsafe

PICTURES = {name_of(FILM): Picture(b"\x89PNG not really", "png")}


@pytest.fixture(scope="module")
def there_and_back() -> dict[str, Item]:
    return {item.template: item for item in qti.read(qti.write(ITEMS, PICTURES).data).items}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind)
def test_text_options_key_and_feedback_come_back(item: Item, there_and_back: dict[str, Item]) -> None:
    back = there_and_back[item.template]
    assert stem(back) == stem(item)
    assert set(parts(back).values()) == set(parts(item).values())
    assert remarks(back) == remarks(item)
    assert unsafe(back) == unsafe(item)
    assert back.key.explanation == item.key.explanation
    assert back.lesson == item.lesson
    assert kinds.grade(back, back.key.answer).is_right
    if item is NUMERIC:
        assert (back.key.answer, back.key.slips) == (key(item)[0], key(item)[3])
        assert back.key.tolerance == pytest.approx(item.key.tolerance)
    else:
        assert key(back) == key(item)


def test_the_order_of_a_scale_stays_and_other_options_may_be_shuffled(there_and_back: dict[str, Item]) -> None:
    for item in ITEMS:
        response = there_and_back[item.template].question.response
        if isinstance(response, Choose):
            assert response.scale == item.question.response.scale  # type: ignore[union-attr]


def test_the_same_items_make_the_same_package_with_their_pictures() -> None:
    first, second = (qti.write(ITEMS, PICTURES) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(BytesIO(first.data)) as package:
        names = package.namelist()
        assert names[0] == "imsmanifest.xml" and len(names) == len(ITEMS) + 2
        picture = next(name for name in names if name.startswith("images/"))
        assert package.read(picture) == PICTURES[name_of(FILM)].data
        assert f'href="{picture}"'.encode() in package.read("imsmanifest.xml")


def test_the_report_names_what_is_not_carried() -> None:
    losses = [(loss.item, loss.what) for loss in qti.write(ITEMS).losses]
    assert (name_of(FILM), "its picture, which was not drawn") in losses
    told = {name_of(FILM): Picture(b"\x89PNG not really", "png", ("A round cell, 14.1 µm across.",))}
    assert [loss.what for loss in qti.write([FILM], told).losses] == ["its cells in words"]
    assert (name_of(NUMERIC), "answers in units other than g/dL") in losses
    assert not {name_of(SINGLE), name_of(MULTIPLE), name_of(FILL)} & {name for name, _ in losses}


FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="luggage" title="Luggage">
  <qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">
    <qti-correct-response><qti-value>A</qti-value></qti-correct-response>
  </qti-response-declaration>
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
  <qti-item-body>
    <p>Look at the <em>text</em>.</p><p><img src="images/sign.png" alt="A sign"/></p>
    <qti-choice-interaction response-identifier="RESPONSE" shuffle="false" max-choices="1">
      <qti-prompt>What does it say?</qti-prompt>
      <qti-simple-choice identifier="A">Stay.<qti-feedback-inline outcome-identifier="F" identifier="A">Yes.</qti-feedback-inline></qti-simple-choice>
      <qti-simple-choice identifier="B">Go.</qti-simple-choice>
    </qti-choice-interaction>
  </qti-item-body>
  <qti-modal-feedback outcome-identifier="F" identifier="wrong" show-hide="show">No.</qti-modal-feedback>
</qti-assessment-item>"""  # noqa: E501


def test_an_item_made_elsewhere_is_read_as_plain_words() -> None:
    read = qti.read(FOREIGN.encode())
    (item,) = read.items
    assert stem(item)[:2] == ("Look at the text.", "What does it say?")
    assert key(item) == ["Stay."] and remarks(item) == {"Stay.": "Yes.", "Go.": ""}
    assert {loss.what for loss in read.losses} == {
        "the picture: A sign",
        "feedback that belongs to no part of the answer: wrong",
    }


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('<?xml version="1.0" encoding="UTF-8"?>', "<!DOCTYPE x [<!ENTITY a 'b'>]>", 1, "document type"),
        ("<em>text</em>", "<script>x()</script>", 8, "<script>"),
        ("<em>", '<em onclick="x()">', 8, "onclick"),
        ("images/sign.png", "javascript:x()", 8, "address"),
        ("<qti-value>A</qti-value>", "<qti-value>C</qti-value>", 2, "names no option"),
        ("<qti-value>A</qti-value>", "", 2, "no key"),
        ('response-identifier="RESPONSE"', 'response-identifier="OTHER"', 2, "no response declaration"),
        ('identifier="B"', 'identifier="A"', 2, "one identifier"),
        ("<em>text</em>", "<qti-portable-custom-interaction/>", 8, "program"),
        ("qti-assessment-item", "assessmentItem", 2, "QTI 2"),
    ],
)
def test_what_is_hostile_or_wrong_is_refused_with_line_and_reason(old: str, new: str, line: int, reason: str) -> None:
    assert old in FOREIGN
    text = FOREIGN.replace(old, new) if "assessment" in old else FOREIGN.replace(old, new, 1)
    with pytest.raises(Refused) as refused:
        qti.read(text.encode())
    assert [(problem.line, reason in problem.reason) for problem in refused.value.problems] == [(line, True)]


def zipped(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files:
            package.writestr(name, content)
    return buffer.getvalue()


def link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("items/link.xml")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


GOOD = ("items/good.xml", FOREIGN.encode())
HOSTILE = {
    "bomb": (zipped(("items/bomb.xml", b" " * 5_000_000)), "swells"),
    "heap of bombs": (zipped(*((f"{i}.bin", bytes(9_000_000)) for i in range(8))), "swells to more than 64 MB"),
    "crowd": (zipped(*((f"{i}.txt", b"") for i in range(4_100))), "more than 4001 files"),
    "slip": (zipped(GOOD, ("../../evil.xml", b"<a/>")), "outside"),
    "absolute": (zipped(("/etc/cron.d/evil.xml", b"<a/>")), "outside"),
    "drive": (zipped(("C:\\evil.xml", b"<a/>")), "outside"),
    "link": (zipped((link(), b"/etc/passwd")), "is a link"),
    "name": (zipped(("a" * 300 + ".xml", b"<a/>")), "name"),
    "bell": (zipped(("a\a.xml", b"<a/>")), "name"),
    "no zip": (b"PK\x03\x04 and nothing more", "no sound zip"),
    "cut": (zipped(GOOD)[:200], "no sound zip"),
    "garbled": (zipped(GOOD).replace(zipped(GOOD)[60:70], b"\xff" * 10), "no sound zip"),
    "entity in the manifest": (
        zipped(("imsmanifest.xml", b'<!DOCTYPE m [<!ENTITY x SYSTEM "http://a/">]><m>&x;</m>'), GOOD),
        "document type",
    ),
    "laughs": (
        zipped(("items/a.xml", b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>'), GOOD),
        "document type",
    ),
    "no xml": (zipped(("items/a.xml", b"\x00\x01"), GOOD), "not well formed"),
    "one bad among good": (
        zipped(GOOD, ("items/bad.xml", FOREIGN.replace("<em>", "<iframe>").encode())),
        "items/bad.xml",
    ),
    "nothing": (zipped(("readme.txt", b"hello")), "no question"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_package_is_refused_whole(name: str) -> None:
    data, reason = HOSTILE[name]
    with pytest.raises(Refused, match=reason):
        qti.read(data)


def test_a_lie_about_the_size_is_found_out() -> None:
    data = zipped(("items/a.xml", b"<a>" + b"x" * 50_000 + b"</a>"))
    size = (50_007).to_bytes(4, "little")
    assert data.count(size) == 2
    with pytest.raises(Refused):
        qti.read(data.replace(size, (10).to_bytes(4, "little")))


def test_a_package_says_which_file_and_line_is_wrong() -> None:
    bad = FOREIGN.replace("<em>text</em>", "<script>x()</script>").encode()
    with pytest.raises(Refused) as refused:
        qti.read(zipped(GOOD, ("items/bad.xml", bad)))
    assert [(problem.file, problem.line) for problem in refused.value.problems] == [("items/bad.xml", 8)]
