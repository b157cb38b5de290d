"""What if one entry of the catalog were different?"""

from dataclasses import replace
from typing import Any

import msgspec

from cases.catalog import Catalog
from cases.catalog.entry import Entry


def changed(catalog: Catalog, kind: str, key: str, **fields: Any) -> Catalog:
    """Return the catalog with some fields of one entry replaced, unchecked."""
    return with_entry(catalog, kind, msgspec.structs.replace(getattr(catalog, kind)[key], **fields))


def with_entry(catalog: Catalog, kind: str, entry: Entry) -> Catalog:
    """Return the catalog with one more entry, or another in place of the one of its key, unchecked."""
    entries: Any = {kind: {**getattr(catalog, kind), entry.key: entry}}
    return replace(catalog, **entries)
