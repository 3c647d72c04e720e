"""Packages in other formats than CSV; every one holds the same values.

Start from `packages.published.read_package(folder)`; the modules `xlsx`, `as_json`, `as_parquet` and `as_sqlite`
write, and are imported only where they are needed (pyarrow takes a while).
"""
