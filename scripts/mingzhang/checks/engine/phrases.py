"""What a check says, as data: a wording's code and the values that belong into it, in either language when asked.

A **wording** is a pair of templates, written once beside the check that uses it; `{name}` is replaced by a value,
and what a value itself contains is never a template. A **phrase** is a wording with its values; values are plain
text and numbers, other phrases, or lists of these. Phrases are small and lazy: no sentence is built for what
nobody reads. The ledger stores them as JSON (`as_json`) and reads them back (`read_phrase`): an object with one key,
the wording's code, and under it the values by name; a single plain value stands there without its name.

After a colon a placeholder may say how its value is put in:

| spec | in the sentence |
|---|---|
| `{x:first}` | its first letter a capital |
| `{x:lower}` | in small letters |
| `{n:place\\|places}` | the word for one, or for several |
| `{x: + }` | a list, with this between its parts (without a spec `、` and `, `) |
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias, TypeGuard

Language = Literal["zh", "en"]
Value: TypeAlias = "object | Phrase | tuple[Value, ...]"
Template: TypeAlias = "str | Callable[..., str]"

_PLACE = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
_DEEPEST = 12
_BETWEEN = {"zh": "、", "en": ", "}


@dataclass(frozen=True, slots=True)
class Wording:
    """A pair of templates with a permanent code; called with values it makes a phrase.

    A template may be a function of the values instead, where the words come from a list (titles of columns).
    """

    code: str
    zh: Template
    en: Template
    names: tuple[str, ...] = ()

    def __call__(self, **values: Value) -> Phrase:
        """The phrase with these values."""
        return Phrase(self, tuple(values.items()))

    def __hash__(self) -> int:
        """By its code, which is its own."""
        return hash(self.code)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording with its values, in the order in which they were given."""

    wording: Wording
    values: tuple[tuple[str, Value], ...] = ()

    @property
    def zh(self) -> str:
        """In Chinese."""
        return _render(self, "zh")

    @property
    def en(self) -> str:
        """In English."""
        return _render(self, "en")

    def value(self, name: str) -> Value:
        """The value of this name, None where there is none."""
        return next((value for known, value in self.values if known == name), None)

    def as_json(self) -> dict[str, Any]:
        """The phrase as an object with one key; numbers and places as text."""
        values = {name: _plain(value) for name, value in self.values}
        alone = next(iter(values.values()), None) if len(values) == 1 == len(self.wording.names) else None
        return {self.wording.code: alone if isinstance(alone, str) else values}


_WORDINGS: dict[str, Wording] = {}
"""Every wording by its code; filled when the modules that write them are imported, and never after."""


def wording(code: str, zh: Template, en: Template) -> Wording:
    """Register a pair of templates; a code that is taken, or a template that is malformed, fails at import."""
    if code in _WORDINGS:
        raise ValueError(f"two wordings have the code {code}")
    names = dict.fromkeys(name for template in (zh, en) for name in _names_in(code, template))
    _WORDINGS[code] = Wording(code, zh, en, tuple(names))
    return _WORDINGS[code]


def _names_in(code: str, template: Template) -> list[str]:
    if callable(template):
        return list(inspect.signature(template).parameters)
    if "{" in _PLACE.sub("", template):
        raise ValueError(f"the wording {code} has a malformed placeholder: {template}")
    return [match[1] for match in _PLACE.finditer(template)]


def label(code: str, zh: str, en: str) -> Phrase:
    """A wording without values, as a phrase: what a side or a thing is called."""
    return wording(code, zh, en)()


def wordings() -> Mapping[str, Wording]:
    """All wordings by code."""
    return _WORDINGS


_PRINTED = wording("printed", "{text}", "“{text}”")
_NOTHING = wording("nothing", "", "")
_UNKNOWN = wording("unknown", "{code}：{values}", "{code}: {values}")
NOTHING = _NOTHING()
"""A phrase that says nothing."""


def printed(text: str) -> Phrase:
    """What the document prints: quoted in English; Chinese messages add their own marks."""
    return _PRINTED(text=text) if text else NOTHING


def read_phrase(stored: Mapping[str, Any], depth: int = 0) -> Phrase:
    """A phrase from its JSON; `ValueError` where phrases are nested deeper than any check nests them.

    One whose wording is not known, or has other values (another catalogue's), is shown as it is stored.
    """
    if depth > _DEEPEST:
        raise ValueError(f"phrases are nested more than {_DEEPEST} deep")
    code, said = next(iter(stored.items()), ("", {}))
    found = _WORDINGS.get(code)
    named = said if isinstance(said, dict) else dict.fromkeys(found.names[:1] if found else ("value",), said)
    values = {name: _read(value, depth + 1) for name, value in named.items()}
    if found is None or not _fits(found, values):
        return _UNKNOWN(code=code, values=tuple(values.values()))
    return Phrase(found, tuple(values.items()))


def _fits(found: Wording, values: Mapping[str, Value]) -> bool:
    """Whether a wording can be filled with these values."""
    if not values.keys() >= set(found.names):
        return False
    made = [template for template in (found.zh, found.en) if callable(template)]
    if made and not all(isinstance(value, str) for value in values.values()):
        return False
    try:
        return all(isinstance(template(**values), str) for template in made)
    except (KeyError, TypeError):
        return False


def compact(stored: Mapping[str, Any]) -> str:
    """JSON in one line without blanks, the same for the same phrase."""
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


def _is_list(value: Value) -> TypeGuard[tuple[Value, ...]]:
    """Whether a value is a list of values, and not a locator, which is a tuple with a text of its own."""
    return type(value) is tuple


def _plain(value: Value) -> Any:
    if isinstance(value, Phrase):
        return value.as_json()
    if _is_list(value):
        return [_plain(item) for item in value]
    return str(value)


def _read(value: Any, depth: int) -> Value:
    if isinstance(value, dict):
        return read_phrase(value, depth)
    if isinstance(value, list):
        if depth > _DEEPEST:
            raise ValueError(f"lists are nested more than {_DEEPEST} deep")
        return tuple(_read(item, depth + 1) for item in value)
    return str(value)


def _render(phrase: Phrase, lang: Language) -> str:
    template = phrase.wording.zh if lang == "zh" else phrase.wording.en
    values = dict(phrase.values)
    if callable(template):
        return template(**values)
    return "".join(
        text if not name else _filled(phrase, values, name, spec, lang) for text, name, spec in _pieces(template)
    )


def _filled(phrase: Phrase, values: Mapping[str, Value], name: str, spec: str, lang: Language) -> str:
    if name not in values:
        raise KeyError(f"the wording {phrase.wording.code} lacks the value {name}")
    return _shaped(values[name], spec, lang)


@cache
def _pieces(template: str) -> tuple[tuple[str, str, str], ...]:
    """A template taken apart: (text, "", "") or ("", name, spec)."""
    found: list[tuple[str, str, str]] = []
    end = 0
    for match in _PLACE.finditer(template):
        found += [(template[end : match.start()], "", ""), ("", match[1], match[2] or "")]
        end = match.end()
    return (*found, (template[end:], "", ""))


def _shaped(value: Value, spec: str, lang: Language) -> str:
    if _is_list(value):
        return (spec or _BETWEEN[lang]).join(_shaped(item, "", lang) for item in value)
    text = _render(value, lang) if isinstance(value, Phrase) else str(value)
    if spec == "first":
        return f"{text[:1].upper()}{text[1:]}"
    if spec == "lower":
        return text.lower()
    if "|" in spec:
        one, _, many = spec.partition("|")
        return one if text == "1" else many
    return text
