"""The README of a package: what it is, how to cite it, how to load it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mingzhang.extract.facts import CsvRow
from mingzhang.ground.attribution import MAKER
from mingzhang.ground.escape import markdown_text
from mingzhang.schemas.whole import whole_tables

_STATE = {
    "data": "有数据",
    "empty_stated": "空表（已注明）",
    "empty_unstated": "空表（未注明）",
    "missing": "未见此表",
}
_SCOPE = {
    "dept": (
        "这是部门的数字，已包含所属单位（`-unit-`）的，不可与它们相加。",
        "These are figures of a department, which contain those of its units (`-unit-`): never add the two.",
    ),
    "unit": (
        "这是一个单位的数字，所属部门（`-dept-`）的数字已包含它，不可相加。",
        "These are figures of one unit, which those of its department (`-dept-`) contain: never add the two.",
    ),
}


def package_readme(descriptor: Mapping[str, Any], tables: list[CsvRow]) -> str:
    """Markdown, Chinese first; every text of the document is escaped."""
    name, title = descriptor["name"], markdown_text(descriptor["title"])
    titles = {resource["name"]: resource["title"] for resource in descriptor["resources"]}
    scope = _SCOPE[descriptor["identity"]["scope"]]
    whole = whole_tables(tables)
    rows = "\n".join(
        f"| [`{row['table']}`](data/{row['table']}.csv) | {markdown_text(titles[row['table']])} "
        f"| {_STATE[row['state']]} | {row['records']} | {row['facts']} | {row['unread_cells']} |"
        for row in whole
    )
    return f"""# {title}

由公开文档转换而成的数据包（Frictionless Data Package v2）。每个金额都注明它在 `source.txt` 中的位置（如 `L165C5`）。
金额一律以元为单位；空白、印刷的零与“不适用”（`——`）是三种不同的情形。

A data package converted from a published disclosure. Every amount names the line and cell of `source.txt` it was
read from. Amounts are in yuan; blank, a printed zero and not applicable (`——`) are kept apart.

| 文件 | 标准表 | 状态 | 记录数 | 金额个数 | 未读取 |
|---|---|---|---:|---:|---:|
{rows}

| 其他文件 | 内容 | Content |
|---|---|---|
{_other_files(descriptor, {row["table"] for row in whole})}

## 读取 Load

```python
import pandas as pd
facts = pd.read_csv("data/facts.csv", dtype=str, keep_default_na=False)
```

```r
facts <- read.csv("data/facts.csv", colClasses = "character", encoding = "UTF-8")
```

```sql
-- DuckDB
SELECT * FROM read_csv('data/facts.csv', all_varchar = true);
```

求和之前：同一笔钱会出现在多张表中、收支两边。先选定一张表（`table`）、一个阶段（`phase`）和一个收支方向（`direction`），
再取 `is_leaf` 为 `true` 的行。{scope[0]}

Before summing, choose one `table`, one `phase` and one `direction`, then rows whose `is_leaf` is `true`: the same
money stands in several tables and on both sides of a balance.
{scope[1]}

## 引用 Cite

> {title}. 数据包 `{name}`，版本 {descriptor["version"]}. {MAKER}. CC BY 4.0.

## 来源 Source

{_sources(descriptor)}
"""  # noqa: S608 -- an example for readers; nothing runs it


def _sources(descriptor: Mapping[str, Any]) -> str:
    """What is known of each file as published, a blank line between two."""
    return "\n\n".join("\n".join(_source_lines(source)) for source in descriptor["sources"])


def _source_lines(source: Mapping[str, Any]) -> Iterator[str]:
    yield f"- 文件 File: {markdown_text(source['title'])}"
    yield f"- 字节 Bytes: {source['bytes']}"
    yield f"- SHA-256: `{source['hash'].removeprefix('sha256:')}`"
    for key, label in (("path", "地址 Address"), ("published", "发布 Published"), ("fetched", "获取 Fetched")):
        if key in source:
            yield f"- {label}: {markdown_text(source[key])}"


def _other_files(descriptor: Mapping[str, Any], standard: set[str]) -> str:
    """One line for each file that is no standard table."""
    return "\n".join(
        f"| [`{resource['name']}`]({resource['path']}) | {markdown_text(resource['title'])} "
        f"| {markdown_text(resource['title_en'])} |"
        for resource in descriptor["resources"]
        if "path" in resource and resource["name"] not in standard
    )
