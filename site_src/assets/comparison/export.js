/* The comparison to take away: CSV, one line for each figure or empty cell, with all rows whatever is shown. */

import { downloadCsv } from "../lib/spreadsheet.js";
import { unlike } from "./basis.js";
import { rowsOf } from "./rows.js";
import { LETTERS, SECTIONS } from "./words.js";

const HEAD = ["section", "code", "level", "item", "item_en", "column", "package", "unit_name", "fiscal_year", "kind", "scope", "state", "printed", "printed_unit", "amount_yuan", "note", "not_comparable_with_a", "finding", "source"];

export function download(view) { downloadCsv(linesOfAll(view), "mingzhang-comparison.csv"); }

function linesOfAll(view) {
  const lines = [HEAD];
  for (const [key] of SECTIONS) {
    for (const row of rowsOf(view.shown, key)) {
      view.shown.forEach((d, n) => lines.push(...linesOf(view, key, row, d, n)));
    }
  }
  return lines;
}

function linesOf(view, key, row, d, n) {
  const known = row.cells[n];
  const code = /^[0-9]+$/.test(row.key) ? row.key : "";
  const start = [key, code, String(row.level), row.label, row.english || "", LETTERS[n], d.package, d.name, String(d.year), d.kind, d.scope];
  const apart = unlike(d, view.shown[0], key).join(" ");
  if (!known.figures.length) return [[...start, known.state, "", "", "", "", apart, "", ""]];
  return known.figures.map((figure) => [
    ...start, key === "per_head" && row.key !== "heads" ? `worked_out_from_${known.state}` : known.state, figure.printed, figure.unit, figure.yuan, figure.zh, apart,
    figure.flag ? figure.flag.category : "", figure.place ? new URL(`${d.source}#${figure.place}`, view.root).href : ""
  ]);
}
