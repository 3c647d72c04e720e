"""Catalog → portal: packages are read into frozen values, pages are written from them as Markdown."""

from __future__ import annotations

from mingzhang.site.assemble import SiteReport, assemble_site

__all__ = ["SiteReport", "assemble_site"]
