"""Packages in other formats than CSV; every one holds the same values.

Start from `read_package(folder)` or `describe_package(contents)`; the modules `xlsx`, `as_json`, `as_parquet` and
`as_sqlite` write, and are imported only where they are needed (pyarrow takes a while).
"""

from mingzhang.formats.dataset import (
    DataFile,
    Dataset,
    Licence,
    OriginalDocument,
    PackageData,
    describe_package,
    read_catalog,
    read_described,
    read_package,
    read_packages,
)

__all__ = [
    "DataFile",
    "Dataset",
    "Licence",
    "OriginalDocument",
    "PackageData",
    "describe_package",
    "read_catalog",
    "read_described",
    "read_package",
    "read_packages",
]
