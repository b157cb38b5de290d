"""What do the templates of our own bank mean to the science? Entries and items, made from a seed."""

from __future__ import annotations

from functools import cache

from cases.catalog import current as current_catalog
from quizzes.items import Item, TemplateError, generate
from quizzes.items import current as current_bank
from quizzes.items.entities import Withdrawn
from quizzes.modes import Entry, Variant, entries_of


@cache
def entries() -> tuple[Entry, ...]:
    """What the bank offers."""
    return entries_of(current_bank(current_catalog()).values())


@cache
def _by_template() -> dict[str, Entry]:
    return {entry.template: entry for entry in entries()}


def entry_of(template: str) -> Entry | None:
    """The entry of a template; None for one that is no more."""
    return _by_template().get(template)


def point_of(template: str) -> str:
    """The main teaching point, which is the folder: known of a template that is no more as well."""
    return template.partition("/")[0]


def version_of(template: str) -> int | None:
    """The version as it stands; None for a template that is no more."""
    found = current_bank(current_catalog()).get(template)
    return found.version if found else None


def variant_of(template: str, seed: int) -> Variant:
    """What tells two questions apart."""
    return Variant(template, seed)


def item_of(template: str, seed: int) -> Item:
    """The item that a seed makes. Raises Withdrawn where it makes none any more."""
    catalog = current_catalog()
    try:
        return generate(current_bank(catalog)[template], seed, catalog)
    except TemplateError as error:
        raise Withdrawn(template) from error
