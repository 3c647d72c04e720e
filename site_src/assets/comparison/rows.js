/* The rows of a section, side by side, and what is known in each cell: `{state, figures, table, unread}`.
   `state` is one of `known.State`; figures are there with `printed`, `words` and `none_in_words` only, and `table` then
   says what the table shows instead of a sentence. */

import { say } from "../lib/language.js";
import { flagOf } from "../lib/signs.js";
import { fold } from "../lib/text.js";

const BY_CODE = ["function", "economic"];

/* What the files keep short. */
function figureOf(found, unit, d) {
  const [printed, yuan, place, own, zh, en, flag] = found;
  return { printed, yuan: yuan || "", place, unit: own || unit, zh: zh || "", en: en || "", flag: flagOf(flag, d.checks) };
}

export function cellOf(d, key, row) {
  const unit = (d[key] || {}).unit || "";
  if (!row) return { state: absent(d, key), figures: [], table: "", unread: unread(d, tableOf(d, key)) };
  const cell = row[5];
  if (Array.isArray(cell)) return { state: "printed", figures: cell.map((found) => figureOf(found, unit, d)), table: "", unread: 0 };
  if (typeof cell === "string") return { state: cell, figures: [], table: "", unread: unread(d, row[4]) };
  return { state: cell.state, figures: cell.figures.map((found) => figureOf(found, unit, d)), table: cell.table, unread: 0 };
}

/* A row that a disclosure does not have at all. */
function absent(d, key) {
  if (key === "staff") return "not_stated";
  const table = d.tables[tableOf(d, key)];
  return table && table[3] !== "data" ? table[3] : "not_listed";
}

function tableOf(d, key) { return { function: "expenditure", economic: "basic_expenditure" }[key]; }
function unread(d, name) { return name && d.tables[name] ? d.tables[name][4] : 0; }

/* Rows any of them prints: totals first, then by code, then those without a code. */
export function rowsOf(shown, key) {
  if (key === "per_head") return perHead(shown);
  const rows = new Map();
  shown.forEach((d, n) => {
    for (const found of d[key].rows) {
      const [id, level, label, english, table] = found;
      if (!rows.has(id)) rows.set(id, { key: id, level, label, english, tables: [], found: [], others: [] });
      const row = rows.get(id);
      if (plain(label) !== plain(row.label)) row.others.push([n, label]);
      row.found[n] = found;
      row.tables[n] = table;
    }
  });
  const all = [...rows.values()];
  if (BY_CODE.includes(key)) all.sort((a, b) => order(a).localeCompare(order(b), "en"));
  for (const row of all) row.cells = shown.map((d, n) => cellOf(d, key, row.found[n]));
  return all;
}

function order(row) {
  const group = row.key.startsWith("total") ? "0" : /^[0-9]+$/.test(row.key) ? "1" : "2";
  return group + row.key;
}

function plain(value) { return fold(value).replace(/^[一二三四五六七八九十]+、|[\s]/g, ""); }

/* Amounts per head, below the number of staff they are worked out with. */
function perHead(shown) {
  if (!shown.some((d) => d.heads[0] === "one")) return [];
  const heads = shown.map((d) => {
    const [state, number, place] = d.heads;
    if (state !== "one") return cell(state === "several" ? "several" : "not_stated");
    return { ...cell("printed"), figures: [{ printed: String(number), yuan: "", place, unit: say("人", "people"), zh: "", en: "", flag: null }] };
  });
  const rows = [made("heads", 0, "实有人数", "Staff, as stated", heads)];
  const labels = new Map();
  shown.forEach((d) => d.per_head.forEach(([key, zh, en]) => labels.set(key, [zh, en])));
  for (const [key, [zh, en]] of labels) {
    rows.push(made(key, 1, zh, en, shown.map((d) => {
      const found = d.per_head.find((row) => row[0] === key);
      return found ? eachOf(found[3]) : cell("not_worked_out");
    })));
  }
  return rows;
}

function made(key, level, label, english, cells) { return { key, level, label, english, tables: [], others: [], cells }; }
function cell(state) { return { state, figures: [], table: "", unread: 0 }; }

function eachOf(found) {
  const inWords = typeof found === "object", yuan = inWords ? found.yuan : found;
  if (!inWords && !/^-?[0-9]+$/.test(yuan)) return cell(found);
  const figure = { printed: "", yuan, place: "", unit: "元/人", zh: "", en: "", flag: null };
  return { ...cell(inWords ? "words" : "printed"), figures: [figure] };
}
