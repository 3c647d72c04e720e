/* Order by any column: totals stay on top; numbers by their exact value, then ——, then blanks. */

import { rowsOf, textOf } from "./cells.js";

export function startSorting(table) {
  const heads = [...table.tHead.rows[0].cells], printed = rowsOf(table);
  heads.forEach((head, column) => startHead(head, () => sortBy(table, heads, printed, column)));
  table.addEventListener("as-printed", () => arrange(table, heads, printed, null, ""));
}

function startHead(head, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sort";
  button.addEventListener("click", act);
  wrap();
  /* Chromium repeats a head on every printed page only if it holds no button. */
  addEventListener("beforeprint", () => { button.replaceWith(...button.childNodes); });
  addEventListener("afterprint", wrap);

  function wrap() {
    button.append(...[...head.childNodes].filter((node) => node !== button));
    head.append(button);
  }
}

function sortBy(table, heads, printed, column) {
  const head = heads[column], areNumbers = head.classList.contains("n");
  const [first, second] = areNumbers ? ["descending", "ascending"] : ["ascending", "descending"];
  const now = head.getAttribute("aria-sort");
  const next = head.classList.contains("at") || now === second ? "" : now === first ? second : first;
  if (!next) {
    arrange(table, heads, printed, null, "");
    return;
  }
  const [keyOf, compare] = areNumbers ? [numberOf, byNumber] : [textOf, byText], turn = next === "descending" ? -1 : 1;
  const keyed = printed.map((row, at) => ({ row, at, isTotal: row.classList.contains("total"), key: keyOf(row.cells[column]) }));
  keyed.sort((a, b) => {
    if (a.isTotal !== b.isTotal) return a.isTotal ? -1 : 1;
    return (a.isTotal ? 0 : compare(a.key, b.key, turn)) || a.at - b.at;
  });
  arrange(table, heads, keyed.map((entry) => entry.row), head, next);
}

function arrange(table, heads, rows, head, direction) {
  const kept = document.activeElement;
  table.tBodies[0].append(...rows);
  for (const other of heads) other.removeAttribute("aria-sort");
  if (head) head.setAttribute("aria-sort", direction);
  table.classList.toggle("sorted", Boolean(head));
  if (kept && table.contains(kept)) kept.focus({ preventScroll: true });
}

/* `{rank, units}`: rank 0 a number, 1 not applicable, 2 blank; units are hundred-millionths, exact. */
function numberOf(cell) {
  const [, sign, whole, fraction] = /^(-?)(\d*)\.?(\d*)/.exec((cell.dataset.v || textOf(cell)).replace(/,/g, ""));
  if (!(whole + fraction)) return { rank: cell.classList.contains("na") ? 1 : 2, units: BigInt(0) };
  const units = BigInt(whole + `${fraction}00000000`.slice(0, 8));
  return { rank: 0, units: sign ? -units : units };
}

function byNumber(a, b, turn) {
  if (a.rank !== b.rank) return a.rank - b.rank;
  return a.units < b.units ? -turn : a.units > b.units ? turn : 0;
}

function byText(a, b, turn) {
  if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1);
  return turn * a.localeCompare(b, "zh", { numeric: !/^\d+$/.test(a + b) });
}
