"""Machine-readable descriptions of the catalog: pure functions from datasets to bytes, no clock, no network."""

from mingzhang.feeds.atom import atom_feed
from mingzhang.feeds.catalog import catalog_json, catalog_schema, write_catalog_schema
from mingzhang.feeds.citation import cite_bibtex, cite_csl, cite_text, cite_text_en
from mingzhang.feeds.dcat import dcat_jsonld
from mingzhang.feeds.published import Download, Published, Release, Site
from mingzhang.feeds.schema_org import schema_org

__all__ = [
    "Download",
    "Published",
    "Release",
    "Site",
    "atom_feed",
    "catalog_json",
    "catalog_schema",
    "cite_bibtex",
    "cite_csl",
    "cite_text",
    "cite_text_en",
    "dcat_jsonld",
    "schema_org",
    "write_catalog_schema",
]
