/* Rows that hold some words, to a level of detail. */

import { fold } from "../lib/text.js";
import { rowsOf } from "./cells.js";

export function startFiltering(form, tables) {
  const fields = form.elements, told = form.querySelector("output");
  const rows = tables.flatMap(rowsOf).map((row) => ({ row, text: fold(row.textContent) }));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", show);
  form.addEventListener("reset", () => {
    setTimeout(show, 0);
    for (const table of tables) table.dispatchEvent(new Event("as-printed"));
  });
  addEventListener("hashchange", reveal);
  form.hidden = false;

  function show() {
    const words = fold(fields.words.value).split(" ").filter(Boolean), level = fields.level ? fields.level.value : "";
    for (const { row, text } of rows) row.hidden = !(words.every((word) => text.includes(word)) && isOf(row, level));
    const shown = rows.filter(({ row }) => !row.hidden).length, isAll = !words.length && !level;
    told.textContent = isAll ? "" : shown ? form.dataset.shown.replace("{0}", shown).replace("{1}", rows.length) : form.dataset.none;
  }

  /* A row that somebody links to is shown whatever the filters say. */
  function reveal() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target || !target.hidden) return;
    form.reset();
    setTimeout(() => target.scrollIntoView(), 0);
  }
}

function isOf(row, level) { return !level || row.classList.contains("total") || row.classList.contains(`l${level - 1}`); }
