"""A whole department or one unit: the cover's word, unless the body's name and its own words say otherwise."""

from __future__ import annotations

import re

from mingzhang.ground.text import fold
from mingzhang.recognise.identity.bodies import dept_suffix, is_part, unit_suffix
from mingzhang.recognise.identity.cover import Cover
from mingzhang.recognise.identity.gathering import Gathered
from mingzhang.recognise.identity.model import ARGUMENT, Evidence, Overrides, normalise_agency
from mingzhang.recognise.identity.questions import which
from mingzhang.recognise.identity.title import told_elsewhere
from mingzhang.recognise.identity.votes import Votes

_OPTIONS = ("dept (部门)", "unit (单位)")
_CLEARLY = 3
"""How often a document speaks of itself as one thing for each time it does as the other."""


def find_scope(found: Gathered, cover: Cover | None, name: Evidence, overrides: Overrides, path: str) -> Evidence:
    """`dept` or `unit`, or a question."""
    if overrides.scope:
        return Evidence(overrides.scope, None, ARGUMENT)
    said = cover.scope if cover else None
    said = said or told_elsewhere(found, lambda title: title.scope)
    folded = fold(name.value)
    if said is not None and said.value == "unit":
        if dept_suffix(folded):
            raise which("scope", "scope", _OPTIONS, path, said.line)
        return said
    if unit_suffix(folded):
        return Evidence("unit", name.line, "name says that it is the body without its units")
    if dept_suffix(folded):
        return said or Evidence("dept", name.line, "name says that it is the whole department")
    if said is not None:
        return _of_department(found, name, said, path)
    return _unsaid(found, cover, path)


def _of_department(found: Gathered, name: Evidence, said: Evidence, path: str) -> Evidence:
    """部门预算 on the cover may be only the form's name: units of a department print it too."""
    itself = _itself(found)
    part = is_part(normalise_agency(name.value))
    if part and itself == "dept":
        raise which("scope", "scope", _OPTIONS, path, said.line)
    if part:
        return Evidence("unit", name.line, "name is that of a part of another body")
    captions = _captions(found)
    if itself != "unit" or captions == "dept" or not _is_unit(found, name):
        return said
    if captions != "unit":
        raise which("scope", "scope", _OPTIONS, path, said.line)
    return Evidence("unit", found.caption_scopes.first["unit"], "code or duties are those of a unit, captions too")


def _itself(found: Gathered) -> str:
    """Whether the text calls itself 本部门 or 本单位; blank where it does both, or neither."""
    return found.self_words.only(times=_CLEARLY) or ""


def _captions(found: Gathered) -> str:
    return next(iter(found.caption_scopes)) if len(found.caption_scopes.counted) == 1 else ""


def _is_unit(found: Gathered, name: Evidence) -> bool:
    """A public institution (事业单位), or a body whose code is that of a unit.

    A unit's code is its department's and three digits; the first unit is the department itself.
    """
    own = normalise_agency(name.value)
    subject = rf"(?:{re.escape(own)}|本单位|我单位|本中心|我中心)"
    if re.search(rf"{subject}(?:为|是|属于?|系)[^。；;]{{0,20}}事业单位", found.text):
        return True
    listed = {code for code, other, _, _ in found.agencies if other == own}
    return bool(listed) and all(len(code) == 6 and int(code[3:]) > 1 for code in listed)


def _unsaid(found: Gathered, cover: Cover | None, path: str) -> Evidence:
    """No title says it: captions, the tables' titles and headings, the document's words for itself, if they agree.

    单位名称 above the tables is also what departments print: without any title it settles nothing.
    """
    captions = found.caption_scopes.only()
    if captions and (captions == "dept" or cover is not None):
        return found.caption_scopes.evidence(captions, "table captions")
    votes = Votes()
    for kept in (found.title_scopes, found.self_words):
        for scope in kept:
            votes.add(scope, kept.first[scope], kept.counted[scope])
    only = votes.only(times=2)
    if only is None or (only == "unit" and cover is None):
        raise which("scope", "scope", _OPTIONS, path, 1)
    return votes.evidence(only, "titles of tables and headings, and the text's words for itself")
