"""What was done to a value and why, in words: code → Chinese, English."""

from __future__ import annotations

from collections.abc import Iterable

WORDING: dict[str, tuple[str, str]] = {
    "": ("", ""),
    "two_labels": (
        "同一行印有两个二级指标，按顺序与内容分配",
        "two second-level labels on one row; placed by order and meaning",
    ),
    "label_moved": (
        "二级指标标签错行或错列，按顺序与内容复位",
        "label drifted to this row or column; placed by order and meaning",
    ),
    "merged_cell": (
        "合并单元格的标签不在首行，按整表推定",
        "label of a merged cell is not on its first row; solved over the whole form",
    ),
    "meaning": ("二级指标标签缺失，按名称与数值推定", "label lost; inferred from the name and the value"),
    "no_evidence": ("二级指标标签缺失且无从推定", "label lost and nothing to infer it from"),
    "year_name_cut": (
        "年度栏名称被截断，按实施期栏补全",
        "name cut in the year column, restored from the period column",
    ),
    "period_name_cut": (
        "实施期栏名称被截断，按年度栏补全",
        "name cut in the period column, restored from the year column",
    ),
    "period_name_lost": ("实施期栏名称缺失，取自年度栏", "name lost in the period column, taken from the year column"),
    "names_differ": ("实施期与年度名称不同，均照录", "names differ between period and year; both kept"),
    "rows_swapped": ("实施期与年度两栏行序不同，按名称配对", "rows in another order on the two sides; paired by name"),
    "period_value_lost": ("实施期指标值缺失", "period value lost"),
    "year_value_lost": ("年度指标值缺失", "year value lost"),
    "year_side_lost": ("年度栏缺失", "year side lost"),
    "period_side_lost": ("实施期栏缺失", "period side lost"),
    "number_lost": ("指标值只剩单位，数字缺失", "only the unit is left, the number is lost"),
    "unlikely_sign": ("“≠”不宜作指标值，疑为“=”误识", "≠ is unlikely in a promise, perhaps = misread"),
    "value_cut": ("指标值被截断，按另一栏补全", "value cut, restored from the other column"),
    "squeezed": ("多个指标挤在一行，按顺序拆分", "several indicators squeezed into one row, taken apart by order"),
    "overflow": ("单元格多于栏目", "more cells than columns"),
    "overlap": ("与相邻行重叠，重复部分不计", "overlaps the neighbouring row; the repetition is dropped"),
    "repeated_row": ("重复印刷的行不计", "row printed twice; counted once"),
    "joined": ("由多个片段合并", "joined from several fragments"),
    "name_lost": ("三级指标名称缺失", "name lost"),
    "name_doubtful": ("名称位置异常且与所属类别矛盾", "name stands in the wrong column and contradicts its level"),
    "name_from_label": ("二级与三级指标名称只印其一，同名", "second and third level share one printed cell"),
    "name_repeated": (
        "同名指标多次出现且分值合计不符，无法复原",
        "the same name several times and weights do not add up: cannot be rebuilt",
    ),
    "values_missing": ("指标值缺失", "values missing"),
    "generated": ("预算执行率行，由资金表生成", "execution row, made from the money rows"),
    "texts_differ": ("各片段文字不同，取先印者", "fragments differ; the first is kept"),
    "displaced": ("值错行或错列，已复位", "value displaced; put back"),
}


def words(codes: Iterable[str], english: bool = False) -> str:
    """The codes in words, each once, joined."""
    chosen = dict.fromkeys(code for code in codes if code)
    joiner = "; " if english else "；"
    return joiner.join(WORDING[code][english] for code in chosen)


HEAD_NOTES: dict[str, str] = {
    "label lost; taken from the other side of the row": "名称缺失，按同一行另一侧补上",
    "label lost; stands beside the department": "名称缺失，按所在位置（主管部门之侧）认定",
    "value displaced to the next row": "内容错到下一行，已复位",
    "12 digits: no seconds": "原文只有 12 位数字，没有秒",
    "unit not printed": "原文没有印单位",
    "does not add up": "加总不符",
    "column heads lost; the usual columns, which add up": "表头缺失，按通行的列读取，加总相符",
    "more numbers than columns": "数字多于列",
    "fewer numbers than columns; placed by the arithmetic of the row": "数字少于列，按行内加总归位",
    "fewer numbers than columns": "数字少于列",
}
"""What was done to a field of a form's head or to its money: English → Chinese."""


def note_zh(found: str) -> str:
    """A note of the head in Chinese; notes that are Chinese already stay as they are."""
    return HEAD_NOTES.get(found, found)
