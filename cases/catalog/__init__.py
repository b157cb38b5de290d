"""What exists: conditions, findings, investigations, treatments and teaching points, as clinicians can edit them."""

from cases.catalog.entities import Catalog
from cases.catalog.loading import current, load
from cases.catalog.problems import CatalogError

__all__ = ["Catalog", "CatalogError", "current", "load"]
