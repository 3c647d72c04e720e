"""Catalog → portal: packages are read into frozen values, pages are written from them as Markdown (see `assemble`)."""
