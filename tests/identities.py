"""The identities a disclosure's tables contain, written down from DOMAIN apart from the checks of the product.

The mutation bench asks it which checks a changed table must set off. It knows tables as facts: id → figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

_FUNDS = ("general", "government_fund", "state_capital")
_BUDGET_SOURCES = (*_FUNDS, "special_account", "unit_funds")
_OTHERS = ("superior_subsidy", "public_service", "operating", "affiliated_remittance", "other")
_BY_CODE = (
    "revenue",
    "expenditure",
    "general_expenditure",
    "government_fund_revenue",
    "government_fund_expenditure",
    "government_fund",
    "state_capital",
)
_PARTS: dict[str, dict[str, tuple[str, ...]]] = {
    "budget": {
        "balance": ("current_year", "carried_over"),
        "revenue": (*_BUDGET_SOURCES, "carried_over"),
        "expenditure": ("basic", "project"),
        "appropriation_balance": _FUNDS,
        "general_expenditure": ("basic", "project"),
        "basic_expenditure": ("personnel", "public"),
        "government_fund_expenditure": ("basic", "project"),
        "state_capital": ("basic", "project"),
        "three_public": _FUNDS,
        "operating_costs": _FUNDS,
        "projects": _BUDGET_SOURCES,
        "projects_carried_over": _FUNDS,
    },
    "final": {
        "revenue": ("appropriation", *_OTHERS),
        "expenditure": ("basic", "project", "remitted_up", "operating", "affiliated_subsidy"),
        "appropriation_balance": _FUNDS,
        "general_expenditure": ("basic", "project"),
        "government_fund": ("basic", "project"),
        "state_capital": ("basic", "project"),
    },
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One printed figure: row key (with side), column, value in the printed unit and its decimals."""

    table: str
    row: str
    column: str
    value: Decimal
    decimals: int


@dataclass(frozen=True, slots=True)
class Identity:
    """Figures whose sums are equal, and the check that is to say so; `exact` where rounding is no excuse."""

    check: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    exact: bool = False

    def is_broken(self, facts: Mapping[str, Fact]) -> bool:
        """Whether both sides print something and differ by more than rounding can make."""
        sides = [[facts[name] for name in side if name in facts] for side in (self.left, self.right)]
        if not sides[0] or not sides[1]:
            return False
        gap = sum((f.value for f in sides[0]), Decimal(0)) - sum((f.value for f in sides[1]), Decimal(0))
        unit = Decimal(1).scaleb(-max(fact.decimals for side in sides for fact in side))
        addends = len(sides[1]) + (len(sides[0]) if len(sides[0]) > 1 else 1)
        rounding = (unit * addends / 2).quantize(unit, rounding=ROUND_CEILING)
        return abs(gap) > (Decimal(0) if self.exact else rounding)


def facts_of(rows: Iterable[Mapping[str, str]]) -> dict[str, Fact]:
    """Facts by id, from rows of `facts.csv`."""
    found = {}
    for row in rows:
        table, *middle, column = row["fact_id"].split("/")
        printed = row["printed"].replace(",", "").replace("，", "")
        value = Decimal(row["amount_yuan"] or row["quantity"]) / (10_000 if row["printed_unit"] == "万元" else 1)
        decimals = len(printed.partition(".")[2])
        found[row["fact_id"]] = Fact(table, "/".join(middle), column, value, decimals)
    return found


def identities(facts: Mapping[str, Fact], kind: str) -> list[Identity]:
    """Every identity of the tables that hold these facts."""
    rows: dict[str, dict[str, None]] = {}
    columns: dict[str, dict[str, None]] = {}
    for fact in facts.values():
        rows.setdefault(fact.table, {})[fact.row] = None
        columns.setdefault(fact.table, {})[fact.column.partition("#")[0]] = None
    found: list[Identity] = []
    for table, keys in rows.items():
        if table in _BY_CODE:
            found += _tree(table, list(keys), list(columns[table]))
        found += _across(table, list(keys), _PARTS[kind].get(table, ()))
        if table == "government_fund":
            found += [
                Identity("A11", _ids(table, key, "opening", "revenue"), _ids(table, key, "total", "closing"))
                for key in keys
            ]
    found += _economic(rows, columns, kind)
    found += _overviews(kind)
    found += _three_public(columns, kind)
    if kind == "budget":
        found += _units(rows, columns)
    found += _between(rows, kind)
    return [identity for identity in found if any(name in facts for name in (*identity.left, *identity.right))]


def _ids(table: str, row: str, *columns: str) -> tuple[str, ...]:
    return tuple(f"{table}/{row}/{column}" for column in columns)


def _tree(table: str, keys: list[str], columns: list[str]) -> Iterator[Identity]:
    codes = [key for key in keys if key.isdigit()]
    for column in columns:
        for whole, classes in _lists(table, codes, column):
            yield Identity("A01", (whole,), tuple(f"{table}/{code}/{column}" for code in classes))
        for parent in codes:
            below = tuple(f"{table}/{code}/{column}" for code in codes if code[:-2] == parent)
            if below:
                yield Identity("A02", (f"{table}/{parent}/{column}",), below)


def _lists(table: str, codes: list[str], column: str) -> Iterator[tuple[str, list[str]]]:
    """The total of each list and its classes; a budget's state capital prints revenue beside expenditure."""
    classes = [code for code in codes if len(code) == 3]
    revenue = [code for code in classes if code.startswith("1")]
    if table != "state_capital" or not revenue:
        yield f"{table}/total/{column}", classes
    else:
        spent = [code for code in classes if code not in revenue]
        yield f"{table}/total/{column}", revenue
        yield f"{table}/total/{column}{'#2' if column == 'total' else ''}", spent


def _across(table: str, keys: list[str], parts: tuple[str, ...]) -> Iterator[Identity]:
    for key in keys if parts else ():
        if table in ("balance", "appropriation_balance") and key.startswith("revenue"):
            continue
        yield Identity("A03", _ids(table, key, "total"), _ids(table, key, *parts))
        if "carried_over" in parts and table == "revenue":  # some totals leave out what was carried over
            yield Identity("A03", _ids(table, key, "total"), _ids(table, key, *parts[:-1]))


def _economic(rows: dict[str, dict[str, None]], columns: dict[str, dict[str, None]], kind: str) -> Iterator[Identity]:
    keys = [key for key in rows.get("basic_expenditure", {}) if key[:3].isdigit()]
    for column in columns.get("basic_expenditure", {}):
        classes = [key for key in keys if len(key) == 3]
        for parent in classes:
            below = tuple(f"basic_expenditure/{key}/{column}" for key in keys if key != parent and key[:3] == parent)
            yield Identity("A02", _ids("basic_expenditure", parent, column), below)
        lists = {"total": classes} if kind == "budget" else _by_category(classes)
        for whole, parts in lists.items():
            yield Identity(
                "A01",
                _ids("basic_expenditure", whole, column),
                tuple(f"basic_expenditure/{key}/{column}" for key in parts),
            )


def _by_category(classes: list[str]) -> dict[str, list[str]]:
    personnel = [key for key in classes if key in ("301", "303")]
    return {"personnel/total": personnel, "public/total": [key for key in classes if key not in personnel]}


def _overviews(kind: str) -> Iterator[Identity]:
    classes = tuple(f"{code}" for code in range(201, 235))
    sources = _BUDGET_SOURCES if kind == "budget" else (*_FUNDS, *_OTHERS)
    sides = {
        "balance": ("total", "current_year", "carried_over") if kind == "budget" else ("amount",),
        "appropriation_balance": ("total", *_FUNDS),
    }
    for table, columns in sides.items():
        first = columns[0]
        yield Identity(
            "A04",
            (f"{table}/revenue/subtotal/{first}",),
            tuple(f"{table}/revenue/{source}/{first}" for source in sources),
        )
        for column in columns:
            yield Identity(
                "A04",
                (f"{table}/expenditure/subtotal/{column}",),
                tuple(f"{table}/expenditure/{code}/{column}" for code in classes),
            )
        for side, carried in (("revenue", "carried_in"), ("expenditure", "carried_out")):
            for column in columns if side == "expenditure" else columns[:1]:
                parts = _ids(table, f"{side}/subtotal", column) + _ids(table, f"{side}/{carried}", column)
                yield Identity("A05", (f"{table}/{side}/total/{column}",), parts)
        yield Identity("A06", (f"{table}/revenue/total/{first}",), (f"{table}/expenditure/total/{first}",), exact=True)
    carried = "appropriation_balance/revenue/carried_in"
    yield Identity("A07", (f"{carried}/total",), tuple(f"{carried}/{fund}/total" for fund in _FUNDS))


def _three_public(columns: dict[str, dict[str, None]], kind: str) -> Iterator[Identity]:
    for column in columns.get("three_public", {}):
        yield Identity(
            "A08",
            _ids("three_public", "total", column),
            tuple(f"three_public/{item}/{column}" for item in ("abroad", "reception", "vehicles")),
        )
        yield Identity(
            "A07" if kind == "budget" else "A08",
            _ids("three_public", "vehicles", column),
            tuple(f"three_public/{item}/{column}" for item in ("vehicle_purchase", "vehicle_operation")),
        )
    for whole, parts in (("procurement_total", ("goods", "works", "services")),):
        items = tuple(f"supplementary/procurement_{part}/value" for part in parts)
        yield Identity("A07", (f"supplementary/{whole}/value",), items)


def _units(rows: dict[str, dict[str, None]], columns: dict[str, dict[str, None]]) -> Iterator[Identity]:
    for table in ("operating_costs", "projects", "projects_carried_over"):
        keys = list(rows.get(table, {}))
        units = [key for key in keys if key.startswith("unit:")]
        projects = [key for key in keys if "/" in key]
        for column in columns.get(table, {}):
            for whole in (key for key in keys if key.startswith("department:") or key == "total"):
                parts = tuple(f"{table}/{key}/{column}" for key in units or projects)
                yield Identity("A09", (f"{table}/{whole}/{column}",), parts)
            for unit in units if projects else ():
                own = tuple(
                    f"{table}/{key}/{column}"
                    for key in projects
                    if key.startswith(f"{unit.removeprefix('unit:').partition('#')[0]}/")
                )
                yield Identity("A10", (f"{table}/{unit}/{column}",), own)


def _between(rows: dict[str, dict[str, None]], kind: str) -> Iterator[Identity]:
    first = "total" if kind == "budget" else "amount"
    yield _same("X01", f"balance/revenue/subtotal/{first}", "revenue/total/total")
    for fund in _BUDGET_SOURCES if kind == "budget" else _OTHERS:
        yield _same("X01", f"balance/revenue/{fund}/{first}", f"revenue/total/{fund}")
    if kind == "final":
        funds = tuple(f"balance/revenue/{fund}/{first}" for fund in _FUNDS)
        yield Identity("X01", ("revenue/total/appropriation",), funds, exact=True)
    yield _same("X02", f"balance/expenditure/subtotal/{first}", "expenditure/total/total")
    codes = [key for key in rows.get("expenditure", {}) if key.isdigit() and len(key) == 3]
    for code in codes:
        yield _same("X02", f"balance/expenditure/{code}/{first}", f"expenditure/{code}/total")
    for fund in _FUNDS:
        yield _same("X03", f"balance/revenue/{fund}/{first}", f"appropriation_balance/revenue/{fund}/total")
    if kind == "final" or not rows.get("appropriation_balance", {}).keys() & {"revenue/carried_in"}:
        yield _same("X04", "appropriation_balance/expenditure/subtotal/general", "general_expenditure/total/total")
        for code in (key for key in rows.get("general_expenditure", {}) if key.isdigit() and len(key) == 3):
            yield _same("X04", f"appropriation_balance/expenditure/{code}/general", f"general_expenditure/{code}/total")
    economic = ("total/total",) if kind == "budget" else ("personnel/total/amount", "public/total/amount")
    yield Identity(
        "X07", ("general_expenditure/total/basic",), tuple(f"basic_expenditure/{key}" for key in economic), exact=True
    )


def _same(check: str, left: str, right: str) -> Identity:
    return Identity(check, (left,), (right,), exact=True)
