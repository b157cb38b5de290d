"""How do items travel in a package, and what in one is dangerous to open?"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO

from quizzes.formats.exchange import (
    MOST_BYTES,
    MOST_QUESTIONS,
    NO_PICTURES,
    Loss,
    Pictures,
    Problem,
    Read,
    Reading,
    Refused,
    Written,
    name_of,
)
from quizzes.formats.qti.reading import read_document
from quizzes.formats.qti.writing import identifier_of, item_document, losses, picture_name
from quizzes.formats.trees import Node, document, element, parse
from quizzes.items import Item

MANIFEST = "imsmanifest.xml"
PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
METADATA = "http://ltsc.ieee.org/xsd/LOM"
ITEM_TYPE = "imsqti_item_xmlv3p0"
ROOT = "qti-assessment-item"
# Limits before anything is unpacked: entries, all bytes together, how much one may swell, and the length of a name.
MOST_ENTRIES, MOST_UNPACKED, MOST_SWELLING, LONGEST_NAME = 2 * MOST_QUESTIONS + 1, 64_000_000, 200, 255
# Limits of what is read: one document and its elements; all documents together and theirs.
LARGEST_DOCUMENT, MOST_ELEMENTS = 500_000, 5_000
MOST_DOCUMENTS, MOST_OF_ALL_ELEMENTS = 8_000_000, 250_000
# The same time in every package, so that the same items make the same bytes.
EPOCH = (2020, 1, 1, 0, 0, 0)


def write(items: Iterable[Item], pictures: Pictures = NO_PICTURES) -> Written:
    """Return a package (zip) with each item, and what is not carried; pictures are found by the items' names."""
    lost, resources, files = list[Loss](), list[Node](), dict[str, bytes]()
    for item in items:
        picture = pictures.get(name_of(item))
        lost += losses(item, picture)
        place = f"items/{identifier_of(item)}.xml"
        files[place] = item_document(item, picture)
        if picture:
            files[picture_name(item, picture)] = picture.data
        resources.append(_resource(item, place, [picture_name(item, picture)] if picture else []))
    return Written(_zipped({MANIFEST: _manifest(resources), **files}), tuple(lost))


def read(data: bytes) -> Read:
    """Return every item of a package, or of one document, that we have a kind for.

    Raises Refused, with the file, line and reason of all problems, where a package is dangerous to unpack, or where any
    item acts or has no key: then nothing is read.
    """
    files = _unzipped(data) if data[:2] == b"PK" else {"": data}
    reading, left = Reading(), MOST_OF_ALL_ELEMENTS
    points = _points(files)
    for name, content in files.items():
        if name == MANIFEST:
            continue
        try:
            root = parse(content, name, min(MOST_ELEMENTS, left))
        except Refused as refused:
            reading.problems += refused.problems
            continue
        left -= sum(1 for _ in root.walk())
        if root.tag == ROOT:
            read_document(root, reading, name, points.get(name, ()))
        elif root.tag == "assessmentItem":
            reading.problems.append(Problem(root.line, "is of QTI 2, and only QTI 3 is read", name))
        else:
            reading.lose(name or "the document", f"<{root.tag}>, which is no item", whole=True)
    return reading.result()


def _resource(item: Item, place: str, pictures: Iterable[str]) -> Node:
    keywords = [element("keyword", element("string", point, language="en")) for point in item.lesson.points]
    lom = Node("lom", {"xmlns": METADATA}, [element("general", *keywords)])
    return element(
        "resource",
        element("metadata", lom),
        *(element("file", href=name) for name in [place, *pictures]),
        identifier=identifier_of(item),
        type=ITEM_TYPE,
        href=place,
    )


def _manifest(resources: Iterable[Node]) -> bytes:
    about = element("metadata", element("schema", "QTI Package"), element("schemaversion", "3.0.0"))
    children: list[Node | str] = [about, element("organizations"), element("resources", *resources)]
    return document(Node("manifest", {"xmlns": PACKAGE, "identifier": "MANIFEST-arneth"}, children))


def _zipped(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _unzipped(data: bytes) -> dict[str, bytes]:
    """The files of a package that can be read as text, once all that its directory says of them is harmless."""
    if len(data) > MOST_UNPACKED:
        raise Refused([Problem(1, f"larger than {MOST_UNPACKED // 1_000_000} MB")])
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
            problems = _dangers(entries)
            if problems:
                raise Refused(problems)
            return {entry.filename: _content(package, entry) for entry in entries if _is_read(entry.filename)}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused([Problem(1, f"is no sound zip file: {error}")]) from None


def _dangers(entries: list[zipfile.ZipInfo]) -> list[Problem]:
    if len(entries) > MOST_ENTRIES:
        return [Problem(1, f"holds more than {MOST_ENTRIES} files")]
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        return [Problem(1, f"swells to more than {MOST_UNPACKED // 1_000_000} MB")]
    if sum(entry.file_size for entry in entries if _is_read(entry.filename)) > MOST_DOCUMENTS:
        return [Problem(1, f"holds more than {MOST_DOCUMENTS // 1_000_000} MB of documents")]
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        return [Problem(1, "holds two files of one name")]
    return [Problem(1, reason, entry.filename[:80]) for entry in entries if (reason := _danger(entry))]


def _danger(entry: zipfile.ZipInfo) -> str:
    name = entry.filename
    if len(name) > LONGEST_NAME or not name.isprintable():
        return "has a name that no file should have"
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        return "would be unpacked outside of its folder"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link"
    if entry.flag_bits & 0x1:
        return "is encrypted"
    if entry.file_size > MOST_SWELLING * max(entry.compress_size, 1_000):
        return f"swells to more than {MOST_SWELLING} times its size"
    return ""


def _content(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """No more than is allowed, whatever the directory says of its size."""
    most = MOST_BYTES if entry.filename == MANIFEST else LARGEST_DOCUMENT
    with package.open(entry) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise Refused([Problem(1, f"larger than {most // 1_000} kB", entry.filename)])
    return content


def _is_read(name: str) -> bool:
    return name.lower().endswith(".xml")


def _points(files: dict[str, bytes]) -> dict[str, list[str]]:
    """The keywords of each item in the manifest, which are its teaching points."""
    if MANIFEST not in files:
        return {}
    resources = parse(files[MANIFEST], MANIFEST).all("resource")
    return {one["href"]: [keyword.text() for keyword in one.all("keyword")] for one in resources}
