"""What is an entry of the catalog? One TOML file whose name is the key."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Share = Annotated[float, Meta(ge=0, le=1)]
Amount = Annotated[float, Meta(ge=0)]
Minutes = Annotated[int, Meta(ge=0)]
Key = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, Meta(min_length=1)]
Sex = Literal["female", "male"]

ABSENT, PRESENT = "absent", "present"
DRUG_PREFIX = "drug:"


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of an entry; an unknown field is refused."""


class Entry(Part, frozen=True, kw_only=True):
    """One file of the catalog. `sources` are short citations; `assumed` is one of them where nothing was found."""

    key: Key
    name: Text
    sources: tuple[str, ...] = ()
